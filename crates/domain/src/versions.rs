//! Two versions of one draft, as two tabs leave them, and what lies between them.

use crate::proposal::{Identified, find};
use crate::{
    Edit, Field, Goal, HelpRequest, Item, ItemId, LightningTalk, Proposal, Sent, Software,
    SoftwareId,
};

/// One thing that two versions of a draft say differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What makes this version (« mine ») say what the other one (« theirs ») does. There are
    /// several only for the order of a list.
    pub edits: Vec<Edit>,
    /// Whether only the other version changed this since the two parted, or added it: what most
    /// people would take from there.
    pub is_news: bool,
}

/// What lies between two versions of a draft that began as `base`, one by one.
///
/// Applied to `mine`, in order, all of the edits make `theirs` (under other ids, perhaps), and any
/// choice of them makes a version in between. Items are the same where they bear the same id and
/// were in `base`; items that were added on both sides bear the same ids by chance.
pub fn differences(base: &Proposal, mine: &Proposal, theirs: &Proposal) -> Vec<Difference> {
    // As when each removed another of two empty items.
    if mine.says_the_same_as(theirs) {
        return Vec::new();
    }
    let base_ids = base.numbers();
    let mut known = base_ids.clone();
    known.extend(ids_in_message(base));
    let mut taken = mine.numbers();
    taken.extend(ids_in_message(mine).into_iter().filter(|id| !known.contains(id)));
    let mut comparison = Comparison {
        base,
        mine,
        theirs,
        base_ids,
        known,
        taken,
        here: Vec::new(),
        last_id: mine.last_id.max(theirs.last_id),
        found: Vec::new(),
    };
    comparison.texts(&[Field::Name, Field::Email, Field::Organisation]);
    comparison.presence();
    comparison.software();
    comparison.texts(&[Field::Expectations]);
    comparison.talks();
    comparison.texts(&[Field::Offers]);
    comparison.sent();
    comparison.found
}

/// The ids of what was in the message that the visitor says they sent.
fn ids_in_message(draft: &Proposal) -> Vec<u32> {
    draft.sent.as_ref().map_or_else(Vec::new, |sent| sent.proposal.numbers())
}

/// Ids are compared as numbers: those are unique, whatever the kinds of the items.
struct Comparison<'a> {
    base: &'a Proposal,
    mine: &'a Proposal,
    theirs: &'a Proposal,
    base_ids: Vec<u32>,
    /// The same, and those of what `base` had sent: they name the same items in both versions.
    known: Vec<u32>,
    /// The ids that an inserted item may not bear.
    taken: Vec<u32>,
    /// For each item of the other version, its id there, and the one that it will have here.
    here: Vec<(u32, u32)>,
    last_id: u32,
    found: Vec<Difference>,
}

