//! What bytes say, in the character encodings that mail has.

/// Decodes bytes in the character encoding of a name (Encoding Standard, « label »); `None` for
/// unknown ones. It is asked for those that are rare in mail: here they would be tables, and every
/// browser has them.
pub type Decode = fn(&[u8], &str) -> Option<String>;

/// What windows-1252 has between ASCII and ISO-8859-1, from 0x80 (Encoding Standard, « index
/// windows-1252 »).
const WINDOWS: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";

/// Where ISO-8859-15 differs from ISO-8859-1.
const EURO: [(u8, char); 8] = [
    (0xa4, '€'),
    (0xa6, 'Š'),
    (0xa8, 'š'),
    (0xb4, 'Ž'),
    (0xb8, 'ž'),
    (0xbc, 'Œ'),
    (0xbd, 'œ'),
    (0xbe, 'Ÿ'),
];

/// What bytes say that are said to be encoded in `label`, which may be empty; `None` when nobody
/// knows that encoding, since other letters than those that were meant are worse than none.
///
/// A byte order mark says more than a label, and so does UTF-8 itself: other texts with accents look
/// like it by no chance.
pub(in crate::mail) fn decoded(bytes: &[u8], label: &str, decode: Decode) -> Option<String> {
    let name: String = label.chars().filter(char::is_ascii_alphanumeric).collect();
    let name = name.to_ascii_lowercase();
    // Programs write « unicode » over texts that are ASCII.
    let is_wide = matches!(&*name, "utf16" | "utf16le" | "utf16be" | "unicode" | "ucs2");
    if is_utf_16(bytes) || is_wide && bytes.contains(&0) {
        return Some(utf_16(bytes));
    }
    let bytes = without_mark(bytes);
    let is_unknown =
        matches!(&*name, "" | "utf8" | "usascii" | "ascii" | "unknown8bit" | "unknown");
    let is_western = matches!(&*name, "iso88591" | "latin1" | "windows1252" | "cp1252");
    let is_euro = matches!(&*name, "iso885915" | "latin9");
    let is_ours = is_unknown || is_western || is_euro || is_wide;
    match std::str::from_utf8(bytes) {
        // Some encodings write other letters with ASCII, by switching.
        Ok(text) if is_ours || !bytes.is_ascii() => Some(text.to_owned()),
        _ if is_western => Some(bytes.iter().copied().map(windows_1252).collect()),
        _ if is_euro => Some(bytes.iter().copied().map(iso_8859_15).collect()),
        _ if is_ours => Some(guessed(bytes, name == "utf8")),
        _ => decode(bytes, label).or_else(|| {
            // UTF-7, which no browser knows, begins its letters with `+`.
            (bytes.is_ascii() && !bytes.contains(&b'+')).then(|| guessed(bytes, true))
        }),
    }
}

/// UTF-8, in which single bytes of windows-1252 may stand, as in what a mailing list has added.
/// Where characters are cut, a mark says so.
fn guessed(bytes: &[u8], is_declared: bool) -> String {
    let mut text = String::with_capacity(bytes.len());
    let is_strict = is_declared && bytes.utf8_chunks().any(|chunk| !chunk.valid().is_ascii());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        match chunk.invalid() {
            [] => {}
            // The first half of most accented letters in UTF-8.
            &[byte] if !is_strict && !matches!(byte, 0xc2 | 0xc3) => text.push(windows_1252(byte)),
            _ => text.push(char::REPLACEMENT_CHARACTER),
        }
    }
    text
}

/// The character of a byte in windows-1252.
pub(super) fn windows_1252(byte: u8) -> char {
    let index = usize::from(byte.wrapping_sub(0x80));
    WINDOWS.chars().nth(index).unwrap_or(char::from(byte))
}

fn iso_8859_15(byte: u8) -> char {
    let differs = EURO.iter().find(|(other, _)| *other == byte);
    differs.map_or(char::from(byte), |(_, c)| *c)
}

/// Whether bytes begin with UTF-16's mark, or with two characters of ASCII in UTF-16.
pub(in crate::mail) fn is_utf_16(bytes: &[u8]) -> bool {
    match *bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => true,
        [a, 0, b, 0, ..] | [0, a, 0, b, ..] => (1..0x80).contains(&a) && (1..0x80).contains(&b),
        _ => false,
    }
}

/// Decodes UTF-16 of either byte order; halves of characters become U+FFFD.
pub(in crate::mail) fn utf_16(bytes: &[u8]) -> String {
    let (is_big, bytes) = match bytes {
        [0xfe, 0xff, bytes @ ..] => (true, bytes),
        [0xff, 0xfe, bytes @ ..] => (false, bytes),
        _ => (bytes.first() == Some(&0), bytes),
    };
    let read = if is_big { u16::from_be_bytes } else { u16::from_le_bytes };
    let units = bytes.as_chunks().0.iter().map(|pair| read(*pair));
    char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// Bytes without UTF-8's mark.
pub(crate) fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
}
