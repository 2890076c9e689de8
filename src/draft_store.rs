//! The one shared state: the draft, how it is changed, and how it is kept on the device.
//!
//! Pages read the draft and give commands; nobody else writes to it. Two things are worth knowing
//! before changing anything here:
//!
//! - **Typing notifies nobody but the autosave.** The field that was typed in shows its text
//!   already, so a keystroke changes the draft without waking the hundreds of other fields that a
//!   long draft has. What derives from texts follows a *version* of the draft, which is bumped when
//!   a field is left, when the draft is saved, and by every other change ([`DraftStore::with_settled`]).
//! - **The repository decides what is stored.** [`DraftRepository`], in the domain, knows what may
//!   be written over what; here it is given the browser's storage, told when things happen, and
//!   asked what is true.

mod folds;
mod storage;
mod undo;

use std::ops::Deref;
use std::rc::Rc;

use domain::repository::{
    ARCHIVE_PREFIX, ArchivedVersion, DraftRepository, KEY, Loaded, OtherVersion, Quarantined,
    Saving,
};
use domain::stored::Record;
use domain::{
    Date, Edit, Field, HelpKind, ItemId, ItemKind, LightningTalk, Outline, Participation, Problem,
    Proposal, RequestId, Sending, Sent, SoftwareId, Suggestion, TalkId, TalkKind, WebLink,
    carry_caret,
};
use leptos::prelude::*;
use leptos::task::spawn_local;

pub use self::undo::Removal;
use self::undo::UndoStore;
use crate::edition::EDITION;
use crate::platform::clock;
use crate::platform::crash;
use crate::platform::fields;
use crate::platform::focus::Focus;
use crate::platform::journal::Journal;
use crate::platform::lifecycle::{self, Listener};
use crate::platform::persistence;
use crate::platform::render::after_render;
use crate::platform::static_form::{EarlyInput, EarlyValue};
use crate::platform::storage::Storage;
use crate::platform::timer::Debounce;

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
    /// Counts the moments at which the texts of the draft were settled, or it changed otherwise.
    version: RwSignal<usize>,
    outline: Memo<Outline>,
    sending: Memo<Sending>,
    /// Empty before the visitor has asked to send the draft.
    problems: Memo<Vec<Problem>>,
    /// Whether the visitor has asked to send the draft.
    is_reviewed: RwSignal<bool>,
    /// The greatest id of an item that was there when they asked last.
    last_reviewed: RwSignal<u32>,
    /// The last attempt to send, until the visitor has said what came of it.
    attempt: RwSignal<Option<Attempt>>,
    open_attempt: Memo<Option<u64>>,
    /// The items on which the visitor wants no more suggestions in this visit.
    dismissed_suggestions: RwSignal<Vec<ItemId>>,
    undo: StoredValue<UndoStore>,
    can_undo: RwSignal<bool>,
    can_redo: RwSignal<bool>,
    last_removal: RwSignal<Option<Removal>>,
    /// Whether the last change took a step back, or made it again.
    was_turned: RwSignal<bool>,
    /// What the visitor chose to fold and unfold.
    folds: RwSignal<Vec<String>>,
    saving: RwSignal<Saving>,
    /// While the visitor has to choose: the version that the other tab stored.
    other_version: RwSignal<Option<OtherVersion>>,
    quarantined: RwSignal<Option<Quarantined>>,
    is_from_other_edition: RwSignal<bool>,
    /// How many versions are in the archive: what changes there is one more, or one less.
    archived_count: RwSignal<usize>,
    /// Whether the browser has promised to keep what is stored, where it says.
    persistence: RwSignal<Option<bool>>,
    /// When the last backup was downloaded: milliseconds since 1970.
    last_backup: RwSignal<Option<u64>>,
    keeping: StoredValue<Keeping, LocalStorage>,
}

/// The visitor opened the message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Attempt {
    /// When: milliseconds since 1970.
    at: u64,
    /// The draft that they sent, if they did ([`Proposal::fingerprint`]).
    draft: u32,
}

