use mail_builder::MessageBuilder;
use mail_parser::MessageParser;
use proptest::prelude::*;

use crate::mail::{Input, Message, ReadableText, Unreadable, Wrapping, parse, read};
use crate::testing::{decode, texts};
use crate::text::is_blank;
use crate::{Proposal, stored};

fn file(bytes: &[u8]) -> Result<ReadableText, Unreadable> {
    read(Input::File(bytes), decode)
}

fn text_of(bytes: &[u8]) -> String {
    file(bytes).map_or_else(|error| format!("{error:?}"), |found| found.text)
}

#[track_caller]
fn check(source: &str, want: &str) {
    assert_eq!(text_of(source.as_bytes()), want, "{source}");
    for end in ["\r\n", "\r\r\n"] {
        assert_eq!(text_of(source.replace('\n', end).as_bytes()), want, "{source}");
    }
}

#[track_caller]
fn check_html(html: &str, want: &str) {
    let file = format!("Content-Type: text/html\n\n{html}");
    assert_eq!(text_of(file.as_bytes()), want, "{html}");
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
fn a_header_is_known_whatever_stands_above_or_in_it() {
    let mime = "MIME-Version: 1.0\nContent-Type: text/plain\nContent-Transfer-Encoding: quoted-printable\n";
    check("Subject: a\n\nb\nc\n", "b\nc\n");
    check("From x@y Mon Jan 1\nsubject: a\n\nb", "b");
    for (source, want) in [
        (format!("{mime}\n=C3=A9"), "é"),
        (format!("\n \n\t\n{mime}\n=C3=A9"), "é"),
        (format!("  {mime}\n=C3=A9"), "é"),
        (format!("From x@y Mon Jan 1\n{mime}\n=C3=A9"), "é"),
        (format!("4812\n{mime}\n=C3=A9"), "é"),
        (format!("Source du message\n{mime}\n=C3=A9"), "Source du message\n\né"),
        (
            format!("Message d’origine\n\nObjet : a\n\n{mime}\n=C3=A9"),
            "Message d’origine\n\nObjet : a\n\né",
        ),
        (format!("Subject: un sujet\nen deux lignes\n{mime}\n=C3=A9"), "é"),
        (format!("Subject: un sujet\nen deux lignes\n et la suite\n{mime}\n=C3=A9"), "é"),
        (format!("Importance: high\n{mime}Sensitivity: Personal\n\n=C3=A9"), "é"),
        (format!("Subject : a\n{}\n=C3=A9", mime.replace(':', " :")), "é"),
        (format!("{mime}Bonjour,\n=C3=A9"), "Bonjour,\né"),
        (format!("{mime}Nom: Zo=C3=A9\nLogiciel: b\n\nc"), "Nom: Zoé\nLogiciel: b\n\nc"),
        (format!("{mime}   \n=C3=A9"), "é"),
        (format!("--b1\n{mime}\n=C3=A9\n--b1\nContent-Type: text/html\n\n<p>x\n--b1--\n"), "é\n"),
        (
            format!("Ceci est un message en plusieurs parties.\n\n--b1\n{mime}\n=C3=A9\n--b1--\n"),
            "Ceci est un message en plusieurs parties.\n\né\n",
        ),
    ] {
        check(&source, want);
        assert_eq!(read(Input::Pasted(&source), decode).unwrap().text, want, "{source}");
        let marked = format!("\u{feff}{source}");
        assert_eq!(text_of(marked.as_bytes()), want, "{source}");
        for to_bytes in [u16::to_le_bytes, u16::to_be_bytes] {
            let wide: Vec<u8> = marked.encode_utf16().flat_map(to_bytes).collect();
            assert_eq!(text_of(&wide), want, "{source}");
            assert_eq!(text_of(&wide[2..]), want, "{source}");
        }
    }
}

#[test]
fn what_is_no_message_is_a_text() {
    for text in [
        "",
        "Bonjour,\n\nNom : a : b\n",
        "Nom : Zoé\nObjectif : lire Content-Type: text/html",
        "| MIME-Version: 1.0\n\na=3D",
        "> MIME-Version: 1.0\n>\n> a",
        "x: y\n\na",
    ] {
        check(text, text);
        assert_eq!(read(Input::Pasted(text), decode).unwrap().text, text);
    }
    // What stands above a message that was forwarded.
    let forwarded = "From: Zoé <a@b.fr>\nTo: c@d.fr\nSubject: x\nDate: y\n\nNom : Zoé";
    assert_eq!(read(Input::Pasted(forwarded), decode).unwrap().text, forwarded);
    let above = format!("Bonjour,\n{forwarded}");
    assert_eq!(text_of(above.as_bytes()), above);
    let html = "\n<!DOCTYPE html>\n<html><body><p>Nom : Zo&eacute;</p><p>a</p></body></html>";
    assert_eq!(text_of(html.as_bytes()), "Nom : Zoé\n\na\n");
}

#[test]
fn quoted_printable_is_decoded() {
    let header = "Content-Type: text/plain;\n charset=\"utf-8\"\nContent-Transfer-Encoding: ";
    for (encoding, body, want) in [
        ("Quoted-Printable", "=c3=A9 = =3D =zz a=\nb= \nc=", "é = = =zz abc"),
        ("\"quoted-printable\"", "=C3=A9", "é"),
        ("(comment) quoted-printable (x)", "=C3=A9", "é"),
        ("quoted-printable;", "=C3=A9", "é"),
        ("quoted-printable", "a  \nb\t \n  c \t", "a\nb\n  c"),
        ("quoted-printable", "a=20\nb=09  \nc", "a \nb\t\nc"),
        ("quoted-printable", "a =   \n b", "a  b"),
        ("quoted-printable", "=C3=\n=A9t=C3=  \n=A9", "été"),
        ("quoted-printable", "==C3=A9", "=é"),
        ("quoted-printable", "=E9t\u{e9} =C3=A9", "\u{fffd}té é"),
        ("quoted-printable", "a=\n\nb", "a\nb"),
        // Twice.
        ("quoted-printable", "D=3DC3=3DA9p=3DC3=3DB4t =3D=\n 1", "Dépôt = 1"),
        ("7bit", "a=E9", "a=E9"),
        ("7bit", "Pr=C3=A9sence : a=\nb", "Présence : ab"),
        ("x-uuencode", "begin 644 a", "Empty"),
    ] {
        check(&format!("{header}{encoding}\n\n{body}"), want);
    }
    // The body of a source alone.
    for (body, want) in [
        ("Pr=C3=A9sence : un=\n deux\na=3Db", "Présence : un deux\na=b"),
        ("=C3=80 bient=F4t !", "À bientôt !"),
        ("Dépôt : https://a.fr/?a=C3=A9", "Dépôt : https://a.fr/?a=C3=A9"),
        ("https://a.fr/?id=c3&b=ab", "https://a.fr/?id=c3&b=ab"),
        ("É à\n> Pr=C3=A9sence : a", "É à\n> Présence : a"),
    ] {
        assert_eq!(read(Input::Pasted(body), decode).unwrap().text, want);
    }
}

#[test]
fn base64_comes_in_pieces() {
    /// « Nom : Zoé, Logiciel : Démo, Objectif : Écrire un guide » and a line end.
    const LINE: &str =
        "Tm9tIDogWm/DqSwgTG9naWNpZWwgOiBEw6ltbywgT2JqZWN0aWYgOiDDiWNyaXJlIHVuIGd1aWRlCg==";
    const TEXT: &str = "Nom : Zoé, Logiciel : Démo, Objectif : Écrire un guide\n";
    let two = format!("{}\n{}", &LINE[..44], &LINE[44..]);
    for (body, want) in [
        ("YQ==".to_owned(), "a".to_owned()),
        ("Q\nw\n==".to_owned(), "C".to_owned()),
        (LINE.to_owned(), TEXT.to_owned()),
        (two.clone(), TEXT.to_owned()),
        (format!("\n\n  {} \n\t{} \n\n", &LINE[..44], &LINE[44..]), TEXT.to_owned()),
        (two.replace('\n', " "), TEXT.to_owned()),
        (format!("YQ==\n{LINE}"), format!("a{TEXT}")),
        (format!("YQ==YmI=\n{LINE}\nYQo="), format!("abb{TEXT}a\n")),
        (
            format!("{LINE}\n_____\nliste orga\nhttps://a.fr/b"),
            format!("{TEXT}_____\nliste orga\nhttps://a.fr/b\n"),
        ),
        (format!("{LINE}\nCordialement"), format!("{TEXT}Cordialement\n")),
        (format!("{LINE}\n======\nListe\n"), format!("{TEXT}======\nListe\n")),
        (format!("[liste orga]\n{LINE}"), format!("[liste orga]\n{TEXT}")),
        (format!("{LINE}\n-- \nliste\n{LINE}"), format!("{TEXT}--\nliste\n{TEXT}")),
        (LINE.trim_end_matches('=').to_owned(), TEXT.to_owned()),
        (format!("{}\n--\nfin", LINE.trim_end_matches("Cg==")), format!("{TEXT}--\nfin\n")),
    ] {
        let header = "Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n";
        check(&format!("{header}{body}"), &want);
    }
}

#[test]
fn letters_are_those_that_were_meant() {
    let part = |label: &str, bytes: &[u8]| {
        let header = format!("MIME-Version: 1.0\nContent-Type: text/plain; charset={label}\n\n");
        text_of(&[header.as_bytes(), bytes].concat())
    };
    for (label, bytes, want) in [
        ("ISO-8859-1", &b"\xe9t\xe9"[..], "été"),
        ("'iso-8859-1'", b"\xe9t\xe9", "été"),
        ("Windows-1252", b"l\x92\xe9t\xe9 \x80", "l’été €"),
        ("ISO-8859-1", b"l\x92\xe9t\xe9 \x9c", "l’été œ"),
        ("iso-8859-15", b"\xa4 \xbd \xe9", "€ œ é"),
        ("us-ascii", b"l\x92\xe9t\xe9", "l’été"),
        ("iso-8859-1", b"\xc3\xa9t\xc3\xa9", "été"),
        ("utf-8", b"\xe9t\xe9", "été"),
        ("utf-8", b"\xc3\xa9t\xc3", "ét\u{fffd}"),
        ("utf-8 format=flowed", b"\xc3\xa9", "é"),
        ("\"\"", b"\xc3\xa9t\xe9 \xe2\x80", "été \u{fffd}"),
        ("utf-8", b"\xef\xbb\xbfa", "a"),
        ("utf-8", b"\xff\xfea\0\xe9\0", "aé"),
        ("utf-16", b"\xfe\xff\0a\0\xe9", "aé"),
        ("utf-16be", b"\0a\0b", "ab"),
        ("utf-16le", b"a\0=\xd8", "a\u{fffd}"),
        ("unicode", b"abc", "abc"),
        ("unicode", b"\xc3\xa9", "é"),
        ("NF_Z_62-010", b"{t{", "été"),
        ("x-other", b"abc", "abc"),
        ("x-other", b"\xc3\xa9", "é"),
        ("x-other", b"\xe9t\xe9", "UnknownLetters"),
        ("utf-7", b"+AOk-t+AOk-", "UnknownLetters"),
        ("unknown-8bit", b"\xe9", "é"),
    ] {
        assert_eq!(part(label, bytes), want, "{label} {bytes:?}");
    }
    assert_eq!(text_of(b"\xef\xbb\xbfNom : \xe9"), "Nom : é");
    assert_eq!(text_of("Content-Type: text/plain\n\né".as_bytes()), "é");
    assert_eq!(text_of(b"\xff\xfeN\0o\0"), "No");
    assert_eq!(text_of(b"N\0o\0m\0"), "Nom");
}

#[test]
fn a_boundary_is_known_in_any_form() {
    for (field, boundary) in [
        ("multipart/mixed; boundary=b", "b"),
        ("multipart/mixed;boundary = \"a;b c\"", "a;b c"),
        ("Multipart/Mixed; x; BOUNDARY=\"b\"; charset=utf-8", "b"),
        ("multipart/mixed;\n\tboundary=\"----=_Part_a\"", "----=_Part_a"),
        ("multipart/mixed; boundary*0=\"a\"; boundary*1=\"b\"", "ab"),
        ("multipart/mixed; boundary*1=b; boundary*0=a; boundary*2=c", "abc"),
        ("multipart/mixed; boundary*0*=us-ascii'fr'%3D_a; boundary*1=\"%3D\"", "=_a%3D"),
        ("multipart/mixed; boundary*=utf-8''a%20b", "a b"),
        ("multipart/mixed (a; boundary=x) ; boundary=b (y)", "b"),
        ("multipart/mixed; boundary=(x (y) \\) z) b", "b"),
        ("multipart/mixed; boundary=\"a\\\"b\\\\\"", "a\"b\\"),
        ("multipart/mixed; name=\"a(b\"; boundary=\"c)\"", "c)"),
        ("multipart/mixed boundary=b", "b"),
        ("multipart/mixed; boundary=\"b", "b"),
        ("multipart/mixed; boundary=\"b  \"", "b"),
        ("multipart/mixed", "b"),
        ("multipart/mixed; boundary=", "b"),
    ] {
        let head = format!("Subject: x\nContent-Type: {field}\n\nPréambule\n");
        let part = "Content-Type: text/plain\n\néa\n";
        for source in [
            format!("{head}--{boundary}\n{part}--{boundary}--\nÉpilogue"),
            format!("{head}--{boundary} \t\n{part}\n--{boundary}x\n")
                .replace(&format!("\n--{boundary}x\n"), ""),
        ] {
            check(&source, "éa\n");
        }
    }
    // The source is never the text.
    for source in [
        "Content-Type: multipart/mixed\n\nNom : a",
        "Content-Type: multipart/mixed; boundary=x\n\n--y\nContent-Type: text/plain\n\nNom : a\n--y--",
        "Content-Type: image/png\n\nNom : a",
        "Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: image/png\n\nNom : a\n",
        "Subject: a\n\n",
        "Subject: a\nContent-Type: text/html\n\n<p> </p>",
    ] {
        check(source, "Empty");
    }
}

#[test]
fn of_several_parts_the_right_ones_are_read() {
    let mixed = "Content-Type: multipart/mixed; boundary=\"a;b\"\n\nPréambule\n--a;b\n\
        Content-Type: multipart/alternative; boundary=c\n\n--c\nContent-Type: text/html\n\n<p>html\n\
        --c\nContent-Type: text/plain\n\nplain\n--c--\n--a;b \n\
        Content-Type: text/plain\nContent-Disposition: ATTACHMENT; filename=x\n\nattached\n--a;b\n\
        Content-Type: image/png\n\nimage\n--a;b\n\
        Content-Type: message/rfc822\nContent-Disposition: attachment\n\nSubject: x\n\nforwarded\n";
    check(&mixed.replace("plain\n--c--", "Nom : a\n--c--"), "Nom : a\n\n\nforwarded\n");
    let multipart = |kind: &str, parts: &[(&str, &str)]| {
        let mut source = format!("Content-Type: multipart/{kind}; boundary=x\n\n");
        for (kind, body) in parts {
            source.extend(["--x\nContent-Type: ", kind, "\n\n", body, "\n"]);
        }
        source + "--x--\n"
    };
    for (kind, parts, want) in [
        ("alternative", &[("text/plain", " \u{a0}\n"), ("text/html", "Nom : a")][..], "Nom : a\n"),
        ("alternative", &[("text/html", "Nom : a"), ("text/plain", "Nom : b")], "Nom : b\n"),
        ("alternative", &[("text/plain", "Nom : a"), ("text/html", "Nom : b")], "Nom : a\n"),
        ("alternative", &[("text/html", "a"), ("text/calendar", "BEGIN:VCALENDAR")], "a\n"),
        ("alternative", &[("text/calendar; method=REPLY", "Nom : x"), ("text/html", "a")], "a\n"),
        ("alternative", &[("text/enriched", "Nom : x"), ("text/html", "a")], "a\n"),
        ("alternative", &[("text/x-amp-html", "Nom : x"), ("text/plain", "a")], "a\n"),
        ("alternative", &[("text/plain", "a"), ("text/plain", "Nom : b")], "Nom : b\n"),
        (
            "alternative",
            &[
                ("text/plain", "Nom : a b\nLicence : c"),
                ("text/html", "<s>Licence : c</s><p>Nom : a <s>b</s>"),
            ],
            "~~Licence : c~~\n\nNom : a\n~~b~~\n",
        ),
        (
            "alternative",
            &[("text/plain", "Nom : a Logiciel : b"), ("text/html", "Nom : a<br>Logiciel : b")],
            "Nom : a\nLogiciel : b\n",
        ),
        (
            "alternative",
            &[("text/plain", "Ouvrez la version HTML"), ("text/html", "Nom : a")],
            "Nom : a\n",
        ),
        ("mixed", &[("text/plain", "a"), ("text/html", "b")], "a\n\n\nb\n"),
        ("mixed", &[("text/plain", "\u{200b}"), ("text/plain", "b")], "b\n"),
        ("mixed", &[("text", "a")], "a\n"),
        ("signed", &[("text/plain", "a"), ("application/pgp-signature", "iQ")], "a\n"),
        (
            "signed",
            &[("text/plain", "a"), ("application/pkcs7-signature; name=smime.p7s", "MI")],
            "a\n",
        ),
        ("related", &[("text/html", "a"), ("image/png", "b")], "a\n"),
        ("mixed", &[("image/png", "b\n--x\nContent-ID: <a>\n\na")], "a\n"),
        ("mixed", &[("image/png", "b\n--x\n\na: b")], "a: b\n"),
        ("mixed", &[("image/png", "b\n--x\nNom : a\n\nb")], "Nom : a\n\nb\n"),
        ("digest", &[("message/rfc822", "Subject: x\n\na")], "a\n"),
        ("mixed", &[("application/octet-stream; name=\"a.eml\"", "Subject: x\n\na")], "a\n"),
        ("mixed", &[("application/octet-stream; name=a.txt", "Nom : a")], "Nom : a\n"),
        (
            "mixed",
            &[("text/plain", "voir"), ("text/plain\nContent-Disposition: attachment", "Nom : a")],
            "voir\n\n\nNom : a\n",
        ),
        (
            "mixed",
            &[("text/plain", "voir"), ("text/plain\nContent-Disposition: attachment", "a")],
            "voir\n",
        ),
    ] {
        check(&multipart(kind, parts), want);
    }
    let mut nested = "Subject: x\n\nNom : a".to_owned();
    for _ in 0..10 {
        nested =
            multipart("mixed", &[("text/plain", "Pour information"), ("message/rfc822", &nested)]);
    }
    let text = text_of(nested.as_bytes());
    assert!(
        text.starts_with("Pour information\n") && text.trim_end().ends_with("\nNom : a"),
        "{text}"
    );
}

#[test]
fn flowed_lines_are_whole_again() {
    for (parameters, body, want) in [
        ("format=flowed", "a \nb\nc", "a b\nc"),
        ("Format=\"Flowed\"; DelSp=no", "a \nb", "a b"),
        ("format=flowed; delsp=yes", "a- \nb \n c", "a-bc"),
        ("format=flowed; delsp=yes", "a  \nb", "a b"),
        ("format=flowed", " From \n  b", "From  b"),
        ("format=flowed", "> a \n> b\n>> c \n>> d\ne", "> a b\n>> c d\ne"),
        ("format=flowed", "> > a \n> > b", ">> a b"),
        ("format=flowed", "> a \nb", "> a\nb"),
        ("format=flowed", "a \n\nb", "a\n\nb"),
        ("format=flowed", "a\n-- \nb", "a\n-- \nb"),
        ("format=flowed", "a \n-- \nb", "a\n-- \nb"),
        ("format=flowed", "\n >a", "\n>a"),
        ("format=flowed", "Saint-Denis- \nen-Val", "Saint-Denis-en-Val"),
        ("format=flowed", "un - \ndeux", "un - deux"),
        ("format=flowed", "https://a.fr/b/? \nc=d& \ne", "https://a.fr/b/?c=d&e"),
        ("format=flowed", "oui ? \nnon", "oui ? non"),
        ("format=fixed", "a \nb", "a \nb"),
        ("x=y", "a \nb", "a \nb"),
    ] {
        let source = format!("Content-Type: text/plain; {parameters}\n\n{body}");
        check(&source, want);
        let is_flowed = parameters.to_ascii_lowercase().contains("flowed");
        let wrapping = if is_flowed { Wrapping::Fixed } else { Wrapping::Unknown };
        assert_eq!(file(source.as_bytes()).unwrap().wrapping, wrapping);
    }
}

#[test]
fn the_wrapping_is_that_of_the_part_that_is_read() {
    let source = |first: &str, second: &str| {
        format!(
            "Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: {first}\n--x\n\
             Content-Type: {second}\n--x--"
        )
    };
    let footer = "text/plain\n\nListe";
    let flowed = "text/plain; format=flowed\n\nNom : a";
    let html = "text/html\n\nNom : a";
    for (source, want) in [
        (source(flowed, footer), Wrapping::Fixed),
        (source(footer, flowed), Wrapping::Fixed),
        (source(footer, html), Wrapping::Html),
        (source(footer, footer), Wrapping::Unknown),
    ] {
        assert_eq!(file(source.as_bytes()).unwrap().wrapping, want, "{source}");
    }
    assert_eq!(read(Input::Pasted("Nom : a"), decode).unwrap().wrapping, Wrapping::Unknown);
}

#[test]
fn what_cannot_be_read_is_named() {
    let header = "Subject: x\nMIME-Version: 1.0\nContent-Type: ";
    let mixed = |kind: &str, text: &str| {
        format!(
            "{header}multipart/mixed; boundary=x\n\n--x\n\n{text}\n--x\nContent-Type: {kind}\n\nMI\n--x--"
        )
    };
    for (bytes, want) in [
        (&b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0"[..], Unreadable::Outlook),
        (mixed("application/vnd.ms-outlook", "").as_bytes(), Unreadable::Outlook),
        (mixed("application/octet-stream; name=a.MSG", "Bonjour").as_bytes(), Unreadable::Outlook),
        (b"\x78\x9f\x3e\x22\0", Unreadable::Tnef),
        (mixed("application/ms-tnef", "Liste orga").as_bytes(), Unreadable::Tnef),
        (
            mixed("application/octet-stream; name*=utf-8''winmail.dat", "").as_bytes(),
            Unreadable::Tnef,
        ),
        (b"\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02\xa0\x80", Unreadable::Smime),
        (b"\x30\x82\x12\x34\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x03\xa0", Unreadable::Smime),
        (
            format!("{header}application/x-pkcs7-mime; smime-type=enveloped-data\n\nMI").as_bytes(),
            Unreadable::Smime,
        ),
        (mixed("application/octet-stream; name=smime.p7m", "Liste").as_bytes(), Unreadable::Smime),
        (
            format!("{header}multipart/encrypted; boundary=x\n\n--x\n\nNom : a\n--x--").as_bytes(),
            Unreadable::Encrypted,
        ),
        (b"-----BEGIN PGP MESSAGE-----\n\nhQ\n-----END PGP MESSAGE-----", Unreadable::Encrypted),
        (
            format!("{header}text/plain\n\nBonjour\n-----BEGIN PGP MESSAGE-----\n\nhQ").as_bytes(),
            Unreadable::Encrypted,
        ),
        (b"{\"format\":\"bluehats-participation\"", Unreadable::Backup),
        (b"\xef\xbb\xbf \n{\n  \"format\": 1", Unreadable::Backup),
        (b"\xff\xfe{\0\"\0", Unreadable::Backup),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", Unreadable::NotText),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", Unreadable::NotText),
        (b"GIF89a\x01\0\x01\0", Unreadable::NotText),
        (b"%PDF-1.7\n%\xe2\xe3", Unreadable::NotText),
        (b"PK\x03\x04\x14\0", Unreadable::NotText),
        (b"\x1f\x8b\x08\0", Unreadable::NotText),
        (b"{\\rtf1\\ansi Nom : a}", Unreadable::NotText),
        ("a".repeat(1_000_001).as_bytes(), Unreadable::TooLong),
        (
            format!("{header}text/html\n\n{}", "<p>a".repeat(400_000)).as_bytes(),
            Unreadable::TooLong,
        ),
    ] {
        let start = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]);
        assert_eq!(file(bytes), Err(want), "{start}");
    }
    // What can be read is, beside what cannot.
    for kind in ["application/ms-tnef", "application/pkcs7-mime", "application/vnd.ms-outlook"] {
        assert_eq!(text_of(mixed(kind, "Nom : a").as_bytes()), "Nom : a\n");
    }
    assert_eq!(read(Input::Pasted(" {\"a\": 1}"), decode), Err(Unreadable::Backup));
    assert_eq!(read(Input::Pasted("{x} \u{1}"), decode).unwrap().text, "{x} \u{1}");
}

