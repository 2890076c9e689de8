//! Bytes in hexadecimal digits.

use std::fmt::Write;

/// Writes a byte as `mark` and two capital digits: `%E9` in links (RFC 3986 §2.1), `=E9` in mail
/// (RFC 2045 §6.7).
pub(super) fn push_byte(text: &mut String, mark: char, byte: u8) {
    // Writing to a text cannot fail.
    let _ = write!(text, "{mark}{byte:02X}");
}
