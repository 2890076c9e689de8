//! The draft store over the browser's real storage.
//!
//! Each test has a storage of its own: it begins by emptying the real one, and tests run one after
//! the other.
//!
//! The journal answers once a test waits for something: until then a tab is one whose journal is
//! late.

use bluehats::draft_store::{DraftStore, Removal};
use bluehats::edition::{EDITION, EVENT};
use bluehats::platform::journal::Journal;
use bluehats::platform::static_form::{EarlyInput, EarlyValue};
use bluehats::ui::TextField;
use domain::repository::{ARCHIVE_PREFIX, KEY, OtherVersion, Saving};
use domain::stored::{self, DecodeError, Record};
use domain::{Date, Edit, Field, ItemId, ItemKind, Participation, Proposal, Sending, SoftwareId};
use js_sys::{Function, Object, Reflect};
use leptos::prelude::*;
use leptos::task::tick;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlElement, HtmlInputElement, StorageEvent, StorageEventInit};

use crate::fixture::{
    Fixture, dispatch, focused_id, local_storage, wait_until, wait_until_async, window,
};

/// A tab in which the app was opened.
pub(crate) struct Tab {
    owner: Owner,
    pub(crate) store: DraftStore,
}

impl Tab {
    pub(crate) fn open() -> Self {
        // Futures run once something was mounted.
        drop(Fixture::new(|| ()));
        let owner = Owner::new();
        let store = owner.with(DraftStore::provide);
        Self { owner, store }
    }

    fn type_name(&self, name: &str) {
        self.type_text(Field::Name, name);
    }

    fn type_text(&self, field: Field, text: &str) {
        self.store.type_text(field, text.to_owned());
    }

    pub(crate) fn save(&self) {
        self.store.save();
    }

    /// Saves, and waits until the journal holds what is stored.
    async fn save_and_note(&self) {
        self.save();
        assert!(self.is_saved());
        what_is_stored_is_noted().await;
    }

    /// What is true now.
    fn now<T>(&self, read: impl FnOnce(DraftStore) -> T) -> T {
        untrack(|| read(self.store))
    }

    fn name(&self) -> String {
        self.now(|store| store.text(Field::Name))
    }

    fn saving(&self) -> Saving {
        self.now(DraftStore::saving)
    }

    fn is_saved(&self) -> bool {
        matches!(self.saving(), Saving::Saved { .. })
    }

    fn sending(&self) -> Sending {
        self.now(DraftStore::sending)
    }

    /// The name in the version of the other tab, while the visitor has to choose.
    fn other_name(&self) -> Option<String> {
        let name = |other: &OtherVersion| other.record.proposal.name.clone();
        self.now(|store| store.with_other_version(|other| other.map(name)))
    }

    /// Whether there is something to take back, and something to make again.
    fn steps(&self) -> (bool, bool) {
        self.now(|store| (store.can_undo(), store.can_redo()))
    }
}

impl Drop for Tab {
    fn drop(&mut self) {
        self.owner.cleanup();
    }
}

/// Empties the storage, and the journal behind it.
pub(crate) async fn empty_storage() {
    local_storage().clear().unwrap();
    let journal = Journal::open().await.unwrap();
    for (key, _) in journal.read_all().await {
        journal.note(&key, None);
    }
    assert_eq!(journal.read_all().await, []);
}

fn stored_text() -> Option<String> {
    local_storage().get_item(KEY).unwrap()
}

fn stored() -> Record {
    stored::decode(&stored_text().unwrap()).unwrap()
}

/// All that was archived, in no order.
fn archived() -> Vec<String> {
    let storage = local_storage();
    (0..storage.length().unwrap())
        .filter_map(|index| storage.key(index).unwrap())
        .filter(|key| key.starts_with(ARCHIVE_PREFIX))
        .filter_map(|key| storage.get_item(&key).unwrap())
        .collect()
}

/// The names in all the drafts that were archived, in the order of the alphabet.
fn archived_names() -> Vec<String> {
    let name = |text: &String| stored::decode(text).unwrap().proposal.name;
    let mut names: Vec<String> = archived().iter().map(name).collect();
    names.sort();
    names
}

/// The record that the journal holds, as text.
async fn noted_text() -> Option<String> {
    let entries = Journal::open().await.unwrap().read_all().await;
    entries.into_iter().find_map(|(key, text)| (key == KEY).then_some(text))
}

/// Waits until the journal holds the record that is stored.
async fn what_is_stored_is_noted() {
    wait_until_async("the journal has it", async || noted_text().await == stored_text()).await;
}