#[test]
fn words_that_are_struck_through_stand_apart() {
    for (html, want) in [
        ("<div>a <s>b c</s> d</div><div>e", "a d\n~~b c~~\ne\n"),
        ("<p>a<strike> b</strike>, <DEL cite='x'>c</del></p>", "a ,\n~~b c~~\n"),
        (
            "a <span style='color: red; text-decoration: line-through'>b <span>c</span></span> d",
            "a d\n~~b c~~\n",
        ),
        ("<font style=\"TEXT-DECORATION-LINE:underline LINE-THROUGH\">b</font>", "~~b~~\n"),
        ("<blockquote><s>a<br>b</s><div>c", "> ~~a~~\n> ~~b~~\n> c\n"),
        ("<s>a <b style='white-space: pre'>b  c</b></s>", "~~a b  c~~\n"),
        ("<u style='text-decoration: none; x: line-through'>a</u> <s>&nbsp;</s><s></s>b", "a b\n"),
        ("a <s>b", "a\n~~b~~\n"),
    ] {
        check_html(html, want);
    }
}

#[test]
fn html_becomes_text() {
    for (html, want) in [
        ("<html><head><title>t</title></HEAD ><body>a\n b<BR>c</body>", "a b\nc\n"),
        ("<p>a</p><p>b<p>c<div>d</div>e", "a\n\nb\n\nc\nd\ne\n"),
        ("a<style>p{}</style><!-- <b> --><script>x()</script> b", "a b\n"),
        (
            "x<blockquote>a<br><br>b<blockquote>c</blockquote></blockquote>d",
            "x\n>\n> a\n>\n> b\n>>\n>> c\n\nd\n",
        ),
        ("<pre>\na\n  b\n</pre>", "a\n  b\n"),
        ("<a href='https://a.fr'>ici</a> <td>x<td>y", "ici x y\n"),
        ("a < b <3 <", "a < b <3 <\n"),
        ("<style>never closed", "never closed\n"),
        ("a<!-->b<!--->c<!--[if mso]><p>x</p><![endif]-->d<![if !mso]>e<![endif]>", "abcde\n"),
        ("a<?xml:namespace prefix=o />b<o:p></o:p>c", "abc\n"),
        ("<head><header>a</header>b", "a\nb\n"),
        ("<ul><li>a<li>b</ul>c<article>d</article>", "a\nb\n\nc\nd\n"),
    ] {
        check_html(html, want);
    }
}

