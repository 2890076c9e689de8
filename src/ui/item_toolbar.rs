//! The row of what can be done to an item of a list.

use leptos::prelude::*;

use super::button::{Button, ButtonVariant};
use crate::platform::focus;
use crate::platform::render::after_render;

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

/// The two buttons of a toolbar that move an item among its like. The one that was pressed keeps the focus.
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
    /// Called with the place where it is to stand, from 0.
    #[prop(into)]
    on_move: Callback<usize>,
    /// Whether the toolbar begins with them.
    #[prop(optional)]
    are_first: bool,
) -> impl IntoView {
    let [up, down] = ["monter", "descendre"].map(|action| format!("{id}-{action}"));
    let press = |button: &str, to: fn(usize) -> usize| {
        let button = button.to_owned();
        move |()| {
            on_move.run(to(position.get_untracked().0));
            let button = button.clone();
            // Moving an element takes the focus away from the button in it, and may take it out of sight.
            after_render(move || {
                focus::focus(&button);
                focus::reveal(&button);
            });
        }
    };
    let move_up = press(&up, |index| index.saturating_sub(1));
    let move_down = press(&down, |index| index + 1);
    view! {
        <Button
            label="Monter"
            object=name
            variant=ButtonVariant::Quiet
            icon="icon icon--up"
            id=up
            is_idle=move || position.get().0 == 0
            on_press=move_up
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
            on_press=move_down
            attr:tabindex="-1"
        />
    }
}
