//! What the header of a message says about it (RFC 5322 §3.6).

use serde::{Deserialize, Serialize};

use super::charset::{Decode, decoded};
use super::mail_date::milliseconds;
use super::transfer::{base64, quoted_printable, split_line};
use crate::text::line;

/// Who has sent a message, when, and under which subject. Headers sort by their dates.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Header {
    /// When it was sent: milliseconds since 1970 (Unix time). Without a date of its own, when it was
    /// delivered, if the mailbox says so.
    pub sent_at: Option<u64>,
    /// The name of who has sent it, as their mail program writes it; may be empty.
    pub from_name: String,
    /// The address that it was sent from, as it is written; may be empty.
    pub from_address: String,
    /// Its subject, on one line; may be empty.
    pub subject: String,
    /// Its identifier (`Message-ID`), without the angle brackets; may be empty.
    pub message_id: String,
}

impl Header {
    /// Reads the lines of a header. Of fields that are there twice, the first counts.
    pub(in crate::mail) fn read(lines: &[u8], decode: Decode) -> Self {
        let [from, subject, date, id] =
            ["from", "subject", "date", "message-id"].map(|name| value(lines, name, decode));
        let (name, address) = mailbox(&from);
        let id = id.trim();
        Self {
            from_name: line(&with_decoded_words(&name, decode)),
            from_address: line(&address),
            subject: line(&with_decoded_words(&subject, decode)),
            sent_at: milliseconds(&date),
            message_id: line(id.strip_prefix('<').unwrap_or(id).split('>').next().unwrap_or(id)),
        }
    }
}

/// The value of the first field of this name, its lines put together again.
fn value(lines: &[u8], name: &str, decode: Decode) -> String {
    let mut value: Option<Vec<u8>> = None;
    let mut rest = lines;
    while !rest.is_empty() {
        let (line, after) = split_line(rest);
        rest = after;
        match &mut value {
            Some(value) if line.starts_with(b" ") || line.starts_with(b"\t") => {
                value.push(b' ');
                value.extend(line.trim_ascii());
            }
            Some(_) => break,
            None => {
                let start = line.iter().position(|byte| *byte == b':');
                let (start, after) = line.split_at(start.unwrap_or_default());
                if start.trim_ascii().eq_ignore_ascii_case(name.as_bytes()) {
                    value = Some(after.get(1..).unwrap_or_default().trim_ascii().to_owned());
                }
            }
        }
    }
    decoded(&value.unwrap_or_default(), "", decode).unwrap_or_default()
}

/// The name and the address of the first mailbox in a list (RFC 5322 §3.4): `Name <address>`, or, as
/// older programs write it, `address (Name)`.
fn mailbox(value: &str) -> (String, String) {
    let (mut words, mut comment) = (String::new(), String::new());
    let (mut depth, mut is_quoted) = (0_usize, false);
    let mut rest = value.char_indices();
    while let Some((at, c)) = rest.next() {
        match c {
            '\\' if is_quoted || depth > 0 => {
                let place = if is_quoted { &mut words } else { &mut comment };
                place.extend(rest.next().map(|(_, c)| c));
            }
            '"' if depth == 0 => is_quoted = !is_quoted,
            _ if is_quoted => words.push(c),
            '(' => depth += 1,
            ')' if depth > 0 => depth -= 1,
            _ if depth > 0 => comment.push(c),
            '<' => {
                let address = value.get(at + 1..).unwrap_or_default();
                let address = address.split('>').next().unwrap_or_default();
                return (words, address.split_whitespace().collect());
            }
            ',' if words.contains('@') => break,
            c => words.push(c),
        }
    }
    (comment, words.split_whitespace().collect())
}

/// The text with its encoded words (RFC 2047) as they were. The bytes of those that follow each other
/// are put together first: programs cut them within letters.
fn with_decoded_words(text: &str, decode: Decode) -> String {
    let mut said = String::new();
    // Bytes that were read, and the character encoding that they are in.
    let mut bytes = Vec::new();
    let mut charset = "";
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("=?") {
        if !before.trim().is_empty() || bytes.is_empty() {
            flush(&mut said, &mut bytes, charset, decode);
            said.push_str(before);
        }
        // What is no word ends up as it stands.
        let Some((word, after)) = encoded_word(after) else {
            flush(&mut said, &mut bytes, charset, decode);
            said.push_str("=?");
            rest = after;
            continue;
        };
        if word.charset != charset {
            flush(&mut said, &mut bytes, charset, decode);
        }
        charset = word.charset;
        bytes.extend(word.bytes);
        rest = after;
    }
    flush(&mut said, &mut bytes, charset, decode);
    said.push_str(rest);
    said
}

fn flush(said: &mut String, bytes: &mut Vec<u8>, charset: &str, decode: Decode) {
    let text = decoded(bytes, charset, decode);
    said.push_str(&text.unwrap_or_else(|| String::from_utf8_lossy(bytes).into_owned()));
    bytes.clear();
}

