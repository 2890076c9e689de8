//! A world of tabs that share a shelf, and accidents.
//!
//! Every edit types a token that was never typed before. Whatever the order in which two tabs edit,
//! save, hear of each other, reload, crash or lose the whole browser, and whatever the visitor
//! chooses: each token that was ever in a draft of which a tab said that it was saved must be found
//! in what is stored, as the draft or set aside.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use proptest::prelude::*;

use super::{Blocked, KEY, Keeper, Saving, Shelf, WriteError};
use crate::{Edit, Field, Proposal, differences, stored};

/// What the tabs share.
#[derive(Debug, Default)]
pub(super) struct World {
    /// The local storage, as tabs see it.
    pub(super) memory: BTreeMap<String, String>,
    /// The local storage, as the disk has it.
    disk: BTreeMap<String, String>,
    /// The second place, which reaches the disk at once.
    second: BTreeMap<String, String>,
    pub(super) is_full: bool,
    pub(super) is_blocked: bool,
}

impl World {
    /// Every text that is stored, set aside ones included.
    fn texts(&self) -> impl Iterator<Item = &str> {
        self.memory.values().map(String::as_str)
    }
}

#[derive(Clone, Debug, Default)]
pub(super) struct SharedShelf(pub(super) Rc<RefCell<World>>);

impl Shelf for SharedShelf {
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
    pub(super) keeper: Keeper<SharedShelf>,
    pub(super) draft: Proposal,
}

impl Tab {
    pub(super) fn open(shelf: &SharedShelf, now: u64) -> Self {
        let usable = !shelf.0.borrow().is_blocked;
        let (keeper, found) = Keeper::open(usable.then(|| shelf.clone()), now);
        Self { keeper, draft: found.proposal.unwrap_or_default() }
    }

    pub(super) fn set(&mut self, field: Field, value: &str) {
        self.draft.apply(Edit::Text { field, value: value.to_owned() });
        self.keeper.change();
    }

