//! Version 2, as it was released: frozen. It has all that version 1 has, and what the visitor says
//! about the sending.

use serde::Deserialize;

use super::required;
use super::v1::{self, LightningTalk, Software};
use crate::Date;

#[derive(Deserialize)]
pub(super) struct Record {
    pub(super) revision: u64,
    pub(super) saved_at: u64,
    pub(super) proposal: Proposal,
}

#[derive(Deserialize)]
pub(super) struct Proposal {
    pub(super) name: String,
    pub(super) email: String,
    pub(super) organisation: String,
    pub(super) presence: Vec<Date>,
    pub(super) software: Vec<Software>,
    pub(super) expectations: String,
    pub(super) talks: Vec<LightningTalk>,
    pub(super) offers: String,
    pub(super) last_id: u32,
    #[serde(deserialize_with = "required")]
    pub(super) sent: Option<Box<Sent>>,
}

#[derive(Deserialize)]
pub(super) struct Sent {
    at: u64,
    proposal: v1::Proposal,
}

impl From<Record> for super::Record {
    fn from(record: Record) -> Self {
        let Record { revision, saved_at, proposal } = record;
        Self { revision, saved_at, edition: None, proposal: proposal.into() }
    }
}

impl From<Proposal> for crate::Proposal {
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
            sent,
        } = proposal;
        Self {
            name,
            email,
            organisation,
            presence,
            software: software.into_iter().map(Into::into).collect(),
            expectations,
            talks: talks.into_iter().map(Into::into).collect(),
            offers,
            sent: sent.map(|sent| Box::new((*sent).into())),
            last_id,
        }
    }
}

impl From<Sent> for crate::Sent {
    fn from(Sent { at, proposal }: Sent) -> Self {
        Self { at, proposal: Proposal::from(proposal).into() }
    }
}
