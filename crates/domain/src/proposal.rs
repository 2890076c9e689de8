//! What one visitor or team drafts.
//!
//! A draft is raw: every text is kept exactly as it was typed, and any state of it can be stored.
//! What can be sent is another type, [`Participation`](crate::Participation).

use std::collections::BinaryHeap;

use serde::{Deserialize, Serialize};

use crate::{Date, Field, GoalId, ItemId, ItemKind, Place, RequestId, Sent, SoftwareId, TalkId};

/// A participation as it is being drafted.
///
/// Its parts may be read freely; they are changed by [`Edit`](crate::Edit)s only, which is what
/// keeps item ids unique and lets every change be taken back.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Proposal {
    /// First and last name of who writes.
    pub name: String,
    /// Where to answer; optional.
    pub email: String,
    /// Ministry, agency, local authority…; optional.
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
    /// What the visitor says about its sending: `None` before they say that it was sent. It is kept
    /// with the draft, so that it follows it wherever the draft goes: another tab, a backup, an
    /// undo.
    pub sent: Option<Box<Sent>>,
    /// The greatest id ever given in this draft. An id is never given twice, so that an item that
    /// was removed can come back under its own.
    pub(crate) last_id: u32,
}

/// A free software.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Software {
    /// Its id in the draft.
    pub id: SoftwareId,
    /// Its name.
    pub name: String,
    /// Link to its source code; optional.
    pub repository: String,
    /// Its licence, in any wording; optional.
    pub licence: String,
    /// What it is, in one sentence; optional.
    pub summary: String,
    /// What they want done in two days.
    pub goals: Vec<Goal>,
    /// What they need from the others.
    pub help_requests: Vec<HelpRequest>,
}

/// What is to be done in two days, and how one sees that it is done (« objectif tangible »).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Goal {
    /// Its id in the draft.
    pub id: GoalId,
    /// The goal, in the visitor's words.
    pub text: String,
}

/// A precise need (« demande d’aide »).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct HelpRequest {
    /// Its id in the draft.
    pub id: RequestId,
    /// What kind of help is asked for.
    pub kind: HelpKind,
    /// The need, in the visitor's words.
    pub description: String,
    /// Link to the issue that describes it; optional.
    pub ticket: String,
}

/// The kinds of help that the announcement names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HelpKind {
    /// Mending a bug.
    Bug,
    /// Writing a new feature.
    Feature,
    /// Writing documentation.
    Documentation,
    /// Anything else, or not said.
    #[default]
    Other,
}

impl HelpKind {
    /// Every kind, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Bug, Self::Feature, Self::Documentation, Self::Other];
}

/// A short talk on any subject (« présentation éclair »).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct LightningTalk {
    /// Its id in the draft.
    pub id: TalkId,
    /// What it is about.
    pub subject: String,
    /// Whom it is for.
    pub kind: TalkKind,
}

/// Whether one has to know the craft to follow a talk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TalkKind {
    /// A technical subject.
    #[default]
    Technical,
    /// Any other subject.
    NonTechnical,
}

impl TalkKind {
    /// Both kinds, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::Technical, Self::NonTechnical];
}

/// Anything of which a draft has several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// One of the draft's software.
    Software(Software),
    /// One of a software's goals.
    Goal(Goal),
    /// One of a software's help requests.
    HelpRequest(HelpRequest),
    /// One of the draft's talks.
    LightningTalk(LightningTalk),
}

impl Proposal {
    /// An item of this kind as the form begins it, under an id that is free: nothing is written in
    /// it yet, and a software has an empty goal.
    pub fn new_item(&self, kind: ItemKind) -> Item {
        match kind {
            ItemKind::Software => {
                let software = self.new_software();
                let id = GoalId(software.id.number().saturating_add(1));
                Item::Software(Software {
                    goals: vec![Goal { id, text: String::new() }],
                    ..software
                })
            }
            ItemKind::Goal => Item::Goal(self.new_goal()),
            ItemKind::HelpRequest => Item::HelpRequest(self.new_help_request()),
            ItemKind::LightningTalk => Item::LightningTalk(self.new_talk()),
        }
    }