/// What the browser tells other tabs when one of them stores something under `key`, or has cleared
/// all that is stored.
fn tell_other_tabs_of(key: Option<&str>) {
    let init = StorageEventInit::new();
    init.set_key(key);
    init.set_new_value(key.and_then(|_| stored_text()).as_deref());
    let event = StorageEvent::new_with_event_init_dict("storage", &init).unwrap();
    window().dispatch_event(&event).unwrap();
}

fn tell_other_tabs() {
    tell_other_tabs_of(Some(KEY));
}

/// Whether the browser would ask before it leaves the page.
fn leaving_asks() -> bool {
    dispatch(&window(), "beforeunload")
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
    tab.save();
    assert!(tab.is_saved());
    let next = Tab::open();
    assert_eq!(next.name(), "Zoé 🧢");
    assert!(next.is_saved());
}

#[wasm_bindgen_test]
async fn without_changes_nothing_is_written() {
    empty_storage().await;
    let tab = Tab::open();
    tab.save();
    assert_eq!(local_storage().length().unwrap(), 0);
    tab.type_name("a");
    tab.save_and_note().await;
    let before = stored_text();
    // It would have a greater revision.
    tab.save();
    assert_eq!(stored_text(), before);
}

#[wasm_bindgen_test]
async fn what_cannot_be_read_is_quarantined() {
    let newer = "{\"format\":\"bluehats-participation\",\"version\":99}";
    for (text, reason) in [
        ("{\"theme\":\"dark\"}", DecodeError::Foreign),
        ("{\"format\":\"bluehats-participation\"", DecodeError::Damaged),
        (newer, DecodeError::Newer { version: 99 }),
    ] {
        empty_storage().await;
        local_storage().set_item(KEY, text).unwrap();
        let tab = Tab::open();
        let quarantined = tab.now(DraftStore::quarantined).unwrap();
        assert_eq!((quarantined.text.as_str(), quarantined.reason), (text, reason));
        assert_eq!(archived(), [text]);
        tab.type_name("Zoé");
        tab.save();
        assert_eq!(stored().proposal.name, "Zoé");
        assert_eq!(archived(), [text]);
    }
}

#[wasm_bindgen_test]
async fn the_journal_brings_back_what_the_storage_lost() {
    for lost in ["all of it", "the last save"] {
        empty_storage().await;
        let tab = Tab::open();
        tab.type_name("Zoé");
        tab.save_and_note().await;
        let before = stored_text().unwrap();
        tab.type_name("Zoé Durand");
        tab.save();
        let noted = stored();
        assert_eq!(noted.proposal.name, "Zoé Durand");
        lose_to_the_journal(tab).await;
        if lost != "all of it" {
            local_storage().set_item(KEY, &before).unwrap();
        }
        let next = Tab::open();
        assert_ne!(next.name(), "Zoé Durand", "the start waited for the journal");
        wait_until("the name is there again", || next.name() == "Zoé Durand").await;
        assert_eq!(stored(), noted, "{lost}");
        assert!(next.is_saved());
    }
}

/// The storage loses all that this tab has saved: only the journal has it.
async fn lose_to_the_journal(tab: Tab) {
    tab.save_and_note().await;
    drop(tab);
    local_storage().clear().unwrap();
}

#[wasm_bindgen_test]
async fn a_journal_that_is_late_is_another_tab_to_a_visitor_who_was_quick() {
    for is_saved in [true, false] {
        for keep_this in [true, false] {
            empty_storage().await;
            let tab = Tab::open();
            tab.type_name("Zoé Durand");
            tab.save_and_note().await;
            tab.type_name("Zoé");
            lose_to_the_journal(tab).await;

            let quick = Tab::open();
            quick.type_name("Paul");
            if is_saved {
                quick.save();
                assert!(quick.is_saved(), "saving waited for the journal");
                assert_eq!(stored().proposal.name, "Paul");
            }
            let conflict = Saving::Conflict { no_room: false };
            wait_until("the journal has answered", || quick.saving() == conflict).await;
            assert_eq!(quick.name(), "Paul");
            assert_eq!(quick.other_name().as_deref(), Some("Zoé"));
            let (kept, lost) = if keep_this {
                quick.store.keep_this_version();
                ("Paul", "Zoé")
            } else {
                quick.store.take_other_version();
                ("Zoé", "Paul")
            };
            assert!(quick.is_saved());
            assert_eq!((quick.name().as_str(), stored().proposal.name.as_str()), (kept, kept));
            assert!(archived_names().iter().any(|name| name == lost), "{lost} is lost");
            what_is_stored_is_noted().await;
        }
    }
}

