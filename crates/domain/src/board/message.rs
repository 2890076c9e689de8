//! A message as it was received, and what was understood of it.

use std::cmp::Ordering;
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};

use super::digest::Digest;

use crate::Proposal;
use crate::mail::eml::{Decode, Header};
use crate::mail::{self, Changes, Doubt, Input, Opened, Reading, Unreadable};
use crate::text::{is_blank, line};

/// A message, or what takes its place in a file. They sort by their dates.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Received {
    /// Who has sent it, when, and under which subject, as far as it says so.
    pub header: Header,
    /// What it says.
    pub content: Content,
    /// The files that it was found in, by name.
    pub copies: Vec<Copies>,
    #[serde(skip)]
    digest: Remembered,
}

/// What follows from the rest of a message, once it was asked for. So it makes no difference between two of them.
#[derive(Clone, Debug, Default)]
struct Remembered(OnceLock<Arc<Digest>>);

impl PartialEq for Remembered {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Remembered {}

impl PartialOrd for Remembered {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Remembered {
    fn cmp(&self, _: &Self) -> Ordering {
        Ordering::Equal
    }
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
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Content {
    /// What somebody intends, needs or offers.
    Participation {
        /// What was understood; its ids are its own. It may have
        /// [problems](Proposal::problems), if somebody has changed the text by hand.
        proposal: Arc<Proposal>,
        /// All other lines, as they stood in the text: what was written above it, signatures.
        notes: Vec<String>,
        /// What may not be as it was written, in the order of the text.
        doubts: Vec<Doubt>,
    },
    /// What changed since another message.
    Update {
        /// The name of who it is from, as it says it; may be empty.
        name: String,
        /// What changed, one text for each change ([`Changes::changes`]).
        changes: Vec<String>,
        /// All other lines.
        notes: Vec<String>,
    },
    /// Anything else.
    Other {
        /// How it begins, to see what it is about: one line.
        excerpt: String,
        /// Whether it is the short message of somebody who forgot to paste the text of their participation
        /// below.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        is_unpasted: bool,
    },
    /// What cannot be read.
    Unreadable {
        /// What stands in the way.
        trouble: Trouble,
        /// The file's name.
        file: String,
        /// Its place among the messages of the file, from 1.
        number: u32,
    },
}

/// What keeps a message, or a file, from being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trouble {
    /// There is nothing in the file.
    EmptyFile,
    /// There is no text to be had.
    NoText(Unreadable),
    /// The text is the source of a message with letters that are still encoded; only a part of it
    /// can be understood.
    Encoded,
    /// The message is longer than [`LONGEST_MESSAGE`](super::LONGEST_MESSAGE), or the board than
    /// [`LONGEST_BOARD`](super::LONGEST_BOARD).
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
        self.shared_proposal().map(|it| &**it)
    }

    /// The same, to be kept without a copy.
    pub(super) fn shared_proposal(&self) -> Option<&Arc<Proposal>> {
        match &self.content {
            Content::Participation { proposal, .. } => Some(proposal),
            _ => None,
        }
    }

    /// Whether its notes hold another participation, or parts of one, or an update: they are not on the
    /// board. They may be older, or somebody else's, which only a reader can tell.
    pub fn has_further_message(&self) -> bool {
        self.digest().has_further_message
    }

    /// What it says, as it is compared and searched.
    pub(super) fn digest(&self) -> &Arc<Digest> {
        self.digest.0.get_or_init(|| Arc::new(Digest::of(self)))
    }
}

/// Messages that are attached to attached messages are taken out so many times; in those below, the
/// first participation counts, and the others are its notes.
const DEEPEST: usize = 4;

/// What reading a message needs to know.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reader<'a> {
    pub(super) file: &'a str,
    pub(super) number: u32,
    pub(super) decode: Decode,
    pub(super) compose: fn(&str) -> String,
}

