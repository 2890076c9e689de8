//! Texts whose letters were damaged on the way: read in the wrong character encoding, written with
//! the references of HTML, or with their accents lost.
//!
//! The message's own words prove it. If what is left of « Présence », « Dépôt » or « À bientôt ! »
//! becomes those words again when the damage is undone, it is undone for the whole text. If it
//! cannot be undone, at least the words are known, and the texts are in doubt.

use std::borrow::Cow;

use super::Line;
use crate::mail::eml;
use crate::mail::grammar::{CLOSING, LABELS, Label, opened_line, strip_words};
use crate::text::visible_start;

/// Kinds of damage one after the other that are undone.
const DEEPEST: usize = 3;

/// The most bytes that one letter may have become.
const LONGEST: usize = 48;

/// What is known of a text's damage, and the text with it undone.
pub(super) struct Mended<'a> {
    pub(super) text: Cow<'a, str>,
    pub(super) loss: Loss,
    /// Whether words are written in quoted-printable: this is the source of a message.
    pub(super) is_encoded: bool,
    /// Whether words of ours with accents are as they were written.
    pub(super) has_intact_words: bool,
}

/// What became of letters that nothing brings back.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Loss {
    None,
    /// A `?`, or the like, is in their place.
    Marked,
    /// Nothing shows where they were.
    Unmarked,
}

/// Undoes the damage that the message's own words prove.
pub(super) fn mended(text: &str) -> Mended<'_> {
    let mut text = Cow::Borrowed(text);
    let mut evidence = Evidence::of(&text);
    if let Some(undo) = evidence.undo() {
        for step in undo {
            text = Cow::Owned(step(&text));
        }
        evidence = Evidence::of(&text);
    }
    let is_damaged = evidence.damages.len() > evidence.intact;
    let is_proven = is_damaged && evidence.damages.len() > 1;
    if is_proven {
        text = Cow::Owned(with_own_words(&text));
    }
    let mut became = evidence.damages.iter().map(|(became, _)| became.as_str());
    Mended {
        text,
        loss: match became.clone().any(|became| !became.is_ascii() || became.contains('?')) {
            true if is_damaged => Loss::Marked,
            false if is_proven => Loss::Unmarked,
            _ => Loss::None,
        },
        is_encoded: is_damaged && became.any(|became| became.starts_with('=')),
        has_intact_words: evidence.intact > 0,
    }
}

/// Whether letters of a text may have been others.
pub(super) fn is_doubtful(text: &str, loss: Loss) -> bool {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    let has_question_in_word = || {
        text.match_indices('?').any(|(at, _)| {
            let (before, after) = text.split_at(at);
            let after = after.get(1..).unwrap_or_default().chars().next();
            letter(after) || letter(before.chars().next_back()) && after == Some('?')
        })
    };
    match loss {
        Loss::Unmarked if text.contains(char::is_alphabetic) => return true,
        Loss::Marked if has_question_in_word() => return true,
        _ => {}
    }
    let foreign_letters = |text: &str| text.chars().filter(|c| !c.is_ascii()).count();
    text.contains('\u{fffd}')
        || is_misread(text)
        || text.contains('&') && foreign_letters(&references(text)) > foreign_letters(text)
}

/// The label or closing with accents that a line begins with, and what became of it.
struct Damaged<'a> {
    words: &'static str,
    /// What stands where each letter with an accent was.
    letters: Vec<(&'a str, char)>,
    rest: &'a str,
}

/// What the message's own words say about the damage.
struct Evidence {
    /// How many letters with accents are as they were written.
    intact: usize,
    /// What became of the others.
    damages: Vec<(String, char)>,
}

