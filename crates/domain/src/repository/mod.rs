//! Keeping a draft where several tabs, releases and accidents meet, without ever losing one.
//!
//! A [`DraftRepository`] is what one tab knows of what is stored. It decides; the [`KeyValueStore`]
//! only does. Three rules hold, whatever happens in between (`model.rs` tries):
//!
//! - what is stored is overwritten only by what was made out of it, or once it was archived;
//! - what was reported as saved is found again, as the draft or as an archived version;
//! - what is true of the draft is always said ([`Saving`]).
//!
//! # The journal
//!
//! Browsers write a page's local storage to the disk seconds later. So that the end of the browser
//! itself loses nothing either, all that is stored is also entered in a slower place that reaches
//! the disk at once ([`DraftRepository::take_journal_entries`]), and read again from there once, in
//! each tab, whenever it answers ([`DraftRepository::reconcile`]). The journal is another writer,
//! not a gate: the draft is saved before it answered, and if it never does.
//!
//! - Before a tab has read the journal it makes no entries, so it cannot overwrite what nobody read.
//!   Then it enters all that is stored at that moment.
//! - A revision counts the saves that were made with the journal known. Before that a save keeps the
//!   revision of what it was made from. So what the journal holds beyond it is known to be unread,
//!   however often, and in however many visits, the draft was saved in the meantime.
//! - An unread draft of the journal is treated as one that another tab has just stored: it takes the
//!   place of what is stored, which is archived first, and a tab in which something was edited since
//!   it was opened has a [conflict](Saving::Conflict).

#[cfg(test)]
mod model;
#[cfg(test)]
mod tests;
use crate::stored::{self, DecodeError, Record};
use crate::{Edition, Proposal};

/// The key of the stored draft.
pub const KEY: &str = stored::FORMAT;

/// What the key of an archived version begins with; the moment of archiving follows (milliseconds
/// since 1970).
pub const ARCHIVE_PREFIX: &str = "bluehats-participation.mis-de-cote.";

/// Texts under keys, that other tabs read and write as well: the browser's local storage.
pub trait KeyValueStore {
    /// What is under `key`; `None` when nothing is.
    ///
    /// # Errors
    /// When nothing can be read (any more).
    fn read(&self, key: &str) -> Result<Option<String>, Blocked>;

    /// Puts `text` under `key`, in place of what was there.
    ///
    /// # Errors
    /// When it was not written; what was there is then still there.
    fn write(&self, key: &str, text: &str) -> Result<(), WriteError>;

    /// Deletes what is under `key`.
    fn remove(&self, key: &str);

    /// Every key, in no order.
    fn keys(&self) -> Vec<String>;
}

/// The browser lets this page store nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Blocked;

/// Why something was not stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WriteError {
    /// There is no room left for it.
    Full,
    /// The browser refused, as when storage was blocked while the page was open.
    Refused,
}

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
    /// A later release stored the draft in a form that this one cannot read: this tab writes
    /// nothing any more.
    Newer,
    /// Another tab saved something else while this one had changes of its own, or the journal held
    /// an unread draft: the visitor chooses.
    Conflict {
        /// Whether there was no room to archive the version that is not kept, so that nothing was
        /// done about the visitor's choice.
        no_room: bool,
    },
    /// What was stored was deleted from outside, e.g. the visitor cleared the site's data. This tab
    /// still shows it, and stores nothing until the visitor edits again or asks to
    /// ([`DraftRepository::save_again`]).
    Erased,
}

/// What comes to light when something that was stored is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Loaded {
    /// The draft to show from now on; `None` when the tab goes on with the one that it has.
    pub proposal: Option<Proposal>,
    /// Whether days or a statement of another edition were dropped from it
    /// ([`Record::for_edition`]).
    pub from_other_edition: bool,
    /// A text that this release cannot read. It is archived.
    pub quarantined: Option<Quarantined>,
}

/// A stored text that this release cannot read, moved out of the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quarantined {
    /// The text, untouched.
    pub text: String,
    /// Why it cannot be read.
    pub reason: DecodeError,
}

