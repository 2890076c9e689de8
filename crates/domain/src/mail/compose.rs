//! From a participation to the message that says it.

use super::body::Body;
use super::grammar::{CLOSING, GREETING, Label, OPENING};
use crate::{Date, Event, Field, HelpRequest, Participation, Proposal, Software};

/// An e-mail, as it will be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// The organisers' address.
    pub to: &'static str,
    /// The subject: one line.
    pub subject: String,
    /// The text: lines that end with `\n`, but for the last, which has no end.
    pub body: String,
}

/// Writes the message of a participation in `event`.
pub fn compose(participation: &Participation, event: &Event) -> Message {
    let proposal = participation.proposal();
    let mut body = Body::default();
    body.line(GREETING);
    body.blank();
    body.line(&format!("{OPENING} ({}, {}).", event.name, event.days_in_french));
    body.blank();
    body.entries(&proposal);
    body.blank();
    body.line(CLOSING);
    Message {
        to: event.email,
        subject: format!("{} : participation de {}", event.name, proposal.name),
        body: body.finish(),
    }
}

/// What a draft says, as the message would say it, without its first and its last line.
pub fn entries(proposal: &Proposal) -> String {
    let mut body = Body::default();
    body.entries(proposal);
    body.finish()
}

impl Body {
    fn entries(&mut self, proposal: &Proposal) {
        self.labelled(Label::Name, &proposal.name);
        self.labelled(Label::Email, &proposal.email);
        self.labelled(Label::Organisation, &proposal.organisation);
        self.labelled(Label::Presence, &in_french(&proposal.presence));
        for software in &proposal.software {
            self.software(software);
        }
        self.section(Label::Expectations.as_str(), &proposal.expectations);
        if !proposal.talks.is_empty() {
            self.blank();
        }
        for talk in &proposal.talks {
            self.labelled(Label::LightningTalk(talk.kind), &talk.subject);
        }
        self.section(Label::Offers.as_str(), &proposal.offers);
    }

    fn labelled(&mut self, label: Label, text: &str) {
        self.entry(label.as_str(), text);
    }

    fn software(&mut self, software: &Software) {
        self.blank();
        self.labelled(Label::Software, &software.name);
        self.rest_of_software(software);
    }

    /// What a software says below its name.
    pub(super) fn rest_of_software(&mut self, software: &Software) {
        let [_name, rest @ ..] = software.texts();
        self.texts(&rest);
        for goal in &software.goals {
            self.labelled(Label::Goal, &goal.text);
        }
        for request in &software.help_requests {
            self.labelled(Label::HelpRequest(request.kind), &request.description);
            self.rest_of_request(request);
        }
    }

    /// What a help request says below its description.
    pub(super) fn rest_of_request(&mut self, request: &HelpRequest) {
        let [_description, rest @ ..] = request.texts();
        self.texts(&rest);
    }

    fn texts(&mut self, texts: &[(Field, &str)]) {
        for &(field, text) in texts {
            if let Some(label) = Label::of(field) {
                self.labelled(label, text);
            }
        }
    }
}

pub(super) fn in_french(days: &[Date]) -> String {
    let days: Vec<String> = days.iter().map(|day| day.in_french()).collect();
    days.join(", ")
}

#[cfg(test)]
pub(crate) mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::stored;
    use crate::testing::participations;

    const DAYS: [Date; 2] = match (Date::new(2024, 1, 9), Date::new(2024, 1, 10)) {
        (Some(ninth), Some(tenth)) => [ninth, tenth],
        _ => panic!("no such days"),
    };

    pub(crate) const EVENT: Event = Event {
        name: "Hackathon #BlueHats",
        days: &DAYS,
        days_in_french: "9 et 10 janvier 2024",
        email: "bluehats@code.gouv.fr",
        promise: "nous vous inviterons",
    };

    fn message(proposal: &Proposal) -> Message {
        compose(&Participation::parse(proposal).unwrap(), &EVENT)
    }

    #[test]
    fn a_message_reads_as_the_grammar_says() {
        let sample = include_str!("../../fixtures/record-v1.json");
        let message = message(&stored::decode(sample).unwrap().proposal);
        assert_eq!(message.to, "bluehats@code.gouv.fr");
        assert_eq!(message.subject, "Hackathon #BlueHats : participation de Camille Durand");
        assert_eq!(message.body, include_str!("../../fixtures/message.txt").trim_end());
    }

    #[test]
    fn a_name_with_a_line_break_stays_on_its_line() {
        let proposal = Proposal {
            name: "Zoé\r\nBcc: x@exemple.fr".to_owned(),
            offers: "Nom : un autre\n> cité".to_owned(),
            ..Proposal::default()
        };
        let message = message(&proposal);
        assert_eq!(message.subject, "Hackathon #BlueHats : participation de Zoé Bcc: x@exemple.fr");
        assert!(message.body.contains("\nNom : Zoé Bcc: x@exemple.fr\n"), "{}", message.body);
        assert!(
            message.body.contains("\nJe peux apporter : \\Nom : un autre\n| \\> cité\n"),
            "{}",
            message.body
        );
    }

    proptest! {
        #[test]
        fn the_subject_is_one_line(participation in participations()) {
            let subject = compose(&participation, &EVENT).subject;
            prop_assert!(!subject.chars().any(char::is_control));
        }
    }
}
