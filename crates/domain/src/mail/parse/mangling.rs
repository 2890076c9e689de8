//! What mail programs do to texts on their way, one thing at a time.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
#[cfg(test)]
use proptest::prelude::*;
#[cfg(test)]
use proptest::sample::select;
use unicode_normalization::UnicodeNormalization;

use crate::WebLink;
use crate::mail::grammar::opened_entry;

/// Something that happens to a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mangling {
    /// Every line is quoted, so many times.
    Quote(usize),
    /// Lines are broken where the next word would make them longer, without regard to quoting.
    Wrap(usize),
    /// The same, as `format=flowed` does it (RFC 3676).
    Flow,
    /// The same, also after a `-` or a `/` within a word, where no blank was; the line's end is one
    /// of a wrapped text, or of `format=flowed`.
    Break(&'static str),
    /// Words are broken that are longer than a line of so many columns.
    BreakWords(usize),
    /// Lines are wrapped, and the one below a broken line is filled into it.
    Pour,
    /// Each paragraph becomes one line.
    JoinParagraphs,
    /// All of it becomes one line.
    JoinAll,
    /// The mark of further lines becomes that of a quotation.
    BarsQuoted,
    /// Lines are broken before the colon of a label.
    LabelsApart,
    /// Every line is quoted with somebody's initials.
    Initials,
    /// Lines have blanks at their ends.
    Padded,
    /// Something that nobody sees is at the start of lines, and before their colons.
    Unseen,
    /// Links lead through a gateway.
    Gateway,
    /// Links are followed by what a gateway made of them.
    GatewayBehind,
    /// UTF-8 is read as windows-1252.
    Misread,
    /// Other letters than those of ASCII become references of HTML.
    References,
    /// The short message is above.
    ShortAbove,
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
    pub(crate) fn apply(self, text: &str) -> String {
        match self {
            Self::Quote(depth) => each_line(text, |line| {
                format!("{}{line}", "> ".repeat(depth)).trim_end().to_owned()
            }),
            Self::Wrap(width) => each_line(text, |line| wrapped(line, width, "\n")),
            Self::Flow => each_line(text, |line| wrapped(line, 72, " \n")),
            Self::Break(line_end) => each_line(text, |line| {
                // A place at which a line may be broken, but where there is no blank.
                const PLACE: char = '\u{1}';
                let mut placed = String::new();
                let mut last = [' '; 2];
                for c in line.chars() {
                    let is_place = matches!(last, [before, '-' | '/'] if before.is_alphanumeric());
                    if is_place && c.is_alphanumeric() {
                        placed.extend([PLACE, ' ']);
                    }
                    placed.push(c);
                    last = [last[1], c];
                }
                let broken = wrapped(&placed, 72, "\n");
                let broken = broken.replace("\u{1}\n", line_end).replace("\u{1} ", "");
                if line_end == " \n" {
                    broken.replace('\n', " \n").replace("  \n", " \n")
                } else {
                    broken
                }
            }),
            Self::BreakWords(width) => each_line(text, |line| {
                let words = line.split(' ').map(|word| {
                    let letters: Vec<char> = word.chars().collect();
                    let pieces = letters.chunks(width).map(|piece| piece.iter().collect());
                    let pieces: Vec<String> = pieces.collect();
                    if pieces.len() > 1 {
                        format!("\n{}", pieces.join("\n"))
                    } else {
                        word.to_owned()
                    }
                });
                words.collect::<Vec<_>>().join(" ").replace(" \n", "\n")
            }),
            Self::Pour => {
                let mut poured: Vec<String> = Vec::new();
                let mut is_full = false;
                for line in text.lines() {
                    match poured.last_mut().filter(|_| is_full && !line.is_empty()) {
                        Some(last) => last.extend([" ", line]),
                        None => poured.push(line.to_owned()),
                    }
                    is_full = poured.last().is_some_and(|line| line.chars().count() > 72);
                }
                Self::Wrap(72).apply(&poured.join("\n"))
            }
            Self::JoinParagraphs => {
                let paragraphs = text.split("\n\n").map(|text| text.replace('\n', " "));
                paragraphs.collect::<Vec<_>>().join("\n\n")
            }
            Self::JoinAll => {
                text.split('\n').filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
            }
            Self::BarsQuoted => each_line(text, |line| match line.strip_prefix('|') {
                Some(rest) => format!(">{rest}"),
                None => line.to_owned(),
            }),
            Self::LabelsApart => each_line(text, |line| with_colon(line, "\n:")),
            Self::Initials => each_line(text, |line| format!("ZÉ> {line}").trim_end().to_owned()),
            Self::Padded => each_line(text, |line| format!("{line}  ")),
            Self::Unseen => each_line(text, |line| match line {
                "" => String::new(),
                line => format!("\u{200b}{}", with_colon(line, "\u{200e} : ")),
            }),
            Self::Gateway => {
                each_word(text, |word| word.parse::<WebLink>().is_ok().then(|| safe_link(word)))
            }
            Self::GatewayBehind => each_word(text, |word| {
                word.parse::<WebLink>().is_ok().then(|| format!("{word}<{}>", safe_link(word)))
            }),
            Self::Misread => text.chars().map(misread).collect(),
            Self::References => {
                let references = text.chars().map(|c| match c {
                    '&' => "&amp;".to_owned(),
                    'é' => "&eacute;".to_owned(),
                    c if c.is_ascii() => c.to_string(),
                    c => format!("&#{};", u32::from(c)),
                });
                references.collect()
            }
            Self::ShortAbove => format!(
                "Bonjour,\n\nParticipation de Zoé : {}.\nLe texte complet est à coller ci-dessous.\n\n{text}",
                "Démo, ".repeat(20)
            ),
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

/// A line with this as the colon of its label, if it has one.
fn with_colon(line: &str, colon: &str) -> String {
    let at = line.find(" : ").filter(|at| opened_entry(&line[..at + 2]).is_some());
    at.map_or(line.to_owned(), |at| format!("{}{colon}{}", &line[..at], &line[at + 3..]))
}

fn each_word(text: &str, change: impl Fn(&str) -> Option<String>) -> String {
    let change = |word: &str| change(word).unwrap_or_else(|| word.to_owned());
    each_line(text, |line| line.split(' ').map(change).collect::<Vec<_>>().join(" "))
}

/// A link as Microsoft rewrites it.
fn safe_link(link: &str) -> String {
    let coded = utf8_percent_encode(link, NON_ALPHANUMERIC);
    format!(
        "https://eur03.safelinks.protection.outlook.com/?url={coded}&data=05%7C02%7Ca%40b.fr&reserved=0"
    )
}

/// A character's UTF-8, read as windows-1252 as browsers do.
fn misread(c: char) -> String {
    const FROM_0X80: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";
    let read = |byte: u8| match byte {
        0x80..0xa0 => FROM_0X80.chars().nth(usize::from(byte) - 0x80).unwrap(),
        _ => char::from(byte),
    };
    c.encode_utf8(&mut [0; 4]).bytes().map(read).collect()
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
            // Several blanks end a line as one does.
            if column + 1 + length > width && length > 0 {
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
#[cfg(test)]
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
            Mangling::Initials,
            Mangling::Padded,
            Mangling::ShortAbove,
        ]),
    ]
}

/// Several, one after the other, in an order in which they happen: a text is wrapped once, no
/// program turns it into HTML afterwards and back, and initials are put before it once.
#[cfg(test)]
pub(super) fn journeys() -> impl Strategy<Value = Vec<Mangling>> {
    prop::collection::vec(manglings(), 1..8).prop_map(|mut manglings| {
        let (mut is_wrapped, mut has_initials) = (false, false);
        manglings.retain(|mangling| {
            let comes_too_late = is_wrapped
                && (mangling.wraps() || *mangling == Mangling::ThroughHtml)
                || has_initials && *mangling == Mangling::Initials;
            is_wrapped |= mangling.wraps();
            has_initials |= *mangling == Mangling::Initials;
            !comes_too_late
        });
        manglings
    })
}
