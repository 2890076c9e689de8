//! The service worker: fills `offline/service-worker.js` with the exact list of the site's files.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};
use fs_err as fs;
use minijinja::context;

use super::SOCIAL_IMAGE;
use super::program::{integrity, short_hash};
use crate::files::{self, write};
use crate::headers;
use crate::templates::{self, lightened};

/// Where the worker stands in the site: browsers let it answer for its own folder and below.
pub const WORKER: &str = "service-worker.js";

const WORKER_SOURCE: &str = include_str!("../../../offline/service-worker.js");

const KILL_SWITCH: &str = include_str!("../../../offline/kill-switch.js");

/// What visitors never need: what hosts and robots read, what is shown beside links on other sites,
/// and the worker itself, which cannot hold its own hash.
const LEFT_OUT: [&str; 4] = [headers::FILE, "robots.txt", SOCIAL_IMAGE, WORKER];

/// The site's files for visitors, by their path in the site, and their integrity, as in
/// `sha256-…`.
type Files = BTreeMap<String, String>;

/// From all files of the site, as they are there now, to the service worker that keeps them.
///
/// # Errors
///
/// When a file cannot be read or written.
pub fn write_service_worker(site: &Path) -> Result<()> {
    let worker = worker(WORKER_SOURCE, &list(site)?)?;
    write(&site.join(WORKER), &worker)
}

/// Writes, in the place of the service worker, the one that removes itself and what was kept.
///
/// # Errors
///
/// When it cannot be written.
pub fn write_kill_switch(site: &Path) -> Result<()> {
    write(&site.join(WORKER), KILL_SWITCH)
}

/// The files that a visitor may need, which is all of them but [`LEFT_OUT`] and their compressed
/// companions.
fn list(site: &Path) -> Result<Files> {
    let mut files = Files::new();
    for (file, path) in files::below(site)? {
        if is_kept(&path) {
            files.insert(path, integrity(&fs::read(&file)?));
        }
    }
    Ok(files)
}

/// Whether the worker keeps the file at this path in the site.
pub(super) fn is_kept(path: &str) -> bool {
    let is_compressed = [".br", ".gz"].iter().any(|suffix| path.ends_with(suffix));
    !is_compressed && !LEFT_OUT.contains(&path)
}

/// The worker for these files. Its version is new whenever a file or the worker itself is: a
/// version stands for what it does as well as for what it holds.
fn worker(source: &str, files: &Files) -> Result<String> {
    let source = lightened(WORKER, source);
    let files = serde_json::to_string_pretty(files).context("cannot write the list of files")?;
    let version = short_hash(format!("{source}{files}").as_bytes());
    templates::environment()?
        .render_str(&source, context! { version, files })
        .context("cannot fill offline/service-worker.js")
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;

    fn site(files: &[(&str, &str)]) -> TempDir {
        let site = tempfile::tempdir().unwrap();
        for (path, content) in files {
            write(&site.path().join(path), content).unwrap();
        }
        site
    }

    const SITE: [(&str, &str); 3] =
        [("404.html", "nothing"), ("app-0123456789abcdef.js", "code"), ("relire/index.html", "")];

    #[test]
    fn the_list_has_what_visitors_need_and_nothing_else() {
        let site = site(&SITE);
        for path in ["404.html.br", "404.html.gz", "_headers", "robots.txt", SOCIAL_IMAGE, WORKER] {
            fs::write(site.path().join(path), "x").unwrap();
        }
        let files = list(site.path()).unwrap();
        let paths: Vec<&str> = files.keys().map(String::as_str).collect();
        assert_eq!(paths, SITE.map(|(path, _)| path));
        // printf '' | openssl dgst -sha256 -binary | base64
        let empty = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
        assert_eq!(files["relire/index.html"], empty);
    }

    fn written(site: &TempDir) -> String {
        write_service_worker(site.path()).unwrap();
        fs::read_to_string(site.path().join(WORKER)).unwrap()
    }

    #[test]
    fn the_worker_holds_the_list_and_no_comments() {
        let site = site(&SITE);
        let worker = written(&site);
        for (path, integrity) in list(site.path()).unwrap() {
            assert!(worker.contains(&format!("\"{path}\": \"{integrity}\"")), "{worker}");
        }
        assert!(!worker.contains("{{"), "{worker}");
        assert!(!worker.lines().any(|line| line.trim_start().starts_with("//")), "{worker}");
    }

    #[test]
    fn the_version_changes_if_and_only_if_a_file_or_the_worker_does() {
        let site = site(&SITE);
        let first = written(&site);
        assert_eq!(written(&site), first);
        fs::write(site.path().join("robots.txt"), "x").unwrap();
        fs::write(site.path().join("404.html.br"), "x").unwrap();
        assert_eq!(written(&site), first);

        let version = |worker: &str| {
            let (_, rest) = worker.split_once("VERSION = \"").unwrap();
            rest[..16].to_owned()
        };
        let mut versions = vec![version(&first)];
        fs::write(site.path().join("404.html"), "nothing!").unwrap();
        versions.push(version(&written(&site)));
        fs::rename(site.path().join("404.html"), site.path().join("405.html")).unwrap();
        versions.push(version(&written(&site)));
        let other = WORKER_SOURCE.replace("self.skipWaiting()", "self.skipWaiting( )");
        versions.push(version(&worker(&other, &list(site.path()).unwrap()).unwrap()));
        versions.sort_unstable();
        versions.dedup();
        assert_eq!(versions.len(), 4, "{versions:?}");
    }

    #[test]
    fn the_kill_switch_removes_what_the_worker_kept() {
        // Both make the names of their caches in the same way.
        let line = |source: &str| {
            let line = source.lines().find(|line| line.starts_with("const OWN_CACHES = "));
            line.unwrap().replace("new URL(self.registration.scope)", "SCOPE")
        };
        assert_eq!(line(KILL_SWITCH), line(WORKER_SOURCE));

        let site = site(&SITE);
        write_kill_switch(site.path()).unwrap();
        assert_eq!(fs::read_to_string(site.path().join(WORKER)).unwrap(), KILL_SWITCH);
    }
}
