//! Seals the site: says in every page, and in the headers that the host is asked to send, that
//! nothing runs but what the build put there.
//!
//! The Content-Security-Policy names the scripts and the styles that stand in the pages by their
//! hashes. It is one policy for all pages, so that a host can send it with every answer, and the
//! app can show any page in any other. `docs/security.md` says what each part of it is for.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use super::lighten::tag_length;
use super::{files_below, path_in, write};
use crate::headers;

/// What the policy stands behind, because browsers look for it in the first kilobyte, and before
/// everything that it is about.
const CHARSET: &str = "<meta charset=\"utf-8\">";

const META: &str = "<meta http-equiv=\"Content-Security-Policy\" content=\"";

/// What Trunk's development server writes into the pages that it serves: their hashes change.
const CHANGED_WHEN_SERVED: &str = "{{__TRUNK_ADDRESS__}}";

/// What is allowed whatever the pages hold; everything else is not.
const ALWAYS: &str = "default-src 'none'; base-uri 'none'; connect-src 'self'; form-action 'none'; \
    img-src 'self'; manifest-src 'self'; worker-src 'self'; require-trusted-types-for 'script'; \
    trusted-types default";

/// What a policy in a page cannot say.
const IN_HEADER_ONLY: &str = "frame-ancestors 'none'";

/// The powers of the browser that are switched off. Not in the list are those that the app uses, which
/// are its own anyhow (`clipboard-write`, `web-share`), and those that some browser does not know by
/// name: it would complain.
const UNUSED_POWERS: [&str; 22] = [
    "accelerometer",
    "autoplay",
    "browsing-topics",
    "camera",
    "clipboard-read",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "geolocation",
    "gyroscope",
    "hid",
    "idle-detection",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "picture-in-picture",
    "publickey-credentials-get",
    "screen-wake-lock",
    "serial",
    "usb",
    "xr-spatial-tracking",
];

/// Writes the policy into all pages of the finished site in `site`, in the place of one that they
/// have already, and the host's headers beside them.
///
/// # Errors
///
/// When a file cannot be read or written, or a page holds what the policy would refuse: scripts of
/// other files, styles and scripts in attributes, pictures of other places in styles.
pub fn seal(site: &Path) -> Result<()> {
    let mut pages = Vec::new();
    let mut hashes = Hashes::default();
    for file in pages_of(site)? {
        let html =
            fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
        if html.contains(CHANGED_WHEN_SERVED) {
            return Ok(());
        }
        let html = unsealed(&html);
        let page = path_in(site, &file);
        hashes.add(&html).with_context(|| format!("cannot seal {page}"))?;
        pages.push((file, html));
    }
    let policy = hashes.policy();
    for (file, html) in pages {
        let (before, after) = html
            .split_once(CHARSET)
            .with_context(|| format!("{} has no {CHARSET}", file.display()))?;
        write(&file, &format!("{before}{CHARSET}{META}{policy}\">{after}"))?;
    }
    headers::write(site, &headers_with(&policy))
}

fn pages_of(site: &Path) -> Result<Vec<PathBuf>> {
    let mut files = files_below(site)?;
    files.retain(|file| file.extension().is_some_and(|extension| extension == "html"));
    Ok(files)
}

/// The page without the policy that it has.
fn unsealed(html: &str) -> String {
    let Some((before, rest)) = html.split_once(META) else { return html.to_owned() };
    let after = rest.split_once("\">").map_or("", |(_, after)| after);
    format!("{before}{after}")
}

