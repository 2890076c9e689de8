//! Renders the pages: `index.html`, as Trunk left it, and the templates that it includes, once for
//! each page; and `site.webmanifest`.
//!
//! Templates are named by their path in the project. The values that they name are `base` (the
//! public path without its final slash), `page`, `event` ([`edition::Facts`]), `body`
//! (the announcement's text), `articles` (path and template of each page that is plain text), `program`, `theme`,
//! `tokens` (`style/tokens.css`, as all browsers understand it) and `social_image` (its address, if there is one).

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use edition::{Edition, Facts, escape};
use fs_err as fs;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, Value, context, escape_formatter};
use routes::{NOT_FOUND_HEADING, Page};

use super::program::Program;
use crate::templates::{self, lightened};

/// What Trunk's development server replaces in the script that it adds: it is written again.
const TRUNK_MARKS: [&str; 3] = ["__TRUNK_ADDRESS__", "__TRUNK_WS_BASE__", "__TRUNK_WS_PROTOCOL__"];

/// The colours.
const TOKENS: &str = "style/tokens.css";

/// What makes the site installable.
const MANIFEST: &str = "site.webmanifest";

/// From `index.html` (`shell`), the templates, the style sheets and the edition to one page for each
/// route, so that any static host serves deep links, to `404.html` and to the manifest: the path and
/// the text of each file. `base` is the public path without its final slash.
pub(super) fn render(
    project: &Path,
    shell: &str,
    base: &str,
    edition: &Edition,
    program: &Program,
    social_image: Option<String>,
) -> Result<Vec<(PathBuf, String)>> {
    let environment = environment(project, shell)?;
    let facts = edition.facts();
    let (tokens, [light, dark]) = tokens(&fs::read_to_string(project.join(TOKENS))?)?;
    let pages = pages_of(&facts);
    let articles: Vec<_> =
        pages.iter().filter_map(|page| Some((page.path(), article(*page)?))).collect();
    let marks = TRUNK_MARKS.map(|mark| (mark, Value::from_safe_string(format!("{{{{{mark}}}}}"))));
    let common = context! {
        base,
        event => Serde(&facts),
        body => edition.body(base),
        articles,
        program => Serde(program),
        theme => context! { light, dark },
        tokens => Value::from_safe_string(tokens),
        social_image,
        ..Value::from_pairs(marks)
    };
    let shell = environment.get_template("index.html")?;
    let mut files = Vec::new();
    for route in pages.into_iter().map(Some).chain([None]) {
        let page = page(route, &facts);
        let html = shell.render(context! { page, ..common.clone() });
        files.push((file(route), html.with_context(|| format!("cannot render {route:?}"))?));
    }
    let manifest = environment.get_template("templates/site.webmanifest")?;
    files.push((MANIFEST.into(), manifest.render(common)?));
    Ok(files)
}

/// The pages of an edition.
fn pages_of(event: &Facts) -> Vec<Page> {
    Page::ALL.into_iter().chain(event.legal.as_ref().map(|_| Page::Legal)).collect()
}

/// The template of a page that is plain text.
const fn article(page: Page) -> Option<&'static str> {
    match page {
        Page::Announcement => Some("templates/announcement.html"),
        Page::Accessibility => Some("templates/accessibility.html"),
        Page::Privacy => Some("templates/privacy.html"),
        Page::Legal => Some("templates/legal.html"),
        _ => None,
    }
}

