//! What keeps a draft from being sent, and a draft that nothing keeps.

use crate::text::{self, is_blank};
use crate::{
    EmailAddress, GoalId, HelpRequest, ItemId, Proposal, RequestId, Software, SoftwareId, TalkId,
    WebLink,
};

/// A place in the form where text is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    /// [`Proposal::name`].
    Name,
    /// [`Proposal::email`].
    Email,
    /// [`Proposal::organisation`].
    Organisation,
    /// [`Software::name`].
    SoftwareName(SoftwareId),
    /// [`Software::repository`].
    Repository(SoftwareId),
    /// [`Software::licence`].
    Licence(SoftwareId),
    /// [`Software::summary`].
    Summary(SoftwareId),
    /// [`Goal::text`](crate::Goal::text).
    Goal(GoalId),
    /// [`HelpRequest::description`].
    HelpDescription(RequestId),
    /// [`HelpRequest::ticket`].
    Ticket(RequestId),
    /// [`Proposal::expectations`].
    Expectations,
    /// [`LightningTalk::subject`](crate::LightningTalk::subject).
    TalkSubject(TalkId),
    /// [`Proposal::offers`].
    Offers,
}

impl Field {
    /// The item that the field belongs to; `None` for the fields of the draft itself.
    pub const fn item(self) -> Option<ItemId> {
        match self {
            Self::Name | Self::Email | Self::Organisation | Self::Expectations | Self::Offers => {
                None
            }
            Self::SoftwareName(id)
            | Self::Repository(id)
            | Self::Licence(id)
            | Self::Summary(id) => Some(ItemId::Software(id)),
            Self::Goal(id) => Some(ItemId::Goal(id)),
            Self::HelpDescription(id) | Self::Ticket(id) => Some(ItemId::HelpRequest(id)),
            Self::TalkSubject(id) => Some(ItemId::LightningTalk(id)),
        }
    }
}

/// Something that must be mended before a draft can be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where it can be mended.
    pub field: Field,
    /// What is wrong there.
    pub kind: ProblemKind,
}

/// What is wrong in a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// A text is needed here, and there is none.
    Blank,
    /// Nothing was said yet that could be sent: no software with a name, no expectations, no offers.
    NothingToSend,
    /// Not an e-mail address.
    MalformedEmail,
    /// Not a web link.
    MalformedLink,
}

/// A draft that can be sent: nothing is missing, addresses and links are well formed, texts are
/// normalised and empty software are left out.
///
/// It can only be had from [`Participation::parse`], so what composes the message cannot meet
/// a draft with problems.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Participation(Proposal);

impl Participation {
    /// Takes a draft as it would be sent.
    ///
    /// # Errors
    /// All that keeps it from being sent, in the order of the form.
    pub fn parse(draft: &Proposal) -> Result<Self, Vec<Problem>> {
        let problems = draft.problems();
        if problems.is_empty() { Ok(Self(normalised(draft))) } else { Err(problems) }
    }

    /// What will be sent.
    pub fn proposal(&self) -> &Proposal {
        &self.0
    }
}

impl Proposal {
    /// All that keeps the draft from being sent, in the order of the form.
    pub fn problems(&self) -> Vec<Problem> {
        let mut problems = Problems(Vec::new());
        problems.blank(Field::Name, &self.name);
        problems.email(Field::Email, &self.email);
        for software in &self.software {
            problems.software(software);
        }
        let says_something = !is_blank(&self.expectations)
            || !is_blank(&self.offers)
            || self.software.iter().any(|software| !is_blank(&software.name));
        problems.add_unless(says_something, Field::Expectations, ProblemKind::NothingToSend);
        for talk in &self.talks {
            problems.blank(Field::TalkSubject(talk.id), &talk.subject);
        }
        problems.0
    }
}

impl Software {
    /// Whether anything at all was said of this software.
    fn is_started(&self) -> bool {
        let texts = [&self.name, &self.repository, &self.licence, &self.summary];
        texts.iter().any(|text| !is_blank(text))
            || !self.goals.is_empty()
            || !self.help_requests.is_empty()
    }
}

struct Problems(Vec<Problem>);

impl Problems {
    fn add_unless(&mut self, fine: bool, field: Field, kind: ProblemKind) {
        if !fine {
            self.0.push(Problem { field, kind });
        }
    }

    fn blank(&mut self, field: Field, text: &str) {
        self.add_unless(!is_blank(text), field, ProblemKind::Blank);
    }

