//! Texts as others will read them: without what cannot be seen, nothing else lost.

use std::borrow::Cow;

/// `text` on one line: line breaks and tabs become spaces, both ends are trimmed, and control
/// characters are made visible.
pub(crate) fn line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for c in normal_line_ends(text).trim().chars() {
        line.push(match c {
            '\n' | '\t' => ' ',
            c => visible(c),
        });
    }
    // A control character made visible at an end leaves nothing to trim; blanks may be left.
    line.trim().to_owned()
}

/// `text` on as many lines as it has: one kind of line end, no blanks at the ends of lines, no
/// empty lines before the first or after the last, and control characters made visible. A single line is
/// not indented: there is none beside it.
pub(crate) fn paragraphs(text: &str) -> String {
    let mut paragraphs = String::with_capacity(text.len() + 1);
    for line in normal_line_ends(text).split('\n') {
        paragraphs.extend(line.trim_end().chars().map(|c| if c == '\t' { c } else { visible(c) }));
        paragraphs.push('\n');
    }
    let paragraphs = paragraphs.trim_matches('\n');
    let is_one_line = !paragraphs.contains('\n');
    (if is_one_line { paragraphs.trim_start() } else { paragraphs }).to_owned()
}

/// Whether a reader would see nothing at all.
pub(crate) fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || c.is_control() || is_invisible(c))
}

/// Turns every line end that Unicode knows (UAX #14, class BK, CR, LF and NL) into `\n`.
pub(crate) fn normal_line_ends(text: &str) -> Cow<'_, str> {
    let is_other = |c| matches!(c, '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}');
    if text.contains(is_other) {
        Cow::Owned(text.replace("\r\n", "\n").replace(is_other, "\n"))
    } else {
        Cow::Borrowed(text)
    }
}

/// A control character's picture (Unicode block « Control Pictures »); other characters as they
/// are. Mail programs cut at some of them, drop others: what is shown must be what arrives.
fn visible(c: char) -> char {
    match u32::from(c) {
        code @ 0x00..0x20 => char::from_u32(0x2400 + code).unwrap_or(char::REPLACEMENT_CHARACTER),
        0x7f => '\u{2421}',
        0x80..0xa0 => char::REPLACEMENT_CHARACTER,
        _ => c,
    }
}

/// Whether a character takes no room on the page: marks of direction and joining, soft hyphens,
/// fillers, and what chooses between forms of a letter (Unicode, `Default_Ignorable_Code_Point`).
pub(crate) fn is_invisible(c: char) -> bool {
    // Most characters are known at a glance.
    c >= '\u{ad}'
        && matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{ffa0}' | '\u{fff0}'..='\u{fff8}' | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// `text` without what nobody sees in it: addresses have no use for that.
pub(crate) fn without_invisible(text: &str) -> String {
    text.chars().filter(|c| !is_invisible(*c)).collect()
}

/// `text` from the first character on that one sees.
pub(crate) fn visible_start(text: &str) -> &str {
    text.trim_start_matches(|c: char| c.is_whitespace() || is_invisible(c))
}

/// Puts the rest of a line that was broken where it was. Some programs break lines after a `-` or a
/// `/` within a word, where no blank was.
pub(crate) fn push_rest(text: &mut String, rest: &str) {
    let said = text.trim_end_matches(' ');
    let mut end = said.chars().rev();
    let ends_within_word =
        matches!(end.next(), Some('-' | '/')) && end.next().is_some_and(char::is_alphanumeric);
    if ends_within_word {
        text.truncate(said.len());
    } else if !text.is_empty() && !text.ends_with(char::is_whitespace) {
        text.push(' ');
    }
    text.push_str(rest);
}

/// Adds a letter in lower case and without its accent, or a space for what is neither letter nor
/// digit. Nothing is added for an accent that follows its letter (Unicode normalisation form D), nor
/// for a soft hyphen.
///
/// It knows the letters of French: words that are looked for hardly have others. Other scripts are kept as
/// they are; the ranges are blocks of Unicode without letters, and spare visitors the download of the
/// tables of all letters.
pub(crate) fn push_folded(text: &mut String, c: char) {
    match c {
        'À'..='Å' | 'à'..='å' => text.push('a'),
        'Ç' | 'ç' => text.push('c'),
        'È'..='Ë' | 'è'..='ë' => text.push('e'),
        'Ì'..='Ï' | 'ì'..='ï' => text.push('i'),
        'Ñ' | 'ñ' => text.push('n'),
        'Ò'..='Ö' | 'ò'..='ö' => text.push('o'),
        'Ù'..='Ü' | 'ù'..='ü' => text.push('u'),
        'Ý' | 'ý' | 'Ÿ' | 'ÿ' => text.push('y'),
        'Æ' | 'æ' => text.push_str("ae"),
        'Œ' | 'œ' => text.push_str("oe"),
        '\u{300}'..='\u{36f}' | '\u{ad}' => {}
        c if c.is_ascii_alphanumeric() => text.push(c.to_ascii_lowercase()),
        '\0'..='\u{bf}'
        | '×'
        | '÷'
        | '\u{2000}'..='\u{2bff}'
        | '\u{3000}'..='\u{303f}'
        | '\u{1f000}'.. => text.push(' '),
        c => text.push(c),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_line_has_no_line_break() {
        for (text, want) in [
            ("  Camille Durand ", "Camille Durand"),
            ("Camille\r\nBcc: x@y.fr", "Camille Bcc: x@y.fr"),
            ("a\tb\u{2028}c", "a b c"),
            ("a\u{0}b\u{1b}[31m", "a␀b␛[31m"),
            ("\u{7f}\u{90}", "␡\u{fffd}"),
            ("🧢 كاميل \u{202e}", "🧢 كاميل \u{202e}"),
        ] {
            assert_eq!(line(text), want);
        }
    }

    #[test]
    fn paragraphs_keep_their_lines() {
        for (text, want) in [
            ("\n\na\r\n\r\nb  \n", "a\n\nb"),
            ("  retrait\n\tcode", "  retrait\n\tcode"),
            (" \t a\n", "a"),
            ("a\rb\u{85}c", "a\nb\nc"),
        ] {
            assert_eq!(paragraphs(text), want);
        }
    }

    #[test]
    fn what_nobody_sees_is_blank() {
        for text in [
            "",
            " \n\t",
            "\u{200b}\u{feff}",
            "\u{180e}\u{fe0f}\u{e0020}",
            "\u{0}",
            "\u{a0}\u{202e}",
        ] {
            assert!(is_blank(text), "{text:?}");
        }
        assert!(!is_blank("\u{202e}a"));
    }

    proptest! {
        #[test]
        fn normal_texts_stay_as_they_are(text in "(?s).{0,60}") {
            prop_assert_eq!(line(&line(&text)), line(&text));
            prop_assert_eq!(paragraphs(&paragraphs(&text)), paragraphs(&text));
        }

        #[test]
        fn no_control_character_is_left(text in "(?s).{0,60}") {
            prop_assert!(!line(&text).chars().any(char::is_control));
            prop_assert!(!paragraphs(&text).chars().any(|c| c.is_control() && !"\n\t".contains(c)));
        }
    }
}