/// The style sheet of the tokens for browsers that do not know `light-dark()` as well (docs/browsers.md): there
/// fields would have no edges, and the focus no ring. Every colour is said once for light surroundings and
/// twice for dark ones, the system's and those that the visitor has chosen. Paper is light. With it, what a window
/// around the site takes on in light and in dark surroundings: the paper's colour, which the header is on.
fn tokens(css: &str) -> Result<(String, [String; 2])> {
    let (mut light, mut dark, mut theme) = (Vec::new(), Vec::new(), None);
    for line in lightened(TOKENS, css).lines() {
        if !line.contains("light-dark(") {
            light.push(line.to_owned());
            continue;
        }
        let (name, by_day, by_night) = colour(line)
            .with_context(|| format!("{TOKENS}: `{line}` is not `--name: light-dark(…, …);`"))?;
        light.push(format!("{name}: {by_day};"));
        dark.push(format!("{name}: {by_night};"));
        if name == "--paper" {
            theme = Some([by_day, by_night].map(str::to_owned));
        }
    }
    let (light, dark) = (light.join("\n"), dark.join("\n"));
    let css = format!(
        "{light}\n\
         @media screen and (prefers-color-scheme: dark) {{\n\
         :root:not([data-theme=\"light\"]) {{\n{dark}\n}}\n}}\n\
         @media screen {{\n\
         :root[data-theme=\"dark\"] {{\n{dark}\n}}\n}}"
    );
    Ok((css, theme.with_context(|| format!("{TOKENS} has no `--paper`"))?))
}

/// What a colour is called that is not the same in light and in dark surroundings, and both values.
fn colour(line: &str) -> Option<(&str, &str, &str)> {
    let (name, values) = line.split_once(": light-dark(")?;
    let (light, dark) = values.strip_suffix(");")?.split_once(", ")?;
    Some((name, light, dark))
}

