//! The one shared state: the draft, how it is changed, and how it is kept on the device.
//!
//! Pages read the draft and give commands; nobody else writes to it. Two things are worth knowing
//! before changing anything here:
//!
//! - **Typing notifies nobody.** The field that was typed in shows its text already, so a
//!   keystroke changes the draft without waking the hundreds of other fields that a long draft
//!   has. Everything else (adding, removing, moving, a draft from another tab) does notify.
//! - **What is stored is the keeper's affair.** [`Keeper`] decides, in the domain, what may be
//!   written over what; here it is given the browser's storage, told when things happen, and asked
//!   what is true.

use std::rc::Rc;

use domain::keeper::{Copy, Found, KEY, Keeper, OtherVersion, Saving, SetAside, Shelf};
use domain::{
    Edit, Field, HelpKind, Hint, History, Item, ItemId, Outline, Participation, Problem, Proposal,
    Sending, Sent, TalkKind, carry_caret,
};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::platform::clock;
use crate::platform::crash;
use crate::platform::document::Caret;
use crate::platform::journal::Journal;
use crate::platform::lifecycle::{self, Listener};
use crate::platform::persistence;
use crate::platform::storage::Storage;
use crate::platform::timer::Debounce;
use crate::render::after_render;

/// How long after the last keystroke the draft is saved, in milliseconds.
pub const SAVE_DELAY: i32 = 400;

/// How long after the first unsaved keystroke it is saved, though typing goes on, in milliseconds.
pub const SAVE_LIMIT: i32 = 2_000;

/// How long the journal is waited for, in milliseconds, before one goes on without it. It answers
/// within a few tens where there is one.
const JOURNAL_LIMIT: i32 = 2_000;

/// Under which key the moment of the last backup is kept (milliseconds since 1970).
const BACKUP_KEY: &str = "bluehats-participation.sauvegarde";

/// A removal that can be taken back.
struct Removal {
    /// What happened, in the interface's words: « Vous avez supprimé… ».
    sentence: String,
    /// What brings it back.
    back: Edit,
}

/// Small things that pages show, together because each signal of its own is downloaded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Facts {
    /// Whether there is something to take back, and something to make again.
    turns: (bool, bool),
    /// Whether the browser has promised to keep what is stored, where it says.
    persistence: Option<bool>,
    /// When the last backup was downloaded: milliseconds since 1970.
    last_backup: Option<u64>,
    /// How many times a version was set aside or removed.
    copies: usize,
    /// Whether the draft was sent, as far as the visitor says.
    sending: Sending,
    /// Whether the visitor tried to send it in this visit, or has ever said that they sent it.
    was_tried: bool,
    /// What each section of the form holds and lacks.
    outline: Outline,
}

impl Facts {
    /// What is true of the draft.
    fn follow(&mut self, draft: &Proposal) {
        self.outline = draft.outline();
        self.sending = draft.sending();
        self.was_tried |= self.sending != Sending::Draft;
    }
}

/// The draft and all that can be done to it. Copies share the same draft.
#[derive(Clone, Copy)]
pub struct Notebook {
    draft: RwSignal<Proposal>,
    saving: RwSignal<Saving>,
    set_aside: RwSignal<Option<SetAside>>,
    /// While the visitor has to choose: the version that the other tab stored.
    other: RwSignal<Option<OtherVersion>>,
    removals: RwSignal<Vec<Removal>>,
    /// What is wrong with the draft, once the visitor has asked to send it.
    problems: RwSignal<Option<Vec<Problem>>>,
    history: StoredValue<History>,
    /// The items on which the visitor wants no more advice in this visit.
    unadvised: StoredValue<Vec<ItemId>>,
    facts: RwSignal<Facts>,
    keeping: StoredValue<Keeping, LocalStorage>,
}

