//! Who messages are from, and what they mean now.

use super::State;
use super::message::Received;
use crate::{EmailAddress, Proposal};

/// Somebody of whom there is a participation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// What they mean now: their newest participation.
    pub proposal: Proposal,
    /// Where to answer: the address that the participation names, else the mail's sender.
    pub email: Option<EmailAddress>,
    /// The message with it.
    pub message: usize,
    /// Their older versions, the newest first.
    pub superseded: Vec<usize>,
    /// Their updates, the oldest first. One that is older than [`Person::message`] may have found
    /// its way into that.
    pub updates: Vec<usize>,
}

pub(super) fn sorted_out(messages: &[Received]) -> (Vec<State>, Vec<Person>) {
    (messages.iter().map(|_| State::NotParticipation).collect(), Vec::new())
}
