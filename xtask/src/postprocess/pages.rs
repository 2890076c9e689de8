//! Renders the pages: `index.html`, as Trunk left it, and the templates that it includes, once for
//! each page.
//!
//! Templates are named by their path in the project. The values that they name are `base` (the
//! public path without its final slash), `page`, `articles`, `event` ([`edition::Facts`]), `body`
//! (the announcement's text), `program`, `theme` and `social_image` (its address, if there is one).

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use edition::{Edition, Facts};
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, ErrorKind, Value, context, escape_formatter};
use routes::{NOT_FOUND_HEADING, Page};
use serde::Serialize;

use super::SOCIAL_IMAGE;
use super::comments::without_comments;
use super::manifest::Theme;
use super::program::Program;
use crate::templates;

/// What Trunk's development server replaces in the script that it adds: it is written again.
const TRUNK_MARKS: [&str; 3] = ["__TRUNK_ADDRESS__", "__TRUNK_WS_BASE__", "__TRUNK_WS_PROTOCOL__"];

/// What all pages are made of.
pub(super) struct Values<'a> {
    pub(super) edition: &'a Edition,
    pub(super) theme: &'a Theme,
    pub(super) program: &'a Program,
    pub(super) has_social_image: bool,
}

/// A page, as templates know it.
#[derive(Debug, Serialize)]
struct PageFacts<'a> {
    /// `None` is the page that answers where there is none.
    path: Option<&'static str>,
    title: String,
    heading: &'a str,
    description: Option<&'a str>,
    /// The template of what is shown until the program has put its own page there.
    start: Option<&'static str>,
}

/// A page that is plain text: it stands in every page.
#[derive(Debug, Serialize)]
struct Article {
    path: &'static str,
    template: &'static str,
}

/// The pages of the site, each with the path of its file. `shell` is `index.html`, `base` the
/// public path without its final slash.
pub(super) fn render(
    project: &Path,
    shell: String,
    base: &str,
    values: &Values,
) -> Result<Vec<(PathBuf, String)>> {
    let environment = environment(project, shell)?;
    let facts = values.edition.facts();
    let social_image = facts.published_at.filter(|_| values.has_social_image);
    let marks = TRUNK_MARKS.map(|mark| (mark, Value::from_safe_string(format!("{{{{{mark}}}}}"))));
    let common = context! {
        base,
        event => Serde(&facts),
        body => values.edition.body(base),
        articles => Serde(articles()),
        program => Serde(values.program),
        theme => Serde(values.theme),
        social_image => social_image.map(|folder| format!("{folder}/{SOCIAL_IMAGE}")),
        ..Value::from_pairs(marks)
    };
    let shell = environment.get_template("index.html").context("index.html is no template")?;
    let pages = Page::ALL.into_iter().map(Some).chain([None]).map(|route| {
        let page = Serde(page(route, &facts));
        let html = shell.render(context! { page, ..common.clone() });
        Ok((file(route), html.with_context(|| format!("cannot render {route:?}"))?))
    });
    pages.collect()
}

fn articles() -> [Article; 3] {
    [
        (Page::Announcement, "templates/announcement.html"),
        (Page::Accessibility, "templates/accessibility.html"),
        (Page::Privacy, "templates/privacy.html"),
    ]
    .map(|(route, template)| Article { path: route.path(), template })
}

fn page<'a>(route: Option<Page>, event: &Facts<'a>) -> PageFacts<'a> {
    let start = match route {
        Some(Page::Announcement | Page::Accessibility | Page::Privacy) => None,
        Some(Page::Draft) => Some("templates/draft.html"),
        Some(Page::Review | Page::Print) => Some("templates/program_page.html"),
        None => Some("templates/not_found.html"),
    };
    let heading = route.map_or(Some(NOT_FOUND_HEADING), Page::heading);
    let description = match route {
        Some(Page::Announcement) => Some(event.description),
        Some(route) => route.description(),
        None => None,
    };
    PageFacts {
        path: route.map(Page::path),
        title: heading
            .map_or_else(|| event.title.to_owned(), |it| format!("{it} – {}", event.name)),
        heading: heading.unwrap_or(event.title),
        description,
        start,
    }
}