/// What is needed to keep the draft, and of no interest to pages.
struct Keeping {
    repository: DraftRepository<Storage>,
    storage: Option<Storage>,
    /// Once it has answered.
    journal: Option<Journal>,
    has_asked_to_persist: bool,
    autosave: Option<Rc<Debounce>>,
    listeners: Vec<Listener>,
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
        let last_backup = storage.as_ref().and_then(|storage| storage.read(BACKUP_KEY).ok()?);
        let draft = RwSignal::new(opened.proposal.unwrap_or_default());
        let version = RwSignal::new(0);
        let attempt = storage.as_ref().and_then(|storage| storage.read(ATTEMPT_KEY).ok()?);
        let attempt = RwSignal::new(attempt.and_then(|text| read_attempt(&text)));
        let is_reviewed = RwSignal::new(false);
        let facts = Facts {
            draft,
            version,
            outline: Memo::new(move |_| {
                version.track();
                draft.with_untracked(Proposal::outline)
            }),
            sending: Memo::new(move |_| {
                version.track();
                draft.with_untracked(Proposal::sending)
            }),
            problems: Memo::new(move |_| {
                version.track();
                if is_reviewed.get() {
                    draft.with_untracked(Proposal::problems)
                } else {
                    Vec::new()
                }
            }),
            is_reviewed,
            last_reviewed: RwSignal::new(0),
            attempt,
            open_attempt: Memo::new(move |_| {
                version.track();
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
            was_turned: RwSignal::new(false),
            folds: RwSignal::new(
                draft.with_untracked(|draft| folds::read(storage.as_ref(), draft)),
            ),
            saving: RwSignal::new(repository.saving()),
            other_version: RwSignal::new(None),
            quarantined: RwSignal::new(opened.quarantined),
            is_from_other_edition: RwSignal::new(opened.from_other_edition),
            archived_count: RwSignal::new(0),
            persistence: RwSignal::new(None),
            last_backup: RwSignal::new(last_backup.and_then(|moment| moment.parse().ok())),
            keeping: StoredValue::new_local(Keeping {
                repository,
                storage,
                journal: None,
                has_asked_to_persist: false,
                autosave: None,
                listeners: Vec::new(),
            }),
        };
        // There is one store for as long as the page is open: nothing is freed before.
        Self(Box::leak(Box::new(facts)))
    }

    fn keep(self) {
        let autosave = Debounce::new(SAVE_DELAY, SAVE_LIMIT, move || self.save());
        let mut listeners = lifecycle::on_hidden(move || self.leave());
        listeners.extend(lifecycle::on_shown(move || self.refresh()));
        listeners.extend(lifecycle::on_stored_elsewhere(KEY, move || self.refresh()));
        listeners.extend(lifecycle::before_command(fields::read_all));
        listeners.extend(lifecycle::ask_before_leaving(move || self.would_be_lost()));
        self.keeping.update_value(|keeping| {
            keeping.autosave = Some(Rc::new(autosave));
            keeping.listeners = listeners;
        });
        spawn_local(async move {
            let journal = Journal::open().await;
            let entries = match &journal {
                Some(journal) => journal.read_all().await,
                None => Vec::new(),
            };
            self.keeping.try_update_value(|keeping| keeping.journal = journal);
            self.reconcile(&entries);
            self.set_persistence(persistence::is_promised().await);
        });
    }
}

/// Reading. It is tracked unless it says otherwise, so what reads is brought up to date.
impl DraftStore {
    /// What `read` sees in the draft; notified of everything but typing.
    pub fn with<T>(self, read: impl FnOnce(&Proposal) -> T) -> T {
        self.draft.with(read)
    }

    /// What `read` sees in the draft now; not tracked, for what happens once.
    pub fn with_untracked<T>(self, read: impl FnOnce(&Proposal) -> T) -> T {
        self.draft.with_untracked(read)
    }

    /// What `read` sees in the draft; also notified of what was typed, once a field was left or the
    /// draft was saved, or tried to be.
    pub fn with_settled<T>(self, read: impl FnOnce(&Proposal) -> T) -> T {
        self.version.track();
        self.draft.with_untracked(read)
    }

    /// What is typed in `field`; nothing once its item is gone.
    pub fn text(self, field: Field) -> String {
        self.draft.with(|draft| draft.text(field).unwrap_or_default().to_owned())
    }

    /// What each section of the form holds and lacks.
    pub fn outline(self) -> Outline {
        self.outline.get()
    }

    /// Whether the draft was sent, as far as the visitor says.
    pub fn sending(self) -> Sending {
        self.sending.get()
    }

    /// What is wrong with the draft; nothing before [`DraftStore::review`].
    pub fn problems(self) -> Vec<Problem> {
        self.problems.get()
    }

