//! A message as a file, as mail programs keep and open it (RFC 5322, MIME).
//!
//! [`Message::eml`](super::Message::eml) writes one that opens as a draft; [`text_of`] finds the text
//! in one that any mail program wrote.

mod html;
mod read;
#[cfg(test)]
mod tests;
mod transfer;
mod write;

pub(super) use html::character;
pub use read::{Decode, text_of};
