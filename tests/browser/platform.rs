//! The adapters to the browser.

use std::cell::Cell;
use std::rc::Rc;

use bluehats::platform::clipboard;
use bluehats::platform::clock::{self, LocalTime};
use bluehats::platform::files::{self, File, ReadError};
use bluehats::platform::focus;
use bluehats::platform::journal::Journal;
use bluehats::platform::share;
use bluehats::platform::storage::{Storage, WriteError};
use bluehats::platform::timer::{Debounce, after_press};
use js_sys::{Array, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::fixture::{
    Fixture, Stub, focused_id, function, local_storage, object, pause, wait_until,
};

#[wasm_bindgen_test]
fn what_is_stored_reads_back() {
    let storage = Storage::open().unwrap();
    let text = "é 🧢 \u{0} \u{202e} </script>";
    storage.write("essai", text).unwrap();
    assert_eq!(storage.read("essai").unwrap().as_deref(), Some(text));
    assert_eq!(storage.read("rien").unwrap(), None);
    local_storage().remove_item("essai").unwrap();
}

#[wasm_bindgen_test]
fn a_full_storage_says_so_and_keeps_what_it_had() {
    let storage = Storage::open().unwrap();
    storage.write("essai", "avant").unwrap();
    // Browsers give a site about 5 million characters, and none gives it this many.
    let too_much = "x".repeat(20_000_000);
    assert_eq!(storage.write("essai", &too_much), Err(WriteError::Full));
    assert_eq!(storage.read("essai").unwrap().as_deref(), Some("avant"));
    local_storage().remove_item("essai").unwrap();
}

#[wasm_bindgen_test]
async fn what_is_noted_in_the_journal_reads_back() {
    let journal = Journal::open().await.unwrap();
    let text = "é 🧢 \u{0} \u{202e} </script>";
    journal.note("essai", Some("avant"));
    journal.note("essai", Some(text));
    journal.note("autre", Some(""));
    // Another tab has a connection of its own.
    let noted = async |key: &str| {
        let notes = Journal::open().await.unwrap().read_all().await;
        notes.into_iter().find_map(|(noted, text)| (noted == key).then_some(text))
    };
    assert_eq!(noted("essai").await.as_deref(), Some(text));
    assert_eq!(noted("autre").await.as_deref(), Some(""));
    journal.note("essai", None);
    journal.note("autre", None);
    assert_eq!((noted("essai").await, noted("autre").await), (None, None));
}

#[wasm_bindgen_test]
async fn a_file_is_read_unless_it_is_too_large() {
    let file = File::new_with_str_sequence(&Array::of1(&"été 🧢".into()), "essai.json").unwrap();
    // Bytes count, not characters.
    assert_eq!(files::read(&file, 10.0).await.as_deref(), Ok("été 🧢".as_bytes()));
    assert_eq!(files::read(&file, 9.0).await, Err(ReadError::TooLarge));
}

#[wasm_bindgen_test]
async fn a_debounced_function_runs_once_things_are_calm() {
    let calls = Rc::new(Cell::new(0));
    let debounce = {
        let calls = Rc::clone(&calls);
        Debounce::new(10, 10_000, move || calls.set(calls.get() + 1))
    };
    for _ in 0..5 {
        debounce.restart();
    }
    // As long, begun later.
    pause().await;
    assert_eq!(calls.get(), 1);
    debounce.restart();
    drop(debounce);
    pause().await;
    assert_eq!(calls.get(), 1, "what is gone calls nothing");
}

/// With a pause that never comes, as where somebody goes on typing.
#[wasm_bindgen_test]
async fn a_clock_that_is_set_back_does_not_put_the_limit_off() {
    let calls = Rc::new(Cell::new(0));
    let debounce = {
        let calls = Rc::clone(&calls);
        Debounce::new(10_000, 30, move || calls.set(calls.get() + 1))
    };
    let date = Reflect::get(&js_sys::global(), &"Date".into()).unwrap();
    let now = Reflect::get(&date, &"now".into()).unwrap();
    let set_clock = |now: &JsValue| Reflect::set(&date, &"now".into(), now).unwrap();
    debounce.restart();
    set_clock(&function("", "return new Date().getTime() - 3_600_000"));
    for _ in 0..6 {
        pause().await;
        debounce.restart();
    }
    pause().await;
    set_clock(&now);
    assert!(calls.get() > 0, "it waited for as long as the clock was set back");
}

#[wasm_bindgen_test]
fn the_clock_tells_the_local_time() {
    let noon = js_sys::Date::new_with_year_month_day_hr_min(2024, 0, 9, 14, 2).get_time();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "after 1970")]
    let local = clock::local(noon as u64);
    assert_eq!(local, LocalTime { year: 2024, month: 1, day: 9, hour: 14, minute: 2 });
}