impl Reader<'_> {
    /// The message, and those that are attached to it. A message that has nothing to say besides
    /// them is none of them.
    pub(super) fn read(self, bytes: &[u8], delivered_at: Option<u64>) -> Vec<Received> {
        let mut found = Vec::new();
        let carrier = Header { sent_at: delivered_at, ..Header::default() };
        self.read_into(&mut found, bytes, &carrier, DEEPEST);
        found
    }

    /// `carrier` is the header of the message that it is attached to: drafts (`X-Unsent`) say neither
    /// who has sent them nor when.
    fn read_into(self, found: &mut Vec<Received>, bytes: &[u8], carrier: &Header, depth: usize) {
        let input = Input::File(bytes);
        let Opened { mut header, mut text, mut messages } = mail::open(input, self.decode);
        if depth == 0 {
            messages.clear();
            text = mail::read(input, self.decode);
        }
        if header.from_address.is_empty() {
            header.from_address.clone_from(&carrier.from_address);
            header.from_name.clone_from(&carrier.from_name);
        }
        header.sent_at = header.sent_at.or(carrier.sent_at);
        for message in &messages {
            self.read_into(found, message, &header, depth - 1);
        }
        let content = match text {
            Ok(text) if is_blank(&text.text) => self.unreadable(Trouble::NoText(Unreadable::Empty)),
            Ok(text) => {
                self.content(&text.text, mail::parse(&text.text, text.wrapping, self.compose))
            }
            Err(Unreadable::Empty) if !messages.is_empty() => return,
            Err(obstacle) => self.unreadable(Trouble::NoText(obstacle)),
        };
        found.push(self.received(header, content));
    }

    /// Something that takes the place of a message.
    pub(super) fn trouble(self, trouble: Trouble, sent_at: Option<u64>) -> Received {
        let header = Header { sent_at, ..Header::default() };
        self.received(header, self.unreadable(trouble))
    }

    fn received(self, header: Header, content: Content) -> Received {
        let copies = vec![Copies { file: self.file.to_owned(), count: 1 }];
        let received = Received { header, content, copies, digest: Remembered::default() };
        // Now, while nothing else is done.
        received.digest();
        received
    }

    fn unreadable(self, trouble: Trouble) -> Content {
        Content::Unreadable { trouble, file: self.file.to_owned(), number: self.number }
    }

    fn content(self, text: &str, reading: Reading) -> Content {
        let Reading { proposal, notes, doubts, is_update, is_encoded, has_short_message } = reading;
        if is_encoded {
            self.unreadable(Trouble::Encoded)
        } else if is_update {
            let Changes { name, changes, notes } = mail::changes(&notes);
            let changes = changes.iter().map(|change| (self.compose)(change)).collect();
            Content::Update { name: (self.compose)(&name), changes, notes }
        } else if says_something(&proposal) {
            Content::Participation { proposal: Arc::new(proposal), notes, doubts }
        } else {
            Content::Other { excerpt: excerpt(text), is_unpasted: has_short_message }
        }
    }
}

/// Whether there is more than what could stand in a signature (« Organisation : … »).
pub(super) fn says_something(proposal: &Proposal) -> bool {
    let Proposal { software, talks, expectations, offers, .. } = proposal;
    !software.is_empty() || !talks.is_empty() || !expectations.is_empty() || !offers.is_empty()
}

/// The first words of a text.
fn excerpt(text: &str) -> String {
    /// As many as fit into so many bytes.
    const LENGTH: usize = 200;
    let mut excerpt = String::new();
    for word in text.split_whitespace() {
        if excerpt.len() + word.len() > LENGTH {
            let rest = LENGTH.saturating_sub(excerpt.len());
            let end = word.floor_char_boundary(rest);
            excerpt.push_str(word.get(..end).unwrap_or_default());
            excerpt.push('…');
            break;
        }
        excerpt.push_str(word);
        excerpt.push(' ');
    }
    line(&excerpt)
}
