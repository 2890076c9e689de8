//! A message, or a part of one: what its header says, and its body (RFC 2045, RFC 2046 §5.1).

use super::transfer::{base64, quoted_printable, split_line};
use crate::mail::grammar::opened_entry;

/// A header as far as it matters here, and the body below it.
#[derive(Default)]
pub(in crate::mail) struct Entity<'a> {
    content_type: String,
    transfer_encoding: String,
    disposition: String,
    /// Lines above the header that are none of it.
    pub(in crate::mail) above: &'a [u8],
    /// The lines of the header.
    pub(in crate::mail) header: &'a [u8],
    pub(super) body: &'a [u8],
    /// Whether a field says how the body is to be read.
    is_mime: bool,
    /// Whether there is a field that only messages have.
    is_message: bool,
}

impl<'a> Entity<'a> {
    /// The message that these bytes are, if they are one.
    ///
    /// Above its header there may be blank lines, a mailbox's line, and a few words of the page that
    /// it was copied from. In a text that was pasted, `From` and `Subject` alone are no header: there
    /// they stand above what was forwarded.
    pub(in crate::mail) fn message(bytes: &'a [u8], is_pasted: bool) -> Option<Self> {
        /// How many lines may stand above the header.
        const MOST: usize = 24;
        let first = Self::block(bytes);
        if first.is_mime {
            return Some(first.or_parts(bytes));
        }
        if first.is_message && !is_pasted && first.above.is_empty() {
            return Some(first);
        }
        let mut rest = bytes;
        for _ in 0..MOST {
            let (line, below) = split_line(rest);
            if is_blank(line) && !is_blank(split_line(below).0) {
                let entity = Self::block(below);
                if entity.is_mime && (entity.above.is_empty() || boundary(entity.above).is_some()) {
                    let above = bytes.get(..bytes.len() - below.len()).unwrap_or_default();
                    return Some(Self { above, ..entity.or_parts(below) });
                }
            }
            rest = below;
        }
        None
    }

    /// A part of a message. Its header may be missing, if an empty line is there.
    pub(super) fn part(bytes: &'a [u8]) -> Self {
        let (line, after) = split_line(bytes);
        let entity = Self::block(bytes);
        let has_header = entity.is_mime || entity.is_message && !is_blank(line);
        if has_header && entity.above.is_empty() {
            return entity;
        }
        Self { body: if is_blank(line) { after } else { bytes }, ..Self::default() }
    }

    /// Where a boundary stands above the header, it is that of the first part: the header of the
    /// whole was not copied.
    fn or_parts(self, bytes: &'a [u8]) -> Self {
        let Some(boundary) = boundary(self.above) else { return self };
        let content_type = format!("multipart/alternative; boundary=\"{boundary}\"");
        Self { content_type, header: self.header, body: bytes, ..Self::default() }
    }

    /// Reads the first lines that have no blank one between them as a header.
    ///
    /// Broken lines are passed over while fields follow that are known. Where no empty line stands
    /// below the header, the body begins after the last of them.
    fn block(bytes: &'a [u8]) -> Self {
        let mut entity = Self { body: bytes, ..Self::default() };
        let mut rest = bytes;
        while is_blank(split_line(rest).0) && !rest.is_empty() {
            rest = split_line(rest).1;
        }
        let start = rest;
        let mut field = Vec::new();
        let (mut has_field, mut is_known, mut is_broken) = (false, false, false);
        loop {
            let (line, after) = split_line(rest);
            if is_blank(line) {
                if has_field && !is_broken {
                    entity.body = after;
                }
                break;
            }
            let is_indented = matches!(line, [b' ' | b'\t', ..]);
            if is_indented && !field.is_empty() {
                field.extend(line);
            } else {
                entity.take_field(&field);
                field.clear();
                if !has_field {
                    entity.above = start.get(..start.len() - rest.len()).unwrap_or_default();
                }
                let name = if is_indented && has_field { None } else { field_name(line) };
                is_known = name.is_some_and(is_common);
                is_broken = has_field && name.is_none() || is_broken && !is_known;
                if name.is_some() {
                    has_field = true;
                    field.extend(line.trim_ascii());
                }
            }
            if is_known {
                entity.body = after;
            }
            rest = after;
        }
        entity.take_field(&field);
        let header = start.get(entity.above.len()..start.len() - rest.len());
        entity.header = header.unwrap_or_default();
        if is_envelope(entity.above) {
            entity.above = &[];
        }
        entity
    }

