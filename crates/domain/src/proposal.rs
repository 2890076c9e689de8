//! What one visitor or team drafts.
//!
//! A draft is raw: every text is kept exactly as it was typed, and any state of it can be stored.
//! What can be sent is another type, [`Participation`](crate::Participation).

use crate::{Date, Field, Sent};

/// A participation as it is being drafted.
///
/// Its parts may be read freely; they are changed by [`Edit`](crate::Edit)s only, which is what
/// keeps item ids unique and lets every change be taken back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
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
    pub(crate) last_id: ItemId,
}

/// Names one item of a draft for as long as the draft exists, wherever the item is moved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemId(pub(crate) u32);

impl ItemId {
    /// The id as a number, to make names of page elements from.
    pub const fn number(self) -> u32 {
        self.0
    }
}

/// A free software.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Software {
    /// Its id in the draft.
    pub id: ItemId,
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Goal {
    /// Its id in the draft.
    pub id: ItemId,
    /// The goal, in the visitor's words.
    pub text: String,
}

/// A precise need (« demande d’aide »).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HelpRequest {
    /// Its id in the draft.
    pub id: ItemId,
    /// What kind of help is asked for.
    pub kind: HelpKind,
    /// The need, in the visitor's words.
    pub description: String,
    /// Link to the issue that describes it; optional.
    pub ticket: String,
}

/// The kinds of help that the announcement names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HelpKind {
    /// Mending a bug.
    #[default]
    Bug,
    /// Writing a new feature.
    Feature,
    /// Writing documentation.
    Documentation,
    /// Anything else.
    Other,
}

impl HelpKind {
    /// Every kind, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Bug, Self::Feature, Self::Documentation, Self::Other];
}

/// A short talk on any subject (« présentation éclair »).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LightningTalk {
    /// Its id in the draft.
    pub id: ItemId,
    /// What it is about.
    pub subject: String,
    /// Whom it is for.
    pub kind: TalkKind,
}

