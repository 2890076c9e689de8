//! A participation as the e-mail that the organisers receive.
//!
//! [`compose`] turns a [`Participation`](crate::Participation) into a [`Message`]; the message's
//! text follows a [`grammar`] that people like to read and that [`parse`] reads back, whatever mail
//! programs have made of it; [`compose_update`] says what changed since another message.
//!
//! [`Message::mailto`] is the link that opens it in the visitor's own mail program. Where that link
//! would be too long to be safe, [`Message::shortened`] is the message for another one;
//! [`Message::eml`] is a file to open as a draft.

mod body;
pub(crate) mod compose;
#[cfg(test)]
mod corpus;
pub mod eml;
#[cfg(test)]
mod faults;
pub mod grammar;
mod hex;
mod mailto;
mod parse;
mod read;
mod short;
mod update;

pub use compose::{Message, compose, entries};
pub use mailto::SAFE_LENGTH;
#[cfg(any(test, feature = "samples"))]
pub(crate) use parse::mangling::Mangling;
pub use parse::{Doubt, DoubtKind, Reading, parse};
pub use read::{
    Input, LONGEST_TEXT, Opened, ReadableText, Unreadable, Wrapping, import, open, read,
};
pub use update::{Changes, changes, compose_update};
