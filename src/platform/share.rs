//! The device's share sheet: a choice of programs and people to give a text to.

use js_sys::{Object, Reflect};
use wasm_bindgen::JsValue;

pub use super::method::Refused;
use super::method::{call, end, has};

/// Whether there is a share sheet, and it takes texts.
pub fn is_available() -> bool {
    super::window().is_some_and(|window| {
        let navigator = window.navigator();
        // Older browsers do not say what they take.
        let takes_texts = || call(&navigator, "canShare", &sheet("a", "a"));
        has(&navigator, "share") && takes_texts().is_none_or(|answer| answer.is_truthy())
    })
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
    end(sharing)
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
