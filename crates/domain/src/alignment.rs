//! A participation that comes from elsewhere, seen as a version of a draft.

use crate::proposal::Identified;
use crate::text::{is_invisible, paragraphs};
use crate::{ItemId, Proposal, Splice};

impl Proposal {
    /// This proposal, as a message said it, as a version of `draft`: under the draft's ids and in
    /// the draft's wording wherever both say the same, under ids of its own elsewhere.
    ///
    /// On its way a message may lose or gain blanks, what nobody sees, and the shape of its
    /// apostrophes: texts that differ in nothing else say the same. An item is one of the draft's if
    /// it has the same text, or else most of it; a software, if it has the same name, or else the same
    /// repository. What it says of having been sent is the draft's own.
    #[must_use]
    pub fn as_version_of(&self, draft: &Self) -> Self {
        let mut pairs = Pairs::default();
        pairs.software(self, draft);
        pairs.items(
            keys(&self.talks, |talk| &talk.subject),
            keys(&draft.talks, |talk| &talk.subject),
        );
        let mut version = Self { sent: draft.sent.clone(), ..self.clone() };
        let mut last_id = draft.last_id;
        version.rename(&mut |number| {
            pairs.counterpart(number).unwrap_or_else(|| {
                last_id = last_id.saturating_add(1);
                last_id
            })
        });
        version.last_id = last_id;
        for field in version.fields() {
            if let (Some(read), Some(text)) = (version.text_mut(field), draft.text(field))
                && essence(read) == essence(text)
            {
                text.clone_into(read);
            }
        }
        version
    }

    /// Whether one of its texts says the same as this one, in the same sense.
    pub fn says(&self, text: &str) -> bool {
        let wanted = essence(text);
        let mut texts = self.fields().into_iter().filter_map(|field| self.text(field));
        texts.any(|text| essence(text) == wanted)
    }
}

/// The ids of items that were read, each with that of the draft's item that it is.
#[derive(Default)]
struct Pairs(Vec<(u32, u32)>);

/// The id of an item, and what one knows it by.
type Key = (u32, String);

fn keys<T: Identified>(items: &[T], text: fn(&T) -> &String) -> Vec<Key> {
    items.iter().map(|item| (number(item), essence(text(item)))).collect()
}

fn number(item: &impl Identified) -> u32 {
    let id: ItemId = item.id().into();
    id.number()
}

impl Pairs {
    fn software(&mut self, read: &Proposal, draft: &Proposal) {
        let (read, draft) = (&read.software, &draft.software);
        self.add(
            keys(read, |software| &software.name),
            keys(draft, |software| &software.name),
            is_same,
        );
        // A name that was changed leaves the address.
        let mut addresses = keys(read, |software| &software.repository);
        addresses.retain(|(_, address)| !address.trim().is_empty());
        self.add(addresses, keys(draft, |software| &software.repository), is_same);
        for software in read {
            let counterpart = self.counterpart(software.id.number());
            let Some(other) = draft.iter().find(|it| Some(it.id.number()) == counterpart) else {
                continue;
            };
            self.items(
                keys(&software.goals, |goal| &goal.text),
                keys(&other.goals, |goal| &goal.text),
            );
            self.items(
                keys(&software.help_requests, |request| &request.description),
                keys(&other.help_requests, |request| &request.description),
            );
        }
    }

    /// Makes pairs of those of the same text, then of those that a hand has corrected.
    fn items(&mut self, read: Vec<Key>, draft: Vec<Key>) {
        self.add(read.clone(), draft.clone(), is_same);
        self.add(read, draft, is_most);
    }

    /// Makes a pair of each two that are known by what is `alike`, and are in none yet.
    fn add(&mut self, read: Vec<Key>, mut draft: Vec<Key>, alike: fn(&str, &str) -> bool) {
        draft.retain(|(id, _)| !self.0.iter().any(|(_, taken)| taken == id));
        for (id, key) in read {
            if self.counterpart(id).is_none()
                && let Some(at) = draft.iter().position(|(_, other)| alike(&key, other))
            {
                self.0.push((id, draft.remove(at).0));
            }
        }
    }

    fn counterpart(&self, read: u32) -> Option<u32> {
        self.0.iter().find(|(id, _)| *id == read).map(|(_, counterpart)| *counterpart)
    }
}

fn is_same(one: &str, other: &str) -> bool {
    one == other
}

/// Whether what two texts begin and end with is most of the longer one: the rest was corrected.
fn is_most(one: &str, other: &str) -> bool {
    let kept = one.len() - Splice::between(one, other).range.len();
    2 * kept > one.len().max(other.len())
}

/// What a text keeps on its way through any mail program: its letters, and the lines that they
/// stand on. Blanks come and go, since programs break lines within words too, and so does what
/// nobody sees.
fn essence(text: &str) -> String {
    let mut essence = paragraphs(text).replace('’', "'");
    essence.retain(|c| c == '\n' || !c.is_whitespace() && !is_invisible(c));
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

    /// What importing the sample with these edits, made by hand in a message, would change.
    fn changes(edit: impl FnOnce(&mut Proposal)) -> Vec<Edit> {
        let draft = sample();
        let mut read = sample();
        edit(&mut read);
        // As a reader gives ids.
        read.renumber();
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
    fn lines_broken_within_words_are_no_change() {
        for broken in [
            "Saint- Denis-en-Val",
            "Saint-Denis-en- Val",
            "Sai nt-Denis-en-Val",
            "Saint-Denis-en-Val ",
            "Saint-De\u{ad}nis-en-Val",
            "Saint-\u{200b}Denis-en-Val",
        ] {
            let mut draft = sample();
            draft.software[0].goals[0].text = "Saint-Denis-en-Val".to_owned();
            let mut read = draft.clone();
            read.software[0].goals[0].text = broken.to_owned();
            read.renumber();
            assert_eq!(differences(&draft, &draft, &read.as_version_of(&draft)), [], "{broken}");
        }
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
    fn a_corrected_goal_is_the_same_one() {
        let goal = sample().software[0].goals[0].clone();
        let corrected = format!("{}, en janvier", goal.text);
        let found = changes(|read| read.software[0].goals[0].text.clone_from(&corrected));
        assert_eq!(found, [Edit::Text { field: Field::Goal(goal.id), value: corrected }]);

        for (one, other, want) in [
            ("Publierladocumentation", "Publierettraduireladocumentation", true),
            ("Publierladocumentation", "Publierlaversion2", false),
            ("Traduirelapage", "", false),
            ("", "", false),
        ] {
            assert_eq!((is_most(one, other), is_most(other, one)), (want, want), "{one} {other}");
        }
    }

    #[test]
    fn a_reworded_goal_is_another_one() {
        let found = changes(|read| read.software[0].goals[0].text = "Publier".to_owned());
        let [Edit::Remove { item }, Edit::Insert { .. }] = &found[..] else { panic!("{found:?}") };
        assert_eq!(*item, sample().software[0].goals[0].id.into());
    }

    #[test]
    fn what_a_draft_says_may_have_lost_its_blanks_on_the_way() {
        let draft = sample();
        let goal = &draft.software[0].goals[0].text;
        assert!(draft.says(goal) && draft.says(&goal.replace(' ', "")));
        assert!(!draft.says(&goal[..goal.len() - 1]));
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
            let mut ids = version.numbers();
            ids.sort_unstable();
            ids.dedup();
            prop_assert_eq!(ids.len(), version.numbers().len());
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
