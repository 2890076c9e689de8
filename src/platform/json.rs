//! JSON, as the browser reads and writes it.

use js_sys::JSON;

/// The same values as a browser writes them: whole numbers without a point or an exponent. Half of a
/// surrogate pair becomes U+FFFD, since no text has it in Rust. `None` where it is no JSON.
pub fn rewritten(text: &str) -> Option<String> {
    let value = JSON::parse(text).ok()?;
    let written: String = JSON::stringify(&value).ok()?.into();
    // Only halves are still escaped as surrogates, and no pair of backslashes escapes anything else.
    let parts = written.split("\\\\").map(|part| {
        let mut pieces = part.split("\\ud");
        let first = pieces.next().unwrap_or_default().to_owned();
        pieces.fold(first, |text, piece| text + "\\ufffd" + piece.get(3..).unwrap_or_default())
    });
    Some(parts.collect::<Vec<_>>().join("\\\\"))
}
