//! What a participation is, what is missing from it, and how it is written down.
//!
//! Everything here is a pure function of values: no browser, no clock, no randomness. The app
//! moves what comes out of it to where it belongs (the page, the browser's storage, the visitor's
//! mail program).
//!
//! Reading order: a [`Proposal`] is what the visitor drafts, an [`Edit`] is the one way to change
//! it, [`Problem`]s say what keeps it from being sent, a [`Participation`] is a draft without
//! problems, and a [`mail::Message`] is what it looks like when it is sent; [`Sent`] is what the
//! visitor says about that. An [`Outline`] says how far each section of the form is, and a
//! [`Suggestion`] what could make an item clearer. A [`History`] takes edits back. A
//! [`stored::Record`] is what is kept between two visits, a [`repository::DraftRepository`] keeps it
//! without ever losing one, and [`differences`] say what lies between two versions, one of which may
//! have been imported from a message ([`Proposal::as_version_of`]). A [`board::Board`] is what whole
//! mailboxes say to those who receive them.

#![cfg_attr(not(test), warn(clippy::indexing_slicing))]

// For the laws that the fuzzer tries, which see this crate from outside.
#[cfg(test)]
extern crate self as domain;

mod address;
mod alignment;
pub mod board;
mod date;
mod edit;
mod event;
mod history;
mod id;
pub mod mail;
mod outline;
pub mod participation;
mod problem;
mod proposal;
pub mod repository;
mod rewriting;
mod sent;
mod splice;
pub mod stored;
mod suggestion;
#[cfg(test)]
mod testing;
mod text;
mod versions;

pub use address::{EmailAddress, MalformedEmailAddress, MalformedWebLink, WebLink};
pub use date::{Date, MalformedDate};
pub use edit::Edit;
pub use event::{Edition, Event};
pub use history::{History, HistoryStep};
pub use id::{GoalId, ItemId, ItemKind, Place, RequestId, SoftwareId, TalkId};
pub use outline::{Missing, Outline, Section};
pub use participation::Participation;
pub use problem::{Field, Problem, ProblemKind};
pub use proposal::{
    Goal, HelpKind, HelpRequest, Item, LightningTalk, Proposal, Software, TalkKind,
};
pub use sent::{Sending, Sent};
pub use splice::{Splice, carry_caret};
pub use suggestion::Suggestion;
pub use versions::{Difference, differences};
