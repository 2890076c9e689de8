//! One test per fault of docs/reliability.md that needs no browser.

use std::collections::BTreeMap;

use super::model::{EDITION, SharedStore, Tab};
use super::{
    ARCHIVE_PREFIX, Blocked, DraftRepository, KEY, KeyValueStore, Loaded, Saving, WriteError,
};
use crate::stored::{self, DecodeError};
use crate::{Date, Edition, Field, Proposal};

const SAMPLE: &str = include_str!("../../fixtures/record-v3.json");
const NEWER: &str = r#"{"format":"bluehats-participation","version":4,"novelty":[1]}"#;

fn store_with(text: &str) -> SharedStore {
    let store = SharedStore::default();
    store.write(KEY, text).unwrap();
    store
}

fn stored(store: &SharedStore) -> Proposal {
    stored::decode(&store.read(KEY).unwrap().unwrap()).unwrap().proposal
}

fn archived(store: &SharedStore) -> Vec<String> {
    let keys = store.keys().into_iter().filter(|key| key.starts_with(ARCHIVE_PREFIX));
    keys.map(|key| store.read(&key).unwrap().unwrap()).collect()
}

/// A tab in which this was typed.
fn tab_with(store: &SharedStore, name: &str) -> Tab {
    let mut tab = Tab::open(store, 1);
    tab.reconcile(&[], 1);
    tab.set(Field::Name, name);
    tab
}

#[test]
fn storage_that_is_blocked_at_the_start_leaves_the_draft_in_memory() {
    let store = SharedStore::default();
    store.0.borrow_mut().is_blocked = true;
    let mut tab = tab_with(&store, "Zoé");
    assert_eq!(tab.save(2), Saving::MemoryOnly);
    assert!(tab.repository.has_unsaved_changes());
    assert_eq!(tab.draft.name, "Zoé");
}

#[test]
fn storage_that_is_blocked_later_is_said_and_tried_again() {
    let store = SharedStore::default();
    let mut tab = tab_with(&store, "Zoé");
    store.0.borrow_mut().is_blocked = true;
    assert_eq!(tab.save(2), Saving::Failed(WriteError::Refused));
    store.0.borrow_mut().is_blocked = false;
    assert_eq!(tab.save(3), Saving::Saved { at: 3 });
    assert_eq!(stored(&store).name, "Zoé");
}

#[test]
fn a_full_storage_is_said_and_keeps_the_last_saved_draft() {
    let store = SharedStore::default();
    let mut tab = tab_with(&store, "Zoé");
    tab.save(2);
    store.0.borrow_mut().is_full = true;
    tab.set(Field::Name, "Zoé Durand");
    assert_eq!(tab.repository.saving(), Saving::Unsaved);
    assert_eq!(tab.save(3), Saving::Failed(WriteError::Full));
    tab.set(Field::Name, "Zoé Durand !");
    assert_eq!(tab.repository.saving(), Saving::Failed(WriteError::Full), "it stays in view");
    assert_eq!(stored(&store).name, "Zoé");
    store.0.borrow_mut().is_full = false;
    assert_eq!(tab.save(4), Saving::Saved { at: 4 });
    assert_eq!(stored(&store).name, "Zoé Durand !");
}

/// A browser that says that it has stored a text, and has not.
#[derive(Debug)]
struct Forgetful;

impl KeyValueStore for Forgetful {
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
    let (mut repository, _) = DraftRepository::open(Some(Forgetful), EDITION, 1);
    repository.reconcile(&[], &Proposal::default(), 1);
    repository.change();
    repository.save(&Proposal::default(), 2);
    assert_eq!(repository.saving(), Saving::Failed(WriteError::Refused));
    assert_eq!(repository.take_journal_entries(), []);
}

