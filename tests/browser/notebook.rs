//! The notebook over the browser's real storage.
//!
//! Each test has a storage of its own: it begins by emptying the real one, and tests run one after
//! the other.

use bluehats::dom::el;
use bluehats::notebook::Notebook;
use bluehats::platform::journal::Journal;
use bluehats::ui::field::{self, Remarks, text_field};
use domain::keeper::{ASIDE, KEY, Saving};
use domain::stored::{self, DecodeError, Record};
use domain::{Edit, Field, Participation, Sending};
use js_sys::{Function, Object, Reflect};
use leptos::prelude::*;
use leptos::task::tick;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{
    Event, EventInit, EventTarget, HtmlElement, HtmlInputElement, StorageEvent, StorageEventInit,
};

use crate::stage::{Stage, document, local_storage, wait_until};

/// A tab in which the app was opened.
struct Tab {
    owner: Owner,
    notebook: Notebook,
}

impl Tab {
    fn open() -> Self {
        // Futures run once something was mounted.
        drop(Stage::new(|place| place));
        let owner = Owner::new();
        let notebook = owner.with(Notebook::provide);
        Self { owner, notebook }
    }

    fn type_name(&self, name: &str) {
        self.type_text(Field::Name, name);
    }

    fn type_text(&self, field: Field, text: &str) {
        self.owner.with(|| self.notebook.type_text(field, text.to_owned()));
    }

