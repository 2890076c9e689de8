//! Version 1, as it was released: frozen.

use serde::Deserialize;

use super::v2;
use crate::{Date, GoalId, RequestId, SoftwareId, TalkId};

#[derive(Deserialize)]
pub(super) struct Record {
    pub(super) revision: u64,
    pub(super) saved_at: u64,
    pub(super) proposal: Proposal,
}

#[derive(Deserialize)]
pub(super) struct Proposal {
    name: String,
    email: String,
    organisation: String,
    presence: Vec<Date>,
    software: Vec<Software>,
    expectations: String,
    talks: Vec<LightningTalk>,
    offers: String,
    last_id: u32,
}

#[derive(Deserialize)]
pub(super) struct Software {
    id: u32,
    name: String,
    repository: String,
    licence: String,
    summary: String,
    goals: Vec<Goal>,
    help_requests: Vec<HelpRequest>,
}

#[derive(Deserialize)]
pub(super) struct Goal {
    id: u32,
    text: String,
}

#[derive(Deserialize)]
pub(super) struct HelpRequest {
    id: u32,
    kind: HelpKind,
    description: String,
    ticket: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum HelpKind {
    Bug,
    Feature,
    Documentation,
    Other,
}

#[derive(Deserialize)]
pub(super) struct LightningTalk {
    id: u32,
    subject: String,
    kind: TalkKind,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum TalkKind {
    Technical,
    NonTechnical,
}

impl From<Record> for v2::Record {
    fn from(record: Record) -> Self {
        let Record { revision, saved_at, proposal } = record;
        Self { revision, saved_at, proposal: proposal.into() }
    }
}

impl From<Proposal> for v2::Proposal {
    fn from(proposal: Proposal) -> Self {
        let Proposal {
            name,
            email,
            organisation,
            presence,
            software,
            expectations,
            talks,
            offers,
            last_id,
        } = proposal;
        Self {
            name,
            email,
            organisation,
            presence,
            software,
            expectations,
            talks,
            offers,
            last_id,
            sent: None,
        }
    }
}

// Version 2 has the same items as version 1, and version 3 has the draft's own.

impl From<Software> for crate::Software {
    fn from(software: Software) -> Self {
        let Software { id, name, repository, licence, summary, goals, help_requests } = software;
        Self {
            id: SoftwareId(id),
            name,
            repository,
            licence,
            summary,
            goals: goals.into_iter().map(Into::into).collect(),
            help_requests: help_requests.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<Goal> for crate::Goal {
    fn from(Goal { id, text }: Goal) -> Self {
        Self { id: GoalId(id), text }
    }
}

impl From<HelpRequest> for crate::HelpRequest {
    fn from(request: HelpRequest) -> Self {
        let HelpRequest { id, kind, description, ticket } = request;
        let kind = match kind {
            HelpKind::Bug => crate::HelpKind::Bug,
            HelpKind::Feature => crate::HelpKind::Feature,
            HelpKind::Documentation => crate::HelpKind::Documentation,
            HelpKind::Other => crate::HelpKind::Other,
        };
        Self { id: RequestId(id), kind, description, ticket }
    }
}

impl From<LightningTalk> for crate::LightningTalk {
    fn from(LightningTalk { id, subject, kind }: LightningTalk) -> Self {
        let kind = match kind {
            TalkKind::Technical => crate::TalkKind::Technical,
            TalkKind::NonTechnical => crate::TalkKind::NonTechnical,
        };
        Self { id: TalkId(id), subject, kind }
    }
}
