//! What holds for an edition as a whole: the two files together, and every text made from it.

use proptest::prelude::*;

use super::*;

/// Every text that is made from an edition.
fn everything(edition: &Edition) -> String {
    let entry = calendar(edition).replace("\r\n ", "");
    let facts = serde_json::to_string(&edition.facts()).unwrap();
    [constants(edition), entry, facts, edition.body("/sous/chemin")].join("\n")
}

#[test]
fn the_published_edition_is_read_from_its_folder() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../content");
    let edition = Edition::read(folder.as_ref()).unwrap();
    assert_eq!(everything(&edition), everything(&samples::first()));
}

#[test]
fn another_edition_is_published_without_editing_any_rust() {
    let texts = everything(&samples::second());
    for fact in [
        "Rencontres \\\"Libre & Public\\\" d’été",
        "{\"day\":\"2099-06-30\",\"text\":\"30 juin\"}",
        "days: &[day(2099, 6, 30), day(2099, 7, 1), day(2099, 7, 2)]",
        "\"mailto\":\"mailto:équipe@rencontres.example\"",
        "\"site\":\"https://rencontres.example/?a=1&b=2\"",
        "\"source\":\"https://git.example/rencontres\"",
        "Salle \\\"Ada; Lovelace\\\", aile B\\\\C",
        "<h2>Venez &amp; codez</h2>",
        "<a href=\"/sous/chemin/participer\">une page</a>",
    ] {
        assert!(texts.contains(fact), "{fact}\n{texts}");
    }
    for fact in
        ["Hackathon", "BlueHats", "bluehats", "2024", "janvier", "gouv.fr", "Ségur", "Paris"]
    {
        assert!(!texts.contains(fact), "{fact}\n{texts}");
    }
}

#[test]
fn the_problems_of_both_files_are_told_at_once() {
    let announcement = Source { file: "a.md".to_owned(), text: String::new() };
    let settings = Source { file: "edition.toml".to_owned(), text: "\nname =".to_owned() };
    let error = Edition::parse(announcement, settings).unwrap_err();
    assert_eq!(
        error.to_string(),
        "a.md:1: expected front matter, which starts with a line ---\n\
         edition.toml:2: string values must be quoted, expected literal string"
    );
}

#[test]
fn a_promise_is_found_whatever_its_apostrophes() {
    let Source { file, text } = samples::settings();
    for apostrophe in ["'", "’"] {
        let promise = format!("L{apostrophe}événement sera animé");
        let text = text.replace(
            "nous vous incluerons dans les invitations que nous enverrons aux agents publics",
            &promise,
        );
        let settings = Source { file: file.clone(), text };
        let edition = Edition::parse(samples::announcement(), settings).unwrap();
        assert!(constants(&edition).contains("promise: \"L’événement sera animé\","));
    }
}

#[test]
fn who_stands_behind_the_site_is_said_and_not_invented() {
    assert!(samples::first().facts().legal.is_none());
    let second = samples::second();
    let facts = second.facts();
    assert_eq!(facts.legal_mailto.as_deref(), Some("mailto:mentions@rencontres.example"));
    let controller = facts.legal.and_then(|legal| legal.controller.as_deref());
    assert_eq!(controller, Some("Association \"Libre & Public\""));
}

#[test]
fn the_folder_can_be_named() {
    for (variable, want) in [(None, "content"), (Some(""), "content"), (Some("/a b"), "/a b")] {
        assert_eq!(folder(variable.map(OsString::from)), Path::new(want));
    }
}

/// Reads both files; what comes of it is either an edition that can be published, or problems of
/// one line each.
fn read_anything(announcement: String, settings: String) -> Result<(), TestCaseError> {
    let announcement = Source { file: "a.md".to_owned(), text: announcement };
    let settings = Source { file: "edition.toml".to_owned(), text: settings };
    match Edition::parse(announcement, settings) {
        Ok(edition) => prop_assert!(!everything(&edition).is_empty()),
        Err(error) => {
            prop_assert!(!error.problems().is_empty());
            prop_assert_eq!(error.to_string().lines().count(), error.problems().len());
        }
    }
    Ok(())
}

/// `text` with what stands between two places replaced by `patch`.
fn patched(text: &str, from: prop::sample::Index, length: usize, patch: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let from = from.index(chars.len());
    let to = chars.len().min(from + length);
    chars[..from].iter().copied().chain(patch.chars()).chain(chars[to..].iter().copied()).collect()
}

/// Characters that mean something in one of the formats, and any others.
const PATCH: &str = "[-:#\\[\\]{}<>&*!|'\"%@`\\\\=.,\\n\\r\\t a1é\u{0}]{0,8}|\\PC{0,8}";

proptest! {
    #[test]
    fn no_text_is_too_strange(
        yaml in PATCH,
        markdown in any::<String>(),
        settings in any::<String>(),
    ) {
        let text = format!("---\ntitle: a\ndescription: b\ndate: 2023-11-18\n{yaml}\n---\n{markdown}");
        read_anything(text, samples::settings().text)?;
        read_anything(markdown, settings)?;
    }

    #[test]
    fn no_slip_of_the_keyboard_is_too_strange(
        places in any::<[prop::sample::Index; 2]>(),
        lengths in [0usize..400, 0usize..400],
        patches in [PATCH, PATCH],
    ) {
        let announcement =
            patched(&samples::announcement().text, places[0], lengths[0], &patches[0]);
        let settings = patched(&samples::settings().text, places[1], lengths[1], &patches[1]);
        read_anything(announcement.clone(), samples::settings().text)?;
        read_anything(announcement, settings)?;
    }
}

#[test]
fn deep_nesting_does_not_exhaust_the_stack() {
    let deep = 100_000;
    for yaml in ["[", "{a: ", "- ", "? ", "a: &x "].map(|piece| piece.repeat(deep)) {
        let announcement = format!("---\n{yaml}\n---\n{}", ">".repeat(deep));
        let settings = format!("a = {}", "[".repeat(deep));
        read_anything(announcement, settings).unwrap();
    }
}