/// Hosts serve a folder's `index.html` at the folder's path.
fn file(route: Option<Page>) -> PathBuf {
    let folder = |route: Page| Path::new(route.path().trim_start_matches('/')).join("index.html");
    route.map_or_else(|| PathBuf::from("404.html"), folder)
}

/// Templates are read in the folder of the project.
fn environment(project: &Path, shell: String) -> Result<Environment<'static>> {
    let mut environment = templates::environment()?;
    // The default one also escapes `/`, which makes addresses illegible.
    environment.set_formatter(|output, state, value| match (state.auto_escape(), value.as_str()) {
        (AutoEscape::Html, Some(text)) if !value.is_safe() => {
            output.write_str(&escape(text)).map_err(minijinja::Error::from)
        }
        _ => escape_formatter(output, state, value),
    });
    let project = project.to_owned();
    environment.set_loader(move |name| {
        let text = std::fs::read_to_string(project.join(name)).map_err(|error| {
            minijinja::Error::new(ErrorKind::TemplateNotFound, format!("cannot read {name}"))
                .with_source(error)
        })?;
        Ok(Some(without_comments(name, text)))
    });
    environment.add_template_owned("index.html", shell).context("index.html is no template")?;
    Ok(environment)
}

/// `text` as it stands between tags or between the quotes of an attribute.
fn escape(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    text.replace('"', "&quot;").replace('\'', "&#39;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project;

    /// The pages of the edition in `folder`, in this shell.
    fn pages_in(shell: String, folder: &str, base: &str) -> Result<Vec<(PathBuf, String)>> {
        let project = project::root();
        let site = tempfile::tempdir()?;
        for name in ["bluehats-participation.js", "bluehats-participation_bg.wasm"] {
            std::fs::write(site.path().join(name), "")?;
        }
        let values = Values {
            edition: &Edition::read(&project.join(folder))?,
            theme: &Theme::read(project)?,
            program: &super::super::program::name(site.path(), base)?,
            has_social_image: true,
        };
        render(project, shell, base, &values)
    }

    fn pages(folder: &str, base: &str) -> Vec<(PathBuf, String)> {
        let shell = std::fs::read_to_string(project::root().join("index.html")).unwrap();
        pages_in(shell, folder, base).unwrap()
    }

    fn page_at(path: &str, folder: &str, base: &str) -> String {
        let pages = pages(folder, base).into_iter();
        let (_, html) = pages.into_iter().find(|(file, _)| file == Path::new(path)).unwrap();
        html
    }

    const SECOND: &str = "crates/edition/fixtures/second-edition";

    #[track_caller]
    fn check(html: &str, want: &[&str]) {
        for text in want {
            assert!(html.contains(text), "{text}\n{html}");
        }
    }

    #[test]
    fn every_page_has_its_file_and_one_heading() {
        let pages = pages("content", "");
        let files: Vec<_> = pages.iter().map(|(file, _)| file.to_str().unwrap()).collect();
        assert_eq!(
            files,
            [
                "index.html",
                "participer/index.html",
                "relire/index.html",
                "imprimer/index.html",
                "accessibilite/index.html",
                "donnees-personnelles/index.html",
                "404.html",
            ]
        );
        for (file, html) in &pages {
            let (mut shown, mut rest) = (String::new(), html.as_str());
            while let Some((before, after)) = rest.split_once("<template") {
                shown += before;
                rest = after.split_once("</template>").unwrap().1;
            }
            shown += rest;
            assert_eq!(shown.matches("<h1").count(), 1, "{file:?}");
            assert_eq!(html.matches("<h1").count() - 1, html.matches("<template").count());
            assert_eq!(html.matches("<title>").count(), 1, "{file:?}");
            assert_eq!(html.contains("noindex"), file == Path::new("404.html"), "{file:?}");
            assert_eq!(html.contains("ld+json"), file == Path::new("index.html"), "{file:?}");
            let starts = html.matches("<div class=\"page\" id=\"page\" data-start=").count();
            assert_eq!(starts, usize::from(!shown.contains("<article")), "{file:?}");
        }
    }

    #[test]
    fn the_announcement_says_what_when_where_and_what_to_do() {
        check(
            &page_at("index.html", "content", ""),
            &[
                "<title>Hackathon #BlueHats 🧢 9 et 10 janvier 2024</title>",
                "<article class=\"announcement\" data-path=\"/\">",
                "<time datetime=\"2024-01-09\">9</time> et \
                 <time datetime=\"2024-01-10\">10 janvier 2024</time>",
                "Lieu de la Transformation Publique, 77 avenue de Ségur, Paris",
                "<a class=\"button\" href=\"/participer\">Rédiger ma participation</a>",
                "<dt>Adresse</dt><dd>77 avenue de Ségur, Paris</dd>",
                "<a href=\"mailto:bluehats@code.gouv.fr\">bluehats@code.gouv.fr</a></dd>",
                "href=\"https://code.gouv.fr/fr/bluehats/\">code.gouv.fr/fr/bluehats<span",
                "<a class=\"nav__link\" href=\"/\" aria-current=\"page\">L’annonce</a>",
                "<template data-path=\"/accessibilite\"><article class=\"text\"",
                "data-day-after=\"2024-01-11\"",
            ],
        );
    }

    #[test]
    fn the_form_begins_in_the_static_page() {
        check(
            &page_at("participer/index.html", "content", "/sous/chemin"),
            &[
                "<title>Ma participation – Hackathon #BlueHats</title>",
                "<div class=\"page\" id=\"page\" data-start=\"/participer\">",
                "id=\"nom\" dir=\"auto\" aria-required=\"true\" data-key=\"name\">",
                "for=\"presence-2024-01-10\">10 janvier 2024</label>",
                "<p class=\"needs-app\">",
                "<template data-path=\"/\">",
                "href=\"/sous/chemin/participer\" aria-current=\"page\">",
                "data-base=\"/sous/chemin\"",
                "\"manifest\": \"/sous/chemin/site.webmanifest\"",
            ],
        );
    }

    #[test]
    fn every_link_within_the_site_is_below_its_public_path() {
        for (file, html) in pages(SECOND, "/sous/chemin") {
            let addresses = html.split([' ', '\n']).filter_map(|attribute| {
                attribute.strip_prefix("href=\"").or_else(|| attribute.strip_prefix("src=\""))
            });
            for address in addresses.filter(|address| address.starts_with('/')) {
                assert!(address.starts_with("/sous/chemin/"), "{file:?}: {address}");
            }
        }
    }

    #[test]
    fn nothing_that_an_edition_says_runs() {
        for (file, html) in pages(SECOND, "") {
            for markup in ["</script><script>alert", "<script>alert", "<b>", "<trois>"] {
                assert!(!html.contains(markup), "{file:?}: {markup}\n{html}");
            }
        }
        check(
            &page_at("index.html", SECOND, ""),
            &[
                "Rencontres &quot;Libre &amp; Public&quot; d’été",
                "<meta property=\"og:image\" content=\"https://rencontres.example/2099/social.png\">",
                "\\u003c/script\\u003e",
            ],
        );
    }

    #[test]
    fn search_engines_read_the_event() {
        let html = page_at("index.html", SECOND, "");
        // As a browser does: what stands before the first end of the element.
        let (_, script) = html.split_once("ld+json\">").unwrap();
        let (json, _) = script.split_once("</script>").unwrap();
        let event: serde_json::Value = serde_json::from_str(json).unwrap();
        assert_eq!(event["name"], "Rencontres \"Libre & Public\" d’été");
        assert_eq!(event["startDate"], "2099-06-30");
        assert_eq!(event["location"]["address"]["addressCountry"], "BE");
    }

    #[test]
    fn what_trunks_server_replaces_stays_as_it_is() {
        let script = "<script>const address = '{{__TRUNK_ADDRESS__}}';</script>";
        let pages = pages_in(script.to_owned(), "content", "").unwrap();
        assert!(pages.iter().all(|(_, html)| html == script), "{pages:?}");
    }

    #[test]
    fn what_is_missing_is_an_error_that_names_it() {
        for (shell, want) in [
            ("{{ other }}", "cannot render Some(Announcement)"),
            (
                "{% include \"templates/none.html\" %}",
                "non-existing template 'templates/none.html'",
            ),
            ("{% if %}", "index.html is no template"),
        ] {
            let error = pages_in(shell.to_owned(), "content", "").unwrap_err();
            assert!(format!("{error:#}").contains(want), "{error:#}");
        }
    }
}
