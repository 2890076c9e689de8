//! Taking steps back and making them again, and saying which.

use domain::{Edit, Field, HistoryStep, ItemId, Proposal};
use leptos::prelude::{RwSignal, Set};

use crate::draft_store::DraftStore;
use crate::pages::labels::{
    anchor, choice_id, field_name, fold_button_id, in_sentence, noun_in_sentence, presence_id,
};
use crate::platform::render::after_render;
use crate::platform::{focus, page};

/// Which way one goes through what was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Direction {
    Back,
    Again,
}

/// Takes the last step back, and puts into `said` what it was.
pub(super) fn undo(store: DraftStore, said: RwSignal<String>) {
    if let Some(step) = store.undo() {
        say(store, &step, Direction::Back, said);
    }
}

/// Makes the step again that was taken back last, and puts into `said` what it was.
pub(super) fn redo(store: DraftStore, said: RwSignal<String>) {
    if let Some(step) = store.redo() {
        say(store, &step, Direction::Again, said);
    }
}

/// Shows and says what was taken back or made again. The focus stays, so that one can go on.
fn say(store: DraftStore, step: &HistoryStep, direction: Direction, said: RwSignal<String>) {
    let what_happened = match direction {
        Direction::Back => "Annulé",
        Direction::Again => "Rétabli",
    };
    let (what, place) = store.with_untracked(|draft| described(draft, step, direction));
    let sentence = format!("{what_happened}\u{a0}: {what}");
    page::announce(&sentence);
    said.set(sentence);
    if let Some(place) = place {
        after_render(move || focus::reveal(&place));
    }
}

/// What was taken back or made again, and the id of the page element where it shows.
fn described(
    draft: &Proposal,
    step: &HistoryStep,
    direction: Direction,
) -> (String, Option<String>) {
    let item = |what: &str, item: ItemId| {
        let name = draft.place(item).map(|place| in_sentence(item.kind(), place.index));
        let place = name.is_some().then(|| fold_button_id(item));
        // What is gone has no number any more.
        let name = name.unwrap_or_else(|| noun_in_sentence(item.kind()).to_owned());
        (format!("{what}, {name}"), place)
    };
    let is_back = direction == Direction::Back;
    match &step.edit {
        Edit::Text { field, .. } | Edit::Splice { field, .. } => {
            (format!("saisie, {}", field_name(draft, *field)), Some(anchor(*field)))
        }
        Edit::Insert { item: inserted, .. } => {
            item(if is_back { "suppression" } else { "ajout" }, inserted.id())
        }
        Edit::Remove { item: removed } => {
            item(if is_back { "ajout" } else { "suppression" }, *removed)
        }
        Edit::Move { item: moved, .. } => item("déplacement", *moved),
        Edit::HelpKind { request, .. } => {
            let (what, _) = item("choix", (*request).into());
            (what, Some(choice_id((*request).into())))
        }
        Edit::TalkKind { talk, .. } => {
            let (what, _) = item("choix", (*talk).into());
            (what, Some(anchor(Field::TalkSubject(*talk))))
        }
        Edit::Presence { day, .. } => {
            (format!("présence, {}", day.in_french()), Some(presence_id(*day)))
        }
        Edit::Sent(_) => ("indication d’envoi".to_owned(), None),
        Edit::Replace(_) if step.is_following => {
            ("modifications d’un autre onglet".to_owned(), None)
        }
        Edit::Replace(_) => ("remplacement du brouillon".to_owned(), None),
    }
}
