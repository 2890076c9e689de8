//! Taking steps back and making them again, and saying which.

use domain::{Edit, ItemId, Proposal};

use crate::draft_store::DraftStore;
use crate::pages::labels::{anchor, field_name};
use crate::platform::render::after_render;
use crate::platform::{focus, page};

/// Which way one goes through what was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Direction {
    Back,
    Again,
}

/// Takes the last step back.
pub(super) fn undo(store: DraftStore) {
    if let Some(edit) = store.undo() {
        say(store, &edit, Direction::Back);
    }
}

/// Makes the step again that was taken back last.
pub(super) fn redo(store: DraftStore) {
    if let Some(edit) = store.redo() {
        say(store, &edit, Direction::Again);
    }
}

/// Shows and says what was taken back or made again. The focus stays, so that one can go on.
fn say(store: DraftStore, edit: &Edit, direction: Direction) {
    let what_happened = match direction {
        Direction::Back => "Annulé",
        Direction::Again => "Rétabli",
    };
    let (what, place) = store.with_untracked(|draft| step(draft, edit, direction));
    page::announce(&format!("{what_happened}\u{a0}: {what}"));
    if let Some(place) = place {
        after_render(move || focus::reveal(&place));
    }
}

/// What an edit took back or made again, and the id of the page element where it shows.
fn step(draft: &Proposal, edit: &Edit, direction: Direction) -> (String, Option<String>) {
    let item = |item: ItemId| draft.place(item).map(|_| anchor(item.first_field()));
    let (what, place) = match (edit, direction) {
        (Edit::Text { field, .. } | Edit::Splice { field, .. }, _) => {
            let what = format!("saisie, {}", field_name(draft, *field));
            return (what, Some(anchor(*field)));
        }
        (Edit::Insert { item: inserted, .. }, Direction::Back) => {
            ("suppression", item(inserted.id()))
        }
        (Edit::Insert { item: inserted, .. }, Direction::Again) => ("ajout", item(inserted.id())),
        (Edit::Remove { .. }, Direction::Back) => ("ajout", None),
        (Edit::Remove { .. }, Direction::Again) => ("suppression", None),
        (Edit::Move { item: moved, .. }, _) => ("déplacement", item(*moved)),
        (Edit::HelpKind { request, .. }, _) => ("choix", item((*request).into())),
        (Edit::TalkKind { talk, .. }, _) => ("choix", item((*talk).into())),
        (Edit::Presence { .. }, _) => ("choix", None),
        (Edit::Sent(_), _) => ("indication d’envoi", None),
        (Edit::Replace(_), _) => ("remplacement du brouillon", None),
    };
    (what.to_owned(), place)
}
