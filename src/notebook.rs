//! The one shared state: the draft, how it is changed, and how it is kept on the device.
//!
//! Pages read the draft and give commands; nobody else writes to it. Two things are worth knowing
//! before changing anything here:
//!
//! - **Typing notifies nobody.** The field that was typed in shows its text already, so a
//!   keystroke changes the draft without waking the hundreds of other fields that a long draft
//!   has. Everything else (adding, removing, moving, a draft from another tab) does notify.
//! - **What is stored is never overwritten blindly.** Before each save the stored text is compared
//!   with the one that this tab last read or wrote; if another tab was there in between, the
//!   visitor chooses.

use domain::stored::{self, DecodeError, Record};
use domain::{Edit, Field, HelpKind, Item, ItemId, Problem, Proposal, TalkKind};
use leptos::prelude::*;

use crate::platform::clock;
use crate::platform::crash;
use crate::platform::lifecycle::{self, Listener};
use crate::platform::storage::{Blocked, Storage, WriteError};
use crate::platform::timer::Debounce;

/// Where the draft is kept in the browser's storage.
pub const KEY: &str = "bluehats-participation";

/// How long after the last keystroke the draft is saved, in milliseconds.
pub const SAVE_DELAY: i32 = 400;

/// What is true of the draft on this device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saving {
    /// Nothing was stored, and nothing was changed yet.
    Untouched,
    /// Changed a moment ago; it will be saved as soon as typing stops.
    Unsaved,
    /// All of it was saved, at this moment (milliseconds since 1970).
    Saved {
        /// When.
        at: u64,
    },
    /// The last save failed; the draft is in memory only until one succeeds.
    Failed(WriteError),
    /// The browser lets the page store nothing: the draft is in memory only.
    MemoryOnly,
    /// Another tab saved something else while this one had changes of its own: the visitor chooses.
    Conflict {
        /// Whether there was no room to set aside the version that is not kept, so that nothing was
        /// done about the visitor's choice.
        no_room: bool,
    },
}

/// A stored text that this release cannot read, moved out of the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetAside {
    /// The text, untouched.
    pub text: String,
    /// Why it cannot be read.
    pub reason: DecodeError,
}

/// A removal that can be taken back.
struct Removal {
    /// What was removed, in the interface's words, as in « Objectif 2 ».
    what: String,
    /// What brings it back.
    back: Edit,
}

/// The draft and all that can be done to it. Copies share the same draft.
#[derive(Clone, Copy)]
pub struct Notebook {
    draft: RwSignal<Proposal>,
    saving: RwSignal<Saving>,
    set_aside: RwSignal<Option<SetAside>>,
    removals: RwSignal<Vec<Removal>>,
    /// What is wrong with the draft, once the visitor has asked to send it.
    problems: RwSignal<Option<Vec<Problem>>>,
    keeper: StoredValue<Keeper, LocalStorage>,
}

/// What is needed to keep the draft, and of no interest to pages.
struct Keeper {
    storage: Option<Storage>,
    /// The text that this tab last read from, or wrote to, the storage.
    last_seen: Option<String>,
    revision: u64,
    /// Whether the draft differs from what is stored.
    unsaved: bool,
    save_later: Option<Debounce>,
    listeners: Vec<Listener>,
}

impl Notebook {
    /// Takes up the draft that is stored on the device, keeps it from now on, and makes it
    /// available to [`use_notebook`].
    pub fn provide() -> Self {
        let notebook = Self::open();
        notebook.keep();
        provide_context(notebook);
        notebook
    }

    fn open() -> Self {
        let mut keeper = Keeper {
            storage: Storage::open().ok(),
            last_seen: None,
            revision: 0,
            unsaved: false,
            save_later: None,
            listeners: Vec::new(),
        };
        let (record, set_aside) = keeper.load();
        let saving = match (&keeper.storage, &record) {
            (None, _) => Saving::MemoryOnly,
            (Some(_), Some(record)) => Saving::Saved { at: record.saved_at },
            (Some(_), None) => Saving::Untouched,
        };
        Self {
            draft: RwSignal::new(record.map(|record| record.proposal).unwrap_or_default()),
            saving: RwSignal::new(saving),
            set_aside: RwSignal::new(set_aside),
            removals: RwSignal::default(),
            problems: RwSignal::default(),
            keeper: StoredValue::new_local(keeper),
        }
    }

