//! One test per fault of docs/reliability.md that needs no browser.

use super::model::{SharedShelf, Tab};
use super::{ASIDE, Blocked, KEY, Keeper, Saving, Shelf, WriteError};
use crate::stored::{self, DecodeError};
use crate::{Field, Proposal};

const SAMPLE: &str = include_str!("../../fixtures/record-v2.json");
const NEWER: &str = r#"{"format":"bluehats-participation","version":3,"novelty":[1]}"#;

fn shelf_with(text: &str) -> SharedShelf {
    let shelf = SharedShelf::default();
    shelf.write(KEY, text).unwrap();
    shelf
}

fn stored(shelf: &SharedShelf) -> Proposal {
    stored::decode(&shelf.read(KEY).unwrap().unwrap()).unwrap().proposal
}

fn aside(shelf: &SharedShelf) -> Vec<String> {
    let keys = shelf.keys().into_iter().filter(|key| key.starts_with(ASIDE));
    keys.map(|key| shelf.read(&key).unwrap().unwrap()).collect()
}

/// A tab in which this was typed.
fn tab_with(shelf: &SharedShelf, name: &str) -> Tab {
    let mut tab = Tab::open(shelf, 1);
    tab.keeper.recall(&[], &Proposal::default(), 1);
    tab.set(Field::Name, name);
    tab
}

fn save(tab: &mut Tab, now: u64) -> Saving {
    tab.keeper.save(&tab.draft, now);
    tab.keeper.saving()
}

#[test]
fn storage_that_is_blocked_at_the_start_leaves_the_draft_in_memory() {
    let shelf = SharedShelf::default();
    shelf.0.borrow_mut().is_blocked = true;
    let mut tab = tab_with(&shelf, "Zoé");
    assert_eq!(save(&mut tab, 2), Saving::MemoryOnly);
    assert!(tab.keeper.has_unsaved_changes());
    assert_eq!(tab.draft.name, "Zoé");
}

#[test]
fn storage_that_is_blocked_later_is_said_and_tried_again() {
    let shelf = SharedShelf::default();
    let mut tab = tab_with(&shelf, "Zoé");
    shelf.0.borrow_mut().is_blocked = true;
    assert_eq!(save(&mut tab, 2), Saving::Failed(WriteError::Refused));
    shelf.0.borrow_mut().is_blocked = false;
    assert_eq!(save(&mut tab, 3), Saving::Saved { at: 3 });
    assert_eq!(stored(&shelf).name, "Zoé");
}

#[test]
fn a_full_storage_is_said_and_keeps_the_last_saved_draft() {
    let shelf = SharedShelf::default();
    let mut tab = tab_with(&shelf, "Zoé");
    save(&mut tab, 2);
    shelf.0.borrow_mut().is_full = true;
    tab.set(Field::Name, "Zoé Durand");
    assert_eq!(tab.keeper.saving(), Saving::Unsaved);
    assert_eq!(save(&mut tab, 3), Saving::Failed(WriteError::Full));
    tab.set(Field::Name, "Zoé Durand !");
    assert_eq!(tab.keeper.saving(), Saving::Failed(WriteError::Full), "it stays in view");
    assert_eq!(stored(&shelf).name, "Zoé");
    shelf.0.borrow_mut().is_full = false;
    assert_eq!(save(&mut tab, 4), Saving::Saved { at: 4 });
    assert_eq!(stored(&shelf).name, "Zoé Durand !");
}

/// A browser that says that it has stored a text, and has not.
#[derive(Debug)]
struct Forgetful;

impl Shelf for Forgetful {
    fn read(&self, _: &str) -> Result<Option<String>, Blocked> {
        Ok(None)
    }

    fn write(&self, _: &str, _: &str) -> Result<(), WriteError> {
        Ok(())
    }

    fn remove(&self, _: &str) {}

    fn keys(&self) -> Vec<String> {
        Vec::new()
    }
}

#[test]
fn what_was_written_is_read_again() {
    let (mut keeper, _) = Keeper::open(Some(Forgetful), 1);
    keeper.recall(&[], &Proposal::default(), 1);
    keeper.change();
    keeper.save(&Proposal::default(), 2);
    assert_eq!(keeper.saving(), Saving::Failed(WriteError::Refused));
    assert_eq!(keeper.take_notes(), []);
}

#[test]
fn a_record_cut_at_any_byte_is_set_aside_whole() {
    let whole = SAMPLE.trim_end();
    for (end, _) in whole.char_indices() {
        let cut = &whole[..end];
        let shelf = shelf_with(cut);
        let (_, found) = Keeper::open(Some(shelf.clone()), 1);
        assert_eq!(found.set_aside.unwrap().text, cut);
        assert_eq!(aside(&shelf), [cut]);
        let mut tab = tab_with(&shelf, "Zoé");
        assert!(matches!(save(&mut tab, 2), Saving::Saved { .. }), "cut at byte {end}");
        assert!(aside(&shelf).iter().any(|copy| copy == cut), "cut at byte {end}");
    }
}

