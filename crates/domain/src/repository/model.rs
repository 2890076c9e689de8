//! A model of two tabs that share a store and a journal, and of accidents.
//!
//! Every edit types a token that was never typed before. Whatever the order in which the tabs edit,
//! save, hear of each other, reload, crash or lose the whole browser, whenever the journal answers,
//! if ever, and whatever the visitor chooses: each token that was in a draft of which a tab said that
//! it was saved must be found in what is stored, as the draft or as an archived version. Only what
//! neither the journal nor the disk had yet may go with the browser.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use proptest::prelude::*;

use super::{Blocked, DraftRepository, KEY, KeyValueStore, Loaded, Saving, WriteError};
use crate::{Edit, Edition, Field, Proposal, differences, stored};

pub(super) const EDITION: Edition = Edition { key: "2024-01-09", days: &[] };

/// What the tabs share.
#[derive(Debug, Default)]
pub(super) struct World {
    /// The local storage, as tabs see it.
    pub(super) memory: BTreeMap<String, String>,
    /// The local storage, as the disk has it.
    disk: BTreeMap<String, String>,
    /// The journal, which reaches the disk at once.
    journal: BTreeMap<String, String>,
    pub(super) is_full: bool,
    pub(super) is_blocked: bool,
}

impl World {
    /// Every text that is stored or entered in the journal, archived ones included.
    fn texts(&self) -> impl Iterator<Item = &str> {
        self.memory.values().chain(self.journal.values()).map(String::as_str)
    }
}

#[derive(Clone, Debug, Default)]
pub(super) struct SharedStore(pub(super) Rc<RefCell<World>>);

impl KeyValueStore for SharedStore {
    fn read(&self, key: &str) -> Result<Option<String>, Blocked> {
        let world = self.0.borrow();
        if world.is_blocked { Err(Blocked) } else { Ok(world.memory.get(key).cloned()) }
    }

    fn write(&self, key: &str, text: &str) -> Result<(), WriteError> {
        let mut world = self.0.borrow_mut();
        if world.is_blocked {
            return Err(WriteError::Refused);
        }
        if world.is_full {
            return Err(WriteError::Full);
        }
        world.memory.insert(key.to_owned(), text.to_owned());
        Ok(())
    }

    fn remove(&self, key: &str) {
        self.0.borrow_mut().memory.remove(key);
    }

    fn keys(&self) -> Vec<String> {
        self.0.borrow().memory.keys().cloned().collect()
    }
}

/// One tab.
#[derive(Debug)]
pub(super) struct Tab {
    pub(super) repository: DraftRepository<SharedStore>,
    pub(super) draft: Proposal,
}

impl Tab {
    pub(super) fn open(store: &SharedStore, now: u64) -> Self {
        let usable = !store.0.borrow().is_blocked;
        let (repository, loaded) =
            DraftRepository::open(usable.then(|| store.clone()), EDITION, now);
        Self { repository, draft: loaded.proposal.unwrap_or_default() }
    }

    pub(super) fn set(&mut self, field: Field, value: &str) {
        self.draft.apply(Edit::Text { field, value: value.to_owned() });
        self.repository.change();
    }

    pub(super) fn save(&mut self, now: u64) -> Saving {
        self.repository.save(&self.draft, now);
        self.repository.saving()
    }

    pub(super) fn refresh(&mut self) {
        let loaded = self.repository.refresh(&self.draft);
        self.show(&loaded);
    }

    pub(super) fn reconcile(&mut self, journal: &[(String, String)], now: u64) -> Loaded {
        let loaded = self.repository.reconcile(journal, &self.draft, now);
        self.show(&loaded);
        loaded
    }

    fn show(&mut self, loaded: &Loaded) {
        if let Some(draft) = &loaded.proposal {
            self.draft = draft.clone();
        }
    }
}

#[derive(Clone, Copy, Debug)]
enum Step {
    /// The visitor types something.
    Edit,
    /// The pause after typing.
    Save,
    /// The browser tells the tab that another one stored something.
    Refresh,
    /// The page is left, and comes again.
    Reload,
    /// The journal answers.
    Reconcile,
    /// The tab is gone without a word, and comes again.
    Crash,
    /// In a conflict, the visitor chooses this tab's version, the other's, or some of each.
    Choose(Choice),
    /// The browser is gone without a word, and what it had not written to the disk with it.
    KillBrowser,
    /// The browser writes the storage to the disk.
    Flush,
    /// There is no room any more, or there is again.
    Full(bool),
    /// The browser blocks the storage, or no longer does.
    Blocked(bool),
    /// Another program writes something else under the draft's key.
    Disturb,
    /// The visitor clears the site's data.
    Clear,
    /// The visitor asks to store the draft again.
    SaveAgain,
}

#[derive(Clone, Copy, Debug)]
enum Choice {
    Mine,
    Theirs,
    News,
}

