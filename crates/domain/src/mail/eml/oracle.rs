//! Messages that a program written by others makes, damaged as mail is on its way: what is found in
//! them is what its parser finds in them undamaged.

use mail_builder::MessageBuilder;
use mail_builder::headers::content_type::ContentType;
use mail_builder::mime::{BodyPart, MimePart};
use mail_parser::{Message, MessageParser, MimeHeaders, PartType};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::subsequence;

use crate::mail::{Input, read};
use crate::testing::decode;

type Part = MimePart<'static>;

/// Lines that are no mark of ours, none of them empty.
fn lines() -> impl Strategy<Value = Vec<String>> {
    vec("[a-zéèàçœ’€«»]{1,12}( [a-zA-Zéèàçœ’€«»=.&-]{1,12}){0,14}", 1..5)
}

fn leaves() -> impl Strategy<Value = Part> {
    prop_oneof![
        4 => lines().prop_map(|lines| plain(&lines)),
        1 => lines().prop_map(|lines| html(&lines)),
        1 => lines().prop_map(|lines| windows_1252(&lines)),
        1 => lines().prop_map(|lines| plain(&lines).attachment("notes.txt")),
        1 => Just(MimePart::new("image/png", &b"\x89PNG\r\n\x1a\n\0"[..]).inline()),
        2 => (lines(), lines()).prop_map(|(one, other)| {
            MimePart::new("multipart/alternative", vec![plain(&one), html(&other)])
        }),
    ]
}

fn plain(lines: &[String]) -> Part {
    MimePart::new("text/plain; charset=utf-8", lines.join("\r\n"))
}

fn html(lines: &[String]) -> Part {
    let text = lines.join("\r\n").replace('&', "&amp;").replace('é', "&eacute;");
    let text = text.replace("\r\n", "<br>\r\n");
    MimePart::new("text/html; charset=utf-8", format!("<html><body><p>{text}</p></body></html>"))
}

fn windows_1252(lines: &[String]) -> Part {
    let bytes: Vec<u8> = lines
        .join("\r\n")
        .chars()
        .map(|c| match c {
            'œ' => 0x9c,
            '’' => 0x92,
            '€' => 0x80,
            c => u8::try_from(c).unwrap(),
        })
        .collect();
    let kind = ContentType::new("text/plain").attribute("charset", "windows-1252");
    MimePart::new(kind, BodyPart::Binary(bytes.into()))
}

fn parts() -> impl Strategy<Value = Part> {
    leaves().prop_recursive(4, 12, 3, |inner| {
        prop_oneof![
            3 => vec(inner.clone(), 1..4).prop_map(|parts| MimePart::new("multipart/mixed", parts)),
            1 => inner.clone().prop_map(|part| {
                let signature = MimePart::new("application/pgp-signature", "iQ");
                MimePart::new("multipart/signed", vec![part, signature])
            }),
            1 => inner.prop_map(|part| MimePart::new("message/rfc822", message(part))),
        ]
    })
}

/// A message that has a text of its own, so that none that is attached is read in its place.
fn message(part: Part) -> Vec<u8> {
    let parts = vec![MimePart::new("text/plain", "Bonjour,\r\n"), part];
    let message = MessageBuilder::new()
        .from(("Zoé d’Été", "zoe@exemple.fr"))
        .to("orga@exemple.fr")
        .subject("Participation à l’été")
        .message_id("a@exemple.fr")
        .date(0_i64)
        .body(MimePart::new("multipart/mixed", parts));
    message.write_to_vec().unwrap()
}

