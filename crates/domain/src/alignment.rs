//! A participation that comes from elsewhere, seen as a version of a draft.

use crate::proposal::Identified;
use crate::text::paragraphs;
use crate::{Goal, HelpRequest, ItemId, LightningTalk, Proposal, Software};

impl Proposal {
    /// This proposal, as a message said it, as a version of `draft`: under the draft's ids and in
    /// the draft's wording wherever both say the same, under ids of its own elsewhere.
    ///
    /// On its way a message may lose no-break spaces, blanks in a row, and the shape of its
    /// apostrophes: texts that differ in nothing else say the same. What it says of having been sent
    /// is the draft's own. An item is one of the draft's if
    /// it has the same text; a software, if it has the same name, or else the same repository.
    #[must_use]
    pub fn as_version_of(&self, draft: &Self) -> Self {
        let mut alignment = Alignment { last_id: draft.last_id };
        Self {
            name: wording(&self.name, &draft.name),
            email: wording(&self.email, &draft.email),
            organisation: wording(&self.organisation, &draft.organisation),
            presence: self.presence.clone(),
            software: alignment.software(&self.software, &draft.software),
            expectations: wording(&self.expectations, &draft.expectations),
            talks: alignment.talks(&self.talks, &draft.talks),
            offers: wording(&self.offers, &draft.offers),
            sent: draft.sent.clone(),
            last_id: alignment.last_id,
        }
    }
}

struct Alignment {
    last_id: ItemId,
}

impl Alignment {
    fn software(&mut self, read: &[Software], draft: &[Software]) -> Vec<Software> {
        let by_name = |software: &Software| essence(&software.name);
        let by_repository = |software: &Software| essence(&software.repository);
        let mut pairs = counterparts(read, draft, by_name);
        // A name that was changed leaves the address.
        let is_left = |software: &&Software| {
            !pairs.iter().flatten().any(|taken: &&Software| taken.id == software.id)
        };
        let left: Vec<Software> = draft.iter().filter(is_left).cloned().collect();
        let by_address = counterparts(read, &left, by_repository);
        for (pair, other) in pairs.iter_mut().zip(by_address) {
            *pair = pair.or(other.filter(|it| !it.repository.trim().is_empty()));
        }
        let software = read.iter().zip(pairs).map(|(read, pair)| Software {
            id: self.id(pair),
            name: wording(&read.name, pair.map_or("", |it| &it.name)),
            repository: wording(&read.repository, pair.map_or("", |it| &it.repository)),
            licence: wording(&read.licence, pair.map_or("", |it| &it.licence)),
            summary: wording(&read.summary, pair.map_or("", |it| &it.summary)),
            goals: self.goals(&read.goals, pair.map_or(&[], |it| &it.goals)),
            help_requests: self
                .help_requests(&read.help_requests, pair.map_or(&[], |it| &it.help_requests)),
        });
        software.collect()
    }

    fn goals(&mut self, read: &[Goal], draft: &[Goal]) -> Vec<Goal> {
        let pairs = counterparts(read, draft, |goal| essence(&goal.text));
        let goals = read.iter().zip(pairs).map(|(read, pair)| Goal {
            id: self.id(pair),
            text: wording(&read.text, pair.map_or("", |it| &it.text)),
        });
        goals.collect()
    }

    fn help_requests(&mut self, read: &[HelpRequest], draft: &[HelpRequest]) -> Vec<HelpRequest> {
        let pairs = counterparts(read, draft, |request| essence(&request.description));
        let requests = read.iter().zip(pairs).map(|(read, pair)| HelpRequest {
            id: self.id(pair),
            kind: read.kind,
            description: wording(&read.description, pair.map_or("", |it| &it.description)),
            ticket: wording(&read.ticket, pair.map_or("", |it| &it.ticket)),
        });
        requests.collect()
    }

    fn talks(&mut self, read: &[LightningTalk], draft: &[LightningTalk]) -> Vec<LightningTalk> {
        let pairs = counterparts(read, draft, |talk| essence(&talk.subject));
        let talks = read.iter().zip(pairs).map(|(read, pair)| LightningTalk {
            id: self.id(pair),
            subject: wording(&read.subject, pair.map_or("", |it| &it.subject)),
            kind: read.kind,
        });
        talks.collect()
    }

