//! A file, read one message at a time.

use super::Collection;
use super::mbox::{LONGEST_MESSAGE, Part, Splitter, is_mailbox};
use super::message::{Reader, Received, Trouble};
use super::saved::{self, NoBoard};
use crate::mail::Unreadable;
use crate::mail::eml::{Decode, without_mark};
use crate::stored;

/// The largest saved board that is read, in bytes: it has to be in memory as a whole.
pub const LONGEST_BOARD: usize = 64 << 20;

/// Reads a file of any kind that is understood: a mailbox (`.mbox`, RFC 4155), one message (`.eml`),
/// the text of one (`.txt`, or what was pasted), or a saved board. What it is, its bytes say, and its
/// name only where they do not.
///
/// The file comes in pieces, so that it need never be in memory as a whole:
///
/// ```text
/// let mut reader = FileReader::new("inbox.mbox", edition_key, decode, compose);
/// for piece in pieces of, say, 256 KiB {
///     reader.push(piece);
///     while reader.step() == Reads::Message { let others have their turn }
/// }
/// reader.close();
/// while reader.step() == Reads::Message { let others have their turn }
/// board.merge(reader.finish());
/// ```
///
/// It may be finished at any time: what was read until then counts.
#[derive(Debug)]
pub struct FileReader {
    name: String,
    edition: String,
    decode: Decode,
    compose: fn(&str) -> String,
    source: Source,
    is_closed: bool,
    /// How many bytes came in.
    length: u64,
    /// How many messages were in the file so far.
    count: u32,
    received: Vec<Received>,
    /// What was in a saved board.
    saved: Collection,
}

/// What kind of file it is, with what came in and was not read yet.
#[derive(Debug)]
enum Source {
    /// Too little came in to tell.
    Unknown(Vec<u8>),
    Mailbox(Splitter),
    /// One message, or a saved board: it is read as a whole.
    Whole {
        bytes: Vec<u8>,
        limit: usize,
        is_board: bool,
    },
    Read,
}

/// What a [step](FileReader::step) did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reads {
    /// One message was read, or something that takes its place; there may be more.
    Message,
    /// More of the file is needed, or its end.
    Nothing,
}

impl FileReader {
    /// A reader for a file of this name (which may have a folder before it), for the edition of the
    /// event that has this [key](crate::Edition::key). `decode` and `compose` are
    /// [`import`](crate::mail::import)'s.
    pub fn new(name: &str, edition: &str, decode: Decode, compose: fn(&str) -> String) -> Self {
        Self {
            name: name.to_owned(),
            edition: edition.to_owned(),
            decode,
            compose,
            source: Source::Unknown(Vec::new()),
            is_closed: false,
            length: 0,
            count: 0,
            received: Vec::new(),
            saved: Collection::default(),
        }
    }

    /// Takes in the next bytes of the file.
    pub fn push(&mut self, bytes: &[u8]) {
        self.length += u64::try_from(bytes.len()).unwrap_or_default();
        self.take(bytes);
    }

    fn take(&mut self, bytes: &[u8]) {
        match &mut self.source {
            Source::Unknown(start) => {
                start.extend(bytes);
                self.recognise();
            }
            Source::Mailbox(splitter) => splitter.push(bytes),
            Source::Whole { bytes: whole, limit, .. } => {
                // One byte more than there may be says that it is too long.
                let room = (*limit + 1).saturating_sub(whole.len());
                whole.extend(bytes.iter().take(room));
            }
            Source::Read => {}
        }
    }

    /// Says that there are no more bytes.
    pub fn close(&mut self) {
        self.is_closed = true;
        self.recognise();
        if let Source::Mailbox(splitter) = &mut self.source {
            splitter.close();
        }
    }