#[test]
fn a_record_truncated_at_any_byte_is_quarantined_whole() {
    let whole = SAMPLE.trim_end();
    for (end, _) in whole.char_indices() {
        let cut = &whole[..end];
        let store = store_with(cut);
        let (_, loaded) = DraftRepository::open(Some(store.clone()), EDITION, 1);
        assert_eq!(loaded.quarantined.unwrap().text, cut);
        assert_eq!(archived(&store), [cut]);
        let mut tab = tab_with(&store, "Zoé");
        assert!(matches!(tab.save(2), Saving::Saved { .. }), "cut at byte {end}");
        assert!(archived(&store).iter().any(|copy| copy == cut), "cut at byte {end}");
    }
}

#[test]
fn what_is_foreign_or_newer_is_quarantined_at_the_start_and_one_goes_on() {
    for (text, reason) in
        [("{\"theme\":\"dark\"}", DecodeError::Foreign), (NEWER, DecodeError::Newer { version: 4 })]
    {
        let store = store_with(text);
        let (mut repository, loaded) = DraftRepository::open(Some(store.clone()), EDITION, 1);
        assert_eq!(loaded.quarantined.unwrap().reason, reason);
        assert_eq!(repository.saving(), Saving::Untouched);
        repository.reconcile(&[], &Proposal::default(), 1);
        repository.change();
        repository.save(&Proposal { name: "Zoé".to_owned(), ..Proposal::default() }, 2);
        assert_eq!(repository.saving(), Saving::Saved { at: 2 });
        assert_eq!(archived(&store), [text]);
    }
}

#[test]
fn without_room_to_quarantine_it_an_unreadable_text_is_not_overwritten() {
    let store = store_with("{}");
    store.0.borrow_mut().is_full = true;
    let mut tab = tab_with(&store, "Zoé");
    assert_eq!(tab.save(2), Saving::Failed(WriteError::Full));
    assert_eq!(store.read(KEY), Ok(Some("{}".to_owned())));
    store.0.borrow_mut().is_full = false;
    assert!(matches!(tab.save(3), Saving::Saved { .. }));
    assert_eq!(archived(&store), ["{}"]);
}

#[test]
fn a_tab_that_sees_a_newer_schema_stops_writing() {
    let store = SharedStore::default();
    let mut tab = tab_with(&store, "Zoé");
    tab.save(2);
    store.write(KEY, NEWER).unwrap();
    for heard in [true, false] {
        if heard {
            tab.refresh();
            assert_eq!(tab.repository.saving(), Saving::Newer);
        }
        tab.set(Field::Name, "Zoé Durand");
        assert_eq!(tab.save(3), Saving::Newer);
        assert_eq!(store.read(KEY).unwrap().unwrap(), NEWER);
    }
    tab.repository.leave(&tab.draft, 4);
    tab.repository.leave(&tab.draft, 5);
    let copies = archived(&store);
    assert_eq!(copies.len(), 1, "what was typed since is archived, once");
    assert_eq!(stored::decode(&copies[0]).unwrap().proposal.name, "Zoé Durand");
}

#[test]
fn a_clock_that_was_set_back_changes_nothing() {
    let store = SharedStore::default();
    let mut tab = tab_with(&store, "Zoé");
    tab.save(1_000_000);
    let mut other = Tab::open(&store, 1_000_000);
    other.reconcile(&[], 1_000_000);
    tab.set(Field::Name, "Zoé Durand");
    assert_eq!(tab.save(5), Saving::Saved { at: 5 });
    other.refresh();
    assert_eq!(other.draft.name, "Zoé Durand");
    assert_eq!(stored::decode(&store.read(KEY).unwrap().unwrap()).unwrap().revision, 2);
}

#[test]
fn the_same_change_in_two_tabs_is_no_conflict() {
    let store = SharedStore::default();
    let (mut one, mut other) = (tab_with(&store, "Zoé"), tab_with(&store, "Zoé"));
    one.save(2);
    assert_eq!(other.save(3), Saving::Saved { at: 2 });
}

