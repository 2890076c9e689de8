//! Reads messages back for the app, which loads this module only when a visitor gives it a message.

use domain::mail;
use wasm_bindgen::prelude::wasm_bindgen;

mod unicode;

fn main() {}

/// From what the visitor gave to what it says, as JSON.
#[wasm_bindgen]
pub fn read(bytes: &[u8]) -> String {
    let text = mail::eml::text_of(bytes, unicode::decoded);
    let reading = mail::parse(&text, unicode::composed);
    serde_json::to_string(&reading).unwrap_or_default()
}
