//! What the header of a message says about it (RFC 5322 §3.6).

use serde::{Deserialize, Serialize};

/// Who has sent a message, when, and under which subject.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// The name of who has sent it, as their mail program writes it; may be empty.
    pub from_name: String,
    /// The address that it was sent from, as it is written; may be empty.
    pub from_address: String,
    /// Its subject, on one line; may be empty.
    pub subject: String,
    /// When it was sent: milliseconds since 1970 (Unix time). Without a date of its own, when it was
    /// delivered, if the mailbox says so.
    pub sent_at: Option<u64>,
    /// Its identifier (`Message-ID`), without the angle brackets; may be empty.
    pub message_id: String,
}
