//! The one way to change a draft, and to take the change back.

use crate::proposal::{Identified, find_mut};
use crate::{Date, Field, HelpKind, Item, ItemId, Proposal, Sent, Software, Splice, TalkKind};

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
        request: ItemId,
        /// Its kind.
        kind: HelpKind,
    },
    /// A talk is of this kind.
    TalkKind {
        /// Which talk.
        talk: ItemId,
        /// Its kind.
        kind: TalkKind,
    },
    /// An item joins the others of its sort.
    Insert {
        /// The software that a goal or a help request belongs to; `None` for software and talks.
        parent: Option<ItemId>,
        /// Where it comes to stand among the others of its sort, from 0; beyond the last is last.
        index: usize,
        /// The item, under an id that is free.
        item: Item,
    },
    /// An item goes, with all that belongs to it.
    Remove {
        /// Which item.
        item: ItemId,
    },
    /// An item changes places among the others of its sort.
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
                let request = self.software.iter_mut().find_map(|software| {
                    software.help_requests.iter_mut().find(|r| r.id == request)
                })?;
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
                let last_sent = sent.as_ref().map_or(ItemId(0), |sent| sent.proposal.last_id);
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

    pub(crate) fn text_mut(&mut self, field: Field) -> Option<&mut String> {
        let text = match field {
            Field::Name => &mut self.name,
            Field::Email => &mut self.email,
            Field::Organisation => &mut self.organisation,
            Field::Expectations => &mut self.expectations,
            Field::Offers => &mut self.offers,
            Field::SoftwareName(id) => &mut find_mut(&mut self.software, id)?.name,
            Field::Repository(id) => &mut find_mut(&mut self.software, id)?.repository,
            Field::Licence(id) => &mut find_mut(&mut self.software, id)?.licence,
            Field::Summary(id) => &mut find_mut(&mut self.software, id)?.summary,
            Field::Goal(id) => {
                let goals = self.software.iter_mut().find_map(|s| find_mut(&mut s.goals, id));
                &mut goals?.text
            }
            Field::HelpDescription(id) => &mut self.help_request_mut(id)?.description,
            Field::Ticket(id) => &mut self.help_request_mut(id)?.ticket,
            Field::TalkSubject(id) => &mut find_mut(&mut self.talks, id)?.subject,
        };
        Some(text)
    }

    fn help_request_mut(&mut self, id: ItemId) -> Option<&mut crate::HelpRequest> {
        self.software.iter_mut().find_map(|software| find_mut(&mut software.help_requests, id))
    }

    fn set_presence(&mut self, day: Date, present: bool) -> Edit {
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

    fn insert(&mut self, parent: Option<ItemId>, index: usize, item: Item) -> Option<Edit> {
        let ids = item.ids();
        let taken = self.ids();
        if ids.iter().any(|id| taken.contains(id)) {
            return None;
        }
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
        self.last_id = ids.iter().copied().max().unwrap_or_default().max(self.last_id);
        ids.first().map(|&item| Edit::Remove { item })
    }

    fn remove(&mut self, id: ItemId) -> Option<Edit> {
        if let Some((index, software)) = take(&mut self.software, id) {
            return Some(Edit::Insert { parent: None, index, item: Item::Software(software) });
        }
        if let Some((index, talk)) = take(&mut self.talks, id) {
            return Some(Edit::Insert { parent: None, index, item: Item::LightningTalk(talk) });
        }
        self.software.iter_mut().find_map(|software| {
            let parent = Some(software.id);
            if let Some((index, goal)) = take(&mut software.goals, id) {
                return Some(Edit::Insert { parent, index, item: Item::Goal(goal) });
            }
            let (index, request) = take(&mut software.help_requests, id)?;
            Some(Edit::Insert { parent, index, item: Item::HelpRequest(request) })
        })
    }

    fn reposition(&mut self, id: ItemId, to: usize) -> Option<Edit> {
        let from = move_to(&mut self.software, id, to)
            .or_else(|| move_to(&mut self.talks, id, to))
            .or_else(|| {
                self.software.iter_mut().find_map(|software| {
                    move_to(&mut software.goals, id, to)
                        .or_else(|| move_to(&mut software.help_requests, id, to))
                })
            })?;
        Some(Edit::Move { item: id, to: from })
    }
}

impl Item {
    /// The item's id.
    pub fn id(&self) -> ItemId {
        match self {
            Self::Software(software) => software.id,
            Self::Goal(goal) => goal.id,
            Self::HelpRequest(request) => request.id,
            Self::LightningTalk(talk) => talk.id,
        }
    }

    /// The item's id, then those of all that belongs to it.
    pub(crate) fn ids(&self) -> Vec<ItemId> {
        let mut ids = Vec::new();
        match self {
            Self::Software(software) => Software::collect_ids(software, &mut ids),
            Self::Goal(_) | Self::HelpRequest(_) | Self::LightningTalk(_) => ids.push(self.id()),
        }
        ids
    }
}

fn insert_at<T>(items: &mut Vec<T>, index: usize, item: T) {
    items.insert(index.min(items.len()), item);
}

fn take<T: Identified>(items: &mut Vec<T>, id: ItemId) -> Option<(usize, T)> {
    let index = items.iter().position(|item| item.id() == id)?;
    Some((index, items.remove(index)))
}

/// Moves the item with this id to the index `to`, and returns the index where it was.
fn move_to<T: Identified>(items: &mut Vec<T>, id: ItemId, to: usize) -> Option<usize> {
    let (from, item) = take(items, id)?;
    insert_at(items, to, item);
    Some(from)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
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
        let back = proposal.apply(Edit::Move { item: first, to: 1 }).unwrap();
        assert_eq!(names(&proposal), ["b", "a", "c"]);
        proposal.apply(Edit::Move { item: first, to: 99 }).unwrap();
        assert_eq!(names(&proposal), ["b", "c", "a"]);
        assert_eq!(back, Edit::Move { item: first, to: 0 });
    }

    #[test]
    fn a_removed_item_comes_back_under_its_own_id_after_others_were_added() {
        let mut proposal = with_software(&["a", "b"]);
        let removed = proposal.software[1].id;
        let back = proposal.apply(Edit::Remove { item: removed }).unwrap();
        let item = Item::Software(proposal.new_software());
        assert_ne!(item.id(), removed);
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
        let software_back = proposal.apply(Edit::Remove { item: parent }).unwrap();
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
                let mut ids = proposal.ids();
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
