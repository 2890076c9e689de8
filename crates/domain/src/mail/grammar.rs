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
//! message  = *( note / blank ) 1*( entry ) closing *( note / blank )
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
//! - Any other line continues the line before it, with a space between: it is what a mail program
//!   has wrapped. That is why lines within a text bear a mark of their own.
//! - [`CLOSING`] ends the last text, so that a signature below is not taken for a part of it.
//!
//! Order carries meaning for a few labels: `Dépôt`, `Licence`, `En une phrase`, `Objectif` and the
//! `Demande`s belong to the `Logiciel` above them, `Ticket` to the `Demande` above it.
//!
//! # Words that look like marks
//!
//! Wrapping can bring any word of a text to the start of a line. A word that would be read as a
//! mark there (a label with its colon, the closing, `|`, `>`, or the signature's `--`) is
//! therefore written with a `\` before it; a reader takes one `\` away from every word that is a
//! mark behind one or more of them. In ordinary texts that happens to no word at all. See
//! [`escape`] and [`unescape`].

use crate::{HelpKind, TalkKind};

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

/// The line after the last entry.
pub const CLOSING: &str = "À bientôt !";

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
}

/// Puts a `\` before every word of `text` that would be read as a mark at the start of a line.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for_each_word_start(text, |before, rest| {
        escaped.push_str(before);
        if is_mark(rest.trim_start_matches('\\')) {
            escaped.push('\\');
        }
    });
    escaped
}

/// Takes back what [`escape`] did.
pub fn unescape(text: &str) -> String {
    let mut unescaped = String::with_capacity(text.len());
    let mut skip = 0;
    for_each_word_start(text, |before, rest| {
        unescaped.push_str(before.get(skip..).unwrap_or_default());
        let escaped = rest.starts_with('\\') && is_mark(rest.trim_start_matches('\\'));
        skip = usize::from(escaped);
    });
    unescaped
}

/// Calls `visit` with each stretch of `text` that ends where a word begins, and all that follows
/// it; the last time with an empty rest.
fn for_each_word_start<'a>(text: &'a str, mut visit: impl FnMut(&'a str, &'a str)) {
    let mut done = 0;
    let mut after_blank = true;
    for (at, c) in text.char_indices() {
        if after_blank && !c.is_whitespace() {
            let (before, rest) = text.split_at(at);
            visit(before.get(done..).unwrap_or_default(), rest);
            done = at;
        }
        after_blank = c.is_whitespace();
    }
    visit(text.get(done..).unwrap_or_default(), "");
}

/// Whether `text` begins with something that means more than itself at the start of a line.
fn is_mark(text: &str) -> bool {
    text.starts_with(['|', '>'])
        || text.starts_with("--")
        || starts_with_words(text, CLOSING).is_some()
        || LABELS.iter().any(|label| {
            starts_with_words(text, label.as_str())
                .is_some_and(|rest| rest.trim_start().starts_with(':'))
        })
}

/// What follows `words` at the start of `text`, whatever blanks stand between the words; none may
/// stand before the first.
fn starts_with_words<'a>(text: &'a str, words: &str) -> Option<&'a str> {
    let mut words = words.split(' ');
    let mut rest = text.strip_prefix(words.next()?)?;
    for word in words {
        rest = rest.trim_start().strip_prefix(word)?;
    }
    Some(rest)
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
    fn marks_are_escaped_wherever_a_line_could_begin() {
        check("Nom : x", "\\Nom : x");
        check("mon  Objectif\u{a0}: x", "mon  \\Objectif\u{a0}: x");
        check("> cité\n| a", "\\> cité\n\\| a");
        check("a -- b À  bientôt !", "a \\-- b \\À  bientôt !");
        check("\\ Objectif : x", "\\ \\Objectif : x");
        check("\\Nom : x \\\\| y", "\\\\Nom : x \\\\\\| y");
    }

    proptest! {
        #[test]
        fn what_is_escaped_reads_back(text in texts()) {
            prop_assert_eq!(unescape(&escape(&text)), text);
        }

        /// However a mail program wraps it, no word of a text can be taken for a mark.
        #[test]
        fn no_word_of_an_escaped_text_is_a_mark(text in texts()) {
            let escaped = escape(&text);
            for_each_word_start(&escaped, |_, rest| assert!(!is_mark(rest), "{rest:?}"));
        }
    }
}