/// The version that another tab stored, or that the journal held, while the visitor chooses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherVersion {
    /// What both versions were made out of, as far as this tab knows.
    pub base: Proposal,
    /// The other version, its draft as one of this edition.
    pub record: Record,
    /// Whether days or a statement of another edition were dropped from it.
    pub from_other_edition: bool,
    text: String,
}

/// A version that was archived, or a text that was quarantined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArchivedVersion {
    /// Its key.
    pub key: String,
    /// When it was archived: milliseconds since 1970.
    pub at: u64,
    /// The text.
    pub text: String,
}

/// Something to be entered in the journal: a key, and what is under it now, if anything.
pub type JournalEntry = (String, Option<String>);

/// What one tab knows of what is stored, and of what it has yet to store.
#[derive(Debug)]
pub struct DraftRepository<S> {
    /// `None` where the browser lets the page store nothing.
    store: Option<S>,
    edition: Edition,
    /// The text that this tab last read from the store, or wrote to it: what its draft was made of.
    seen: Option<String>,
    /// The revision of that text.
    revision: u64,
    saving: Saving,
    /// Whether the draft differs from what was last seen.
    unsaved: bool,
    /// Whether what was last seen was written by this tab: the visitor has edited it here.
    is_own: bool,
    /// A text that must be archived before anything is stored, because there was no room before.
    unarchived: Option<String>,
    is_reconciled: bool,
    journal_entries: Vec<JournalEntry>,
}

impl<S: KeyValueStore> DraftRepository<S> {
    /// Reads what is stored, for use in `edition`. Where it cannot be read it is quarantined, and
    /// the visitor goes on without it.
    pub fn open(store: Option<S>, edition: Edition, now: u64) -> (Self, Loaded) {
        let mut repository = Self {
            saving: if store.is_some() { Saving::Untouched } else { Saving::MemoryOnly },
            store,
            edition,
            seen: None,
            revision: 0,
            unsaved: false,
            is_own: false,
            unarchived: None,
            is_reconciled: false,
            journal_entries: Vec::new(),
        };
        let mut loaded = Loaded::default();
        if let Some(text) = repository.read(KEY) {
            match repository.decode(&text) {
                Ok(incoming) => loaded = repository.adopt(text, incoming),
                Err(reason) => {
                    // Without room it stays unseen, and so it is not overwritten.
                    if repository.archive(&text, now).is_ok() {
                        repository.seen = Some(text.clone());
                    }
                    loaded.quarantined = Some(Quarantined { text, reason });
                }
            }
        }
        (repository, loaded)
    }

    /// The journal has answered, with everything that was entered there: brings back what the end of
    /// the browser kept from the disk, and enters what is not there yet. To be called once, at any
    /// time; until then no entries are made.
    pub fn reconcile(
        &mut self,
        journal: &[(String, String)],
        draft: &Proposal,
        now: u64,
    ) -> Loaded {
        let mut loaded = Loaded::default();
        if self.store.is_some() {
            self.notice_erasure();
            self.restore_archived_versions(journal);
            let journaled = journal.iter().find(|(key, _)| key == KEY).map(|(_, text)| &**text);
            if let Some(text) = journaled {
                loaded = self.reconcile_draft(text, draft, now);
            }
            self.enter_archived_versions(journal);
            self.enter_draft(journaled);
        }
        self.is_reconciled = true;
        loaded
    }

    /// What is true of the draft.
    pub const fn saving(&self) -> Saving {
        self.saving
    }

    /// Whether something would be lost if the page went now.
    pub const fn has_unsaved_changes(&self) -> bool {
        self.unsaved
    }

    /// How many bytes the stored draft takes.
    pub fn size(&self) -> usize {
        self.seen.as_ref().map_or(0, String::len)
    }

    /// The draft was changed.
    pub const fn change(&mut self) {
        self.unsaved = true;
        // Other messages stay in view until they are no longer true.
        if matches!(self.saving, Saving::Untouched | Saving::Saved { .. } | Saving::Erased) {
            self.saving = Saving::Unsaved;
        }
    }