#[wasm_bindgen_test]
async fn what_the_journal_holds_is_not_lost_when_both_were_saved_before_it_answered() {
    empty_storage().await;
    let tab = Tab::open();
    tab.type_name("Zoé");
    tab.save();
    lose_to_the_journal(tab).await;
    let quick = Tab::open();
    quick.type_name("Paul");
    quick.save();
    wait_until("the other version is offered, or archived", || {
        quick.other_name().as_deref() == Some("Zoé") || archived_names().contains(&"Zoé".to_owned())
    })
    .await;
    assert_eq!(quick.name(), "Paul");
}

#[wasm_bindgen_test]
async fn a_journal_that_has_nothing_newer_changes_nothing() {
    empty_storage().await;
    let tab = Tab::open();
    tab.type_name("Zoé");
    tab.save_and_note().await;
    drop(tab);
    let before = stored().revision;

    let next = Tab::open();
    next.type_name("Zoé Durand");
    // It is noted once the journal was read.
    next.save_and_note().await;
    assert_eq!(next.name(), "Zoé Durand");
    assert_eq!(stored().proposal.name, "Zoé Durand");
    assert!(stored().revision > before, "the journal would count as newer");
    assert!(next.is_saved() && archived().is_empty());
}

#[wasm_bindgen_test]
async fn a_tab_without_changes_follows_the_other() {
    empty_storage().await;
    let (writer, reader) = (Tab::open(), Tab::open());
    writer.type_name("Zoé");
    writer.save();
    tell_other_tabs();
    assert_eq!(reader.name(), "Zoé");
    assert!(reader.is_saved());
    reader.type_name("Zoé D.");
    reader.save();
    assert!(reader.is_saved(), "{:?}", reader.saving());
    assert_eq!(stored().proposal.name, "Zoé D.");
}

#[wasm_bindgen_test]
async fn following_moves_neither_focus_nor_caret() {
    empty_storage().await;
    let (writer, reader) = (Tab::open(), Tab::open());
    writer.type_name("Zoé Durand");
    writer.save();
    tell_other_tabs();

    let store = reader.store;
    let fixture = Fixture::new(move || {
        let field = move |id: &'static str, field| {
            let value = Signal::derive(move || store.text(field));
            let on_input = move |text: String| store.type_text(field, text);
            view! { <TextField id label="Essai" value on_input /> }
        };
        (field("nom", Field::Name), field("apports", Field::Offers))
    });
    tick().await;
    let name: HtmlInputElement = fixture.find("#nom");
    name.focus().unwrap();
    name.set_selection_range(2, 5).unwrap();

    for (text, selection) in [("Zoé Durand-Été", (2, 5)), ("Mme Zoé Durand-Été", (6, 9))] {
        writer.type_name(text);
        writer.type_text(Field::Offers, "Relire");
        writer.save();
        tell_other_tabs();
        wait_until("the selection stands beside the same characters", || {
            let selected = name.selection_start().unwrap().zip(name.selection_end().unwrap());
            name.value() == text && selected == Some(selection)
        })
        .await;
    }
    assert_eq!(fixture.find::<HtmlInputElement>("#apports").value(), "Relire");
    assert_eq!(focused_id(), "nom");
    assert!(reader.is_saved());
}

/// Two tabs that have each written a name: this one, which was not the first to save, has to choose.
async fn two_versions() -> (Tab, Tab) {
    empty_storage().await;
    let (this, other) = (Tab::open(), Tab::open());
    other.type_name("autre");
    other.save();
    this.type_name("celui-ci");
    this.save();
    (this, other)
}

#[wasm_bindgen_test]
async fn out_of_two_versions_the_one_that_is_not_kept_is_archived() {
    for keep_this in [true, false] {
        let (this, _other) = two_versions().await;
        assert_eq!(this.saving(), Saving::Conflict { no_room: false });
        assert_eq!(stored().proposal.name, "autre");
        let (kept, lost) = if keep_this {
            this.store.keep_this_version();
            ("celui-ci", "autre")
        } else {
            this.store.take_other_version();
            ("autre", "celui-ci")
        };
        assert_eq!(this.name(), kept);
        assert!(this.is_saved());
        assert_eq!(stored().proposal.name, kept);
        assert_eq!(archived_names(), [lost]);
    }
}

#[wasm_bindgen_test]
async fn typing_while_two_versions_wait_reads_nothing_that_is_stored() {
    let (this, _other) = two_versions().await;
    local_storage().remove_item(KEY).unwrap();
    this.type_name("celui-ci, plus tard");
    assert_eq!(this.other_name().as_deref(), Some("autre"), "the storage was read");
}

