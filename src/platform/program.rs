//! The programs that come when they are asked for: the script that starts the app (`start.js`) loads them
//! in the same way, with their integrity.

use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::method::call;

/// A program could not be loaded, or it stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unavailable;

/// What the program of this name offers, once it is there.
///
/// # Errors
/// When it cannot be loaded.
pub(super) async fn load(name: &str) -> Result<JsValue, Unavailable> {
    let begun = super::window().and_then(|window| call(&window, "loadProgram", &name.into()));
    JsFuture::from(Promise::resolve(&begun.ok_or(Unavailable)?)).await.map_err(|_| Unavailable)
}