fn headers_with(policy: &str) -> [(&'static str, String); 6] {
    let unused = UNUSED_POWERS.map(|power| format!("{power}=()"));
    [
        ("Content-Security-Policy", format!("{policy}; {IN_HEADER_ONLY}")),
        ("Cross-Origin-Opener-Policy", "same-origin".to_owned()),
        ("Cross-Origin-Resource-Policy", "same-origin".to_owned()),
        ("Permissions-Policy", unused.join(", ")),
        ("Referrer-Policy", "no-referrer".to_owned()),
        ("X-Content-Type-Options", "nosniff".to_owned()),
    ]
}

/// The hashes of what the pages hold, as policies have them.
#[derive(Debug, Default)]
struct Hashes {
    scripts: BTreeSet<String>,
    styles: BTreeSet<String>,
}

impl Hashes {
    /// Adds those of a page.
    fn add(&mut self, html: &str) -> Result<()> {
        let mut rest = html;
        while let Some(start) = rest.find('<') {
            rest = &rest[start..];
            if let Some(comment) = rest.strip_prefix("<!--") {
                rest = comment.split_once("-->").map_or("", |(_, after)| after);
                continue;
            }
            let Some(length) = tag_length(rest) else {
                rest = &rest[1..];
                continue;
            };
            let (tag, after) = rest.split_at(length);
            rest = after;
            check(tag)?;
            let name = tag[1..].split([' ', '\n', '>']).next().unwrap_or_default();
            let set = match name {
                "script" => &mut self.scripts,
                "style" => &mut self.styles,
                _ => continue,
            };
            let end = format!("</{name}>");
            let (content, after) =
                after.split_once(&end).with_context(|| format!("a `{tag}` has no `{end}`"))?;
            rest = after;
            if is_data(tag) {
                continue;
            }
            ensure!(!tag.contains(" src="), "{tag} has no hash: start.js loads what is loaded");
            if name == "style" {
                check_style(content)?;
            }
            set.insert(hash(content));
        }
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

/// Fails when the tag has an attribute that the policy refuses.
fn check(tag: &str) -> Result<()> {
    for part in tag.split_ascii_whitespace().skip(1) {
        let Some((name, value)) = part.split_once('=') else { continue };
        let is_handler = name.len() > 2
            && name.starts_with("on")
            && name.bytes().all(|letter| letter.is_ascii_lowercase());
        if is_handler || name == "style" || value.trim_start_matches('"').starts_with("javascript:")
        {
            bail!("the policy refuses `{name}` in {tag}");
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

/// Whether browsers take the element for data, which no policy is about.
fn is_data(tag: &str) -> bool {
    [" type=\"application/ld+json\"", " type=\"application/json\""]
        .iter()
        .any(|data| tag.contains(data))
}

fn hash(content: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(content)))
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
        let hashes = hashes(PAGE).unwrap();
        assert_eq!(hashes.scripts.iter().collect::<Vec<_>>(), [&hash("a()")]);
        assert_eq!(hashes.styles.iter().collect::<Vec<_>>(), [&hash("b{}")]);
        assert_eq!((&*hash("a()"), &*hash("b{}")), (A, B));
        let policy = hashes.policy();
        assert!(policy.starts_with("default-src 'none'; "), "{policy}");
        assert!(policy.contains(&format!("'wasm-unsafe-eval' '{A}'; style-src '{B}'")), "{policy}");
        for word in ["unsafe-inline", "'unsafe-eval'", "http", "data:", "blob:", "*"] {
            assert!(!policy.contains(word), "{policy}");
        }
    }

    #[test]
    fn one_policy_is_in_all_pages_and_in_the_headers() {
        let site = tempfile::tempdir().unwrap();
        let other = site.path().join("relire/index.html");
        write(&site.path().join("index.html"), PAGE).unwrap();
        write(&other, "<meta charset=\"utf-8\"><style>d{}</style>").unwrap();
        seal(site.path()).unwrap();
        let sealed = fs::read_to_string(&other).unwrap();
        let (_, rest) = sealed.split_once(META).unwrap();
        let (policy, rest) = rest.split_once("\">").unwrap();
        assert_eq!(rest, "<style>d{}</style>");
        assert!(policy.contains(A) && policy.contains(&hash("d{}")), "{policy}");
        let page = fs::read_to_string(site.path().join("index.html")).unwrap();
        assert!(page.contains(&format!("<meta charset=\"utf-8\">{META}{policy}\">\n<script>")));
        let headers = headers::read(site.path()).unwrap();
        assert_eq!(headers[0].1, format!("{policy}; frame-ancestors 'none'"));
        assert_eq!(headers.len(), 6);

        // Once more changes nothing, and what is no longer there is no longer allowed.
        seal(site.path()).unwrap();
        assert_eq!(fs::read_to_string(&other).unwrap(), sealed);
        write(&site.path().join("index.html"), "<meta charset=\"utf-8\">").unwrap();
        seal(site.path()).unwrap();
        assert!(!fs::read_to_string(&other).unwrap().contains(A));
    }

    #[test]
    fn what_the_policy_would_refuse_stops_the_build() {
        for html in [
            "<p style=\"color:red\">",
            "<svg\n  onload=\"a()\">",
            "<a class=\"a\" href=\"javascript:a()\">",
            "<script src=\"/a.js\"></script>",
            "<script>a()",
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
    fn a_page_that_changes_when_it_is_served_is_not_sealed() {
        let site = tempfile::tempdir().unwrap();
        let html = format!("{CHARSET}<script>{CHANGED_WHEN_SERVED}</script>");
        write(&site.path().join("index.html"), &html).unwrap();
        seal(site.path()).unwrap();
        assert_eq!(fs::read_to_string(site.path().join("index.html")).unwrap(), html);
    }
}