    fn take_field(&mut self, field: &[u8]) {
        let field = String::from_utf8_lossy(field);
        let Some((name, value)) = field.split_once(':') else { return };
        let name = name.trim_end();
        let is = |other: &str| name.eq_ignore_ascii_case(other);
        let place = if is("content-type") {
            &mut self.content_type
        } else if is("content-transfer-encoding") {
            &mut self.transfer_encoding
        } else if is("content-disposition") {
            &mut self.disposition
        } else {
            self.is_mime |= is("mime-version");
            self.is_message |= is_common(name);
            return;
        };
        (self.is_mime, self.is_message) = (true, true);
        value.clone_into(place);
    }

    /// The media type in small letters; `text/plain` where there is none that could be read.
    pub(super) fn media_type(&self) -> String {
        let kind = pieces(&self.content_type).swap_remove(0).trim().to_ascii_lowercase();
        let kind = kind.split_ascii_whitespace().next().unwrap_or_default();
        if kind.contains('/') { kind } else { "text/plain" }.to_owned()
    }

    /// Whether it says what it is.
    pub(super) fn has_type(&self) -> bool {
        !self.content_type.is_empty()
    }

    /// A parameter of the content type.
    pub(super) fn parameter(&self, name: &str) -> Option<String> {
        parameter(&self.content_type, name)
    }

    /// The name of the file that the body was, in small letters.
    pub(super) fn file_name(&self) -> String {
        let name = parameter(&self.disposition, "filename").or_else(|| self.parameter("name"));
        name.unwrap_or_default().to_ascii_lowercase()
    }

    pub(super) fn is_attachment(&self) -> bool {
        let disposition = pieces(&self.disposition).swap_remove(0);
        disposition.trim().eq_ignore_ascii_case("attachment")
    }

    /// The body as it was before it was encoded; `None` where nobody uses its encoding any more.
    pub(super) fn decoded_body(&self) -> Option<Vec<u8>> {
        let encoding = pieces(&self.transfer_encoding).swap_remove(0).to_ascii_lowercase();
        let encoding = encoding.trim();
        if encoding.starts_with("base64") {
            Some(base64(self.body))
        } else if encoding.starts_with("quoted") {
            Some(quoted_printable(self.body))
        } else if encoding.contains("uu") || encoding.contains("binhex") {
            None
        } else {
            Some(self.body.to_owned())
        }
    }

    /// The parts of a multipart body, between lines of the boundary (RFC 2046 §5.1.1); the last one
    /// may lack its end. Where no boundary is declared, the first that stands above a header is it.
    pub(super) fn parts(&self) -> Vec<&'a [u8]> {
        let declared = self.parameter("boundary").filter(|boundary| !boundary.is_empty());
        let boundary = declared.or_else(|| first_boundary(self.body)).unwrap_or_default();
        let mut parts = Vec::new();
        let mut part: Option<&[u8]> = None;
        let mut rest = self.body;
        while !rest.is_empty() && !boundary.is_empty() {
            let (line, after) = split_line(rest);
            let end = line.strip_prefix(b"--");
            let end = end.and_then(|line| line.strip_prefix(boundary.trim_end().as_bytes()));
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
}

/// Whether a line begins a field that programs write into most messages.
fn is_field(line: &[u8]) -> bool {
    field_name(line).is_some_and(is_common)
}

fn is_blank(line: &[u8]) -> bool {
    line.trim_ascii().is_empty()
}

/// The name of the field that a line begins. Our own labels are none.
fn field_name(line: &[u8]) -> Option<&str> {
    let line = str::from_utf8(line.trim_ascii_start())
        .or_else(|error| str::from_utf8(line.get(..error.valid_up_to()).unwrap_or_default()));
    let line = line.ok().filter(|line| opened_entry(line).is_none())?;
    let (name, _) = line.split_once(':')?;
    // Blanks before the colon are an old custom.
    let name = if is_common(name.trim_end()) { name.trim_end() } else { name };
    let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_graphic());
    is_name.then_some(name)
}