#[test]
fn what_is_not_ours_or_newer_is_set_aside_at_the_start_and_one_goes_on() {
    for (text, reason) in
        [("{\"theme\":\"dark\"}", DecodeError::Foreign), (NEWER, DecodeError::Newer { version: 3 })]
    {
        let shelf = shelf_with(text);
        let (mut keeper, found) = Keeper::open(Some(shelf.clone()), 1);
        assert_eq!(found.set_aside.unwrap().reason, reason);
        assert_eq!(keeper.saving(), Saving::Untouched);
        keeper.recall(&[], &Proposal::default(), 1);
        keeper.change();
        keeper.save(&Proposal { name: "Zoé".to_owned(), ..Proposal::default() }, 2);
        assert_eq!(keeper.saving(), Saving::Saved { at: 2 });
        assert_eq!(aside(&shelf), [text]);
    }
}

#[test]
fn without_room_to_set_it_aside_an_unreadable_text_is_not_overwritten() {
    let shelf = shelf_with("{}");
    shelf.0.borrow_mut().is_full = true;
    let mut tab = tab_with(&shelf, "Zoé");
    assert_eq!(save(&mut tab, 2), Saving::Failed(WriteError::Full));
    assert_eq!(shelf.read(KEY), Ok(Some("{}".to_owned())));
    shelf.0.borrow_mut().is_full = false;
    assert!(matches!(save(&mut tab, 3), Saving::Saved { .. }));
    assert_eq!(aside(&shelf), ["{}"]);
}

#[test]
fn a_tab_that_sees_a_newer_schema_stops_writing() {
    let shelf = SharedShelf::default();
    let mut tab = tab_with(&shelf, "Zoé");
    save(&mut tab, 2);
    shelf.write(KEY, NEWER).unwrap();
    for heard in [true, false] {
        if heard {
            tab.look();
            assert_eq!(tab.keeper.saving(), Saving::Newer);
        }
        tab.set(Field::Name, "Zoé Durand");
        assert_eq!(save(&mut tab, 3), Saving::Newer);
        assert_eq!(shelf.read(KEY).unwrap().unwrap(), NEWER);
    }
    tab.keeper.leave(&tab.draft, 4);
    tab.keeper.leave(&tab.draft, 5);
    let copies = aside(&shelf);
    assert_eq!(copies.len(), 1, "what was typed since is set aside, once");
    assert_eq!(stored::decode(&copies[0]).unwrap().proposal.name, "Zoé Durand");
}

#[test]
fn a_clock_that_was_set_back_changes_nothing() {
    let shelf = SharedShelf::default();
    let mut tab = tab_with(&shelf, "Zoé");
    save(&mut tab, 1_000_000);
    let mut other = Tab::open(&shelf, 1_000_000);
    other.keeper.recall(&[], &tab.draft, 1_000_000);
    tab.set(Field::Name, "Zoé Durand");
    assert_eq!(save(&mut tab, 5), Saving::Saved { at: 5 });
    other.look();
    assert_eq!(other.draft.name, "Zoé Durand");
    assert_eq!(stored::decode(&shelf.read(KEY).unwrap().unwrap()).unwrap().revision, 2);
}

#[test]
fn the_same_change_in_two_tabs_is_no_conflict() {
    let shelf = SharedShelf::default();
    let (mut one, mut other) = (tab_with(&shelf, "Zoé"), tab_with(&shelf, "Zoé"));
    save(&mut one, 2);
    assert_eq!(save(&mut other, 3), Saving::Saved { at: 2 });
}

#[test]
fn of_two_versions_the_one_that_is_not_chosen_is_set_aside() {
    for keep_mine in [true, false] {
        let shelf = SharedShelf::default();
        let (mut mine, mut theirs) = (tab_with(&shelf, "ici"), tab_with(&shelf, "là-bas"));
        save(&mut theirs, 2);
        assert_eq!(save(&mut mine, 3), Saving::Conflict { no_room: false });
        assert_eq!(stored(&shelf).name, "là-bas");
        let other = mine.keeper.other_version().unwrap();
        let chosen = if keep_mine { mine.draft.clone() } else { other.record.proposal.clone() };
        assert!(mine.keeper.choose(&chosen, &mine.draft, &other, 4));
        assert!(matches!(mine.keeper.saving(), Saving::Saved { .. }));
        assert_eq!(stored(&shelf), chosen);
        let copies = aside(&shelf);
        let names = copies.iter().map(|text| stored::decode(text).unwrap().proposal.name);
        let left = if keep_mine { "là-bas" } else { "ici" };
        assert_eq!(names.collect::<Vec<_>>(), [left]);
    }
}