/// What templates know of a page: `path`, which is none where there is no page, `title`, `heading`,
/// `description`, and `start`, the template of what is shown until the program has put its own page
/// there.
fn page(route: Option<Page>, event: &Facts) -> Value {
    let start = match route {
        Some(page) if article(page).is_some() => None,
        Some(Page::Draft) => Some("templates/draft.html"),
        Some(_) => Some("templates/program_page.html"),
        None => Some("templates/not_found.html"),
    };
    let heading = route.map_or(Some(NOT_FOUND_HEADING), Page::heading);
    let description = match route {
        Some(Page::Announcement) => Some(event.description),
        Some(route) => route.description(),
        None => None,
    };
    let title = heading.map(|heading| format!("{heading} – {}", event.name));
    context! {
        path => route.map(Page::path),
        title => title.as_deref().unwrap_or(event.title),
        heading => heading.unwrap_or(event.title),
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
fn environment(project: &Path, shell: &str) -> Result<Environment<'static>> {
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
        let text = fs::read_to_string(project.join(name)).ok();
        Ok(text.map(|text| lightened(name, &text)))
    });
    let shell = lightened("index.html", shell);
    environment.add_template_owned("index.html", shell).context("index.html is no template")?;
    Ok(environment)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project;

    /// The pages of the edition in `folder`, in this shell, and the manifest.
    fn render_in(shell: &str, folder: &str, base: &str) -> Result<Vec<(PathBuf, String)>> {
        let project = project::root();
        let edition = Edition::read(&project.join(folder))?;
        let social_image = Some("https://rencontres.example/2099/social.png".to_owned());
        render(project, shell, base, &edition, &Program::default(), social_image)
    }

    fn pages(folder: &str, base: &str) -> Vec<(PathBuf, String)> {
        let shell = fs::read_to_string(project::root().join("index.html")).unwrap();
        render_in(&shell, folder, base).unwrap()
    }

    fn page_at(path: &str, folder: &str, base: &str) -> String {
        let mut pages = pages(folder, base).into_iter();
        pages.find(|(file, _)| file == Path::new(path)).unwrap().1
    }

    const SECOND: &str = "crates/edition/fixtures/second-edition";

    #[track_caller]
    fn check(html: &str, want: &[&str]) {
        for text in want {
            assert!(html.contains(text), "{text}\n{html}");
        }
    }

    #[test]
    fn every_page_has_its_file() {
        let mut pages = pages("content", "");
        assert_eq!(pages.pop().unwrap().0, Path::new(MANIFEST));
        let files: Vec<_> = pages.iter().map(|(file, _)| file.to_str().unwrap()).collect();
        assert_eq!(
            files.join(" ").replace("/index.html", "/"),
            "index.html participer/ relire/ imprimer/ sauvegarde/ organisation/ accessibilite/ \
             donnees-personnelles/ 404.html"
        );
        for (file, html) in &pages {
            assert_eq!(html.contains("noindex"), file == Path::new("404.html"), "{file:?}");
            assert_eq!(html.contains("ld+json"), file == Path::new("index.html"), "{file:?}");
            for legal in ["mentions-legales", "responsable du traitement", "Hébergeur"] {
                assert!(!html.contains(legal), "{file:?}: {legal}");
            }
        }
    }

    #[test]
    fn the_announcement_says_what_when_and_where() {
        check(
            &page_at("index.html", "content", ""),
            &[
                "<title>Hackathon #BlueHats 🧢 9 et 10 janvier 2024</title>",
                "<time datetime=\"2024-01-09\">9</time> et \
                 <time datetime=\"2024-01-10\">10 janvier 2024</time>",
                "<p>Lieu de la Transformation Publique<br>77 avenue de Ségur, Paris</p>",
                "href=\"https://code.gouv.fr/fr/bluehats/\">code.gouv.fr/fr/bluehats<span",
                "<a class=\"nav__link\" href=\"/\" aria-current=\"page\">L’annonce</a>",
                "data-first-day=\"2024-01-09\" data-day-after=\"2024-01-11\"",
            ],
        );
    }

    #[test]
    fn where_the_program_cannot_run_there_is_a_message_to_fill_in() {
        check(
            &page_at("relire/index.html", SECOND, ""),
            &[
                "</h1>\n<div class=\"needs-app\">\n",
                "href=\"mailto:équipe@rencontres.example?subject=Rencontres%20%22Libre%20%26%20Public%22",
                "&amp;body=Bonjour%2C%0D%0A%0D%0AVoici%20ma%20participation",
                "<pre class=\"message__body\">Bonjour,\n\nVoici ma participation (Rencontres \
                 &quot;Libre &amp; Public&quot; d’été, du 30 juin au 2 juillet 2099).\n\nNom :\n",
            ],
        );
        for page in ["index.html", "404.html"] {
            assert!(!page_at(page, SECOND, "").contains("class=\"needs-app\""), "{page}");
        }
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
        let pages = render_in(script, "content", "").unwrap();
        assert_eq!(pages[0].1, script);
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
            let error = render_in(shell, "content", "").unwrap_err();
            assert!(format!("{error:#}").contains(want), "{error:#}");
        }
    }

    #[test]
    fn every_browser_understands_every_colour_in_both_themes() {
        let css = "/* a */\n:root {\n  --paper: light-dark(#fff, #000);\n  --b: 1px;\n}\n";
        let (css, theme) = tokens(css).unwrap();
        assert_eq!(
            css,
            ":root {\n--paper: #fff;\n--b: 1px;\n}\n\
             @media screen and (prefers-color-scheme: dark) {\n\
             :root:not([data-theme=\"light\"]) {\n--paper: #000;\n}\n}\n\
             @media screen {\n:root[data-theme=\"dark\"] {\n--paper: #000;\n}\n}"
        );
        assert_eq!(theme, ["#fff", "#000"]);
        for (file, html) in pages("content", "") {
            assert!(!html.contains("light-dark("), "{file:?}");
        }
    }

    #[test]
    fn a_colour_that_older_browsers_would_not_get_stops_the_build() {
        for line in [
            "--a: light-dark(#fff, #000), #111;",
            "--a: light-dark(#fff,#000);",
            "border: 1px solid light-dark(#fff, #000);",
        ] {
            assert!(tokens(line).unwrap_err().to_string().contains(line), "{line}");
        }
    }

    #[test]
    fn the_manifest_leads_into_the_site_wherever_it_is_published() {
        let manifest = page_at(MANIFEST, SECOND, "/sous/chemin");
        let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
        let css = fs::read_to_string(project::root().join(TOKENS)).unwrap();
        let (_, [light, _]) = tokens(&css).unwrap();
        for (key, want) in [
            ("id", "/sous/chemin/"),
            ("name", "Rencontres \"Libre & Public\" d’été"),
            ("start_url", &format!(".{}", Page::Draft.path())),
            ("theme_color", &light),
        ] {
            assert_eq!(manifest[key], want, "{key}");
        }
    }
}