    /// The id of the draft's item, or else one that is free.
    fn id<T: Identified>(&mut self, pair: Option<&T>) -> ItemId {
        pair.map_or_else(
            || {
                self.last_id = ItemId(self.last_id.0.saturating_add(1));
                self.last_id
            },
            T::id,
        )
    }
}

/// For each item that was read the one of the draft that has the same key, each at most once.
fn counterparts<'a, T>(
    read: &[T],
    draft: &'a [T],
    key: impl Fn(&T) -> String,
) -> Vec<Option<&'a T>> {
    let mut left: Vec<(String, &T)> = draft.iter().map(|item| (key(item), item)).collect();
    let counterparts = read.iter().map(|item| {
        let key = key(item);
        let at = left.iter().position(|(other, _)| *other == key)?;
        Some(left.remove(at).1)
    });
    counterparts.collect()
}

/// The draft's text if it says the same as the one that was read.
fn wording(read: &str, draft: &str) -> String {
    if essence(read) == essence(draft) { draft.to_owned() } else { read.to_owned() }
}

/// What a text keeps on its way through any mail program: its words, and the lines that they
/// stand on.
fn essence(text: &str) -> String {
    let mut essence = String::with_capacity(text.len());
    for line in paragraphs(text).split('\n') {
        for word in line.split_whitespace() {
            essence.push_str(&word.replace('’', "'"));
            essence.push(' ');
        }
        essence.push('\n');
    }
    essence
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing::proposals;
    use crate::{Difference, Edit, Field, differences, stored};

    fn sample() -> Proposal {
        stored::decode(include_str!("../fixtures/record-v1.json")).unwrap().proposal
    }

    /// What taking up the sample with these edits, made by hand in a message, would change.
    fn changes(edit: impl FnOnce(&mut Proposal)) -> Vec<Edit> {
        let draft = sample();
        let mut read = sample();
        // As a reader gives ids.
        read.renumber();
        edit(&mut read);
        let version = read.as_version_of(&draft);
        differences(&draft, &draft, &version)
            .into_iter()
            .flat_map(|Difference { edits, .. }| edits)
            .collect()
    }

    #[test]
    fn what_a_message_may_lose_is_no_change() {
        let lossy = |text: &mut String| *text = text.replace('’', "'").replace(' ', "\u{a0} ");
        let found = changes(|read| {
            lossy(&mut read.organisation);
            lossy(&mut read.expectations);
            lossy(&mut read.software[0].goals[1].text);
        });
        assert_eq!(found, []);
    }

    #[test]
    fn a_changed_field_is_the_same_items_field() {
        let software = sample().software[0].clone();
        let text = |field, value: &str| Edit::Text { field, value: value.to_owned() };
        let found = changes(|read| {
            read.software[0].licence = "MIT".to_owned();
            read.software[0].name = "Autre nom".to_owned();
            read.software[0].help_requests[1].ticket = "https://a.fr".to_owned();
        });
        assert_eq!(
            found,
            [
                text(Field::SoftwareName(software.id), "Autre nom"),
                text(Field::Licence(software.id), "MIT"),
                text(Field::Ticket(software.help_requests[1].id), "https://a.fr"),
            ]
        );
    }

    #[test]
    fn a_reworded_goal_is_another_one() {
        let found = changes(|read| read.software[0].goals[0].text = "Publier".to_owned());
        let [Edit::Remove { item }, Edit::Insert { .. }] = &found[..] else { panic!("{found:?}") };
        assert_eq!(*item, sample().software[0].goals[0].id);
    }

    #[test]
    fn the_same_text_twice_is_two_items() {
        let found = changes(|read| {
            let twice = read.talks[0].clone();
            read.talks.push(twice);
        });
        assert!(matches!(&found[..], [Edit::Insert { .. }]), "{found:?}");
    }

    proptest! {
        #[test]
        fn a_version_says_what_was_read(draft in proposals(), read in proposals()) {
            let version = read.as_version_of(&draft);
            let same = |one: &Proposal, other: &Proposal| {
                one.as_version_of(other).says_the_same_as(other)
            };
            prop_assert!(same(&read, &version));
            let mut ids = version.ids();
            ids.sort_unstable();
            ids.dedup();
            prop_assert_eq!(ids.len(), version.ids().len());
            prop_assert!(ids.iter().all(|id| *id <= version.last_id));
        }

        #[test]
        fn a_draft_is_its_own_version(draft in proposals()) {
            let mut read = draft.clone();
            read.renumber();
            prop_assert_eq!(read.as_version_of(&draft), draft);
        }
    }
}
