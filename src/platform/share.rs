//! The device's share sheet: a choice of programs and people to give a text to.

use js_sys::{Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::DomException;

pub use super::method::Refused;
use super::method::{call, end, has};

/// Whether there is a share sheet, and it takes texts.
pub fn is_available() -> bool {
    let Some(window) = super::window() else { return false };
    let navigator = window.navigator();
    let takes_texts = || call(&navigator, "canShare", &sheet("a", "a")).is_some_and(is_true);
    has(&navigator, "share") && (!has(&navigator, "canShare") || takes_texts())
}

/// Opens the share sheet. A visitor who closes it without sharing is no error.
///
/// It opens before this returns: browsers allow it within a click only.
///
/// # Errors
/// The future's, when there is no share sheet, or it does not take this text.
pub fn share(title: &str, text: &str) -> impl Future<Output = Result<(), Refused>> + use<> {
    let sharing =
        super::window().and_then(|window| call(&window.navigator(), "share", &sheet(title, text)));
    async move {
        match end(sharing).await {
            Err(error) if !is_closing(&error) => Err(Refused),
            _ => Ok(()),
        }
    }
}

/// What the sheet is given: the Web Share API's `ShareData`.
fn sheet(title: &str, text: &str) -> JsValue {
    let data = Object::new();
    for (name, value) in [("title", title), ("text", text)] {
        // It fails only for objects that are frozen.
        let _ = Reflect::set(&data, &name.into(), &value.into());
    }
    data.into()
}

fn is_true(value: JsValue) -> bool {
    value.as_bool() == Some(true)
}

/// Whether sharing ended because the visitor closed the sheet.
fn is_closing(error: &JsValue) -> bool {
    error.dyn_ref::<DomException>().is_some_and(|error| error.name() == "AbortError")
}