#[test]
fn a_tag_ends_where_browsers_end_it() {
    for (html, want) in [
        ("<a title=\"a > b\" href='>'>c</a>", "c\n"),
        ("<a title = \n\"a > b\">c", "c\n"),
        ("<a title=a\"b>c\"", "c\"\n"),
        ("<a \"b>c", "c\n"),
        ("<a title='it\"s > x'>c", "c\n"),
        ("<img alt=\"->\"/>c", "c\n"),
        ("<a title=\"a", "<a title=\"a\n"),
        ("<a title=\"a>b<b>c", "bc\n"),
        ("</p title=\">\">c", "c\n"),
        ("<br/>c<br title='>'/>d", "\nc\nd\n"),
        ("<a href=\"?a=b&c=>\">c", "c\n"),
        ("<a data-x=\"<p>\" title=\"</head>\">c", "c\n"),
    ] {
        check_html(html, want);
    }
}

#[test]
fn references_are_those_of_the_standard() {
    for (html, want) in [
        ("&eacute;&#233;&#xe9;&#XE9;&nbsp;&amp;lt;", "ééé\u{e9}\u{a0}&lt;"),
        ("&x; & &rsquo &notaname;", "&x; & &rsquo ¬aname;"),
        ("L&#146;&#x92;&#150;&#128;&#x9C;", "L’’–€œ"),
        (
            "&#129;&#0;&#xD800;&#99999999;&#x110000;&#99999999999;",
            "\u{81}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}",
        ),
        ("&#233 &#xe9x &#233", "é éx é"),
        ("&# &#x &#; &#xg;", "&# &#x &#; &#xg;"),
        ("&eacute &agravea &nbsp! &amp", "é àa \u{a0}! &"),
        ("&copy2 &COPY; &reg; &AMP; &LT;&GT &QUOT;", "©2 © ® & <> \""),
        ("&sect;&frac12;&sup2;&szlig;&yuml;&iexcl;&divide;", "§½²ß\u{ff}¡÷"),
        ("&rarr;&hellip;&trade;&OElig;&le;&minus;&apos;", "→…™Œ≤−'"),
        (
            "&thinsp;&zwnj;&zwj;&lrm;&rlm;&ensp;x",
            "\u{2009}\u{200c}\u{200d}\u{200e}\u{200f}\u{2002}x",
        ),
        ("a&#10;b&#32;&NewLine; c&Tab;d", "a b c d"),
        ("&laquo;&nbsp;a&nbsp;&raquo;&#8239;!", "«\u{a0}a\u{a0}»\u{202f}!"),
        ("&#00000000000000233;&#x0000000e9;", "éé"),
        ("&amp;amp;&ampamp;&amp;#233;", "&amp;&amp;&#233;"),
        ("&equals;&colon;&sol;&vert;&bsol;", "=:/|\\"),
    ] {
        check_html(html, &format!("{want}\n"));
    }
    // Each of Latin-1 is where it belongs.
    check_html("&Agrave;&times;&szlig;&eth;&frac34;&AElig;&ntilde;&thorn;", "À×ßð¾Æñþ\n");
}