    /// What is wrong in `field`, to be said beside it; nothing before [`DraftStore::review`], and
    /// nothing in an item that was added since.
    pub fn problem(self, field: Field) -> Option<Problem> {
        let was_there = |item: ItemId| item.number() <= self.last_reviewed.get();
        if !field.item().is_none_or(was_there) {
            return None;
        }
        self.problems
            .with(|problems| problems.iter().find(|problem| problem.field == field).copied())
    }

    /// When the visitor opened the message that the draft still is (milliseconds since 1970), if
    /// they have not said yet what came of it: in this visit or in another.
    pub fn open_attempt(self) -> Option<u64> {
        self.open_attempt.get()
    }

    /// What the visitor says they sent, and when.
    pub fn sent(self) -> Option<Sent> {
        self.draft.with(|draft| draft.sent.as_deref().cloned())
    }

    /// What could make a goal or a help request clearer, unless the visitor wants to hear no more
    /// of it.
    pub fn suggestion(self, item: ItemId) -> Option<Suggestion> {
        let is_dismissed = self.dismissed_suggestions.with(|items| items.contains(&item));
        if is_dismissed { None } else { self.with_settled(|draft| draft.suggestion(item)) }
    }

    /// Whether there is something to take back.
    pub fn can_undo(self) -> bool {
        self.can_undo.get()
    }

    /// Whether there is something to make again.
    pub fn can_redo(self) -> bool {
        self.can_redo.get()
    }

    /// What was removed last, if the visitor can take that back and has not dismissed it.
    pub fn last_removal(self) -> Option<Removal> {
        self.last_removal.get()
    }

    /// Whether the last change took a step back, or made it again.
    pub fn was_turned(self) -> bool {
        self.was_turned.get()
    }

    /// Whether an item is folded.
    pub fn is_folded(self, item: ItemId) -> bool {
        self.folds.with(|folds| folds::is_folded(folds, item))
    }

    /// What is true of the draft on this device.
    pub fn saving(self) -> Saving {
        self.saving.get()
    }

    /// How many bytes the stored draft takes.
    pub fn stored_size(self) -> usize {
        self.saving.track();
        self.keeping.with_value(|keeping| keeping.repository.size())
    }

    /// While the visitor has to choose between two versions, the one that the other tab stored.
    pub fn other_version(self) -> Option<OtherVersion> {
        self.other_version.get()
    }

    /// The stored text that could not be read, if there was one.
    pub fn quarantined(self) -> Option<Quarantined> {
        self.quarantined.get()
    }

    /// Whether the draft was written for another edition of the event: its texts were kept, its
    /// days and what was said of its sending were dropped.
    pub fn is_from_other_edition(self) -> bool {
        self.is_from_other_edition.get()
    }

    /// Every version that was archived and is still there, the latest first.
    pub fn archived_versions(self) -> Vec<ArchivedVersion> {
        self.archived_count.track();
        self.keeping.with_value(|keeping| keeping.repository.archived_versions())
    }

    /// Whether the browser has promised not to delete by itself what is stored; `None` where it
    /// does not say.
    pub fn persistence(self) -> Option<bool> {
        self.persistence.get()
    }

    /// When the last backup was downloaded: milliseconds since 1970.
    pub fn last_backup(self) -> Option<u64> {
        self.last_backup.get()
    }
}

/// Changing the draft.
impl DraftStore {
    /// Takes up what was typed in the static fields before the program ran.
    pub fn take_early_inputs(self, inputs: Vec<EarlyInput>) {
        for EarlyInput { key, id, value } in inputs {
            match (key.as_str(), value) {
                ("name", EarlyValue::Text(text)) => self.type_text(Field::Name, text),
                ("email", EarlyValue::Text(text)) => self.type_text(Field::Email, text),
                ("organisation", EarlyValue::Text(text)) => {
                    self.type_text(Field::Organisation, text);
                }
                ("presence", EarlyValue::Ticked(is_present)) => {
                    let day = id.strip_prefix("presence-").and_then(|day| day.parse().ok());
                    if let Some(day) = day {
                        self.set_presence(day, is_present);
                    }
                }
                _ => {}
            }
        }
        self.settle();
    }

