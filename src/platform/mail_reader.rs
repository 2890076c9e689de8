//! The module that reads messages: it is loaded when the first message is to be read
//! (`crates/mail_reader`, and `readMessage` in `start.js`).

use js_sys::{Promise, Uint8Array};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::method::call;

/// What the reader is given.
pub enum Given {
    /// A text that was pasted.
    Text(String),
    /// The bytes of a file.
    File(Vec<u8>),
}

/// The reader could not be loaded, or it stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unavailable;

/// What the reader makes of this: a `Result<Reading, Unreadable>` of the domain, as JSON.
///
/// # Errors
/// When the reader cannot be loaded.
pub async fn read(given: Given) -> Result<String, Unavailable> {
    let given = match given {
        Given::Text(text) => text.into(),
        Given::File(bytes) => JsValue::from(Uint8Array::from(&bytes[..])),
    };
    let answer = super::window().and_then(|window| call(&window, "readMessage", &given));
    let answer = Promise::resolve(&answer.ok_or(Unavailable)?);
    let answer = JsFuture::from(answer).await.map_err(|_| Unavailable)?;
    answer.as_string().ok_or(Unavailable)
}
