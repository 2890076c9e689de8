//! Taking a mailbox apart (RFC 4155).

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

/// Takes a mailbox apart, as its bytes come in.
#[derive(Debug, Default)]
pub struct Splitter {
    buffer: Vec<u8>,
}

impl Splitter {
    /// Takes in the next bytes.
    pub fn push(&mut self, bytes: &[u8]) {
        self.buffer.extend(bytes);
    }

    /// Says that there are no more bytes.
    pub fn close(&mut self) {}

    /// The next message; `None` when more bytes are needed, or none is left.
    pub fn next_part(&mut self) -> Option<Part> {
        None
    }
}
