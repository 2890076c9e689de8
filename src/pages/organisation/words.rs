//! French words of the board.

use crate::pages::labels;
use crate::platform::clock;
use domain::board::{Person, Received, Trouble};
use domain::mail::Unreadable;
use domain::{Date, Problem, ProblemKind, Proposal};

/// A number with the word for one or for several of something: « 1 message », « 0 message ».
pub(super) fn count(number: usize, one: &str, several: &str) -> String {
    format!("{number}\u{a0}{}", if number < 2 { one } else { several })
}

/// What somebody has written, to stand beside others' words in one line. It keeps its direction to itself, and
/// whatever would turn round what stands beside it is taken out (Unicode Standard Annex #9, §2).
pub(super) fn isolated(text: &str) -> String {
    let is_turn = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    format!("\u{2068}{}\u{2069}", text.replace(is_turn, ""))
}

/// What several people have written, one beside the other.
pub(super) fn listed(texts: &[impl AsRef<str>]) -> String {
    texts.iter().map(|text| isolated(text.as_ref())).collect::<Vec<_>>().join(", ")
}

/// Where a message comes from, in one line: who has sent it, when, and in which file it is.
pub(super) fn provenance(received: &Received) -> String {
    let header = &received.header;
    let mut parts = Vec::new();
    let sender = match (&*header.from_name, &*header.from_address) {
        ("", "") => None,
        (name, "") | ("", name) => Some(isolated(name)),
        (name, address) => Some(format!("{} <{}>", isolated(name), isolated(address))),
    };
    parts.extend(sender.map(|sender| format!("de {sender}")));
    parts.extend(header.sent_at.map(|at| labels::moment(at, clock::now())));
    let files: Vec<&str> = received.copies.iter().map(|copies| &*copies.file).collect();
    if !files.is_empty() {
        parts.push(format!("dans {}", listed(&files)));
    }
    match received.repeats() {
        0 => {}
        repeats => parts.push(format!("{}\u{a0}exemplaires identiques", repeats + 1)),
    }
    parts.join(" – ")
}

/// What keeps a message, or a file, from being read, and what to do about it.
pub(super) const fn trouble(trouble: Trouble) -> &'static str {
    match trouble {
        Trouble::EmptyFile => {
            "Ce fichier est vide. Enregistrez-le de nouveau depuis votre messagerie."
        }
        Trouble::NoText(Unreadable::Backup) => {
            "C’est la sauvegarde d’un brouillon, et non un message. Demandez à son auteur le message qu’il a envoyé."
        }
        Trouble::NoText(why) => labels::unreadable(why),
        Trouble::Encoded => labels::ENCODED,
        Trouble::TooLong => {
            "Ce message est trop lourd. Ouvrez-le dans votre messagerie, puis copiez son texte ici."
        }
        Trouble::DamagedBoard => {
            "Ce fichier n’est pas un tableau enregistré par cette page, ou il est abîmé. Cherchez-en une autre copie."
        }
        Trouble::NewerBoard => {
            "Ce tableau a été enregistré par une version plus récente de ce site. Rechargez la page, puis réessayez."
        }
        Trouble::OtherEdition => {
            "Ce tableau est celui d’une autre édition de l’événement\u{a0}: il n’est pas mêlé à celui-ci."
        }
    }
}

/// What is missing or malformed in a participation that somebody changed by hand.
pub(super) fn problem(draft: &Proposal, problem: Problem) -> String {
    let what = match problem.kind {
        ProblemKind::NothingToSend => {
            return "ni logiciel, ni attentes, ni apports".to_owned();
        }
        ProblemKind::Blank => "à compléter",
        ProblemKind::MalformedEmail => "adresse mal formée",
        ProblemKind::MalformedLink => "lien mal formé",
    };
    [&labels::field_name(draft, problem.field), "\u{a0}: ", what].concat()
}

/// Who somebody is, in one line: their name and organisation.
pub(super) fn byline(person: &Person) -> String {
    let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut parts = vec![one_line(&person.proposal.name), one_line(&person.proposal.organisation)];
    parts.retain(|part| !part.is_empty());
    if parts.is_empty() { "Sans nom".to_owned() } else { listed(&parts) }
}

/// These days in French, without the year, which is that of the event: « 9 et 10 janvier ».
pub(super) fn days_of(days: &[Date]) -> String {
    let mut text = String::new();
    for (index, day) in days.iter().enumerate() {
        let next = days.get(index + 1);
        text.push_str(&day.day_in_french());
        let month = day.month_in_french();
        if next.is_none_or(|next| next.month_in_french() != month) {
            text.push(' ');
            text.push_str(month);
        }
        match days.len() - index {
            0 | 1 => {}
            2 => text.push_str(" et "),
            _ => text.push_str(", "),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_said_in_few_words() {
        let days = |days: &[(u8, u8)]| {
            let days = days.iter().map(|&(month, day)| Date::new(2024, month, day).unwrap());
            days_of(&days.collect::<Vec<_>>())
        };
        assert_eq!(days(&[]), "");
        assert_eq!(days(&[(1, 9)]), "9 janvier");
        assert_eq!(days(&[(1, 9), (1, 10)]), "9 et 10 janvier");
        assert_eq!(days(&[(1, 30), (1, 31), (2, 1)]), "30, 31 janvier et 1er février");
    }

    #[test]
    fn what_somebody_writes_turns_nothing_round_beside_it() {
        let isolated = |text| isolated(text).replace('\u{2068}', "[").replace('\u{2069}', "]");
        assert_eq!(isolated("Zoé"), "[Zoé]");
        assert_eq!(isolated("علي"), "[علي]");
        assert_eq!(isolated("Paul \u{202e}gpj.exe"), "[Paul gpj.exe]");
        // Nor does it come out of its place.
        assert_eq!(isolated("a\u{2069}\u{2067}b\u{202c}\u{2066}"), "[ab]");
        // Marks that turn nothing are words' own.
        assert_eq!(isolated("l\u{200e}\u{200d}"), "[l\u{200e}\u{200d}]");
    }

    #[test]
    fn numbers_agree_with_their_words() {
        let count = |number| count(number, "message", "messages").replace('\u{a0}', " ");
        assert_eq!([0, 1, 2].map(count), ["0 message", "1 message", "2 messages"]);
    }
}