    pub(super) fn look(&mut self) {
        if let Some(draft) = self.keeper.look(&self.draft) {
            self.draft = draft;
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
    Hear,
    /// The page is left, and comes again.
    Reload,
    /// The second place answers what was noted there.
    Recall,
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
    /// Somebody writes something else under the draft's key.
    Disturb,
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
        5 => Just(Step::Hear),
        4 => Just(Step::Recall),
        2 => Just(Step::Reload),
        2 => Just(Step::Crash),
        4 => prop_oneof![Just(Choice::Mine), Just(Choice::Theirs), Just(Choice::News)]
            .prop_map(Step::Choose),
        1 => Just(Step::KillBrowser),
        2 => Just(Step::Flush),
        2 => any::<bool>().prop_map(Step::Full),
        1 => any::<bool>().prop_map(Step::Blocked),
        1 => Just(Step::Disturb),
    ];
    (0..2usize, step)
}

struct Play {
    shelf: SharedShelf,
    tabs: [Tab; 2],
    clock: Vec<u64>,
    tokens: usize,
    reported: BTreeSet<String>,
}

impl Play {
    /// `clock` is what the device's clock says, step by step: it may go back.
    fn new(clock: Vec<u64>) -> Self {
        let shelf = SharedShelf::default();
        let tabs = [Tab::open(&shelf, 0), Tab::open(&shelf, 0)];
        Self { shelf, tabs, clock, tokens: 0, reported: BTreeSet::new() }
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
                let tab = &mut self.tabs[index];
                tab.keeper.save(&tab.draft, now);
            }
            Step::Hear => self.tabs[index].look(),
            Step::Reload => {
                let tab = &mut self.tabs[index];
                tab.keeper.leave(&tab.draft, now);
                self.note();
                self.tabs[index] = Tab::open(&self.shelf, now);
            }
            Step::Recall => self.recall(index, now),
            Step::Crash => self.tabs[index] = Tab::open(&self.shelf, now),
            Step::Choose(choice) => self.choose(index, choice, now),
            Step::KillBrowser => {
                let mut world = self.shelf.0.borrow_mut();
                world.memory = world.disk.clone();
                drop(world);
                self.tabs = [Tab::open(&self.shelf, now), Tab::open(&self.shelf, now)];
            }
            Step::Flush => {
                let mut world = self.shelf.0.borrow_mut();
                world.disk = world.memory.clone();
            }
            Step::Full(is_full) => self.shelf.0.borrow_mut().is_full = is_full,
            Step::Blocked(is_blocked) => self.shelf.0.borrow_mut().is_blocked = is_blocked,
            Step::Disturb => {
                let mut world = self.shelf.0.borrow_mut();
                // What it overwrites is lost by no fault of ours: only where nothing is.
                world.memory.entry(KEY.to_owned()).or_insert_with(|| "{}".to_owned());
            }
        }
        self.note();
    }

    fn choose(&mut self, index: usize, choice: Choice, now: u64) {
        let tab = &mut self.tabs[index];
        if !matches!(tab.keeper.saving(), Saving::Conflict { .. }) {
            return;
        }
        let Some(other) = tab.keeper.other_version() else {
            tab.look();
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
        if tab.keeper.choose(&chosen, &tab.draft, &other, now) {
            tab.draft = chosen;
        }
    }

    fn recall(&mut self, index: usize, now: u64) {
        let tab = &mut self.tabs[index];
        if tab.keeper.has_recalled {
            return;
        }
        let notes: Vec<_> = self.shelf.0.borrow().second.clone().into_iter().collect();
        if let Some(draft) = tab.keeper.recall(&notes, &tab.draft, now).proposal {
            tab.draft = draft;
        }
    }

    /// What the tabs wrote reaches the second place, and what they say is written down.
    fn note(&mut self) {
        for tab in self.tabs.iter_mut().filter(|tab| tab.keeper.has_recalled) {
            for (key, text) in tab.keeper.take_notes() {
                let second = &mut self.shelf.0.borrow_mut().second;
                match text {
                    Some(text) => second.insert(key, text),
                    None => second.remove(&key),
                };
            }
            if matches!(tab.keeper.saving(), Saving::Saved { .. }) {
                self.reported.extend(tokens(&tab.draft));
            }
        }
    }

    fn lost(&self) -> Vec<String> {
        let world = self.shelf.0.borrow();
        // While the storage is full, what the disk lost waits in the second place.
        let all = world.texts().chain(world.second.values().map(String::as_str));
        let kept: BTreeSet<String> = all
            .filter_map(|text| stored::decode(text).ok())
            .flat_map(|record| tokens(&record.proposal))
            .collect();
        self.reported.difference(&kept).cloned().collect()
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
        let mut play = Play::new(clock);
        for (at, (tab, step)) in steps.into_iter().enumerate() {
            play.play(tab, step);
            prop_assert_eq!(play.lost(), Vec::<String>::new(), "after step {}: {:?}", at, step);
        }
    }

    /// Once there are no more accidents, both tabs come to show the same, and it is what is stored.
    #[test]
    fn in_the_end_all_agree(
        steps in prop::collection::vec(steps(), 1..40),
        clock in prop::collection::vec(0u64..1_000_000, 60),
    ) {
        let mut play = Play::new(clock);
        for (tab, step) in steps {
            play.play(tab, step);
        }
        play.play(0, Step::Blocked(false));
        play.play(0, Step::Full(false));
        // A tab that was opened without storage has none until it is opened again.
        for tab in 0..2 {
            if play.tabs[tab].keeper.saving() == Saving::MemoryOnly {
                play.play(tab, Step::Reload);
            }
        }
        for tab in [0, 1, 0, 1] {
            for step in [Step::Recall, Step::Hear, Step::Save, Step::Choose(Choice::News), Step::Save] {
                play.play(tab, step);
            }
        }
        let [one, other] = &play.tabs;
        prop_assert!(one.draft.says_the_same_as(&other.draft), "{:?}\n{:?}", one, other);
        for tab in &play.tabs {
            let saving = tab.keeper.saving();
            prop_assert!(matches!(saving, Saving::Saved { .. } | Saving::Untouched), "{:?}", saving);
            if matches!(saving, Saving::Saved { .. }) {
                let text = play.shelf.read(KEY).unwrap().unwrap();
                let stored = stored::decode(&text).unwrap().proposal;
                prop_assert!(tab.draft.says_the_same_as(&stored));
            }
        }
    }
}
