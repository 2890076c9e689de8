//! Finding the text in a file that any mail program wrote.

use super::html;
use super::transfer::{base64, quoted_printable, without_line_end};

/// Decodes bytes in the character encoding of a name (Encoding Standard, « label »); `None` for
/// unknown ones. Every browser knows all that mail has; here, that would be tables.
pub type Decode = fn(&[u8], &str) -> Option<String>;

/// Multiparts within multiparts that are looked into.
const DEEPEST: usize = 8;

/// The text of the message in a file, as best as it can be had.
///
/// Of alternatives the plain one is taken, HTML is turned into text, and what was forwarded follows
/// what was written. A file that is no e-mail is a text itself. Nothing fails, and it takes time in
/// proportion to the file.
pub fn text_of(file: &[u8], decode: Decode) -> String {
    let text = match file {
        [0xff, 0xfe, ..] => decode(file, "utf-16le").unwrap_or_default(),
        [0xfe, 0xff, ..] => decode(file, "utf-16be").unwrap_or_default(),
        [0xef, 0xbb, 0xbf, file @ ..] | file => {
            let entity = Entity::parse(file, decode);
            let found = if entity.is_message { entity.text(decode, DEEPEST) } else { None };
            found.map_or_else(|| decoded(file, "", decode), |found| found.text)
        }
    };
    text.replace("\r\n", "\n")
}

/// A text that was found, and what it was.
struct Found {
    text: String,
    is_html: bool,
}

/// A message, or a part of one: what its header says, and its body (RFC 2046 §5.1).
struct Entity<'a> {
    /// Whether the header has a field that only messages have.
    is_message: bool,
    content_type: String,
    transfer_encoding: String,
    disposition: String,
    body: &'a [u8],
}

impl<'a> Entity<'a> {
    fn parse(bytes: &'a [u8], decode: Decode) -> Self {
        let mut entity = Self {
            is_message: false,
            content_type: String::new(),
            transfer_encoding: String::new(),
            disposition: String::new(),
            body: bytes,
        };
        let mut field = String::new();
        while !entity.body.is_empty() {
            let (line, after) = split_line(entity.body);
            let text = decoded(line, "", decode);
            if !text.starts_with([' ', '\t']) {
                entity.take_field(&field);
                field.clear();
            }
            field.push_str(&text);
            if line.is_empty() {
                entity.body = after;
                return entity;
            }
            // A line of a mailbox may be above, and a body may lack the empty line above it.
            if !field.contains(':') && !field.starts_with("From ") {
                return entity;
            }
            entity.body = after;
        }
        entity.take_field(&field);
        entity
    }

    fn take_field(&mut self, field: &str) {
        let Some((name, value)) = field.split_once(':') else { return };
        let place = match name.to_ascii_lowercase().as_str() {
            "content-type" => &mut self.content_type,
            "content-transfer-encoding" => &mut self.transfer_encoding,
            "content-disposition" => &mut self.disposition,
            "from" | "to" | "subject" | "date" | "received" => {
                self.is_message = true;
                return;
            }
            _ => return,
        };
        self.is_message = true;
        value.trim_start().clone_into(place);
    }

    fn text(&self, decode: Decode, depth: usize) -> Option<Found> {
        let depth = depth.checked_sub(1)?;
        let is = |start: &str| starts_with(&self.content_type, start);
        if is("multipart/") {
            let boundary = parameter(&self.content_type, "boundary")?;
            let parts = parts(self.body, boundary.as_bytes()).into_iter();
            let texts = parts.filter_map(|part| Self::parse(part, decode).text(decode, depth));
            return if is("multipart/alternative") { first_plain(texts) } else { all_of(texts) };
        }
        let bytes = if starts_with(&self.transfer_encoding, "base64") {
            base64(self.body)
        } else if starts_with(&self.transfer_encoding, "quoted-printable") {
            quoted_printable(self.body)
        } else {
            self.body.to_owned()
        };
        if is("message/rfc822") {
            return Entity::parse(&bytes, decode).text(decode, depth);
        }
        let is_text = self.content_type.is_empty() || is("text/");
        if !is_text || starts_with(&self.disposition, "attachment") {
            return None;
        }
        let charset = parameter(&self.content_type, "charset").unwrap_or_default();
        let text = decoded(&bytes, &charset, decode);
        let is_html = is("text/html");
        Some(Found { text: if is_html { html::to_text(&text) } else { text }, is_html })
    }
}

fn first_plain(texts: impl Iterator<Item = Found>) -> Option<Found> {
    let mut best: Option<Found> = None;
    for found in texts {
        if !found.is_html {
            return Some(found);
        }
        best = best.or(Some(found));
    }
    best
}

fn all_of(texts: impl Iterator<Item = Found>) -> Option<Found> {
    texts.reduce(|mut all, found| {
        all.text.push_str("\n\n");
        all.text.push_str(&found.text);
        all
    })
}

/// The parts of a multipart body, between lines of the boundary (RFC 2046 §5.1.1); the last one may
/// lack its end.
fn parts<'a>(body: &'a [u8], boundary: &[u8]) -> Vec<&'a [u8]> {
    let mut parts = Vec::new();
    let mut part: Option<&[u8]> = None;
    let mut rest = body;
    while !rest.is_empty() {
        let (line, after) = split_line(rest);
        let end = line.strip_prefix(b"--").and_then(|line| line.strip_prefix(boundary));
        if let Some(end) = end.map(<[u8]>::trim_ascii_end)
            && (end.is_empty() || end == b"--")
        {
            parts.extend(part.and_then(|part| part.get(..part.len() - rest.len())));
            part = end.is_empty().then_some(after);
            if part.is_none() {
                return parts;
            }
        }
        rest = after;
    }
    parts.extend(part);
    parts
}

/// The first line, and what follows its end.
fn split_line(bytes: &[u8]) -> (&[u8], &[u8]) {
    let end = bytes.iter().position(|byte| matches!(byte, b'\r' | b'\n')).unwrap_or(bytes.len());
    let (line, rest) = bytes.split_at(end);
    (line, without_line_end(rest))
}

/// The value of a parameter of a header field (RFC 2045 §5.1), as in `text/plain; charset="utf-8"`.
fn parameter(field: &str, name: &str) -> Option<String> {
    let mut rest = field;
    loop {
        let (_, parameters) = rest.split_once(';')?;
        let (found, value) = parameters.split_once('=')?;
        let value = value.trim_start();
        let (value, after) = match value.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"').unwrap_or((quoted, "")),
            None => value.split_at(value.find(';').unwrap_or(value.len())),
        };
        // A parameter without a value may stand before this one.
        let found = found.rsplit(';').next().unwrap_or_default();
        if found.trim().eq_ignore_ascii_case(name) {
            return Some(value.trim_end().to_owned());
        }
        rest = after;
    }
}

fn starts_with(value: &str, start: &str) -> bool {
    value.get(..start.len()).is_some_and(|value| value.eq_ignore_ascii_case(start))
}

fn decoded(bytes: &[u8], charset: &str, decode: Decode) -> String {
    match std::str::from_utf8(bytes) {
        // Whatever it is called, it would not be UTF-8 by chance; but for encodings in seven bits.
        Ok(text) if charset.is_empty() || !bytes.is_ascii() => text.to_owned(),
        _ => decode(bytes, charset).or_else(|| decode(bytes, "windows-1252")).unwrap_or_default(),
    }
}