impl Comparison<'_> {
    fn add(&mut self, edit: Edit, is_news: bool) {
        self.found.push(Difference { edits: vec![edit], is_news });
    }

    fn texts(&mut self, fields: &[Field]) {
        for &field in fields {
            let theirs = self.theirs.text(field).unwrap_or_default();
            let mine = self.mine.text(field).unwrap_or_default();
            if theirs != mine {
                let is_news = self.base.text(field).unwrap_or_default() == mine;
                self.add(Edit::Text { field, value: theirs.to_owned() }, is_news);
            }
        }
    }

    fn presence(&mut self) {
        let (mine, theirs) = (&self.mine.presence, &self.theirs.presence);
        let gone = mine.iter().filter(|day| !theirs.contains(day)).map(|day| (*day, false));
        let come = theirs.iter().filter(|day| !mine.contains(day)).map(|day| (*day, true));
        for (day, present) in gone.chain(come) {
            let is_news = self.base.presence.contains(&day) != present;
            self.add(Edit::Presence { day, present }, is_news);
        }
    }

    fn software(&mut self) {
        let (base, mine, theirs) = (self.base, self.mine, self.theirs);
        let same = self.list(None, &mine.software, &theirs.software, Item::Software);
        for id in same {
            let (Some(mine), Some(theirs)) = (mine.software(id), theirs.software(id)) else {
                continue;
            };
            self.texts(&mine.fields());
            for goal in self.list(Some(id), &mine.goals, &theirs.goals, Item::Goal) {
                if let Some(goal) = find(&mine.goals, goal) {
                    self.texts(&goal.fields());
                }
            }
            let (requests, their_requests) = (&mine.help_requests, &theirs.help_requests);
            for request in self.list(Some(id), requests, their_requests, Item::HelpRequest) {
                let kind = |draft: &Proposal| draft.help_request(request).map(|it| it.kind);
                if let (mine, Some(theirs)) = (kind(self.mine), kind(self.theirs))
                    && mine != Some(theirs)
                {
                    self.add(Edit::HelpKind { request, kind: theirs }, kind(base) == mine);
                }
                if let Some(request) = find(requests, request) {
                    self.texts(&request.fields());
                }
            }
        }
    }

    fn talks(&mut self) {
        let (mine, theirs) = (self.mine, self.theirs);
        for talk in self.list(None, &mine.talks, &theirs.talks, Item::LightningTalk) {
            let kind = |draft: &Proposal| draft.talk(talk).map(|it| it.kind);
            if let (mine, Some(theirs)) = (kind(self.mine), kind(self.theirs))
                && mine != Some(theirs)
            {
                self.add(Edit::TalkKind { talk, kind: theirs }, kind(self.base) == mine);
            }
            if let Some(talk) = find(&mine.talks, talk) {
                self.texts(&talk.fields());
            }
        }
    }

    /// What is in one list only, and another order; returns the ids of what is in both.
    fn list<T: Identified + HasOwnTexts + Clone>(
        &mut self,
        parent: Option<SoftwareId>,
        mine: &[T],
        theirs: &[T],
        item: fn(T) -> Item,
    ) -> Vec<T::Id> {
        let is_same = |one: &T, other: &T| {
            one.id() == other.id()
                && (self.base_ids.contains(&number(one.id())) || one.says_the_same(other))
        };
        let counterpart =
            |one: &T, others: &[T]| find(others, one.id()).is_some_and(|other| is_same(one, other));
        let same: Vec<T::Id> =
            mine.iter().filter(|it| counterpart(it, theirs)).map(T::id).collect();

        for gone in mine.iter().filter(|it| !same.contains(&it.id())) {
            self.add(Edit::Remove { item: gone.id().into() }, false);
        }
        // Their ids, as they will be here.
        let mut wanted = Vec::new();
        for (index, it) in theirs.iter().enumerate() {
            let id = it.id();
            if same.contains(&id) {
                self.here.push((number(id), number(id)));
                wanted.push(id.into());
            } else {
                let is_news = !self.base_ids.contains(&number(id));
                let item = self.with_free_ids(item(it.clone()));
                wanted.push(item.id());
                self.add(Edit::Insert { parent, index, item }, is_news);
            }
        }
        let their_order = theirs.iter().map(T::id).filter(|id| same.contains(id));
        if !their_order.eq(same.iter().copied()) {
            let moves = wanted.iter().enumerate().map(|(to, &item)| Edit::Move { item, to });
            self.found.push(Difference { edits: moves.collect(), is_news: false });
        }
        same
    }

    /// The item under ids that no other item of this version bears, nor any inserted before it.
    fn with_free_ids(&mut self, mut item: Item) -> Item {
        let is_clash = item.numbers().iter().any(|number| self.taken.contains(number));
        item.rename(&mut |id| {
            let here = if is_clash { self.next_id() } else { id };
            self.here.push((id, here));
            here
        });
        self.taken.extend(item.numbers());
        item
    }

    fn next_id(&mut self) -> u32 {
        self.last_id = self.last_id.saturating_add(1);
        self.last_id
    }

    /// What the visitor says about the sending, which is about items: those of the other version,
    /// under the ids that they will have here.
    fn sent(&mut self) {
        let mut made = self.mine.clone();
        for edit in self.found.iter().flat_map(|difference| &difference.edits) {
            made.apply(edit.clone());
        }
        // Once all else is the same, only the statements can differ.
        if !made.says_the_same_as(self.theirs) {
            let sent = self.theirs.sent.as_ref().map(|sent| {
                let mut proposal = sent.proposal.clone();
                proposal.rename(&mut |id| self.id_here(id));
                proposal.last_id = self.last_id;
                Box::new(Sent { at: sent.at, proposal })
            });
            self.add(Edit::Sent(sent), self.base.sent == self.mine.sent);
        }
    }

    /// The id that an item which the other version has, or had when it was sent, will have here.
    fn id_here(&mut self, id: u32) -> u32 {
        if let Some((_, here)) = self.here.iter().find(|(there, _)| *there == id) {
            *here
        } else if self.taken.contains(&id) && !self.known.contains(&id) {
            self.next_id()
        } else {
            id
        }
    }
}

fn number(id: impl Into<ItemId>) -> u32 {
    id.into().number()
}

