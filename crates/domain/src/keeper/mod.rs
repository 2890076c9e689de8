//! Keeping a draft where several tabs, releases and accidents meet, without ever losing one.
//!
//! A [`Keeper`] is what one tab knows of what is stored. It decides; the [`Shelf`] only does. Three
//! rules hold, whatever happens in between (`model.rs` tries):
//!
//! - what is stored is overwritten only by what was made out of it, or once a copy was set aside;
//! - what was reported as saved is found again, as the draft or as a copy that was set aside;
//! - what is true of the draft is always said ([`Saving`]).
//!
//! Browsers write a page's local storage to the disk seconds later. So that the end of the browser
//! itself loses nothing either, all that is written is noted for a second, slower place
//! ([`Keeper::take_notes`]), and read again from there at the start ([`Keeper::recall`]).

#[cfg(test)]
mod model;
#[cfg(test)]
mod tests;

use crate::Proposal;
use crate::stored::{self, DecodeError, Record};

/// Where the draft is kept.
pub const KEY: &str = stored::FORMAT;

/// What the key of a text that was set aside begins with; the moment follows (milliseconds since
/// 1970).
pub const ASIDE: &str = "bluehats-participation.mis-de-cote.";

/// Texts under keys, that other tabs read and write as well: the browser's local storage.
pub trait Shelf {
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

    /// Empties the place under `key`.
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
    /// Another tab saved something else while this one had changes of its own: the visitor chooses.
    Conflict {
        /// Whether there was no room to set aside the version that is not kept, so that nothing was
        /// done about the visitor's choice.
        no_room: bool,
    },
}

/// What comes to light when something that was stored is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The draft to show from now on.
    pub proposal: Option<Proposal>,
    /// A text that this release cannot read. It is kept under a key of its own.
    pub set_aside: Option<SetAside>,
}

/// A stored text that this release cannot read, moved out of the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetAside {
    /// The text, untouched.
    pub text: String,
    /// Why it cannot be read.
    pub reason: DecodeError,
}

/// The version that another tab stored, while the visitor chooses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherVersion {
    /// What both versions were made out of, as far as this tab knows.
    pub base: Proposal,
    /// What the other tab stored.
    pub record: Record,
    text: String,
}

/// A text that was set aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copy {
    /// Its key.
    pub key: String,
    /// When it was set aside: milliseconds since 1970.
    pub at: u64,
    /// The text.
    pub text: String,
}

/// Something to be noted in the second place: a key, and what is under it now, if anything.
pub type Note = (String, Option<String>);

/// What one tab knows of what is stored, and of what it has yet to store.
#[derive(Debug)]
pub struct Keeper<S> {
    /// `None` where the browser lets the page store nothing.
    shelf: Option<S>,
    /// The text that this tab last read from, or wrote to, the shelf: what its draft was made of.
    seen: Option<String>,
    /// Whether the second place has answered. Before that nothing is stored: what is noted there
    /// may be newer than what is here, and would be overwritten unread.
    has_recalled: bool,
    revision: u64,
    /// Whether the draft differs from what was last seen.
    unsaved: bool,
    saving: Saving,
    /// A text that must be set aside before anything is stored, because there was no room before.
    must_keep: Option<String>,
    /// The unsaved draft of which a copy was set aside already, because the page was left.
    left_behind: Option<Proposal>,
    notes: Vec<Note>,
}

impl<S: Shelf> Keeper<S> {
    /// Takes up what is stored. Where it cannot be read, a copy is set aside, and the visitor goes
    /// on without it.
    pub fn open(shelf: Option<S>, now: u64) -> (Self, Found) {
        let mut keeper = Self {
            saving: if shelf.is_some() { Saving::Untouched } else { Saving::MemoryOnly },
            shelf,
            seen: None,
            has_recalled: false,
            revision: 0,
            unsaved: false,
            must_keep: None,
            left_behind: None,
            notes: Vec::new(),
        };
        let mut found = Found::default();
        if let Some(text) = keeper.read(KEY) {
            match stored::decode(&text) {
                Ok(record) => {
                    keeper.has_seen(text, &record);
                    found.proposal = Some(record.proposal);
                }
                Err(reason) => {
                    // Without room for a copy it stays unseen, and so it is not overwritten.
                    if keeper.put_aside(&text, now).is_ok() {
                        keeper.seen = Some(text.clone());
                    }
                    found.set_aside = Some(SetAside { text, reason });
                }
            }
        }
        (keeper, found)
    }

