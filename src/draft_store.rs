//! The one shared state: the draft, how it is changed, and how it is kept on the device.
//!
//! Pages read the draft and give commands; nobody else writes to it. Two things are worth knowing
//! before changing anything here:
//!
//! - **Typing notifies nobody but the autosave.** The field that was typed in shows its text
//!   already, so a keystroke changes the draft without waking the hundreds of other fields that a
//!   long draft has. What derives from texts is notified when they are *settled*: when a field is
//!   left, when the draft is saved, and by every other change ([`DraftStore::with_settled`]).
//! - **The repository decides what is stored.** [`DraftRepository`], in the domain, knows what may
//!   be written over what; here it is given the browser's storage, told when things happen, and
//!   asked what is true.

mod editing;
mod folds;
mod keeping;
mod reading;
mod storage;
mod undo;

use std::ops::Deref;

use domain::repository::{DraftRepository, OtherVersion, Quarantined, Saving};
use domain::{ItemId, Outline, Problem, Proposal, Sending};
use leptos::prelude::*;

use self::folds::Folds;
use self::keeping::Keeping;
pub use self::undo::Removal;
use self::undo::UndoStore;
use crate::edition::EDITION;
use crate::platform::clock;
use crate::platform::storage::Storage;

/// How long after the last keystroke the draft is saved, in milliseconds.
pub const SAVE_DELAY: i32 = 400;

/// How long after the first unsaved keystroke it is saved, though typing goes on, in milliseconds.
pub const SAVE_LIMIT: i32 = 2_000;

/// Under which key the moment of the last backup is kept (milliseconds since 1970).
const BACKUP_KEY: &str = "bluehats-participation.sauvegarde";

/// Under which key the last attempt to send is kept, so that what came of it is still asked once
/// the mail program has taken the page's place: the moment (milliseconds since 1970), and the
/// fingerprint of the draft.
const ATTEMPT_KEY: &str = "bluehats-participation.tentative";

/// The draft and all that can be done to it. Copies share the same draft.
#[derive(Clone, Copy)]
pub struct DraftStore(&'static Facts);

/// What there is to know of the draft: a signal for each fact.
pub struct Facts {
    /// Notifies of everything but typing.
    draft: RwSignal<Proposal>,
    /// Notifies when the texts of the draft were settled, or it changed otherwise.
    settled: Trigger,
    outline: Memo<Outline>,
    sending: Memo<Sending>,
    /// Empty before the visitor has asked to send the draft.
    problems: Memo<Vec<Problem>>,
    /// Once the visitor has asked to send the draft: the greatest id of an item that was there when
    /// they asked last.
    reviewed: RwSignal<Option<u32>>,
    /// The last attempt to send, until the visitor has said what came of it.
    attempt: RwSignal<Option<Attempt>>,
    open_attempt: Memo<Option<u64>>,
    /// The items on which the visitor wants no more suggestions in this visit.
    dismissed_suggestions: RwSignal<Vec<ItemId>>,
    undo: StoredValue<UndoStore>,
    can_undo: RwSignal<bool>,
    can_redo: RwSignal<bool>,
    last_removal: RwSignal<Option<Removal>>,
    /// What the last change was, as far as it is worth a word, and was not said for long enough.
    last_change: RwSignal<Option<LastChange>>,
    /// What the visitor chose to fold and unfold.
    folds: RwSignal<Folds>,
    saving: RwSignal<Saving>,
    /// While the visitor has to choose: the version that the other tab stored.
    other_version: RwSignal<Option<OtherVersion>>,
    quarantined: RwSignal<Option<Quarantined>>,
    is_from_other_edition: RwSignal<bool>,
    /// The keys of the versions in the archive, in their order: a text under one of them stays as it is.
    archived_keys: RwSignal<Vec<String>>,
    /// Whether the browser has promised not to delete by itself what is stored.
    is_persistent: RwSignal<bool>,
    /// When the last backup was downloaded: milliseconds since 1970.
    last_backup: RwSignal<Option<u64>>,
    keeping: StoredValue<Keeping, LocalStorage>,
}

/// A change that is worth a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LastChange {
    /// It took a step back, or made one again.
    Step,
    /// It removed something.
    Removal,
}

