//! A draft that can be sent.

use crate::rewriting;
use crate::text::{self, is_blank};
use crate::{
    Date, EmailAddress, Field, Goal, HelpKind, ItemId, LightningTalk, Problem, ProblemKind,
    Proposal, RequestId, SoftwareId, WebLink,
};

/// A draft that can be sent: nothing is missing, addresses and links are parsed, texts are
/// normalised, and items that were left empty are not in it ([`Proposal::left_out`]). A text that
/// was not given is empty.
///
/// It can only be had from [`Participation::parse`], so what composes the message cannot meet
/// a draft with problems.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Participation {
    /// First and last name of who writes.
    pub name: String,
    /// Where to answer.
    pub email: Option<EmailAddress>,
    /// Ministry, agency, local authority…
    pub organisation: String,
    /// The days on which they will be there, in order, each once.
    pub presence: Vec<Date>,
    /// The free software that they work on.
    pub software: Vec<Software>,
    /// What they hope for from the event.
    pub expectations: String,
    /// Short talks that they would like to give.
    pub talks: Vec<LightningTalk>,
    /// Help, skills and knowledge that they offer to the others.
    pub offers: String,
    last_id: u32,
}

/// A free software, with a name.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Software {
    /// Its id in the draft.
    pub id: SoftwareId,
    /// Its name.
    pub name: String,
    /// Link to its source code.
    pub repository: Option<WebLink>,
    /// Its licence, in any wording.
    pub licence: String,
    /// What it is, in one sentence.
    pub summary: String,
    /// What they want done in two days.
    pub goals: Vec<Goal>,
    /// What they need from the others.
    pub help_requests: Vec<HelpRequest>,
}

/// A precise need, with a description.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct HelpRequest {
    /// Its id in the draft.
    pub id: RequestId,
    /// What kind of help is asked for.
    pub kind: HelpKind,
    /// The need, in the visitor's words.
    pub description: String,
    /// Link to the issue that describes it.
    pub ticket: Option<WebLink>,
}

impl Participation {
    /// Takes a draft as it would be sent.
    ///
    /// # Errors
    /// All that keeps it from being sent, in the order of the form.
    pub fn parse(draft: &Proposal) -> Result<Self, Vec<Problem>> {
        let mut parser = Parser::default();
        let name = parser.required(Field::Name, line(&draft.name));
        let email = parser.email(Field::Email, &draft.email);
        let started = draft.software.iter().filter(|software| !software.is_blank());
        let software: Vec<Software> = started.map(|software| parser.software(software)).collect();
        let expectations = paragraphs(&draft.expectations);
        let offers = paragraphs(&draft.offers);
        let says_something = !expectations.is_empty()
            || !offers.is_empty()
            || software.iter().any(|software| !software.name.is_empty());
        if !says_something {
            parser.report(Field::Expectations, ProblemKind::NothingToSend);
        }
        let talks = draft.talks.iter().filter(|talk| !talk.is_blank());
        let talks = talks.map(normalised_talk).collect();
        if !parser.problems.is_empty() {
            return Err(parser.problems);
        }
        Ok(Self {
            name,
            email,
            organisation: line(&draft.organisation),
            presence: draft.presence.clone(),
            software,
            expectations,
            talks,
            offers,
            last_id: draft.last_id,
        })
    }

    /// The participation as a draft, under the ids of the draft that it was parsed from.
    pub fn proposal(&self) -> Proposal {
        Proposal {
            name: self.name.clone(),
            email: self.email.as_ref().map(EmailAddress::to_string).unwrap_or_default(),
            organisation: self.organisation.clone(),
            presence: self.presence.clone(),
            software: self.software.iter().map(Into::into).collect(),
            expectations: self.expectations.clone(),
            talks: self.talks.clone(),
            offers: self.offers.clone(),
            sent: None,
            last_id: self.last_id,
        }
    }
}

impl From<&Software> for crate::Software {
    fn from(software: &Software) -> Self {
        let Software { id, name, repository, licence, summary, goals, help_requests } = software;
        Self {
            id: *id,
            name: name.clone(),
            repository: repository.as_ref().map(WebLink::to_string).unwrap_or_default(),
            licence: licence.clone(),
            summary: summary.clone(),
            goals: goals.clone(),
            help_requests: help_requests.iter().map(Into::into).collect(),
        }
    }
}

impl From<&HelpRequest> for crate::HelpRequest {
    fn from(request: &HelpRequest) -> Self {
        let HelpRequest { id, kind, description, ticket } = request;
        Self {
            id: *id,
            kind: *kind,
            description: description.clone(),
            ticket: ticket.as_ref().map(WebLink::to_string).unwrap_or_default(),
        }
    }
}

