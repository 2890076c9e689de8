//! The ids of items: one type per kind, so that a goal's id cannot be taken for a software's.
//!
//! An id is a number that is unique in the whole draft, whatever the kind of the item. It names the
//! item for as long as the draft exists, wherever the item is moved.

use serde::{Deserialize, Serialize};

use crate::Field;

macro_rules! ids {
    ($($(#[$doc:meta])* $id:ident => $kind:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $id(pub(crate) u32);

        impl $id {
            /// The id as a number, to make ids of page elements from.
            pub const fn number(self) -> u32 {
                self.0
            }
        }

        impl From<$id> for ItemId {
            fn from(id: $id) -> Self {
                Self::$kind(id)
            }
        }
    )*};
}

ids! {
    /// The id of a [`Software`](crate::Software).
    SoftwareId => Software;
    /// The id of a [`Goal`](crate::Goal).
    GoalId => Goal;
    /// The id of a [`HelpRequest`](crate::HelpRequest).
    RequestId => HelpRequest;
    /// The id of a [`LightningTalk`](crate::LightningTalk).
    TalkId => LightningTalk;
}

/// The id of an item of any kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ItemId {
    /// One of the draft's software.
    Software(SoftwareId),
    /// One of a software's goals.
    Goal(GoalId),
    /// One of a software's help requests.
    HelpRequest(RequestId),
    /// One of the draft's lightning talks.
    LightningTalk(TalkId),
}

impl ItemId {
    /// The kind of the item.
    pub const fn kind(self) -> ItemKind {
        match self {
            Self::Software(_) => ItemKind::Software,
            Self::Goal(_) => ItemKind::Goal,
            Self::HelpRequest(_) => ItemKind::HelpRequest,
            Self::LightningTalk(_) => ItemKind::LightningTalk,
        }
    }

    /// The id as a number, to make ids of page elements from.
    pub const fn number(self) -> u32 {
        match self {
            Self::Software(id) => id.number(),
            Self::Goal(id) => id.number(),
            Self::HelpRequest(id) => id.number(),
            Self::LightningTalk(id) => id.number(),
        }
    }

    /// The field in which the item's own text is typed, the first of its form.
    pub const fn first_field(self) -> Field {
        match self {
            Self::Software(id) => Field::SoftwareName(id),
            Self::Goal(id) => Field::Goal(id),
            Self::HelpRequest(id) => Field::HelpDescription(id),
            Self::LightningTalk(id) => Field::TalkSubject(id),
        }
    }
}

/// The kinds of items of which a draft has several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ItemKind {
    /// A free software.
    Software,
    /// A goal of a software.
    Goal,
    /// A help request of a software.
    HelpRequest,
    /// A lightning talk.
    LightningTalk,
}

impl ItemKind {
    /// Every kind, in the order of the form.
    pub const ALL: [Self; 4] = [Self::Software, Self::Goal, Self::HelpRequest, Self::LightningTalk];
}

/// Where an item stands among the others of its kind: those of the same software, or of the draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its index, from 0.
    pub index: usize,
    /// How many there are, the item included.
    pub count: usize,
}
