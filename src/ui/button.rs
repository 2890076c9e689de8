//! Things to press.

use leptos::prelude::*;

/// How much a button weighs beside others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Emphasis {
    /// What most visitors come for.
    Primary,
    /// Anything else that one may want to do.
    #[default]
    Secondary,
    /// What is there in case one needs it.
    Quiet,
    /// The same, when it takes something away.
    Danger,
}

impl Emphasis {
    const fn class(self) -> &'static str {
        match self {
            Self::Primary => "button",
            Self::Secondary => "button button--secondary",
            Self::Quiet => "button button--quiet",
            Self::Danger => "button button--quiet button--danger",
        }
    }
}

/// A button that says what it does.
#[component]
pub fn Button(
    /// What it does.
    label: &'static str,
    /// What it does it to, for screen readers: one of several buttons of the same label must say
    /// by itself what it is for (RGAA 11.9).
    #[prop(optional)]
    object: Option<Signal<String>>,
    /// How much it weighs.
    #[prop(optional)]
    emphasis: Emphasis,
    /// Its own id.
    #[prop(optional, into)]
    id: Option<String>,
    /// Whether it does nothing now. It stays where it is and says so (`aria-disabled`): a button
    /// that could vanish under the focus would lose it.
    #[prop(optional)]
    is_idle: Option<Signal<bool>>,
    /// Called when it is pressed, unless it does nothing now.
    #[prop(into)]
    on_press: Callback<()>,
) -> impl IntoView {
    let idle = move || is_idle.is_some_and(|is_idle| is_idle.get());
    let press = move |_| {
        if !untrack(idle) {
            on_press.run(());
        }
    };
    let object = object.map(|object| view! { <span class="visually-hidden">" " {object}</span> });
    view! {
        <button
            class=emphasis.class()
            id=id
            type="button"
            aria-disabled=Signal::derive(move || idle().then_some("true"))
            on:click=press
        >
            {label}
            {object}
        </button>
    }
}
