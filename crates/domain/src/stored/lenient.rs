//! What other programs make of a record when they write it anew.

/// The text with whole numbers written as such (`2` for `2.0` and `0.2e1`), and U+FFFD for halves of
/// characters, which JSON can write and Rust cannot hold.
pub(super) fn normalised(text: &str) -> String {
    let mut normal = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| c == '"' || c.is_ascii_digit()) {
        let (before, found) = rest.split_at(at);
        normal.push_str(before);
        rest = if let Some(string) = found.strip_prefix('"') {
            normal.push('"');
            let (string, after) = split_string(string);
            push_string(&mut normal, string);
            after
        } else {
            let end = found
                .find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | 'e' | 'E' | '+' | '-'));
            let (number, after) = found.split_at(end.unwrap_or(found.len()));
            match whole(number) {
                Some(number) => normal.push_str(&number),
                None => normal.push_str(number),
            }
            after
        };
    }
    normal.push_str(rest);
    normal
}

/// A string up to its quotation mark, which is a part of it, and what follows.
fn split_string(text: &str) -> (&str, &str) {
    let mut is_escaped = false;
    let end = text.find(|c| {
        let is_end = c == '"' && !is_escaped;
        is_escaped = c == '\\' && !is_escaped;
        is_end
    });
    text.split_at(end.map_or(text.len(), |end| end + 1))
}

fn push_string(normal: &mut String, string: &str) {
    let mut rest = string;
    while let Some(at) = rest.find('\\') {
        let (before, escape) = rest.split_at(at);
        normal.push_str(before);
        let length = match unit(escape) {
            None => escape.char_indices().nth(2).map_or(escape.len(), |(at, _)| at),
            Some(0xd800..0xdc00)
                if matches!(escape.get(6..).and_then(unit), Some(0xdc00..0xe000)) =>
            {
                12
            }
            Some(0xd800..0xe000) => {
                normal.push(char::REPLACEMENT_CHARACTER);
                rest = escape.get(6..).unwrap_or_default();
                continue;
            }
            Some(_) => 6,
        };
        let (kept, after) = escape.split_at(length);
        normal.push_str(kept);
        rest = after;
    }
    normal.push_str(rest);
}

/// The unit of UTF-16 that an escape stands for.
fn unit(escape: &str) -> Option<u16> {
    u16::from_str_radix(escape.strip_prefix("\\u")?.get(..4)?, 16).ok()
}

/// A number that has a point or an exponent and is whole, without them.
fn whole(number: &str) -> Option<String> {
    /// No number of a record has more digits.
    const DIGITS: usize = 20;
    let (digits, exponent) = number.split_once(['e', 'E']).unwrap_or((number, "0"));
    let (before, after) = digits.split_once('.').unwrap_or((digits, ""));
    let point = before.len().checked_add_signed(exponent.parse().ok()?)?;
    let digits = [before, after].concat();
    let (kept, dropped) = digits.split_at(point.min(digits.len()));
    if point > DIGITS || dropped.contains(|c| c != '0') {
        return None;
    }
    let digits = format!("{kept:0<point$}");
    let digits = digits.trim_start_matches('0');
    Some(if digits.is_empty() { "0" } else { digits }.to_owned())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn whole_numbers_are_written_as_such() {
        for (number, want) in [
            ("2.0", "2"),
            ("0", "0"),
            ("0.0", "0"),
            ("12.000", "12"),
            ("1.2e1", "12"),
            ("12E0", "12"),
            ("120e-1", "12"),
            ("1.70479092e12", "1704790920000"),
            ("1.70479092E+12", "1704790920000"),
            ("0.3e1", "3"),
            ("2.5", "2.5"),
            ("1e-1", "1e-1"),
            ("1e99", "1e99"),
            ("1.2.3", "1.2.3"),
            ("1e", "1e"),
        ] {
            let (text, want) = (format!("{{\"a 2.0\":{number}}}"), format!("{{\"a 2.0\":{want}}}"));
            assert_eq!(normalised(&text), want);
        }
    }

    #[test]
    fn halves_of_characters_are_marked() {
        for (string, want) in [
            (r"a\ud83e\udde2", r"a\ud83e\udde2"),
            (r"a\ud83e", "a\u{fffd}"),
            (r"\udde2a", "\u{fffd}a"),
            (r"\ud83e\ud83e\uDDE2", "\u{fffd}\\ud83e\\uDDE2"),
            (r"\ud83e\n", "\u{fffd}\\n"),
            (r"\\ud83e", r"\\ud83e"),
            (r"\u00e9 2.0 \", r"\u00e9 2.0 \"),
            (r"\uD8", r"\uD8"),
            (r"é\u", r"é\u"),
            (r"\é\ud800é", "\\é\u{fffd}é"),
        ] {
            assert_eq!(normalised(&format!("\"{string}")), format!("\"{want}"));
        }
    }

    proptest! {
        #[test]
        fn what_serde_writes_stays(text in "(?s).{0,40}", number in any::<u64>()) {
            let json = serde_json::json!({ "a": text, "b": [number, text] }).to_string();
            prop_assert_eq!(normalised(&json), json);
        }

        #[test]
        fn it_never_panics(text in "(?s)([\"\\\\ude0-9.E+-]|.){0,40}") {
            normalised(&text);
        }
    }
}