    /// The visitor asks to store the draft again after it was [erased](Saving::Erased): the next
    /// [save](Self::save) does it.
    pub const fn save_again(&mut self) {
        self.change();
    }

    /// Stores the draft, unless there is nothing new in it, or the visitor has to choose first.
    pub fn save(&mut self, draft: &Proposal, now: u64) {
        if self.unsaved && !matches!(self.saving, Saving::Conflict { .. } | Saving::Newer) {
            self.saving = self.try_to_save(draft, now);
        }
    }

    /// The page is left: stores the draft, or archives it where it cannot be stored as the draft.
    pub fn leave(&mut self, draft: &Proposal, now: u64) {
        self.save(draft, now);
        let can_archive = !matches!(self.saving, Saving::Failed(_) | Saving::MemoryOnly);
        if self.unsaved && can_archive {
            self.archive_draft(draft, now);
        }
    }

    /// Another tab may have changed what is stored: reads it again. Another draft is to be shown in
    /// place of this one only if nothing was changed here.
    pub fn refresh(&mut self, draft: &Proposal) -> Loaded {
        let mut loaded = Loaded::default();
        if self.saving == Saving::Newer || self.notice_erasure() {
            return loaded;
        }
        let Some(text) = self.read(KEY) else { return loaded };
        if self.seen.as_ref() == Some(&text) {
            self.resume_saving();
            return loaded;
        }
        match self.decode(&text) {
            Ok(incoming) if incoming.record.proposal.says_the_same_as(draft) => {
                self.adopt(text, incoming);
            }
            Ok(incoming) if !self.unsaved => loaded = self.adopt(text, incoming),
            Ok(incoming) if self.says_the_same_as_seen(&incoming.record.proposal) => {
                self.see_other(text, incoming.record.revision);
                self.resume_saving();
            }
            Ok(_) => self.saving = Saving::Conflict { no_room: false },
            Err(DecodeError::Newer { .. }) => self.saving = Saving::Newer,
            // The next save archives it.
            Err(_) => self.need_saving(),
        }
        loaded
    }

    /// In a conflict, the version that another tab stored, or that the journal held; `None` when it
    /// is not there any more.
    pub fn other_version(&self) -> Option<OtherVersion> {
        let text = self.read(KEY)?;
        let Incoming { record, from_other_edition } = self.decode(&text).ok()?;
        let base = self.seen_proposal().unwrap_or_default();
        Some(OtherVersion { base, record, from_other_edition, text })
    }

    /// Out of the versions `mine` and `other`, the visitor chose `chosen`: one of them, or a
    /// version in between. What is in neither tab's version any more is archived first.
    ///
    /// Says whether it was done; if not, there was no room, or the other tab has stored yet another
    /// version in the meantime, and the conflict goes on.
    pub fn choose(
        &mut self,
        chosen: &Proposal,
        mine: &Proposal,
        other: &OtherVersion,
        now: u64,
    ) -> bool {
        if self.read(KEY).as_ref() != Some(&other.text) {
            self.refresh(mine);
            return false;
        }
        let is_theirs = chosen.says_the_same_as(&other.record.proposal);
        let is_mine = chosen.says_the_same_as(mine);
        let is_kept = (is_theirs || self.archive(&other.text, now).is_ok())
            && (is_mine || self.archive_draft(mine, now));
        if !is_kept {
            self.saving = Saving::Conflict { no_room: true };
            return false;
        }
        self.adopt(
            other.text.clone(),
            Incoming { record: other.record.clone(), from_other_edition: other.from_other_edition },
        );
        if !is_theirs {
            self.need_saving();
            self.save(chosen, now);
        }
        true
    }

    /// The draft as the text of a file.
    pub fn backup(&self, draft: &Proposal, now: u64) -> String {
        self.encode_as(self.revision, draft, now)
    }