#[wasm_bindgen_test]
async fn what_was_not_taken_of_another_edition_is_not_said_to_have_lost_anything() {
    for is_there_still in [true, false] {
        empty_storage().await;
        let (this, other) = (Tab::open(), Tab::open());
        other.type_name("autre");
        other.type_text(Field::Offers, "Relire");
        other.store.mark_sent();
        other.save();
        let mut record = stored();
        record.edition = Some(format!("avant-{}", EDITION.key));
        local_storage().set_item(KEY, &stored::encode(&record)).unwrap();
        this.type_name("celui-ci");
        this.save();
        assert_eq!(this.saving(), Saving::Conflict { no_room: false });
        if !is_there_still {
            // The other tab stores something again, of this edition.
            record.edition = Some(EDITION.key.to_owned());
            record.proposal.name = String::from("encore autre");
            local_storage().set_item(KEY, &stored::encode(&record)).unwrap();
        }
        this.store.take_other_version();
        let name = if is_there_still { "autre" } else { "celui-ci" };
        assert_eq!(this.name(), name);
        assert_eq!(this.now(DraftStore::is_from_other_edition), is_there_still);
    }
}

#[wasm_bindgen_test]
async fn of_two_versions_something_of_each_is_kept_and_both_are_archived() {
    empty_storage().await;
    let (this, other) = (Tab::open(), Tab::open());
    other.type_name("autre");
    other.type_text(Field::Offers, "Relire");
    other.save();
    this.type_name("celui-ci");
    this.save();
    let theirs = Edit::Text { field: Field::Offers, value: "Relire".to_owned() };
    let mut chosen = this.store.with_untracked(Clone::clone);
    chosen.apply(theirs).unwrap();
    assert!(this.store.choose(chosen));
    let kept = stored().proposal;
    assert_eq!((kept.name.as_str(), kept.offers.as_str()), ("celui-ci", "Relire"));
    assert!(this.is_saved());
    assert_eq!(archived_names(), ["autre", "celui-ci"]);

    // It can be taken back, as everything, and is archived then as well.
    assert!(this.store.undo().is_some());
    this.save();
    assert_eq!((this.name().as_str(), stored().proposal.offers.as_str()), ("celui-ci", ""));
    assert_eq!(archived_names(), ["autre", "celui-ci", "celui-ci"]);

    // What is archived goes when the visitor says so.
    let versions = this.now(DraftStore::archived_versions);
    this.store.remove_archived_version(versions.first().unwrap());
    assert_eq!(this.now(DraftStore::archived_versions), versions[1..]);
    assert_eq!(archived().len(), 2);
}

#[wasm_bindgen_test]
async fn a_tab_that_cannot_read_what_a_later_release_stored_writes_nothing_more() {
    empty_storage().await;
    let tab = Tab::open();
    tab.type_name("Zoé");
    tab.save();
    let newer = "{\"format\":\"bluehats-participation\",\"version\":99}";
    local_storage().set_item(KEY, newer).unwrap();
    tell_other_tabs();
    assert_eq!(tab.saving(), Saving::Newer);
    tab.type_name("Zoé Durand");
    tab.save();
    assert_eq!(tab.saving(), Saving::Newer);
    assert_eq!(stored_text().as_deref(), Some(newer));
    assert_eq!(tab.name(), "Zoé Durand");
    assert!(leaving_asks());
}

#[wasm_bindgen_test]
async fn what_another_tab_damaged_is_archived() {
    empty_storage().await;
    let tab = Tab::open();
    tab.type_name("Zoé");
    tab.save();
    local_storage().set_item(KEY, "{\"theme\":\"dark\"}").unwrap();
    tell_other_tabs();
    tab.save();
    assert_eq!(archived(), ["{\"theme\":\"dark\"}"]);
    assert_eq!((tab.name(), stored().proposal.name), ("Zoé".to_owned(), "Zoé".to_owned()));
}

#[wasm_bindgen_test]
async fn leaving_asks_when_something_would_be_lost_and_not_otherwise() {
    empty_storage().await;
    let (this, other) = (Tab::open(), Tab::open());
    assert!(!leaving_asks(), "nothing was typed");
    other.type_name("autre");
    other.save();
    assert!(!leaving_asks(), "all is saved");
    other.type_name("encore autre");
    assert!(!leaving_asks(), "it can be saved in time");
    assert_eq!(stored().proposal.name, "encore autre");
    this.type_name("celui-ci");
    this.save();
    assert_eq!(this.saving(), Saving::Conflict { no_room: false });
    assert!(leaving_asks(), "the visitor has to choose first");
    this.store.keep_this_version();
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
    let backup = stored::decode(&tab.store.backup()).unwrap();
    assert_eq!(backup.proposal.name, "Zoé");
    tab.store.erase();
    assert!(!leaving_asks(), "there is nothing to lose any more");
    drop(tab);
    drop(blocked);
    assert_eq!(local_storage().length().unwrap(), 0);
}

