//! Keeping the draft on the device: saving, choosing between the versions of two tabs, the archive, the journal.

use std::rc::Rc;

use domain::repository::{ARCHIVE_PREFIX, ArchivedVersion, DraftRepository, KEY, Loaded, Saving};
use domain::{Edit, Proposal, carry_caret};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{BACKUP_KEY, DraftStore, SAVE_DELAY, SAVE_LIMIT, set_if_changed};
use crate::platform::focus::Focus;
use crate::platform::journal::Journal;
use crate::platform::lifecycle::{self, Listener};
use crate::platform::render::after_render;
use crate::platform::storage::Storage;
use crate::platform::timer::Debounce;
use crate::platform::{clock, crash, fields, persistence};

/// What is needed to keep the draft, and of no interest to pages.
pub(super) struct Keeping {
    pub(super) repository: DraftRepository<Storage>,
    pub(super) storage: Option<Storage>,
    /// Once it has answered.
    journal: Option<Journal>,
    has_asked_to_persist: bool,
    autosave: Option<Rc<Debounce>>,
    listeners: Vec<Listener>,
}

impl Keeping {
    pub(super) fn new(repository: DraftRepository<Storage>, storage: Option<Storage>) -> Self {
        Self {
            repository,
            storage,
            journal: None,
            has_asked_to_persist: false,
            autosave: None,
            listeners: Vec::new(),
        }
    }
}

impl DraftStore {
    /// Saves the draft from now on, whatever happens to the page, and follows other tabs and the journal.
    pub(super) fn keep(self) {
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
            self.is_persistent.try_set(persistence::is_promised().await);
        });
    }

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
        self.keep_aside(BACKUP_KEY, Some(&now.to_string()));
        self.last_backup.set(Some(now));
    }

    /// Keeps a small text of this device under a key of its own, or forgets it. It is of no weight:
    /// where there is no room for it, what it says holds as long as the page is open.
    pub(super) fn keep_aside(self, key: &str, text: Option<&str>) {
        self.keeping.with_value(|keeping| match (&keeping.storage, text) {
            (Some(storage), Some(text)) => {
                let _ = storage.write(key, text);
            }
            (Some(storage), None) => storage.remove(key),
            (None, _) => {}
        });
    }

    /// Out of two versions, this tab's: the other tab's is archived.
    pub fn keep_this_version(self) {
        self.choose(self.with_untracked(Clone::clone));
    }

    /// Out of two versions, the other tab's: this tab's is archived.
    pub fn take_other_version(self) {
        if let Some(other) = self.other_version.get_untracked()
            && self.choose(other.record.proposal)
        {
            set_if_changed(self.is_from_other_edition, other.from_other_edition);
        }
    }

    /// Out of two versions, `chosen`: one of them, or one that takes something of each. What is not
    /// kept whole is archived.
    ///
    /// Says whether it was done: there may be no room, or the other tab has stored something again.
    pub fn choose(self, chosen: Proposal) -> bool {
        let Some(other) = self.other_version.get_untracked() else { return false };
        let is_done = self.with_repository(|repository, draft, now| {
            repository.choose(&chosen, draft, &other, now)
        });
        let is_done = is_done == Some(true);
        if is_done && self.draft.with_untracked(|draft| *draft != chosen) {
            self.show(chosen);
        }
        is_done
    }

    /// The visitor has read that a stored text could not be read; it stays in the archive.
    pub fn dismiss_quarantined(self) {
        self.quarantined.set(None);
    }

    /// The visitor has read that the draft was written for another edition.
    pub fn dismiss_other_edition(self) {
        set_if_changed(self.is_from_other_edition, false);
    }

    /// Removes an archived version, for good.
    pub fn remove_archived_version(self, version: &ArchivedVersion) {
        self.with_repository(|repository, _, _| repository.remove_archived_version(version));
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
    pub(super) fn change(self) {
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
        if is_due == Some(true) && !self.is_persistent.get_untracked() {
            spawn_local(async move {
                self.is_persistent.try_set(persistence::ask().await);
            });
        }
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
    pub(super) fn with_repository<T>(
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
            let mut keys = keeping.storage.as_ref().map(Storage::keys).unwrap_or_default();
            keys.retain(|key| key.starts_with(ARCHIVE_PREFIX));
            keys.sort_unstable();
            let saving = keeping.repository.saving();
            let other = matches!(saving, Saving::Conflict { .. })
                .then(|| keeping.repository.other_version())
                .flatten();
            (saving, other, keys)
        });
        if let Some((saving, other, archived)) = kept {
            self.show_saving(saving);
            set_if_changed(self.other_version, other);
            set_if_changed(self.archived_keys, archived);
        }
    }

    fn show_saving(self, saving: Saving) {
        crash::set_draft_is_saved(matches!(saving, Saving::Untouched | Saving::Saved { .. }));
        set_if_changed(self.saving, saving);
    }
}