#[test]
fn a_choice_without_room_or_about_an_older_version_does_nothing() {
    let shelf = SharedShelf::default();
    let (mut mine, mut theirs) = (tab_with(&shelf, "ici"), tab_with(&shelf, "là-bas"));
    save(&mut theirs, 2);
    save(&mut mine, 3);
    let other = mine.keeper.other_version().unwrap();
    shelf.0.borrow_mut().is_full = true;
    let chosen = mine.draft.clone();
    assert!(!mine.keeper.choose(&chosen, &chosen, &other, 4));
    assert_eq!(mine.keeper.saving(), Saving::Conflict { no_room: true });
    shelf.0.borrow_mut().is_full = false;
    theirs.set(Field::Name, "là-bas aussi");
    save(&mut theirs, 5);
    assert!(!mine.keeper.choose(&chosen, &chosen, &other, 6));
    assert_eq!(mine.keeper.saving(), Saving::Conflict { no_room: false });
    assert_eq!(stored(&shelf).name, "là-bas aussi");
    assert_eq!(mine.keeper.other_version().unwrap().record.proposal.name, "là-bas aussi");
}

#[test]
fn leaving_in_a_conflict_sets_this_version_aside() {
    let shelf = SharedShelf::default();
    let (mut mine, mut theirs) = (tab_with(&shelf, "ici"), tab_with(&shelf, "là-bas"));
    save(&mut theirs, 2);
    save(&mut mine, 3);
    mine.keeper.leave(&mine.draft, 4);
    let copies = mine.keeper.copies();
    assert_eq!(copies.len(), 1);
    assert_eq!(stored::decode(&copies[0].text).unwrap().proposal.name, "ici");
    mine.keeper.remove_copy(&copies[0]);
    assert_eq!(mine.keeper.copies(), []);
}

#[test]
fn a_storage_that_somebody_emptied_is_filled_again() {
    let shelf = SharedShelf::default();
    let mut tab = tab_with(&shelf, "Zoé");
    save(&mut tab, 2);
    shelf.remove(KEY);
    tab.look();
    assert_eq!(tab.keeper.saving(), Saving::Unsaved);
    save(&mut tab, 3);
    assert_eq!(stored(&shelf).name, "Zoé");
}

/// What the second place holds once all notes have come there.
fn second_place(tab: &mut Tab) -> Vec<(String, String)> {
    tab.keeper.take_notes().into_iter().filter_map(|(key, text)| Some((key, text?))).collect()
}

#[test]
fn what_the_disk_lost_is_brought_back() {
    let shelf = SharedShelf::default();
    let mut tab = tab_with(&shelf, "Zoé");
    save(&mut tab, 2);
    let on_disk = shelf.read(KEY).unwrap().unwrap();
    tab.set(Field::Name, "Zoé Durand");
    save(&mut tab, 3);
    let notes = vec![second_place(&mut tab).pop().unwrap()];
    for lost in [Some(on_disk.as_str()), None, Some("{\"format\":\"blue")] {
        shelf.0.borrow_mut().memory.clear();
        if let Some(text) = lost {
            shelf.write(KEY, text).unwrap();
        }
        let mut tab = Tab::open(&shelf, 4);
        let found = tab.keeper.recall(&notes, &tab.draft, 4);
        assert_eq!(found.proposal.unwrap().name, "Zoé Durand");
        assert_eq!(tab.keeper.saving(), Saving::Saved { at: 3 });
        assert_eq!(stored(&shelf).name, "Zoé Durand");
    }
}

#[test]
fn nothing_is_stored_before_the_second_place_answered() {
    let shelf = SharedShelf::default();
    let mut tab = tab_with(&shelf, "avant");
    save(&mut tab, 2);
    let notes = second_place(&mut tab);
    shelf.0.borrow_mut().memory.clear();
    let mut tab = Tab::open(&shelf, 3);
    tab.set(Field::Name, "vite");
    assert_eq!(save(&mut tab, 4), Saving::Unsaved);
    tab.keeper.leave(&tab.draft, 5);
    assert_eq!(aside(&shelf).len(), 1, "leaving the page then loses nothing either");
    assert_eq!(tab.keeper.recall(&notes, &tab.draft, 6).proposal, None);
    assert_eq!(tab.keeper.saving(), Saving::Conflict { no_room: false });
    assert_eq!(tab.keeper.other_version().unwrap().record.proposal.name, "avant");
}