#[test]
fn of_two_versions_the_one_that_is_not_chosen_is_archived() {
    for keep_mine in [true, false] {
        let store = SharedStore::default();
        let (mut mine, mut theirs) = (tab_with(&store, "ici"), tab_with(&store, "là-bas"));
        theirs.save(2);
        assert_eq!(mine.save(3), Saving::Conflict { no_room: false });
        assert_eq!(stored(&store).name, "là-bas");
        let other = mine.repository.other_version().unwrap();
        let chosen = if keep_mine { mine.draft.clone() } else { other.record.proposal.clone() };
        assert!(mine.repository.choose(&chosen, &mine.draft, &other, 4));
        assert!(matches!(mine.repository.saving(), Saving::Saved { .. }));
        assert_eq!(stored(&store), chosen);
        let copies = archived(&store);
        let names = copies.iter().map(|text| stored::decode(text).unwrap().proposal.name);
        let left = if keep_mine { "là-bas" } else { "ici" };
        assert_eq!(names.collect::<Vec<_>>(), [left]);
    }
}

#[test]
fn a_choice_without_room_or_about_an_older_version_does_nothing() {
    let store = SharedStore::default();
    let (mut mine, mut theirs) = (tab_with(&store, "ici"), tab_with(&store, "là-bas"));
    theirs.save(2);
    mine.save(3);
    let other = mine.repository.other_version().unwrap();
    store.0.borrow_mut().is_full = true;
    let chosen = mine.draft.clone();
    assert!(!mine.repository.choose(&chosen, &chosen, &other, 4));
    assert_eq!(mine.repository.saving(), Saving::Conflict { no_room: true });
    store.0.borrow_mut().is_full = false;
    theirs.set(Field::Name, "là-bas aussi");
    theirs.save(5);
    assert!(!mine.repository.choose(&chosen, &chosen, &other, 6));
    assert_eq!(mine.repository.saving(), Saving::Conflict { no_room: false });
    assert_eq!(stored(&store).name, "là-bas aussi");
    assert_eq!(mine.repository.other_version().unwrap().record.proposal.name, "là-bas aussi");
}

#[test]
fn a_draft_is_archived_once_before_it_is_erased() {
    let store = SharedStore::default();
    let mut tab = tab_with(&store, "Zoé");
    tab.save(2);
    assert!(tab.repository.archive_draft(&tab.draft, 3));
    assert!(tab.repository.archive_draft(&tab.draft, 4));
    let [version] = &archived(&store)[..] else { panic!("not one version") };
    assert_eq!(stored::decode(version).unwrap().proposal.name, "Zoé");
    store.0.borrow_mut().is_full = true;
    tab.set(Field::Name, "Ada");
    assert!(!tab.repository.archive_draft(&tab.draft, 5));
}

#[test]
fn leaving_in_a_conflict_archives_this_version() {
    let store = SharedStore::default();
    let (mut mine, mut theirs) = (tab_with(&store, "ici"), tab_with(&store, "là-bas"));
    theirs.save(2);
    mine.save(3);
    mine.repository.leave(&mine.draft, 4);
    let copies = mine.repository.archived_versions();
    assert_eq!(copies.len(), 1);
    assert_eq!(stored::decode(&copies[0].text).unwrap().proposal.name, "ici");
    mine.repository.remove_archived_version(&copies[0]);
    assert_eq!(mine.repository.archived_versions(), []);
}

/// The visitor may have removed it, in this tab or in another.
#[test]
fn a_version_that_the_archive_has_lost_is_archived_again() {
    for with_theirs in [true, false] {
        let store = SharedStore::default();
        let (mut mine, mut theirs) = (tab_with(&store, "ici"), tab_with(&store, "là-bas"));
        theirs.save(2);
        mine.save(3);
        for at in [4, 5] {
            mine.repository.leave(&mine.draft, at);
            assert_eq!(names(&archived(&store)), ["ici"]);
            let version = theirs.repository.archived_versions().pop().unwrap();
            theirs.repository.remove_archived_version(&version);
        }
        let other = mine.repository.other_version().unwrap();
        let between = Proposal { offers: "Relire".to_owned(), ..mine.draft.clone() };
        let chosen = if with_theirs { other.record.proposal.clone() } else { between };
        assert!(mine.repository.choose(&chosen, &mine.draft, &other, 6));
        assert!(names(&archived(&store)).contains(&"ici".to_owned()));
    }
}

