//! The clipboard.

use js_sys::Reflect;

pub use super::method::Refused;
use super::method::{call, end};

/// Puts `text` on the clipboard.
///
/// Writing begins before this returns: browsers allow it within a click only, and a future runs
/// after its end.
///
/// # Errors
/// The future's, when the browser has no clipboard for this page (it has none for insecure
/// addresses), or refuses it.
pub fn write(text: &str) -> impl Future<Output = Result<(), Refused>> + use<> {
    let writing = super::window()
        .and_then(|window| Reflect::get(&window.navigator(), &"clipboard".into()).ok())
        .and_then(|clipboard| call(&clipboard, "writeText", &text.into()));
    end(writing)
}
