//! A collection as a file.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::message::{Content, Received};
use super::{Collection, RunningOrder};

/// The name that every saved board bears.
pub const FORMAT: &str = "bluehats-board";

/// The version of the boards that this release writes.
pub const VERSION: u32 = 1;

/// Why a text is no board that this release reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoBoard {
    /// Not a board; perhaps not even JSON.
    Foreign,
    /// A board that a later release wrote.
    Newer {
        /// The board's version.
        version: u32,
    },
    /// A board that is truncated, or has parts missing, twice, or of the wrong type.
    Damaged,
    /// A board of another edition of the event.
    OtherEdition,
}

impl fmt::Display for NoBoard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Foreign => write!(f, "not a board of format `{FORMAT}`"),
            Self::Newer { version } => {
                write!(f, "a board of version {version}, newer than version {VERSION}")
            }
            Self::Damaged => f.write_str(
                "a board that is truncated, or has parts missing, twice, or of the wrong type",
            ),
            Self::OtherEdition => f.write_str("a board of another edition of the event"),
        }
    }
}

impl std::error::Error for NoBoard {}

/// Writes a collection as JSON (`docs/board.md`), for the edition of the event that has this
/// [key](crate::Edition::key).
pub fn encode(collection: &Collection, edition: &str) -> String {
    /// The collection with its header.
    #[derive(Serialize)]
    struct Latest<'a> {
        format: &'a str,
        version: u32,
        edition: &'a str,
        running_order: &'a [String],
        messages: &'a [Received],
    }

    let latest = Latest {
        format: FORMAT,
        version: VERSION,
        edition,
        running_order: &collection.running_order.0,
        messages: collection.messages(),
    };
    match serde_json::to_string(&latest) {
        Ok(text) => text,
        // Another text in its place would be a backup that is none.
        Err(_) => unreachable!("texts, numbers and lists can always be written"),
    }
}

/// Reads a board of any version released so far. Names unknown to its version are ignored.
///
/// # Errors
/// Why it cannot be read, or is none of this edition.
pub fn decode(text: &str, edition: &str) -> Result<Collection, NoBoard> {
    let header: Header = serde_json::from_str(text).map_err(|_| {
        // A file that is cut is still one of ours.
        let start = text.get(..text.floor_char_boundary(START)).unwrap_or_default();
        if start.contains(FORMAT) { NoBoard::Damaged } else { NoBoard::Foreign }
    })?;
    if header.format != FORMAT {
        return Err(NoBoard::Foreign);
    }
    match header.version {
        0 => return Err(NoBoard::Damaged),
        1..=VERSION => {}
        version => return Err(NoBoard::Newer { version }),
    }
    let board: Board = serde_json::from_str(text).map_err(|_| NoBoard::Damaged)?;
    if board.edition != edition {
        return Err(NoBoard::OtherEdition);
    }
    let mut messages = board.messages;
    for message in &mut messages {
        if let Content::Participation { proposal, doubts, .. } = &mut message.content {
            let proposal = Arc::make_mut(proposal);
            proposal.sent = None;
            *proposal = std::mem::take(proposal).repaired();
            doubts.retain(|doubt| proposal.text(doubt.field).is_some());
        }
    }
    Ok(Collection::of_board(messages, RunningOrder(board.running_order)))
}

/// How many bytes hold the first words of a board, whichever program wrote it.
const START: usize = 200;

/// What all versions have in common.
#[derive(Deserialize)]
struct Header<'a> {
    #[serde(borrow)]
    format: Cow<'a, str>,
    version: u32,
}

#[derive(Deserialize)]
struct Board {
    edition: String,
    running_order: Vec<String>,
    messages: Vec<Received>,
}
