//! The program of the page for the organising team: it is loaded when that page is first opened
//! (`crates/organisation`, and `openBoard` in `start.js`).

use js_sys::{Array, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::Element;

use super::crash;
use super::method::call;

/// The program could not be loaded, or it stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unavailable;

/// The program, at work in the page. It leaves the page when this is dropped.
#[derive(Debug)]
pub struct Opened(JsValue);

impl Drop for Opened {
    fn drop(&mut self) {
        let _ = call(&self.0, "close", &JsValue::UNDEFINED);
    }
}

/// Has the program show itself inside `host`.
///
/// # Errors
/// When it cannot be loaded.
pub async fn open(host: &Element) -> Result<Opened, Unavailable> {
    let given = Array::of2(host, &crash::is_draft_saved().into());
    let begun = super::window().and_then(|window| call(&window, "openBoard", &given));
    let opened = JsFuture::from(Promise::resolve(&begun.ok_or(Unavailable)?)).await;
    opened.map(Opened).map_err(|_| Unavailable)
}
