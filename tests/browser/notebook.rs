//! The notebook over the browser's real storage.
//!
//! Each test has a storage of its own: it begins by emptying the real one, and tests run one after
//! the other.

use bluehats::notebook::{KEY, Notebook, Saving};
use domain::stored::{self, DecodeError, Record};
use domain::{Field, Participation};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{StorageEvent, StorageEventInit};

use crate::stage::local_storage;

/// A tab in which the app was opened.
struct Tab {
    owner: Owner,
    notebook: Notebook,
}

impl Tab {
    fn open() -> Self {
        let owner = Owner::new();
        let notebook = owner.with(Notebook::provide);
        Self { owner, notebook }
    }

    fn type_name(&self, name: &str) {
        self.owner.with(|| self.notebook.type_text(Field::Name, name.to_owned()));
    }

    fn name(&self) -> String {
        self.owner.with(|| untrack(|| self.notebook.text(Field::Name)))
    }

    fn saving(&self) -> Saving {
        self.owner.with(|| untrack(|| self.notebook.saving()))
    }

    fn is_saved(&self) -> bool {
        matches!(self.saving(), Saving::Saved { .. })
    }
}

impl Drop for Tab {
    fn drop(&mut self) {
        self.owner.cleanup();
    }
}

fn empty_storage() {
    local_storage().clear().unwrap();
}

fn stored() -> Record {
    stored::decode(&local_storage().get_item(KEY).unwrap().unwrap()).unwrap()
}

/// All that was set aside, in no order.
fn set_aside() -> Vec<String> {
    let storage = local_storage();
    (0..storage.length().unwrap())
        .filter_map(|index| storage.key(index).unwrap())
        .filter(|key| key.starts_with(&format!("{KEY}.mis-de-cote.")))
        .filter_map(|key| storage.get_item(&key).unwrap())
        .collect()
}

/// What the browser tells other tabs when one of them stores something.
fn tell_other_tabs() {
    let init = StorageEventInit::new();
    init.set_key(Some(KEY));
    init.set_new_value(local_storage().get_item(KEY).unwrap().as_deref());
    let event = StorageEvent::new_with_event_init_dict("storage", &init).unwrap();
    js_sys::global().unchecked_into::<web_sys::EventTarget>().dispatch_event(&event).unwrap();
}

#[wasm_bindgen_test]
fn a_draft_is_there_again_in_the_next_tab() {
    empty_storage();
    let tab = Tab::open();
    assert_eq!(tab.saving(), Saving::Untouched);
    tab.type_name("Zoé 🧢");
    assert_eq!(tab.saving(), Saving::Unsaved);
    tab.notebook.save();
    assert!(tab.is_saved());
    assert_eq!(stored().revision, 1);
    let next = Tab::open();
    assert_eq!(next.name(), "Zoé 🧢");
    assert!(next.is_saved());
}

#[wasm_bindgen_test]
fn without_changes_nothing_is_written() {
    empty_storage();
    let tab = Tab::open();
    tab.notebook.save();
    assert_eq!(local_storage().length().unwrap(), 0);
    tab.type_name("a");
    tab.notebook.save();
    tab.notebook.save();
    assert_eq!(stored().revision, 1);
}

#[wasm_bindgen_test]
fn what_cannot_be_read_is_set_aside() {
    let newer = "{\"format\":\"bluehats-participation\",\"version\":99}";
    for (text, reason) in [
        ("{\"theme\":\"dark\"}", DecodeError::Foreign),
        ("{\"format\":\"bluehats-participation\"", DecodeError::Damaged),
        (newer, DecodeError::Newer { version: 99 }),
    ] {
        empty_storage();
        local_storage().set_item(KEY, text).unwrap();
        let tab = Tab::open();
        let notice = tab.owner.with(|| untrack(|| tab.notebook.set_aside())).unwrap();
        assert_eq!((notice.text.as_str(), notice.reason), (text, reason));
        assert_eq!(set_aside(), [text]);
        tab.type_name("Zoé");
        tab.notebook.save();
        assert_eq!(stored().proposal.name, "Zoé");
        assert_eq!(set_aside(), [text]);
    }
}