    /// `field` was typed in, and now holds `value`.
    pub fn type_text(self, field: Field, value: String) {
        let is_same =
            |draft: &Proposal| draft.text(field).is_some_and(|text| text == value.as_str());
        if self.draft.with_untracked(is_same) {
            return;
        }
        let edit = Edit::Text { field, value };
        if let Some(back) = self.draft.try_update_untracked(|draft| draft.apply(edit)).flatten() {
            self.note(back, None);
        }
    }

    /// A field was left: what derives from texts follows now.
    pub fn field_left(self) {
        self.settle();
    }

    /// A field for a link was left: a link that lacks nothing but `https://` gets it, by a step that
    /// can be taken back alone.
    pub fn complete_link(self, field: Field) {
        let link = self.draft.with_untracked(|draft| WebLink::without_scheme(draft.text(field)?));
        if let Some(link) = link {
            self.undo.update_value(UndoStore::end_burst);
            self.apply(Edit::Text { field, value: link.to_string() });
        }
    }

    /// Who writes will, or will not, be there on a day.
    pub fn set_presence(self, day: Date, is_present: bool) {
        if self.with_untracked(|draft| draft.presence.contains(&day)) == is_present {
            return;
        }
        self.apply(Edit::Presence { day, present: is_present });
    }

    /// A help request is of this kind.
    pub fn set_help_kind(self, request: RequestId, kind: HelpKind) {
        let shown = self.with_untracked(|draft| draft.help_request(request).map(|it| it.kind));
        if shown == Some(kind) {
            return;
        }
        self.apply(Edit::HelpKind { request, kind });
    }

    /// A talk is of this kind.
    pub fn set_talk_kind(self, talk: TalkId, kind: TalkKind) {
        let is_shown = |it: &LightningTalk| it.id == talk && it.kind == kind;
        if self.with_untracked(|draft| draft.talks.iter().any(is_shown)) {
            return;
        }
        self.apply(Edit::TalkKind { talk, kind });
    }

    /// Adds an empty item after the others of its kind, and returns its id; a software folds the one
    /// before it. Goals and help requests
    /// are added to a software, `parent`; other items to the draft itself.
    pub fn add_item(self, kind: ItemKind, parent: Option<SoftwareId>) -> ItemId {
        let (item, siblings) =
            self.draft.with_untracked(|draft| (draft.new_item(kind), draft.item_ids(kind, parent)));
        if let (ItemKind::Software, Some(before)) = (kind, siblings.last()) {
            self.fold(*before, true);
        }
        let id = item.id();
        self.apply(Edit::Insert { parent, index: usize::MAX, item });
        id
    }

    /// Moves an item to another place among its like, from 0.
    pub fn move_item(self, item: ItemId, to: usize) {
        self.apply(Edit::Move { item, to });
    }

    /// Removes an item, so that it can be taken back.
    pub fn remove(self, item: ItemId) {
        let removal = self.draft.with_untracked(|draft| {
            Some(Removal::Item {
                kind: item.kind(),
                parent: draft.parent_of(item).map(|parent| parent.id),
                index: draft.place(item)?.index,
                text: draft.text(item.first_field())?.to_owned(),
            })
        });
        if let Some(removal) = removal {
            self.remove_by(Edit::Remove { item }, removal);
        }
    }

    /// Folds or unfolds an item, on this device and until the visitor chooses otherwise.
    pub fn fold(self, item: ItemId, fold: bool) {
        self.folds.update(|folds| folds::choose(folds, item, fold));
        self.keep_folds();
    }

    /// Forgets what was folded: another draft is about to be in the place of this one.
    fn forget_folds(self) {
        self.folds.set(Vec::new());
        self.keep_folds();
    }

    fn keep_folds(self) {
        self.keeping.with_value(|keeping| {
            self.folds.with_untracked(|folds| folds::write(keeping.storage.as_ref(), folds));
        });
    }

    /// Empties the draft, so that it can be taken back: by undoing, and in later visits from the
    /// archive.
    pub fn erase(self) -> Erasure {
        self.forget_folds();
        let is_archived = self.with_repository(DraftRepository::archive_draft) == Some(true);
        self.remove_by(Edit::Replace(Box::default()), Removal::Draft);
        self.is_reviewed.set(false);
        self.save();
        if is_archived { Erasure::Archived } else { Erasure::InMemory }
    }

    /// Brings back what the last removal removed, and returns its id, if it has one.
    pub fn take_back_removal(self) -> Option<ItemId> {
        let back = self.undo.try_update_value(UndoStore::pop_removal)??;
        let item = match &back {
            Edit::Insert { item, .. } => Some(item.id()),
            _ => None,
        };
        self.apply(back).and(item)
    }

