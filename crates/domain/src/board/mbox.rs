//! Taking a mailbox apart (RFC 4155).
//!
//! Above each message stands a line that begins with `From `, with an address and a date; below it
//! an empty line. Lines of messages that begin so have a `>` before them, or, in what some programs
//! write, one more `>` than they had; or nothing, so that a line is taken for the start of a message
//! only where it has the form of one.

use std::mem;

use crate::mail::eml::{is_weekday, milliseconds, without_mark};

/// The longest message that is taken out of a mailbox, in bytes. Mail servers refuse longer ones.
pub const LONGEST_MESSAGE: usize = 64 << 20;

/// One message of a mailbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The message, as it was before it was put there; `None` if it is longer than
    /// [`LONGEST_MESSAGE`].
    pub bytes: Option<Vec<u8>>,
    /// When it was delivered, by the line above it: milliseconds since 1970 (Unix time).
    pub delivered_at: Option<u64>,
}

/// Takes a mailbox apart, as its bytes come in. It holds what came in since the last message, and no
/// message that is longer than [`LONGEST_MESSAGE`].
///
/// Where what comes in does not begin as a mailbox does, that is a part too: the rest of a message
/// whose start is missing.
#[derive(Debug, Default)]
pub struct Splitter {
    buffer: Vec<u8>,
    /// Where the current message begins in it.
    start: usize,
    /// Where the line begins that is looked at next.
    line: usize,
    /// No line end stands before this.
    searched: usize,
    /// How many bytes came before the buffer.
    forgotten: u64,
    /// When the current message was delivered.
    delivered_at: Option<u64>,
    /// Whether a line stood above it.
    has_envelope: bool,
    /// Whether the line above is not an empty one.
    is_within_text: bool,
    /// Whether the current message has become too long, and its start is gone.
    is_too_long: bool,
    is_closed: bool,
    longest: Longest,
}

/// [`LONGEST_MESSAGE`], but in tests.
#[derive(Debug)]
struct Longest(usize);

impl Default for Longest {
    fn default() -> Self {
        Self(LONGEST_MESSAGE)
    }
}

impl Splitter {
    /// Takes in the next bytes.
    pub fn push(&mut self, bytes: &[u8]) {
        self.forget(self.start);
        self.buffer.extend(bytes);
    }

    /// Says that there are no more bytes.
    pub fn close(&mut self) {
        self.is_closed = true;
    }

    /// How many bytes have been looked at.
    pub fn bytes_read(&self) -> u64 {
        self.forgotten + u64::try_from(self.line).unwrap_or_default()
    }

    /// The next message; `None` when more bytes are needed, or none is left.
    pub fn next_part(&mut self) -> Option<Part> {
        loop {
            let Some(end) = self.line_end() else {
                if self.is_closed {
                    self.line = self.buffer.len();
                    return self.part(self.line, None);
                }
                if self.buffer.len() - self.start > self.longest.0 {
                    self.line = self.buffer.len();
                    self.is_within_text = true;
                    self.cut();
                }
                return None;
            };
            let line = self.buffer.get(self.line..end).unwrap_or_default();
            let envelope = match envelope(line) {
                Some(envelope) => {
                    let below = self.buffer.get(end..).unwrap_or_default();
                    if !self.is_closed && below.len() < LONGEST_NAME && !below.contains(&b'\n') {
                        // This line is looked at again.
                        self.searched = self.line;
                        return None;
                    }
                    let has_header = begins_field(below);
                    let is_start = match envelope {
                        Envelope::Bare => !self.is_within_text && has_header,
                        Envelope::Dated(_) => !self.is_within_text || has_header,
                    };
                    is_start.then_some(envelope)
                }
                None => None,
            };
            self.is_within_text = envelope.is_none() && !line.trim_ascii().is_empty();
            let begin = mem::replace(&mut self.line, end);
            if envelope.is_some()
                && let Some(part) = self.part(begin, envelope)
            {
                return Some(part);
            }
            if self.line - self.start > self.longest.0 {
                self.cut();
            }
        }
    }

    /// Drops what there is of a message that is too long.
    fn cut(&mut self) {
        self.is_too_long = true;
        self.start = self.line;
    }

    /// Where the line ends that is looked at.
    fn line_end(&mut self) -> Option<usize> {
        let from = self.searched.max(self.line);
        let found = self.buffer.get(from..)?.iter().position(|byte| *byte == b'\n');
        self.searched = found.map_or(self.buffer.len(), |at| from + at + 1);
        found.map(|_| self.searched)
    }