fn steps() -> impl Strategy<Value = (usize, Step)> {
    let step = prop_oneof![
        8 => Just(Step::Edit),
        8 => Just(Step::Save),
        5 => Just(Step::Refresh),
        3 => Just(Step::Reconcile),
        2 => Just(Step::Reload),
        2 => Just(Step::Crash),
        4 => prop_oneof![Just(Choice::Mine), Just(Choice::Theirs), Just(Choice::News)]
            .prop_map(Step::Choose),
        1 => Just(Step::KillBrowser),
        2 => Just(Step::Flush),
        2 => any::<bool>().prop_map(Step::Full),
        1 => any::<bool>().prop_map(Step::Blocked),
        1 => Just(Step::Disturb),
        1 => prop_oneof![3 => Just(Step::SaveAgain), 1 => Just(Step::Clear)],
    ];
    (0..2usize, step)
}

struct Model {
    store: SharedStore,
    tabs: [Tab; 2],
    clock: Vec<u64>,
    tokens: usize,
    /// What was reported as saved, and survives all but clearing the site's data.
    saved: BTreeSet<String>,
    /// What was reported as saved, and survives all but that and the end of the browser: the tab
    /// that saved it did not know the journal yet, and it was not written to the disk.
    saved_in_memory: BTreeSet<String>,
}

impl Model {
    /// `clock` is what the device's clock says, step by step: it may go back.
    fn new(clock: Vec<u64>) -> Self {
        let store = SharedStore::default();
        let tabs = [Tab::open(&store, 0), Tab::open(&store, 0)];
        let (saved, saved_in_memory) = Default::default();
        Self { store, tabs, clock, tokens: 0, saved, saved_in_memory }
    }

    fn now(&mut self) -> u64 {
        self.clock.pop().unwrap_or_default()
    }

    fn play(&mut self, index: usize, step: Step) {
        let now = self.now();
        match step {
            Step::Edit => {
                self.tokens += 1;
                let tab = &mut self.tabs[index];
                // Each tab in a field of its own, and both in a third one.
                let field = [Field::Name, Field::Offers, Field::Expectations][self.tokens % 3];
                let value = format!("{}<{}>", tab.draft.text(field).unwrap(), self.tokens);
                tab.set(field, &value);
            }
            Step::Save => {
                self.tabs[index].save(now);
                self.note_own(index);
            }
            Step::Refresh => self.tabs[index].refresh(),
            Step::Reload => {
                let tab = &mut self.tabs[index];
                tab.repository.leave(&tab.draft, now);
                self.note_own(index);
                self.enter();
                self.tabs[index] = Tab::open(&self.store, now);
            }
            Step::Reconcile => {
                if !self.tabs[index].repository.is_reconciled {
                    let journal = self.store.0.borrow().journal.clone();
                    let journal: Vec<_> = journal.into_iter().collect();
                    self.tabs[index].reconcile(&journal, now);
                    // All that is stored was entered, whichever tab wrote it.
                    self.note_saved(index, true);
                }
            }
            Step::Crash => self.tabs[index] = Tab::open(&self.store, now),
            Step::Choose(choice) => {
                self.choose(index, choice, now);
                self.note_own(index);
            }
            Step::KillBrowser => {
                let mut world = self.store.0.borrow_mut();
                world.memory = world.disk.clone();
                drop(world);
                self.saved_in_memory.clear();
                self.tabs = [Tab::open(&self.store, now), Tab::open(&self.store, now)];
            }
            Step::Flush => {
                let mut world = self.store.0.borrow_mut();
                world.disk = world.memory.clone();
                self.saved.append(&mut self.saved_in_memory);
            }
            Step::Full(is_full) => self.store.0.borrow_mut().is_full = is_full,
            Step::Blocked(is_blocked) => self.store.0.borrow_mut().is_blocked = is_blocked,
            Step::Disturb => {
                let mut world = self.store.0.borrow_mut();
                // What it overwrites is lost by no fault of ours: only where nothing is.
                world.memory.entry(KEY.to_owned()).or_insert_with(|| "{}".to_owned());
            }
            Step::Clear => {
                let mut world = self.store.0.borrow_mut();
                world.memory.clear();
                world.disk.clear();
                world.journal.clear();
                self.saved.clear();
                self.saved_in_memory.clear();
            }
            Step::SaveAgain => {
                let repository = &mut self.tabs[index].repository;
                if repository.saving() == Saving::Erased {
                    repository.save_again();
                }
            }
        }
        self.enter();
    }

    fn choose(&mut self, index: usize, choice: Choice, now: u64) {
        let tab = &mut self.tabs[index];
        if !matches!(tab.repository.saving(), Saving::Conflict { .. }) {
            return;
        }
        let Some(other) = tab.repository.other_version() else {
            tab.refresh();
            return;
        };
        let theirs = &other.record.proposal;
        let chosen = match choice {
            Choice::Mine => tab.draft.clone(),
            Choice::Theirs => theirs.clone(),
            Choice::News => {
                let mut merged = tab.draft.clone();
                for difference in differences(&other.base, &tab.draft, theirs) {
                    if difference.is_news {
                        difference.edits.into_iter().for_each(|edit| {
                            merged.apply(edit);
                        });
                    }
                }
                merged
            }
        };
        if tab.repository.choose(&chosen, &tab.draft, &other, now) {
            tab.draft = chosen;
        }
    }

