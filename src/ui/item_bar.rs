//! What can be done to one item of a list.

use leptos::prelude::*;

use super::button::{Button, Emphasis};

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
#[component]
pub fn ItemBar(
    /// The ids of the buttons are made from it: `-monter`, `-descendre`, `-supprimer`.
    id: String,
    /// What the item is called, with its article, as in « l’objectif 2 ».
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
    let up = move |()| on_move.run(place.get_untracked().index.saturating_sub(1));
    let down = move |()| on_move.run(place.get_untracked().index + 1);
    view! {
        <div class="item-bar">
            <Button
                label="Monter"
                object=name
                emphasis=Emphasis::Quiet
                id=format!("{id}-monter")
                is_idle=Signal::derive(move || place.get().is_first())
                on_press=up
            />
            <Button
                label="Descendre"
                object=name
                emphasis=Emphasis::Quiet
                id=format!("{id}-descendre")
                is_idle=Signal::derive(move || place.get().is_last())
                on_press=down
            />
            <Button
                label="Supprimer"
                object=name
                emphasis=Emphasis::Danger
                id=format!("{id}-supprimer")
                on_press=on_remove
            />
        </div>
    }
}
