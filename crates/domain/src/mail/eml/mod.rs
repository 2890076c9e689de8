//! A message as a file, as mail programs keep and open it (RFC 5322, MIME).
//!
//! [`Message::eml`](super::Message::eml) writes one that opens as a draft; `Entity` and `Finder` find
//! the text in one that any mail program wrote, for [`read`](super::read()).

mod charset;
mod entity;
mod find;
mod flowed;
mod header;
mod html;
mod mail_date;
#[cfg(test)]
mod oracle;
#[cfg(test)]
mod tests;
mod transfer;
mod write;

pub use charset::Decode;
pub(crate) use charset::without_mark;
pub(super) use charset::{decoded, is_utf_16, utf_16};
pub(super) use entity::Entity;
pub(super) use find::{Finder, html_text, marks};
pub use header::Header;
pub(super) use html::character;
pub(crate) use mail_date::{is_weekday, milliseconds};
pub(super) use transfer::{quoted_printable, with_line_feeds};