    /// Compares what is stored with what was noted in the second place: brings back what the end
    /// of the browser kept from the disk, and notes what was never noted. To be called once, with
    /// everything noted there; nothing is stored before.
    pub fn recall(&mut self, notes: &[(String, String)], draft: &Proposal, now: u64) -> Found {
        let mut found = Found::default();
        self.has_recalled = true;
        let Some(storage) = &self.shelf else { return found };
        for (key, text) in notes.iter().filter(|(key, _)| key.starts_with(ASIDE)) {
            if storage.read(key) == Ok(None) {
                // Without room it stays where it is.
                let _ = storage.write(key, text);
            }
        }
        if let Some((_, text)) = notes.iter().find(|(key, _)| key == KEY) {
            self.recall_draft(text, draft, now, &mut found);
        }
        let is_ours =
            |key: &String| key.starts_with(ASIDE) || key == KEY && self.must_keep.is_none();
        let keys = self.shelf.as_ref().map(S::keys).unwrap_or_default();
        for key in keys.into_iter().filter(is_ours).collect::<Vec<_>>() {
            let known = notes.iter().find(|(known, _)| *known == key);
            if let Some(text) = self.read(&key)
                && known.is_none_or(|(_, known)| *known != text)
            {
                self.notes.push((key, Some(text)));
            }
        }
        found
    }

    fn recall_draft(&mut self, text: &str, draft: &Proposal, now: u64, found: &mut Found) {
        let stored = self.read(KEY);
        let is_newer =
            |text: &String| matches!(stored::decode(text), Err(DecodeError::Newer { .. }));
        // Of a later release, what is stored is its own affair.
        if stored.as_deref() == Some(text) || stored.as_ref().is_some_and(is_newer) {
            return;
        }
        let stored = stored.and_then(|text| stored::decode(&text).ok());
        let stored_revision = stored.map_or(0, |record| record.revision);
        match stored::decode(text) {
            Ok(record) if record.revision > stored_revision => {
                if self.write(KEY, text).is_ok() {
                    found.proposal = self.look(draft);
                } else {
                    self.must_keep = Some(text.to_owned());
                }
            }
            Ok(_) => {}
            Err(reason) => {
                if self.put_aside(text, now).is_err() {
                    self.must_keep = Some(text.to_owned());
                }
                found.set_aside = Some(SetAside { text: text.to_owned(), reason });
            }
        }
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
    pub fn change(&mut self) {
        self.unsaved = true;
        // Other messages stay in view until they are no longer true.
        if matches!(self.saving, Saving::Untouched | Saving::Saved { .. }) {
            self.saving = Saving::Unsaved;
        }
    }

    /// Stores the draft, unless there is nothing new in it, or the visitor has to choose first.
    pub fn save(&mut self, draft: &Proposal, now: u64) {
        if self.unsaved && !matches!(self.saving, Saving::Conflict { .. } | Saving::Newer) {
            self.saving = self.try_to_save(draft, now);
        }
    }

    /// The page is left: stores the draft, or where that cannot be, a copy of it.
    pub fn leave(&mut self, draft: &Proposal, now: u64) {
        self.save(draft, now);
        let is_barred = !matches!(self.saving, Saving::Failed(_) | Saving::MemoryOnly);
        if self.unsaved && is_barred && self.left_behind.as_ref() != Some(draft) {
            let copy = self.encode(draft, now);
            if self.put_aside(&copy, now).is_ok() {
                self.left_behind = Some(draft.clone());
            }
        }
    }

    /// Another tab may have changed what is stored: looks again, and returns the draft to show from
    /// now on, if it is another.
    pub fn look(&mut self, draft: &Proposal) -> Option<Proposal> {
        if self.saving == Saving::Newer {
            return None;
        }
        let Ok(stored) = self.shelf.as_ref()?.read(KEY) else { return None };
        let Some(text) = stored else {
            // Somebody emptied the storage: what this tab shows is no longer stored.
            if self.seen.take().is_some() {
                self.needs_saving();
            }
            return None;
        };
        if self.seen.as_ref() == Some(&text) {
            if matches!(self.saving, Saving::Conflict { .. }) {
                self.saving = Saving::Unsaved;
            }
            return None;
        }
        match stored::decode(&text) {
            Ok(record) if record.proposal.says_the_same_as(draft) => {
                self.has_seen(text, &record);
                None
            }
            Ok(record) if !self.unsaved => {
                self.has_seen(text, &record);
                Some(record.proposal)
            }
            Ok(_) => {
                self.saving = Saving::Conflict { no_room: false };
                None
            }
            Err(DecodeError::Newer { .. }) => {
                self.saving = Saving::Newer;
                None
            }
            // The next save sets it aside.
            Err(_) => {
                self.needs_saving();
                None
            }
        }
    }

    /// In a conflict, the version that the other tab stored; `None` when it is not there any more.
    pub fn other_version(&self) -> Option<OtherVersion> {
        let text = self.read(KEY)?;
        let record = stored::decode(&text).ok()?;
        let base = self.seen.as_deref().and_then(|seen| stored::decode(seen).ok());
        Some(OtherVersion { base: base.unwrap_or_default().proposal, record, text })
    }

    /// Out of the versions `mine` and `other`, the visitor chose `chosen`: one of them, or a
    /// version in between. What is in neither tab's version any more is set aside first.
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
            self.look(mine);
            return false;
        }
        let theirs = &other.record.proposal;
        let is_theirs = chosen.says_the_same_as(theirs);
        let copies = [
            (!is_theirs).then(|| other.text.clone()),
            (!chosen.says_the_same_as(mine)).then(|| self.encode(mine, now)),
        ];
        for copy in copies.into_iter().flatten() {
            if self.put_aside(&copy, now).is_err() {
                self.saving = Saving::Conflict { no_room: true };
                return false;
            }
        }
        self.has_seen(other.text.clone(), &other.record);
        if !is_theirs {
            self.needs_saving();
            self.save(chosen, now);
        }
        true
    }

    /// The draft as the text of a file.
    pub fn backup(&self, draft: &Proposal, now: u64) -> String {
        let record = Record { revision: self.revision, saved_at: now, proposal: draft.clone() };
        stored::encode(&record)
    }

    /// What was set aside, the latest first.
    pub fn copies(&self) -> Vec<Copy> {
        let keys = self.shelf.as_ref().map(S::keys).unwrap_or_default();
        let copy = |key: String| {
            let at = key.strip_prefix(ASIDE)?.parse().ok()?;
            Some(Copy { at, text: self.read(&key)?, key })
        };
        let mut copies: Vec<Copy> = Vec::new();
        for copy in keys.into_iter().filter_map(copy) {
            // There are few: this is as fast as the library's sorting, and a fifth of its size.
            let place = copies.iter().position(|other| other.at < copy.at);
            copies.insert(place.unwrap_or(copies.len()), copy);
        }
        copies
    }

    /// Removes a copy that was set aside, for good.
    pub fn remove_copy(&mut self, copy: &Copy) {
        if let Some(storage) = &self.shelf {
            storage.remove(&copy.key);
            self.notes.push((copy.key.clone(), None));
        }
    }

    /// What was written since this was last called, to be noted in the second place, in order.
    pub fn take_notes(&mut self) -> Vec<Note> {
        std::mem::take(&mut self.notes)
    }
}