impl Proposal {
    /// All that keeps the draft from being sent, in the order of the form.
    pub fn problems(&self) -> Vec<Problem> {
        Participation::parse(self).err().unwrap_or_default()
    }

    /// The items that were left empty, in the order of the form: they count as nothing and are not
    /// sent. What belongs to an empty software is not named as well.
    pub fn left_out(&self) -> Vec<ItemId> {
        let mut items: Vec<ItemId> = Vec::new();
        for software in &self.software {
            if software.is_blank() {
                items.push(software.id.into());
                continue;
            }
            let goals = software.goals.iter().filter(|goal| goal.is_blank());
            items.extend(goals.map(|goal| ItemId::from(goal.id)));
            let requests = software.help_requests.iter().filter(|request| request.is_blank());
            items.extend(requests.map(|request| ItemId::from(request.id)));
        }
        let talks = self.talks.iter().filter(|talk| talk.is_blank());
        items.extend(talks.map(|talk| ItemId::from(talk.id)));
        items
    }

    /// The draft as it would be sent, whether or not something keeps it from being sent.
    #[must_use]
    pub fn normalised(&self) -> Self {
        let started = self.software.iter().filter(|software| !software.is_blank());
        Self {
            name: line(&self.name),
            email: address(&self.email),
            organisation: line(&self.organisation),
            presence: self.presence.clone(),
            software: started.map(crate::Software::normalised).collect(),
            expectations: paragraphs(&self.expectations),
            talks: self.talks.iter().filter(|talk| !talk.is_blank()).map(normalised_talk).collect(),
            offers: paragraphs(&self.offers),
            sent: None,
            last_id: self.last_id,
        }
    }
}

impl crate::Software {
    /// Whether nothing at all was said of this software, nor in the items that belong to it.
    pub(crate) fn is_blank(&self) -> bool {
        are_blank(self.texts())
            && self.goals.iter().all(Goal::is_blank)
            && self.help_requests.iter().all(crate::HelpRequest::is_blank)
    }

    fn normalised(&self) -> Self {
        let request = |request: &crate::HelpRequest| crate::HelpRequest {
            description: paragraphs(&request.description),
            ticket: link(&request.ticket),
            ..*request
        };
        Self {
            id: self.id,
            name: line(&self.name),
            repository: link(&self.repository),
            licence: line(&self.licence),
            summary: line(&self.summary),
            goals: self.goals.iter().filter(|goal| !goal.is_blank()).map(normalised_goal).collect(),
            help_requests: self
                .help_requests
                .iter()
                .filter(|request| !request.is_blank())
                .map(request)
                .collect(),
        }
    }
}

impl Goal {
    /// Whether nothing was written.
    pub(crate) fn is_blank(&self) -> bool {
        are_blank(self.texts())
    }
}

impl crate::HelpRequest {
    /// Whether nothing was written; a kind alone asks for nothing.
    pub(crate) fn is_blank(&self) -> bool {
        are_blank(self.texts())
    }
}

impl LightningTalk {
    /// Whether nothing was written; a kind alone is no talk.
    pub(crate) fn is_blank(&self) -> bool {
        are_blank(self.texts())
    }
}

fn are_blank<const COUNT: usize>(texts: [(Field, &str); COUNT]) -> bool {
    texts.iter().all(|(_, text)| is_blank(text))
}

fn normalised_goal(goal: &Goal) -> Goal {
    Goal { text: paragraphs(&goal.text), ..*goal }
}

fn normalised_talk(talk: &LightningTalk) -> LightningTalk {
    LightningTalk { subject: line(&talk.subject), ..*talk }
}

/// Parses the parts of a draft, and collects what is wrong with them.
#[derive(Default)]
struct Parser {
    problems: Vec<Problem>,
}

impl Parser {
    fn report(&mut self, field: Field, kind: ProblemKind) {
        self.problems.push(Problem { field, kind });
    }

    fn required(&mut self, field: Field, text: String) -> String {
        if text.is_empty() {
            self.report(field, ProblemKind::Blank);
        }
        text
    }

    fn email(&mut self, field: Field, text: &str) -> Option<EmailAddress> {
        if is_blank(text) {
            return None;
        }
        let email = address(text).parse().ok();
        if email.is_none() {
            self.report(field, ProblemKind::MalformedEmail);
        }
        email
    }

    fn link(&mut self, field: Field, text: &str) -> Option<WebLink> {
        if is_blank(text) {
            return None;
        }
        let link = link(text).parse().ok();
        if link.is_none() {
            self.report(field, ProblemKind::MalformedLink);
        }
        link
    }

