//! Items of long lists: a row with what can be done to them, and what folds below it.

use leptos::prelude::*;

use super::button::{Button, ButtonVariant};
use super::item_toolbar::{ItemToolbar, MoveButtons};
use super::show::Show;

/// One item of a list: its row, with the buttons that fold it, move it among its like and remove it,
/// and its fields.
///
/// The row is a toolbar: one stop for Tab, within which one moves by the arrow keys. What is folded
/// is `hidden="until-found"`: browsers unfold it when one searches the page for something in it.
#[component]
pub fn CollapsibleItem(
    /// The ids of the buttons are made from it: `-plier`, `-monter`, `-descendre`, `-supprimer`.
    #[prop(into)]
    id: String,
    /// What it is called, as in « Objectif 2 ».
    #[prop(into)]
    label: Signal<String>,
    /// The same within a sentence, as in « l’objectif 2 ».
    #[prop(into)]
    name: Signal<String>,
    /// What is in it, in one line; in sight while it is folded.
    #[prop(into)]
    summary: Signal<String>,
    /// Where it stands among its like, from 0, and how many there are.
    #[prop(into)]
    position: Signal<(usize, usize)>,
    /// Whether it is folded.
    #[prop(into)]
    is_folded: Signal<bool>,
    /// Called with whether it is to be folded.
    #[prop(into)]
    on_fold: Callback<bool>,
    /// Called with the place where it is to stand, from 0.
    #[prop(into)]
    on_move: Callback<usize>,
    /// Called when it is to be removed.
    #[prop(into)]
    on_remove: Callback<()>,
    /// Its fields.
    children: Children,
) -> impl IntoView {
    let content_id = format!("{id}-contenu");
    let controlled = content_id.clone();
    let has_several = move || position.get().1 > 1;
    let moved_id = id.clone();
    view! {
        <ItemToolbar label>
            <button
                class="item-bar__fold"
                id=format!("{id}-plier")
                type="button"
                aria-expanded=move || (!is_folded.get()).to_string()
                aria-controls=controlled
                on:click=move |_| on_fold.run(!is_folded.get_untracked())
            >
                <span prop:textContent=label></span>
                <span
                    class="item-bar__summary"
                    dir="auto"
                    prop:textContent=move || format!(" {}", summary.get())
                ></span>
            </button>
            <Show when=has_several>
                <MoveButtons id=moved_id.clone() name position on_move />
            </Show>
            <Button
                label="Supprimer"
                object=name
                variant=ButtonVariant::Danger
                icon="icon icon--remove"
                id=format!("{id}-supprimer")
                on_press=on_remove
                attr:tabindex="-1"
            />
        </ItemToolbar>
        <div
            class="fold"
            id=content_id
            hidden=move || is_folded.get().then_some("until-found")
            on:beforematch=move |_: leptos::ev::Event| on_fold.run(false)
        >
            {children()}
        </div>
    }
}
