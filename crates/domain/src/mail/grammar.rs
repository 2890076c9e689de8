//! The grammar of a message's text.
//!
//! The message **is** the format in which a participation travels, so its text must be pleasant
//! to read for the organisers and without ambiguity for a program, even after mail programs have
//! quoted it with `>`, wrapped its lines, replaced its no-break spaces or added a signature.
//!
//! # Example
//!
//! ```text
//! Bonjour,
//!
//! Voici ma participation (Hackathon #BlueHats, 9 et 10 janvier 2024).
//!
//! Nom : Camille Durand
//! Adresse électronique : camille.durand@exemple.gouv.fr
//! Organisation : Ville d’Exemple
//! Présence : 9 janvier 2024, 10 janvier 2024
//!
//! Logiciel : Démo
//! Dépôt : https://git.exemple.fr/demo
//! Licence : AGPL-3.0-or-later
//! En une phrase : Un logiciel d’exemple
//! Objectif : Publier la version 2
//! Objectif : Écrire un guide
//! | pour les communes
//! Demande (bug) : L’export se bloque sous Windows
//! Ticket : https://git.exemple.fr/demo/-/issues/7
//!
//! Attentes : Rencontrer d’autres équipes
//!
//! Présentation éclair (non technique) : Animer une communauté
//!
//! Je peux apporter : Relire de la documentation
//!
//! À bientôt !
//! ```
//!
//! # Lines
//!
//! ```text
//! message  = *( note / blank ) opening 1*( entry ) closing *( note / blank )
//! opening  = OPENING text
//! entry    = label " : " text *( "| " text / "|" / blank )
//! label    = one of LABELS
//! closing  = CLOSING
//! blank    = an empty line; it means nothing and may come and go
//! note     = any other line
//! ```
//!
//! - A line that starts with a label opens an entry. What follows the label is the first line of
//!   the entry's text.
//! - A line that starts with `|` is a further line of the same text; a lone `|` is an empty one.
//! - [`CLOSING`] ends the last text, so that a signature below is not taken for a part of it.
//!
//! Order carries meaning for a few labels: `Dépôt`, `Licence`, `En une phrase`, `Objectif` and the
//! `Demande`s belong to the `Logiciel` above them, `Ticket` to the `Demande` above it.
//!
//! How a reader finds its way through what mail programs make of this is said in `parse.rs`, and
//! in `docs/message-format.md` for those who write another reader.
//!
//! # Words that look like marks
//!
//! Wrapping can bring any word of a text to the start of a line. A word that would be read as a
//! mark there (a label with its colon, the opening, the closing, `|`, `>`, or the signature's
//! `--`) is therefore written with a `\` before it; so is an address in angle brackets, because
//! programs that turn HTML into text put such behind every link. A reader takes one `\` away
//! before every mark that has one. In ordinary texts that happens to no word at all. See
//! [`escape`] and [`unescape`].
//!
//! Labels are protected behind `*` and `_` too, which people put around them, or programs that turn
//! HTML into text.
//!
//! So a mark that no `\` stands before was the start of a line, wherever it stands now: some
//! programs pour several lines into one.
//!
//! Characters that nobody sees, such as zero-width spaces, mean nothing before a mark and within
//! one.

use std::borrow::Cow;

use crate::text::{is_invisible, visible_start};
use crate::{Field, HelpKind, TalkKind};

/// What an entry is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Label {
    /// [`Proposal::name`](crate::Proposal::name).
    Name,
    /// [`Proposal::email`](crate::Proposal::email).
    Email,
    /// [`Proposal::organisation`](crate::Proposal::organisation).
    Organisation,
    /// [`Proposal::presence`](crate::Proposal::presence): days in French, with commas between.
    Presence,
    /// [`Software::name`](crate::Software::name); opens a software.
    Software,
    /// [`Software::repository`](crate::Software::repository).
    Repository,
    /// [`Software::licence`](crate::Software::licence).
    Licence,
    /// [`Software::summary`](crate::Software::summary).
    Summary,
    /// [`Goal::text`](crate::Goal::text).
    Goal,
    /// [`HelpRequest::description`](crate::HelpRequest::description); opens a help request.
    HelpRequest(HelpKind),
    /// [`HelpRequest::ticket`](crate::HelpRequest::ticket).
    Ticket,
    /// [`Proposal::expectations`](crate::Proposal::expectations).
    Expectations,
    /// [`LightningTalk::subject`](crate::LightningTalk::subject).
    LightningTalk(TalkKind),
    /// [`Proposal::offers`](crate::Proposal::offers).
    Offers,
}