fn add_software(store: DraftStore) -> SoftwareId {
    match store.add_item(ItemKind::Software, None) {
        ItemId::Software(id) => id,
        other => panic!("{other:?} was added"),
    }
}

#[wasm_bindgen_test]
async fn steps_are_taken_back_and_made_again() {
    empty_storage().await;
    let tab = Tab::open();
    let store = tab.store;
    assert_eq!(tab.steps(), (false, false));
    assert_eq!(store.undo(), None);
    // A burst of typing is one step.
    for name in ["Z", "Zo", "Zoé"] {
        tab.type_name(name);
    }
    let software = add_software(store);
    tab.type_text(Field::SoftwareName(software), "Démo");
    assert_eq!(tab.steps(), (true, false));

    let undo = || store.undo().map(|step| step.edit);
    assert!(matches!(undo(), Some(Edit::Splice { .. })));
    assert_eq!(store.with_untracked(|draft| draft.software.len()), 1);
    assert_eq!(undo(), Some(Edit::Remove { item: software.into() }));
    assert_eq!((tab.name().as_str(), tab.steps()), ("Zoé", (true, true)));
    assert!(store.undo().is_some());
    assert_eq!((tab.name().as_str(), tab.steps()), ("", (false, true)));
    tab.save();
    assert!(stored().proposal.is_empty());

    while store.redo().is_some() {}
    assert_eq!((tab.name().as_str(), tab.steps()), ("Zoé", (true, false)));
    assert_eq!(tab.now(|store| store.text(Field::SoftwareName(software))), "Démo");
    tab.save();
    assert_eq!(stored().proposal.software.len(), 1);

    // What comes after a step that was taken back takes the place of what could be made again.
    store.undo();
    tab.type_name("Paul");
    assert_eq!(tab.steps(), (true, false));
}

#[wasm_bindgen_test]
async fn an_erased_draft_is_taken_back_whole() {
    empty_storage().await;
    for by_notice in [true, false] {
        let tab = Tab::open();
        let store = tab.store;
        tab.type_name("Zoé");
        add_software(store);
        tab.save();
        let before = store.with_untracked(Clone::clone);
        store.erase();
        assert!(store.with_untracked(Proposal::is_empty));
        assert!(stored().proposal.is_empty());
        assert_eq!(tab.now(DraftStore::last_removal), Some(Removal::Draft));
        // The journal keeps nothing that was erased.
        tab.save_and_note().await;
        if by_notice {
            assert_eq!(store.take_back_removal(), None, "it is no item");
        } else {
            assert!(store.undo().is_some());
        }
        assert_eq!(tab.now(DraftStore::last_removal), None);
        assert_eq!(store.with_untracked(Clone::clone), before);
        tab.save();
        assert_eq!(stored().proposal, before);
    }
}

/// Whatever takes the place of a whole draft, what was reported as saved is found again.
#[wasm_bindgen_test]
async fn a_draft_that_another_one_takes_the_place_of_is_archived() {
    // What another tab wrote.
    empty_storage().await;
    let (writer, idle) = (Tab::open(), Tab::open());
    for text in ["Zoé", "Zoé, une heure plus tard"] {
        writer.type_name(text);
        writer.save();
        tell_other_tabs();
    }
    drop(writer);
    assert!(idle.store.undo().is_some_and(|step| step.is_following));
    assert_eq!(idle.name(), "");
    idle.type_text(Field::Offers, "Relire");
    idle.save();
    assert_eq!(archived_names(), ["Zoé, une heure plus tard"]);
    drop(idle);

    // What was written since the draft was erased.
    empty_storage().await;
    let tab = Tab::open();
    tab.type_name("avant");
    tab.save();
    tab.store.erase();
    tab.type_name("après");
    tab.save();
    tab.store.take_back_removal();
    tab.save();
    assert_eq!(
        (tab.name().as_str(), archived_names()),
        ("avant", vec!["après".to_owned(), "avant".to_owned()])
    );

    // What a backup replaced; and the backup, once that is taken back.
    empty_storage().await;
    let tab = Tab::open();
    tab.type_name("sauvegardé");
    let backup = stored::decode(&tab.store.backup()).unwrap();
    tab.type_name("remplacé");
    tab.store.restore(backup);
    assert_eq!(archived_names(), ["remplacé"]);
    assert!(tab.store.undo().is_some_and(|step| !step.is_following));
    assert_eq!(archived_names(), ["remplacé", "sauvegardé"]);
    tab.store.redo();
    assert_eq!(archived_names(), ["remplacé", "sauvegardé"], "each is there once");
}

