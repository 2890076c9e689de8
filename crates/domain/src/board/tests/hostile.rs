//! What is in files that nobody should be given: the rest is read, and the trouble is named.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::*;
use crate::WebLink;
use crate::mail::Unreadable;

/// What is the matter with a file, by its messages' places in it.
fn troubles(name: &str, bytes: &[u8]) -> Vec<(u32, Trouble)> {
    let found = read(name, bytes);
    let troubles = found.messages().iter().filter_map(|it| match &it.content {
        Content::Unreadable { trouble, file, number } => {
            assert_eq!(file, name);
            Some((*number, *trouble))
        }
        _ => None,
    });
    troubles.collect()
}

#[test]
fn files_that_are_no_mail_are_named() {
    let none = |unreadable| Trouble::NoText(unreadable);
    for (name, bytes, want) in [
        ("vide.eml", &b""[..], Trouble::EmptyFile),
        ("vide.mbox", b"", Trouble::EmptyFile),
        ("blanc.mbox", b"\n\n", none(Unreadable::Empty)),
        ("photo.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF", none(Unreadable::NotText)),
        ("lettre.pdf", b"%PDF-1.7\n", none(Unreadable::NotText)),
        ("message.msg", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", none(Unreadable::Outlook)),
        ("winmail.dat", b"\x78\x9f\x3e\x22\x00", none(Unreadable::Tnef)),
        ("brouillon.json", include_bytes!("../../../fixtures/record-v3.json"), none(Unreadable::Backup)),
        ("autre.json", b"{\"a\":1}", Trouble::DamagedBoard),
        ("coupé.json", b"{\"format\":\"bluehats-board\",\"version\":1,\"edition\":\"20", Trouble::DamagedBoard),
        ("futur.json", b"{\"format\":\"bluehats-board\",\"version\":2}", Trouble::NewerBoard),
        (
            "avant.json",
            b"{\"format\":\"bluehats-board\",\"version\":1,\"edition\":\"2023-01-09\",\"running_order\":[],\"messages\":[]}",
            Trouble::OtherEdition,
        ),
    ] {
        assert_eq!(troubles(name, bytes), [(1, want)], "{name}");
    }
}

#[test]
fn a_broken_part_in_the_middle_stops_nothing() {
    let good = |name: &str, at| message("a@a.fr", at, &text_of(&offering(name, "", "", "a")));
    let broken = [
        "",
        "\0\u{1}\u{2}",
        "Content-Type: multipart/mixed; boundary=a\n\n--a\n--a\n--a--\n",
        "Content-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo\n",
        "Content-Type: application/pkcs7-mime\nContent-Transfer-Encoding: base64\n\nMIIB\n",
        "Content-Type: text/plain; charset=nobody-knows\n\nZo\u{fffd}\u{fffd}\n",
        "Content-Transfer-Encoding: base64\n\n====\n",
    ];
    for broken in broken {
        let messages = [good("Zoé", 0), broken.to_owned(), good("Noël", 1)];
        let board = board_of(&messages);
        let names: Vec<_> = board.people().iter().map(|it| &*it.proposal.name).collect();
        assert_eq!(names, ["Noël", "Zoé"], "{broken}");
        assert_eq!(board.messages().len(), 3, "{broken}");
        let state = board.messages().map(|(_, state)| state);
        let others = state.filter(|it| matches!(it, State::Unreadable | State::NotParticipation));
        assert_eq!(others.count(), 1, "{broken}");
    }
}

#[test]
fn all_kinds_of_files_are_read() {
    let zoe = offering("Zoé", "zoe@exemple.fr", "", "été");
    let text = text_of(&zoe);
    let eml = message("zoe@exemple.fr", 0, &text);
    let utf_16: Vec<u8> =
        "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let crlf = |text: &str| text.replace('\n', "\r\n").into_bytes();
    for (name, bytes) in [
        ("a.eml", eml.clone().into_bytes()),
        ("a.eml", crlf(&eml)),
        ("a.eml", format!("\u{feff}{eml}").into_bytes()),
        ("a.txt", text.clone().into_bytes()),
        ("a.txt", format!("\u{feff}{text}").into_bytes()),
        ("a.txt", utf_16),
        ("a", mailbox(std::slice::from_ref(&eml))),
        ("a.eml", mailbox(std::slice::from_ref(&eml))),
        ("a.MBOX", crlf(&String::from_utf8(mailbox(std::slice::from_ref(&eml))).unwrap())),
        ("Inbox", format!("\u{feff}From \r\n{eml}").into_bytes()),
        ("a.mbox", eml.clone().into_bytes()),
        (
            "a.mbox",
            format!("\n\n{}", String::from_utf8(mailbox(std::slice::from_ref(&eml))).unwrap())
                .into_bytes(),
        ),
    ] {
        let board = Board::new(read(name, &bytes));
        let [person] = board.people() else { panic!("{name}: {board:#?}") };
        assert!(person.proposal.says_the_same_as(&zoe), "{name}: {board:#?}");
        assert_eq!(board.messages().len(), 1, "{name}");
    }
}

#[test]
fn hostile_names_and_links_are_texts() {
    let mut zoe =
        offering("<script>alert(1)</script>\u{202e}", "=cmd|' /C calc'!A0", "@SUM(1+1)", "a");
    zoe.software.push(crate::Software {
        name: "javascript:alert(1)".to_owned(),
        repository: "javascript:alert(1)".to_owned(),
        ..zoe.new_software()
    });
    // No form of ours sends it; somebody has written it by hand.
    let text = format!(
        "{}\n\n{}\n\nÀ bientôt !",
        "Voici ma participation (x).",
        crate::mail::entries(&zoe)
    );
    let board = board_of(&[message("zoe@exemple.fr", 0, &text)]);
    let [person] = board.people() else { panic!("{board:#?}") };
    assert_eq!(person.email.as_ref().map(crate::EmailAddress::as_str), Some("zoe@exemple.fr"));
    assert_eq!(board.messages().next().unwrap().1, State::WithDoubts { person: 0 });
    let link = person.proposal.software[0].repository.parse::<WebLink>();
    assert!(link.is_err(), "{link:?}");
    let csv = contacts_csv(&board);
    assert!(
        csv.contains("\r\n<script>alert(1)</script>\u{202e},'@SUM(1+1),zoe@exemple.fr,"),
        "{csv}"
    );
}

#[test]
fn megabytes_of_anything_are_sorted_out_in_time() {
    let zoe = |at: usize| text_of(&offering("Zoé", "", "", &format!("a{at}")));
    // One person who cannot stop.
    let many: Vec<String> = (0..300).map(|at| message("a@a.fr", at, &zoe(at))).collect();
    let board = board_of(&many);
    assert_eq!(board.people().len(), 1);
    assert_eq!(board.people()[0].superseded.len(), 299);
    // Many names for one address, one identifier for all.
    let many: Vec<String> = (0..300)
        .map(|at| {
            let text = text_of(&offering(&format!("Zoé {at}"), "", "", "python"));
            message("a@a.fr", at, &text).replace("Message-ID: <", "Message-ID: <same>")
        })
        .collect();
    assert_eq!(board_of(&many).people().len(), 300);
    // Messages within messages.
    let mut nested = zoe(0);
    for _ in 0..500 {
        nested = format!("Content-Type: message/rfc822\n\n{nested}");
    }
    assert_eq!(board_of(&[nested]).messages().len(), 1);
    let part = "--b\nContent-Type: message/rfc822\n\nSubject: a\n\nb\n";
    let many = format!("Content-Type: multipart/mixed; boundary=b\n\n{}", part.repeat(1_000));
    assert_eq!(read("a.eml", many.as_bytes()).messages().len(), 1);
    for part in ["From: a\n", "=?utf-8?Q?", "=?utf-8?Q?a ", "(", "\"", "<", "a, ", "\\"] {
        for field in ["From", "Subject", "Date"] {
            let eml = format!("{field}: {}\n\nb", part.repeat(200_000 / part.len()));
            assert_eq!(read("a.eml", eml.as_bytes()).messages().len(), 1, "{field}: {part}");
        }
    }
}

/// What files are made of.
const PIECES: &[&str] = &[
    "From a@b.fr Wed Jan  3 08:00:00 2024\n",
    "From \n",
    "\n",
    "\r\n",
    "From: Zoé <zoe@exemple.fr>\n",
    "Date: Wed, 3 Jan 2024 10:00:00 +0000\n",
    "Subject: =?utf-8?B?w4k\n",
    "Content-Type: multipart/digest; boundary=b\n",
    "Content-Type: message/rfc822\n",
    "Content-Transfer-Encoding: base64\n",
    "--b\n",
    "--b--\n",
    "Voici ma participation (x).\n",
    "Voici ce qui change dans ma participation (x).\n",
    "Nom : Zoé\n",
    "Logiciel : Démo\n",
    "Ajouté, licence : MIT\n",
    "À bientôt !\n",
    "{\"format\":\"bluehats-board\",\"version\":1,",
    "\u{feff}",
];

proptest! {
    /// Whatever a file is, it has at least one message, or something that takes its place, and comes
    /// back from a saved board.
    #[test]
    fn any_file_is_read(
        pieces in vec(select(PIECES), 0..24),
        bytes in vec(any::<u8>(), 0..24),
        size in 1usize..200,
    ) {
        let file = [pieces.concat().into_bytes(), bytes].concat();
        let found = read_in_pieces("a", &file, size);
        prop_assert!(!found.messages().is_empty());
        prop_assert!(found == read("a", &file));
        let saved = decode(&encode(&found, EDITION), EDITION);
        prop_assert!(saved.as_ref() == Ok(&found), "{saved:#?}\n{found:#?}");
        let board = Board::new(found.clone());
        prop_assert_eq!(board.messages().len(), found.messages().len());
    }
}
