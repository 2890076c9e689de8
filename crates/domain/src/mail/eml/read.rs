//! Finding the text in a file that any mail program wrote.

use super::html;
use super::transfer::{base64, quoted_printable, without_line_end};

/// Decodes bytes in the character encoding of a name; `None` for unknown ones. Every browser knows
/// all that mail has; here, that would be tables.
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
            let entity = Entity::parse(file);
            let is_message = ["From", "To", "Subject", "Date", "Content-Type", "Received"]
                .iter()
                .any(|name| entity.header(name).is_some());
            let found = if is_message { entity.text(decode, DEEPEST) } else { None };
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

/// A message, or a part of one: its header and its body (RFC 2046 §5.1).
struct Entity<'a> {
    headers: Vec<(String, String)>,
    body: &'a [u8],
}

impl<'a> Entity<'a> {
    fn parse(bytes: &'a [u8]) -> Self {
        let mut headers: Vec<(String, String)> = Vec::new();
        let mut rest = bytes;
        while !rest.is_empty() {
            let (line, after) = split_line(rest);
            if line.is_empty() {
                return Self { headers, body: after };
            }
            let text = String::from_utf8_lossy(line);
            if text.starts_with([' ', '\t']) {
                if let Some((_, value)) = headers.last_mut() {
                    value.push_str(&text);
                }
            } else if let Some((name, value)) = text.split_once(':')
                && !name.contains(' ')
            {
                headers.push((name.to_owned(), value.trim().to_owned()));
            } else if !text.starts_with("From ") && !text.starts_with(">From ") {
                // A body without a line before it.
                break;
            }
            rest = after;
        }
        Self { headers, body: rest }
    }

    fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(other, _)| other.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }

    fn text(&self, decode: Decode, depth: usize) -> Option<Found> {
        let content = self.header("Content-Type").unwrap_or("text/plain");
        let depth = depth.checked_sub(1)?;
        if starts_with(content, "multipart/") {
            let boundary = parameter(content, "boundary")?;
            let parts = parts(self.body, boundary.as_bytes());
            let texts = parts.into_iter().filter_map(|part| Self::parse(part).text(decode, depth));
            return if starts_with(content, "multipart/alternative") {
                first_plain(texts)
            } else {
                all_of(texts)
            };
        }
        let body = || match self.header("Content-Transfer-Encoding") {
            Some(encoding) if starts_with(encoding, "base64") => base64(self.body),
            Some(encoding) if starts_with(encoding, "quoted-printable") => {
                quoted_printable(self.body)
            }
            _ => self.body.to_owned(),
        };
        if starts_with(content, "message/rfc822") {
            return Entity::parse(&body()).text(decode, depth);
        }
        let is_attached =
            self.header("Content-Disposition").is_some_and(|it| starts_with(it, "attachment"));
        if is_attached || !starts_with(content, "text/") {
            return None;
        }
        let charset = parameter(content, "charset").unwrap_or_default();
        let text = decoded(&body(), &charset, decode);
        let is_html = starts_with(content, "text/html");
        let deletes_spaces = parameter(content, "delsp").is_some_and(|it| starts_with(&it, "yes"));
        let text = match (is_html, deletes_spaces) {
            (true, _) => html::to_text(&text),
            (false, true) => joined(&text),
            (false, false) => text,
        };
        Some(Found { text, is_html })
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
    let value = value.trim_start().as_bytes();
    value.get(..start.len()).is_some_and(|value| value.eq_ignore_ascii_case(start.as_bytes()))
}

fn decoded(bytes: &[u8], charset: &str, decode: Decode) -> String {
    match std::str::from_utf8(bytes) {
        // Whatever it is called, it would not be UTF-8 by chance; but for encodings in seven bits.
        Ok(text) if charset.is_empty() || !bytes.is_ascii() => text.to_owned(),
        _ => {
            let known = if charset.is_empty() { "windows-1252" } else { charset };
            decode(bytes, known).unwrap_or_else(|| String::from_utf8_lossy(bytes).into_owned())
        }
    }
}

/// Joins the lines that were broken with spaces which are to be deleted (RFC 3676 §4.1, `DelSp`).
fn joined(text: &str) -> String {
    let mut joined = String::with_capacity(text.len());
    let mut goes_on = false;
    for line in text.lines() {
        if goes_on {
            joined.push_str(line.trim_start_matches(['>', ' ']));
        } else {
            joined.push_str(line);
        }
        goes_on = line.ends_with(' ') && line != "-- ";
        if goes_on {
            joined.pop();
        } else {
            joined.push('\n');
        }
    }
    joined
}