    /// The visitor has seen what was removed, and does not want it back.
    pub fn dismiss_removals(self) {
        self.undo.update_value(UndoStore::forget_removals);
        self.show_undo();
    }

    /// Puts a stored version, as from a backup, in the place of the draft.
    pub fn restore(self, record: Record) {
        let (draft, is_from_other_edition) = record.for_edition(&EDITION);
        self.is_from_other_edition.set(is_from_other_edition);
        self.replace(draft);
    }

    /// Puts another draft, as from a message, in the place of this one. Days of other editions are
    /// left out: no box shows them.
    pub fn replace(self, mut draft: Proposal) {
        draft.presence.retain(|day| EDITION.days.contains(day));
        self.forget_folds();
        self.apply(Edit::Replace(Box::new(draft)));
        self.dismiss_removals();
        self.save();
    }

    /// The visitor tries to send the draft; what comes of it, only they can say.
    pub fn try_to_send(self) {
        let draft = self.draft.with_untracked(Proposal::fingerprint);
        self.set_attempt(Some(Attempt { at: clock::now(), draft }));
    }

    /// The visitor has said what came of the attempt to send.
    pub fn end_attempt(self) {
        self.set_attempt(None);
    }

    fn set_attempt(self, attempt: Option<Attempt>) {
        self.keeping.with_value(|keeping| match (&keeping.storage, attempt) {
            // Where there is no room for it, it is asked as long as the page is open.
            (Some(storage), Some(Attempt { at, draft })) => {
                let _ = storage.write(ATTEMPT_KEY, &format!("{at} {draft}"));
            }
            (Some(storage), None) => storage.remove(ATTEMPT_KEY),
            (None, _) => {}
        });
        self.attempt.set(attempt);
    }

    /// The visitor says that they sent the draft as it is now; nothing comes of it while something
    /// keeps the draft from being sent.
    pub fn mark_sent(self) {
        if let Ok(participation) = self.draft.with_untracked(Participation::parse) {
            let proposal = participation.proposal();
            self.set_sent(Some(Sent { at: clock::now(), proposal }));
            self.end_attempt();
        }
    }

    /// The visitor no longer says that they sent the draft.
    pub fn unmark_sent(self) {
        if self.draft.with_untracked(|draft| draft.sent.is_some()) {
            self.set_sent(None);
        }
    }

    fn set_sent(self, sent: Option<Sent>) {
        self.apply(Edit::Sent(sent.map(Box::new)));
        self.save();
    }

    /// Takes the last step back, and returns the edit that did it.
    pub fn undo(self) -> Option<Edit> {
        self.turn(UndoStore::undo)
    }

    /// Makes the step that was taken back last again, and returns the edit that did it.
    pub fn redo(self) -> Option<Edit> {
        self.turn(UndoStore::redo)
    }

    /// What was taken back, or made again, was said for long enough.
    pub fn dismiss_turn(self) {
        set_if_changed(self.was_turned, false);
    }

    fn turn(self, turn: fn(&mut UndoStore, &mut Proposal) -> Option<Edit>) -> Option<Edit> {
        fields::read_all();
        let edit = self
            .draft
            .try_update(|draft| self.undo.try_update_value(|undo| turn(undo, draft)).flatten())
            .flatten()?;
        self.show_undo();
        self.change();
        set_if_changed(self.was_turned, true);
        self.settle();
        Some(edit)
    }

    fn remove_by(self, edit: Edit, removal: Removal) {
        if let Some(back) = self.draft.try_update(|draft| draft.apply(edit)).flatten() {
            self.note(back, Some(removal));
            self.settle();
        }
    }

    /// Applies an edit, and returns what takes it back; `None` when it fits the draft no more.
    fn apply(self, edit: Edit) -> Option<Edit> {
        let back = self.draft.try_update(|draft| draft.apply(edit)).flatten()?;
        self.note(back.clone(), None);
        self.settle();
        Some(back)
    }

    /// The draft was changed, and `back` takes the change back.
    fn note(self, back: Edit, removal: Option<Removal>) {
        self.draft.with_untracked(|draft| {
            self.undo.update_value(|undo| undo.note(back, removal, draft, clock::now()));
        });
        set_if_changed(self.was_turned, false);
        self.show_undo();
        self.change();
    }