    /// Archives a draft that another one takes the place of, unless there is nothing in it, and says
    /// whether nothing is lost by that: there may be no room. The archive itself is asked what it has,
    /// since other tabs and the visitor remove versions from it.
    pub fn archive_draft(&mut self, draft: &Proposal, now: u64) -> bool {
        let is_archived = self.archived_versions().iter().any(|version| {
            let record = stored::decode(&version.text);
            record.is_ok_and(|record| record.proposal.says_the_same_as(draft))
        });
        let text = self.encode(draft, now);
        is_archived || draft.is_empty() || self.archive(&text, now).is_ok()
    }

    /// What was archived, the latest first.
    pub fn archived_versions(&self) -> Vec<ArchivedVersion> {
        let keys = self.store.as_ref().map(S::keys).unwrap_or_default();
        let version = |key: String| {
            let at = key.strip_prefix(ARCHIVE_PREFIX)?.parse().ok()?;
            Some(ArchivedVersion { at, text: self.read(&key)?, key })
        };
        let mut versions: Vec<ArchivedVersion> = Vec::new();
        // They are few: a sort would be more to download than to do.
        for version in keys.into_iter().filter_map(version) {
            let later = versions.partition_point(|other| other.at > version.at);
            versions.insert(later, version);
        }
        versions
    }

    /// Deletes an archived version, for good.
    pub fn remove_archived_version(&mut self, version: &ArchivedVersion) {
        if let Some(store) = &self.store {
            store.remove(&version.key);
            self.journal_entries.push((version.key.clone(), None));
        }
    }

    /// What was stored or deleted since this was last called, to be entered in the journal, in
    /// order. Nothing before [`Self::reconcile`] was called.
    pub fn take_journal_entries(&mut self) -> Vec<JournalEntry> {
        if self.is_reconciled { std::mem::take(&mut self.journal_entries) } else { Vec::new() }
    }
}

/// A stored draft, as it is read: its proposal is one of this edition.
struct Incoming {
    record: Record,
    from_other_edition: bool,
}

/// Saving.
impl<S: KeyValueStore> DraftRepository<S> {
    fn try_to_save(&mut self, draft: &Proposal, now: u64) -> Saving {
        let Some(store) = &self.store else { return Saving::MemoryOnly };
        let Ok(stored) = store.read(KEY) else { return Saving::Failed(WriteError::Refused) };
        if let Some(text) = stored
            && self.seen.as_ref() != Some(&text)
        {
            match self.decode(&text) {
                Ok(incoming) if incoming.record.proposal.says_the_same_as(draft) => {
                    self.adopt(text, incoming);
                    return self.saving;
                }
                Ok(incoming) if self.says_the_same_as_seen(&incoming.record.proposal) => {
                    self.see_other(text, incoming.record.revision);
                }
                Ok(_) => return Saving::Conflict { no_room: false },
                Err(DecodeError::Newer { .. }) => return Saving::Newer,
                Err(_) => {
                    if let Err(error) = self.archive(&text, now) {
                        return Saving::Failed(error);
                    }
                }
            }
        }
        if let Some(text) = self.unarchived.take()
            && let Err(error) = self.archive(&text, now)
        {
            self.unarchived = Some(text);
            return Saving::Failed(error);
        }
        let text = self.encode(draft, now);
        match self.write(KEY, &text) {
            Ok(()) => {
                let revision = self.next_revision();
                self.see(text, revision);
                self.unsaved = false;
                self.is_own = true;
                Saving::Saved { at: now }
            }
            Err(error) => Saving::Failed(error),
        }
    }

    /// The draft as it would be stored next.
    fn encode(&self, draft: &Proposal, now: u64) -> String {
        self.encode_as(self.next_revision(), draft, now)
    }

    fn encode_as(&self, revision: u64, draft: &Proposal, now: u64) -> String {
        stored::encode(&Record {
            revision,
            saved_at: now,
            edition: Some(self.edition.key.to_owned()),
            proposal: draft.clone(),
        })
    }

    const fn next_revision(&self) -> u64 {
        if self.is_reconciled { self.revision.saturating_add(1) } else { self.revision }
    }

