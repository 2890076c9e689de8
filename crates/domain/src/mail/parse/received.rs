//! What real mail programs made of messages of ours (`fixtures/mail/README.md`), read back.

use std::fs;
use std::path::{Path, PathBuf};

use super::tests::{compose_accents, with_texts};
use super::*;
use crate::mail::{self, Input, ReadableText};
use crate::stored;
use crate::testing::decode;

/// Messages of which not every word can come back, each with the reason.
const DAMAGED: [(&str, Returned, &str); 3] = [
    (
        "evo-reply--evo-hyphen",
        Returned::BlanksWithinWords,
        "Evolution broke a word of 119 letters, and broke the rest of it again in the reply",
    ),
    ("mutt-replyw3m--tbH-hyphen", Returned::WithLosses, "w3m drops soft hyphens"),
    (
        "tb~tb-reply-plain--tb-hyphen",
        Returned::BlanksWithinWords,
        "Thunderbird shows lines joined with a blank that it broke within words",
    ),
];

/// The text in a file, and what its line ends mean.
fn text_in(path: &Path) -> ReadableText {
    let file = fs::read(path).unwrap();
    let input = match path.extension().unwrap().to_str() {
        Some("eml") => Input::File(&file),
        _ => Input::Pasted(str::from_utf8(&file).unwrap()),
    };
    mail::read(input, decode).unwrap()
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name)
}

fn files(name: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder(name)).unwrap();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

fn read(path: &Path) -> Reading {
    let ReadableText { text, wrapping } = text_in(path);
    parse(&text, wrapping, compose_accents)
}

/// How much of a draft came back.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Returned {
    Exactly,
    /// Programs have changed blanks: no-break spaces, tabs, indentation.
    ButForBlanks,
    /// Some words have blanks in them.
    BlanksWithinWords,
    WithLosses,
}

fn returned(read: &Proposal, sent: &Proposal) -> Returned {
    let words = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    let letters = |line: &str| line.split_whitespace().collect::<String>();
    let is_same = |change: fn(&str) -> String| {
        let lines = |text: &str| text.lines().map(change).collect::<Vec<_>>().join("\n");
        with_texts(read, lines).says_the_same_as(&with_texts(sent, lines))
    };
    if read.says_the_same_as(sent) {
        Returned::Exactly
    } else if is_same(words) {
        Returned::ButForBlanks
    } else if is_same(letters) {
        Returned::BlanksWithinWords
    } else {
        Returned::WithLosses
    }
}

#[test]
fn what_programs_sent_back_is_read() {
    let mut counts = [0; 4];
    let mut short = 0;
    for path in files("mail/received") {
        let name = path.file_stem().unwrap().to_str().unwrap();
        let case = name.rsplit('-').next().unwrap();
        let draft = fs::read_to_string(folder("mail/drafts").join(case).with_extension("json"));
        let draft = stored::decode(&draft.unwrap()).unwrap().proposal.normalised();
        let reading = read(&path);
        if !text_in(&path).text.contains(OPENING) {
            // Only the short message was sent, and nothing pasted below.
            assert!(reading.proposal.is_empty() && reading.notes.is_empty(), "{name}");
            short += 1;
            continue;
        }
        let returned = returned(&reading.proposal, &draft);
        let expected = DAMAGED.iter().find(|(damaged, ..)| *damaged == name).map(|(_, it, _)| it);
        match expected {
            Some(expected) => assert_eq!(returned, *expected, "{name}"),
            None => assert!(returned <= Returned::ButForBlanks, "{name}: {reading:#?}"),
        }
        assert!(!reading.is_encoded, "{name}");
        counts[returned as usize] += 1;
    }
    assert_eq!((counts, short), ([105, 62, 2, 1], 8));
}

#[test]
fn the_smallest_messages_that_were_misread_are_read() {
    for (name, goals, notes) in [
        ("d1-claws-joined-lines", &[][..], 0),
        (
            "d2-evolution-bar-becomes-quote",
            &["Écrire un guide\nen deux pages\n\npuis le relire", "Publier"],
            0,
        ),
        (
            "d3-thunderbird-plain-reply-breaks-words",
            &["Aller au rez-de-chaussée du rendez-vous-café, à Saint-Denis-en-Val"],
            0,
        ),
        (
            "d3b-evolution-hard-wrap-at-hyphen",
            &["Le rendez-vous-café, vis-à-vis du porte-à-faux, à la Saint-Denis-en-Val"],
            0,
        ),
        ("d4-evolution-label-apart", &["Publier"], 0),
        ("d5-short-message-above", &[], 0),
        ("d7-initials-quote", &[], 1),
        (
            "d8-evolution-twice-wrapped",
            &[
                "Peut-être est-ce là-bas, c’est-à-dire au rez-de-chaussée du rendez-vous de la mairie",
            ],
            0,
        ),
    ] {
        let reading = read(&folder("mail/min").join(name).with_extension("txt"));
        let software = reading.proposal.software.first();
        let read: Vec<&str> =
            software.into_iter().flat_map(|it| &it.goals).map(|goal| goal.text.as_str()).collect();
        assert_eq!((read.as_slice(), reading.notes.len()), (goals, notes), "{name}: {reading:#?}");
        assert_eq!(reading.proposal.name, "Zoé", "{name}");
    }
    let poured = read(&folder("mail/min/d1-claws-joined-lines.txt"));
    let requests = &poured.proposal.software[0].help_requests;
    assert_eq!(requests[0].ticket, "https://a.fr/7");
    assert_eq!(requests[1].description, "Trouver un nom\ncourt");
    for (name, link) in [
        (
            "d3-thunderbird-plain-reply-breaks-words",
            "https://gitlab.exemple.gouv.fr/direction-du-numerique/rendez-vous/-/issues/?label_name=bug",
        ),
        (
            "d4-evolution-label-apart",
            "https://git.exemple.fr/groupe/sous-groupe/projet/-/issues/?label=abcdef",
        ),
    ] {
        let reading = read(&folder("mail/min").join(name).with_extension("txt"));
        assert_eq!(reading.proposal.software[0].repository, link);
    }
    let source = read(&folder("mail/min/d6-source-pasted.txt"));
    assert_eq!(source.proposal.organisation, "Ville d’Exemple");
}
