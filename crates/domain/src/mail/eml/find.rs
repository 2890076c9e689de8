//! Finding the text in a message that any mail program wrote.

use super::charset::{Decode, decoded};
use super::entity::Entity;
use super::flowed;
use super::html::{self, Blanks, STRUCK};
use super::transfer::with_line_feeds;
use crate::mail::grammar::{OPENING, UPDATE_OPENING, opened_line, strip_words};
use crate::mail::read::{ReadableText, Unreadable, Wrapping};
use crate::text::is_blank;

/// Parts within parts that are looked into. Each forwarding of a forwarded message adds two.
const DEEPEST: usize = 24;

/// Looks for text in the parts of a message.
pub(in crate::mail) struct Finder {
    decode: Decode,
    /// Whether texts that are attached count.
    with_attachments: bool,
    /// Whether there are any.
    has_attachments: bool,
    /// Whether messages that are attached are taken out, and not looked into.
    takes_out_messages: bool,
    /// Those that were.
    pub(in crate::mail) messages: Vec<Vec<u8>>,
    /// What was met and cannot be opened.
    pub(in crate::mail) obstacle: Option<Unreadable>,
}

impl Finder {
    pub(in crate::mail) fn new(decode: Decode) -> Self {
        Self {
            decode,
            with_attachments: false,
            has_attachments: false,
            takes_out_messages: false,
            messages: Vec::new(),
            obstacle: None,
        }
    }

    /// The same, for what is in a message but not in those that are attached to it.
    pub(in crate::mail) fn taking_out_messages(decode: Decode) -> Self {
        Self { takes_out_messages: true, ..Self::new(decode) }
    }

    /// The text of a message. One that is attached counts where no other one holds a participation.
    pub(in crate::mail) fn find(&mut self, message: &Entity) -> Option<ReadableText> {
        let found = self.text(message, DEEPEST);
        if !self.has_attachments || found.as_ref().is_some_and(|found| marks(&found.text) > 0) {
            return found;
        }
        self.with_attachments = true;
        self.messages.clear();
        let all = self.text(message, DEEPEST);
        all.filter(|all| found.is_none() || marks(&all.text) > 0).or(found)
    }

    fn text(&mut self, entity: &Entity, depth: usize) -> Option<ReadableText> {
        let depth = depth.checked_sub(1)?;
        let kind = entity.media_type();
        if kind == "multipart/encrypted" {
            return self.give_up(Unreadable::Encrypted);
        }
        if kind.starts_with("multipart/") {
            let parts = entity.parts().into_iter();
            // RFC 2046 §5.1.5
            let is_digest = kind == "multipart/digest";
            let texts = parts.filter_map(|part| {
                let entity = Entity::part(part);
                let has_header =
                    entity.has_type() && !part.starts_with(b"\n") && !part.starts_with(b"\r\n");
                if is_digest && !has_header {
                    self.message(part.to_owned(), depth)
                } else {
                    self.text(&entity, depth)
                }
            });
            return if kind == "multipart/alternative" {
                texts.reduce(better)
            } else {
                texts.reduce(|one, other| joined(one, &other))
            };
        }
        let name = entity.file_name();
        let extension = name.rsplit('.').next().unwrap_or_default();
        // Programs give what they do not know a type that says nothing.
        let is_unknown = kind == "application/octet-stream";
        let is = |names: &[&str]| is_unknown && names.contains(&extension);
        let is_message = matches!(&*kind, "message/rfc822" | "message/global") || is(&["eml"]);
        let is_html = matches!(&*kind, "text/html" | "application/xhtml+xml");
        if is_message {
            return self.message(entity.decoded_body()?, depth);
        }
        if kind == "text/plain" || is_html || is(&["txt"]) {
            let is_attached = entity.is_attachment() || is_unknown;
            self.has_attachments |= is_attached;
            return if is_attached && !self.with_attachments {
                None
            } else {
                self.leaf(entity, is_html)
            };
        }
        match &*kind {
            "application/pkcs7-mime" | "application/x-pkcs7-mime" => {
                self.give_up(Unreadable::Smime)
            }
            "application/ms-tnef" | "application/vnd.ms-tnef" => self.give_up(Unreadable::Tnef),
            "application/vnd.ms-outlook" => self.give_up(Unreadable::Outlook),
            "application/pgp-encrypted" => self.give_up(Unreadable::Encrypted),
            _ if is(&["p7m"]) => self.give_up(Unreadable::Smime),
            _ if is(&["msg"]) => self.give_up(Unreadable::Outlook),
            _ if name == "winmail.dat" => self.give_up(Unreadable::Tnef),
            _ => None,
        }
    }