    /// A software with nothing in it yet, under an id that is free.
    pub fn new_software(&self) -> Software {
        Software {
            id: SoftwareId(self.free_id()),
            name: String::new(),
            repository: String::new(),
            licence: String::new(),
            summary: String::new(),
            goals: Vec::new(),
            help_requests: Vec::new(),
        }
    }

    /// A goal with nothing in it yet, under an id that is free.
    pub fn new_goal(&self) -> Goal {
        Goal { id: GoalId(self.free_id()), text: String::new() }
    }

    /// A help request with nothing in it yet, under an id that is free.
    pub fn new_help_request(&self) -> HelpRequest {
        HelpRequest {
            id: RequestId(self.free_id()),
            kind: HelpKind::default(),
            description: String::new(),
            ticket: String::new(),
        }
    }

    /// A talk with nothing in it yet, under an id that is free.
    pub fn new_talk(&self) -> LightningTalk {
        LightningTalk {
            id: TalkId(self.free_id()),
            subject: String::new(),
            kind: TalkKind::default(),
        }
    }

    /// The software with this id.
    pub fn software(&self, id: SoftwareId) -> Option<&Software> {
        find(&self.software, id)
    }

    /// The goal with this id, in whichever software it is.
    pub fn goal(&self, id: GoalId) -> Option<&Goal> {
        self.software.iter().find_map(|software| find(&software.goals, id))
    }

    /// The help request with this id, in whichever software it is.
    pub fn help_request(&self, id: RequestId) -> Option<&HelpRequest> {
        self.software.iter().find_map(|software| find(&software.help_requests, id))
    }

    /// The talk with this id.
    pub fn talk(&self, id: TalkId) -> Option<&LightningTalk> {
        find(&self.talks, id)
    }

    /// The item with this id, with all that belongs to it.
    pub fn item(&self, id: ItemId) -> Option<Item> {
        match id {
            ItemId::Software(id) => self.software(id).cloned().map(Item::Software),
            ItemId::Goal(id) => self.goal(id).cloned().map(Item::Goal),
            ItemId::HelpRequest(id) => self.help_request(id).cloned().map(Item::HelpRequest),
            ItemId::LightningTalk(id) => self.talk(id).cloned().map(Item::LightningTalk),
        }
    }

    /// The software that a goal or a help request belongs to; `None` for other items, and for those
    /// that are not in the draft (any more).
    pub fn parent_of(&self, item: ItemId) -> Option<&Software> {
        self.software.iter().find(|software| match item {
            ItemId::Goal(id) => find(&software.goals, id).is_some(),
            ItemId::HelpRequest(id) => find(&software.help_requests, id).is_some(),
            ItemId::Software(_) | ItemId::LightningTalk(_) => false,
        })
    }

    /// The ids of the items of a kind, in order: goals and help requests of the software `parent`,
    /// software and talks of the draft itself, whatever `parent` is.
    pub fn item_ids(&self, kind: ItemKind, parent: Option<SoftwareId>) -> Vec<ItemId> {
        let parent = parent.and_then(|parent| self.software(parent));
        match (kind, parent) {
            (ItemKind::Software, _) => ids(&self.software),
            (ItemKind::LightningTalk, _) => ids(&self.talks),
            (ItemKind::Goal, Some(parent)) => ids(&parent.goals),
            (ItemKind::HelpRequest, Some(parent)) => ids(&parent.help_requests),
            (ItemKind::Goal | ItemKind::HelpRequest, None) => Vec::new(),
        }
    }