/// What is needed to keep the draft, and of no interest to pages.
struct Keeping {
    keeper: Keeper<Storage>,
    storage: Option<Storage>,
    journal: Option<Journal>,
    has_recalled: bool,
    has_asked_to_persist: bool,
    save_later: Option<Rc<Debounce>>,
    /// For the time until the journal answers.
    give_up: Option<Debounce>,
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
        let storage = Storage::open().ok();
        let (keeper, found) = Keeper::open(storage.clone(), clock::now());
        let last_backup = storage.as_ref().and_then(|storage| storage.read(BACKUP_KEY).ok()?);
        let draft = found.proposal.unwrap_or_default();
        let mut facts = Facts {
            last_backup: last_backup.and_then(|moment| moment.parse().ok()),
            ..Facts::default()
        };
        facts.follow(&draft);
        Self {
            draft: RwSignal::new(draft),
            saving: RwSignal::new(keeper.saving()),
            set_aside: RwSignal::new(found.set_aside),
            other: RwSignal::default(),
            removals: RwSignal::default(),
            problems: RwSignal::default(),
            history: StoredValue::default(),
            unadvised: StoredValue::default(),
            facts: RwSignal::new(facts),
            keeping: StoredValue::new_local(Keeping {
                keeper,
                storage,
                journal: None,
                has_recalled: false,
                has_asked_to_persist: false,
                save_later: None,
                give_up: None,
                listeners: Vec::new(),
            }),
        }
    }

    fn keep(self) {
        let save_later = Debounce::new(SAVE_DELAY, SAVE_LIMIT, move || self.save());
        let give_up = Debounce::new(JOURNAL_LIMIT, JOURNAL_LIMIT, move || self.recall(&[]));
        give_up.restart();
        let mut listeners = lifecycle::on_hidden(move || self.leave());
        listeners.extend(lifecycle::on_stored_elsewhere(KEY, move || self.look()));
        listeners.extend(lifecycle::ask_before_leaving(move || self.would_be_lost()));
        self.keeping.update_value(|keeping| {
            keeping.save_later = Some(Rc::new(save_later));
            keeping.give_up = Some(give_up);
            keeping.listeners = listeners;
        });
        spawn_local(async move {
            let journal = Journal::open().await;
            let notes = match &journal {
                Some(journal) => journal.read_all().await,
                None => Vec::new(),
            };
            self.keeping.try_update_value(|keeping| keeping.journal = journal);
            self.recall(&notes);
            self.set_persistence(persistence::is_promised().await);
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

    /// How many bytes the stored draft takes.
    pub fn stored_size(self) -> usize {
        self.saving.track();
        self.keeping.with_value(|keeping| keeping.keeper.size())
    }

    /// Whether the browser has promised not to delete by itself what is stored; `None` where it
    /// does not say.
    pub fn is_persistent(self) -> Option<bool> {
        self.facts.get().persistence
    }

    /// When the last backup was downloaded: milliseconds since 1970.
    pub fn last_backup(self) -> Option<u64> {
        self.facts.get().last_backup
    }

    /// The stored text that could not be read, if there was one.
    pub fn set_aside(self) -> Option<SetAside> {
        self.set_aside.get()
    }

    /// Every version that was set aside and is still there, the latest first.
    pub fn copies(self) -> Vec<Copy> {
        self.facts.track();
        self.keeping.with_value(|keeping| keeping.keeper.copies())
    }

    /// While the visitor has to choose between two versions, the one that the other tab stored.
    pub fn other_version(self) -> Option<OtherVersion> {
        self.other.get()
    }

    /// What was removed last, in the interface's words, if it can be taken back.
    pub fn last_removed(self) -> Option<String> {
        self.removals.with(|removals| removals.last().map(|removal| removal.sentence.clone()))
    }

    /// Whether there is something to take back.
    pub fn can_undo(self) -> bool {
        self.facts.get().turns.0
    }

    /// Whether there is something to make again.
    pub fn can_redo(self) -> bool {
        self.facts.get().turns.1
    }

    /// Whether the draft was sent, as far as the visitor says. Typing shows here once it was saved,
    /// or tried to be.
    pub fn sending(self) -> Sending {
        self.facts.get().sending
    }

    /// What each section of the form holds and lacks. Typing shows here once a field was left, or
    /// the draft was saved, or tried to be.
    pub fn outline(self) -> Outline {
        self.facts.get().outline
    }

    /// What could make a goal or a help request clearer, if the visitor has not said that they want
    /// to hear no more of it.
    pub fn hint(self, item: ItemId) -> Option<Hint> {
        if self.unadvised.with_value(|items| items.contains(&item)) {
            return None;
        }
        self.draft.with(|draft| draft.hint(item))
    }

    /// Whether the visitor tried to send the draft in this visit, or has said that they sent it,
    /// even if they took it back since: from then on they want to know where they stand.
    pub fn was_tried(self) -> bool {
        self.facts.get().was_tried
    }

    /// What the visitor says they sent, and when.
    pub fn sent(self) -> Option<Sent> {
        self.draft.with(|draft| draft.sent.as_deref().cloned())
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
        let edit = Edit::Text { field, value };
        let back = self.draft.try_update_untracked(|draft| draft.apply(edit)).flatten();
        if let Some(back) = back {
            self.note(back);
        }
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

    /// Removes an item, so that it can be taken back; `sentence` says what happened.
    pub fn remove(self, item: ItemId, sentence: String) {
        self.remove_by(Edit::Remove { item }, sentence);
    }

    /// Empties the draft, so that it can be taken back; `sentence` says what happened.
    pub fn erase(self, sentence: String) {
        self.remove_by(Edit::Replace(Box::default()), sentence);
        self.problems.set(None);
        self.save();
    }

    /// Brings back what the last removal removed, and returns its id, if it has one.
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

    /// Puts another draft, as from a backup, in the place of this one.
    pub fn replace(self, draft: Proposal) {
        self.apply(Edit::Replace(Box::new(draft)));
        self.forget_removals();
        self.save();
    }

    /// The visitor tries to send the draft; what comes of it, only they can say.
    pub fn try_to_send(self) {
        self.facts.update(|facts| facts.was_tried = true);
    }

    /// The visitor says that they sent the draft as it is now; nothing comes of it while something
    /// keeps the draft from being sent.
    pub fn mark_sent(self) {
        if let Ok(participation) = self.draft.with_untracked(Participation::parse) {
            let proposal = participation.proposal().clone();
            self.state(Some(Sent { at: clock::now(), proposal }));
        }
    }

    /// The visitor no longer says that they sent the draft.
    pub fn unmark_sent(self) {
        if self.draft.with_untracked(|draft| draft.sent.is_some()) {
            self.state(None);
        }
    }

    fn state(self, sent: Option<Sent>) {
        self.apply(Edit::Sent(sent.map(Box::new)));
        self.save();
    }

    /// Takes the last step back, and returns the edit that did it.
    pub fn undo(self) -> Option<Edit> {
        self.turn(History::undo)
    }

    /// Makes the step that was taken back last again, and returns the edit that did it.
    pub fn redo(self) -> Option<Edit> {
        self.turn(History::redo)
    }

    fn turn(self, turn: fn(&mut History, &mut Proposal) -> Option<Edit>) -> Option<Edit> {
        let edit = self.draft.try_update(|draft| {
            self.history.try_update_value(|history| turn(history, draft)).flatten()
        })??;
        self.forget_removals();
        self.show_turns();
        self.touch();
        self.check();
        Some(edit)
    }

    fn append(self, parent: Option<ItemId>, item: impl FnOnce(&Proposal) -> Item) -> ItemId {
        let item = self.draft.with_untracked(item);
        let id = item.id();
        self.apply(Edit::Insert { parent, index: usize::MAX, item });
        id
    }

    fn remove_by(self, edit: Edit, sentence: String) {
        if let Some(back) = self.apply(edit) {
            self.removals.update(|removals| removals.push(Removal { sentence, back }));
        }
    }

    fn apply(self, edit: Edit) -> Option<Edit> {
        let back = self.draft.try_update(|draft| draft.apply(edit)).flatten();
        if let Some(back) = &back {
            self.note(back.clone());
            self.check();
        }
        back
    }

    /// The draft was changed, and `back` takes the change back.
    fn note(self, back: Edit) {
        let draft = self.draft.read_untracked();
        self.history.update_value(|history| history.note(back, &draft, clock::now()));
        drop(draft);
        self.show_turns();
        self.touch();
    }

    fn show_turns(self) {
        let turns = self.history.with_value(|history| (history.can_undo(), history.can_redo()));
        if self.facts.get_untracked().turns != turns {
            self.facts.update(|facts| facts.turns = turns);
        }
    }

    fn show_facts(self) {
        let Some(shown) = self.facts.try_get_untracked() else { return };
        let mut facts = shown;
        self.draft.with_untracked(|draft| facts.follow(draft));
        if facts != shown {
            self.facts.set(facts);
        }
    }
}

/// Checking the draft.
impl Notebook {
    /// The visitor wants to send the draft: from now on problems are shown where they are.
    pub fn review(self) {
        self.problems.set(Some(self.draft.with_untracked(Proposal::problems)));
    }

    /// Looks again at what each section holds and lacks, and for problems where they are shown
    /// already.
    pub fn check(self) {
        self.show_facts();
        if self.problems.with_untracked(Option::is_some) {
            self.review();
        }
    }
}

/// Advice.
impl Notebook {
    /// The visitor wants to hear no more about an item, as long as this visit lasts.
    pub fn dismiss_hints(self, item: ItemId) {
        self.unadvised.update_value(|items| items.push(item));
    }
}

/// Keeping the draft.
impl Notebook {
    /// Saves the draft now, unless there is nothing to save or the visitor has to choose first.
    pub fn save(self) {
        self.tell(Keeper::save);
        self.show_facts();
    }

    /// The draft as the text of a file, in the format of the storage. It counts as a backup.
    pub fn backup(self) -> String {
        let now = clock::now();
        self.keeping.with_value(|keeping| {
            if let Some(storage) = &keeping.storage {
                // It is shown now, and forgotten where there is no room for it.
                let _ = storage.write(BACKUP_KEY, &now.to_string());
            }
        });
        self.facts.update(|facts| facts.last_backup = Some(now));
        let draft = self.draft.read_untracked();
        self.keeping.with_value(|keeping| keeping.keeper.backup(&draft, now))
    }

    /// Out of two versions, this tab's: the other tab's is set aside.
    pub fn keep_this_version(self) {
        let chosen = self.draft.with_untracked(Clone::clone);
        self.choose(chosen);
    }

    /// Out of two versions, the other tab's: this tab's is set aside.
    pub fn take_other_version(self) {
        if let Some(other) = self.other.get_untracked() {
            self.choose(other.record.proposal);
        }
    }

    /// Out of two versions, this tab's with these edits: both are set aside.
    pub fn keep_this_version_with(self, edits: Vec<Edit>) {
        let mut chosen = self.draft.with_untracked(Clone::clone);
        for edit in edits {
            // What no longer fits, since the visitor has gone on typing, is left out.
            let _ = chosen.apply(edit);
        }
        self.choose(chosen);
    }

    /// Lets go of the stored text that could not be read; it stays where it was set aside.
    pub fn dismiss_set_aside(self) {
        self.set_aside.set(None);
    }

    /// Removes a version that was set aside, for good.
    pub fn remove_copy(self, copy: &Copy) {
        self.tell(|keeper, _, _| keeper.remove_copy(copy));
    }

    fn choose(self, chosen: Proposal) {
        let Some(other) = self.other.get_untracked() else { return };
        let is_done = self.tell(|keeper, draft, now| keeper.choose(&chosen, draft, &other, now));
        if is_done == Some(true) && self.draft.with_untracked(|draft| *draft != chosen) {
            self.show(chosen);
        }
    }

    /// The page is hidden or left: it may be the last moment to do something.
    fn leave(self) {
        self.tell(Keeper::leave);
    }

    /// Whether something would be lost if the page went now, and nothing can be done about it.
    fn would_be_lost(self) -> bool {
        self.save();
        let is_unsaved = self.keeping.with_value(|keeping| keeping.keeper.has_unsaved_changes());
        is_unsaved && !self.draft.with_untracked(Proposal::is_empty)
    }

    /// Another tab changed what is stored.
    fn look(self) {
        let draft = self.tell(|keeper, draft, _| keeper.look(draft)).flatten();
        if let Some(draft) = draft {
            self.show(draft);
        }
        if self.keeping.with_value(|keeping| keeping.keeper.has_unsaved_changes()) {
            self.save_later();
        }
    }

    /// The journal has answered, or nobody waits for it any more.
    fn recall(self, notes: &[(String, String)]) {
        let is_first = self.keeping.try_update_value(|keeping| {
            if let Some(give_up) = &keeping.give_up {
                give_up.cancel();
            }
            !std::mem::replace(&mut keeping.has_recalled, true)
        });
        if is_first != Some(true) {
            return;
        }
        let found = self.tell(|keeper, draft, now| keeper.recall(notes, draft, now));
        let Some(Found { proposal, set_aside }) = found else { return };
        if let Some(draft) = proposal {
            self.show(draft);
        }
        if set_aside.is_some() {
            self.set_aside.set(set_aside);
        }
        self.save();
    }

    /// Something was changed: it will be saved when typing stops.
    fn touch(self) {
        self.tell(|keeper, _, _| keeper.change());
        self.save_later();
        self.ask_to_persist();
    }

    fn save_later(self) {
        let save_later = self.keeping.with_value(|keeping| keeping.save_later.clone());
        if let Some(save_later) = save_later {
            save_later.restart();
        }
    }

    /// Asked once, when there is something worth keeping: Firefox asks the visitor in turn.
    fn ask_to_persist(self) {
        let is_due = self.keeping.try_update_value(|keeping| {
            keeping.storage.is_some() && !std::mem::replace(&mut keeping.has_asked_to_persist, true)
        });
        if is_due == Some(true) && self.facts.get_untracked().persistence != Some(true) {
            spawn_local(async move {
                self.set_persistence(persistence::ask().await);
            });
        }
    }

    fn set_persistence(self, persistence: Option<bool>) {
        self.facts.try_update(|facts| facts.persistence = persistence);
    }

    /// Shows a draft that comes from elsewhere, in place: focus and caret stay where they are.
    fn show(self, draft: Proposal) {
        let caret = Caret::now();
        let back = self.draft.try_update(|shown| shown.apply(Edit::Replace(Box::new(draft))));
        if let Some(back) = back.flatten() {
            self.history.update_value(|history| history.follow(back));
            self.show_turns();
        }
        self.forget_removals();
        self.check();
        if let Some(caret) = caret {
            after_render(move || caret.put_back(carry_caret));
        }
    }

    /// Has the keeper do something with the draft, passes on what it noted, and shows what is true
    /// afterwards.
    fn tell<T>(self, act: impl FnOnce(&mut Keeper<Storage>, &Proposal, u64) -> T) -> Option<T> {
        // All but the act itself exists once in what visitors download.
        let (mut act, mut result) = (Some(act), None);
        self.tell_it(&mut |keeper, draft, now| {
            result = act.take().map(|act| act(keeper, draft, now));
        });
        result
    }

    fn tell_it(self, act: &mut dyn FnMut(&mut Keeper<Storage>, &Proposal, u64)) {
        let Some(draft) = self.draft.try_read_untracked() else { return };
        let mut set_aside = false;
        let saving = self.keeping.try_update_value(|keeping| {
            act(&mut keeping.keeper, &draft, clock::now());
            // Before the journal was read, nothing may be noted over what is in it.
            if keeping.has_recalled {
                for (key, text) in keeping.keeper.take_notes() {
                    set_aside |= key != KEY;
                    if let Some(journal) = &keeping.journal {
                        journal.note(&key, text.as_deref());
                    }
                }
            }
            keeping.keeper.saving()
        });
        drop(draft);
        if let Some(saving) = saving {
            self.set_saving(saving);
        }
        if set_aside {
            self.facts.update(|facts| facts.copies += 1);
        }
    }

    fn set_saving(self, saving: Saving) {
        crash::set_draft_is_saved(matches!(saving, Saving::Untouched | Saving::Saved { .. }));
        if self.saving.get_untracked() != saving {
            self.saving.set(saving);
        }
        let other = matches!(saving, Saving::Conflict { .. })
            .then(|| self.keeping.with_value(|keeping| keeping.keeper.other_version()))
            .flatten();
        if self.other.with_untracked(|shown| *shown != other) {
            self.other.set(other);
        }
    }
}