    /// The tab may just have saved its draft.
    fn note_own(&mut self, index: usize) {
        let repository = &self.tabs[index].repository;
        self.note_saved(index, repository.is_reconciled && repository.is_own);
    }

    /// The draft of a tab is saved, if the tab says so and has not missed that something else was
    /// stored, or that all was cleared, since. It is not in the journal while what is there has yet to
    /// be archived.
    fn note_saved(&mut self, index: usize, is_in_journal: bool) {
        let Tab { repository, draft } = &self.tabs[index];
        let is_stored = self.store.0.borrow().memory.get(KEY) == repository.seen.as_ref();
        if is_stored && matches!(repository.saving(), Saving::Saved { .. }) {
            let is_in_journal = is_in_journal && repository.unarchived.is_none();
            let saved = if is_in_journal { &mut self.saved } else { &mut self.saved_in_memory };
            saved.extend(tokens(draft));
        }
    }

    /// What the tabs stored is entered in the journal.
    fn enter(&mut self) {
        for tab in &mut self.tabs {
            for (key, text) in tab.repository.take_journal_entries() {
                let journal = &mut self.store.0.borrow_mut().journal;
                match text {
                    Some(text) => journal.insert(key, text),
                    None => journal.remove(&key),
                };
            }
        }
    }

    fn lost(&self) -> Vec<String> {
        let world = self.store.0.borrow();
        let kept: BTreeSet<String> = world
            .texts()
            .filter_map(|text| stored::decode(text).ok())
            .flat_map(|record| tokens(&record.proposal))
            .collect();
        self.saved.union(&self.saved_in_memory).filter(|it| !kept.contains(*it)).cloned().collect()
    }
}

fn tokens(draft: &Proposal) -> BTreeSet<String> {
    let texts = [&draft.name, &draft.offers, &draft.expectations];
    texts.into_iter().flat_map(|text| text.split_inclusive('>')).map(str::to_owned).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn what_was_reported_as_saved_is_never_lost(
        steps in prop::collection::vec(steps(), 1..40),
        clock in prop::collection::vec(0u64..1_000, 40),
    ) {
        let mut model = Model::new(clock);
        for (at, (tab, step)) in steps.into_iter().enumerate() {
            model.play(tab, step);
            prop_assert_eq!(model.lost(), Vec::<String>::new(), "after step {}: {:?}", at, step);
        }
    }

    /// Once there are no more accidents, both tabs come to show the same, and it is what is stored,
    /// whether or not the journal ever answered.
    #[test]
    fn in_the_end_all_agree(
        steps in prop::collection::vec(steps(), 1..40),
        clock in prop::collection::vec(0u64..1_000_000, 70),
        journal_answers in any::<bool>(),
    ) {
        let mut model = Model::new(clock);
        for (tab, step) in steps {
            model.play(tab, step);
        }
        model.play(0, Step::Blocked(false));
        model.play(0, Step::Full(false));
        // A tab that was opened without storage has none until it is opened again.
        for tab in 0..2 {
            if model.tabs[tab].repository.saving() == Saving::MemoryOnly {
                model.play(tab, Step::Reload);
            }
        }
        for tab in [0, 1, 0, 1] {
            if journal_answers {
                model.play(tab, Step::Reconcile);
            }
            for step in [
                Step::Refresh,
                Step::SaveAgain,
                Step::Save,
                Step::Choose(Choice::News),
                Step::Save,
            ] {
                model.play(tab, step);
            }
        }
        let [one, other] = &model.tabs;
        prop_assert!(one.draft.says_the_same_as(&other.draft), "{:?}\n{:?}", one, other);
        for tab in &model.tabs {
            let saving = tab.repository.saving();
            prop_assert!(matches!(saving, Saving::Saved { .. } | Saving::Untouched), "{:?}", saving);
            if matches!(saving, Saving::Saved { .. }) {
                let text = model.store.read(KEY).unwrap().unwrap();
                let stored = stored::decode(&text).unwrap().proposal;
                prop_assert!(tab.draft.says_the_same_as(&stored));
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    /// What was cleared is not stored again before something is edited, or the visitor asks to.
    #[test]
    fn what_the_visitor_cleared_stays_cleared(
        steps in prop::collection::vec(steps(), 1..30),
        later in prop::collection::vec(steps(), 1..10),
    ) {
        let mut model = Model::new(Vec::new());
        for (tab, step) in steps {
            model.play(tab, step);
        }
        for step in [Step::Blocked(false), Step::Full(false)] {
            model.play(0, step);
        }
        // Nothing is left to be stored.
        if model.tabs.iter().any(|tab| tab.repository.has_unsaved_changes()) {
            return Ok(());
        }
        model.play(0, Step::Clear);
        for (tab, step) in later {
            // A tab that cannot read the storage cannot see that it was cleared.
            if !matches!(
                step,
                Step::Edit | Step::SaveAgain | Step::Disturb | Step::Blocked(_)
            ) {
                model.play(tab, step);
            }
        }
        let world = model.store.0.borrow();
        prop_assert!(world.memory.is_empty() && world.journal.is_empty(), "{:?}", world);
    }
}