/// Every label, in the order in which a message has them.
pub const LABELS: [Label; 18] = [
    Label::Name,
    Label::Email,
    Label::Organisation,
    Label::Presence,
    Label::Software,
    Label::Repository,
    Label::Licence,
    Label::Summary,
    Label::Goal,
    Label::HelpRequest(HelpKind::Bug),
    Label::HelpRequest(HelpKind::Feature),
    Label::HelpRequest(HelpKind::Documentation),
    Label::HelpRequest(HelpKind::Other),
    Label::Ticket,
    Label::Expectations,
    Label::LightningTalk(TalkKind::Technical),
    Label::LightningTalk(TalkKind::NonTechnical),
    Label::Offers,
];

/// The line before the first line of a message that has one: the greeting.
pub const GREETING: &str = "Bonjour,";

/// The words that the line before the first entry begins with.
pub const OPENING: &str = "Voici ma participation";

/// The words that the first line of an update begins with: a message for people, that says what
/// changed since another one, and that no program reads back.
pub const UPDATE_OPENING: &str = "Voici ce qui change dans ma participation";

/// The line after the last entry.
pub const CLOSING: &str = "À bientôt !";

/// The line above a signature (RFC 3676 §4.3), which may have lost its final space.
pub const SIGNATURE: &str = "--";

impl Label {
    /// The label's words.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Name => "Nom",
            Self::Email => "Adresse électronique",
            Self::Organisation => "Organisation",
            Self::Presence => "Présence",
            Self::Software => "Logiciel",
            Self::Repository => "Dépôt",
            Self::Licence => "Licence",
            Self::Summary => "En une phrase",
            Self::Goal => "Objectif",
            Self::HelpRequest(HelpKind::Bug) => "Demande (bug)",
            Self::HelpRequest(HelpKind::Feature) => "Demande (fonctionnalité)",
            Self::HelpRequest(HelpKind::Documentation) => "Demande (documentation)",
            Self::HelpRequest(HelpKind::Other) => "Demande (autre)",
            Self::Ticket => "Ticket",
            Self::Expectations => "Attentes",
            Self::LightningTalk(TalkKind::Technical) => "Présentation éclair (technique)",
            Self::LightningTalk(TalkKind::NonTechnical) => "Présentation éclair (non technique)",
            Self::Offers => "Je peux apporter",
        }
    }

    /// The label of what is typed in a field. The message has the texts of an item in the order of the
    /// form, and a reader finds the place of an entry by asking each field for its label.
    ///
    /// `None` for the description of a help request and the subject of a talk: their labels say of
    /// which kind the item is.
    pub(super) const fn of(field: Field) -> Option<Self> {
        let label = match field {
            Field::Name => Self::Name,
            Field::Email => Self::Email,
            Field::Organisation => Self::Organisation,
            Field::SoftwareName(_) => Self::Software,
            Field::Repository(_) => Self::Repository,
            Field::Licence(_) => Self::Licence,
            Field::Summary(_) => Self::Summary,
            Field::Goal(_) => Self::Goal,
            Field::Ticket(_) => Self::Ticket,
            Field::Expectations => Self::Expectations,
            Field::Offers => Self::Offers,
            Field::HelpDescription(_) | Field::TalkSubject(_) => return None,
        };
        Some(label)
    }
}

/// Puts a `\` before everything in `text` that a reader would take for a mark.
pub fn escape(text: &str) -> Cow<'_, str> {
    let mut marks = marks(text).peekable();
    if marks.peek().is_none() {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 1);
    let mut done = 0;
    for mark in marks {
        escaped.push_str(text.get(done..mark).unwrap_or_default());
        escaped.push('\\');
        done = mark;
    }
    escaped.push_str(text.get(done..).unwrap_or_default());
    Cow::Owned(escaped)
}