/// Whether one has to know the craft to follow a talk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
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
    /// A software with nothing in it yet, under an id that is free.
    pub fn new_software(&self) -> Software {
        Software {
            id: self.free_id(),
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
        Goal { id: self.free_id(), text: String::new() }
    }

    /// A help request with nothing in it yet, under an id that is free.
    pub fn new_help_request(&self) -> HelpRequest {
        HelpRequest {
            id: self.free_id(),
            kind: HelpKind::default(),
            description: String::new(),
            ticket: String::new(),
        }
    }

    /// A talk with nothing in it yet, under an id that is free.
    pub fn new_talk(&self) -> LightningTalk {
        LightningTalk { id: self.free_id(), subject: String::new(), kind: TalkKind::default() }
    }

    /// The software with this id.
    pub fn software(&self, id: ItemId) -> Option<&Software> {
        find(&self.software, id)
    }

    /// The help request with this id, in whichever software it is.
    pub fn help_request(&self, id: ItemId) -> Option<&HelpRequest> {
        self.software.iter().find_map(|software| find(&software.help_requests, id))
    }

    /// The software that a goal or a help request belongs to.
    pub fn parent_of(&self, item: ItemId) -> Option<&Software> {
        self.software.iter().find(|software| {
            find(&software.goals, item).is_some() || find(&software.help_requests, item).is_some()
        })
    }

    /// The talk with this id.
    pub fn talk(&self, id: ItemId) -> Option<&LightningTalk> {
        find(&self.talks, id)
    }

    /// The item with this id, whatever its sort, with all that belongs to it.
    pub fn item(&self, id: ItemId) -> Option<Item> {
        if let Some(software) = self.software(id) {
            return Some(Item::Software(software.clone()));
        }
        if let Some(talk) = self.talk(id) {
            return Some(Item::LightningTalk(talk.clone()));
        }
        let goal = self.software.iter().find_map(|software| find(&software.goals, id));
        match goal {
            Some(goal) => Some(Item::Goal(goal.clone())),
            None => self.help_request(id).cloned().map(Item::HelpRequest),
        }
    }

    /// What is typed in `field`; `None` when its item is not in the draft (any more).
    pub fn text(&self, field: Field) -> Option<&str> {
        let text = match field {
            Field::Name => &self.name,
            Field::Email => &self.email,
            Field::Organisation => &self.organisation,
            Field::Expectations => &self.expectations,
            Field::Offers => &self.offers,
            Field::SoftwareName(id) => &self.software(id)?.name,
            Field::Repository(id) => &self.software(id)?.repository,
            Field::Licence(id) => &self.software(id)?.licence,
            Field::Summary(id) => &self.software(id)?.summary,
            Field::Goal(id) => {
                &self.software.iter().find_map(|software| find(&software.goals, id))?.text
            }
            Field::HelpDescription(id) => &self.help_request(id)?.description,
            Field::Ticket(id) => &self.help_request(id)?.ticket,
            Field::TalkSubject(id) => &self.talk(id)?.subject,
        };
        Some(text)
    }

    /// Every field of the draft, in the order of the form.
    pub fn fields(&self) -> Vec<Field> {
        let mut fields = vec![Field::Name, Field::Email, Field::Organisation];
        for Software { id, goals, help_requests, .. } in &self.software {
            let software = [Field::SoftwareName, Field::Repository, Field::Licence, Field::Summary];
            fields.extend(software.map(|field| field(*id)));
            fields.extend(goals.iter().map(|goal| Field::Goal(goal.id)));
            for request in help_requests {
                fields.extend([Field::HelpDescription(request.id), Field::Ticket(request.id)]);
            }
        }
        fields.push(Field::Expectations);
        fields.extend(self.talks.iter().map(|talk| Field::TalkSubject(talk.id)));
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

    fn free_id(&self) -> ItemId {
        ItemId(self.last_id.0.saturating_add(1))
    }
}

/// What has an id.
pub(crate) trait Identified {
    fn id(&self) -> ItemId;
}

macro_rules! identified {
    ($($item:ty),*) => {$(
        impl Identified for $item {
            fn id(&self) -> ItemId {
                self.id
            }
        }
    )*};
}

identified!(Software, Goal, HelpRequest, LightningTalk);

pub(crate) fn find<T: Identified>(items: &[T], id: ItemId) -> Option<&T> {
    items.iter().find(|item| item.id() == id)
}

pub(crate) fn find_mut<T: Identified>(items: &mut [T], id: ItemId) -> Option<&mut T> {
    items.iter_mut().find(|item| item.id() == id)
}

impl Proposal {
    /// Restores the promises that a record written by another program may break: ids are unique,
    /// those of what was sent included, and the days are in order, each once.
    pub(crate) fn repaired(mut self) -> Self {
        let mut some_twice = self.repair();
        if let Some(sent) = &mut self.sent {
            some_twice |= sent.proposal.repair();
            self.last_id = self.last_id.max(sent.proposal.last_id);
        }
        if some_twice {
            self.renumber();
        }
        self
    }

    /// Puts the days in order, counts every id as given, and says whether one is there twice.
    fn repair(&mut self) -> bool {
        self.presence = in_order(self.presence.iter().copied()).0;
        let (ids, some_twice) = in_order(self.ids().into_iter());
        let greatest = ids.last().copied().unwrap_or_default();
        self.last_id = self.last_id.max(greatest);
        some_twice
    }

    pub(crate) fn ids(&self) -> Vec<ItemId> {
        let mut ids: Vec<ItemId> = self.talks.iter().map(Identified::id).collect();
        for software in &self.software {
            software.collect_ids(&mut ids);
        }
        ids
    }

    /// Gives ids anew, in the order of the items. What was the same item in the draft and in what
    /// was sent is so afterwards.
    pub(crate) fn renumber(&mut self) {
        let mut last = 0;
        let mut next = || {
            last += 1;
            ItemId(last)
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
            sent.proposal.last_id = ItemId(last);
        }
        self.last_id = ItemId(last);
    }

    /// Gives every item of the draft, in order, the id that `name` makes of its own; what was sent
    /// stays as it is.
    pub(crate) fn rename(&mut self, name: &mut dyn FnMut(ItemId) -> ItemId) {
        self.software.iter_mut().for_each(|software| software.rename(name));
        self.talks.iter_mut().for_each(|talk| talk.id = name(talk.id));
    }
}

impl Item {
    /// Gives the item, and all that belongs to it, the id that `name` makes of its own.
    pub(crate) fn rename(&mut self, name: &mut dyn FnMut(ItemId) -> ItemId) {
        match self {
            Self::Software(software) => software.rename(name),
            Self::Goal(goal) => goal.id = name(goal.id),
            Self::HelpRequest(request) => request.id = name(request.id),
            Self::LightningTalk(talk) => talk.id = name(talk.id),
        }
    }
}

impl Software {
    fn rename(&mut self, name: &mut dyn FnMut(ItemId) -> ItemId) {
        self.id = name(self.id);
        self.goals.iter_mut().for_each(|goal| goal.id = name(goal.id));
        self.help_requests.iter_mut().for_each(|request| request.id = name(request.id));
    }

    pub(crate) fn collect_ids(&self, ids: &mut Vec<ItemId>) {
        ids.push(self.id);
        ids.extend(self.goals.iter().map(Identified::id));
        ids.extend(self.help_requests.iter().map(Identified::id));
    }
}

/// The values in order, each once, and whether one was there twice. They mostly come in order, for
/// which this is as fast as the library's sorting, and a fifth of its size.
fn in_order<T: Ord>(values: impl Iterator<Item = T>) -> (Vec<T>, bool) {
    let mut sorted: Vec<T> = Vec::new();
    let mut some_twice = false;
    for value in values {
        match sorted.binary_search(&value) {
            Ok(_) => some_twice = true,
            Err(at) => sorted.insert(at, value),
        }
    }
    (sorted, some_twice)
}
