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

/// From all files of the site, as they are there now, to the service worker that keeps them.
///
/// # Errors
///
/// When a file cannot be read or written.
pub fn write_service_worker(site: &Path) -> Result<()> {
    write(&site.join(WORKER), &worker(WORKER_SOURCE, site)?)
}

/// Writes, in the place of the service worker, the one that removes itself and what was kept.
///
/// # Errors
///
/// When it cannot be written.
pub fn write_kill_switch(site: &Path) -> Result<()> {
    write(&site.join(WORKER), KILL_SWITCH)
}

/// Whether the worker keeps the file at this path in the site: all that a visitor may need, which is all but
/// [`LEFT_OUT`] and the compressed companions.
pub(super) fn is_kept(path: &str) -> bool {
    let is_compressed = [".br", ".gz"].iter().any(|suffix| path.ends_with(suffix));
    !is_compressed && !LEFT_OUT.contains(&path)
}

/// The worker for the files of this site, which it has by their path and their integrity. Its version is
/// new whenever a file or the worker itself is: a version stands for what it does as well as for what it
/// holds.
fn worker(source: &str, site: &Path) -> Result<String> {
    let mut files = BTreeMap::new();
    for (file, path) in files::below(site)? {
        if is_kept(&path) {
            files.insert(path, integrity(&fs::read(&file)?));
        }
    }
    let source = lightened(WORKER, source);
    let files = serde_json::to_string_pretty(&files).context("cannot write the list of files")?;
    let version = short_hash(format!("{source}{files}").as_bytes());
    templates::environment()?
        .render_str(&source, context! { version, files })
        .context("cannot fill offline/service-worker.js")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A site with what visitors need, and what they do not.
    fn site() -> tempfile::TempDir {
        let site = tempfile::tempdir().unwrap();
        for path in
            ["404.html", "relire/index.html", "404.html.br", "_headers", SOCIAL_IMAGE, WORKER]
        {
            write(&site.path().join(path), "").unwrap();
        }
        site
    }

    #[test]
    fn the_worker_holds_the_list_and_no_comments() {
        let site = site();
        write_service_worker(site.path()).unwrap();
        let worker = fs::read_to_string(site.path().join(WORKER)).unwrap();
        // printf '' | openssl dgst -sha256 -binary | base64
        let empty = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
        let list =
            format!("{{\n\"404.html\": \"{empty}\",\n\"relire/index.html\": \"{empty}\"\n}}");
        assert!(worker.replace("\n  \"", "\n\"").contains(&list), "{worker}");
        assert!(!worker.contains("{{"), "{worker}");
        assert!(!worker.lines().any(|line| line.trim_start().starts_with("//")), "{worker}");
    }

    #[test]
    fn the_version_changes_if_and_only_if_a_file_or_the_worker_does() {
        let site = site();
        let version = |source: &str| {
            let worker = worker(source, site.path()).unwrap();
            worker.split_once("VERSION = \"").unwrap().1[..16].to_owned()
        };
        let mut versions = vec![version(WORKER_SOURCE)];
        fs::write(site.path().join("404.html.br"), "x").unwrap();
        assert_eq!(version(WORKER_SOURCE), versions[0]);

        fs::write(site.path().join("404.html"), "x").unwrap();
        versions.push(version(WORKER_SOURCE));
        fs::rename(site.path().join("404.html"), site.path().join("405.html")).unwrap();
        versions.push(version(WORKER_SOURCE));
        versions.push(version(&WORKER_SOURCE.replace("skipWaiting()", "skipWaiting( )")));
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
    }
}
