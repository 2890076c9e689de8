//! What was pasted, chosen or dropped, and the text in it: one way in for all of them.
//!
//! A text is either found whole, or refused with what stands in the way. The source of a message is
//! never taken for its text, whatever cannot be read in it.

use serde::{Deserialize, Serialize};

use super::eml::{
    Decode, Entity, Finder, Header, decoded, html_text, is_utf_16, marks, quoted_printable, utf_16,
    with_line_feeds, without_mark,
};
use super::parse::{Reading, parse};

/// The most that a text may have, in bytes: no participation is as long. The file that it comes in
/// may be larger.
pub const LONGEST_TEXT: usize = 1_000_000;

/// What somebody gives to read.
#[derive(Clone, Copy, Debug)]
pub enum Input<'a> {
    /// A text that was typed or pasted.
    Pasted(&'a str),
    /// What is in a file that was chosen or dropped.
    File(&'a [u8]),
}

/// Where the line ends of a text come from, and so what they mean.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Wrapping {
    /// Nobody says: the text was pasted, or comes from a plain part that does not declare
    /// `format=flowed`. A line may be the rest of one that some program broke.
    #[default]
    Unknown,
    /// The part declared `format=flowed` (RFC 3676), and its lines are whole again: those that are
    /// left were written so. What stands quoted may have been broken before it was quoted.
    Fixed,
    /// The text was HTML. `<br>`, and blocks without margins (`<div>`, `<li>`, `<tr>`), end a line;
    /// blocks with margins (`<p>`, lists, headings, `<pre>`, quotations) have an empty line around
    /// them. Nobody breaks lines of HTML for their length, but some programs make one block or one
    /// `<br>` of each line of a plain text that was wrapped before, or keep it in a `<pre>`.
    Html,
}

/// A text that can be parsed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadableText {
    /// The text; its lines end with `\n`.
    pub text: String,
    /// Where its line ends come from.
    pub wrapping: Wrapping,
}

/// Why there is no text to be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Unreadable {
    /// A message in Outlook's own format (`.msg`), or what is attached as one.
    Outlook,
    /// A message in S/MIME's envelope (`application/pkcs7-mime`): encrypted, or signed so that
    /// programs that do not know the format cannot read it.
    Smime,
    /// A message in Outlook's envelope (`winmail.dat`, TNEF).
    Tnef,
    /// A message that PGP has encrypted.
    Encrypted,
    /// A backup of this app, which is restored and not read.
    Backup,
    /// Something that is no text: a picture, a PDF, an archive.
    NotText,
    /// A text of more than [`LONGEST_TEXT`].
    TooLong,
    /// A message in which nothing can be read: it has only attachments, or is damaged.
    Empty,
    /// A text in an encoding that nobody knows. Other letters than those that were meant would be
    /// read.
    UnknownLetters,
}

/// Finds the text in what was given.
///
/// It takes time in proportion to the input. `decode` is asked for rare character encodings.
///
/// # Errors
/// What stands in the way.
pub fn read(input: Input, decode: Decode) -> Result<ReadableText, Unreadable> {
    find(input, &mut Finder::new(decode), decode, &mut Vec::new())
}

/// What was given, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// What its header says about it; empty for what has none.
    pub header: Header,
    /// Its text, without those of the messages that are attached.
    pub text: Result<ReadableText, Unreadable>,
    /// The messages that are attached to it, each as a file would have it.
    pub messages: Vec<Vec<u8>>,
}

/// Takes apart what was given: like [`read`](read()), but for messages that are attached, which are messages
/// of their own here.
pub fn open(input: Input, decode: Decode) -> Opened {
    let (mut finder, mut header) = (Finder::taking_out_messages(decode), Vec::new());
    let text = find(input, &mut finder, decode, &mut header);
    Opened { header: Header::read(&header, decode), text, messages: finder.messages }
}