#[wasm_bindgen_test]
async fn the_list_of_archived_versions_is_what_is_stored() {
    empty_storage().await;
    let tab = Tab::open();
    tab.type_name("Zoé");
    tab.save();
    let key = |at: u32| format!("{ARCHIVE_PREFIX}{at}");
    let store = tab.store;
    let shown = tab.owner.with(|| {
        Memo::new(move |_| {
            let versions = store.archived_versions();
            versions.into_iter().map(|version| version.text).collect::<Vec<_>>()
        })
    });
    for (at, text) in [(1, "un"), (2, "deux")] {
        // Another tab removes the version that was there, and archives another one.
        local_storage().remove_item(&key(at - 1)).unwrap();
        local_storage().set_item(&key(at), text).unwrap();
        tab.save();
        assert_eq!(shown.get_untracked(), [text]);
    }
}

#[wasm_bindgen_test]
async fn a_removal_can_be_taken_back_with_all_that_was_removed() {
    empty_storage().await;
    let tab = Tab::open();
    let store = tab.store;
    add_software(store);
    let software = add_software(store);
    let goal = store.add_item(ItemKind::Goal, Some(software));
    let text = goal.first_field();
    tab.type_text(text, "Publier");
    store.remove(goal);
    let removed = |kind, parent, index, text: &str| {
        Some(Removal::Item { kind, parent, index, text: text.to_owned() })
    };
    let of_goal = removed(ItemKind::Goal, Some(software), 1, "Publier");
    assert_eq!(tab.now(DraftStore::last_removal), of_goal);
    store.remove(software.into());
    assert_eq!(tab.now(DraftStore::last_removal), removed(ItemKind::Software, None, 1, ""));
    assert_eq!(store.take_back_removal(), Some(ItemId::Software(software)));
    assert_eq!(store.take_back_removal(), Some(goal));
    assert_eq!(store.take_back_removal(), None);
    assert_eq!(tab.now(|store| store.text(text)), "Publier");

    store.remove(goal);
    store.dismiss_removals();
    assert_eq!(tab.now(DraftStore::last_removal), None);
    assert_eq!(store.take_back_removal(), None);
    assert!(store.undo().is_some(), "it is a step all the same");
    assert_eq!(tab.now(|store| store.text(text)), "Publier");
}

#[wasm_bindgen_test]
async fn what_the_visitor_says_they_sent_is_kept_with_the_draft() {
    empty_storage().await;
    let tab = Tab::open();
    let store = tab.store;
    tab.type_name("Zoé");
    store.mark_sent();
    assert_eq!(tab.sending(), Sending::Draft, "it could not be sent");
    tab.type_text(Field::Offers, "Relire\r\n");
    store.mark_sent();
    tab.save();
    let Sending::Sent { at } = tab.sending() else { panic!("{:?}", tab.sending()) };
    let sent = tab.now(DraftStore::sent).unwrap();
    assert_eq!((sent.at, sent.proposal.offers.as_str()), (at, "Relire"));
    assert_eq!(stored().proposal.sent.as_deref(), Some(&sent));
    let backup = stored::decode(&store.backup()).unwrap();
    assert_eq!(backup.proposal.sent.as_deref(), Some(&sent));
    assert_eq!(Tab::open().sending(), Sending::Sent { at });

    store.unmark_sent();
    assert_eq!((tab.sending(), stored().proposal.sent), (Sending::Draft, None));
    let undo = || store.undo().map(|step| step.edit);
    assert_eq!(undo(), Some(Edit::Sent(Some(Box::new(sent)))));
    assert_eq!(tab.sending(), Sending::Sent { at });
    assert_eq!(undo(), Some(Edit::Sent(None)));
    assert_eq!(tab.sending(), Sending::Draft);
    assert!(store.redo().is_some());
    store.erase();
    assert_eq!((tab.sending(), stored().proposal.sent), (Sending::Draft, None));
    store.take_back_removal();
    assert_eq!(tab.sending(), Sending::Sent { at });
}