    /// The ids of the items among which `item` stands, in order and itself included: those of its
    /// kind in the same software, or in the draft. Empty when it is not in the draft (any more).
    pub fn siblings(&self, item: ItemId) -> Vec<ItemId> {
        let parent = self.parent_of(item).map(|parent| parent.id);
        let siblings = self.item_ids(item.kind(), parent);
        if siblings.contains(&item) { siblings } else { Vec::new() }
    }

    /// Where `item` stands among its siblings; `None` when it is not in the draft (any more).
    pub fn place(&self, item: ItemId) -> Option<Place> {
        let siblings = self.siblings(item);
        let index = siblings.iter().position(|sibling| *sibling == item)?;
        Some(Place { index, count: siblings.len() })
    }

    /// What is typed in `field`; `None` when its item is not in the draft (any more).
    pub fn text(&self, field: Field) -> Option<&str> {
        match field.item() {
            None => find_text(self.texts(), field),
            Some(ItemId::Software(id)) => find_text(self.software(id)?.texts(), field),
            Some(ItemId::Goal(id)) => find_text(self.goal(id)?.texts(), field),
            Some(ItemId::HelpRequest(id)) => find_text(self.help_request(id)?.texts(), field),
            Some(ItemId::LightningTalk(id)) => find_text(self.talk(id)?.texts(), field),
        }
    }

    /// The same, to change it.
    pub(crate) fn text_mut(&mut self, field: Field) -> Option<&mut String> {
        match field.item() {
            None => find_text(self.texts_mut(), field),
            Some(ItemId::Software(id)) => {
                find_text(find_mut(&mut self.software, id)?.texts_mut(), field)
            }
            Some(ItemId::Goal(id)) => {
                let mut software = self.software.iter_mut();
                let goal = software.find_map(|software| find_mut(&mut software.goals, id));
                find_text(goal?.texts_mut(), field)
            }
            Some(ItemId::HelpRequest(id)) => {
                find_text(self.help_request_mut(id)?.texts_mut(), field)
            }
            Some(ItemId::LightningTalk(id)) => {
                find_text(find_mut(&mut self.talks, id)?.texts_mut(), field)
            }
        }
    }

    pub(crate) fn help_request_mut(&mut self, id: RequestId) -> Option<&mut HelpRequest> {
        self.software.iter_mut().find_map(|software| find_mut(&mut software.help_requests, id))
    }

    /// Every field of the draft, in the order of the form.
    pub fn fields(&self) -> Vec<Field> {
        let mut fields = vec![Field::Name, Field::Email, Field::Organisation];
        for software in &self.software {
            let [name, others @ ..] = software.fields();
            fields.push(name);
            fields.extend(software.goals.iter().flat_map(Goal::fields));
            fields.extend(software.help_requests.iter().flat_map(HelpRequest::fields));
            fields.extend(others);
        }
        fields.push(Field::Expectations);
        fields.extend(self.talks.iter().flat_map(LightningTalk::fields));
        fields.push(Field::Offers);
        fields
    }

    /// Whether both drafts say the same, their statements included, whatever ids their items bear.
    pub fn says_the_same_as(&self, other: &Self) -> bool {
        let [mut one, mut other] = [self.clone(), other.clone()];
        one.renumber();
        other.renumber();
        one == other
    }

    /// Whether there is nothing in the draft at all, not even an empty item, nor a statement that
    /// it was sent.
    pub fn is_empty(&self) -> bool {
        *self == Self { last_id: self.last_id, ..Self::default() }
    }

    /// Changes every text, those of items included.
    pub(crate) fn change_texts(&mut self, change: &mut dyn FnMut(&mut String)) {
        self.texts_mut().into_iter().for_each(|(_, text)| change(text));
        for software in &mut self.software {
            software.texts_mut().into_iter().for_each(|(_, text)| change(text));
            let goals = software.goals.iter_mut().flat_map(Goal::texts_mut);
            let requests = software.help_requests.iter_mut().flat_map(HelpRequest::texts_mut);
            goals.chain(requests).for_each(|(_, text)| change(text));
        }
        self.talks.iter_mut().flat_map(LightningTalk::texts_mut).for_each(|(_, text)| change(text));
    }