    fn software(&mut self, software: &crate::Software) -> Software {
        let id = software.id;
        let goals = software.goals.iter().filter(|goal| !goal.is_blank());
        let requests = software.help_requests.iter().filter(|request| !request.is_blank());
        // In the order of the form: so are the problems.
        Software {
            id,
            name: self.required(Field::SoftwareName(id), line(&software.name)),
            goals: goals.map(normalised_goal).collect(),
            help_requests: requests.map(|request| self.help_request(request)).collect(),
            repository: self.link(Field::Repository(id), &software.repository),
            licence: line(&software.licence),
            summary: line(&software.summary),
        }
    }

    fn help_request(&mut self, request: &crate::HelpRequest) -> HelpRequest {
        let description = paragraphs(&request.description);
        HelpRequest {
            id: request.id,
            kind: request.kind,
            description: self.required(Field::HelpDescription(request.id), description),
            ticket: self.link(Field::Ticket(request.id), &request.ticket),
        }
    }
}

/// Invisible text counts as none.
fn line(text: &str) -> String {
    if is_blank(text) { String::new() } else { text::line(text) }
}

/// An address, without what nobody sees in it: such characters come along when it is copied.
fn address(text: &str) -> String {
    line(&text::without_invisible(text))
}

/// A link, as it was before a mail gateway rewrote it: who receives it is not to be sent through a
/// server that counts their clicks.
fn link(text: &str) -> String {
    let link = address(text);
    rewriting::original(&link).filter(|it| it.is_certain).map_or(link, |it| it.link)
}

