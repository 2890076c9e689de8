//! What a browser knows of writing systems, so that the page need not bring tables along.

use js_sys::JsString;
use web_sys::TextDecoder;

/// The text with each accent in its letter (Unicode normalisation form C).
pub fn composed(text: &str) -> String {
    JsString::from(text).normalize("NFC").into()
}

/// What bytes say in the character encoding of this name (Encoding Standard, « label »); `None` for
/// encodings that are unknown. Bytes that say nothing in it become U+FFFD.
pub fn decoded(bytes: &[u8], encoding: &str) -> Option<String> {
    let decoder = TextDecoder::new_with_label(encoding).ok()?;
    decoder.decode_with_u8_array(bytes).ok()
}