#[wasm_bindgen_test]
async fn typing_after_the_sending_shows_once_it_was_saved_or_tried_to_be() {
    for is_blocked in [false, true] {
        empty_storage().await;
        let blocked = is_blocked.then(Blocked::new);
        let tab = Tab::open();
        let store = tab.store;
        let fixture = Fixture::new(move || {
            let state = move || match store.sending() {
                Sending::Draft => "brouillon",
                Sending::Sent { .. } => "envoyé",
                Sending::ModifiedSince { .. } => "modifié",
            };
            view! { <p id="etat">{state}</p> }
        });
        let shows = async |want: &str| {
            let text = || fixture.find::<HtmlElement>("#etat").text_content();
            wait_until(want, || text().as_deref() == Some(want)).await;
        };
        tab.type_name("Zoé");
        tab.type_text(Field::Offers, "Relire");
        shows("brouillon").await;
        store.mark_sent();
        shows("envoyé").await;
        // Nobody has it saved: it is when typing stops.
        tab.type_name("Zoé Durand");
        assert!(matches!(tab.sending(), Sending::Sent { .. }), "typing wakes nobody");
        shows("modifié").await;
        tab.type_name("Zoé ");
        shows("envoyé").await;
        drop((fixture, tab, blocked));
    }
}

#[wasm_bindgen_test]
async fn what_was_said_of_the_sending_follows_into_another_tab() {
    empty_storage().await;
    let (writer, reader) = (Tab::open(), Tab::open());
    writer.type_name("Zoé");
    writer.type_text(Field::Offers, "Relire");
    writer.save();
    tell_other_tabs();
    assert_eq!(reader.sending(), Sending::Draft);
    writer.store.mark_sent();
    let Sending::Sent { at } = writer.sending() else { panic!("{:?}", writer.sending()) };
    tell_other_tabs();
    assert_eq!(reader.sending(), Sending::Sent { at });
    reader.type_name("Zoé Durand");
    reader.save();
    tell_other_tabs();
    for tab in [&writer, &reader] {
        assert_eq!(tab.sending(), Sending::ModifiedSince { at });
    }
}

#[wasm_bindgen_test]
async fn problems_are_shown_from_the_first_review_on() {
    empty_storage().await;
    let tab = Tab::open();
    let store = tab.store;
    let problems = || tab.now(DraftStore::problems).len();
    store.settle();
    assert_eq!(problems(), 0);
    store.review();
    assert_eq!(problems(), 2);
    tab.type_text(Field::Name, "Zoé");
    assert!(tab.now(|store| store.problem(Field::Name)).is_some(), "typing wakes nobody");
    store.settle();
    assert_eq!(tab.now(|store| store.problem(Field::Name)), None);
    tab.type_text(Field::Offers, "Relire");
    store.settle();
    assert_eq!(problems(), 0);
    assert!(store.with_untracked(|draft| Participation::parse(draft).is_ok()));

    // Of what was added since nothing is said before the next one.
    let software = add_software(store);
    tab.type_text(Field::Licence(software), "MIT");
    store.settle();
    let is_said = || tab.now(|store| store.problem(Field::SoftwareName(software))).is_some();
    assert_eq!((problems(), is_said()), (1, false));
    store.review();
    assert!(is_said());
    store.erase();
    assert_eq!((problems(), is_said()), (0, false));
}

#[wasm_bindgen_test]
async fn what_was_typed_before_the_program_ran_is_taken_up() {
    empty_storage().await;
    let before = Tab::open();
    before.type_name("Zoé");
    before.type_text(Field::Email, "zoe@exemple.fr");
    before.save();
    drop(before);

    let tab = Tab::open();
    let [first, last] = [EVENT.days.first().unwrap(), EVENT.days.last().unwrap()];
    let input =
        |key: &str, id: &str, value| EarlyInput { key: key.to_owned(), id: id.to_owned(), value };
    let text = |text: &str| EarlyValue::Text(text.to_owned());
    tab.store.take_early_inputs(vec![
        input("name", "nom", text("Zoé Durand")),
        input("organisation", "organisation", text("Commune de Démo")),
        input("presence", &format!("presence-{last}"), EarlyValue::Ticked(true)),
        input("presence", "presence-demain", EarlyValue::Ticked(true)),
        input("inconnu", "inconnu", text("perdu")),
    ]);
    tab.store.with_untracked(|draft| {
        assert_eq!((draft.name.as_str(), draft.email.as_str()), ("Zoé Durand", "zoe@exemple.fr"));
        assert_eq!(draft.organisation, "Commune de Démo");
        assert_eq!(draft.presence, [*last]);
    });
    let ticked = EarlyValue::Ticked(false);
    tab.store.take_early_inputs(vec![
        input("presence", &format!("presence-{last}"), ticked.clone()),
        input("presence", &format!("presence-{first}"), ticked),
    ]);
    assert_eq!(tab.store.with_untracked(|draft| draft.presence.clone()), []);
    tab.save();
    assert_eq!(stored().proposal.name, "Zoé Durand");
}

