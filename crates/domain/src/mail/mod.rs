//! A participation as the e-mail that the organisers receive.
//!
//! [`compose`] turns a [`Participation`](crate::Participation) into a [`Message`]; the message's
//! text follows a [`grammar`] that people like to read and that a program can read back; and
//! [`Message::mailto`] is the link that opens it in the visitor's own mail program. Where
//! that link would be too long to be safe, [`Message::shortened`] is the message for another one.

mod compose;
pub mod grammar;
mod mailto;
mod short;

pub use compose::{Message, compose};
pub use mailto::SAFE_LENGTH;