/// Takes back what [`escape`] did.
pub fn unescape(text: &str) -> Cow<'_, str> {
    if !text.contains('\\') {
        return Cow::Borrowed(text);
    }
    let mut unescaped = String::with_capacity(text.len());
    let mut done = 0;
    for mark in marks(text) {
        let before = text.get(done..mark).unwrap_or_default();
        unescaped.push_str(before.strip_suffix('\\').unwrap_or(before));
        done = mark;
    }
    unescaped.push_str(text.get(done..).unwrap_or_default());
    Cow::Owned(unescaped)
}

/// Where in `text` a mark begins, whatever number of `\` stands before it.
fn marks(text: &str) -> impl Iterator<Item = usize> {
    // Most characters begin none, and that is seen at a glance.
    let places = text.match_indices(|c| c == '<' || may_begin_mark(c)).map(|(at, _)| at);
    places.filter(|at| {
        let (before, rest) = text.split_at(*at);
        let before = before.trim_end_matches(|c| c == '\\' || is_invisible(c));
        let in_front = before.trim_end_matches(EMPHASIS);
        let is_emphasised = in_front.len() < before.len();
        let in_front = in_front.trim_end_matches(is_invisible);
        let starts_word = in_front.is_empty() || in_front.ends_with(char::is_whitespace);
        let begins = if is_emphasised { opens_entry } else { is_mark };
        starts_word && begins(rest) || address_in_brackets(rest).is_some()
    })
}

/// Whether a mark other than an address may begin so: labels, the words of the message, and signs of quotations
/// and signatures.
const fn may_begin_mark(c: char) -> bool {
    c.is_ascii_uppercase() || matches!(c, 'À' | '|' | '>' | '≯' | '-')
}

/// Where in `text` a mark begins that no `\` stands before, and nothing else of its word.
pub(super) fn unescaped_marks(text: &str) -> impl Iterator<Item = usize> {
    let is_bare = |before: &str| !before.ends_with('\\') && !before.ends_with(EMPHASIS);
    marks(text).filter(move |at| text.get(..*at).is_some_and(is_bare))
}

/// Whether `text` begins with something that means more than itself at the start of a line.
fn is_mark(text: &str) -> bool {
    // `≯` is a `>` and a stroke once its accents are decomposed.
    text.starts_with(['|', '>', '≯'])
        || text.starts_with(SIGNATURE)
        || [OPENING, UPDATE_OPENING, CLOSING].iter().any(|words| strip_words(text, words).is_some())
        || opens_entry(text)
}

fn opens_entry(text: &str) -> bool {
    opened_entry(text).is_some()
}

/// What people emphasise words with in a text, on both sides.
const EMPHASIS: [char; 2] = ['*', '_'];

/// The label that opens an entry at the start of `line`, as [`opened_entry`] finds it, and also in a
/// list and with emphasis: « - Objectif : a », « *Objectif* : a », « *Objectif :* a », « *Objectif : a* ».
pub(super) fn opened_line(line: &str) -> Option<(Label, &str)> {
    let line = without_list_mark(line);
    let inside = line.trim_start_matches(EMPHASIS);
    let emphasis = line.strip_suffix(inside).filter(|it| !it.is_empty());
    let Some(emphasis) = emphasis else { return opened_entry(line) };
    let end: String = emphasis.chars().rev().collect();
    LABELS.into_iter().find_map(|label| {
        let rest = visible_start(strip_words(inside, label.as_str())?);
        if let Some(rest) = rest.strip_prefix(&*end) {
            return Some((label, visible_start(rest).strip_prefix(':')?));
        }
        let rest = rest.strip_prefix(':')?;
        let rest = rest.strip_prefix(&*end).or_else(|| rest.trim_end().strip_suffix(&*end))?;
        Some((label, rest))
    })
}