#[test]
fn blanks_are_kept_where_a_style_says_so() {
    for (html, want) in [
        ("<div style=\"margin:0; white-space: pre-wrap\">a\nb</div>c\nd", "a\nb\nc d\n"),
        ("<div style='WHITE-SPACE:PRE'>a\n  b</div>", "a\n  b\n"),
        ("<div style=\"white-space: pre-line\">a\n  b   c</div>", "a\nb c\n"),
        ("<div style=\"white-space: break-spaces;\">a\nb</div>", "a\nb\n"),
        ("<div style=\"white-space-collapse: preserve\">a\nb</div>", "a\nb\n"),
        ("<div style=\"white-space : pre-wrap !important\"><span>a\nb</span></div>", "a\nb\n"),
        ("<div style=\"white-space:pre\">a\n<div>b\nc</div>d\ne</div>f\ng", "a\nb\nc\nd\ne\nf g\n"),
        ("<pre>a\n<span style=\"white-space:normal\">b\nc</span>\nd</pre>", "a\nb c\nd\n"),
        ("<textarea>a\nb</textarea>", "a\nb\n"),
        (
            "<pre wrap=\"\">a\n<blockquote type=cite>b\nc</blockquote>d\ne</pre>f\ng",
            "a\n>\n> b\n> c\n\nd\ne\n\nf g\n",
        ),
        ("<p style=\"white-space:pre\">a\nb<p>c\nd", "a\nb\n\nc d\n"),
        ("<div style=\"white-space:nowrap\">a\nb</div>", "a b\n"),
        (
            "<body style=\"white-space:pre-wrap\">a\r\nb<br style=\"white-space:normal\">c\nd",
            "a\nb\nc\nd\n",
        ),
        ("<div style=\"white-space:pre\">a\nb</p>\nc</div>d\ne", "a\nb\n\n\nc\nd e\n"),
        // By a style sheet.
        (
            "<style>.a{white-space:pre-wrap}</style><div class=a>Nom : a\nLogiciel : b\n</div>",
            "Nom : a\nLogiciel : b\n",
        ),
    ] {
        check_html(html, want);
    }
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
    let only_attached = MessageBuilder::new().from("a@b.fr").text_body("Voir la pièce jointe.");
    let only_attached = only_attached.attachment("text/plain", "participation.txt", text);
    for message in [plain, both, reply, forwarded, attached, only_attached] {
        let file = message.write_to_vec().unwrap();
        let reading = parse(&text_of(&file), Wrapping::Unknown, str::to_owned);
        assert!(
            reading.proposal.says_the_same_as(&sample),
            "{}\n{:#?}",
            String::from_utf8_lossy(&file),
            reading.proposal
        );
    }
}

