//! A message as it was received, and what was understood of it.

use serde::{Deserialize, Serialize};

use crate::Proposal;
use crate::mail::eml::Header;
use crate::mail::{Doubt, Unreadable};

/// A message, or what takes its place in a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Received {
    /// Who has sent it, when, and under which subject, as far as it says so.
    pub header: Header,
    /// What it says.
    pub content: Content,
    /// The files that it was found in, by name.
    pub copies: Vec<Copies>,
}

/// That a message was found in a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Copies {
    /// The file's name, as it was given to [`FileReader`](super::FileReader).
    pub file: String,
    /// How many times it is in it, letter for letter.
    pub count: u32,
}

/// What a message says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Content {
    /// What somebody intends, needs or offers.
    Participation {
        /// What was understood; its ids are its own. It may have
        /// [problems](Proposal::problems), if somebody has changed the text by hand.
        proposal: Box<Proposal>,
        /// All other lines, as they stood in the text: what was written above it, signatures.
        notes: Vec<String>,
        /// What may not be as it was written, in the order of the text.
        doubts: Vec<Doubt>,
    },
    /// What changed since another message.
    Update {
        /// The name of who it is from, as it says it.
        name: String,
        /// What changed, line by line, as it stands in the text.
        changes: Vec<String>,
    },
    /// Anything else.
    Other {
        /// How it begins, to see what it is about: one line.
        excerpt: String,
    },
    /// What cannot be read.
    Unreadable {
        /// What stands in the way.
        trouble: Trouble,
        /// Its place among the messages of the file, from 1; the file is the one of
        /// [`Received::copies`].
        number: u32,
    },
}

/// What keeps a message, or a file, from being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trouble {
    /// There is nothing in the file.
    EmptyFile,
    /// There is no text to be had.
    NoText(Unreadable),
    /// The text is the source of a message with letters that are still encoded; only a part of it
    /// can be understood.
    Encoded,
    /// The message is longer than [`LONGEST_MESSAGE`](super::LONGEST_MESSAGE).
    TooLong,
    /// Another program's JSON, or a board that is damaged.
    DamagedBoard,
    /// A board that a later release wrote.
    NewerBoard,
    /// A board of another edition of the event.
    OtherEdition,
}

impl Received {
    /// How many times it was found again, letter for letter.
    pub fn repeats(&self) -> u32 {
        let count = self.copies.iter().fold(0_u32, |sum, it| sum.saturating_add(it.count));
        count.saturating_sub(1)
    }

    /// What was understood, if it is a participation.
    pub fn proposal(&self) -> Option<&Proposal> {
        match &self.content {
            Content::Participation { proposal, .. } => Some(proposal),
            _ => None,
        }
    }
}