    /// The message that ends here, if there is one; the next one begins behind the line that was
    /// looked at.
    fn part(&mut self, end: usize, next: Option<Envelope>) -> Option<Part> {
        let bytes = self.buffer.get(self.start..end).unwrap_or_default();
        let is_there = self.has_envelope || self.is_too_long || !bytes.trim_ascii().is_empty();
        let bytes = (!self.is_too_long).then(|| unquoted(without_last_line(bytes)));
        let part = Part { bytes, delivered_at: self.delivered_at };
        self.start = self.line;
        self.is_too_long = false;
        self.has_envelope = next.is_some();
        self.delivered_at = match next {
            Some(Envelope::Dated(at)) => Some(at),
            Some(Envelope::Bare) | None => None,
        };
        is_there.then_some(part)
    }

    /// Drops what stands in the buffer before this.
    fn forget(&mut self, end: usize) {
        if end > 0 {
            self.buffer.drain(..end);
            self.start -= end;
            self.line -= end;
            self.searched = self.searched.saturating_sub(end);
            self.forgotten += u64::try_from(end).unwrap_or_default();
        }
    }
}

/// A line that stands above a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Envelope {
    /// With an address and a date: milliseconds since 1970 (Unix time).
    Dated(u64),
    /// `From ` alone, as Thunderbird writes it, or `From -`.
    Bare,
}

/// What a line is that may stand above a message: `From `, an address, and a date.
fn envelope(line: &[u8]) -> Option<Envelope> {
    /// No such line is longer.
    const LONGEST: usize = 500;
    let rest = without_mark(line).strip_prefix(b"From ").filter(|rest| rest.len() < LONGEST)?;
    let rest = str::from_utf8(rest).ok()?.trim();
    if matches!(rest, "" | "-") {
        return Some(Envelope::Bare);
    }
    // Uucp's hops.
    let rest = rest.split(" remote from ").next().unwrap_or_default();
    let words: Vec<&str> = rest.split_ascii_whitespace().collect();
    let day = words.iter().position(|word| is_weekday(word))?;
    let (address, date) = words.split_at(day);
    let is_address = match address {
        // Of what has no sender, there is the name of a program, or `-`.
        [_] => true,
        // Archives of lists.
        [_, "at", _] => true,
        [.., last] => last.contains('@') && address.len() < 5,
        [] => false,
    };
    milliseconds(&date.join(" ")).filter(|_| is_address).map(Envelope::Dated)
}

/// Names of fields are shorter than this.
const LONGEST_NAME: usize = 100;

/// Whether a field stands here (RFC 5322 §2.2): a name and a colon.
fn begins_field(bytes: &[u8]) -> bool {
    let name = bytes.iter().take(LONGEST_NAME).position(|byte| *byte == b':');
    let name = name.and_then(|end| bytes.get(..end)).unwrap_or_default();
    !name.is_empty() && name.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-')
}

/// Whether a file begins as a mailbox does.
pub(super) fn is_mailbox(start: &[u8]) -> bool {
    let start = without_mark(start).trim_ascii_start();
    let mut lines = start.splitn(2, |byte| *byte == b'\n');
    match lines.next().and_then(envelope) {
        Some(Envelope::Dated(_)) => true,
        Some(Envelope::Bare) => lines.next().is_some_and(begins_field),
        None => false,
    }
}

/// The message without the empty line below it.
fn without_last_line(message: &[u8]) -> &[u8] {
    [&b"\r\n\r\n"[..], b"\n\n"]
        .iter()
        .find(|end| message.ends_with(end))
        .and_then(|end| message.get(..message.len() - end.len() / 2))
        .unwrap_or(message)
}

/// Takes one `>` away before each line that would begin with `From ` without any.
fn unquoted(message: &[u8]) -> Vec<u8> {
    let mut text = Vec::with_capacity(message.len());
    for line in message.split_inclusive(|byte| *byte == b'\n') {
        let said = line.iter().position(|byte| *byte != b'>').unwrap_or_default();
        let is_quoted = said > 0 && line.get(said..).is_some_and(|it| it.starts_with(b"From "));
        text.extend(line.get(usize::from(is_quoted)..).unwrap_or_default());
    }
    text
}
