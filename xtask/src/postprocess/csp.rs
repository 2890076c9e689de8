//! The Content-Security-Policy: says in every page, and in the headers that the host is asked to
//! send, that nothing runs but what the build put there.
//!
//! It names the scripts and the styles that stand in the pages by their hashes. It is one policy for all
//! pages, so that a host can send it with every answer, and the app can show any page in any other.
//! `docs/security.md` says what each part of it is for.

use std::collections::BTreeSet;
use std::mem;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use fs_err as fs;
use lol_html::html_content::Element;
use lol_html::{Settings, element, rewrite_str, text};

use super::program::integrity;
use crate::{files, headers};

/// What Trunk's development server writes into the pages that it serves: their hashes change.
const CHANGED_WHEN_SERVED: &str = "{{__TRUNK_ADDRESS__}}";

/// What every page begins with.
const CHARSET: &str = "<meta charset=\"utf-8\">";

/// The policy in a page, up to its text.
const META: &str = "<meta http-equiv=\"Content-Security-Policy\" content=\"";

/// What is allowed whatever the pages hold; everything else is not.
const ALWAYS: &str = "default-src 'none'; base-uri 'none'; connect-src 'self'; form-action 'none'; \
    img-src 'self'; manifest-src 'self'; worker-src 'self'";

/// The style sheets that programs bring along (`page::add_style`).
const BROUGHT_ALONG: [&str; 2] =
    [include_str!("../../../style/organisation.css"), include_str!("../../../style/paper.css")];

/// From the pages to the same with one policy in all of them, in the place of one that they have already,
/// and to the host's headers beside them.
///
/// # Errors
///
/// When a file cannot be read or written, or a page holds what the policy would refuse: scripts of
/// other files, styles and scripts in attributes, styles that fetch anything but pictures of the site.
pub fn write_policy(site: &Path) -> Result<()> {
    let mut pages = Vec::new();
    let mut hashes = Hashes::default();
    for css in BROUGHT_ALONG {
        hashes.add(&format!("<style>{css}</style>"))?;
    }
    for (file, path) in files::below(site)? {
        if file.extension().is_some_and(|extension| extension == "html") {
            let html = fs::read_to_string(&file)?;
            if html.contains(CHANGED_WHEN_SERVED) {
                return Ok(());
            }
            hashes.add(&html).with_context(|| format!("no policy allows what {path} holds"))?;
            pages.push((file, html));
        }
    }
    let policy = hashes.policy();
    for (file, html) in pages {
        fs::write(file, with_policy(&html, &policy)?)?;
    }
    headers::write(site, &policy)
}

/// The page with this policy instead of the one that it has. It stands right behind the character
/// set, because browsers look for that in the first kilobyte, and before everything that it is about.
fn with_policy(html: &str, policy: &str) -> Result<String> {
    let without = html.split_once(META).and_then(|(before, old)| {
        let (_, after) = old.split_once("\">")?;
        Some([before, after].concat())
    });
    let html = without.as_deref().unwrap_or(html);
    ensure!(html.contains(CHARSET), "there is no {CHARSET}");
    Ok(html.replacen(CHARSET, &format!("{CHARSET}{META}{policy}\">"), 1))
}

/// The hashes of what the pages hold, as policies have them.
#[derive(Debug, Default)]
struct Hashes {
    scripts: BTreeSet<String>,
    styles: BTreeSet<String>,
}

impl Hashes {
    /// Adds those of a page. Elements with data for scripts are no scripts.
    fn add(&mut self, html: &str) -> Result<()> {
        let (mut script, mut style) = (String::new(), String::new());
        let check = element!("*", |element| Ok(check(element)?));
        let scripts = text!("script:not([type$=json])", |chunk| {
            script.push_str(chunk.as_str());
            if chunk.last_in_text_node() {
                self.scripts.insert(integrity(mem::take(&mut script).as_bytes()));
            }
            Ok(())
        });
        let styles = text!("style", |chunk| {
            style.push_str(chunk.as_str());
            if chunk.last_in_text_node() {
                check_style(&style)?;
                self.styles.insert(integrity(mem::take(&mut style).as_bytes()));
            }
            Ok(())
        });
        let settings = Settings::new()
            .append_element_content_handler(check)
            .append_element_content_handler(scripts)
            .append_element_content_handler(styles);
        rewrite_str(html, settings)?;
        Ok(())
    }

    /// Scripts that the hashed ones load are allowed (`strict-dynamic`), no other ones, not even
    /// of this host: it may be shared.
    fn policy(&self) -> String {
        let list = |hashes: &BTreeSet<String>| {
            hashes.iter().fold(String::new(), |list, hash| format!("{list} '{hash}'"))
        };
        let (scripts, styles) = (list(&self.scripts), list(&self.styles));
        format!(
            "{ALWAYS}; script-src 'strict-dynamic' 'wasm-unsafe-eval'{scripts}; style-src{styles}"
        )
    }
}

