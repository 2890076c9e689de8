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
    let tokens = tokens(project)?;
    let colours = colours(&tokens)?;
    let [light, dark] = theme(&colours)?;
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
        tokens => Value::from_safe_string(plain(&tokens, &colours)),
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

/// The style sheet of the tokens.
fn tokens(project: &Path) -> Result<String> {
    const NAME: &str = "style/tokens.css";
    Ok(lightened(NAME, &fs::read_to_string(project.join(NAME))?))
}

/// The colours that are not the same in light and in dark surroundings: what they are called, and both
/// values.
fn colours(tokens: &str) -> Result<Vec<[&str; 3]>> {
    let lines = tokens.lines().filter(|line| line.contains("light-dark("));
    let colour = |line| {
        let (name, values) = str::split_once(line, ": light-dark(")?;
        let (light, dark) = values.strip_suffix(");")?.split_once(", ")?;
        Some([name, light, dark])
    };
    lines
        .map(|line| {
            colour(line).with_context(|| {
                format!("style/tokens.css: `{line}` is not `--name: light-dark(…, …);`")
            })
        })
        .collect()
}

/// The colour of the site that a window around it takes on, in light and in dark surroundings: the
/// paper's, which the header is on.
fn theme<'a>(colours: &[[&'a str; 3]]) -> Result<[&'a str; 2]> {
    let paper = colours.iter().find(|[name, ..]| *name == "--paper");
    let [_, light, dark] = paper.context("style/tokens.css has no `--paper`")?;
    Ok([light, dark])
}

