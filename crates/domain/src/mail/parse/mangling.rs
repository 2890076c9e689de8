//! What mail programs do to texts on their way, one thing at a time.

use proptest::prelude::*;
use proptest::sample::select;
use unicode_normalization::UnicodeNormalization;

use crate::WebLink;

/// Something that happens to a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mangling {
    /// Every line is quoted, so many times.
    Quote(usize),
    /// Lines are broken where the next word would make them longer, without regard to quoting.
    Wrap(usize),
    /// The same, as `format=flowed` does it (RFC 3676).
    Flow,
    /// Lines end with CRLF.
    Crlf,
    /// No-break spaces become spaces.
    NoBreakSpacesLost,
    /// Curly apostrophes become straight ones.
    StraightApostrophes,
    /// Straight apostrophes become curly ones.
    CurlyApostrophes,
    /// Accents are written apart from their letters (Unicode normalisation form D).
    Decompose,
    /// The text goes through HTML: each line is a paragraph, blanks count once, and links are
    /// followed by their addresses.
    ThroughHtml,
    /// A reply's words and the headers of what it answers to are above.
    Headers,
    /// A signature is below.
    Signature,
}

pub(super) const HEADERS: [&str; 6] = [
    "Bonjour, bien reçu, merci !",
    "-----Message d'origine-----",
    "De : Camille Durand <camille@exemple.gouv.fr>",
    "Envoyé : mercredi 3 janvier 2024 10:12",
    "À : bluehats@code.gouv.fr",
    "Objet : Hackathon #BlueHats : participation de Camille Durand",
];

pub(super) const SIGNATURE: [&str; 4] =
    ["-- ", "Camille Durand", "Organisation : Ville d'Exemple", "01 23 45 67 89"];

impl Mangling {
    pub(super) fn apply(self, text: &str) -> String {
        match self {
            Self::Quote(depth) => each_line(text, |line| {
                format!("{}{line}", "> ".repeat(depth)).trim_end().to_owned()
            }),
            Self::Wrap(width) => each_line(text, |line| wrapped(line, width, "\n")),
            Self::Flow => each_line(text, |line| wrapped(line, 72, " \n")),
            Self::Crlf => text.replace("\r\n", "\n").replace('\n', "\r\n"),
            Self::NoBreakSpacesLost => text.replace(['\u{a0}', '\u{202f}'], " "),
            Self::StraightApostrophes => text.replace('’', "'"),
            Self::CurlyApostrophes => text.replace('\'', "’"),
            Self::Decompose => text.nfd().collect(),
            Self::ThroughHtml => each_line(text, |line| format!("{}\n", through_html(line))),
            Self::Headers => format!("{}\n\n{text}", HEADERS.join("\n")),
            Self::Signature => format!("{text}\n\n{}", SIGNATURE.join("\n")),
        }
    }

    /// Whether line ends are put where there were none.
    fn wraps(self) -> bool {
        matches!(self, Self::Wrap(_) | Self::Flow)
    }
}

fn each_line(text: &str, change: impl Fn(&str) -> String) -> String {
    text.lines().map(change).collect::<Vec<_>>().join("\n")
}

/// Breaks a line at spaces; where none is left before `width`, at the next one.
fn wrapped(line: &str, width: usize, line_end: &str) -> String {
    // Quote marks stay with what they are before.
    let quoted = line.len() - line.trim_start_matches(['>', ' ']).len();
    let (marks, said) = line.split_at(quoted);
    let mut wrapped = marks.to_owned();
    let mut column = marks.chars().count();
    for (index, word) in said.split(' ').enumerate() {
        let length = word.chars().count();
        if index > 0 {
            // A space before another one ends no line, so that none is lost twice.
            if column + 1 + length > width && !wrapped.ends_with(' ') && length > 0 {
                wrapped.push_str(line_end);
                column = 0;
            } else {
                wrapped.push(' ');
                column += 1;
            }
        }
        wrapped.push_str(word);
        column += length;
    }
    wrapped
}

fn through_html(line: &str) -> String {
    let words = line.split([' ', '\t']).filter(|word| !word.is_empty()).map(|word| {
        if word.parse::<WebLink>().is_ok() {
            format!("{word} <{word}>")
        } else if word.parse::<crate::EmailAddress>().is_ok() {
            format!("{word}<mailto:{word}>")
        } else {
            word.to_owned()
        }
    });
    words.collect::<Vec<_>>().join(" ")
}

/// Any one of them.
pub(super) fn manglings() -> impl Strategy<Value = Mangling> {
    prop_oneof![
        (1usize..4).prop_map(Mangling::Quote),
        select(vec![Mangling::Wrap(72), Mangling::Wrap(76), Mangling::Flow]),
        select(vec![
            Mangling::Crlf,
            Mangling::NoBreakSpacesLost,
            Mangling::StraightApostrophes,
            Mangling::CurlyApostrophes,
            Mangling::Decompose,
            Mangling::ThroughHtml,
            Mangling::Headers,
            Mangling::Signature,
        ]),
    ]
}

/// Several, one after the other, in an order in which they happen: a text is wrapped once, and no
/// program turns it into HTML afterwards and back.
pub(super) fn journeys() -> impl Strategy<Value = Vec<Mangling>> {
    prop::collection::vec(manglings(), 1..8).prop_map(|mut manglings| {
        let mut is_wrapped = false;
        manglings.retain(|mangling| {
            let comes_too_late =
                is_wrapped && (mangling.wraps() || *mangling == Mangling::ThroughHtml);
            is_wrapped |= mangling.wraps();
            !comes_too_late
        });
        manglings
    })
}