#[test]
fn what_was_erased_from_outside_is_not_stored_again_by_itself() {
    let store = SharedStore::default();
    let mut tab = tab_with(&store, "Zoé");
    tab.save(2);
    tab.repository.take_journal_entries();
    store.remove(KEY);
    tab.refresh();
    assert_eq!(tab.repository.saving(), Saving::Erased);
    assert!(!tab.repository.has_unsaved_changes());
    assert_eq!(tab.save(3), Saving::Erased);
    tab.repository.leave(&tab.draft, 4);
    assert_eq!(store.keys(), Vec::<String>::new());
    assert_eq!(tab.repository.take_journal_entries(), []);
    assert_eq!(tab.draft.name, "Zoé");
}

#[test]
fn what_was_erased_is_stored_again_once_it_is_edited_or_asked_for() {
    let restore: [fn(&mut Tab); 2] =
        [|tab| tab.set(Field::Name, "Zoé Durand"), |tab| tab.repository.save_again()];
    for restore in restore {
        let store = SharedStore::default();
        let mut tab = tab_with(&store, "Zoé");
        tab.save(2);
        store.remove(KEY);
        tab.refresh();
        restore(&mut tab);
        assert_eq!(tab.repository.saving(), Saving::Unsaved);
        assert_eq!(tab.save(3), Saving::Saved { at: 3 });
        assert_eq!(stored(&store), tab.draft);
    }
}

#[test]
fn erasing_while_something_is_unsaved_keeps_it_unsaved() {
    let store = SharedStore::default();
    let mut tab = tab_with(&store, "Zoé");
    tab.save(2);
    tab.set(Field::Name, "Zoé Durand");
    store.remove(KEY);
    tab.refresh();
    assert_eq!(tab.repository.saving(), Saving::Unsaved);
    assert_eq!(tab.save(3), Saving::Saved { at: 3 });
}

#[test]
fn a_journal_that_answers_after_the_erasure_stores_nothing() {
    let store = SharedStore::default();
    let mut tab = tab_with(&store, "Zoé");
    tab.save(2);
    let before = store.read(KEY).unwrap().unwrap();
    tab.set(Field::Name, "Zoé Durand");
    tab.save(3);
    let entries = journal(&mut tab);
    store.write(KEY, &before).unwrap();
    let mut tab = Tab::open(&store, 4);
    store.remove(KEY);
    assert_eq!(tab.reconcile(&entries, 5), Loaded::default());
    assert_eq!(tab.repository.saving(), Saving::Erased);
    assert_eq!(store.keys(), Vec::<String>::new());
    tab.set(Field::Offers, "Relire");
    tab.save(6);
    assert_eq!(names(&archived(&store)), ["Zoé Durand"], "it was unread");
}

/// What the journal holds once all entries were made.
fn journal(tab: &mut Tab) -> Vec<(String, String)> {
    let mut journal = BTreeMap::new();
    for (key, text) in tab.repository.take_journal_entries() {
        match text {
            Some(text) => journal.insert(key, text),
            None => journal.remove(&key),
        };
    }
    journal.into_iter().collect()
}

fn names(texts: &[String]) -> Vec<String> {
    texts.iter().map(|text| stored::decode(text).unwrap().proposal.name).collect()
}

