//! What a browser knows of writing systems, so that the page need not bring tables along.

use js_sys::JsString;
use web_sys::TextDecoder;

/// What the bytes of a file say in Unicode: in the encoding that their byte order mark names, or
/// else in the one in which they begin like a text; `None` when they are not that.
pub fn text_of(bytes: &[u8]) -> Option<String> {
    match bytes {
        [0xff, 0xfe, ..] | [_, 0, ..] => decoded(bytes, "utf-16le"),
        [0xfe, 0xff, ..] | [0, _, ..] => decoded(bytes, "utf-16be"),
        _ => {
            let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
            std::str::from_utf8(bytes).ok().map(str::to_owned)
        }
    }
}

/// What bytes say in the character encoding of this name (Encoding Standard, « label »); `None` for
/// encodings that are unknown. Bytes that say nothing in it become U+FFFD.
pub fn decoded(bytes: &[u8], encoding: &str) -> Option<String> {
    let decoder = TextDecoder::new_with_label(encoding).ok()?;
    decoder.decode_with_u8_array(bytes).ok()
}

/// The text with each accent in its letter (Unicode normalisation form C).
pub fn composed(text: &str) -> String {
    JsString::from(text).normalize("NFC").into()
}
