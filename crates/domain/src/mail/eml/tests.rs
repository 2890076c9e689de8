use mail_builder::MessageBuilder;
use mail_parser::MessageParser;
use proptest::prelude::*;

use super::text_of;
use crate::mail::{Message, Wrapping, parse};
use crate::testing::texts;
use crate::{Proposal, stored};

/// Knows what the samples are encoded in.
fn decode(bytes: &[u8], encoding: &str) -> Option<String> {
    match encoding.to_ascii_lowercase().as_str() {
        "windows-1252" | "iso-8859-1" => Some(
            bytes.iter().map(|&byte| if byte == 0x92 { '’' } else { char::from(byte) }).collect(),
        ),
        "utf-8" => Some(String::from_utf8_lossy(bytes).into_owned()),
        "utf-16le" => {
            let units = bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
            Some(String::from_utf16_lossy(&units.skip(1).collect::<Vec<_>>()))
        }
        _ => None,
    }
}

#[track_caller]
fn check(file: &str, want: &str) {
    assert_eq!(text_of(file.as_bytes(), decode), want);
    assert_eq!(text_of(file.replace('\n', "\r\n").as_bytes(), decode), want);
}

#[track_caller]
fn check_html(html: &str, want: &str) {
    let file = format!("Content-Type: text/html\n\n{html}");
    assert_eq!(text_of(file.as_bytes(), decode), want);
}

fn message(subject: &str, body: &str) -> Message {
    Message { to: "bluehats@code.gouv.fr", subject: subject.to_owned(), body: body.to_owned() }
}

#[test]
fn a_file_opens_as_a_draft() {
    assert_eq!(
        message("Été", "Bonjour,\n\nC’est \nFrom là\n.\nF.").eml(),
        "To: bluehats@code.gouv.fr\r\nSubject: =?utf-8?Q?=C3=89t=C3=A9?=\r\nX-Unsent: 1\r\n\
         MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\
         Content-Transfer-Encoding: quoted-printable\r\n\r\nBonjour,\r\n\r\nC=E2=80=99est=20\r\n\
         =46rom l=C3=A0\r\n=2E\r\nF.\r\n"
    );
}

#[test]
fn a_text_is_found() {
    check("Subject: a\n\nb\nc\n", "b\nc\n");
    check("From x@y Mon Jan 1\nsubject: a\n\nb", "b");
    check("Bonjour,\n\nNom : a : b\n", "Bonjour,\n\nNom : a : b\n");
    check("", "");
    assert_eq!(text_of(b"\xef\xbb\xbfNom : \xe9", decode), "Nom : é");
    assert_eq!(text_of(b"\xff\xfeN\0o\0", decode), "No");
    assert_eq!(text_of("Content-Type: text/plain\n\né".as_bytes(), decode), "é");
}

#[test]
fn what_was_encoded_is_decoded() {
    let quoted = "Content-Type: text/plain;\n charset=\"utf-8\"\nContent-Transfer-Encoding: Quoted-Printable\n\n";
    check(&format!("{quoted}=c3=A9 = =3D =zz a=\nb= \nc="), "é = = =zz abc");
    let base64 = "content-type:text/plain;format=flowed;charset=Windows-1252\ncontent-transfer-encoding:base64\n\n";
    check(&format!("{base64}Q5Jlc3Qg\n6XRp !"), "C’est éti");
    let latin1 = b"Content-Type: text/plain; x; charset=ISO-8859-1\n\n\xe9t\xe9";
    assert_eq!(text_of(latin1, decode), "été");
}

#[test]
fn of_several_parts_the_right_ones_are_read() {
    let mixed = "Content-Type: multipart/mixed; boundary=\"a;b\"\n\nPréambule\n--a;b\n\
        Content-Type: multipart/alternative; boundary=c\n\n--c\nContent-Type: text/html\n\n<p>html\n\
        --c\nContent-Type: text/plain\n\nplain\n--c--\n--a;b \n\
        Content-Type: text/plain\nContent-Disposition: ATTACHMENT; filename=x\n\nattached\n--a;b\n\
        Content-Type: image/png\n\nimage\n--a;b\n\
        Content-Type: message/rfc822\nContent-Disposition: attachment\n\nSubject: x\n\nforwarded\n";
    check(mixed, "plain\n\n\nforwarded\n");
    check(
        "Content-Type: multipart/mixed\n\nwithout a boundary",
        "Content-Type: multipart/mixed\n\nwithout a boundary",
    );
    check(
        "Content-Type: multipart/alternative; boundary=c\n\n--c\nContent-Type: text/html\n\na<br>b",
        "a\nb\n",
    );
}

#[test]
fn html_becomes_text() {
    check_html("<html><head><title>t</title></HEAD ><body>a\n b<BR>c</body>", "a b\nc\n");
    check_html("<p>a</p><p>b<p>c<div>d</div>e", "a\n\nb\n\nc\nd\ne\n");
    check_html("a<style>p{}</style><!-- <b> --><script>x()</script> b", "a b\n");
    check_html(
        "x<blockquote>a<br><br>b<blockquote>c</blockquote></blockquote>d",
        "x\n>\n> a\n>\n> b\n>>\n>> c\n\nd\n",
    );
    check_html("<pre>a\n  b\n</pre>", "a\n  b\n");
    check_html("<a href='https://a.fr'>ici</a> <td>x<td>y", "ici x y\n");
    check_html(
        "&eacute;&#233;&#xe9;&nbsp;&amp;lt; &x; & &#99999999; &rsquo",
        "ééé\u{a0}&lt; &x; & &#99999999; &rsquo\n",
    );
    check_html("a < b <3 <", "a < b <3 <\n");
    check_html("<style>never closed", "never closed\n");
}