    /// Writes, and reads again: a browser that says that it has stored a text has not always.
    fn write(&mut self, key: &str, text: &str) -> Result<(), WriteError> {
        let store = self.store.as_ref().ok_or(WriteError::Refused)?;
        store.write(key, text)?;
        if store.read(key) != Ok(Some(text.to_owned())) {
            return Err(WriteError::Refused);
        }
        if self.is_reconciled {
            self.journal_entries.push((key.to_owned(), Some(text.to_owned())));
        }
        Ok(())
    }

    /// Keeps `text` under a key of its own, unless it is archived already.
    fn archive(&mut self, text: &str, now: u64) -> Result<(), WriteError> {
        if self.archived_versions().iter().any(|version| version.text == text) {
            return Ok(());
        }
        // Two texts may be archived in the same millisecond.
        let key = (now..now.saturating_add(100))
            .map(|at| format!("{ARCHIVE_PREFIX}{at}"))
            .find(|key| self.read(key).is_none())
            .ok_or(WriteError::Refused)?;
        self.write(&key, text)
    }
}

/// Reading.
impl<S: KeyValueStore> DraftRepository<S> {
    fn read(&self, key: &str) -> Option<String> {
        self.store.as_ref()?.read(key).ok()?
    }

    fn is_blocked(&self) -> bool {
        self.store.as_ref().is_some_and(|store| store.read(KEY).is_err())
    }

    fn decode(&self, text: &str) -> Result<Incoming, DecodeError> {
        let mut record = stored::decode(text)?;
        let from_other_edition = record.adapt_to(&self.edition);
        Ok(Incoming { record, from_other_edition })
    }

    fn seen_proposal(&self) -> Option<Proposal> {
        Some(self.decode(self.seen.as_ref()?).ok()?.record.proposal)
    }

    /// Whether a stored draft that this tab did not write says what the tab's own was made out of.
    fn says_the_same_as_seen(&self, proposal: &Proposal) -> bool {
        self.seen_proposal().is_some_and(|seen| seen.says_the_same_as(proposal))
    }

    /// The draft of this tab is made out of this text.
    fn see(&mut self, text: String, revision: u64) {
        self.seen = Some(text);
        self.revision = self.revision.max(revision);
    }

    /// Likewise of a text that another tab may have written. A tab that does not know the journal
    /// cannot enter what it has archived for it, and the next entry would take the place of that.
    fn see_other(&mut self, text: String, revision: u64) {
        if self.is_reconciled {
            self.enter_archived_versions(&[]);
        }
        self.see(text, revision);
    }

    /// What is stored is what this tab shows, or is to show from now on.
    fn adopt(&mut self, text: String, incoming: Incoming) -> Loaded {
        let Incoming { record, from_other_edition } = incoming;
        self.see_other(text, record.revision);
        self.unsaved = false;
        self.is_own = false;
        self.saving = Saving::Saved { at: record.saved_at };
        Loaded { proposal: Some(record.proposal), from_other_edition, quarantined: None }
    }

    /// What this tab shows is not stored, though nobody changed it.
    const fn need_saving(&mut self) {
        self.unsaved = true;
        if !matches!(self.saving, Saving::Failed(_)) {
            self.saving = Saving::Unsaved;
        }
    }

    /// Ends a conflict in which the other version has gone.
    const fn resume_saving(&mut self) {
        if matches!(self.saving, Saving::Conflict { .. }) {
            self.saving = Saving::Unsaved;
        }
    }

    /// Whether what was stored was deleted from outside.
    fn notice_erasure(&mut self) -> bool {
        let is_empty = self.store.as_ref().is_some_and(|store| store.read(KEY) == Ok(None));
        if is_empty && self.seen.take().is_some() {
            self.is_own = false;
            if !self.unsaved {
                self.saving = Saving::Erased;
            }
        }
        if is_empty {
            self.resume_saving();
        }
        is_empty
    }
}

/// Reading the journal.
impl<S: KeyValueStore> DraftRepository<S> {
    /// Puts archived versions that the disk lost back into the store; without room they stay where
    /// they are.
    fn restore_archived_versions(&self, journal: &[(String, String)]) {
        let Some(store) = &self.store else { return };
        let is_removed = |key: &String| self.journal_entries.iter().any(|(it, _)| it == key);
        for (key, text) in journal {
            if key.starts_with(ARCHIVE_PREFIX) && !is_removed(key) && store.read(key) == Ok(None) {
                let _ = store.write(key, text);
            }
        }
    }

