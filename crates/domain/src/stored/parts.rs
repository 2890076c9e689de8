//! The parts of a record, as they are read from any version.
//!
//! A name that a version added is optional here; whether it may be missing depends on the version,
//! and is decided once the whole record was read. What all versions have in common are the draft's
//! own types: whoever changes one of these keeps the former type here, for the versions before.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

use crate::{Date, LightningTalk, Software};

#[derive(Deserialize)]
pub(super) struct Record {
    revision: u64,
    saved_at: u64,
    /// Since version 3.
    #[serde(default, deserialize_with = "added")]
    edition: Added<String>,
    proposal: Proposal,
}

#[derive(Deserialize)]
struct Proposal {
    name: String,
    email: String,
    organisation: String,
    presence: Vec<Date>,
    software: Vec<Software>,
    expectations: String,
    talks: Vec<LightningTalk>,
    offers: String,
    last_id: u32,
    /// Since version 2.
    #[serde(default, deserialize_with = "added")]
    sent: Added<Box<Sent>>,
}

#[derive(Deserialize)]
struct Sent {
    at: u64,
    proposal: Proposal,
}

/// A value that was added by a version: `None` where the name is missing, `Some(None)` for `null`.
type Added<T> = Option<Option<T>>;

fn added<'de, D, T>(deserializer: D) -> Result<Added<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Option::deserialize(deserializer).map(Some)
}

impl Record {
    /// The record as one of this version; `None` if it lacks what the version added. What later
    /// versions added is ignored.
    pub(super) fn of_version(self, version: u32) -> Option<super::Record> {
        let Self { revision, saved_at, edition, proposal } = self;
        Some(super::Record {
            revision,
            saved_at,
            edition: if version < 3 { None } else { edition? },
            proposal: proposal.of_version(version)?,
        })
    }
}

impl Proposal {
    fn of_version(self, version: u32) -> Option<crate::Proposal> {
        let sent = if version < 2 { None } else { self.sent? };
        let sent = match sent {
            Some(sent) => Some(Box::new(sent.of_version(version)?)),
            None => None,
        };
        Some(crate::Proposal {
            name: self.name,
            email: self.email,
            organisation: self.organisation,
            presence: self.presence,
            software: self.software,
            expectations: self.expectations,
            talks: self.talks,
            offers: self.offers,
            sent,
            last_id: self.last_id,
        })
    }
}

/// A draft of the latest version.
impl<'de> Deserialize<'de> for crate::Proposal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let proposal = Proposal::deserialize(deserializer)?.of_version(super::VERSION);
        proposal.ok_or_else(|| D::Error::missing_field("sent"))
    }
}

impl Sent {
    fn of_version(self, version: u32) -> Option<crate::Sent> {
        // In version 2 what was sent is a draft of version 1: it has no `sent` of its own.
        let version = if version == 2 { 1 } else { version };
        Some(crate::Sent { at: self.at, proposal: self.proposal.of_version(version)? })
    }
}