/// What has texts of its own, apart from the items that belong to it.
trait HasOwnTexts {
    fn says_the_same(&self, other: &Self) -> bool;
}

impl HasOwnTexts for Software {
    fn says_the_same(&self, other: &Self) -> bool {
        self.texts() == other.texts()
    }
}

impl HasOwnTexts for Goal {
    fn says_the_same(&self, other: &Self) -> bool {
        self == other
    }
}

impl HasOwnTexts for HelpRequest {
    fn says_the_same(&self, other: &Self) -> bool {
        self == other
    }
}

impl HasOwnTexts for LightningTalk {
    fn says_the_same(&self, other: &Self) -> bool {
        self == other
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::sample::Index;

    use super::*;
    use crate::testing::{edits, proposals};
    use crate::{GoalId, Participation, Sent};

    fn text(draft: &mut Proposal, field: Field, value: &str) {
        draft.apply(Edit::Text { field, value: value.to_owned() }).unwrap();
    }

    fn append(draft: &mut Proposal, parent: Option<SoftwareId>, item: Item) {
        draft.apply(Edit::Insert { parent, index: usize::MAX, item }).unwrap();
    }

    fn with_software(name: &str) -> (Proposal, SoftwareId) {
        let mut draft = Proposal::default();
        let software = Software { name: name.to_owned(), ..draft.new_software() };
        let id = software.id;
        append(&mut draft, None, Item::Software(software));
        (draft, id)
    }

    fn with_goal(base: &Proposal, parent: SoftwareId, text: &str) -> Proposal {
        let mut draft = base.clone();
        let goal = Goal { text: text.to_owned(), ..draft.new_goal() };
        append(&mut draft, Some(parent), Item::Goal(goal));
        draft
    }

    fn goals(draft: &Proposal) -> Vec<&str> {
        draft.software[0].goals.iter().map(|goal| goal.text.as_str()).collect()
    }

    #[test]
    fn the_same_version_twice_has_no_differences() {
        let (draft, id) = with_software("Démo");
        let draft = with_goal(&draft, id, "Publier");
        assert_eq!(differences(&Proposal::default(), &draft, &draft), []);
    }

    #[test]
    fn versions_that_came_to_say_the_same_have_no_differences() {
        let (base, id) = with_software("Démo");
        let base = with_goal(&with_goal(&base, id, ""), id, "");
        let [mine, theirs] = [0, 1].map(|index| {
            let mut draft = base.clone();
            let item = draft.software[0].goals[index].id;
            draft.apply(Edit::Remove { item: item.into() }).unwrap();
            draft
        });
        assert_eq!(differences(&base, &mine, &theirs), []);
    }

    #[test]
    fn what_only_the_other_version_changed_is_news() {
        let (base, id) = with_software("Démo");
        let (mut mine, mut theirs) = (base.clone(), base.clone());
        text(&mut mine, Field::Name, "Zoé");
        text(&mut theirs, Field::SoftwareName(id), "Démo 2");
        text(&mut theirs, Field::Offers, "Relire");
        text(&mut mine, Field::Offers, "Traduire");
        let found: Vec<(Edit, bool)> = differences(&base, &mine, &theirs)
            .into_iter()
            .map(|difference| (difference.edits[0].clone(), difference.is_news))
            .collect();
        let edit = |field, value: &str| Edit::Text { field, value: value.to_owned() };
        assert_eq!(
            found,
            [
                (edit(Field::Name, ""), false),
                (edit(Field::SoftwareName(id), "Démo 2"), true),
                (edit(Field::Offers, "Relire"), false),
            ]
        );
    }

    #[test]
    fn items_that_both_added_are_two_items_under_whatever_ids() {
        let (base, id) = with_software("Démo");
        let mut mine = with_goal(&base, id, "Écrire");
        let theirs = with_goal(&base, id, "Tester");
        let found = differences(&base, &mine, &theirs);
        assert_eq!(found.len(), 2);
        let [remove, insert] = &found[..] else { panic!("{found:?}") };
        assert!(matches!(remove.edits[0], Edit::Remove { .. }) && !remove.is_news);
        assert!(insert.is_news);
        mine.apply(insert.edits[0].clone()).unwrap();
        assert_eq!(goals(&mine), ["Tester", "Écrire"]);
    }

    #[test]
    fn what_this_version_removed_is_no_news() {
        let (base, id) = with_software("Démo");
        let mut mine = base.clone();
        mine.apply(Edit::Remove { item: id.into() }).unwrap();
        let found = differences(&base, &mine, &base);
        assert!(matches!(&found[..], [Difference { is_news: false, .. }]), "{found:?}");
    }

    fn say_sent(draft: &mut Proposal, at: u64) -> Edit {
        let proposal = Participation::parse(draft).unwrap().proposal();
        let edit = Edit::Sent(Some(Box::new(Sent { at, proposal })));
        draft.apply(edit.clone()).unwrap();
        edit
    }

    #[test]
    fn a_statement_that_only_the_other_version_has_is_news() {
        let (mut base, _) = with_software("Démo");
        text(&mut base, Field::Name, "Zoé");
        let mut sent = base.clone();
        let said = say_sent(&mut sent, 1);
        let news = Difference { edits: vec![said.clone()], is_news: true };
        assert_eq!(differences(&base, &base, &sent), [news]);
        let taken_back = Difference { edits: vec![Edit::Sent(None)], is_news: true };
        assert_eq!(differences(&sent, &sent, &base), [taken_back]);
        let mut later = base.clone();
        say_sent(&mut later, 2);
        let own = Difference { edits: vec![said], is_news: false };
        assert_eq!(differences(&base, &later, &sent), [own]);
    }

    #[test]
    fn what_was_sent_is_about_the_same_items_under_their_ids_here() {
        let (mut base, id) = with_software("Démo");
        text(&mut base, Field::Name, "Zoé");
        let mine = with_goal(&base, id, "Écrire");
        let mut theirs = with_goal(&base, id, "Tester");
        say_sent(&mut theirs, 1);
        let gone = theirs.software[0].goals[0].id;
        assert_eq!(gone, mine.software[0].goals[0].id, "both gave the same id");

        let after = |theirs: &Proposal, is_taken: fn(&Edit) -> bool| {
            let found = differences(&base, &mine, theirs);
            let mut draft = mine.clone();
            for edit in found.into_iter().flat_map(|difference| difference.edits) {
                if is_taken(&edit) {
                    draft.apply(edit).unwrap();
                }
            }
            let sent = draft.sent.take().unwrap().proposal;
            let ids = |draft: &Proposal| -> Vec<GoalId> {
                draft.software[0].goals.iter().map(|goal| goal.id).collect()
            };
            (ids(&draft), ids(&sent))
        };
        let (here, sent) = after(&theirs, |edit| !matches!(edit, Edit::Remove { .. }));
        assert_eq!((here.len(), &here[..1]), (2, &sent[..]));

        // They have removed it since: no item of this version is to be taken for it.
        theirs.apply(Edit::Remove { item: gone.into() }).unwrap();
        let (here, sent) = after(&theirs, |edit| matches!(edit, Edit::Sent(_)));
        assert_eq!((here, sent.len()), (vec![gone], 1));
        assert_ne!(sent, [gone]);
    }

    proptest! {
        /// Two versions that parted from one draft.
        #[test]
        fn all_differences_together_make_the_other_version(
            (base, mine_edits, their_edits) in proposals().prop_flat_map(|base| {
                let some = || prop::collection::vec(edits(&base), 0..8);
                let (mine, theirs) = (some(), some());
                (Just(base), mine, theirs)
            })
        ) {
            let after = |edits: Vec<Edit>| {
                let mut draft = base.clone();
                for edit in edits {
                    draft.apply(edit);
                }
                draft
            };
            let (mut mine, theirs) = (after(mine_edits), after(their_edits));
            let same = mine.says_the_same_as(&theirs);
            let found = differences(&base, &mine, &theirs);
            prop_assert_eq!(found.is_empty(), same);
            for edit in found.into_iter().flat_map(|difference| difference.edits) {
                prop_assert!(mine.apply(edit).is_some());
            }
            prop_assert!(mine.says_the_same_as(&theirs), "{:?}\n{:?}", mine, theirs);
        }

        /// Whatever is chosen, ids stay unique, and what is not chosen stays.
        #[test]
        fn any_choice_makes_a_draft(
            (base, mine, theirs) in (proposals(), proposals(), proposals()),
            choices in prop::collection::vec(any::<Index>(), 0..6),
        ) {
            let found = differences(&base, &mine, &theirs);
            let mut merged = mine;
            for (index, difference) in found.iter().enumerate() {
                if choices.iter().any(|choice| choice.index(found.len()) == index) {
                    for edit in difference.edits.clone() {
                        merged.apply(edit);
                    }
                }
            }
            let mut ids = merged.numbers();
            let count = ids.len();
            ids.sort_unstable();
            ids.dedup();
            prop_assert_eq!(ids.len(), count);
        }
    }
}