/// What follows the mark of an item of a list, as people and programs write them.
fn without_list_mark(line: &str) -> &str {
    /// The last two are Outlook's, of the fonts Symbol and Wingdings.
    const MARKS: [&str; 14] =
        ["-", "–", "•", "·", "*", "+", "‣", "◦", "▪", "●", "o", "§", "\u{f0b7}", "\u{f0a7}"];
    let Some((mark, rest)) = line.split_once(char::is_whitespace) else { return line };
    let number = mark.strip_suffix(['.', ')']).unwrap_or_default();
    let is_number = matches!(number.len(), 1..=3) && number.bytes().all(|it| it.is_ascii_digit());
    if is_number || MARKS.contains(&mark) { visible_start(rest) } else { line }
}

/// The label that opens an entry at the start of `line`, and what follows its colon.
pub(super) fn opened_entry(line: &str) -> Option<(Label, &str)> {
    LABELS.into_iter().find_map(|label| {
        let words = label.as_str();
        // Few of them begin as the line does, and that is seen at a glance.
        if words.as_bytes().first() != line.as_bytes().first() {
            return None;
        }
        let rest = visible_start(strip_words(line, words)?).strip_prefix(':')?;
        Some((label, rest))
    })
}

/// The address in the angle brackets at the start of `text`, and what follows them.
pub(super) fn address_in_brackets(text: &str) -> Option<(&str, &str)> {
    let inside = text.strip_prefix('<')?;
    let end = inside.find(|c: char| c.is_whitespace() || c == '<' || c == '>')?;
    let (address, rest) = inside.split_at(end);
    let is_address = address.starts_with(|c: char| c.is_ascii_alphanumeric())
        && (address.contains("://") || address.contains('@'));
    if is_address { Some((address, rest.strip_prefix('>')?)) } else { None }
}

/// What follows `words` at the start of `text`, whatever blanks stand between the words, whatever
/// nobody sees within them, and whichever way their accents are written; nothing may stand before
/// the first.
pub(super) fn strip_words<'a>(text: &'a str, words: &str) -> Option<&'a str> {
    let mut rest = text;
    for (at, c) in words.char_indices() {
        if c == ' ' {
            rest = visible_start(rest);
            continue;
        }
        if at > 0 {
            rest = rest.trim_start_matches(is_invisible);
        }
        let mut chars = rest.chars();
        rest = if chars.next() == Some(c) { chars.as_str() } else { strip_decomposed(rest, c)? };
    }
    Some(rest)
}

/// What follows `c` at the start of `text`, where it is written as a letter and an accent (Unicode
/// normalisation form D). Only letters of labels are known.
fn strip_decomposed(text: &str, c: char) -> Option<&str> {
    let (letter, accents) = match c {
        'é' => ('e', ACUTE),
        'ô' => ('o', CIRCUMFLEX),
        'À' => ('A', GRAVE),
        _ => return None,
    };
    text.strip_prefix(letter)?.strip_prefix(accents)
}

/// Combining accents, each with its other code point (Unicode, « tone marks »), if it has one.
const ACUTE: [char; 2] = ['\u{301}', '\u{341}'];
const GRAVE: [char; 2] = ['\u{300}', '\u{340}'];
const CIRCUMFLEX: [char; 2] = ['\u{302}'; 2];

