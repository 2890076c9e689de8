//! What can be done to one item of a list.

use leptos::prelude::*;

use super::button::{Button, ButtonVariant};

/// The buttons that move an item up or down among its like, and remove it.
#[component]
pub fn ItemToolbar(
    /// The ids of the buttons are made from it: `-monter`, `-descendre`, `-supprimer`.
    #[prop(into)]
    id: String,
    /// What the item is called, with its article, as in « l’objectif 2 ».
    #[prop(into)]
    name: Signal<String>,
    /// Whether there is none before it.
    #[prop(into)]
    is_first: Signal<bool>,
    /// Whether there is none behind it.
    #[prop(into)]
    is_last: Signal<bool>,
    /// Called when it is to change places with the one before it.
    #[prop(into)]
    on_move_up: Callback<()>,
    /// Called when it is to change places with the one behind it.
    #[prop(into)]
    on_move_down: Callback<()>,
    /// Called when it is to be removed.
    #[prop(into)]
    on_remove: Callback<()>,
) -> impl IntoView {
    view! {
        <div class="item-bar">
            <Button
                label="Monter"
                object=name
                variant=ButtonVariant::Quiet
                id=format!("{id}-monter")
                is_idle=is_first
                on_press=on_move_up
            />
            <Button
                label="Descendre"
                object=name
                variant=ButtonVariant::Quiet
                id=format!("{id}-descendre")
                is_idle=is_last
                on_press=on_move_down
            />
            <Button
                label="Supprimer"
                object=name
                variant=ButtonVariant::Danger
                id=format!("{id}-supprimer")
                on_press=on_remove
            />
        </div>
    }
}