#[wasm_bindgen_test]
async fn what_was_cleared_from_outside_is_stored_again_only_if_the_visitor_wants_it() {
    for by_editing in [true, false] {
        empty_storage().await;
        let tab = Tab::open();
        tab.type_name("Zoé");
        tab.save();
        assert!(tab.is_saved());
        // As the browser's settings do it.
        local_storage().clear().unwrap();
        tell_other_tabs_of(None);
        assert_eq!((tab.saving(), tab.name().as_str()), (Saving::Erased, "Zoé"));

        // What happens when typing stops, and when the page is hidden or left.
        tab.save();
        dispatch(&window(), "pagehide");
        tell_other_tabs();
        assert_eq!(local_storage().length(), Ok(0));
        assert_eq!((tab.saving(), tab.name().as_str()), (Saving::Erased, "Zoé"));

        if by_editing {
            tab.type_name("Zoé Durand");
            assert_eq!(local_storage().length(), Ok(0));
            wait_until("it is saved as always", || tab.is_saved()).await;
            assert_eq!(stored().proposal.name, "Zoé Durand");
        } else {
            tab.store.save_again();
            assert!(tab.is_saved());
            assert_eq!(stored().proposal.name, "Zoé");
        }
    }
}

#[wasm_bindgen_test]
async fn a_draft_of_another_edition_keeps_its_texts_only() {
    for is_in_journal in [false, true] {
        empty_storage().await;
        let tab = Tab::open();
        tab.type_name("Zoé");
        tab.type_text(Field::Offers, "Relire");
        tab.store.mark_sent();
        let mut record = stored();
        drop(tab);
        assert_eq!(record.edition.as_deref(), Some(EDITION.key));
        assert!(record.proposal.sent.is_some());
        record.edition = Some(format!("avant-{}", EDITION.key));
        record.proposal.presence = vec![Date::new(2001, 2, 3).unwrap()];

        empty_storage().await;
        let text = stored::encode(&record);
        if is_in_journal {
            Journal::open().await.unwrap().note(KEY, Some(&text));
        } else {
            local_storage().set_item(KEY, &text).unwrap();
        }
        let next = Tab::open();
        wait_until("the texts are there", || next.name() == "Zoé").await;
        assert!(next.now(DraftStore::is_from_other_edition));
        next.store.with_untracked(|draft| {
            assert_eq!((draft.offers.as_str(), &draft.sent), ("Relire", &None));
            assert_eq!(draft.presence, []);
        });
        assert_eq!(next.sending(), Sending::Draft);
        next.store.dismiss_other_edition();
        assert!(!next.now(DraftStore::is_from_other_edition));

        // From now on it is a draft of this one.
        next.type_name("Zoé Durand");
        next.save();
        assert_eq!(stored().edition.as_deref(), Some(EDITION.key));
        assert!(!Tab::open().now(DraftStore::is_from_other_edition));
    }
}

#[wasm_bindgen_test]
async fn folds_belong_to_the_device_and_outlast_a_visit() {
    empty_storage().await;
    let tab = Tab::open();
    let store = tab.store;
    let [first, second] = [(); 2].map(|()| add_software(store));
    let is_folded = |tab: &Tab, id: SoftwareId| tab.now(move |store| store.is_folded(id.into()));
    // Adding one folds the one before.
    assert!(is_folded(&tab, first) && !is_folded(&tab, second));
    store.fold(&[first.into()], false);
    tab.save();
    let next = Tab::open();
    // What was chosen is as it was left; the other is folded among several.
    assert!(!is_folded(&next, first) && is_folded(&next, second));
    assert!(!store.backup().contains("fold"));
    next.store.erase();
    assert!(!is_folded(&next, second), "another draft has the same ids");
}

#[wasm_bindgen_test]
async fn a_link_is_completed_by_a_step_of_its_own() {
    empty_storage().await;
    let tab = Tab::open();
    let store = tab.store;
    let field = Field::Repository(add_software(store));
    tab.type_text(field, "exemple.fr");
    store.complete_link(field);
    assert_eq!(tab.now(move |store| store.text(field)), "https://exemple.fr");
    store.complete_link(field);
    assert!(store.undo().is_some());
    assert_eq!(tab.now(move |store| store.text(field)), "exemple.fr");
    tab.type_text(field, "démo");
    store.complete_link(field);
    assert_eq!(tab.now(move |store| store.text(field)), "démo");
}