#[test]
fn what_the_disk_lost_is_brought_back() {
    let store = SharedStore::default();
    let mut tab = tab_with(&store, "Zoé");
    tab.save(2);
    let on_disk = store.read(KEY).unwrap().unwrap();
    tab.set(Field::Name, "Zoé Durand");
    tab.save(3);
    let entries = journal(&mut tab);
    for lost in [Some(on_disk.as_str()), None, Some("{\"format\":\"blue")] {
        store.0.borrow_mut().memory.clear();
        if let Some(text) = lost {
            store.write(KEY, text).unwrap();
        }
        let mut tab = Tab::open(&store, 4);
        let loaded = tab.reconcile(&entries, 4);
        assert_eq!(loaded.proposal.unwrap().name, "Zoé Durand");
        assert_eq!(tab.repository.saving(), Saving::Saved { at: 3 });
        assert_eq!(stored(&store).name, "Zoé Durand");
    }
}

/// A store whose draft is older than what the journal holds, and the journal.
fn store_that_lost_a_save() -> (SharedStore, Vec<(String, String)>) {
    let store = SharedStore::default();
    let mut tab = tab_with(&store, "ancien");
    tab.save(2);
    let on_disk = store.read(KEY).unwrap().unwrap();
    tab.set(Field::Name, "au journal");
    tab.save(3);
    store.write(KEY, &on_disk).unwrap();
    (store, journal(&mut tab))
}

#[test]
fn the_draft_is_saved_before_the_journal_answered() {
    let (store, _) = store_that_lost_a_save();
    let mut tab = Tab::open(&store, 4);
    tab.set(Field::Name, "vite");
    assert_eq!(tab.save(5), Saving::Saved { at: 5 });
    assert_eq!(stored(&store).name, "vite");
    assert_eq!(tab.repository.take_journal_entries(), [], "the journal is unread");
}

#[test]
fn a_journal_that_answers_after_any_number_of_saves_is_not_overwritten_unread() {
    for (visits, saves) in [(1, 1), (1, 20), (3, 5)] {
        let (store, entries) = store_that_lost_a_save();
        // Visits in which it never answers.
        for _ in 1..visits {
            let mut tab = Tab::open(&store, 4);
            for _ in 0..saves {
                tab.set(Field::Name, &format!("{} !", tab.draft.name.clone()));
                tab.save(5);
            }
        }
        let mut tab = Tab::open(&store, 6);
        for number in 0..saves {
            tab.set(Field::Name, &format!("vite {number}"));
            assert_eq!(tab.save(7), Saving::Saved { at: 7 });
        }
        let mine = tab.draft.clone();
        assert_eq!(tab.reconcile(&entries, 8).proposal, None);
        assert_eq!(tab.repository.saving(), Saving::Conflict { no_room: false });
        let other = tab.repository.other_version().unwrap();
        assert_eq!(other.record.proposal.name, "au journal");
        assert!(archived(&store).iter().any(|text| text.contains(&mine.name)));

        assert!(tab.repository.choose(&mine, &mine, &other, 9));
        assert_eq!(tab.repository.saving(), Saving::Saved { at: 9 });
        assert_eq!(stored(&store).name, mine.name);
        let entries = journal(&mut tab);
        assert!(entries.iter().any(|(key, text)| key != KEY && text.contains("au journal")));
        let (_, current) = entries.iter().find(|(key, _)| key == KEY).unwrap();
        assert_eq!(stored::decode(current).unwrap().proposal.name, mine.name);
    }
}

#[test]
fn an_unread_journal_is_adopted_in_place_where_nothing_was_edited() {
    let (store, entries) = store_that_lost_a_save();
    // A visit in which the journal never answered.
    let mut tab = Tab::open(&store, 4);
    tab.set(Field::Name, "vite");
    tab.save(5);
    let mut tab = Tab::open(&store, 6);
    assert_eq!(tab.reconcile(&entries, 7).proposal.unwrap().name, "au journal");
    assert!(names(&archived(&store)).contains(&"vite".to_owned()));
}

