//! How far each section of the form is: what is filled in, and what is missing to send.

use crate::text::is_blank;
use crate::{Field, ItemId, Problem, ProblemKind, Proposal, Software};

/// A part of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// Who writes, and when they will be there.
    About,
    /// The software, with their goals and help requests.
    Software,
    /// What they hope for.
    Expectations,
    /// The lightning talks.
    Talks,
    /// What they offer.
    Offers,
}

impl Section {
    /// Every section, in the order of the form.
    pub const ALL: [Self; 5] =
        [Self::About, Self::Software, Self::Expectations, Self::Talks, Self::Offers];

    /// The section in which a field stands.
    pub const fn of(field: Field) -> Self {
        match (field.item(), field) {
            (Some(ItemId::Software(_) | ItemId::Goal(_) | ItemId::HelpRequest(_)), _) => {
                Self::Software
            }
            (Some(ItemId::LightningTalk(_)), _) => Self::Talks,
            (None, Field::Expectations) => Self::Expectations,
            (None, Field::Offers) => Self::Offers,
            (None, _) => Self::About,
        }
    }
}

/// What a section lacks before the draft can be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Missing {
    /// The first of it, in the order of the form.
    pub first: Problem,
    /// How many there are.
    pub count: usize,
}

/// What a draft holds and lacks, section by section. Items that were left empty do not count. It is small, and equal to another as long as
/// there is nothing new to say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// How many software there are.
    pub software: usize,
    /// How many goals, in all software.
    pub goals: usize,
    /// How many help requests, in all software.
    pub help_requests: usize,
    /// How many talks.
    pub talks: usize,
    /// Whether anything is said of expectations.
    pub has_expectations: bool,
    /// Whether anything is offered.
    pub has_offers: bool,
    /// Whether nothing was said yet that could be sent. It is missing in no section more than in
    /// another: several can mend it.
    pub has_nothing_to_send: bool,
    missing: [Option<Missing>; Section::ALL.len()],
}

impl Outline {
    /// What is missing in a section.
    pub fn missing(&self, section: Section) -> Option<Missing> {
        self.missing.get(section as usize).copied().flatten()
    }

    /// How many things are missing in all, « nothing to send » included.
    pub fn missing_count(&self) -> usize {
        let in_sections: usize = self.missing.iter().flatten().map(|missing| missing.count).sum();
        in_sections + usize::from(self.has_nothing_to_send)
    }
}

impl Proposal {
    /// What the draft holds and lacks, section by section.
    pub fn outline(&self) -> Outline {
        let mut outline = Outline {
            software: self.software.iter().filter(|software| !software.is_blank()).count(),
            goals: self.software.iter().map(Software::goal_count).sum(),
            help_requests: self.software.iter().map(Software::request_count).sum(),
            talks: self.talks.iter().filter(|talk| !talk.is_blank()).count(),
            has_expectations: !is_blank(&self.expectations),
            has_offers: !is_blank(&self.offers),
            ..Outline::default()
        };
        for problem in self.problems() {
            outline.note(problem);
        }
        outline
    }
}

impl Software {
    /// How many goals say something.
    pub fn goal_count(&self) -> usize {
        self.goals.iter().filter(|goal| !goal.is_blank()).count()
    }

    /// How many help requests say something.
    pub fn request_count(&self) -> usize {
        self.help_requests.iter().filter(|request| !request.is_blank()).count()
    }
}

impl Outline {
    fn note(&mut self, problem: Problem) {
        if problem.kind == ProblemKind::NothingToSend {
            self.has_nothing_to_send = true;
        } else if let Some(missing) = self.missing.get_mut(Section::of(problem.field) as usize) {
            match missing {
                Some(missing) => missing.count += 1,
                None => *missing = Some(Missing { first: problem, count: 1 }),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing::proposals;
    use crate::{Edit, GoalId, Item, RequestId, SoftwareId};

    const NAME: Problem = Problem { field: Field::Name, kind: ProblemKind::Blank };

    fn write(draft: &mut Proposal, field: Field, text: &str) {
        draft.apply(Edit::Text { field, value: text.to_owned() }).unwrap();
    }

    fn append(draft: &mut Proposal, parent: Option<SoftwareId>, item: Item) {
        draft.apply(Edit::Insert { parent, index: usize::MAX, item }).unwrap();
    }

    #[test]
    fn an_empty_draft_lacks_a_name_and_something_to_say() {
        let outline = Proposal::default().outline();
        assert_eq!(
            outline,
            Outline {
                has_nothing_to_send: true,
                missing: [Some(Missing { first: NAME, count: 1 }), None, None, None, None],
                ..Outline::default()
            }
        );
        assert_eq!(outline.missing_count(), 2);
    }

    #[test]
    fn each_section_says_what_it_holds_and_lacks() {
        let mut draft = Proposal::default();
        let software = draft.new_software();
        let parent = Some(software.id);
        append(&mut draft, None, Item::Software(software));
        for _ in 0..2 {
            let goal = Item::Goal(draft.new_goal());
            append(&mut draft, parent, goal);
        }
        let request = Item::HelpRequest(draft.new_help_request());
        append(&mut draft, parent, request);
        write(&mut draft, Field::Ticket(RequestId(4)), "12");
        let talk = Item::LightningTalk(draft.new_talk());
        append(&mut draft, None, talk);
        write(&mut draft, Field::Name, "Zoé");
        write(&mut draft, Field::Email, "zoe");
        write(&mut draft, Field::Goal(GoalId(2)), "Publier la version 2");
        write(&mut draft, Field::Offers, " \u{200b}");

        let first = |field, kind| Some(Problem { field, kind });
        let outline = draft.outline();
        let want = [
            (Section::About, first(Field::Email, ProblemKind::MalformedEmail), 1),
            // Its name, and the description and the link of its help request; its second goal is empty.
            (Section::Software, first(Field::SoftwareName(SoftwareId(1)), ProblemKind::Blank), 3),
            (Section::Expectations, None, 0),
            (Section::Talks, None, 0),
            (Section::Offers, None, 0),
        ];
        for (section, first, count) in want {
            let missing = outline.missing(section);
            assert_eq!(missing.map(|missing| missing.first), first, "{section:?}");
            assert_eq!(missing.map_or(0, |missing| missing.count), count, "{section:?}");
        }
        assert_eq!(
            (outline.software, outline.goals, outline.help_requests, outline.talks),
            (1, 1, 1, 0)
        );
        assert!(outline.has_nothing_to_send && !outline.has_offers);
        assert_eq!(outline.missing_count(), 5);
    }

    #[test]
    fn a_draft_that_can_be_sent_lacks_nothing() {
        let mut draft = Proposal::default();
        write(&mut draft, Field::Name, "Zoé");
        write(&mut draft, Field::Expectations, "Rencontrer");
        let outline = draft.outline();
        assert_eq!(outline, Outline { has_expectations: true, ..Outline::default() });
        assert_eq!(outline.missing_count(), 0);
    }

    proptest! {
        /// Nothing that keeps a draft from being sent is left out, and nothing is counted twice.
        #[test]
        fn the_outline_counts_every_problem_once(draft in proposals()) {
            prop_assert_eq!(draft.outline().missing_count(), draft.problems().len());
        }
    }
}