impl<S: Shelf> Keeper<S> {
    fn try_to_save(&mut self, draft: &Proposal, now: u64) -> Saving {
        let Some(storage) = &self.shelf else { return Saving::MemoryOnly };
        if !self.has_recalled {
            return Saving::Unsaved;
        }
        let Ok(stored) = storage.read(KEY) else { return Saving::Failed(WriteError::Refused) };
        if let Some(text) = stored
            && self.seen.as_ref() != Some(&text)
        {
            match stored::decode(&text) {
                Ok(record) if record.proposal.says_the_same_as(draft) => {
                    self.has_seen(text, &record);
                    return self.saving;
                }
                Ok(_) => return Saving::Conflict { no_room: false },
                Err(DecodeError::Newer { .. }) => return Saving::Newer,
                Err(_) => {
                    if let Err(error) = self.put_aside(&text, now) {
                        return Saving::Failed(error);
                    }
                }
            }
        }
        if let Some(text) = self.must_keep.take()
            && let Err(error) = self.put_aside(&text, now)
        {
            self.must_keep = Some(text);
            return Saving::Failed(error);
        }
        let text = self.encode(draft, now);
        match self.write(KEY, &text) {
            Ok(()) => {
                self.seen = Some(text);
                self.revision += 1;
                self.unsaved = false;
                Saving::Saved { at: now }
            }
            Err(error) => Saving::Failed(error),
        }
    }

    /// The draft as it would be stored next.
    fn encode(&self, draft: &Proposal, now: u64) -> String {
        let revision = self.revision.saturating_add(1);
        stored::encode(&Record { revision, saved_at: now, proposal: draft.clone() })
    }

    fn read(&self, key: &str) -> Option<String> {
        self.shelf.as_ref()?.read(key).ok()?
    }

    /// Writes, and reads again: a browser that says that it has stored a text has not always.
    fn write(&mut self, key: &str, text: &str) -> Result<(), WriteError> {
        let storage = self.shelf.as_ref().ok_or(WriteError::Refused)?;
        storage.write(key, text)?;
        if storage.read(key) != Ok(Some(text.to_owned())) {
            return Err(WriteError::Refused);
        }
        self.notes.push((key.to_owned(), Some(text.to_owned())));
        Ok(())
    }

    /// Keeps a copy of `text` under a key of its own.
    fn put_aside(&mut self, text: &str, now: u64) -> Result<(), WriteError> {
        // Two copies may be made in the same millisecond.
        let key = (now..now.saturating_add(100))
            .map(|at| format!("{ASIDE}{at}"))
            .find(|key| self.read(key).is_none())
            .ok_or(WriteError::Refused)?;
        self.write(&key, text)
    }

    /// What this tab shows is what is stored.
    fn has_seen(&mut self, text: String, record: &Record) {
        self.seen = Some(text);
        self.revision = self.revision.max(record.revision);
        self.unsaved = false;
        self.saving = Saving::Saved { at: record.saved_at };
    }

    /// What this tab shows is not stored, though nobody changed it.
    fn needs_saving(&mut self) {
        self.unsaved = true;
        if !matches!(self.saving, Saving::Failed(_)) {
            self.saving = Saving::Unsaved;
        }
    }
}
