//! The row of what can be done to an item of a list.

use leptos::prelude::*;

use super::button::{Button, ButtonVariant};
use crate::platform::focus;

/// A toolbar: one stop for Tab, within which one moves by the arrow keys. All of its buttons but one,
/// the first, have `tabindex="-1"`.
#[component]
pub fn ItemToolbar(
    /// What it is for.
    #[prop(into)]
    label: Signal<String>,
    /// Its buttons.
    children: Children,
) -> impl IntoView {
    view! {
        <div
            class="item-bar"
            role="toolbar"
            aria-label=label
            on:keydown=|event| focus::move_in_toolbar(&event)
            on:focusin=|event| focus::set_tab_stop(&event)
            on:focusout=|event| focus::set_tab_stop(&event)
        >
            {children()}
        </div>
    }
}

/// The two buttons of a toolbar that move an item among its like.
#[component]
pub fn MoveButtons(
    /// The ids of the buttons are made from it: `-monter`, `-descendre`.
    id: String,
    /// What the item is called within a sentence, as in « l’objectif 2 ».
    #[prop(into)]
    name: Signal<String>,
    /// Where it stands among its like, from 0, and how many there are.
    #[prop(into)]
    position: Signal<(usize, usize)>,
    /// Called when it is to change places with the one before it.
    #[prop(into)]
    on_move_up: Callback<()>,
    /// Called when it is to change places with the one behind it.
    #[prop(into)]
    on_move_down: Callback<()>,
    /// Whether the toolbar begins with them.
    #[prop(optional)]
    are_first: bool,
) -> impl IntoView {
    let [up, down] = ["monter", "descendre"].map(|action| format!("{id}-{action}"));
    view! {
        <Button
            label="Monter"
            object=name
            variant=ButtonVariant::Quiet
            icon="icon icon--up"
            id=up
            is_idle=move || position.get().0 == 0
            on_press=on_move_up
            attr:tabindex=(!are_first).then_some("-1")
        />
        <Button
            label="Descendre"
            object=name
            variant=ButtonVariant::Quiet
            icon="icon icon--down"
            id=down
            is_idle=move || {
                let (index, count) = position.get();
                index + 1 >= count
            }
            on_press=on_move_down
            attr:tabindex="-1"
        />
    }
}
