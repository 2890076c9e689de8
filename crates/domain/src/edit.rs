//! The one way to change a draft, and to take the change back.

use crate::proposal::{Identified, find_mut};
use crate::{
    Date, Field, HelpKind, Item, ItemId, Proposal, RequestId, Sent, SoftwareId, Splice, TalkId,
    TalkKind,
};

/// One change to a draft.
///
/// Applying an edit gives the edit that takes it back; so whoever keeps what [`Proposal::apply`]
/// returned can undo, and undo the undoing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// A text field holds this from now on.
    Text {
        /// Which field.
        field: Field,
        /// All of its text.
        value: String,
    },
    /// Part of a text field is replaced: what takes a [`Edit::Text`] back.
    Splice {
        /// Which field.
        field: Field,
        /// What is replaced, and by what.
        splice: Splice,
    },
    /// Who writes will, or will not, be there on a day.
    Presence {
        /// Which day.
        day: Date,
        /// Whether they will be there.
        present: bool,
    },
    /// A help request is of this kind.
    HelpKind {
        /// Which request.
        request: RequestId,
        /// Its kind.
        kind: HelpKind,
    },
    /// A talk is of this kind.
    TalkKind {
        /// Which talk.
        talk: TalkId,
        /// Its kind.
        kind: TalkKind,
    },
    /// An item joins the others of its kind.
    Insert {
        /// The software that a goal or a help request belongs to; `None` for software and talks.
        parent: Option<SoftwareId>,
        /// Where it comes to stand among the others of its kind, from 0; beyond the last is last.
        index: usize,
        /// The item, under an id that is free.
        item: Item,
    },
    /// An item goes, with all that belongs to it.
    Remove {
        /// Which item.
        item: ItemId,
    },
    /// An item changes places among the others of its kind.
    Move {
        /// Which item.
        item: ItemId,
        /// Where it comes to stand, from 0; beyond the last is last.
        to: usize,
    },
    /// The visitor says that the message was sent, or no longer says so.
    Sent(Option<Box<Sent>>),
    /// Another draft takes the place of this one.
    Replace(Box<Proposal>),
}

impl Proposal {
    /// Makes a change, and returns the change that takes it back.
    ///
    /// `None` means that nothing was changed because what the edit names is not in the draft (any
    /// more), or because the item to insert bears an id that is taken.
    pub fn apply(&mut self, edit: Edit) -> Option<Edit> {
        match edit {
            Edit::Text { field, value } => {
                let text = self.text_mut(field)?;
                let splice = Splice::between(&value, text);
                *text = value;
                Some(Edit::Splice { field, splice })
            }
            Edit::Splice { field, splice } => {
                let splice = splice.apply(self.text_mut(field)?)?;
                Some(Edit::Splice { field, splice })
            }
            Edit::Presence { day, present } => Some(self.set_presence(day, present)),
            Edit::HelpKind { request, kind } => {
                let request = self.help_request_mut(request)?;
                let before = std::mem::replace(&mut request.kind, kind);
                Some(Edit::HelpKind { request: request.id, kind: before })
            }
            Edit::TalkKind { talk, kind } => {
                let talk = find_mut(&mut self.talks, talk)?;
                let before = std::mem::replace(&mut talk.kind, kind);
                Some(Edit::TalkKind { talk: talk.id, kind: before })
            }
            Edit::Insert { parent, index, item } => self.insert(parent, index, item),
            Edit::Remove { item } => self.remove(item),
            Edit::Move { item, to } => self.reposition(item, to),
            Edit::Sent(sent) => {
                // Ids of what was sent stay given, wherever the statement comes from.
                let last_sent = sent.as_ref().map_or(0, |sent| sent.proposal.last_id);
                self.last_id = self.last_id.max(last_sent);
                Some(Edit::Sent(std::mem::replace(&mut self.sent, sent)))
            }
            Edit::Replace(mut other) => {
                // Ids that this draft gave stay given: an earlier removal may be taken back later.
                other.last_id = other.last_id.max(self.last_id);
                Some(Edit::Replace(Box::new(std::mem::replace(self, *other))))
            }
        }
    }