struct EncodedWord<'a> {
    charset: &'a str,
    bytes: Vec<u8>,
}

/// The encoded word whose `=?` stands before this, and what follows it.
fn encoded_word(text: &str) -> Option<(EncodedWord<'_>, &str)> {
    let (charset, after) = text.split_once('?')?;
    let (encoding, after) = after.split_once('?')?;
    let is_word = !charset.is_empty() && !charset.contains(' ');
    let is_base64 = match encoding {
        "B" | "b" if is_word => true,
        "Q" | "q" if is_word => false,
        _ => return None,
    };
    let (encoded, rest) = after.split_once("?=")?;
    let bytes = if is_base64 {
        base64(encoded.as_bytes())
    } else {
        quoted_printable(encoded.replace('_', "=20").as_bytes())
    };
    // A language may follow the encoding (RFC 2231 §5).
    let charset = charset.split('*').next().unwrap_or_default();
    Some((EncodedWord { charset, bytes }, rest))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing::decode;

    fn read(header: &str) -> Header {
        Header::read(header.as_bytes(), decode)
    }

    #[test]
    fn a_header_says_who_when_and_what() {
        let header = read(
            "Received: from a\r\nDate: Tue, 9 Jan 2024 12:00:00 +0100\r\n\
             From: =?utf-8?q?Zo=C3=A9?= Durand <zoe@exemple.fr>\r\n\
             Subject: =?utf-8?Q?Hackathon_=23BlueHats=C2=A0?=\r\n =?UTF-8?Q?:_participation?=\r\n\
             Subject: other\r\nMessage-ID: <a.b@c>\r\n",
        );
        assert_eq!(
            header,
            Header {
                from_name: "Zoé Durand".to_owned(),
                from_address: "zoe@exemple.fr".to_owned(),
                subject: "Hackathon #BlueHats\u{a0}: participation".to_owned(),
                sent_at: Some(1_704_798_000_000),
                message_id: "a.b@c".to_owned(),
            }
        );
        assert_eq!(read(""), Header::default());
    }

    #[test]
    fn senders_are_read_however_they_are_written() {
        for (from, name, address) in [
            ("zoe@exemple.fr", "", "zoe@exemple.fr"),
            ("<zoe@exemple.fr>", "", "zoe@exemple.fr"),
            ("\"Durand, Zoé \\\"Z\\\"\" <zoe@exemple.fr>", "Durand, Zoé \"Z\"", "zoe@exemple.fr"),
            ("Durand, Zoé <zoe@exemple.fr>", "Durand, Zoé", "zoe@exemple.fr"),
            ("zoe@exemple.fr (Zoé (Z) Durand)", "Zoé Z Durand", "zoe@exemple.fr"),
            ("zoe@exemple.fr, b@exemple.fr", "", "zoe@exemple.fr"),
            ("\"=?iso-8859-1?Q?Zo=E9?=\" <zoe@exemple.fr>", "Zoé", "zoe@exemple.fr"),
            ("=?utf-8?B?Wm/DqQ==?= <zoe@exemple.fr", "Zoé", "zoe@exemple.fr"),
            ("Zoé < zoe@\texemple.fr >, <b@exemple.fr>", "Zoé", "zoe@exemple.fr"),
            ("\"Zoé", "", "Zoé"),
            ("", "", ""),
        ] {
            let header = read(&format!("From: {from}"));
            assert_eq!((&*header.from_name, &*header.from_address), (name, address), "{from}");
        }
    }

    #[test]
    fn words_are_decoded_whatever_was_cut() {
        for (subject, want) in [
            ("=?utf-8?B?w4k=?= =?utf-8?B?dMOp?=", "Été"),
            ("=?utf-8?Q?=C3?= =?utf-8?Q?=89t=C3=A9?=", "Été"),
            ("=?utf-8?Q?a?= b =?iso-8859-1*fr?Q?=E9?=", "a b é"),
            ("=?nf_z_62-010?Q?{t{?=", "été"),
            ("=?utf-8?Q?a b?=c", "a bc"),
            ("=?utf-8?X?a?=", "=?utf-8?X?a?="),
            ("=?utf-8?Q?a", "=?utf-8?Q?a"),
            ("a =? b ?=", "a =? b ?="),
            ("Caf\u{e9}\u{0}", "Caf\u{e9}␀"),
        ] {
            assert_eq!(read(&format!("Subject: {subject}")).subject, want, "{subject}");
        }
        let raw = Header::read(b"Subject: \xe9t\xe9", decode);
        assert_eq!(raw.subject, "été");
    }

    proptest! {
        #[test]
        fn reading_never_panics(
            bytes in prop::collection::vec(any::<u8>(), 0..200),
            text in "(From|Subject|Date|Message-ID): ([a-z=?<>\"(),\\\\@ ]|=\\?utf-8\\?[BQ]\\?){0,40}",
        ) {
            let header = read(&text);
            prop_assert!(!header.subject.contains('\n') && !header.from_name.contains('\n'));
            Header::read(&bytes, decode);
        }
    }
}