    fn keep(self) {
        let save_later = Debounce::new(SAVE_DELAY, move || self.save());
        let mut listeners = lifecycle::on_hidden(move || self.save());
        let follow = move |stored| self.stored_elsewhere(stored);
        listeners.extend(lifecycle::on_stored_elsewhere(KEY, follow));
        self.keeper.update_value(|keeper| {
            keeper.save_later = Some(save_later);
            keeper.listeners = listeners;
        });
    }
}

/// The notebook of the app; only below the component that provides it.
pub fn use_notebook() -> Notebook {
    expect_context()
}

/// Reading. It is tracked unless it says otherwise, so what reads is brought up to date.
impl Notebook {
    /// What `read` sees in the draft.
    pub fn with<T>(self, read: impl FnOnce(&Proposal) -> T) -> T {
        self.draft.with(read)
    }

    /// What `read` sees in the draft now; not tracked, for what happens once.
    pub fn with_untracked<T>(self, read: impl FnOnce(&Proposal) -> T) -> T {
        self.draft.with_untracked(read)
    }

    /// What is typed in `field`; nothing once its item is gone.
    pub fn text(self, field: Field) -> String {
        self.draft.with(|draft| draft.text(field).unwrap_or_default().to_owned())
    }

    /// What is true of the draft on this device.
    pub fn saving(self) -> Saving {
        self.saving.get()
    }

    /// The stored text that could not be read, if there was one.
    pub fn set_aside(self) -> Option<SetAside> {
        self.set_aside.get()
    }

    /// What the last removal removed, if it can be taken back.
    pub fn last_removed(self) -> Option<String> {
        self.removals.with(|removals| removals.last().map(|removal| removal.what.clone()))
    }

    /// What is wrong with the draft; nothing before [`Notebook::review`].
    pub fn problems(self) -> Vec<Problem> {
        self.problems.get().unwrap_or_default()
    }

    /// What is wrong in `field`; nothing before [`Notebook::review`].
    pub fn problem(self, field: Field) -> Option<Problem> {
        self.problems.with(|problems| {
            problems.as_ref()?.iter().find(|problem| problem.field == field).copied()
        })
    }
}

/// Changing the draft.
impl Notebook {
    /// `field` was typed in, and now holds `value`.
    pub fn type_text(self, field: Field, value: String) {
        self.draft.update_untracked(|draft| draft.apply(Edit::Text { field, value }));
        self.touch();
    }

    /// Who writes will, or will not, be there on a day.
    pub fn set_presence(self, day: domain::Date, present: bool) {
        self.apply(Edit::Presence { day, present });
    }

    /// A help request is of this kind.
    pub fn set_help_kind(self, request: ItemId, kind: HelpKind) {
        self.apply(Edit::HelpKind { request, kind });
    }

    /// A talk is of this kind.
    pub fn set_talk_kind(self, talk: ItemId, kind: TalkKind) {
        self.apply(Edit::TalkKind { talk, kind });
    }

    /// Adds an empty software after the others, and returns its id.
    pub fn add_software(self) -> ItemId {
        self.append(None, |draft| Item::Software(draft.new_software()))
    }

    /// Adds an empty goal after the others of a software, and returns its id.
    pub fn add_goal(self, software: ItemId) -> ItemId {
        self.append(Some(software), |draft| Item::Goal(draft.new_goal()))
    }

    /// Adds an empty help request after the others of a software, and returns its id.
    pub fn add_help_request(self, software: ItemId) -> ItemId {
        self.append(Some(software), |draft| Item::HelpRequest(draft.new_help_request()))
    }

    /// Adds an empty talk after the others, and returns its id.
    pub fn add_talk(self) -> ItemId {
        self.append(None, |draft| Item::LightningTalk(draft.new_talk()))
    }

    /// Moves an item to another place among those of its sort, from 0.
    pub fn move_item(self, item: ItemId, to: usize) {
        self.apply(Edit::Move { item, to });
    }