    fn email(&mut self, field: Field, text: &str) {
        let fine = is_blank(text) || text.trim().parse::<EmailAddress>().is_ok();
        self.add_unless(fine, field, ProblemKind::MalformedEmail);
    }

    fn link(&mut self, field: Field, text: &str) {
        let fine = is_blank(text) || text.trim().parse::<WebLink>().is_ok();
        self.add_unless(fine, field, ProblemKind::MalformedLink);
    }

    fn software(&mut self, software: &Software) {
        let named = !software.is_started() || !is_blank(&software.name);
        self.add_unless(named, Field::SoftwareName(software.id), ProblemKind::Blank);
        self.link(Field::Repository(software.id), &software.repository);
        for goal in &software.goals {
            self.blank(Field::Goal(goal.id), &goal.text);
        }
        for request in &software.help_requests {
            self.blank(Field::HelpDescription(request.id), &request.description);
            self.link(Field::Ticket(request.id), &request.ticket);
        }
    }
}

/// The draft as it would be sent, whether or not something keeps it from being sent.
pub(crate) fn normalised(draft: &Proposal) -> Proposal {
    Proposal {
        name: line(&draft.name),
        email: line(&draft.email),
        organisation: line(&draft.organisation),
        presence: draft.presence.clone(),
        software: draft
            .software
            .iter()
            .filter(|software| software.is_started())
            .map(normalised_software)
            .collect(),
        expectations: paragraphs(&draft.expectations),
        talks: draft
            .talks
            .iter()
            .map(|talk| crate::LightningTalk { subject: line(&talk.subject), ..talk.clone() })
            .collect(),
        offers: paragraphs(&draft.offers),
        sent: None,
        last_id: draft.last_id,
    }
}

fn normalised_software(software: &Software) -> Software {
    Software {
        id: software.id,
        name: line(&software.name),
        repository: line(&software.repository),
        licence: line(&software.licence),
        summary: line(&software.summary),
        goals: software
            .goals
            .iter()
            .map(|goal| crate::Goal { id: goal.id, text: paragraphs(&goal.text) })
            .collect(),
        help_requests: software
            .help_requests
            .iter()
            .map(|request| HelpRequest {
                id: request.id,
                kind: request.kind,
                description: paragraphs(&request.description),
                ticket: line(&request.ticket),
            })
            .collect(),
    }
}

/// Invisible text counts as none.
fn line(text: &str) -> String {
    if is_blank(text) { String::new() } else { text::line(text) }
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
    use crate::{Edit, Item};

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
    fn items_that_were_added_need_their_text() {
        let mut draft = draft(&[(Field::Name, "Zoé"), (Field::SoftwareName(SOFTWARE), "Demo")]);
        let goal = Item::Goal(draft.new_goal());
        draft.apply(Edit::Insert { parent: Some(SOFTWARE), index: 0, item: goal }).unwrap();
        let request = Item::HelpRequest(draft.new_help_request());
        draft.apply(Edit::Insert { parent: Some(SOFTWARE), index: 0, item: request }).unwrap();
        let talk = Item::LightningTalk(draft.new_talk());
        draft.apply(Edit::Insert { parent: None, index: 0, item: talk }).unwrap();
        let ticket = Field::Ticket(RequestId(3));
        draft.apply(Edit::Text { field: ticket, value: "#12".to_owned() }).unwrap();
        let found: Vec<_> = draft.problems().iter().map(|p| (p.field, p.kind)).collect();
        assert_eq!(
            found,
            [
                (Field::Goal(GoalId(2)), ProblemKind::Blank),
                (Field::HelpDescription(RequestId(3)), ProblemKind::Blank),
                (ticket, ProblemKind::MalformedLink),
                (Field::TalkSubject(TalkId(4)), ProblemKind::Blank),
            ]
        );
    }

    #[test]
    fn a_software_that_was_not_started_is_left_out() {
        let draft = draft(&[(Field::Name, " Zoé\r\n"), (Field::Offers, "Relire\r\n")]);
        let participation = Participation::parse(&draft).unwrap();
        let proposal = participation.proposal();
        assert_eq!((proposal.name.as_str(), proposal.offers.as_str()), ("Zoé", "Relire"));
        assert!(proposal.software.is_empty());
    }

    proptest! {
        /// What was parsed once has nothing left to mend or to normalise.
        #[test]
        fn parsing_is_idempotent(draft in proposals()) {
            if let Ok(participation) = Participation::parse(&draft) {
                prop_assert_eq!(Participation::parse(participation.proposal()), Ok(participation));
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
