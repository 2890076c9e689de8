//! Interface components, bound to the draft.

use domain::{Field, ItemId};
use leptos::prelude::*;

use super::coaching::Coaching;
use super::items::neighbour;
use crate::notebook::use_notebook;
use crate::pages::wording::{Sort, anchor, problem};
use crate::platform::document;
use crate::render::after_render;
use crate::ui::field::{TextField, TextKind};
use crate::ui::fold::Fold;
use crate::ui::item_bar::{ItemBar, Place};

/// A field of the draft.
#[component]
pub(super) fn DraftField(
    /// Which field.
    field: Field,
    /// What is asked for.
    #[prop(into)]
    label: Signal<String>,
    /// What is typed in it.
    #[prop(optional)]
    kind: TextKind,
    /// What helps to fill it in.
    #[prop(optional)]
    hint: Option<&'static str>,
    /// What browsers may fill in by themselves.
    #[prop(optional)]
    autocomplete: Option<&'static str>,
    /// Whether a participation cannot be sent without it.
    #[prop(optional)]
    required: bool,
) -> impl IntoView {
    let notebook = use_notebook();
    view! {
        <TextField
            id=anchor(field)
            label
            value=move || notebook.text(field)
            on_input=Callback::new(move |text| notebook.type_text(field, text))
            error=move || notebook.problem(field).map(|found| problem(found).to_owned())
            hint
            kind
            autocomplete
            required
        />
    }
}

/// An item of the draft: its fields, which fold to their first line, with the coach's word on them;
/// and below them what can be done to the item, folded or not.
#[component]
pub(super) fn DraftItem(
    /// Which item.
    item: ItemId,
    /// What sort of item it is.
    sort: Sort,
    /// Where it stands.
    place: Signal<Place>,
    /// Its fields.
    children: Children,
) -> impl IntoView {
    let coaching = Coaching::new(use_notebook(), item, sort, place);
    view! {
        <Fold noun=sort.noun() place>
            <div on:change=move |_| coaching.look()>{children()}</div>
            {coaching.view()}
        </Fold>
        <DraftItemBar item sort place />
    }
}

/// Moving and removing an item, with the focus where one expects it afterwards.
#[component]
fn DraftItemBar(
    /// Which item.
    item: ItemId,
    /// What sort of item it is.
    sort: Sort,
    /// Where it stands.
    place: Signal<Place>,
) -> impl IntoView {
    let notebook = use_notebook();
    let move_to = move |to: usize| {
        let from = place.get_untracked();
        let button = if to < from.index { "monter" } else { "descendre" };
        notebook.move_item(item, to);
        after_render(move || {
            // Moving an element takes the focus away from the button in it.
            document::focus(&format!("{}-{button}", sort.anchor(item)));
            let title = sort.title(from.index);
            document::announce(&format!(
                "{title} déplacé en position {} sur {}",
                to + 1,
                from.count
            ));
        });
    };
    let remove = move |()| {
        let neighbour = notebook.with_untracked(|draft| neighbour(draft, item));
        let title = sort.title(place.get_untracked().index);
        notebook.remove(item, format!("Vous avez supprimé «\u{a0}{title}\u{a0}»."));
        after_render(move || {
            document::focus(&neighbour);
        });
    };
    view! {
        <ItemBar
            id=sort.anchor(item)
            name=move || sort.with_article(place.get().index)
            place
            on_move=Callback::new(move_to)
            on_remove=Callback::new(remove)
        />
    }
}
