//! The message for those whose browser cannot run the program: the same lines, to be filled in by hand.

use domain::mail::Message;
use domain::mail::grammar::{CLOSING, GREETING, Label, OPENING};
use domain::{HelpKind, TalkKind};

use crate::Edition;
use crate::html::mailto;

/// What is asked, with an empty line between groups: of each thing one, which can be copied.
const GROUPS: [&[Label]; 5] = [
    &[Label::Name, Label::Email, Label::Organisation, Label::Presence],
    &[
        Label::Software,
        Label::Repository,
        Label::Summary,
        Label::Goal,
        Label::HelpRequest(HelpKind::Other),
    ],
    &[Label::Expectations],
    &[Label::LightningTalk(TalkKind::NonTechnical)],
    &[Label::Offers],
];

/// The text of the message. Filled in, it reads as any other (docs/message-format.md); a line that is
/// left empty says nothing.
pub(crate) fn text(edition: &Edition) -> String {
    let Edition { settings, dates, .. } = edition;
    let line = |label: &Label| format!("{} :", label.as_str());
    let groups = GROUPS.map(|labels| labels.iter().map(line).collect::<Vec<_>>().join("\n"));
    let opening = format!("{OPENING} ({}, {}).", settings.name, dates.in_french());
    [GREETING, &opening, &groups.join("\n\n"), CLOSING].join("\n\n")
}

/// The link that opens the message in the visitor's mail program (RFC 6068).
pub(crate) fn link(edition: &Edition) -> String {
    let subject = format!("{} : participation", edition.settings.name);
    let message = Message { to: "", subject, body: text(edition) }.mailto();
    let fields = message.strip_prefix("mailto:").unwrap_or_default();
    format!("{}{fields}", mailto(&edition.settings.email))
}

#[cfg(test)]
mod tests {
    use domain::Proposal;
    use domain::mail::{self, SAFE_LENGTH};

    use super::*;
    use crate::samples;

    /// What is read in the skeleton with these lines filled in.
    fn read(filled: &[(&str, &str)]) -> Proposal {
        let mut text = text(&samples::first());
        for (line, value) in filled {
            let line = format!("\n{line} :\n");
            assert!(text.contains(&line), "{line}\n{text}");
            text = text.replace(&line, &format!("{} {value}\n", line.trim_end()));
        }
        let reading = mail::parse(&text, mail::Wrapping::Unknown, str::to_owned);
        assert_eq!(reading.notes, [""; 0]);
        reading.proposal
    }

    #[test]
    fn what_is_filled_in_is_read_back() {
        let proposal = read(&[
            ("Nom", "Zoé"),
            ("Logiciel", "Démo"),
            ("Objectif", "Publier"),
            ("Demande (autre)", "Relire"),
            ("Attentes", "Rencontrer"),
            ("Présentation éclair (non technique)", "Animer"),
            ("Je peux apporter", "Traduire"),
        ]);
        assert_eq!(proposal.name, "Zoé");
        assert_eq!(proposal.expectations, "Rencontrer");
        assert_eq!(proposal.offers, "Traduire");
        assert_eq!(proposal.talks[0].subject, "Animer");
        let [software] = &proposal.software[..] else { panic!("{proposal:?}") };
        assert_eq!(software.name, "Démo");
        assert_eq!(software.goals[0].text, "Publier");
        assert_eq!(software.help_requests[0].description, "Relire");
    }

    #[test]
    fn lines_that_stay_empty_say_nothing() {
        assert_eq!(read(&[]), Proposal::default());
    }

    #[test]
    fn the_link_is_safe_and_says_all_of_it() {
        for edition in [samples::first(), samples::second()] {
            let link = link(&edition);
            assert!(link.len() <= SAFE_LENGTH, "{} {link}", link.len());
            let (to, fields) = link.split_once('?').unwrap();
            assert_eq!(to, edition.facts().mailto);
            assert!(fields.is_ascii() && !fields.contains(['+', ' ', '#', '"']), "{fields}");
            assert!(
                fields.contains("&body=Bonjour%2C%0D%0A%0D%0AVoici%20ma%20participation%20%28")
            );
            assert!(fields.ends_with("%0D%0A%0D%0A%C3%80%20bient%C3%B4t%20%21"), "{fields}");
        }
    }
}
