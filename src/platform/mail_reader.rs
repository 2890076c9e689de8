//! The module that reads messages: it is loaded when the first message is to be read
//! (`crates/mail_reader`, and `readMessage` in `start.js`).

use js_sys::Uint8Array;
use wasm_bindgen_futures::JsFuture;

use super::method::call;

/// The reader could not be loaded, or it stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unavailable;

/// What the reader says of these bytes, as JSON.
///
/// # Errors
/// When the reader cannot be loaded.
pub async fn read(bytes: &[u8]) -> Result<String, Unavailable> {
    let answer = super::window()
        .and_then(|window| call(&window, "readMessage", &Uint8Array::from(bytes).into()))
        .ok_or(Unavailable)?;
    let answer =
        JsFuture::from(js_sys::Promise::resolve(&answer)).await.map_err(|_| Unavailable)?;
    answer.as_string().ok_or(Unavailable)
}