    pub(crate) fn set_presence(&mut self, day: Date, present: bool) -> Edit {
        let was_present = match self.presence.binary_search(&day) {
            Ok(at) if !present => {
                self.presence.remove(at);
                true
            }
            Ok(_) => true,
            Err(at) if present => {
                self.presence.insert(at, day);
                false
            }
            Err(_) => false,
        };
        Edit::Presence { day, present: was_present }
    }

    fn insert(&mut self, parent: Option<SoftwareId>, index: usize, item: Item) -> Option<Edit> {
        let numbers = item.numbers();
        let taken = self.numbers();
        if numbers.iter().any(|number| taken.contains(number)) {
            return None;
        }
        let id = item.id();
        match (parent, item) {
            (None, Item::Software(software)) => insert_at(&mut self.software, index, software),
            (None, Item::LightningTalk(talk)) => insert_at(&mut self.talks, index, talk),
            (Some(parent), Item::Goal(goal)) => {
                insert_at(&mut find_mut(&mut self.software, parent)?.goals, index, goal);
            }
            (Some(parent), Item::HelpRequest(request)) => {
                let software = find_mut(&mut self.software, parent)?;
                insert_at(&mut software.help_requests, index, request);
            }
            (Some(_), Item::Software(_) | Item::LightningTalk(_))
            | (None, Item::Goal(_) | Item::HelpRequest(_)) => return None,
        }
        self.last_id = numbers.into_iter().fold(self.last_id, u32::max);
        Some(Edit::Remove { item: id })
    }

    fn remove(&mut self, item: ItemId) -> Option<Edit> {
        let parent = self.parent_of(item).map(|parent| parent.id);
        let (index, item) = match item {
            ItemId::Software(id) => {
                let (index, software) = take(&mut self.software, id)?;
                (index, Item::Software(software))
            }
            ItemId::Goal(id) => {
                let (index, goal) = take(&mut find_mut(&mut self.software, parent?)?.goals, id)?;
                (index, Item::Goal(goal))
            }
            ItemId::HelpRequest(id) => {
                let software = find_mut(&mut self.software, parent?)?;
                let (index, request) = take(&mut software.help_requests, id)?;
                (index, Item::HelpRequest(request))
            }
            ItemId::LightningTalk(id) => {
                let (index, talk) = take(&mut self.talks, id)?;
                (index, Item::LightningTalk(talk))
            }
        };
        Some(Edit::Insert { parent, index, item })
    }

    fn reposition(&mut self, item: ItemId, to: usize) -> Option<Edit> {
        let parent = self.parent_of(item).map(|parent| parent.id);
        let from = match item {
            ItemId::Software(id) => move_to(&mut self.software, id, to),
            ItemId::Goal(id) => move_to(&mut find_mut(&mut self.software, parent?)?.goals, id, to),
            ItemId::HelpRequest(id) => {
                move_to(&mut find_mut(&mut self.software, parent?)?.help_requests, id, to)
            }
            ItemId::LightningTalk(id) => move_to(&mut self.talks, id, to),
        }?;
        Some(Edit::Move { item, to: from })
    }
}

fn insert_at<T>(items: &mut Vec<T>, index: usize, item: T) {
    items.insert(index.min(items.len()), item);
}

fn take<T: Identified>(items: &mut Vec<T>, id: T::Id) -> Option<(usize, T)> {
    let index = items.iter().position(|item| item.id() == id)?;
    Some((index, items.remove(index)))
}