    fn free_id(&self) -> u32 {
        self.last_id.saturating_add(1)
    }
}

// The texts of the draft and of each item, those of the items that belong to it left out, in the
// order of the form. Whatever is done with all texts is done with these lists.

impl Proposal {
    pub(crate) fn texts(&self) -> [(Field, &str); 5] {
        [
            (Field::Name, &self.name),
            (Field::Email, &self.email),
            (Field::Organisation, &self.organisation),
            (Field::Expectations, &self.expectations),
            (Field::Offers, &self.offers),
        ]
    }

    pub(crate) fn texts_mut(&mut self) -> [(Field, &mut String); 5] {
        [
            (Field::Name, &mut self.name),
            (Field::Email, &mut self.email),
            (Field::Organisation, &mut self.organisation),
            (Field::Expectations, &mut self.expectations),
            (Field::Offers, &mut self.offers),
        ]
    }
}

impl Software {
    /// The name comes first.
    pub(crate) fn texts(&self) -> [(Field, &str); 4] {
        // All fields are named, so that none is forgotten.
        let Self { id, name, repository, licence, summary, goals: _, help_requests: _ } = self;
        [
            (Field::SoftwareName(*id), name),
            (Field::Repository(*id), repository),
            (Field::Licence(*id), licence),
            (Field::Summary(*id), summary),
        ]
    }

    pub(crate) fn texts_mut(&mut self) -> [(Field, &mut String); 4] {
        let Self { id, name, repository, licence, summary, goals: _, help_requests: _ } = self;
        [
            (Field::SoftwareName(*id), name),
            (Field::Repository(*id), repository),
            (Field::Licence(*id), licence),
            (Field::Summary(*id), summary),
        ]
    }

    pub(crate) fn fields(&self) -> [Field; 4] {
        self.texts().map(|(field, _)| field)
    }
}

impl Goal {
    pub(crate) fn texts(&self) -> [(Field, &str); 1] {
        [(Field::Goal(self.id), &self.text)]
    }

    fn texts_mut(&mut self) -> [(Field, &mut String); 1] {
        [(Field::Goal(self.id), &mut self.text)]
    }

    pub(crate) fn fields(&self) -> [Field; 1] {
        self.texts().map(|(field, _)| field)
    }
}

impl HelpRequest {
    /// The description comes first.
    pub(crate) fn texts(&self) -> [(Field, &str); 2] {
        let Self { id, kind: _, description, ticket } = self;
        [(Field::HelpDescription(*id), description), (Field::Ticket(*id), ticket)]
    }

    pub(crate) fn texts_mut(&mut self) -> [(Field, &mut String); 2] {
        let Self { id, kind: _, description, ticket } = self;
        [(Field::HelpDescription(*id), description), (Field::Ticket(*id), ticket)]
    }

    pub(crate) fn fields(&self) -> [Field; 2] {
        self.texts().map(|(field, _)| field)
    }
}

impl LightningTalk {
    pub(crate) fn texts(&self) -> [(Field, &str); 1] {
        [(Field::TalkSubject(self.id), &self.subject)]
    }

    fn texts_mut(&mut self) -> [(Field, &mut String); 1] {
        [(Field::TalkSubject(self.id), &mut self.subject)]
    }

    pub(crate) fn fields(&self) -> [Field; 1] {
        self.texts().map(|(field, _)| field)
    }
}

fn find_text<T, const COUNT: usize>(texts: [(Field, T); COUNT], field: Field) -> Option<T> {
    texts.into_iter().find(|(other, _)| *other == field).map(|(_, text)| text)
}

/// What has an id.
pub(crate) trait Identified {
    /// The type of its id.
    type Id: Copy + Eq + Into<ItemId>;

    fn id(&self) -> Self::Id;
}