    fn show_undo(self) {
        self.undo.with_value(|undo| {
            set_if_changed(self.can_undo, undo.can_undo());
            set_if_changed(self.can_redo, undo.can_redo());
            set_if_changed(self.last_removal, undo.last_removal().cloned());
        });
    }

    /// What derives from texts follows now.
    fn settle(self) {
        self.version.try_update(|version| *version += 1);
    }
}

/// Checking the draft, and suggestions.
impl DraftStore {
    /// The visitor wants to send the draft: from now on problems are shown where they are.
    pub fn review(self) {
        let last = self.draft.with_untracked(|draft| {
            draft.ids().into_iter().map(ItemId::number).max().unwrap_or_default()
        });
        self.last_reviewed.set(last);
        set_if_changed(self.is_reviewed, true);
        self.settle();
    }

    /// The visitor wants to hear no more about an item, as long as this visit lasts.
    pub fn dismiss_suggestions(self, item: ItemId) {
        self.dismissed_suggestions.update(|items| items.push(item));
    }
}

/// Keeping the draft.
impl DraftStore {
    /// Saves the draft now, unless there is nothing to save or the visitor has to choose first.
    pub fn save(self) {
        self.with_repository(DraftRepository::save);
        self.settle();
    }

    /// After the site's data were cleared ([`Saving::Erased`]): stores what this tab still shows.
    pub fn save_again(self) {
        self.with_repository(|repository, _, _| repository.save_again());
        self.save();
    }

    /// The draft as the text of a file, in the format of the storage.
    pub fn backup(self) -> String {
        self.draft.with_untracked(|draft| {
            self.keeping.with_value(|keeping| keeping.repository.backup(draft, clock::now()))
        })
    }

    /// The visitor was given a backup.
    pub fn note_backup(self) {
        let now = clock::now();
        self.keeping.with_value(|keeping| {
            if let Some(storage) = &keeping.storage {
                // It is shown now, and forgotten where there is no room for it.
                let _ = storage.write(BACKUP_KEY, &now.to_string());
            }
        });
        self.last_backup.set(Some(now));
    }

    /// Out of two versions, this tab's: the other tab's is archived.
    pub fn keep_this_version(self) {
        self.keep_this_version_with(Vec::new());
    }

    /// Out of two versions, the other tab's: this tab's is archived.
    pub fn take_other_version(self) {
        if let Some(other) = self.other_version.get_untracked() {
            set_if_changed(self.is_from_other_edition, other.from_other_edition);
            self.choose(other.record.proposal);
        }
    }

    /// Out of two versions, this tab's with these edits: both are archived.
    pub fn keep_this_version_with(self, edits: Vec<Edit>) {
        let mut chosen = self.draft.with_untracked(Clone::clone);
        for edit in edits {
            // What no longer fits, since the visitor has gone on typing, is left out.
            let _ = chosen.apply(edit);
        }
        self.choose(chosen);
    }

    /// The visitor has read that a stored text could not be read; it stays in the archive.
    pub fn dismiss_quarantined(self) {
        self.quarantined.set(None);
    }

    /// The visitor has read that the draft was written for another edition.
    pub fn dismiss_other_edition(self) {
        self.is_from_other_edition.set(false);
    }

    /// Removes an archived version, for good.
    pub fn remove_archived_version(self, version: &ArchivedVersion) {
        self.with_repository(|repository, _, _| repository.remove_archived_version(version));
    }

    fn choose(self, chosen: Proposal) {
        let Some(other) = self.other_version.get_untracked() else { return };
        let is_done = self.with_repository(|repository, draft, now| {
            repository.choose(&chosen, draft, &other, now)
        });
        if is_done == Some(true) && self.draft.with_untracked(|draft| *draft != chosen) {
            self.show(chosen);
        }
    }

    /// The page is hidden or left: it may be the last moment to do something.
    fn leave(self) {
        fields::read_all();
        self.with_repository(DraftRepository::leave);
    }

    /// Whether something would be lost if the page went now, and nothing can be done about it.
    fn would_be_lost(self) -> bool {
        fields::read_all();
        self.save();
        let is_unsaved =
            self.keeping.with_value(|keeping| keeping.repository.has_unsaved_changes());
        is_unsaved && !self.draft.with_untracked(Proposal::is_empty)
    }

