//! What keeps a draft from being sent.

use serde::{Deserialize, Serialize};

use crate::{GoalId, ItemId, RequestId, SoftwareId, TalkId};

/// A place in the form where text is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Field {
    /// [`Proposal::name`](crate::Proposal::name).
    Name,
    /// [`Proposal::email`](crate::Proposal::email).
    Email,
    /// [`Proposal::organisation`](crate::Proposal::organisation).
    Organisation,
    /// [`Software::name`](crate::Software::name).
    SoftwareName(SoftwareId),
    /// [`Software::repository`](crate::Software::repository).
    Repository(SoftwareId),
    /// [`Software::licence`](crate::Software::licence).
    Licence(SoftwareId),
    /// [`Software::summary`](crate::Software::summary).
    Summary(SoftwareId),
    /// [`Goal::text`](crate::Goal::text).
    Goal(GoalId),
    /// [`HelpRequest::description`](crate::HelpRequest::description).
    HelpDescription(RequestId),
    /// [`HelpRequest::ticket`](crate::HelpRequest::ticket).
    Ticket(RequestId),
    /// [`Proposal::expectations`](crate::Proposal::expectations).
    Expectations,
    /// [`LightningTalk::subject`](crate::LightningTalk::subject).
    TalkSubject(TalkId),
    /// [`Proposal::offers`](crate::Proposal::offers).
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