    /// Reads the next message, if it has come in. It takes time in proportion to that message, or to
    /// the saved board.
    pub fn step(&mut self) -> Reads {
        let part = match &mut self.source {
            Source::Mailbox(splitter) => splitter.next_part(),
            Source::Whole { bytes, limit, is_board } if self.is_closed => {
                let (bytes, is_board) = (std::mem::take(bytes), *is_board);
                let is_too_long = bytes.len() > *limit;
                self.source = Source::Read;
                if is_board && !is_too_long {
                    self.read_board(&bytes);
                    return Reads::Message;
                }
                Some(Part { bytes: (!is_too_long).then_some(bytes), delivered_at: None })
            }
            Source::Unknown(_) | Source::Whole { .. } | Source::Read => None,
        };
        let Some(Part { bytes, delivered_at }) = part else { return Reads::Nothing };
        self.count += 1;
        let reader = self.reader();
        match bytes {
            Some(bytes) if self.count == 1 && self.is_closed && bytes.is_empty() => {
                let received = reader.trouble(Trouble::EmptyFile, None);
                self.received.push(received);
            }
            Some(bytes) => {
                let mut received = reader.read(&bytes, delivered_at);
                self.received.append(&mut received);
            }
            None => {
                let received = reader.trouble(Trouble::TooLong, delivered_at);
                self.received.push(received);
            }
        }
        Reads::Message
    }

    /// How many bytes of the file have been looked at: all of them once it is read to its end.
    pub fn bytes_read(&self) -> u64 {
        match &self.source {
            Source::Mailbox(splitter) => splitter.bytes_read(),
            Source::Unknown(_) | Source::Whole { .. } => 0,
            Source::Read => self.length,
        }
    }

    /// How many messages have been read.
    pub fn messages_read(&self) -> usize {
        self.received.len() + self.saved.messages().len()
    }

    /// What was read.
    pub fn finish(self) -> Collection {
        let mut collection = self.saved;
        collection.merge(Collection::of_file(self.received));
        collection
    }

    /// Finds out what kind of file it is, as soon as enough of it came in.
    fn recognise(&mut self) {
        /// The lines above the first message of a mailbox are shorter.
        const ENOUGH: usize = 2_000;
        let Source::Unknown(start) = &mut self.source else { return };
        let begins_object = |bytes: &[u8]| {
            let inside = without_mark(bytes).trim_ascii_start().strip_prefix(b"{");
            inside.is_some_and(|rest| matches!(rest.trim_ascii_start(), [b'"' | b'}', ..]))
        };
        if start.len() < ENOUGH && !self.is_closed {
            return;
        }
        let start = std::mem::take(start);
        let has_name_of_mailbox = || {
            let extension = self.name.rsplit('.').next().unwrap_or_default();
            extension.eq_ignore_ascii_case("mbox") && !start.trim_ascii().is_empty()
        };
        self.source = if begins_object(&start) {
            Source::Whole { bytes: Vec::new(), limit: LONGEST_BOARD, is_board: true }
        } else if is_mailbox(&start) || has_name_of_mailbox() {
            Source::Mailbox(Splitter::default())
        } else {
            Source::Whole { bytes: Vec::new(), limit: LONGEST_MESSAGE, is_board: false }
        };
        self.take(&start);
    }

    fn read_board(&mut self, bytes: &[u8]) {
        let text = String::from_utf8_lossy(without_mark(bytes));
        let trouble = match saved::decode(&text, &self.edition) {
            Ok(collection) => {
                self.saved = collection;
                return;
            }
            Err(NoBoard::Foreign) => match stored::decode(&text) {
                Ok(_) | Err(stored::DecodeError::Newer { .. }) => {
                    Trouble::NoText(Unreadable::Backup)
                }
                Err(_) => Trouble::DamagedBoard,
            },
            Err(NoBoard::Damaged) => Trouble::DamagedBoard,
            Err(NoBoard::Newer { .. }) => Trouble::NewerBoard,
            Err(NoBoard::OtherEdition) => Trouble::OtherEdition,
        };
        self.count += 1;
        let received = self.reader().trouble(trouble, None);
        self.received.push(received);
    }

    fn reader(&self) -> Reader<'_> {
        let Self { name: file, count: number, decode, compose, .. } = self;
        Reader { file, number: *number, decode: *decode, compose: *compose }
    }
}