/// Whether programs write fields of this name into most messages.
fn is_common(name: &str) -> bool {
    const NAMES: [&str; 12] = [
        "mime-version",
        "from",
        "to",
        "cc",
        "subject",
        "date",
        "received",
        "message-id",
        "return-path",
        "reply-to",
        "in-reply-to",
        "references",
    ];
    let begins =
        |start: &str| name.get(..start.len()).is_some_and(|name| name.eq_ignore_ascii_case(start));
    NAMES.iter().any(|known| name.eq_ignore_ascii_case(known)) || begins("content-") || begins("x-")
}

/// Whether this is what mailboxes put above a message: a line of their own, or its length.
fn is_envelope(above: &[u8]) -> bool {
    let (line, rest) = split_line(above);
    rest.is_empty()
        && (line.starts_with(b"From ") || line.trim_ascii().iter().all(u8::is_ascii_digit))
}

/// The boundary that the last of these lines is.
fn boundary(lines: &[u8]) -> Option<&str> {
    let line = lines.trim_ascii_end().rsplit(|byte| matches!(byte, b'\r' | b'\n')).next()?;
    let boundary = line.strip_prefix(b"--").filter(|boundary| !boundary.is_empty())?;
    str::from_utf8(boundary).ok().filter(|boundary| !boundary.contains([' ', '"', '\\']))
}

/// The first boundary that stands above a header.
fn first_boundary(body: &[u8]) -> Option<String> {
    let mut rest = body;
    while !rest.is_empty() {
        let (line, after) = split_line(rest);
        if line.starts_with(b"--")
            && let Some(boundary) = boundary(line)
            && is_field(split_line(after).0)
        {
            return Some(boundary.to_owned());
        }
        rest = after;
    }
    None
}

/// The value of a parameter (RFC 2045 §5.1), which may come in pieces or encoded (RFC 2231).
fn parameter(field: &str, name: &str) -> Option<String> {
    let mut found: Vec<(u32, String)> = Vec::new();
    for piece in pieces(field) {
        let Some((key, value)) = piece.split_once('=') else { continue };
        // Without a `;` it stands behind the value.
        let key = key.trim().rsplit(' ').next().unwrap_or_default().to_ascii_lowercase();
        let value = value.trim();
        let Some(suffix) = key.strip_prefix(name) else { continue };
        if suffix.is_empty() {
            return Some(value.to_owned());
        }
        let Some(suffix) = suffix.strip_prefix('*') else { continue };
        let number = suffix.trim_end_matches('*').parse().unwrap_or(0);
        let is_encoded = key.ends_with('*');
        // What is encoded names its character encoding and its language first.
        let value = match value.splitn(3, '\'').collect::<Vec<_>>()[..] {
            [_, _, value] if is_encoded && number == 0 => value,
            _ => value,
        };
        found.push((number, if is_encoded { percent_decoded(value) } else { value.to_owned() }));
    }
    // Nobody needs more pieces.
    let piece = |number| found.iter().find(|(other, _)| *other == number);
    (!found.is_empty()).then(|| (0..64).map_while(piece).map(|(_, value)| &**value).collect())
}

/// Takes back RFC 2231's encoding, as what it is: quoted-printable with another sign.
fn percent_decoded(text: &str) -> String {
    let bytes = quoted_printable(text.replace('=', "=3D").replace('%', "=").as_bytes());
    String::from_utf8_lossy(&bytes).into_owned()
}

/// What stands between the `;` of a field's value, without comments and quotation marks. There is
/// always a first piece.
fn pieces(value: &str) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let (mut depth, mut is_quoted) = (0_usize, false);
    let last_end = value.rfind(')').unwrap_or(0);
    let mut rest = value.char_indices();
    while let Some((at, c)) = rest.next() {
        let c = match c {
            '\\' if is_quoted || depth > 0 => match rest.next() {
                Some((_, c)) => c,
                None => break,
            },
            '"' if depth == 0 => {
                is_quoted = !is_quoted;
                continue;
            }
            '(' if !is_quoted && at < last_end => {
                depth += 1;
                continue;
            }
            ')' if depth > 0 => {
                depth -= 1;
                continue;
            }
            ';' if !is_quoted && depth == 0 => {
                pieces.push(String::new());
                continue;
            }
            c => c,
        };
        if depth == 0
            && let Some(piece) = pieces.last_mut()
        {
            piece.push(c);
        }
    }
    pieces
}
