//! Interface components, bound to the draft.

use domain::{Field, ItemId};
use leptos::prelude::*;

use super::coaching::Coaching;
use super::items::neighbour;
use crate::dom::{El, Words, el};
use crate::notebook::use_notebook;
use crate::pages::wording::{Sort, anchor, problem};
use crate::platform::document;
use crate::render::after_render;
use crate::ui::field::{self, Remarks, TextKind, text_field};
use crate::ui::fold::fold;
use crate::ui::item_bar::{Place, item_bar};

/// What helps to fill in a field, and what browsers make of it.
#[derive(Clone, Copy, Default)]
pub(super) struct Hints {
    /// What is typed in it.
    pub(super) kind: TextKind,
    /// What helps to fill it in.
    pub(super) hint: Option<&'static str>,
    /// What browsers may fill in by themselves.
    pub(super) autocomplete: Option<&'static str>,
    /// Whether a participation cannot be sent without it.
    pub(super) is_required: bool,
    /// Who may have a word on what is typed in it.
    pub(super) coaching: Option<Coaching>,
}

/// A field of the draft.
pub(super) fn draft_field(field: Field, label: impl Into<Words>, hints: Hints) -> El {
    let notebook = use_notebook();
    let Hints { kind, hint, autocomplete, is_required, coaching } = hints;
    let remarks = move || Remarks {
        error: notebook.problem(field).map(|found| problem(found).to_owned()),
        advice: coaching.and_then(Coaching::advice_id),
    };
    text_field(
        &field::Field { id: anchor(field), hint, kind, autocomplete, is_required },
        label,
        move || notebook.text(field),
        remarks,
        move |text| notebook.type_text(field, text),
    )
}

/// Has `container` show an item of the draft: its fields, which fold to their first line, with the
/// coach's word on them; and below them what can be done to the item, folded or not.
pub(super) fn draft_item(
    container: El,
    coaching: Coaching,
    fields: impl IntoIterator<Item = El>,
) -> El {
    let Coaching { item, sort, place, .. } = coaching;
    let fields = el("div").children(fields).on("change", move |_| coaching.look());
    let folded =
        fold(sort.noun(), move || place.get()).child(fields).dynamic(move || coaching.advice());
    container.child(folded).child(draft_item_bar(item, sort, place))
}

/// What can be done to an item of the draft, of this sort and in this place: moving and removing it,
/// with the focus where one expects it afterwards.
fn draft_item_bar(item: ItemId, sort: Sort, place: Memo<Place>) -> El {
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
                "{title} {} en position {} sur {}",
                sort.moved(),
                to + 1,
                from.count
            ));
        });
    };
    let remove = move || {
        let neighbour = notebook.with_untracked(|draft| neighbour(draft, item));
        let title = sort.title(place.get_untracked().index);
        notebook.remove(item, format!("Vous avez supprimé «\u{a0}{title}\u{a0}»."));
        after_render(move || {
            document::focus(&neighbour);
        });
    };
    item_bar(
        &sort.anchor(item),
        move || sort.with_article(place.get().index),
        move || place.get(),
        move_to,
        remove,
    )
}