    /// Removes an item, called `what` in the interface, so that it can be taken back.
    pub fn remove(self, item: ItemId, what: String) {
        if let Some(back) = self.apply(Edit::Remove { item }) {
            self.removals.update(|removals| removals.push(Removal { what, back }));
        }
    }

    /// Brings back what the last removal removed, and returns its id.
    pub fn take_back_removal(self) -> Option<ItemId> {
        let removal = self.removals.try_update(Vec::pop)??;
        let item = match &removal.back {
            Edit::Insert { item, .. } => Some(item.id()),
            _ => None,
        };
        self.apply(removal.back).and(item)
    }

    /// Lets go of what was removed.
    pub fn forget_removals(self) {
        self.removals.set(Vec::new());
    }

    fn append(self, parent: Option<ItemId>, item: impl FnOnce(&Proposal) -> Item) -> ItemId {
        let item = self.draft.with_untracked(item);
        let id = item.id();
        self.apply(Edit::Insert { parent, index: usize::MAX, item });
        id
    }

    fn apply(self, edit: Edit) -> Option<Edit> {
        let back = self.draft.try_update(|draft| draft.apply(edit)).flatten();
        if back.is_some() {
            self.touch();
            self.check();
        }
        back
    }
}

/// Checking the draft.
impl Notebook {
    /// The visitor wants to send the draft: from now on problems are shown where they are.
    pub fn review(self) {
        self.problems.set(Some(self.draft.with_untracked(Proposal::problems)));
    }

    /// Looks again, where problems are shown already.
    pub fn check(self) {
        if self.problems.with_untracked(Option::is_some) {
            self.review();
        }
    }
}

/// Keeping the draft.
impl Notebook {
    /// Saves the draft now, unless there is nothing to save or the visitor has to choose first.
    pub fn save(self) {
        let is_conflict = matches!(self.saving.get_untracked(), Saving::Conflict { .. });
        if is_conflict || !self.keeper.with_value(|keeper| keeper.unsaved) {
            return;
        }
        let draft = self.draft.read_untracked();
        let saving = self.keeper.try_update_value(|keeper| keeper.save(&draft));
        drop(draft);
        if let Some(saving) = saving {
            self.set_saving(saving);
        }
    }

    /// The draft as a file's text, in the format of the storage.
    pub fn backup(self) -> String {
        let revision = self.keeper.with_value(|keeper| keeper.revision);
        let proposal = self.draft.with_untracked(Clone::clone);
        stored::encode(&Record { revision, saved_at: clock::now(), proposal })
    }

    /// Out of two versions, this tab's: the other tab's is set aside.
    pub fn keep_this_version(self) {
        if self.keeper.try_update_value(Keeper::yield_to_this_tab) == Some(true) {
            self.set_saving(Saving::Unsaved);
            self.save();
        } else {
            self.set_saving(Saving::Conflict { no_room: true });
        }
    }

    /// Out of two versions, the other tab's: this tab's is set aside. If the other cannot be read,
    /// it is the one that is set aside, and the page says so.
    pub fn take_other_version(self) {
        let Some(text) = self.keeper.with_value(Keeper::read) else {
            return self.keep_this_version();
        };
        let record = match stored::decode(&text) {
            Ok(record) => record,
            Err(reason) => {
                self.set_aside.set(Some(SetAside { text, reason }));
                return self.keep_this_version();
            }
        };
        let mine = self.backup();
        if !self.keeper.with_value(|keeper| keeper.set_aside(&mine)) {
            self.set_saving(Saving::Conflict { no_room: true });
            return;
        }
        self.adopt(text, record);
    }

    /// Lets go of the stored text that could not be read; it stays where it was set aside.
    pub fn dismiss_set_aside(self) {
        self.set_aside.set(None);
    }

    /// Something was changed: it will be saved when typing stops.
    fn touch(self) {
        self.keeper.update_value(|keeper| keeper.unsaved = true);
        match self.saving.get_untracked() {
            Saving::Untouched | Saving::Saved { .. } => self.set_saving(Saving::Unsaved),
            // Their message stays in view until it is no longer true.
            Saving::Unsaved | Saving::Failed(_) | Saving::MemoryOnly | Saving::Conflict { .. } => {}
        }
        self.keeper.with_value(|keeper| {
            if let Some(save_later) = &keeper.save_later {
                save_later.restart();
            }
        });
    }

