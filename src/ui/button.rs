//! Things to press.

use leptos::prelude::*;

use crate::platform::press;

/// How much a button weighs beside others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonVariant {
    /// What most visitors come for.
    Primary,
    /// Anything else that one may want to do.
    #[default]
    Secondary,
    /// What is there in case one needs it.
    Quiet,
    /// The same, when it takes something away. The second half of a double click does not press it:
    /// it may have come to stand where another one was.
    Danger,
}

impl ButtonVariant {
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
    #[prop(into)]
    label: Signal<String>,
    /// What it does it to, for screen readers: one of several buttons of the same label must say
    /// by itself what it is for (RGAA 11.9).
    #[prop(optional, into)]
    object: MaybeProp<String>,
    /// How much it weighs beside others.
    #[prop(optional)]
    variant: ButtonVariant,
    /// The class of the picture that is shown in the place of its words.
    #[prop(optional)]
    icon: Option<&'static str>,
    /// Its own id.
    #[prop(optional, into)]
    id: Option<String>,
    /// Whether it does nothing now. It stays where it is and says so (`aria-disabled`): a button
    /// that became unfocusable under the focus would lose it.
    #[prop(optional, into)]
    is_idle: Signal<bool>,
    /// Called when it is pressed, unless it does nothing now.
    #[prop(into)]
    on_press: Callback<()>,
) -> impl IntoView {
    let press = move |event: leptos::ev::MouseEvent| {
        // Asked of each: a press elsewhere ends a double click.
        let is_second = press::is_second(&event);
        let is_meant = variant != ButtonVariant::Danger || !is_second;
        if is_meant && !is_idle.get_untracked() {
            on_press.run(());
        }
    };
    let object = move || {
        object
            .get()
            .map(|object| view! { <span class="visually-hidden">" " {object}</span> }.into_any())
    };
    view! {
        <button
            class=variant.class()
            id=id
            type="button"
            aria-disabled=move || is_idle.get().then_some("true")
            on:click=press
        >
            <span class=icon>
                <span prop:textContent=label></span>
                {move || object()}
            </span>
        </button>
    }
}
