//! What real programs have made of a message, one file for each fault that was found
//! (`fixtures/faults/`). Beside each stands the right reading, in `NAME.expected.json`.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::{Input, Unreadable, parse, read};
use crate::testing::decode;
use crate::{Date, Proposal};

/// The fields of a draft, as the files have them.
fn fields(draft: &Proposal) -> Value {
    let software = draft.software.iter().map(|software| {
        let requests = software.help_requests.iter().map(|request| {
            json!({
                "kind": format!("{:?}", request.kind),
                "description": request.description,
                "ticket": request.ticket,
            })
        });
        json!({
            "name": software.name,
            "repository": software.repository,
            "licence": software.licence,
            "summary": software.summary,
            "goals": software.goals.iter().map(|goal| &goal.text).collect::<Vec<_>>(),
            "help_requests": requests.collect::<Vec<_>>(),
        })
    });
    let talks = draft
        .talks
        .iter()
        .map(|talk| json!({ "kind": format!("{:?}", talk.kind), "subject": talk.subject }));
    json!({
        "name": draft.name,
        "email": draft.email,
        "organisation": draft.organisation,
        "presence": draft.presence.iter().map(Date::to_string).collect::<Vec<_>>(),
        "software": software.collect::<Vec<_>>(),
        "expectations": draft.expectations,
        "talks": talks.collect::<Vec<_>>(),
        "offers": draft.offers,
    })
}

/// What is in a file of the folder. The picture of the large one is made here.
fn file(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/faults");
    let mut bytes = fs::read(folder.join(name)).unwrap();
    if name == "16-with-logo.eml" {
        let line = [[b'A'; 76].as_slice(), b"\r\n"].concat();
        bytes.extend(line.repeat(21_000));
        bytes.extend(b"\r\n--b1--\r\n");
    }
    bytes
}

#[track_caller]
fn check(names: &[&str]) {
    for name in names {
        let bytes = file(name);
        let want: Value = serde_json::from_slice(&file(&format!("{name}.expected.json"))).unwrap();
        let input = match want["how"].as_str() {
            Some("paste") => Input::Pasted(str::from_utf8(&bytes).unwrap()),
            _ => Input::File(&bytes),
        };
        let found = read(input, decode).unwrap_or_else(|error| panic!("{name}: {error:?}"));
        let reading = parse(&found.text, found.wrapping, str::to_owned);
        assert_eq!(fields(&reading.proposal), want["fields"], "{name}\n{}", found.text);
        for note in want["notes_contain"].as_array().into_iter().flatten() {
            let notes = reading.notes.join("\n");
            assert!(notes.contains(note.as_str().unwrap()), "{name}\n{notes}");
        }
    }
}

#[test]
fn the_text_is_found_and_read() {
    check(&[
        "01-outlook-inline.eml",
        "01b-outlook-inline-paste.txt",
        "01c-new-outlook-inline.eml",
        "02a-safelinks-after.txt",
        "02b-safelinks-instead.txt",
        "02c-urldefense.txt",
        "03a-paragraph-joined.txt",
        "03b-all-joined.txt",
        "05a-empty-plain.eml",
        "05b-html-calendar.eml",
        "06-delsp.eml",
        "07a-depth-change.txt",
        "07b-qp-padding.eml",
        "08a-blank-first.eml",
        "08b-spaces-first.eml",
        "08c-source-pasted.txt",
        "09a-boundary-continued.eml",
        "09b-boundary-encoded.eml",
        "10a-base64-header-then-message.eml",
        "10b-base64-message-then-footer.eml",
        "10c-base64-then-clear-footer.eml",
        "11-pre-wrap.eml",
        "12-html-references.eml",
        "13a-zero-width-at-line-start.txt",
        "16-with-logo.eml",
        "24-double-utf8.txt",
    ]);
}

#[test]
fn what_cannot_be_opened_is_named() {
    for (name, want) in [
        ("15a-outlook.msg", Unreadable::Outlook),
        ("15b-smime-opaque.eml", Unreadable::Smime),
        ("15c-tnef.eml", Unreadable::Tnef),
    ] {
        assert_eq!(read(Input::File(&file(name)), decode), Err(want), "{name}");
    }
}