#[wasm_bindgen_test]
async fn a_text_is_copied_before_the_click_is_over() {
    let clipboard = object(&[("writeText", &function("text", "this.text = text"))]);
    let stub = Stub::new("clipboard", &clipboard);
    let writing = clipboard::write("été 🧢\n\u{0}");
    let text = Reflect::get(&clipboard, &"text".into()).unwrap();
    assert_eq!(text.as_string().as_deref(), Some("été 🧢\n\u{0}"), "nothing was written yet");
    // No promise was made: the call itself is over.
    assert_eq!(writing.await, Ok(()));
    drop(stub);
}

#[wasm_bindgen_test]
async fn a_clipboard_that_is_missing_or_refuses_is_no_panic() {
    let throws = object(&[("writeText", &function("text", "throw new Error('no')"))]);
    let rejects = object(&[("writeText", &function("text", "return Promise.reject('no')"))]);
    for clipboard in [&JsValue::UNDEFINED, &object(&[]), &throws, &rejects] {
        let stub = Stub::new("clipboard", clipboard);
        assert_eq!(clipboard::write("essai").await, Err(clipboard::Refused));
        drop(stub);
    }
}

#[wasm_bindgen_test]
async fn closing_the_share_sheet_is_no_error() {
    let rejects = |name: &str| {
        let body = format!("return Promise.reject(new DOMException('no', '{name}'))");
        function("data", &body)
    };
    for (share, want) in [
        (function("data", "if (data.title != 'a' || data.text != 'b') throw data"), Ok(())),
        (rejects("AbortError"), Ok(())),
        (rejects("NotAllowedError"), Err(share::Refused)),
        (JsValue::UNDEFINED, Err(share::Refused)),
    ] {
        let stub = Stub::new("share", &share);
        assert_eq!(share::share("a", "b").await, want, "{share:?}");
        drop(stub);
    }
}

#[wasm_bindgen_test]
fn there_is_a_share_sheet_where_the_browser_says_so() {
    let (no, does) = (JsValue::UNDEFINED, function("data", ""));
    for (share, can_share, want) in [
        (&no, &no, false),
        (&does, &no, true),
        (&does, &function("data", "return data.text.length > 0"), true),
        (&does, &function("data", "return false"), false),
        (&no, &function("data", "return true"), false),
    ] {
        let stubs = [Stub::new("share", share), Stub::new("canShare", can_share)];
        assert_eq!(share::is_available(), want, "{share:?} {can_share:?}");
        drop(stubs);
    }
}

/// Two items that are folded, as items of the draft are, each with a folded field in it.
fn folded_items() -> Fixture {
    let item = |id: &str| {
        let field = format!("<details><summary>Plus</summary><input id='{id}'></details>");
        format!("<div hidden='until-found'><div hidden='until-found'>{field}</div></div>")
    };
    Fixture::with_html(&format!("<div id='liste'>{}{}</div>", item("un"), item("deux")))
}

#[wasm_bindgen_test]
fn what_gets_the_focus_is_unfolded_first() {
    let fixture = folded_items();
    assert!(focus::focus("un"));
    assert!(fixture.has("#un:focus"));
    assert!(!fixture.has("#liste > div:first-child [hidden]"));
    assert!(fixture.has("#liste > div:first-child:not([hidden]) details[open] > #un"));
    assert!(!fixture.has("#liste > div:last-child:not([hidden])"), "the other item was unfolded");
    assert!(!focus::focus("rien"));
}

#[wasm_bindgen_test]
fn what_is_revealed_is_unfolded_first() {
    let fixture = folded_items();
    focus::reveal("deux");
    focus::reveal("rien");
    assert!(!fixture.has("#liste > div:last-child [hidden]"));
    assert!(fixture.has("#liste > div:last-child:not([hidden]) details[open] > #deux"));
    assert_eq!(focused_id(), "");
}

#[wasm_bindgen_test]
async fn while_nothing_is_pressed_one_waits_a_moment_only() {
    let is_done = Rc::new(Cell::new(false));
    let done = Rc::clone(&is_done);
    after_press(move || done.set(true));
    assert!(!is_done.get(), "a press may be about to begin");
    wait_until("it is done", || is_done.get()).await;
}