/// Fails when the element has something that the policy refuses.
fn check(element: &Element) -> Result<()> {
    let tag = element.tag_name();
    ensure!(
        tag != "script" || !element.has_attribute("src"),
        "a <script> with an address has no hash: start.js loads what is loaded"
    );
    for attribute in element.attributes() {
        let name = attribute.name();
        if name.starts_with("on") || name == "style" || attribute.value().starts_with("javascript:")
        {
            bail!("the policy refuses `{name}` in <{tag}>");
        }
    }
    Ok(())
}

/// Fails when the style fetches something that the policy refuses: its pictures are of this site, and
/// nothing but pictures.
fn check_style(style: &str) -> Result<()> {
    let addresses = style.split("url(").skip(1).map(|rest| rest.trim_start_matches(['"', '\'']));
    let elsewhere = ["data:", "http:", "https:", "//", "blob:"];
    for address in addresses {
        if elsewhere.iter().any(|start| address.starts_with(start)) {
            let start: String = address.chars().take(40).collect();
            bail!("the policy refuses `url({start}…)` in a style: put the picture in public/");
        }
    }
    ensure!(!style.contains("@import") && !style.contains("@font-face"), "a style loads more");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<!doctype html>\n<head><meta charset=\"utf-8\">\n<script>a()</script>\
        <style>b{}</style><script type=\"application/ld+json\">{}</script></head>\
        <!-- <script>c()</script> --><body>a < b<script>a()</script></body>";

    // printf 'a()' | openssl dgst -sha256 -binary | base64
    const A: &str = "sha256-qVpDBgj7bpq5hMAcGp3AOc79J3Y1Z4HvySTwKrWDoy4=";
    const B: &str = "sha256-7yqHVAesot11p6HczDsgKRipvI5UPgs97z80zNXlans=";

    fn hashes(html: &str) -> Result<Hashes> {
        let mut hashes = Hashes::default();
        hashes.add(html).map(|()| hashes)
    }

    #[test]
    fn every_script_and_style_has_its_hash() {
        let policy = hashes(PAGE).unwrap().policy();
        assert!(policy.starts_with("default-src 'none'; "), "{policy}");
        let end = format!("script-src 'strict-dynamic' 'wasm-unsafe-eval' '{A}'; style-src '{B}'");
        assert!(policy.ends_with(&end), "{policy}");
        for word in ["unsafe-inline", "'unsafe-eval'", "http", "data:", "blob:", "*"] {
            assert!(!policy.contains(word), "{policy}");
        }
    }

    #[test]
    fn one_policy_is_in_all_pages_and_in_the_headers() {
        let site = tempfile::tempdir().unwrap();
        let (first, other) =
            (site.path().join("index.html"), site.path().join("relire/index.html"));
        files::write(&first, PAGE).unwrap();
        files::write(&other, "<meta charset=\"utf-8\"><style>d{}</style>").unwrap();
        write_policy(site.path()).unwrap();
        let written = fs::read_to_string(&other).unwrap();
        let (_, rest) = written.split_once(META).unwrap();
        let (policy, rest) = rest.split_once("\">").unwrap();
        assert_eq!(rest, "<style>d{}</style>");
        for style in [&["d{}"], &BROUGHT_ALONG[..]].concat() {
            assert!(policy.contains(&integrity(style.as_bytes())), "{policy}");
        }
        let page = fs::read_to_string(&first).unwrap();
        assert!(page.contains(&format!("{CHARSET}{META}{policy}\">\n<script>")));
        let headers = headers::read(site.path()).unwrap();
        assert_eq!(headers[0].1, format!("{policy}; frame-ancestors 'none'"));

        // Once more changes nothing, and what is no longer there is no longer allowed.
        write_policy(site.path()).unwrap();
        assert_eq!(fs::read_to_string(&other).unwrap(), written);
        fs::write(&first, "<meta charset=\"utf-8\">").unwrap();
        write_policy(site.path()).unwrap();
        assert!(!fs::read_to_string(&other).unwrap().contains(A));
    }

    #[test]
    fn what_the_policy_would_refuse_stops_the_build() {
        for html in [
            "<p style=\"color:red\">",
            "<svg\n  onload=\"a()\">",
            "<a class=\"a\" href=\"javascript:a()\">",
            "<script src=\"/a.js\"></script>",
            "<style>p{background:url(\"data:image/svg+xml,a\")}</style>",
            "<style>p{background:url(//exemple.org/a.png)}</style>",
            "<style>@import 'a.css';</style>",
        ] {
            assert!(hashes(html).is_err(), "{html}");
        }
        for html in [
            "<p data-style=\"a\" data-onload=\"b\">style=\"\" onload=\"\"</p>",
            "<style>p{background:url(/a.svg)}</style>",
        ] {
            assert!(hashes(html).is_ok(), "{html}");
        }
    }

    #[test]
    fn a_page_that_changes_when_it_is_served_has_no_policy() {
        let site = tempfile::tempdir().unwrap();
        let page = site.path().join("index.html");
        let html = format!("<meta charset=\"utf-8\"><script>{CHANGED_WHEN_SERVED}</script>");
        fs::write(&page, &html).unwrap();
        write_policy(site.path()).unwrap();
        assert_eq!(fs::read_to_string(&page).unwrap(), html);
    }
}