/// Whether accents of `text` are written apart from their letters.
pub(super) fn is_decomposed(text: &str) -> bool {
    text.contains([ACUTE, GRAVE, CIRCUMFLEX].as_flattened())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing::texts;

    #[track_caller]
    fn check(text: &str, want: &str) {
        assert_eq!(escape(text), want);
        assert_eq!(unescape(want), text);
    }

    #[test]
    fn ordinary_words_stay_as_they_are() {
        check("", "");
        check("Objectif atteint : c’est fait", "Objectif atteint : c’est fait");
        check("C:\\Users \\emph{a} a|b a>b -v", "C:\\Users \\emph{a} a|b a>b -v");
    }

    #[test]
    fn every_mark_begins_as_marks_may() {
        let labels = LABELS.into_iter().map(Label::as_str);
        for words in labels.chain([OPENING, UPDATE_OPENING, CLOSING, SIGNATURE]) {
            assert!(words.starts_with(may_begin_mark), "{words}");
        }
    }

    #[test]
    fn marks_are_escaped_wherever_a_line_could_begin() {
        check("Nom : x", "\\Nom : x");
        check("mon  Objectif\u{a0}: x", "mon  \\Objectif\u{a0}: x");
        check("> cité\n| a", "\\> cité\n\\| a");
        check("a -- b À  bientôt !", "a \\-- b \\À  bientôt !");
        check("\\ Objectif : x", "\\ \\Objectif : x");
        check("\\Nom : x \\\\| y", "\\\\Nom : x \\\\\\| y");
        check("Voici ma participation", "\\Voici ma participation");
        check("De\u{301}po\u{302}t : x", "\\De\u{301}po\u{302}t : x");
        check("A\u{340} bientôt !", "\\A\u{340} bientôt !");
        check("≯", "\\≯");
        check("*Nom : x* __Nom : y", "*\\Nom : x* __\\Nom : y");
        check("\u{200b}*\\Nom : x", "\u{200b}*\\\\Nom : x");
        check("a*Nom : x *| \\*Nom : y", "a*Nom : x *| \\*Nom : y");
    }

    #[test]
    fn entries_are_known_in_lists_and_with_emphasis() {
        for line in [
            "Objectif : a",
            "- Objectif : a",
            "• Objectif: a",
            "·\u{a0}\u{a0} \u{a0}Objectif : a",
            "\u{f0b7}\tObjectif : a",
            "* Objectif : a",
            "1. Objectif : a",
            "12) Objectif : a",
            "*Objectif : a*",
            "**Objectif** : a",
            "_Objectif :_ a",
            "*_Objectif_* : a",
            "- *Objectif :* a",
        ] {
            let found = opened_line(line).map(|(label, text)| (label, text.trim()));
            assert_eq!(found, Some((Label::Goal, "a")), "{line}");
        }
        for line in [
            "-Objectif : a",
            "-- Objectif : a",
            "→ Objectif : a",
            "2024 Objectif : a",
            "| Objectif : a",
            "*Objectif : a",
            "**Objectif : a*",
            "* \\Objectif : a",
            "*\\Objectif : a*",
        ] {
            assert_eq!(opened_line(line), None, "{line}");
        }
    }

    #[test]
    fn marks_are_escaped_whatever_nobody_sees_in_them() {
        check("\u{200b}Nom : x", "\u{200b}\\Nom : x");
        check("a \u{feff}| b", "a \u{feff}\\| b");
        check("N\u{ad}om\u{200e} : x", "\\N\u{ad}om\u{200e} : x");
        check("Je \u{2060}peux\u{200b} apporter: x", "\\Je \u{2060}peux\u{200b} apporter: x");
        check("\\\u{200b}À\u{200d} bientôt !", "\\\u{200b}\\À\u{200d} bientôt !");
    }

    #[test]
    fn addresses_in_brackets_are_escaped_anywhere() {
        check("(<https://a.fr>)", "(\\<https://a.fr>)");
        check("a@b.fr<mailto:a@b.fr> \\<a@b.fr>", "a@b.fr\\<mailto:a@b.fr> \\\\<a@b.fr>");
        check("<b> a<b x> <https://a b> <<a@b>", "<b> a<b x> <https://a b> <\\<a@b>");
    }

    proptest! {
        #[test]
        fn what_is_escaped_reads_back(text in texts()) {
            let escaped = escape(&text);
            prop_assert_eq!(unescape(&escaped), &*text);
        }

        /// However a mail program wraps it, no word of a text can be taken for a mark.
        #[test]
        fn no_word_of_an_escaped_text_is_a_mark(text in texts()) {
            let escaped = escape(&text);
            for mark in marks(&escaped) {
                prop_assert!(escaped[..mark].ends_with('\\'), "{:?}", &escaped[mark..]);
            }
            for (at, _) in escaped.char_indices() {
                let starts_word = at == 0 || escaped[..at].ends_with(char::is_whitespace);
                prop_assert!(!starts_word || opened_line(&escaped[at..]).is_none(), "{escaped:?}");
            }
        }
    }
}