macro_rules! identified {
    ($($item:ty: $id:ty),*) => {$(
        impl Identified for $item {
            type Id = $id;

            fn id(&self) -> $id {
                self.id
            }
        }
    )*};
}

identified!(Software: SoftwareId, Goal: GoalId, HelpRequest: RequestId, LightningTalk: TalkId);

pub(crate) fn find<T: Identified>(items: &[T], id: T::Id) -> Option<&T> {
    items.iter().find(|item| item.id() == id)
}

pub(crate) fn find_mut<T: Identified>(items: &mut [T], id: T::Id) -> Option<&mut T> {
    items.iter_mut().find(|item| item.id() == id)
}

fn ids<T: Identified>(items: &[T]) -> Vec<ItemId> {
    items.iter().map(|item| item.id().into()).collect()
}

/// Beyond this, ids that were read are given anew, so that there are always free ones.
const GREATEST_STORED_ID: u32 = u32::MAX / 2;

impl Proposal {
    /// Restores the promises that a record written by another program may break: ids are unique,
    /// those of what was sent included, and far from the greatest that there can be; the days are in
    /// order, each once; and what was sent makes no statement of its own.
    pub(crate) fn repaired(mut self) -> Self {
        let mut some_twice = self.repair();
        if let Some(sent) = &mut self.sent {
            sent.proposal.sent = None;
            some_twice |= sent.proposal.repair();
            self.last_id = self.last_id.max(sent.proposal.last_id);
        }
        if some_twice || self.last_id > GREATEST_STORED_ID {
            self.renumber();
        }
        self
    }

    /// Puts the days in order, counts every id as given, and says whether one is there twice.
    fn repair(&mut self) -> bool {
        for day in std::mem::take(&mut self.presence) {
            self.set_presence(day, true);
        }
        // Nothing else is sorted: a heap is the smallest to download.
        let mut numbers = BinaryHeap::from(self.numbers()).into_sorted_vec();
        let count = numbers.len();
        numbers.dedup();
        self.last_id = self.last_id.max(numbers.last().copied().unwrap_or_default());
        numbers.len() < count
    }

    /// The id of every item.
    pub fn ids(&self) -> Vec<ItemId> {
        let software = self.software.iter().flat_map(Software::ids);
        software.chain(ids(&self.talks)).collect()
    }

    /// The id of every item, as a number: what is unique in the draft.
    pub(crate) fn numbers(&self) -> Vec<u32> {
        self.ids().into_iter().map(ItemId::number).collect()
    }

    /// Gives ids anew, in the order of the items. What was the same item in the draft and in what
    /// was sent is so afterwards.
    pub(crate) fn renumber(&mut self) {
        let mut last = 0;
        let mut next = || {
            last += 1;
            last
        };
        let mut given = Vec::new();
        self.rename(&mut |id| {
            let new = next();
            given.push((id, new));
            new
        });
        if let Some(sent) = &mut self.sent {
            sent.proposal.rename(&mut |id| match given.iter().position(|(old, _)| *old == id) {
                Some(at) => given.remove(at).1,
                None => next(),
            });
            sent.proposal.last_id = last;
        }
        self.last_id = last;
    }

    /// Gives every item of the draft, in order, the id that `name` makes of its own; what was sent
    /// stays as it is.
    pub(crate) fn rename(&mut self, name: &mut dyn FnMut(u32) -> u32) {
        self.software.iter_mut().for_each(|software| software.rename(name));
        self.talks.iter_mut().for_each(|talk| talk.id.0 = name(talk.id.0));
    }
}

impl Item {
    /// The item's id.
    pub fn id(&self) -> ItemId {
        match self {
            Self::Software(software) => software.id.into(),
            Self::Goal(goal) => goal.id.into(),
            Self::HelpRequest(request) => request.id.into(),
            Self::LightningTalk(talk) => talk.id.into(),
        }
    }