/// The lines that the other parser finds, in the order of the alphabet.
fn their_lines(file: &[u8]) -> Vec<String> {
    fn add(lines: &mut Vec<String>, message: &Message) {
        for index in 0..message.text_body_count() {
            // Pictures count there as well.
            let text = message.body_text(index).unwrap_or_default();
            lines.extend(text.lines().map(|line| line.trim().to_owned()));
        }
        for part in message.attachments() {
            if let PartType::Message(inner) = &part.body {
                add(lines, inner);
            }
            assert!(!part.is_content_type("text", "plain") || part.attachment_name().is_some());
        }
    }
    let mut lines = Vec::new();
    add(&mut lines, &MessageParser::default().parse(file).unwrap());
    sorted(lines)
}

fn our_lines(text: &str) -> Vec<String> {
    sorted(text.lines().map(|line| line.trim().to_owned()).collect())
}

fn sorted(mut lines: Vec<String>) -> Vec<String> {
    lines.retain(|line| !line.is_empty());
    lines.sort();
    lines
}

/// What programs on the way do to a source without changing what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Damage {
    Mailbox,
    LinesAbove,
    LineFeeds,
    DoubledReturns,
    BrokenField,
    SmallLetters,
    BoundariesInPieces,
    Comments,
    Padding,
    ByteOrderMark,
    LostEnd,
    Wide,
}

use Damage::*;

const DAMAGES: [Damage; 12] = [
    Mailbox,
    LinesAbove,
    LineFeeds,
    DoubledReturns,
    BrokenField,
    SmallLetters,
    BoundariesInPieces,
    Comments,
    Padding,
    ByteOrderMark,
    LostEnd,
    Wide,
];

fn damaged(source: &str, damage: Damage) -> String {
    match damage {
        LineFeeds => source.replace("\r\n", "\n"),
        DoubledReturns if source.contains("\r\r") => source.to_owned(),
        DoubledReturns => source.replace("\r\n", "\r\r\n"),
        LinesAbove => format!("\n  \r\n{source}"),
        BrokenField => source.replacen("Message-ID:", "suite du sujet\r\nMessage-ID:", 1),
        SmallLetters => {
            source.replace("Content-Type:", "content-TYPE :").replace("multipart/", "Multipart/")
        }
        BoundariesInPieces => {
            let mut pieces = source.split("boundary=\"");
            let mut damaged = pieces.next().unwrap().to_owned();
            for piece in pieces {
                let (start, rest) = piece.split_at(piece.len().min(5));
                damaged.extend(["boundary*0*=us-ascii''", start, ";\r\n\tboundary*1=\"", rest]);
            }
            damaged
        }
        Comments => source.replace("Content-Type: ", "Content-Type: (a; b=\"c\") (\\)) "),
        Padding => source.replace("=\r\n", "=  \r\n").replace("==\r\n", "== \t\r\n"),
        Mailbox => format!("From zoe@exemple.fr Mon Jan  1 00:00:00 2024\r\n{source}"),
        LostEnd => {
            let source = source.trim_end();
            source.strip_suffix("--").unwrap_or(source).to_owned()
        }
        // These are done to the whole, at the end.
        ByteOrderMark | Wide => source.to_owned(),
    }
}

proptest! {
    #[test]
    fn a_message_is_read_as_others_read_it(part in parts(), damages in subsequence(&DAMAGES[..], 0..5)) {
        let file = message(part);
        let want = their_lines(&file);
        let mut source = String::from_utf8(file).unwrap();
        for damage in &damages {
            source = damaged(&source, *damage);
        }
        let has = |damage| damages.contains(&damage);
        if has(ByteOrderMark) || has(Wide) {
            source.insert(0, '\u{feff}');
        }
        let bytes = if has(Wide) {
            source.encode_utf16().flat_map(u16::to_be_bytes).collect()
        } else {
            source.clone().into_bytes()
        };
        for input in [Input::File(&bytes), Input::Pasted(&source)] {
            let found = read(input, decode);
            prop_assert!(found.is_ok(), "{:?}\n{}", found, source);
            let text = found.unwrap().text;
            prop_assert_eq!(our_lines(&text), want.clone(), "{}\n{}", source, text);
        }
    }
}
