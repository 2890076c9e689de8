//! Bytes in hexadecimal digits.

/// Writes a byte as `mark` and two capital digits: `%E9` in links (RFC 3986 §2.1), `=E9` in mail
/// (RFC 2045 §6.7).
pub(super) fn push_byte(text: &mut String, mark: char, byte: u8) {
    let digit = |nibble: u8| char::from_digit(nibble.into(), 16).unwrap_or_default();
    text.push(mark);
    text.push(digit(byte >> 4).to_ascii_uppercase());
    text.push(digit(byte & 0xf).to_ascii_uppercase());
}