impl Evidence {
    fn of(text: &str) -> Self {
        let mut evidence = Self { intact: 0, damages: Vec::new() };
        for line in text.split('\n').flat_map(|line| line.split('\r')) {
            let said = visible_start(Line::new(line, "").said);
            if said.is_empty() {
                continue;
            }
            let intact = opened_line(said).map(|(label, _)| label.as_str());
            if let Some(words) = intact.or_else(|| strip_words(said, CLOSING).map(|_| CLOSING)) {
                evidence.intact += words.chars().filter(|c| !c.is_ascii()).count();
            } else if let Some(damaged) = Damaged::at_start_of(said) {
                let letters = damaged.letters.into_iter();
                evidence.damages.extend(
                    letters
                        .filter(|(became, c)| *became != c.encode_utf8(&mut [0; 4]))
                        .map(|(became, c)| (became.to_owned(), c)),
                );
            }
        }
        evidence
    }

    /// What makes most of the letters what they were.
    fn undo(&self) -> Option<Vec<Step>> {
        if self.damages.len() <= self.intact {
            return None;
        }
        // A few tell of all.
        let damages: Vec<_> = self.damages.iter().take(32).collect();
        let mut best = (damages.len() / 2, None);
        let mut tried = vec![Vec::new()];
        for _ in 0..DEEPEST {
            let longer = |steps: Vec<Step>| STEPS.map(|step| [steps.as_slice(), &[step]].concat());
            tried = tried.into_iter().flat_map(longer).collect();
            for steps in &tried {
                let undone =
                    |became: &str| steps.iter().fold(became.to_owned(), |text, step| step(&text));
                let is_undone =
                    |(became, c): &&&(String, char)| undone(became) == *c.encode_utf8(&mut [0; 4]);
                let count = damages.iter().filter(is_undone).count();
                if count > best.0 {
                    best = (count, Some(steps.clone()));
                }
            }
        }
        best.1
    }
}

impl<'a> Damaged<'a> {
    fn at_start_of(said: &'a str) -> Option<Self> {
        // Most lines begin with none of them, and that is seen at a glance.
        if !said.starts_with(|c: char| "APDpb?&=".contains(c) || !c.is_ascii()) {
            return None;
        }
        let labels = LABELS.into_iter().map(Label::as_str).chain([CLOSING]);
        labels.filter(|words| !words.is_ascii()).find_map(|words| Self::of(words, said))
    }

    fn of(words: &'static str, said: &'a str) -> Option<Self> {
        let mut letters = Vec::new();
        let mut rest = said;
        let mut expected = words;
        while let Some(c) = expected.chars().next() {
            if c.is_ascii() {
                let end = expected.find(|c: char| !c.is_ascii()).unwrap_or(expected.len());
                let (chunk, after) = expected.split_at(end);
                rest = strip_words(rest.trim_start_matches(' '), chunk.trim_start_matches(' '))?;
                expected = after;
            } else {
                expected = expected.get(c.len_utf8()..)?;
                let next = expected.trim_start_matches(' ').chars().next()?;
                let became = became(c, rest, next);
                rest = rest.get(became.len()..)?;
                letters.push((became, c));
            }
        }
        let is_whole = words == CLOSING || visible_start(rest).starts_with(':');
        is_whole.then_some(Self { words, letters, rest })
    }
}

/// What stands at the start of `rest` where the letter `c` was, before `next`.
fn became(c: char, rest: &str, next: char) -> &str {
    let mut end = 0;
    // References, also of references: `&amp;eacute;`.
    if rest.starts_with('&') {
        for (at, c) in rest.char_indices().take(LONGEST) {
            match c {
                ';' => end = at + 1,
                '&' if at == end => {}
                _ if c.is_ascii_alphanumeric() || c == '#' => {}
                _ => break,
            }
        }
    }
    // Quoted-printable.
    while rest.get(end..).is_some_and(|it| it.starts_with('=')) && rest.is_char_boundary(end + 3) {
        end += 3;
    }
    if end == 0 {
        let is_other = |c: char| !c.is_ascii() || c == '?';
        let length = rest.find(|c| !is_other(c)).unwrap_or(rest.len());
        end = if length > LONGEST { 0 } else { length };
    }
    let letter = match c {
        'é' => 'e',
        'ô' => 'o',
        _ => 'A',
    };
    // The letter without its accent, unless that is the next one.
    if end == 0 && rest.starts_with(letter) && letter != next {
        end = 1;
    }
    rest.get(..end).unwrap_or_default()
}