    fn reconcile_draft(&mut self, journaled: &str, draft: &Proposal, now: u64) -> Loaded {
        let stored = self.read_draft();
        let stored_record = stored.as_deref().map(stored::decode);
        match (stored::decode(journaled), stored_record) {
            // Of a later release, what is stored is its own affair.
            (_, Some(Err(DecodeError::Newer { .. }))) => Loaded::default(),
            (Ok(record), Some(Ok(stored)))
                if record.revision <= stored.revision
                    || record.proposal.says_the_same_as(&stored.proposal) =>
            {
                Loaded::default()
            }
            (Ok(record), None) if self.saving == Saving::Erased => {
                // It is not stored again before the visitor stores something.
                if record.revision > self.revision {
                    self.unarchived = Some(journaled.to_owned());
                }
                Loaded::default()
            }
            (Ok(_), _) => self.replace_stored(stored, journaled, draft, now),
            (Err(reason), _) => {
                if self.archive(journaled, now).is_err() {
                    self.unarchived = Some(journaled.to_owned());
                }
                let text = journaled.to_owned();
                Loaded { quarantined: Some(Quarantined { text, reason }), ..Loaded::default() }
            }
        }
    }

    /// An unread draft of the journal takes the place of what is stored.
    fn replace_stored(
        &mut self,
        stored: Option<String>,
        journaled: &str,
        draft: &Proposal,
        now: u64,
    ) -> Loaded {
        // It may have been saved while the journal was unknown, on another branch.
        let is_archived = stored.is_none_or(|stored| self.archive(&stored, now).is_ok());
        if !is_archived || self.write(KEY, journaled).is_err() {
            self.unarchived = Some(journaled.to_owned());
            return Loaded::default();
        }
        if self.is_own && !self.unsaved {
            self.need_saving();
        }
        self.refresh(draft)
    }

    /// The stored draft; while it cannot be read, as far as this tab knows.
    fn read_draft(&self) -> Option<String> {
        self.store.as_ref()?.read(KEY).unwrap_or_else(|Blocked| self.seen.clone())
    }

    fn enter_archived_versions(&mut self, journal: &[(String, String)]) {
        for ArchivedVersion { key, text, .. } in self.archived_versions() {
            if !journal.iter().any(|(known, known_text)| (known, known_text) == (&key, &text)) {
                self.journal_entries.push((key, Some(text)));
            }
        }
    }

    /// Enters the stored draft, unless what the journal holds still has to be archived.
    fn enter_draft(&mut self, journaled: Option<&str>) {
        let Some(stored) = self.read_draft().filter(|stored| Some(&**stored) != journaled) else {
            return;
        };
        if self.is_blocked() && self.unarchived.is_none() {
            // It may be archived already, but nobody can enter that now.
            self.unarchived = journaled.map(str::to_owned);
        }
        if self.unarchived.is_some() {
            return;
        }
        // What the journal holds has a revision of its own, even if it is the first.
        let journaled = journaled.and_then(|text| stored::decode(text).ok());
        let revision = journaled.map_or(0, |record| record.revision);
        let text = match stored::decode(&stored) {
            Ok(record) if record.revision <= revision => {
                self.store_after(&stored, record, revision)
            }
            _ => stored,
        };
        self.journal_entries.push((KEY.to_owned(), Some(text)));
    }

    /// Counts a draft that was saved while the journal was unknown, so that it is newer than the one
    /// that it was made from.
    fn store_after(&mut self, stored: &str, record: Record, revision: u64) -> String {
        let revision = revision.saturating_add(1);
        let text = stored::encode(&Record { revision, ..record });
        if self.write(KEY, &text).is_ok() && self.seen.as_deref() == Some(stored) {
            self.seen = Some(text.clone());
        }
        self.revision = self.revision.max(revision);
        text
    }
}