/// The visitor opened the message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Attempt {
    /// When: milliseconds since 1970.
    at: u64,
    /// The draft that they sent, if they did ([`Proposal::fingerprint`]).
    draft: u32,
}

/// What became of a draft that was erased.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Erasure {
    /// It is in the archive.
    Archived,
    /// There was no room in the archive: only undoing brings it back, in this visit.
    InMemory,
}

impl Deref for DraftStore {
    type Target = Facts;

    fn deref(&self) -> &Facts {
        self.0
    }
}

/// The store of the app; only below the component that provides it.
pub fn use_draft_store() -> DraftStore {
    expect_context()
}

impl DraftStore {
    /// Takes up the draft that is stored on the device, keeps it from now on, and makes it
    /// available to [`use_draft_store`].
    pub fn provide() -> Self {
        let store = Self::open();
        store.keep();
        provide_context(store);
        store
    }

    fn open() -> Self {
        let storage = Storage::open().ok();
        let (repository, opened) = DraftRepository::open(storage.clone(), EDITION, clock::now());
        let read = |key| storage.as_ref().and_then(|storage| storage.read(key).ok()?);
        let last_backup = read(BACKUP_KEY).and_then(|moment| moment.parse().ok());
        let attempt = read(ATTEMPT_KEY).and_then(|text| read_attempt(&text));
        let proposal = opened.proposal.unwrap_or_default();
        let folds = folds::read(&read(folds::KEY).unwrap_or_default(), &proposal);
        let draft = RwSignal::new(proposal);
        let settled = Trigger::new();
        let attempt = RwSignal::new(attempt);
        let reviewed = RwSignal::new(None::<u32>);
        let facts = Facts {
            draft,
            settled,
            outline: Memo::new(move |_| {
                settled.track();
                draft.with_untracked(Proposal::outline)
            }),
            sending: Memo::new(move |_| {
                settled.track();
                draft.with_untracked(Proposal::sending)
            }),
            problems: Memo::new(move |_| {
                settled.track();
                if reviewed.get().is_some() {
                    draft.with_untracked(Proposal::problems)
                } else {
                    Vec::new()
                }
            }),
            reviewed,
            attempt,
            open_attempt: Memo::new(move |_| {
                settled.track();
                let attempt = attempt.get()?;
                let is_open = draft.with_untracked(|draft| {
                    draft.fingerprint() == attempt.draft
                        && !matches!(draft.sending(), Sending::Sent { .. })
                });
                is_open.then_some(attempt.at)
            }),
            dismissed_suggestions: RwSignal::default(),
            undo: StoredValue::default(),
            can_undo: RwSignal::new(false),
            can_redo: RwSignal::new(false),
            last_removal: RwSignal::new(None),
            last_change: RwSignal::new(None),
            folds: RwSignal::new(folds),
            saving: RwSignal::new(repository.saving()),
            other_version: RwSignal::new(None),
            quarantined: RwSignal::new(opened.quarantined),
            is_from_other_edition: RwSignal::new(opened.from_other_edition),
            archived_keys: RwSignal::default(),
            is_persistent: RwSignal::new(false),
            last_backup: RwSignal::new(last_backup),
            keeping: StoredValue::new_local(Keeping::new(repository, storage)),
        };
        // There is one store for as long as the page is open: nothing is freed before.
        Self(Box::leak(Box::new(facts)))
    }
}

/// What [`ATTEMPT_KEY`] holds.
fn read_attempt(text: &str) -> Option<Attempt> {
    let (at, draft) = text.split_once(' ')?;
    Some(Attempt { at: at.parse().ok()?, draft: draft.parse().ok()? })
}

/// Signals notify at each writing: what is the same wakes nobody.
fn set_if_changed<T: PartialEq + Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    if signal.try_with_untracked(|shown| *shown != value) == Some(true) {
        signal.set(value);
    }
}