#[test]
fn a_journal_that_lags_behind_is_silently_brought_up_to_date() {
    let store = SharedStore::default();
    let mut tab = tab_with(&store, "Zoé");
    tab.save(2);
    let entries = journal(&mut tab);
    // The page was gone before the last save was entered…
    tab.set(Field::Name, "Zoé Durand");
    tab.save(3);
    // … and in the next visit one saved before the journal answered.
    let mut tab = Tab::open(&store, 4);
    tab.set(Field::Name, "Zoé Durand !");
    tab.save(5);
    assert_eq!(tab.reconcile(&entries, 6), Loaded::default());
    assert_eq!(tab.repository.saving(), Saving::Saved { at: 5 });
    assert_eq!(archived(&store), Vec::<String>::new());
    let entries = journal(&mut tab);
    assert_eq!(stored::decode(&entries[0].1).unwrap().proposal.name, "Zoé Durand !");
}

#[test]
fn a_draft_that_is_only_counted_anew_is_no_conflict_for_other_tabs() {
    let store = SharedStore::default();
    let mut tab = tab_with(&store, "Zoé");
    tab.save(2);
    let entries = journal(&mut tab);
    let mut tab = Tab::open(&store, 3);
    tab.set(Field::Name, "Zoé Durand");
    tab.save(4);
    let mut other = Tab::open(&store, 5);
    other.set(Field::Offers, "Relire");
    let before = store.read(KEY);
    tab.reconcile(&entries, 6);
    assert_ne!(store.read(KEY), before, "it has another revision than what the journal held");
    assert_eq!(other.save(7), Saving::Saved { at: 7 });
    assert_eq!(stored(&store), other.draft);
}

#[test]
fn an_archived_version_that_was_removed_before_the_journal_answered_does_not_come_back() {
    let store = SharedStore::default();
    let (mut mine, mut theirs) = (tab_with(&store, "ici"), tab_with(&store, "là-bas"));
    theirs.save(2);
    mine.save(3);
    mine.repository.leave(&mine.draft, 4);
    let entries = journal(&mut mine);
    let mut tab = Tab::open(&store, 5);
    let version = tab.repository.archived_versions().pop().unwrap();
    tab.repository.remove_archived_version(&version);
    tab.reconcile(&entries, 6);
    assert_eq!(tab.repository.archived_versions(), []);
    assert!(tab.repository.take_journal_entries().contains(&(version.key, None)));
}

#[test]
fn what_a_tab_archived_without_the_journal_is_entered_by_the_tab_that_goes_on() {
    let store = SharedStore::default();
    let mut without_journal = Tab::open(&store, 1);
    let mut tab = tab_with(&store, "remplacée");
    tab.save(2);
    let mut entries = journal(&mut tab);
    without_journal.set(Field::Name, "choisie");
    without_journal.save(3);
    let other = without_journal.repository.other_version().unwrap();
    let mine = without_journal.draft.clone();
    assert!(without_journal.repository.choose(&mine, &mine, &other, 4));

    tab.refresh();
    tab.set(Field::Name, "choisie, puis reprise");
    tab.save(5);
    // Later entries take the place of earlier ones.
    entries.extend(journal(&mut tab));
    let entries: BTreeMap<_, _> = entries.into_iter().collect();
    let texts: Vec<String> = entries.into_values().collect();
    assert_eq!(names(&texts), ["choisie, puis reprise", "remplacée"]);
}

#[test]
fn while_the_storage_is_blocked_the_journal_keeps_what_it_holds() {
    let store = SharedStore::default();
    let mut tab = tab_with(&store, "au journal");
    tab.save(2);
    let entries = journal(&mut tab);
    let mut late = Tab::open(&store, 3);
    late.set(Field::Name, "plus tard");
    late.save(4);
    store.0.borrow_mut().is_blocked = true;
    late.reconcile(&entries, 5);
    assert!(late.repository.take_journal_entries().is_empty());
    store.0.borrow_mut().is_blocked = false;
    late.set(Field::Name, "encore plus tard");
    late.save(6);
    let texts: Vec<String> = journal(&mut late).into_iter().map(|(_, text)| text).collect();
    assert_eq!(names(&texts), ["encore plus tard", "au journal"]);
}