    /// Another tab changed what is stored.
    fn stored_elsewhere(self, stored: Option<String>) {
        let Some(text) = stored else { return };
        match stored::decode(&text) {
            Ok(record) if !self.keeper.with_value(|keeper| keeper.unsaved) => {
                self.adopt(text, record);
            }
            // What this tab cannot read, it cannot follow: that is the visitor's choice as well.
            Ok(_) | Err(_) => self.set_saving(Saving::Conflict { no_room: false }),
        }
    }

    /// Shows what another tab stored, in place of what this tab shows.
    fn adopt(self, text: String, record: Record) {
        let saved_at = record.saved_at;
        self.keeper.update_value(|keeper| keeper.has_seen(text, record.revision));
        self.draft.update(|draft| {
            draft.apply(Edit::Replace(Box::new(record.proposal)));
        });
        self.forget_removals();
        self.check();
        self.set_saving(Saving::Saved { at: saved_at });
    }

    fn set_saving(self, saving: Saving) {
        crash::set_draft_is_saved(matches!(saving, Saving::Untouched | Saving::Saved { .. }));
        if self.saving.get_untracked() != saving {
            self.saving.set(saving);
        }
    }
}

impl Keeper {
    /// The stored draft, or the stored text that is none, moved out of the way.
    fn load(&mut self) -> (Option<Record>, Option<SetAside>) {
        let Some(text) = self.read() else { return (None, None) };
        match stored::decode(&text) {
            Ok(record) => {
                self.has_seen(text, record.revision);
                (Some(record), None)
            }
            Err(reason) => {
                if self.set_aside(&text) {
                    self.last_seen = Some(text.clone());
                } else {
                    // No room for a copy: better save nothing than overwrite it.
                    self.storage = None;
                }
                (None, Some(SetAside { text, reason }))
            }
        }
    }

    fn save(&mut self, draft: &Proposal) -> Saving {
        let Some(storage) = &self.storage else { return Saving::MemoryOnly };
        match storage.read(KEY) {
            Err(Blocked) => return Saving::Failed(WriteError::Refused),
            Ok(stored) if stored.is_some() && stored != self.last_seen => {
                return Saving::Conflict { no_room: false };
            }
            Ok(_) => {}
        }
        let at = clock::now();
        let revision = self.revision + 1;
        let text = stored::encode(&Record { revision, saved_at: at, proposal: draft.clone() });
        match storage.write(KEY, &text) {
            Ok(()) => {
                self.has_seen(text, revision);
                Saving::Saved { at }
            }
            Err(error) => Saving::Failed(error),
        }
    }

    /// What is stored now, if it can be read.
    fn read(&self) -> Option<String> {
        self.storage.as_ref()?.read(KEY).ok()?
    }

    /// The draft and the storage agree on `text`.
    fn has_seen(&mut self, text: String, revision: u64) {
        self.last_seen = Some(text);
        self.revision = revision;
        self.unsaved = false;
    }

    /// Sets aside what another tab stored, and lets the next save write over it; says whether that
    /// went well.
    fn yield_to_this_tab(&mut self) -> bool {
        let Some(text) = self.read() else { return true };
        let set_aside = self.set_aside(&text);
        if set_aside {
            let revision = stored::decode(&text).map_or(0, |record| record.revision);
            self.revision = self.revision.max(revision);
            self.last_seen = Some(text);
            self.unsaved = true;
        }
        set_aside
    }

    /// Keeps a copy of `text` under a key of its own, and says whether that went well.
    fn set_aside(&self, text: &str) -> bool {
        let Some(storage) = &self.storage else { return false };
        // Two copies may be made in the same millisecond.
        let free_key = (clock::now()..)
            .take(100)
            .map(|at| format!("{KEY}.mis-de-cote.{at}"))
            .find(|key| !matches!(storage.read(key), Ok(Some(_))));
        free_key.is_some_and(|key| storage.write(&key, text).is_ok())
    }
}