/// Finds the text in what was given, and the lines of its header.
fn find(
    input: Input,
    finder: &mut Finder,
    decode: Decode,
    header: &mut Vec<u8>,
) -> Result<ReadableText, Unreadable> {
    let (bytes, is_pasted) = match input {
        Input::Pasted(text) => (text.as_bytes(), true),
        Input::File(bytes) => (bytes, false),
    };
    if let Some(container) = container(bytes) {
        return Err(container);
    }
    // Before anything else, since a header in UTF-16 is none.
    let narrow = is_utf_16(bytes).then(|| utf_16(bytes));
    let bytes = without_mark(narrow.as_deref().map_or(bytes, str::as_bytes));
    let mut obstacle = None;
    let mut found = if let Some(message) = Entity::message(bytes, is_pasted) {
        message.header.clone_into(header);
        let mut found = finder.find(&message);
        obstacle = finder.obstacle;
        if let Some(found) = &mut found
            && !message.above.is_empty()
        {
            let above = with_line_feeds(&String::from_utf8_lossy(message.above));
            found.text = format!("{}\n\n{}", above.trim(), found.text);
        }
        found.ok_or(obstacle.unwrap_or(Unreadable::Empty))?
    } else {
        let start = bytes.trim_ascii_start();
        if let Some(rest) = start.strip_prefix(b"{")
            && rest.trim_ascii_start().starts_with(b"\"")
        {
            return Err(Unreadable::Backup);
        }
        if !is_pasted && is_binary(bytes) {
            return Err(Unreadable::NotText);
        }
        let text = with_line_feeds(&decoded(bytes, "", decode).unwrap_or_default());
        let is = |name: &[u8]| {
            start.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
        };
        if is(b"<html") || is(b"<!doctype html") {
            html_text(&text)
        } else {
            ReadableText { text, wrapping: Wrapping::Unknown }
        }
    };
    if let Some(text) = without_second_encoding(&found.text, decode) {
        found.text = text;
    }
    if found.text.contains("-----BEGIN PGP MESSAGE-----") {
        obstacle = obstacle.or(Some(Unreadable::Encrypted));
    }
    match obstacle {
        // A list's footer says nothing of what it is added to.
        Some(obstacle) if marks(&found.text) == 0 => Err(obstacle),
        _ if found.text.len() > LONGEST_TEXT => Err(Unreadable::TooLong),
        _ => Ok(found),
    }
}

/// Finds the text in what was given, and what it says.
///
/// `compose` is [`parse`]'s.
///
/// # Errors
/// What stands in the way of a text.
pub fn import(
    input: Input,
    decode: Decode,
    compose: fn(&str) -> String,
) -> Result<Reading, Unreadable> {
    let ReadableText { text, wrapping } = read(input, decode)?;
    Ok(parse(&text, wrapping, compose))
}

/// The envelope that a file is, by its first bytes.
fn container(bytes: &[u8]) -> Option<Unreadable> {
    /// The beginning of the object identifiers of what S/MIME puts into an envelope (RFC 5652 §4).
    const PKCS_7: &[u8] = b"\x2a\x86\x48\x86\xf7\x0d\x01\x07";
    /// How far into an envelope its identifier may be.
    const START: usize = 32;
    match bytes {
        // Office's files of the years before 2007 begin so; of them, mail programs write this one.
        [0xd0, 0xcf, 0x11, 0xe0, ..] => Some(Unreadable::Outlook),
        [0x78, 0x9f, 0x3e, 0x22, ..] => Some(Unreadable::Tnef),
        [0x30, rest @ ..] => {
            let mut windows = rest.windows(PKCS_7.len()).take(START);
            windows.any(|window| window == PKCS_7).then_some(Unreadable::Smime)
        }
        _ => None,
    }
}

/// Whether a file is no text, by its first bytes: pictures, archives and programs have some that no
/// text has, and some kinds of document name themselves.
fn is_binary(bytes: &[u8]) -> bool {
    const START: usize = 1_000;
    bytes.iter().take(START).any(|byte| *byte < 9)
        || bytes.starts_with(b"%PDF-")
        || bytes.starts_with(b"{\\rtf")
}

/// The text, if it is still quoted-printable: it was encoded twice, or is the body of a message's
/// source alone. No other text has its accents so and none besides, or our own words.
fn without_second_encoding(text: &str, decode: Decode) -> Option<String> {
    let is_accent = |window: &[u8]| match window {
        // « dépôt » and « bientôt » in windows-1252, and any two bytes in UTF-8.
        [b'=', b'F' | b'f', b'4', b't', ..] => true,
        [b'=', b'C' | b'E' | b'c' | b'e', a, b'=', b'8'..=b'9' | b'A' | b'B' | b'a' | b'b', b] => {
            a.is_ascii_hexdigit() && b.is_ascii_hexdigit()
        }
        _ => false,
    };
    let has_our_words =
        ["D=C3=A9p=C3=B4t", "Pr=C3=A9sence", "bient=C3=B4t"].iter().any(|word| text.contains(word));
    let is_encoded = has_our_words || text.is_ascii() && text.as_bytes().windows(6).any(is_accent);
    is_encoded.then(|| decoded(&quoted_printable(text.as_bytes()), "", decode))?
}