    /// Saves what was changed, as soon as the journal was read: nothing is saved before.
    async fn save(&self) {
        wait_until("the draft is saved, or cannot be", || {
            self.notebook.save();
            self.saving() != Saving::Unsaved
        })
        .await;
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

    fn sending(&self) -> Sending {
        untrack(|| self.notebook.sending())
    }

    /// Whether there is something to take back, and something to make again.
    fn turns(&self) -> (bool, bool) {
        untrack(|| (self.notebook.can_undo(), self.notebook.can_redo()))
    }
}

impl Drop for Tab {
    fn drop(&mut self) {
        self.owner.cleanup();
    }
}

/// Empties the storage, and the journal behind it.
async fn empty_storage() {
    local_storage().clear().unwrap();
    let journal = Journal::open().await.unwrap();
    for (key, _) in journal.read_all().await {
        journal.note(&key, None);
    }
    assert_eq!(journal.read_all().await, []);
}

fn stored() -> Record {
    stored::decode(&local_storage().get_item(KEY).unwrap().unwrap()).unwrap()
}

/// All that was set aside, in no order.
fn set_aside() -> Vec<String> {
    let storage = local_storage();
    (0..storage.length().unwrap())
        .filter_map(|index| storage.key(index).unwrap())
        .filter(|key| key.starts_with(ASIDE))
        .filter_map(|key| storage.get_item(&key).unwrap())
        .collect()
}

/// The record that the journal holds.
async fn noted() -> Option<Record> {
    let notes = Journal::open().await.unwrap().read_all().await;
    let (_, text) = notes.into_iter().find(|(key, _)| key == KEY)?;
    Some(stored::decode(&text).unwrap())
}

/// What the browser tells other tabs when one of them stores something.
fn tell_other_tabs() {
    let init = StorageEventInit::new();
    init.set_key(Some(KEY));
    init.set_new_value(local_storage().get_item(KEY).unwrap().as_deref());
    let event = StorageEvent::new_with_event_init_dict("storage", &init).unwrap();
    window().dispatch_event(&event).unwrap();
}

/// Whether the browser would ask before it leaves the page.
fn leaving_asks() -> bool {
    let init = EventInit::new();
    init.set_cancelable(true);
    let event = Event::new_with_event_init_dict("beforeunload", &init).unwrap();
    window().dispatch_event(&event).unwrap();
    event.default_prevented()
}

fn window() -> EventTarget {
    js_sys::global().unchecked_into()
}

/// For as long as it lives, the browser lets the page store nothing.
struct Blocked(JsValue);

impl Blocked {
    fn new() -> Self {
        let window = js_sys::global();
        let property = Object::get_own_property_descriptor(&window, &"localStorage".into());
        let throwing = Object::new();
        let get = Function::new_no_args("throw new DOMException('blocked', 'SecurityError')");
        Reflect::set(&throwing, &"get".into(), &get).unwrap();
        Reflect::set(&throwing, &"configurable".into(), &true.into()).unwrap();
        Object::define_property(&window, &"localStorage".into(), &throwing);
        Self(property)
    }
}

impl Drop for Blocked {
    fn drop(&mut self) {
        Object::define_property(
            &js_sys::global(),
            &"localStorage".into(),
            self.0.unchecked_ref::<Object>(),
        );
    }
}

#[wasm_bindgen_test]
async fn a_draft_is_there_again_in_the_next_tab() {
    empty_storage().await;
    let tab = Tab::open();
    assert_eq!(tab.saving(), Saving::Untouched);
    tab.type_name("Zoé 🧢");
    assert_eq!(tab.saving(), Saving::Unsaved);
    tab.save().await;
    assert!(tab.is_saved());
    assert_eq!(stored().revision, 1);
    let next = Tab::open();
    assert_eq!(next.name(), "Zoé 🧢");
    assert!(next.is_saved());
}

#[wasm_bindgen_test]
async fn without_changes_nothing_is_written() {
    empty_storage().await;
    let tab = Tab::open();
    tab.notebook.save();
    assert_eq!(local_storage().length().unwrap(), 0);
    tab.type_name("a");
    tab.save().await;
    tab.notebook.save();
    assert_eq!(stored().revision, 1);
}

#[wasm_bindgen_test]
async fn what_cannot_be_read_is_set_aside() {
    let newer = "{\"format\":\"bluehats-participation\",\"version\":99}";
    for (text, reason) in [
        ("{\"theme\":\"dark\"}", DecodeError::Foreign),
        ("{\"format\":\"bluehats-participation\"", DecodeError::Damaged),
        (newer, DecodeError::Newer { version: 99 }),
    ] {
        empty_storage().await;
        local_storage().set_item(KEY, text).unwrap();
        let tab = Tab::open();
        let notice = tab.owner.with(|| untrack(|| tab.notebook.set_aside())).unwrap();
        assert_eq!((notice.text.as_str(), notice.reason), (text, reason));
        assert_eq!(set_aside(), [text]);
        tab.type_name("Zoé");
        tab.save().await;
        assert_eq!(stored().proposal.name, "Zoé");
        assert_eq!(set_aside(), [text]);
    }
}

#[wasm_bindgen_test]
async fn the_journal_brings_back_what_the_storage_lost() {
    for lost in ["all of it", "the last save"] {
        empty_storage().await;
        let tab = Tab::open();
        tab.type_name("Zoé");
        tab.save().await;
        let before = local_storage().get_item(KEY).unwrap().unwrap();
        tab.type_name("Zoé Durand");
        tab.save().await;
        drop(tab);
        let noted = noted().await.unwrap();
        assert_eq!((noted.revision, noted.proposal.name.as_str()), (2, "Zoé Durand"));

        local_storage().clear().unwrap();
        if lost != "all of it" {
            local_storage().set_item(KEY, &before).unwrap();
        }
        let next = Tab::open();
        wait_until("the name is there again", || next.name() == "Zoé Durand").await;
        assert_eq!(stored(), noted, "{lost}");
        assert!(next.is_saved());
    }
}

#[wasm_bindgen_test]
async fn the_journal_is_not_written_before_it_was_read() {
    empty_storage().await;
    let tab = Tab::open();
    tab.type_name("Zoé");
    tab.save().await;
    drop(tab);
    local_storage().clear().unwrap();

    // Whoever is quick types before the journal has answered.
    let quick = Tab::open();
    quick.type_name("Paul");
    quick.notebook.save();
    assert_eq!(local_storage().get_item(KEY).unwrap(), None);
    quick.save().await;
    assert_eq!(quick.saving(), Saving::Conflict { no_room: false });
    assert_eq!((quick.name().as_str(), stored().proposal.name.as_str()), ("Paul", "Zoé"));
    assert_eq!(noted().await.unwrap().proposal.name, "Zoé");
}

#[wasm_bindgen_test]
async fn a_tab_without_changes_follows_the_other() {
    empty_storage().await;
    let (writer, reader) = (Tab::open(), Tab::open());
    writer.type_name("Zoé");
    writer.save().await;
    tell_other_tabs();
    assert_eq!(reader.name(), "Zoé");
    assert!(reader.is_saved());
    reader.type_name("Zoé D.");
    reader.save().await;
    assert_eq!(stored().revision, 2);
}

#[wasm_bindgen_test]
async fn following_moves_neither_focus_nor_caret() {
    empty_storage().await;
    let (writer, reader) = (Tab::open(), Tab::open());
    writer.type_name("Zoé Durand");
    writer.save().await;
    tell_other_tabs();

    let notebook = reader.notebook;
    let stage = Stage::new(move |place| {
        let field = move |id: &str, field| {
            text_field(
                &field::Field { id: id.to_owned(), ..Default::default() },
                "Essai",
                move || notebook.text(field),
                Remarks::default,
                move |text| notebook.type_text(field, text),
            )
        };
        place.child(field("nom", Field::Name)).child(field("apports", Field::Offers))
    });
    tick().await;
    let name: HtmlInputElement = stage.find("#nom");
    name.focus().unwrap();
    name.set_selection_range(2, 5).unwrap();

    for (text, selection) in [("Zoé Durand-Été", (2, 5)), ("Mme Zoé Durand-Été", (6, 9))] {
        writer.type_name(text);
        writer.type_text(Field::Offers, "Relire");
        writer.save().await;
        tell_other_tabs();
        wait_until("the selection stands beside the same characters", || {
            let selected = name.selection_start().unwrap().zip(name.selection_end().unwrap());
            name.value() == text && selected == Some(selection)
        })
        .await;
    }
    assert_eq!(stage.find::<HtmlInputElement>("#apports").value(), "Relire");
    assert_eq!(document().active_element().as_ref(), Some(name.as_ref()));
    assert!(reader.is_saved());
}

#[wasm_bindgen_test]
async fn out_of_two_versions_the_one_that_is_not_kept_is_set_aside() {
    for keep_this in [true, false] {
        empty_storage().await;
        let (this, other) = (Tab::open(), Tab::open());
        other.type_name("autre");
        other.save().await;
        this.type_name("celui-ci");
        this.save().await;
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
        assert_eq!(aside.len(), 1);
        let aside = stored::decode(aside.first().unwrap()).unwrap();
        assert_eq!(aside.proposal.name, lost);
    }
}

#[wasm_bindgen_test]
async fn of_two_versions_something_of_each_is_kept_and_both_are_set_aside() {
    empty_storage().await;
    let (this, other) = (Tab::open(), Tab::open());
    other.type_name("autre");
    other.type_text(Field::Offers, "Relire");
    other.save().await;
    this.type_name("celui-ci");
    this.save().await;
    let theirs = Edit::Text { field: Field::Offers, value: "Relire".to_owned() };
    this.notebook.keep_this_version_with(vec![theirs]);
    let kept = stored().proposal;
    assert_eq!((kept.name.as_str(), kept.offers.as_str()), ("celui-ci", "Relire"));
    assert!(this.is_saved());
    let mut aside: Vec<String> =
        set_aside().iter().map(|text| stored::decode(text).unwrap().proposal.name).collect();
    aside.sort();
    assert_eq!(aside, ["autre", "celui-ci"]);

    // It can be taken back, as everything.
    assert!(this.notebook.undo().is_some());
    this.save().await;
    assert_eq!((this.name().as_str(), stored().proposal.offers.as_str()), ("celui-ci", ""));
}

#[wasm_bindgen_test]
async fn a_tab_that_cannot_read_what_a_later_release_stored_writes_nothing_more() {
    empty_storage().await;
    let tab = Tab::open();
    tab.type_name("Zoé");
    tab.save().await;
    let newer = "{\"format\":\"bluehats-participation\",\"version\":99}";
    local_storage().set_item(KEY, newer).unwrap();
    tell_other_tabs();
    assert_eq!(tab.saving(), Saving::Newer);
    tab.type_name("Zoé Durand");
    tab.notebook.save();
    assert_eq!(tab.saving(), Saving::Newer);
    assert_eq!(local_storage().get_item(KEY).unwrap().as_deref(), Some(newer));
    assert_eq!(tab.name(), "Zoé Durand");
    assert!(leaving_asks());
}

#[wasm_bindgen_test]
async fn what_another_tab_damaged_is_set_aside() {
    empty_storage().await;
    let tab = Tab::open();
    tab.type_name("Zoé");
    tab.save().await;
    local_storage().set_item(KEY, "{\"theme\":\"dark\"}").unwrap();
    tell_other_tabs();
    tab.save().await;
    assert_eq!(set_aside(), ["{\"theme\":\"dark\"}"]);
    assert_eq!((tab.name(), stored().proposal.name), ("Zoé".to_owned(), "Zoé".to_owned()));
}

#[wasm_bindgen_test]
async fn leaving_asks_when_something_would_be_lost_and_not_otherwise() {
    empty_storage().await;
    let (this, other) = (Tab::open(), Tab::open());
    assert!(!leaving_asks(), "nothing was typed");
    other.type_name("autre");
    other.save().await;
    assert!(!leaving_asks(), "all is saved");
    other.type_name("encore autre");
    assert!(!leaving_asks(), "it can be saved in time");
    assert_eq!(stored().proposal.name, "encore autre");
    this.type_name("celui-ci");
    this.save().await;
    assert_eq!(this.saving(), Saving::Conflict { no_room: false });
    assert!(leaving_asks(), "the visitor has to choose first");
    this.notebook.keep_this_version();
    assert!(!leaving_asks(), "the visitor has chosen");
}

#[wasm_bindgen_test]
async fn leaving_asks_where_the_browser_stores_nothing() {
    empty_storage().await;
    let blocked = Blocked::new();
    let tab = Tab::open();
    assert_eq!(tab.saving(), Saving::MemoryOnly);
    assert!(!leaving_asks(), "nothing was typed");
    tab.type_name("Zoé");
    assert!(leaving_asks());
    assert_eq!((tab.saving(), tab.name().as_str()), (Saving::MemoryOnly, "Zoé"));
    let backup = stored::decode(&tab.notebook.backup()).unwrap();
    assert_eq!(backup.proposal.name, "Zoé");
    tab.notebook.erase("effacé".to_owned());
    assert!(!leaving_asks(), "there is nothing to lose any more");
    drop(tab);
    drop(blocked);
    assert_eq!(local_storage().length().unwrap(), 0);
}

#[wasm_bindgen_test]
async fn steps_are_taken_back_and_made_again() {
    empty_storage().await;
    let tab = Tab::open();
    let notebook = tab.notebook;
    assert_eq!(tab.turns(), (false, false));
    assert_eq!(notebook.undo(), None);
    // A burst of typing is one step.
    for name in ["Z", "Zo", "Zoé"] {
        tab.type_name(name);
    }
    let software = tab.owner.with(|| notebook.add_software());
    tab.type_text(Field::SoftwareName(software), "Démo");
    assert_eq!(tab.turns(), (true, false));

    assert!(matches!(notebook.undo(), Some(Edit::Splice { .. })));
    assert_eq!(notebook.with_untracked(|draft| draft.software.len()), 1);
    assert!(matches!(notebook.undo(), Some(Edit::Remove { item }) if item == software));
    assert_eq!((tab.name().as_str(), tab.turns()), ("Zoé", (true, true)));
    assert!(notebook.undo().is_some());
    assert_eq!((tab.name().as_str(), tab.turns()), ("", (false, true)));
    tab.save().await;
    assert!(stored().proposal.is_empty());

    while notebook.redo().is_some() {}
    assert_eq!((tab.name().as_str(), tab.turns()), ("Zoé", (true, false)));
    assert_eq!(untrack(|| notebook.text(Field::SoftwareName(software))), "Démo");
    tab.save().await;
    assert_eq!(stored().proposal.software.len(), 1);

    // What comes after a step that was taken back takes the place of what could be made again.
    notebook.undo();
    tab.type_name("Paul");
    assert_eq!(tab.turns(), (true, false));
}

#[wasm_bindgen_test]
async fn an_erased_draft_is_taken_back_whole() {
    empty_storage().await;
    for by_notice in [true, false] {
        let tab = Tab::open();
        let notebook = tab.notebook;
        tab.type_name("Zoé");
        tab.owner.with(|| notebook.add_software());
        tab.save().await;
        let before = notebook.with_untracked(Clone::clone);
        notebook.erase("effacé".to_owned());
        assert!(notebook.with_untracked(domain::Proposal::is_empty));
        assert!(stored().proposal.is_empty());
        assert!(noted().await.unwrap().proposal.is_empty());
        if by_notice {
            notebook.take_back_removal();
        } else {
            notebook.undo();
        }
        assert_eq!(untrack(|| notebook.last_removed()), None);
        assert_eq!(notebook.with_untracked(Clone::clone), before);
        tab.save().await;
        assert_eq!(stored().proposal, before);
    }
}

#[wasm_bindgen_test]
async fn a_removal_can_be_taken_back_with_all_that_was_removed() {
    empty_storage().await;
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
async fn what_the_visitor_says_they_sent_is_kept_with_the_draft() {
    empty_storage().await;
    let tab = Tab::open();
    let notebook = tab.notebook;
    tab.type_name("Zoé");
    notebook.mark_sent();
    assert_eq!(tab.sending(), Sending::Draft, "it could not be sent");
    assert!(!untrack(|| notebook.was_tried()));
    tab.type_text(Field::Offers, "Relire\r\n");
    notebook.mark_sent();
    tab.save().await;
    let Sending::Sent { at } = tab.sending() else { panic!("{:?}", tab.sending()) };
    let sent = untrack(|| notebook.sent()).unwrap();
    assert_eq!((sent.at, sent.proposal.offers.as_str()), (at, "Relire"));
    assert_eq!(stored().proposal.sent.as_deref(), Some(&sent));
    let backup = stored::decode(&notebook.backup()).unwrap();
    assert_eq!(backup.proposal.sent.as_deref(), Some(&sent));
    assert_eq!(Tab::open().sending(), Sending::Sent { at });

    notebook.unmark_sent();
    assert_eq!((tab.sending(), stored().proposal.sent), (Sending::Draft, None));
    assert!(untrack(|| notebook.was_tried()));
    assert_eq!(notebook.undo(), Some(Edit::Sent(Some(Box::new(sent)))));
    assert_eq!(tab.sending(), Sending::Sent { at });
    assert!(matches!(notebook.undo(), Some(Edit::Sent(None))));
    assert_eq!(tab.sending(), Sending::Draft);
    assert!(notebook.redo().is_some());
    notebook.erase("effacé".to_owned());
    assert_eq!((tab.sending(), stored().proposal.sent), (Sending::Draft, None));
    notebook.take_back_removal();
    assert_eq!(tab.sending(), Sending::Sent { at });
}

#[wasm_bindgen_test]
async fn typing_after_the_sending_shows_once_it_was_saved_or_tried_to_be() {
    for is_blocked in [false, true] {
        empty_storage().await;
        let blocked = is_blocked.then(Blocked::new);
        let tab = Tab::open();
        let notebook = tab.notebook;
        let stage = Stage::new(move |place| {
            let state = move || match notebook.sending() {
                Sending::Draft => "brouillon",
                Sending::Sent { .. } => "envoyé",
                Sending::ModifiedSince { .. } => "modifié",
            };
            place.child(el("p").id("etat").live_text(move || state().to_owned()))
        });
        let shows = async |want: &str| {
            let text = || stage.find::<HtmlElement>("#etat").text_content();
            wait_until(want, || text().as_deref() == Some(want)).await;
        };
        tab.type_name("Zoé");
        tab.type_text(Field::Offers, "Relire");
        shows("brouillon").await;
        notebook.mark_sent();
        shows("envoyé").await;
        // Nobody has it saved: it is when typing stops.
        tab.type_name("Zoé Durand");
        assert!(matches!(tab.sending(), Sending::Sent { .. }), "typing wakes nobody");
        shows("modifié").await;
        tab.type_name("Zoé ");
        shows("envoyé").await;
        drop(tab);
        drop(blocked);
    }
}

#[wasm_bindgen_test]
async fn what_was_said_of_the_sending_follows_into_another_tab() {
    empty_storage().await;
    let (writer, reader) = (Tab::open(), Tab::open());
    writer.type_name("Zoé");
    writer.type_text(Field::Offers, "Relire");
    writer.save().await;
    tell_other_tabs();
    assert_eq!(reader.sending(), Sending::Draft);
    writer.notebook.mark_sent();
    let Sending::Sent { at } = writer.sending() else { panic!("{:?}", writer.sending()) };
    tell_other_tabs();
    assert_eq!(reader.sending(), Sending::Sent { at });
    reader.type_name("Zoé Durand");
    reader.save().await;
    tell_other_tabs();
    for tab in [&writer, &reader] {
        assert_eq!(tab.sending(), Sending::ModifiedSince { at });
    }
}

#[wasm_bindgen_test]
async fn problems_are_shown_from_the_first_review_on() {
    empty_storage().await;
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
