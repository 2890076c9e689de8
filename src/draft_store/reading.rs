//! What pages show of the draft. It is tracked unless it says otherwise, so what reads is brought up to date.

use domain::repository::{ArchivedVersion, OtherVersion, Quarantined, Saving};
use domain::{Field, ItemId, Outline, Problem, Proposal, Sending, Sent, Suggestion};
use leptos::prelude::*;

use super::{DraftStore, LastChange, Removal};

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
        self.settled.track();
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
        let last = self.reviewed.get()?;
        let was_there = |item: ItemId| item.number() <= last;
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

    /// What the last change was, as long as it is worth a word.
    pub fn last_change(self) -> Option<LastChange> {
        self.last_change.get()
    }

    /// Whether an item is folded.
    pub fn is_folded(self, item: ItemId) -> bool {
        self.folds.with(|folds| folds.contains(&(item, true)))
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

    /// What `read` sees in the version that the other tab stored, while the visitor has to choose
    /// between two.
    pub fn with_other_version<T>(self, read: impl FnOnce(Option<&OtherVersion>) -> T) -> T {
        self.other_version.with(|other| read(other.as_ref()))
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
        self.archived_keys.track();
        self.keeping.with_value(|keeping| keeping.repository.archived_versions())
    }

    /// Whether the browser has promised not to delete by itself what is stored.
    pub fn is_persistent(self) -> bool {
        self.is_persistent.get()
    }

    /// When the last backup was downloaded: milliseconds since 1970.
    pub fn last_backup(self) -> Option<u64> {
        self.last_backup.get()
    }
}
