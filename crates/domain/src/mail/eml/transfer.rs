//! Taking back what was done to bytes so that they pass through mail (RFC 2045 §6).

/// Decodes quoted-printable. What is no escape stays as it is, but for blanks at the ends of lines:
/// some program has added them on the way (RFC 2045 §6.7, rule 3).
pub(in crate::mail) fn quoted_printable(text: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        match (byte, after) {
            (b'=', [high, low, after @ ..])
                if let (Some(high), Some(low)) = (digit(*high), digit(*low)) =>
            {
                decoded.push(high << 4 | low);
                rest = after;
            }
            (b'=', _) => {
                let (_, after) = split_blanks(after);
                let next_line = without_line_end(after);
                if next_line.len() < after.len() || after.is_empty() {
                    rest = next_line;
                } else {
                    decoded.push(b'=');
                }
            }
            (b' ' | b'\t', _) => {
                let (blanks, after) = split_blanks(after);
                rest = after;
                if !matches!(after, [] | [b'\r' | b'\n', ..]) {
                    decoded.push(byte);
                    decoded.extend(blanks);
                }
            }
            _ => decoded.push(byte),
        }
    }
    decoded
}

fn split_blanks(text: &[u8]) -> (&[u8], &[u8]) {
    let end = text.iter().position(|byte| !matches!(byte, b' ' | b'\t')).unwrap_or(text.len());
    text.split_at(end)
}

/// What follows the line end at the start of `text`, if there is one. Some gateways double the CR.
fn without_line_end(text: &[u8]) -> &[u8] {
    match text {
        [b'\r', b'\r', b'\n', rest @ ..]
        | [b'\r', b'\n', rest @ ..]
        | [b'\r' | b'\n', rest @ ..] => rest,
        _ => text,
    }
}

/// The first line, and what follows its end.
pub(super) fn split_line(bytes: &[u8]) -> (&[u8], &[u8]) {
    let end = bytes.iter().position(|byte| matches!(byte, b'\r' | b'\n')).unwrap_or(bytes.len());
    let (line, rest) = bytes.split_at(end);
    (line, without_line_end(rest))
}

/// The text with line ends that are line feeds.
pub(in crate::mail) fn with_line_feeds(text: &str) -> String {
    text.replace("\r\r\n", "\n").replace("\r\n", "\n")
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

/// Decodes base64, of which there may be several pieces: mailing lists put theirs above or below
/// what was sent, encoded or in clear. Padding ends a piece; lines that are no base64 stay as they
/// are.
pub(super) fn base64(text: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut count) = (0u32, 0);
    let (mut is_within, mut is_clear) = (true, false);
    let mut rest = text;
    while !rest.is_empty() {
        let (line, after) = split_line(rest);
        let line = line.trim_ascii();
        rest = after;
        if line.is_empty() && !is_clear {
            continue;
        }
        is_clear = !is_base64(line, is_within);
        is_within = !is_clear && !line.ends_with(b"=");
        if is_clear {
            if decoded.last().is_some_and(|byte| *byte != b'\n') {
                decoded.push(b'\n');
            }
            decoded.extend(line);
            decoded.push(b'\n');
            count = 0;
            continue;
        }
        for byte in line {
            if let Some(value) = value(*byte) {
                bits = bits << 6 | u32::from(value);
                count += 6;
            } else if *byte == b'=' {
                // The bits that are left are the last ones.
                count = 0;
            }
            if count >= 8 {
                count -= 8;
                decoded.extend(u8::try_from(bits >> count & 0xff));
            }
        }
    }
    decoded
}

/// Whether a line is base64. Words can look like it, so that where none has to be expected, at the
/// start and after an end, a line must be long or end with padding.
fn is_base64(line: &[u8], is_expected: bool) -> bool {
    /// No word is as long.
    const LONG: usize = 40;
    let first = line.iter().take_while(|byte| !byte.is_ascii_whitespace()).count();
    let is_word = first == line.len();
    line.iter().all(|byte| value(*byte).is_some() || matches!(byte, b'=' | b' ' | b'\t'))
        && (line.first().is_some_and(|byte| *byte != b'=') || is_expected && line.len() <= 2)
        && (first >= LONG || is_word && (is_expected || line.ends_with(b"=")))
}

fn value(byte: u8) -> Option<u8> {
    match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    }
}