/// Moves the item with this id to the index `to`, and returns the index where it was.
fn move_to<T: Identified>(items: &mut Vec<T>, id: T::Id, to: usize) -> Option<usize> {
    let (from, item) = take(items, id)?;
    insert_at(items, to, item);
    Some(from)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::Software;
    use crate::testing::{edits, proposals};

    fn names(proposal: &Proposal) -> Vec<&str> {
        proposal.software.iter().map(|software| software.name.as_str()).collect()
    }

    fn with_software(names: &[&str]) -> Proposal {
        let mut proposal = Proposal::default();
        for (index, name) in names.iter().enumerate() {
            let software = Software { name: (*name).to_owned(), ..proposal.new_software() };
            let item = Item::Software(software);
            proposal.apply(Edit::Insert { parent: None, index, item }).unwrap();
        }
        proposal
    }

    #[test]
    fn items_move_among_their_own_sort() {
        let mut proposal = with_software(&["a", "b", "c"]);
        let first = proposal.software[0].id;
        let back = proposal.apply(Edit::Move { item: first.into(), to: 1 }).unwrap();
        assert_eq!(names(&proposal), ["b", "a", "c"]);
        proposal.apply(Edit::Move { item: first.into(), to: 99 }).unwrap();
        assert_eq!(names(&proposal), ["b", "c", "a"]);
        assert_eq!(back, Edit::Move { item: first.into(), to: 0 });
    }

    #[test]
    fn a_removed_item_comes_back_under_its_own_id_after_others_were_added() {
        let mut proposal = with_software(&["a", "b"]);
        let removed = proposal.software[1].id;
        let back = proposal.apply(Edit::Remove { item: removed.into() }).unwrap();
        let item = Item::Software(proposal.new_software());
        assert_ne!(item.id(), removed.into());
        proposal.apply(Edit::Insert { parent: None, index: 1, item }).unwrap();
        assert!(proposal.apply(back).is_some());
        assert_eq!(names(&proposal), ["a", "b", ""]);
    }

    #[test]
    fn a_goal_cannot_come_back_into_a_software_that_is_gone() {
        let mut proposal = with_software(&["a"]);
        let parent = proposal.software[0].id;
        let goal = Item::Goal(proposal.new_goal());
        let goal_id = goal.id();
        proposal.apply(Edit::Insert { parent: Some(parent), index: 0, item: goal }).unwrap();
        let goal_back = proposal.apply(Edit::Remove { item: goal_id }).unwrap();
        let software_back = proposal.apply(Edit::Remove { item: parent.into() }).unwrap();
        assert_eq!(proposal.apply(goal_back.clone()), None);
        assert!(proposal.apply(software_back).is_some());
        assert!(proposal.apply(goal_back).is_some());
        assert_eq!(proposal.software[0].goals.len(), 1);
    }

    #[test]
    fn an_id_is_never_in_a_draft_twice() {
        let mut proposal = with_software(&["a"]);
        let twin = Item::Software(proposal.software[0].clone());
        assert_eq!(proposal.apply(Edit::Insert { parent: None, index: 0, item: twin }), None);
        assert_eq!(names(&proposal), ["a"]);
    }

    #[test]
    fn days_stay_in_order() {
        let mut proposal = Proposal::default();
        let (ninth, tenth) = (Date::new(2024, 1, 9).unwrap(), Date::new(2024, 1, 10).unwrap());
        for day in [tenth, ninth, tenth] {
            proposal.apply(Edit::Presence { day, present: true });
        }
        assert_eq!(proposal.presence, [ninth, tenth]);
        proposal.apply(Edit::Presence { day: ninth, present: false });
        assert_eq!(proposal.presence, [tenth]);
    }

    proptest! {
        /// Taking back is exact, except that ids stay given.
        #[test]
        fn what_an_edit_does_its_inverse_undoes((before, edit) in proposals().prop_flat_map(|proposal| {
            let edits = edits(&proposal);
            (Just(proposal), edits)
        })) {
            let mut proposal = before.clone();
            if let Some(back) = proposal.apply(edit.clone()) {
                let after = proposal.clone();
                let again = proposal.apply(back);
                prop_assert!(again.is_some());
                prop_assert_eq!(&Proposal { last_id: before.last_id, ..proposal.clone() }, &before);
                proposal.apply(again.unwrap());
                prop_assert_eq!(Proposal { last_id: after.last_id, ..proposal }, after);
            } else {
                prop_assert_eq!(proposal, before);
            }
        }

        #[test]
        fn ids_stay_unique_and_days_sorted((mut proposal, edits) in proposals().prop_flat_map(|proposal| {
            let edits = prop::collection::vec(edits(&proposal), 0..12);
            (Just(proposal), edits)
        })) {
            for edit in edits {
                proposal.apply(edit);
                let mut ids = proposal.numbers();
                let count = ids.len();
                ids.sort_unstable();
                ids.dedup();
                prop_assert_eq!(ids.len(), count);
                prop_assert!(ids.last().copied().unwrap_or_default() <= proposal.last_id);
                prop_assert!(proposal.presence.is_sorted());
            }
        }
    }
}
