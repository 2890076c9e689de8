//! The program that reads messages (`crates/mail_reader`): it is loaded when the first message is to be
//! read.

use js_sys::Uint8Array;
use wasm_bindgen::JsValue;

use super::method::call;
use super::program;
pub use super::program::Unavailable;

/// What the reader is given.
pub enum Given {
    /// A text that was pasted.
    Text(String),
    /// The bytes of a file.
    File(Vec<u8>),
}

/// What the reader makes of this: a `Result<Reading, Unreadable>` of the domain, as JSON.
///
/// # Errors
/// When the reader cannot be loaded.
pub async fn read(given: Given) -> Result<String, Unavailable> {
    let given = match given {
        Given::Text(text) => text.into(),
        Given::File(bytes) => JsValue::from(Uint8Array::from(&bytes[..])),
    };
    let reader = program::load("reader").await?;
    let answer = call(&reader, "read", &given).ok_or(Unavailable)?;
    answer.as_string().ok_or(Unavailable)
}