#[test]
fn much_of_anything_is_read_in_time() {
    let header = "Content-Type: text/html\n\n";
    let multipart = "Content-Type: multipart/mixed; boundary=a\n\n";
    let flowed = "Content-Type: text/plain; format=flowed\n\n";
    for (start, part) in [
        (header, "<"),
        (header, "< "),
        (header, "<a"),
        (header, "<a b=\""),
        (header, "<a b=\"'>"),
        (header, "<a b='\" c=\""),
        (header, "<style>"),
        (header, "<!--"),
        (header, "<!-->"),
        (header, "&"),
        (header, "&#1"),
        (header, "&amp"),
        (header, "&aaaaaaa;"),
        (header, "<blockquote>"),
        (header, "<pre>"),
        (header, "<pre></pre>"),
        (header, "<p style=white-space:pre>"),
        (header, "<div style=white-space:pre>"),
        (header, "<p>"),
        (header, "\n"),
        ("", ":"),
        ("", "a: b\n"),
        ("", "\n"),
        ("", "\n\na: b\n"),
        ("", "--a\n"),
        ("", "x\n\nMIME-Version: 1\n"),
        ("", " "),
        ("", "=C3=A9"),
        ("Content-Type: a;", ";"),
        ("Content-Type: a;", "a=\"b\";"),
        ("Content-Type: a;", "name*0=b;"),
        ("Content-Type: a;", "("),
        ("Content-Type: a;", "\\"),
        ("Content-Transfer-Encoding: quoted-printable\n\n", "="),
        ("Content-Transfer-Encoding: quoted-printable\n\n", "= "),
        ("Content-Transfer-Encoding: quoted-printable\n\n", " "),
        ("Content-Transfer-Encoding: base64\n\n", "a\n"),
        ("Content-Transfer-Encoding: base64\n\n", "= "),
        (flowed, "a \n"),
        (flowed, "a-"),
        (flowed, "://a? \n"),
        (flowed, " \n"),
        (flowed, "  \n"),
        (flowed, ">"),
        (multipart, "--a\n"),
        (multipart, "--a\nContent-Type: multipart/mixed; boundary=a\n\n"),
        (multipart, "--a\nx: y\n"),
        ("Content-Type: multipart/mixed\n\n", "--b\n"),
        ("Content-Type: multipart/mixed; boundary=a\n\n--a\n", "Content-Type: message/rfc822\n\n"),
    ] {
        // Shown with a test that hangs.
        println!("{start:?} {part:?}");
        let file = format!("{start}{}>", part.repeat(300_000 / part.len()));
        assert!(text_of(file.as_bytes()).len() < 20 * file.len());
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
        // A byte order mark is no part of a text.
        let body = body.replace(['\r', '\u{0}', '\u{feff}'], "");
        let text = text_of(message(&subject, &body).eml().as_bytes());
        let want = if is_blank(&body) { "Empty".to_owned() } else { format!("{body}\n") };
        prop_assert_eq!(text, want);
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
        text_of(&file);
        for start in ["", "Content-Type: text/html\n\n", "Content-Type: multipart/a; boundary=a\n\n--a\n"] {
            let mut bytes = format!("{start}{text}").into_bytes();
            bytes.extend(&file);
            text_of(&bytes);
        }
    }
}

#[test]
fn nothing_is_made_of_nothing() {
    let reading = parse(&text_of(b"\x00\xff\xfe"), Wrapping::Unknown, str::to_owned);
    assert_eq!(reading.proposal, Proposal::default());
}
