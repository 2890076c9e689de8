//! Composes the pages: the same shell, filled for each of them.

use std::fmt;

use super::content::{Article, Pieces};
use super::links::{self, KnownPaths};
use super::slots::{self, SlotError};

/// The page that these pieces make out of the shell that Trunk built. `prefix` is the public path
/// without its final slash.
pub(super) fn compose(
    shell: &str,
    pieces: &Pieces,
    prefix: &str,
    known: &KnownPaths,
) -> Result<String, ShellError> {
    let shell = set_attributes(shell, prefix, &pieces.day_after)?;
    let shell = match pieces.page {
        Some(route) => links::mark_current(&shell, route.path()),
        None => shell,
    };
    let html = slots::fill(
        &shell,
        &[
            ("head", &pieces.head),
            ("theme", pieces.theme),
            ("program styles", &pieces.program_styles),
            ("hat", pieces.hat),
            ("brand", &pieces.brand),
            ("over", &pieces.over),
            ("articles", &articles(pieces)),
            ("page", &pieces.start),
            ("source", &pieces.source),
            ("licence", pieces.licence),
        ],
    )
    .map_err(ShellError::Slots)?;
    Ok(links::prefix(&html, prefix, known))
}

/// On its own page an article is read at once; on the others it waits, out of sight, for the
/// visitor who comes to it by a link. It says which page it is of.
fn articles(pieces: &Pieces) -> String {
    let place = |Article { route, html }: &Article| {
        let path = route.path();
        if pieces.page == Some(*route) {
            html.clone()
        } else {
            format!("<template data-path=\"{path}\">{html}</template>")
        }
    };
    pieces.articles.iter().map(place).collect::<Vec<_>>().join("\n")
}

const BASE: &str = " data-base=\"\"";

/// Tells the page's program where the site is published, and its first script when the event is
/// over.
fn set_attributes(shell: &str, prefix: &str, day_after: &str) -> Result<String, ShellError> {
    match shell.matches(BASE).count() {
        1 => {
            let attributes = format!(" data-base=\"{prefix}\" data-day-after=\"{day_after}\"");
            Ok(shell.replacen(BASE, &attributes, 1))
        }
        count => Err(ShellError::Base(count)),
    }
}

/// What is wrong with the shell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ShellError {
    /// How many times `data-base=""` occurs, instead of once.
    Base(usize),
    /// A slot is not as it should be.
    Slots(SlotError),
}

impl fmt::Display for ShellError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Base(count) => {
                write!(f, "`data-base=\"\"` belongs on <html>, once; it is there {count} times")
            }
            Self::Slots(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for ShellError {}

#[cfg(test)]
mod tests {
    use routes::Route;

    use super::*;

    const SHELL: &str = r#"<html lang="fr" data-base=""><head><!-- slot: head --><!-- slot: theme --><!-- slot: program styles --></head><body>
<!-- slot: hat --><nav><a href="/"><!-- slot: brand --></a><a href="/participer">P</a></nav>
<main><!-- slot: over --><!-- slot: articles --><div><!-- slot: page --></div></main>
<footer><!-- slot: source --><!-- slot: licence --></footer></body></html>"#;

    fn compose_in(shell: &str, page: Option<Route>, prefix: &str) -> Result<String, ShellError> {
        let articles = [
            Article { route: Route::Announcement, html: "<h1>Annonce</h1>".to_owned() },
            Article { route: Route::Privacy, html: r#"<a href="/">Données</a>"#.to_owned() },
        ];
        let pieces = Pieces {
            page,
            day_after: "2024-01-11".to_owned(),
            head: "<title>".to_owned(),
            theme: "<meta>",
            program_styles: "<style>".to_owned(),
            hat: "[Chapeau]",
            brand: "Marque".to_owned(),
            over: "[Passé]".to_owned(),
            articles: &articles,
            start: "[Page]".to_owned(),
            source: "[Source]".to_owned(),
            licence: "[Licence]",
        };
        compose(shell, &pieces, prefix, &KnownPaths::new(Vec::new()))
    }

    #[track_caller]
    fn check(page: Option<Route>, prefix: &str, wanted: &[&str]) {
        let html = compose_in(SHELL, page, prefix).unwrap();
        for text in wanted {
            assert!(html.contains(text), "{page:?} lacks {text}: {html}");
        }
        assert!(!html.contains("<!-- slot:"), "{html}");
    }

    #[test]
    fn every_slot_is_filled_with_its_piece() {
        check(
            None,
            "",
            &[
                "<head><title><meta><style></head>",
                "[Chapeau]<nav>",
                "<main>[Passé]<",
                "<div>[Page]</div>",
                "<footer>[Source][Licence]</footer>",
            ],
        );
    }

    #[test]
    fn an_article_is_live_on_its_own_page_only() {
        let announcement = r#"<template data-path="/"><h1>Annonce</h1></template>"#;
        let privacy =
            r#"<template data-path="/donnees-personnelles"><a href="/">Données</a></template>"#;
        check(Some(Route::Announcement), "", &["[Passé]<h1>Annonce</h1>\n", privacy]);
        check(Some(Route::Privacy), "", &[announcement, "\n<a href=\"/\">Données</a><div>"]);
        check(Some(Route::Draft), "", &[announcement, privacy]);
        check(None, "", &[announcement, privacy]);
    }

    #[test]
    fn the_navigation_shows_the_current_page() {
        check(Some(Route::Announcement), "", &[r#"<a href="/" aria-current="page">Marque"#]);
        check(Some(Route::Draft), "", &[r#"<a href="/participer" aria-current="page">P"#]);
        let not_found = compose_in(SHELL, None, "").unwrap();
        assert!(!not_found.contains("aria-current"), "{not_found}");
    }

    #[test]
    fn the_page_knows_where_it_is_published_and_when_the_event_is_over() {
        check(None, "", &[r#"<html lang="fr" data-base="" data-day-after="2024-01-11">"#]);
        check(
            Some(Route::Draft),
            "/sous/chemin",
            &[
                r#" data-base="/sous/chemin" data-day-after="2024-01-11">"#,
                r#"<a href="/sous/chemin/participer" aria-current="page">"#,
                r#"<a href="/sous/chemin/">Marque"#,
                r#"data-path="/donnees-personnelles"><a href="/sous/chemin/">Données"#,
            ],
        );
    }

    #[test]
    fn a_shell_that_lacks_something_is_refused() {
        let check = |shell: &str, want: &str| {
            let error = compose_in(shell, None, "").unwrap_err().to_string();
            assert!(error.contains(want), "{error}");
        };
        check(&SHELL.replace(" data-base=\"\"", ""), "`data-base=\"\"` belongs on <html>");
        check(&SHELL.replace("<!-- slot: licence -->", ""), "`<!-- slot: licence -->` is missing");
        check(&SHELL.replace("licence", "license"), "nothing fills `<!-- slot: license -->`");
    }
}