    /// The text of a message that is attached.
    fn message(&mut self, bytes: Vec<u8>, depth: usize) -> Option<ReadableText> {
        if self.takes_out_messages {
            self.messages.push(bytes);
            return None;
        }
        let message = Entity::message(&bytes, false).unwrap_or_else(|| Entity::part(&bytes));
        self.text(&message, depth)
    }

    /// The text of a part that is one.
    fn leaf(&mut self, entity: &Entity, is_html: bool) -> Option<ReadableText> {
        let charset = entity.parameter("charset").unwrap_or_default();
        let bytes = entity.decoded_body()?;
        // Some programs quote it otherwise, or lack the `;` behind it.
        let charset =
            charset.trim_start_matches('\'').split([' ', '\'']).next().unwrap_or_default();
        let Some(text) = decoded(&bytes, charset, self.decode) else {
            return self.give_up(Unreadable::UnknownLetters);
        };
        let text = with_line_feeds(&text);
        let is = |name: &str, value: &str| {
            entity.parameter(name).is_some_and(|found| found.eq_ignore_ascii_case(value))
        };
        let found = if is_html {
            html_text(&text)
        } else if is("format", "flowed") {
            let text = flowed::unbroken(&text, is("delsp", "yes"));
            ReadableText { text, wrapping: Wrapping::Fixed }
        } else {
            ReadableText { text, wrapping: Wrapping::Unknown }
        };
        Some(found).filter(|found| !is_blank(&found.text))
    }

    fn give_up(&mut self, obstacle: Unreadable) -> Option<ReadableText> {
        self.obstacle.get_or_insert(obstacle);
        None
    }
}

/// The text of HTML. Where a style sheet keeps the line ends, whose rules nobody reads here, all of it
/// would be one line.
pub(in crate::mail) fn html_text(html: &str) -> ReadableText {
    let mut text = html::to_text(html, Blanks::Collapsed);
    if html.contains("white-space") && marks(&text) <= 1 {
        let kept = html::to_text(html, Blanks::Kept);
        if marks(&kept) > marks(&text) {
            text = kept;
        }
    }
    ReadableText { text, wrapping: Wrapping::Html }
}

/// How many lines of a text begin an entry, or a participation.
pub(in crate::mail) fn marks(text: &str) -> usize {
    let begins = |line: &&str| {
        let said = line.trim_start_matches(|c: char| c == '>' || c.is_whitespace());
        opened_line(said).is_some()
            || strip_words(said, OPENING).is_some()
            || strip_words(said, UPDATE_OPENING).is_some()
    };
    text.lines().filter(begins).count()
}

/// The alternative that says more, and the plain one of two that say the same. Some programs leave
/// the plain one empty, or put all of it on one line. None says in it what is struck through.
fn better(one: ReadableText, other: ReadableText) -> ReadableText {
    let is_html = |text: &ReadableText| text.wrapping == Wrapping::Html;
    let rank = |text: &ReadableText| {
        let marks = marks(&text.text);
        (is_html(text) && marks > 0 && has_struck(&text.text), marks, !is_html(text))
    };
    if rank(&other) > rank(&one) { other } else { one }
}

/// Whether words of what was HTML are struck through.
fn has_struck(text: &str) -> bool {
    text.lines().any(|line| {
        let said = line.trim_start_matches(['>', ' ']);
        said.len() > STRUCK.len() && said.starts_with(STRUCK) && said.ends_with(STRUCK)
    })
}

/// What one part says, and then another one.
fn joined(mut one: ReadableText, other: &ReadableText) -> ReadableText {
    if one.wrapping != other.wrapping && marks(&other.text) > marks(&one.text) {
        one.wrapping = other.wrapping;
    }
    one.text.push_str("\n\n");
    one.text.push_str(&other.text);
    one
}
