//! Taking back what was done to bytes so that they pass through mail (RFC 2045 §6).

/// Decodes quoted-printable. What is no escape stays as it is.
pub(super) fn quoted_printable(text: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        if byte != b'=' {
            decoded.push(byte);
        } else if let [high, low, after @ ..] = after
            && let (Some(high), Some(low)) = (digit(*high), digit(*low))
        {
            decoded.push(high << 4 | low);
            rest = after;
        } else if let Some(after) = without_soft_break(after) {
            rest = after;
        } else {
            decoded.push(b'=');
        }
    }
    decoded
}

/// What follows the line end at the start of `text`, before which programs may have left a few
/// blanks (RFC 2045 §6.7, rule 3).
fn without_soft_break(text: &[u8]) -> Option<&[u8]> {
    const BLANKS: usize = 8;
    let blanks = text.iter().take(BLANKS).take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    let rest = text.get(blanks..)?;
    let after = without_line_end(rest);
    (rest.is_empty() || after.len() < rest.len()).then_some(after)
}

/// What follows the line end at the start of `text`, if there is one.
pub(super) fn without_line_end(text: &[u8]) -> &[u8] {
    match text {
        [b'\r', b'\n', rest @ ..] | [b'\r' | b'\n', rest @ ..] => rest,
        _ => text,
    }
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

/// Decodes base64. What is none is passed over.
pub(super) fn base64(text: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut count) = (0u32, 0);
    for &byte in text {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => continue,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            // The bits that are left are the last ones.
            decoded.extend(u8::try_from(bits >> count & 0xff));
        }
    }
    decoded
}