    /// Another tab changed what is stored, or may have while this one was out of sight.
    fn refresh(self) {
        // What is shown from there is written into the fields.
        fields::read_all();
        self.load(|repository, draft, _| repository.refresh(draft));
    }

    /// The journal has answered: what is newer there is treated as what another tab has stored.
    fn reconcile(self, journal: &[(String, String)]) {
        self.load(|repository, draft, now| repository.reconcile(journal, draft, now));
    }

    /// Has the repository read what is stored elsewhere, and shows what comes to light.
    fn load(self, read: impl FnOnce(&mut DraftRepository<Storage>, &Proposal, u64) -> Loaded) {
        let Some(loaded) = self.with_repository(read) else { return };
        if let Some(draft) = loaded.proposal {
            self.show(draft);
        }
        if loaded.quarantined.is_some() {
            self.quarantined.set(loaded.quarantined);
        }
        if loaded.from_other_edition {
            self.is_from_other_edition.set(true);
        }
        if self.keeping.with_value(|keeping| keeping.repository.has_unsaved_changes()) {
            self.save_later();
        }
    }

    /// Something was changed: it will be saved when typing stops.
    fn change(self) {
        // Each keystroke comes by here: nothing is read that it cannot have changed.
        let saving = self.keeping.try_update_value(|keeping| {
            keeping.repository.change();
            keeping.repository.saving()
        });
        if let Some(saving) = saving {
            self.show_saving(saving);
        }
        self.save_later();
        self.ask_to_persist();
    }

    fn save_later(self) {
        if let Some(autosave) = self.keeping.with_value(|keeping| keeping.autosave.clone()) {
            autosave.restart();
        }
    }

    /// Asked once, when there is something worth keeping: Firefox asks the visitor in turn.
    fn ask_to_persist(self) {
        let is_due = self.keeping.try_update_value(|keeping| {
            keeping.storage.is_some() && !std::mem::replace(&mut keeping.has_asked_to_persist, true)
        });
        if is_due == Some(true) && self.persistence.get_untracked() != Some(true) {
            spawn_local(async move {
                self.set_persistence(persistence::ask().await);
            });
        }
    }

    fn set_persistence(self, persistence: Option<bool>) {
        self.persistence.try_set(persistence);
    }

    /// Shows a draft that comes from elsewhere, in place: focus and caret stay where they are.
    fn show(self, draft: Proposal) {
        let focus = Focus::now();
        let back = self.draft.try_update(|shown| shown.apply(Edit::Replace(Box::new(draft))));
        if let Some(back) = back.flatten() {
            self.undo.update_value(|undo| undo.follow(back));
        }
        self.show_undo();
        self.settle();
        if let Some(focus) = focus {
            after_render(move || focus.put_back(carry_caret));
        }
    }

    /// Has the repository do something with the draft, and shows what is true afterwards.
    fn with_repository<T>(
        self,
        act: impl FnOnce(&mut DraftRepository<Storage>, &Proposal, u64) -> T,
    ) -> Option<T> {
        let draft = self.draft.try_read_untracked()?;
        let result = self
            .keeping
            .try_update_value(|keeping| act(&mut keeping.repository, &draft, clock::now()))?;
        drop(draft);
        self.show_keeping();
        Some(result)
    }

    /// Passes on to the journal what the repository wrote, and shows what is true now.
    fn show_keeping(self) {
        let kept = self.keeping.try_update_value(|keeping| {
            for (key, text) in keeping.repository.take_journal_entries() {
                if let Some(journal) = &keeping.journal {
                    journal.note(&key, text.as_deref());
                }
            }
            let keys = keeping.storage.as_ref().map(Storage::keys).unwrap_or_default();
            let archived = keys.iter().filter(|key| key.starts_with(ARCHIVE_PREFIX)).count();
            (keeping.repository.saving(), archived)
        });
        if let Some((saving, archived)) = kept {
            self.show_saving(saving);
            set_if_changed(self.archived_count, archived);
        }
    }

    fn show_saving(self, saving: Saving) {
        crash::set_draft_is_saved(matches!(saving, Saving::Untouched | Saving::Saved { .. }));
        set_if_changed(self.saving, saving);
        let other = matches!(saving, Saving::Conflict { .. })
            .then(|| self.keeping.with_value(|keeping| keeping.repository.other_version()))
            .flatten();
        set_if_changed(self.other_version, other);
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
