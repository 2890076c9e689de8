//! What holds for an edition as a whole: the two readers together, and every text made from it.

use proptest::prelude::*;
use routes::Page;

use super::*;

/// Every text that is made from an edition.
fn everything(edition: &Edition) -> String {
    let entry = calendar(edition).replace("\r\n ", "");
    [constants(edition), entry, every_page(edition)].join("\n")
}

/// Every piece of HTML that is made from an edition.
fn every_page(edition: &Edition) -> String {
    let mut pieces = vec![
        page::announcement(edition),
        page::over_notice(edition),
        page::day_after(edition),
        page::brand(edition),
        page::source_link(edition),
        page::licence_note().to_owned(),
        page::social_image(edition, ""),
        page::social_image_tags(edition).unwrap_or_default(),
    ];
    for page in Page::ALL.into_iter().map(Some).chain([None]) {
        pieces.extend([page::head(edition, page), page::start(edition, page)]);
    }
    pieces.join("\n")
}

#[test]
fn the_published_edition_is_read_from_its_folder() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../content");
    let edition = Edition::read(folder.as_ref()).unwrap();
    assert_eq!(everything(&edition), everything(&samples::first()));
    assert_eq!(edition.days_in_french(), "9 et 10 janvier 2024");
}

#[test]
fn another_edition_is_published_without_editing_any_rust() {
    let texts = everything(&samples::second());
    for fact in [
        "Rencontres &quot;Libre &amp; Public&quot; d’été",
        "du <time datetime=\"2099-06-30\">30 juin</time> au \
         <time datetime=\"2099-07-02\">2 juillet 2099</time>",
        "days: &[day(2099, 6, 30), day(2099, 7, 1), day(2099, 7, 2)]",
        "href=\"mailto:équipe@rencontres.example\"",
        "href=\"https://rencontres.example/?a=1&amp;b=2\"",
        "href=\"https://git.example/rencontres\"",
        "Salle &quot;Ada; Lovelace&quot;, aile B\\C, 1 place de l’Hôtel-de-Ville, Saint-Étienne",
        "<h2>Venez &amp; codez</h2>",
    ] {
        assert!(texts.contains(fact), "{fact}\n{texts}");
    }
    for fact in [
        "Hackathon",
        "BlueHats",
        "bluehats",
        "2024",
        "2023",
        "janvier",
        "gouv.fr",
        "Ségur",
        "Paris",
        "Transformation",
    ] {
        assert!(!texts.contains(fact), "{fact}\n{texts}");
    }
}

#[test]
fn nothing_that_an_edition_says_runs() {
    let pages = every_page(&samples::second());
    for markup in ["<script>", "</script><", "<b>", "<trois>", " onclick"] {
        assert!(!pages.contains(markup), "{markup}\n{pages}");
    }
}

#[test]
fn the_problems_of_both_files_are_told_at_once() {
    let announcement = Source { file: "a.md".to_owned(), text: String::new() };
    let settings = Source { file: "edition.toml".to_owned(), text: "name =\nemail".to_owned() };
    let error = Edition::parse(&announcement, &settings).unwrap_err();
    let problems: Vec<String> = error.problems().iter().map(Problem::to_string).collect();
    assert_eq!(
        problems,
        [
            "a.md:1: expected front matter, which starts with a line ---",
            "edition.toml:1: name: string values must be quoted, expected literal string",
            "edition.toml:2: key with no value, expected `=`",
        ]
    );
}

#[test]
fn nothing_is_promised_that_the_announcement_does_not() {
    let Source { file, text } = samples::settings();
    let text = text.replace("nous vous incluerons", "nous vous logerons");
    let error = Edition::parse(&samples::announcement(), &Source { file, text }).unwrap_err();
    assert!(
        error.to_string().ends_with(
            ": promise: expected words of the announcement: nothing else can be promised"
        ),
        "{error}"
    );
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
    match Edition::parse(&announcement, &settings) {
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
    fn no_text_is_too_strange(announcement in any::<String>(), settings in any::<String>()) {
        read_anything(announcement, settings)?;
    }

    #[test]
    fn no_front_matter_or_text_is_too_strange(yaml in PATCH, markdown in any::<String>()) {
        let text = format!("---\ntitle: a\ndescription: b\ndate: 2023-11-18\n{yaml}\n---\n{markdown}");
        read_anything(text, samples::settings().text)?;
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