/// Messages as programs make them out of the sample.
#[test]
fn a_participation_is_read_out_of_any_programs_file() {
    let sample = include_str!("../../../fixtures/record-v1.json");
    let sample = stored::decode(sample).unwrap().proposal;
    let text = include_str!("../../../fixtures/message.txt");
    let html = text.replace('&', "&amp;").replace('\n', "<br>").replace('é', "&eacute;");
    let quoted_html = format!(
        "<div dir=\"ltr\">Merci !</div><div class=\"gmail_quote\">Le 3 janvier, C a écrit :<br>\
         <blockquote>{html}</blockquote></div>"
    );
    let plain = MessageBuilder::new().from("a@b.fr").subject("Été").text_body(text);
    let both = MessageBuilder::new().from("a@b.fr").html_body(&*html).text_body(text);
    let reply = MessageBuilder::new().from("a@b.fr").html_body(quoted_html);
    let forwarded = MessageBuilder::new().from("a@b.fr").text_body("Pour information").attachment(
        "message/rfc822",
        "message.eml",
        plain.clone().write_to_vec().unwrap(),
    );
    let attached = MessageBuilder::new().from("a@b.fr").text_body(text).attachment(
        "text/plain",
        "notes.txt",
        "Nom : un autre",
    );
    for message in [plain, both, reply, forwarded, attached] {
        let file = message.write_to_vec().unwrap();
        let reading = parse(&text_of(&file, decode), Wrapping::Unknown, str::to_owned);
        assert!(
            reading.proposal.says_the_same_as(&sample),
            "{}\n{:#?}",
            String::from_utf8_lossy(&file),
            reading.proposal
        );
    }
}

#[test]
fn a_megabyte_of_anything_is_read_in_time() {
    let header = "Content-Type: text/html\n\n";
    for (start, part) in [
        (header, "<"),
        (header, "< "),
        (header, "<a"),
        (header, "<style>"),
        (header, "<!--"),
        (header, "&"),
        (header, "<blockquote>"),
        (header, "<p>"),
        (header, "\n"),
        ("", ":"),
        ("", "a: b\n"),
        ("", " "),
        ("Content-Type: a;", ";"),
        ("Content-Type: a;", "a=\"b\";"),
        ("Content-Transfer-Encoding: quoted-printable\n\n", "="),
        ("Content-Transfer-Encoding: quoted-printable\n\n", "= "),
        ("Content-Type: multipart/mixed; boundary=a\n\n", "--a\n"),
        (
            "Content-Type: multipart/mixed; boundary=a\n\n",
            "--a\nContent-Type: multipart/mixed; boundary=a\n\n",
        ),
        ("Content-Type: multipart/mixed; boundary=a\n\n--a\n", "Content-Type: message/rfc822\n\n"),
    ] {
        let file = format!("{start}{}>", part.repeat(1_000_000 / part.len()));
        let text = text_of(file.as_bytes(), decode);
        assert!(text.len() < 20 * file.len());
    }
}

proptest! {
    #[test]
    fn a_program_written_by_others_reads_the_same(subject in "\\PC{0,80}", body in "(?s)(\\PC|\n|\t| ){0,300}") {
        let message = message(&subject, &body);
        let file = message.eml();
        let read = MessageParser::default().parse(file.as_bytes()).unwrap();
        prop_assert_eq!(read.to().unwrap().first().unwrap().address(), Some(message.to));
        prop_assert_eq!(read.subject().unwrap_or_default().trim(), subject.trim());
        let text = read.body_text(0).unwrap_or_default().replace("\r\n", "\n");
        prop_assert_eq!(text, format!("{body}\n"));
    }

    #[test]
    fn what_is_written_reads_back(subject in texts(), body in texts()) {
        let body = body.replace(['\r', '\u{0}'], "");
        let text = text_of(message(&subject, &body).eml().as_bytes(), decode);
        prop_assert_eq!(text, format!("{body}\n"));
    }

    /// RFC 2045 §6.7 and RFC 2047 §2: lines of 76 characters, ASCII, ended by CRLF.
    #[test]
    fn lines_are_short_and_plain(subject in ".{0,200}", body in "(?s).{0,400}") {
        let file = message(&subject, &body).eml();
        prop_assert!(file.is_ascii() && file.ends_with("\r\n"));
        for line in file.split("\r\n") {
            prop_assert!(line.len() <= 76 && !line.contains(['\r', '\n']), "{line}");
        }
    }

    #[test]
    fn reading_never_panics(file in prop::collection::vec(any::<u8>(), 0..200), text in texts()) {
        text_of(&file, decode);
        for start in ["", "Content-Type: text/html\n\n", "Content-Type: multipart/a; boundary=a\n\n--a\n"] {
            let mut bytes = format!("{start}{text}").into_bytes();
            bytes.extend(&file);
            text_of(&bytes, decode);
        }
    }
}

#[test]
fn nothing_is_made_of_nothing() {
    let reading = parse(&text_of(b"\x00\xff\xfe", decode), Wrapping::Unknown, str::to_owned);
    assert_eq!(reading.proposal, Proposal::default());
}