#[wasm_bindgen_test]
fn a_tab_without_changes_follows_the_other() {
    empty_storage();
    let (writer, reader) = (Tab::open(), Tab::open());
    writer.type_name("Zoé");
    writer.notebook.save();
    tell_other_tabs();
    assert_eq!(reader.name(), "Zoé");
    assert!(reader.is_saved());
    reader.type_name("Zoé D.");
    reader.notebook.save();
    assert_eq!(stored().revision, 2);
}

#[wasm_bindgen_test]
fn out_of_two_versions_the_one_that_is_not_kept_is_set_aside() {
    for keep_this in [true, false] {
        empty_storage();
        let (this, other) = (Tab::open(), Tab::open());
        other.type_name("autre");
        other.notebook.save();
        this.type_name("celui-ci");
        this.notebook.save();
        assert_eq!(this.saving(), Saving::Conflict { no_room: false });
        assert_eq!(stored().proposal.name, "autre");
        let (kept, lost) = if keep_this {
            this.notebook.keep_this_version();
            ("celui-ci", "autre")
        } else {
            this.notebook.take_other_version();
            ("autre", "celui-ci")
        };
        assert_eq!(this.name(), kept);
        assert!(this.is_saved());
        assert_eq!(stored().proposal.name, kept);
        let aside: Vec<_> = set_aside();
        let aside = stored::decode(aside.first().unwrap()).unwrap();
        assert_eq!(aside.proposal.name, lost);
    }
}

#[wasm_bindgen_test]
fn what_another_tab_stored_and_this_one_cannot_read_is_set_aside() {
    empty_storage();
    let tab = Tab::open();
    tab.type_name("Zoé");
    tab.notebook.save();
    let newer = "{\"format\":\"bluehats-participation\",\"version\":99}";
    local_storage().set_item(KEY, newer).unwrap();
    tell_other_tabs();
    assert_eq!(tab.saving(), Saving::Conflict { no_room: false });
    tab.notebook.take_other_version();
    let notice = tab.owner.with(|| untrack(|| tab.notebook.set_aside())).unwrap();
    assert_eq!(notice.reason, DecodeError::Newer { version: 99 });
    assert_eq!(set_aside(), [newer]);
    assert_eq!((tab.name(), stored().proposal.name), ("Zoé".to_owned(), "Zoé".to_owned()));
}

#[wasm_bindgen_test]
fn a_removal_can_be_taken_back_with_all_that_was_removed() {
    empty_storage();
    let tab = Tab::open();
    let notebook = tab.notebook;
    tab.owner.with(|| {
        let software = notebook.add_software();
        let goal = notebook.add_goal(software);
        notebook.type_text(Field::Goal(goal), "Publier".to_owned());
        notebook.remove(goal, "Objectif 1".to_owned());
        notebook.remove(software, "Logiciel 1".to_owned());
        assert_eq!(untrack(|| notebook.last_removed()).as_deref(), Some("Logiciel 1"));
        assert_eq!(notebook.take_back_removal(), Some(software));
        assert_eq!(notebook.take_back_removal(), Some(goal));
        assert_eq!(notebook.take_back_removal(), None);
        assert_eq!(untrack(|| notebook.text(Field::Goal(goal))), "Publier");
    });
}

#[wasm_bindgen_test]
fn problems_are_shown_from_the_first_review_on() {
    empty_storage();
    let tab = Tab::open();
    let notebook = tab.notebook;
    tab.owner.with(|| {
        notebook.check();
        assert_eq!(untrack(|| notebook.problems()), []);
        notebook.review();
        assert_eq!(untrack(|| notebook.problems()).len(), 2);
        notebook.type_text(Field::Name, "Zoé".to_owned());
        notebook.type_text(Field::Offers, "Relire".to_owned());
        notebook.check();
        assert_eq!(untrack(|| notebook.problems()), []);
        assert!(untrack(|| notebook.with(|draft| Participation::parse(draft).is_ok())));
    });
}