/// The text with its labels and closings as they are written.
fn with_own_words(text: &str) -> String {
    let mut mended = String::with_capacity(text.len());
    for line in text.split_inclusive(['\n', '\r']) {
        match Damaged::at_start_of(visible_start(Line::new(line, "").said)) {
            Some(Damaged { words, rest, .. }) => {
                let said = visible_start(Line::new(line, "").said);
                mended.push_str(line.strip_suffix(said).unwrap_or_default());
                mended.push_str(words);
                mended.push_str(rest);
            }
            None => mended.push_str(line),
        }
    }
    mended
}

/// Something that undoes one kind of damage.
type Step = fn(&str) -> String;

const STEPS: [Step; 3] =
    [references, |text| reread(text, windows_1252), |text| reread(text, iso_8859_15)];

/// Character references of HTML, read.
fn references(text: &str) -> String {
    let mut read = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, reference) = rest.split_at(at);
        read.push_str(before);
        rest = if let Some((c, after)) = eml::character(reference) {
            read.push(c);
            after
        } else {
            read.push('&');
            reference.strip_prefix('&').unwrap_or_default()
        };
    }
    read.push_str(rest);
    read
}

/// Whether a text has letters that are UTF-8 in another encoding, such as « Ã© ».
fn is_misread(text: &str) -> bool {
    text.char_indices().any(|(at, c)| {
        matches!(c, 'Ã' | 'Â' | 'â')
            && letter(text.get(at..).unwrap_or_default(), windows_1252).is_some()
    })
}

/// UTF-8 that was read in another encoding, read again.
fn reread(text: &str, byte: fn(char) -> Option<u8>) -> String {
    let mut read = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let (c, length) = match (c, rest.get(c.len_utf8()..).unwrap_or_default()) {
            // A no-break space, and one within « à », have become spaces; several may have become one.
            ('Â', after) if after.starts_with(' ') => ('\u{a0}', c.len_utf8() + 1),
            ('Ã', after) if after.starts_with("  ") => ('à', c.len_utf8() + 1),
            ('Ã', after) if after.starts_with(' ') => ('à', c.len_utf8()),
            _ => letter(rest, byte).unwrap_or((c, c.len_utf8())),
        };
        read.push(c);
        rest = rest.get(length..).unwrap_or_default();
    }
    read
}

/// The letter that `text` begins with, as bytes that were read in another encoding, and how many
/// bytes it has taken.
fn letter(text: &str, byte: fn(char) -> Option<u8>) -> Option<(char, usize)> {
    let mut bytes = [0; 4];
    let mut length = 0;
    let count = match byte(text.chars().next()?)? {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return None,
    };
    let bytes = bytes.get_mut(..count)?;
    let mut chars = text.chars();
    for place in &mut *bytes {
        let c = chars.next()?;
        *place = byte(c)?;
        length += c.len_utf8();
    }
    Some((std::str::from_utf8(bytes).ok()?.chars().next()?, length))
}

/// The byte of a character in windows-1252, or in ISO-8859-1, of which it is a part (Encoding
/// Standard).
fn windows_1252(c: char) -> Option<u8> {
    const FROM_0X80: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";
    let code = u8::try_from(u32::from(c)).ok();
    code.or_else(|| Some(0x80 + u8::try_from(FROM_0X80.chars().position(|it| it == c)?).ok()?))
}

/// The byte of a character in ISO-8859-15.
fn iso_8859_15(c: char) -> Option<u8> {
    match c {
        '€' => Some(0xa4),
        'Š' => Some(0xa6),
        'š' => Some(0xa8),
        'Ž' => Some(0xb4),
        'ž' => Some(0xb8),
        'Œ' => Some(0xbc),
        'œ' => Some(0xbd),
        'Ÿ' => Some(0xbe),
        _ => u8::try_from(u32::from(c)).ok(),
    }
}
