//! What a board shows.

use super::{Board, Filter, Person};
use crate::{Date, EmailAddress, HelpRequest, LightningTalk, Software};

/// A software that somebody takes part with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SoftwareEntry<'a> {
    /// What the same software has in common, whoever names it: its name, without regard to accents,
    /// case and blanks.
    pub key: String,
    /// Who takes part with it.
    pub person: &'a Person,
    /// The software, with goals and needs.
    pub software: &'a Software,
}

/// A help request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Need<'a> {
    /// Who asks.
    pub person: &'a Person,
    /// For which software.
    pub software: &'a Software,
    /// For what.
    pub request: &'a HelpRequest,
}

/// What somebody offers ([`Proposal::offers`](crate::Proposal::offers)).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offer<'a> {
    /// Who offers it.
    pub person: &'a Person,
    /// What, in their words.
    pub text: &'a str,
}

/// An offer that may help with a need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedWords<'a> {
    /// The offer.
    pub offer: Offer<'a>,
    /// The words that it shares with the need, as the offer writes them, in its order.
    pub words: Vec<&'a str>,
}

/// A lightning talk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Talk<'a> {
    /// Who gives it.
    pub person: &'a Person,
    /// What it is about.
    pub talk: &'a LightningTalk,
}

/// How to reach somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact<'a> {
    /// Their name, on one line.
    pub name: String,
    /// Their organisation, on one line; may be empty.
    pub organisation: String,
    /// Their address.
    pub email: Option<&'a EmailAddress>,
    /// The days on which they say to be there.
    pub days: &'a [Date],
    /// The names of their software.
    pub software: Vec<String>,
}

impl Board {
    /// All software, by name; what bears the same name follows each other.
    pub fn software(&self) -> Vec<SoftwareEntry<'_>> {
        Vec::new()
    }

    /// The needs that `filter` lets through, in the order of [`Board::software`].
    pub fn needs(&self, filter: &Filter) -> Vec<Need<'_>> {
        let _ = filter;
        Vec::new()
    }

    /// The offers that `filter` lets through, in the order of [`Board::people`].
    pub fn offers(&self, filter: &Filter) -> Vec<Offer<'_>> {
        let _ = filter;
        Vec::new()
    }

    /// The offers of others that share words with a need, in the order of [`Board::people`].
    pub fn offers_for(&self, need: &Need<'_>) -> Vec<SharedWords<'_>> {
        let _ = need;
        Vec::new()
    }

    /// The lightning talks, in running order.
    pub fn talks(&self) -> impl ExactSizeIterator<Item = Talk<'_>> {
        Vec::new().into_iter()
    }

    /// Gives a talk another place, by their indexes in [`Board::talks`]; the order of all is chosen
    /// then.
    pub fn move_talk(&mut self, from: usize, to: usize) {
        let _ = (from, to);
    }

    /// How to reach everybody, in the order of [`Board::people`].
    pub fn contacts(&self) -> Vec<Contact<'_>> {
        Vec::new()
    }
}

pub(super) fn in_running_order(board: &Board) -> Vec<(usize, usize)> {
    let _ = board;
    Vec::new()
}