/// The style sheet of the tokens for browsers that do not know `light-dark()` as well (docs/browsers.md): there
/// fields would have no edges, and the focus no ring. Every colour is said once for light surroundings and
/// twice for dark ones, the system's and those that the visitor has chosen. Paper is light.
fn plain(tokens: &str, colours: &[[&str; 3]]) -> String {
    let light = colours.iter().fold(tokens.to_owned(), |css, [_, light, dark]| {
        css.replace(&format!("light-dark({light}, {dark})"), light)
    });
    let dark = colours
        .iter()
        .fold(String::new(), |dark, [name, _, value]| format!("{dark}{name}: {value};\n"));
    format!(
        "{light}\
         @media screen and (prefers-color-scheme: dark) {{\n\
         :root:not([data-theme=\"light\"]) {{\n{dark}}}\n}}\n\
         @media screen {{\n\
         :root[data-theme=\"dark\"] {{\n{dark}}}\n}}"
    )
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
    use std::collections::BTreeMap;

    use super::super::program;
    use super::*;
    use crate::project;

    /// The pages of the edition in `folder`, in this shell, and the manifest.
    fn render_in(shell: &str, folder: &str, base: &str) -> Result<Vec<(PathBuf, String)>> {
        let project = project::root();
        let site = tempfile::tempdir()?;
        for name in [program::APP, program::READER, program::ORGANISATION] {
            fs::write(site.path().join(format!("{name}.js")), "")?;
            fs::write(site.path().join(format!("{name}_bg.wasm")), "")?;
        }
        let edition = Edition::read(&project.join(folder))?;
        let program = program::name(site.path(), base)?;
        let social_image = Some("https://rencontres.example/2099/social.png".to_owned());
        render(project, shell, base, &edition, &program, social_image)
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
            files,
            [
                "index.html",
                "participer/index.html",
                "relire/index.html",
                "imprimer/index.html",
                "sauvegarde/index.html",
                "organisation/index.html",
                "accessibilite/index.html",
                "donnees-personnelles/index.html",
                "404.html",
            ]
        );
        for (file, html) in &pages {
            assert!(!html.contains("mentions-legales"), "{file:?}");
            assert_eq!(html.matches("<title>").count(), 1, "{file:?}");
            assert_eq!(html.contains("noindex"), file == Path::new("404.html"), "{file:?}");
            assert_eq!(html.contains("ld+json"), file == Path::new("index.html"), "{file:?}");
            // Three articles, one of which may be what the page shows; else the program has a place.
            let waiting = html.matches("<template data-path=").count();
            let has_start = html.contains("<div class=\"page\" id=\"page\" data-start=");
            assert_eq!(
                (waiting, html.matches("<h1").count()),
                if has_start { (3, 4) } else { (2, 3) }
            );
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
                "<p class=\"lead\">Appel aux équipes qui développent des logiciels libres dans l’administration",
                "<p>Lieu de la Transformation Publique<br>77 avenue de Ségur, Paris</p>",
                ">Environ 5 minutes, sans compte</p>",
                "<a href=\"mailto:bluehats@code.gouv.fr\">bluehats@code.gouv.fr</a></dd>",
                "href=\"https://code.gouv.fr/fr/bluehats/\">code.gouv.fr/fr/bluehats<span",
                "<a class=\"nav__link\" href=\"/\" aria-current=\"page\">L’annonce</a>",
                "<template data-path=\"/accessibilite\"><article class=\"text\"",
                "data-first-day=\"2024-01-09\" data-day-after=\"2024-01-11\"",
            ],
        );
        let html = page_at("index.html", "content", "");
        let calls: Vec<_> = html.match_indices(">Rédiger ma participation</a>").collect();
        let [(first, _), (second, _)] = calls[..] else { panic!("{calls:?}") };
        let [facts, prose] = ["Informations pratiques</h2>", "<div class=\"announcement__body\">"]
            .map(|text| html.find(text).unwrap());
        assert!(first < facts && facts < prose && prose < second);
    }

    #[test]
    fn the_form_begins_in_the_static_page() {
        check(
            &page_at("participer/index.html", "content", "/sous/chemin"),
            &[
                "<title>Ma participation – Hackathon #BlueHats</title>",
                "<div class=\"page\" id=\"page\" data-start=\"/participer\">",
                "id=\"nom\" dir=\"auto\" aria-required=\"true\" name=\"debut-name\" data-key=\"name\">",
                "for=\"presence-2024-01-10\">10 janvier 2024</label>",
                "<template data-path=\"/\">",
                "href=\"/sous/chemin/participer\" aria-current=\"page\">",
                "data-base=\"/sous/chemin\"",
                "\"manifest\": \"/sous/chemin/site.webmanifest\"",
            ],
        );
    }

    #[test]
    fn where_the_program_cannot_run_there_is_a_message_to_fill_in() {
        for page in ["participer", "relire", "imprimer"] {
            let html = page_at(&format!("{page}/index.html"), SECOND, "");
            check(
                &html,
                &[
                    "</h1>\n<div class=\"needs-app\">\n",
                    "<a href=\"mailto:équipe@rencontres.example\">équipe@rencontres.example</a>",
                    "href=\"mailto:équipe@rencontres.example?subject=Rencontres%20%22Libre%20%26%20Public%22",
                    "&amp;body=Bonjour%2C%0D%0A%0D%0AVoici%20ma%20participation",
                    "<pre class=\"message__body\">Bonjour,\n\nVoici ma participation (Rencontres \
                     &quot;Libre &amp; Public&quot; d’été, du 30 juin au 2 juillet 2099).\n\nNom :\n",
                    "\n\nÀ bientôt !</pre>",
                ],
            );
        }
        for page in ["index.html", "404.html"] {
            assert!(!page_at(page, SECOND, "").contains("class=\"needs-app\""), "{page}");
        }
    }

    #[test]
    fn who_stands_behind_the_site_is_said_where_it_is_known() {
        let html = page_at("mentions-legales/index.html", SECOND, "");
        check(
            &html,
            &[
                "<title>Mentions légales – Rencontres",
                "<article class=\"text\" data-path=\"/mentions-legales\">",
                "Association &quot;Libre &amp; Public&quot;, 2 rue de l’Exemple, Saint-Étienne",
                "<a href=\"mailto:mentions@rencontres.example\">mentions@rencontres.example</a>",
                "Hébergeur &lt;Exemple&gt;, 3 rue du Serveur, Bruxelles",
                "<li><a href=\"/mentions-legales\">Mentions légales</a></li>",
            ],
        );
        let personal_data = page_at("donnees-personnelles/index.html", SECOND, "");
        let (_, article) =
            personal_data.split_once("<article class=\"text\" data-path=\"/donnees").unwrap();
        let (article, _) = article.split_once("</article>").unwrap();
        check(
            article,
            &[
                "Association &quot;Libre &amp; Public&quot;. Pour",
                "Hébergeur &lt;Exemple&gt;",
                "mailto:mentions@",
            ],
        );
        for (file, html) in pages("content", "") {
            assert!(
                !html.contains("responsable du traitement") && !html.contains("Hébergeur"),
                "{file:?}"
            );
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

    /// The custom properties that the rule has which begins with `start`.
    fn rule<'a>(css: &'a str, start: &str) -> BTreeMap<&'a str, &'a str> {
        let (_, rest) = css.split_once(start).unwrap_or_else(|| panic!("no {start} in {css}"));
        let (declarations, _) = rest.split_once('}').unwrap();
        let properties = declarations.lines().filter(|line| line.starts_with("--"));
        let pair = |line: &'a str| line.strip_suffix(';')?.split_once(": ");
        properties.map(|line| pair(line).unwrap_or_else(|| panic!("{line}"))).collect()
    }

    #[test]
    fn every_browser_understands_every_colour_in_both_themes() {
        let tokens = tokens(project::root()).unwrap();
        let declared = tokens.matches("light-dark(").count();
        assert!(declared > 15, "{declared}");
        for (file, html) in pages("content", "") {
            if file == Path::new(MANIFEST) {
                continue;
            }
            assert!(!html.contains("light-dark("), "{file:?}");
            let light = rule(&html, ":root {");
            let system = "@media screen and (prefers-color-scheme: dark) {\n:root:not([data-theme=\"light\"]) {";
            let dark = rule(&html, system);
            assert_eq!(dark, rule(&html, "@media screen {\n:root[data-theme=\"dark\"] {"));
            assert_eq!(dark.len(), declared, "{file:?}");
            for (name, dark) in dark {
                let declaration = format!("\n{name}: light-dark({}, {dark});\n", light[name]);
                assert!(tokens.contains(&declaration), "{declaration}");
            }
        }
    }

    #[test]
    fn a_colour_that_older_browsers_would_not_get_stops_the_build() {
        for tokens in [
            "--a: light-dark(#fff, #000), #111;",
            "--a: light-dark(#fff,#000);",
            "color: light-dark(",
        ] {
            assert!(colours(tokens).is_err(), "{tokens}");
        }
        assert_eq!(colours("--a: light-dark(#fff, #000);\n--b: #000;").unwrap().len(), 1);
    }

    #[test]
    fn the_manifest_leads_into_the_site_wherever_it_is_published() {
        let manifest = page_at(MANIFEST, SECOND, "/sous/chemin");
        let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
        let start = format!(".{}", Page::Draft.path());
        let tokens = tokens(project::root()).unwrap();
        let [light, _] = theme(&colours(&tokens).unwrap()).unwrap();
        for (key, want) in [
            ("id", "/sous/chemin/"),
            ("name", "Rencontres \"Libre & Public\" d’été"),
            ("start_url", &start),
            ("theme_color", light),
        ] {
            assert_eq!(manifest[key], want, "{key}");
        }
        for icon in manifest["icons"].as_array().unwrap() {
            let file = project::root().join("public").join(icon["src"].as_str().unwrap());
            // The sides, as a PNG's first chunk says (<https://www.w3.org/TR/png-3/#11IHDR>).
            let png = fs::read(file).unwrap();
            let side = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
            assert_eq!(icon["sizes"], format!("{}x{}", side(16), side(20)));
        }
    }
}