/// Invisible text counts as none.
fn paragraphs(text: &str) -> String {
    if is_blank(text) { String::new() } else { text::paragraphs(text) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing::proposals;
    use crate::{Edit, GoalId, Item, TalkId};

    /// A draft with one software (id 1), made of these texts.
    fn draft(texts: &[(Field, &str)]) -> Proposal {
        let mut draft = Proposal::default();
        let software = Item::Software(draft.new_software());
        draft.apply(Edit::Insert { parent: None, index: 0, item: software }).unwrap();
        for &(field, text) in texts {
            draft.apply(Edit::Text { field, value: text.to_owned() }).unwrap();
        }
        draft
    }

    #[track_caller]
    fn check(texts: &[(Field, &str)], want: &[(Field, ProblemKind)]) {
        let problems = draft(texts).problems();
        let found: Vec<_> = problems.iter().map(|problem| (problem.field, problem.kind)).collect();
        assert_eq!(found, want);
    }

    const SOFTWARE: SoftwareId = SoftwareId(1);

    #[test]
    fn addresses_are_sent_without_what_nobody_sees_and_no_gateway_wrote() {
        let safe =
            "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fa.fr%2Fb&data=x";
        for (repository, email) in [
            ("https://a.fr/b\u{200b}", "z@a.fr\u{200b}"),
            ("\u{feff}https://a.fr/b", "\u{feff}z@a.fr"),
            ("\u{202a}https://a.fr/b\u{202c}", "\u{202a}z@a.fr\u{202c}"),
            ("https://a.\u{ad}fr/b ", " z@\u{2060}a.fr"),
            ("ht\u{180e}tps://a.fr/\u{2066}b\u{2069}", "z\u{61c}@a.fr"),
            (safe, "z@a.fr"),
        ] {
            let draft = draft(&[
                (Field::Name, "Zoé"),
                (Field::Email, email),
                (Field::SoftwareName(SOFTWARE), "Démo"),
                (Field::Repository(SOFTWARE), repository),
            ]);
            let participation = Participation::parse(&draft).unwrap();
            assert_eq!(participation.email.as_ref().unwrap().as_str(), "z@a.fr");
            let sent = participation.software[0].repository.as_ref().unwrap().as_str();
            assert_eq!(sent, "https://a.fr/b");
            assert!(draft.normalised().says_the_same_as(&participation.proposal()));
        }
    }

    #[test]
    fn a_name_and_one_thing_to_say_are_enough() {
        check(&[(Field::Name, "Zoé"), (Field::Expectations, "Rencontrer")], &[]);
        check(&[(Field::Name, "Zoé"), (Field::Offers, "Relire")], &[]);
        check(&[(Field::Name, "Zoé"), (Field::SoftwareName(SOFTWARE), "Demo")], &[]);
    }

    #[test]
    fn an_empty_draft_lacks_a_name_and_something_to_say() {
        check(
            &[(Field::Name, " \u{200b}\n")],
            &[(Field::Name, ProblemKind::Blank), (Field::Expectations, ProblemKind::NothingToSend)],
        );
    }

    #[test]
    fn addresses_and_links_must_be_well_formed_if_given() {
        check(
            &[
                (Field::Name, "Zoé"),
                (Field::Email, "zoe"),
                (Field::SoftwareName(SOFTWARE), "Demo"),
                (Field::Repository(SOFTWARE), "javascript:alert(1)"),
            ],
            &[
                (Field::Email, ProblemKind::MalformedEmail),
                (Field::Repository(SOFTWARE), ProblemKind::MalformedLink),
            ],
        );
        check(
            &[
                (Field::Name, "Zoé"),
                (Field::Email, " zoe@exemple.fr "),
                (Field::SoftwareName(SOFTWARE), "Demo"),
                (Field::Repository(SOFTWARE), "\thttps://exemple.fr "),
            ],
            &[],
        );
    }

    #[test]
    fn a_software_that_was_started_needs_a_name() {
        check(
            &[(Field::Name, "Zoé"), (Field::Offers, "Relire"), (Field::Licence(SOFTWARE), "MIT")],
            &[(Field::SoftwareName(SOFTWARE), ProblemKind::Blank)],
        );
    }

    #[test]
    fn items_that_were_left_empty_count_as_nothing() {
        let mut draft = draft(&[(Field::Name, "Zoé"), (Field::SoftwareName(SOFTWARE), "Demo")]);
        let goal = Item::Goal(draft.new_goal());
        draft.apply(Edit::Insert { parent: Some(SOFTWARE), index: 0, item: goal }).unwrap();
        let request = Item::HelpRequest(draft.new_help_request());
        draft.apply(Edit::Insert { parent: Some(SOFTWARE), index: 0, item: request }).unwrap();
        let talk = Item::LightningTalk(draft.new_talk());
        draft.apply(Edit::Insert { parent: None, index: 0, item: talk }).unwrap();
        let empty = [GoalId(2).into(), RequestId(3).into(), TalkId(4).into()];
        assert_eq!(draft.left_out(), empty);
        let participation = Participation::parse(&draft).unwrap();
        let software = &participation.software[0];
        assert!(software.goals.is_empty() && software.help_requests.is_empty());
        assert!(participation.talks.is_empty());

        // A link alone asks for something: what, has to be said.
        let ticket = Field::Ticket(RequestId(3));
        draft.apply(Edit::Text { field: ticket, value: "#12".to_owned() }).unwrap();
        let found: Vec<_> = draft.problems().iter().map(|p| (p.field, p.kind)).collect();
        assert_eq!(
            found,
            [
                (Field::HelpDescription(RequestId(3)), ProblemKind::Blank),
                (ticket, ProblemKind::MalformedLink),
            ]
        );
        assert_eq!(draft.left_out(), [GoalId(2).into(), TalkId(4).into()]);

        // A software whose items are empty is empty; its items are not named as well.
        for (field, value) in [(Field::SoftwareName(SOFTWARE), ""), (ticket, " \u{200b}")] {
            draft.apply(Edit::Text { field, value: value.to_owned() }).unwrap();
        }
        assert_eq!(draft.left_out(), [SOFTWARE.into(), TalkId(4).into()]);
        assert_eq!(draft.problems()[0].kind, ProblemKind::NothingToSend);
    }

    #[test]
    fn a_goal_needs_the_name_of_its_software() {
        let mut draft = draft(&[(Field::Name, "Zoé"), (Field::Offers, "Relire")]);
        let goal = Item::Goal(draft.new_goal());
        draft.apply(Edit::Insert { parent: Some(SOFTWARE), index: 0, item: goal }).unwrap();
        assert_eq!(draft.problems(), []);
        let field = Field::Goal(GoalId(2));
        draft.apply(Edit::Text { field, value: "Publier".to_owned() }).unwrap();
        let name = Field::SoftwareName(SOFTWARE);
        assert_eq!(draft.problems(), [Problem { field: name, kind: ProblemKind::Blank }]);
    }

    #[test]
    fn a_software_that_was_not_started_is_left_out() {
        let draft = draft(&[(Field::Name, " Zoé\r\n"), (Field::Offers, "Relire\r\n")]);
        let participation = Participation::parse(&draft).unwrap();
        assert_eq!((&*participation.name, &*participation.offers), ("Zoé", "Relire"));
        assert_eq!(participation.software, []);
    }

    proptest! {
        /// What was parsed once has nothing left to mend or to normalise.
        #[test]
        fn parsing_is_idempotent(draft in proposals()) {
            if let Ok(participation) = Participation::parse(&draft) {
                let proposal = participation.proposal();
                prop_assert_eq!(&proposal, &draft.normalised());
                prop_assert_eq!(proposal.left_out(), []);
                prop_assert_eq!(Participation::parse(&proposal), Ok(participation));
            }
        }

        #[test]
        fn every_problem_names_a_field_of_the_draft(draft in proposals()) {
            for problem in draft.problems() {
                prop_assert!(draft.text(problem.field).is_some());
            }
        }
    }
}
