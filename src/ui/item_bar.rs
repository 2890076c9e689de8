//! What can be done to one item of a list.

use leptos::prelude::*;

/// Where an item stands among those of its sort.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Its place, from 0.
    pub index: usize,
    /// How many there are.
    pub count: usize,
}

impl Place {
    /// Whether there is none before it.
    pub const fn is_first(self) -> bool {
        self.index == 0
    }

    /// Whether there is none behind it.
    pub const fn is_last(self) -> bool {
        self.index + 1 >= self.count
    }
}

/// The buttons that move an item up or down among its like, and remove it.
///
/// At either end of the list the button that leads nowhere stays where it is and says so
/// (`aria-disabled`): a button that could vanish under the focus would lose it.
#[component]
pub fn ItemBar(
    /// The ids of the buttons are made from it: `-monter`, `-descendre`, `-supprimer`.
    id: String,
    /// What the item is called, with its article, as in « l’objectif 2 »: one of several buttons
    /// of the same label must say by itself what it is for (RGAA 11.9).
    #[prop(into)]
    name: Signal<String>,
    /// Where it stands.
    #[prop(into)]
    place: Signal<Place>,
    /// Called with the place to move it to, from 0.
    on_move: Callback<usize>,
    /// Called when it is to be removed.
    on_remove: Callback<()>,
) -> impl IntoView {
    let up = move || {
        let place = place.get_untracked();
        if !place.is_first() {
            on_move.run(place.index - 1);
        }
    };
    let down = move || {
        let place = place.get_untracked();
        if !place.is_last() {
            on_move.run(place.index + 1);
        }
    };
    let disabled = |disabled: bool| disabled.then_some("true");
    let is_first = Signal::derive(move || disabled(place.get().is_first()));
    let is_last = Signal::derive(move || disabled(place.get().is_last()));
    let suffix = move || view! { <span class="visually-hidden">" " {name}</span> }.into_any();
    view! {
        <div class="item-bar">
            <button
                class="button button--quiet"
                id=format!("{id}-monter")
                type="button"
                aria-disabled=is_first
                on:click=move |_| up()
            >
                "Monter" {suffix()}
            </button>
            <button
                class="button button--quiet"
                id=format!("{id}-descendre")
                type="button"
                aria-disabled=is_last
                on:click=move |_| down()
            >
                "Descendre" {suffix()}
            </button>
            <button
                class="button button--quiet button--danger"
                id=format!("{id}-supprimer")
                type="button"
                on:click=move |_| on_remove.run(())
            >
                "Supprimer" {suffix()}
            </button>
        </div>
    }
}
