//! The program of the page for the organising team (`crates/organisation`): it is loaded when that page
//! is first opened.

use wasm_bindgen::JsValue;
use web_sys::Element;

use super::method::{call, call_with_two};
pub use super::program::Unavailable;
use super::{crash, program};

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
    let program = program::load("organisation").await?;
    let is_draft_saved = crash::is_draft_saved().into();
    call_with_two(&program, "open", host, &is_draft_saved).map(Opened).ok_or(Unavailable)
}
