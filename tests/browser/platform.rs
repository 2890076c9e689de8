//! The adapters to the browser.

use std::cell::Cell;
use std::rc::Rc;

use bluehats::platform::clock;
use bluehats::platform::storage::{Storage, WriteError};
use bluehats::platform::timer::Debounce;
use futures_channel::oneshot;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::stage::local_storage;

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
async fn a_debounced_function_runs_once_things_are_calm() {
    let (calm, wait_for_calm) = oneshot::channel();
    let calls = Rc::new(Cell::new(0));
    let debounce = {
        let (calls, calm) = (calls.clone(), Cell::new(Some(calm)));
        Debounce::new(10, move || {
            calls.set(calls.get() + 1);
            if let Some(calm) = calm.take() {
                calm.send(()).unwrap();
            }
        })
    };
    for _ in 0..5 {
        debounce.restart();
    }
    assert_eq!(calls.get(), 0);
    wait_for_calm.await.unwrap();
    assert_eq!(calls.get(), 1);
}

#[wasm_bindgen_test]
fn the_clock_tells_the_local_time() {
    let noon = js_sys::Date::new_with_year_month_day_hr_min(2024, 0, 9, 14, 2).get_time();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "after 1970")]
    let local = clock::local(noon as u64);
    assert_eq!((local.hour, local.minute), (14, 2));
    assert_eq!(local.date.unwrap().to_string(), "2024-01-09");
}
