//! Reads messages back for the app, which loads this module only when a visitor gives it a message.

use domain::mail::{self, Input};
use js_sys::Uint8Array;
use mail_reader::{composed, decoded};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

fn main() {}

/// From a text that was pasted, or the bytes of a file (`Uint8Array`), to what it says, or why there is
/// nothing to read: a `Result<Reading, Unreadable>`, as JSON.
#[wasm_bindgen]
pub fn read(given: &JsValue) -> String {
    let import = |input| mail::import(input, decoded, composed);
    let reading = match given.as_string() {
        Some(text) => import(Input::Pasted(&text)),
        None => import(Input::File(&Uint8Array::new(given).to_vec())),
    };
    // Nothing in it can fail to be written; the app takes an empty text for no answer.
    serde_json::to_string(&reading).unwrap_or_default()
}