#[test]
fn there_is_always_a_next_save_whatever_revision_and_ids_were_stored() {
    let hostile = SAMPLE
        .replace("\"revision\": 12", "\"revision\": 18446744073709551615")
        .replace("\"last_id\": 10", "\"last_id\": 4294967295");
    let store = store_with(&hostile);
    let (mut tab, mut other) = (Tab::open(&store, 1), Tab::open(&store, 1));
    tab.reconcile(&[(KEY.to_owned(), hostile.clone())], 1);
    other.reconcile(&[(KEY.to_owned(), hostile)], 1);
    for number in 1..4 {
        let item = crate::Item::Software(tab.draft.new_software());
        let edit = crate::Edit::Insert { parent: None, index: 0, item };
        assert!(tab.draft.apply(edit).is_some());
        tab.repository.change();
        assert_eq!(tab.save(number), Saving::Saved { at: number });
        let revision = stored::decode(&store.read(KEY).unwrap().unwrap()).unwrap().revision;
        assert_eq!(revision, number);
        other.refresh();
        assert_eq!(other.draft, tab.draft);
    }
    let entries = journal(&mut tab);
    store.0.borrow_mut().memory.clear();
    let mut tab = Tab::open(&store, 5);
    tab.reconcile(&entries, 5);
    assert_eq!(tab.draft, other.draft);
}

const NEXT_DAYS: [Date; 1] = match Date::new(2025, 1, 14) {
    Some(day) => [day],
    None => panic!("no such day"),
};

/// Drops what the record says of the edition of [`SAMPLE`].
#[track_caller]
fn is_cleared(loaded: &Loaded) {
    let draft = loaded.proposal.as_ref().unwrap();
    assert!(loaded.from_other_edition);
    assert_eq!((draft.presence.len(), &draft.sent), (0, &None));
    assert_eq!(draft.name, "Camille Durand");
}

#[test]
fn a_draft_of_another_edition_is_cleared_on_every_way_in() {
    let next = Edition { key: "2025-01-14", days: &NEXT_DAYS };
    // At the start.
    let store = store_with(SAMPLE);
    let (mut repository, loaded) = DraftRepository::open(Some(store.clone()), next, 1);
    is_cleared(&loaded);
    let draft = loaded.proposal.unwrap();
    assert_eq!(store.read(KEY).unwrap().unwrap(), SAMPLE, "nothing was edited yet");
    repository.change();
    repository.save(&draft, 2);
    assert_eq!(repository.saving(), Saving::Saved { at: 2 });
    let (_, again) = DraftRepository::open(Some(store.clone()), next, 3);
    assert!(!again.from_other_edition, "it is said until the draft is stored anew");

    // From another tab.
    let changed = SAMPLE.replace("Relire de", "Écrire de");
    store.write(KEY, &changed).unwrap();
    is_cleared(&repository.refresh(&draft));

    // From the journal.
    let store = SharedStore::default();
    let (mut repository, _) = DraftRepository::open(Some(store), next, 1);
    let entries = [(KEY.to_owned(), SAMPLE.to_owned())];
    is_cleared(&repository.reconcile(&entries, &Proposal::default(), 2));

    // In a conflict.
    let store = SharedStore::default();
    let (mut repository, _) = DraftRepository::open(Some(store.clone()), next, 1);
    repository.change();
    store.write(KEY, SAMPLE).unwrap();
    let mine = Proposal { name: "Zoé".to_owned(), ..Proposal::default() };
    repository.save(&mine, 2);
    let other = repository.other_version().unwrap();
    assert!(other.from_other_edition && other.record.proposal.sent.is_none());
    assert!(repository.choose(&other.record.proposal, &mine, &other, 3));
    assert!(matches!(repository.saving(), Saving::Saved { .. }));
}