    /// The ids of the item and of all that belongs to it, as numbers.
    pub(crate) fn numbers(&self) -> Vec<u32> {
        match self {
            Self::Software(software) => software.ids().into_iter().map(ItemId::number).collect(),
            Self::Goal(_) | Self::HelpRequest(_) | Self::LightningTalk(_) => {
                vec![self.id().number()]
            }
        }
    }

    /// Gives the item, and all that belongs to it, the id that `name` makes of its own.
    pub(crate) fn rename(&mut self, name: &mut dyn FnMut(u32) -> u32) {
        match self {
            Self::Software(software) => software.rename(name),
            Self::Goal(goal) => goal.id.0 = name(goal.id.0),
            Self::HelpRequest(request) => request.id.0 = name(request.id.0),
            Self::LightningTalk(talk) => talk.id.0 = name(talk.id.0),
        }
    }
}

impl Software {
    fn rename(&mut self, name: &mut dyn FnMut(u32) -> u32) {
        self.id.0 = name(self.id.0);
        self.goals.iter_mut().for_each(|goal| goal.id.0 = name(goal.id.0));
        self.help_requests.iter_mut().for_each(|request| request.id.0 = name(request.id.0));
    }

    /// Its id, then those of all that belongs to it.
    fn ids(&self) -> Vec<ItemId> {
        let mut all = vec![self.id.into()];
        all.extend(ids(&self.goals));
        all.extend(ids(&self.help_requests));
        all
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::Edit;
    use crate::testing::proposals;

    #[test]
    fn a_software_begins_with_an_empty_goal() {
        let mut draft = Proposal::default();
        let item = draft.new_item(ItemKind::Software);
        draft.apply(Edit::Insert { parent: None, index: 0, item }).unwrap();
        let [software] = &*draft.software else { panic!("{draft:?}") };
        assert_eq!(draft.ids(), [software.id.into(), software.goals[0].id.into()]);
        assert_eq!(draft.new_goal().id, GoalId(software.goals[0].id.number() + 1));
        assert_eq!(draft.left_out(), [software.id.into()]);
    }

    proptest! {
        #[test]
        fn every_item_is_found_by_its_id_at_its_place(draft in proposals()) {
            for id in draft.ids() {
                prop_assert_eq!(draft.item(id).map(|item| item.id()), Some(id));
                let parent = draft.parent_of(id).map(|parent| parent.id);
                let siblings = draft.siblings(id);
                prop_assert_eq!(&siblings, &draft.item_ids(id.kind(), parent));
                let Place { index, count } = draft.place(id).unwrap();
                prop_assert_eq!((siblings[index], siblings.len()), (id, count));
                let field = id.first_field();
                prop_assert_eq!(field.item(), Some(id));
                prop_assert!(draft.text(field).is_some());
            }
        }

        #[test]
        fn every_field_has_a_text_and_each_item_its_first_field_first(mut draft in proposals()) {
            let fields = draft.fields();
            for id in draft.ids() {
                let first = fields.iter().find(|field| field.item() == Some(id));
                prop_assert_eq!(first, Some(&id.first_field()));
            }
            for field in fields {
                let text = draft.text(field).map(str::to_owned);
                prop_assert!(text.is_some());
                prop_assert_eq!(draft.text_mut(field).cloned(), text);
            }
        }

        #[test]
        fn no_item_is_found_by_the_id_of_another_kind(draft in proposals()) {
            for id in draft.ids().into_iter().chain([ItemId::Goal(GoalId(u32::MAX))]) {
                let number = id.number();
                let of_every_kind = [
                    SoftwareId(number).into(),
                    GoalId(number).into(),
                    RequestId(number).into(),
                    TalkId(number).into(),
                ];
                for other in of_every_kind.into_iter().filter(|other| !draft.ids().contains(other)) {
                    prop_assert_eq!(draft.item(other), None);
                    prop_assert_eq!(draft.siblings(other), []);
                    prop_assert_eq!(draft.place(other), None);
                }
            }
        }
    }
}
