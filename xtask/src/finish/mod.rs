//! Turns Trunk's output into the site.
//!
//! Trunk calls this when it has built everything, in the folder where it put it: the shell,
//! `index.html`, with the addresses of the script and the WebAssembly filled in, and the files
//! of `public/`. This fills the shell with the edition, writes one page per route so that any
//! static host serves deep links, writes the calendar entry, the web manifest and the service
//! worker, takes out of all of it what only authors read, refuses styles that nothing uses, seals it,
//! compresses, and weighs.

mod compress;
mod content;
mod lighten;
mod links;
mod manifest;
mod offline;
mod pages;
mod seal;
mod slots;
pub mod social;
mod start;
mod styles;
mod unused;
mod weight;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use edition::page::SOCIAL_IMAGE;
use routes::{CALENDAR_PATH, Route};

use crate::public_url::PublicUrl;
use content::Content;
use links::KnownPaths;
use manifest::{MANIFEST_PATH, Theme};
use styles::ProgramStyles;

pub use compress::{compress_again, compress_folder};
pub use offline::{WORKER, write_kill_switch, write_service_worker};
pub use seal::seal;

/// What Trunk says of its build.
struct Build {
    /// The folder of the site in the making.
    site: PathBuf,
    /// The folder of `index.html`.
    source: PathBuf,
    public_url: PublicUrl,
    is_release: bool,
}

/// Finishes what Trunk built and names in the environment.
///
/// # Errors
///
/// When Trunk did not call it, the edition cannot be read, the shell lacks a slot, a file cannot
/// be read or written, a style is used by nothing, or the site weighs more than its budget.
pub fn run() -> Result<()> {
    let build = Build {
        site: variable("TRUNK_STAGING_DIR")?.into(),
        source: variable("TRUNK_SOURCE_DIR")?.into(),
        public_url: variable("TRUNK_PUBLIC_URL")?.parse()?,
        is_release: variable("TRUNK_PROFILE")? == "release",
    };
    finish(&build)
}

fn variable(name: &str) -> Result<String> {
    env::var(name).with_context(|| {
        format!("{name} is not set: Trunk calls this task; to build the site, `cargo xtask build`")
    })
}

fn finish(build: &Build) -> Result<()> {
    let content = Content::read(&build.source)?;
    let theme = Theme::read(&build.source)?;
    write_pages(build, &content, &theme)?;
    write(&in_site(&build.site, CALENDAR_PATH), &content.calendar())?;
    if let Some(image) = content.social_image() {
        let path = build.site.join(SOCIAL_IMAGE);
        fs::write(&path, image).with_context(|| format!("cannot write {}", path.display()))?;
    }
    let manifest = manifest::manifest(content.name(), build.public_url.prefix(), &theme);
    write(&in_site(&build.site, MANIFEST_PATH), &format!("{manifest:#}\n"))?;
    seal(&build.site)?;
    // The worker comes last, because it says what is there.
    if build.is_release {
        unused::check(&build.site)?;
        write_service_worker(&build.site)?;
        let weights = compress::compress_all(&build.site)?;
        eprintln!("\n{}", weight::table(&weights));
        weight::check_budget(&weights)?;
    } else {
        // Nobody wants to be served an old copy of what they are working on.
        write_kill_switch(&build.site)?;
    }
    Ok(())
}

fn write_pages(build: &Build, content: &Content, theme: &Theme) -> Result<()> {
    let shell_path = build.site.join("index.html");
    let shell = fs::read_to_string(&shell_path)
        .with_context(|| format!("cannot read {}", shell_path.display()))?;
    let prefix = build.public_url.prefix();
    let shell =
        if build.is_release { lighten::programs(&build.site, prefix, &shell)? } else { shell };
    let (shell, styles) = ProgramStyles::take(&shell, build.is_release)?;
    styles.write(&build.site)?;
    let shell = start::fill(&build.site, prefix, &styles.address(prefix), &shell)?;
    let known = KnownPaths::new(public_files(&build.source.join("public"))?);
    let theme = theme.head();
    for page in Route::ALL.into_iter().map(Some).chain([None]) {
        let pieces = content.pieces(page, &theme, &styles);
        let html =
            pages::compose(&shell, &pieces, prefix, &known).context("cannot fill index.html")?;
        let html = if build.is_release { lighten::page(&html) } else { html };
        let path = match page {
            Some(route) => in_site(&build.site, route.path()).join("index.html"),
            None => build.site.join("404.html"),
        };
        write(&path, &html)?;
    }
    Ok(())
}

fn in_site(site: &Path, path: &str) -> PathBuf {
    site.join(path.trim_start_matches('/'))
}

fn write(path: &Path, text: &str) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)
            .with_context(|| format!("cannot create the folder {}", folder.display()))?;
    }
    fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
}

/// The paths in the site of the files that are copied as they are.
fn public_files(folder: &Path) -> Result<Vec<String>> {
    let files = files_below(folder)?;
    Ok(files.iter().map(|file| format!("/{}", path_in(folder, file))).collect())
}

/// The path of `file` in `folder`, as addresses have it.
fn path_in(folder: &Path, file: &Path) -> String {
    let path = file.strip_prefix(folder).unwrap_or(file);
    path.iter().map(|segment| segment.to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// Every file in a folder and in those below, in order.
fn files_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder)
            .with_context(|| format!("cannot read the folder {}", folder.display()))?;
        for entry in entries {
            let path = entry?.path();
            let list = if path.is_dir() { &mut folders } else { &mut files };
            list.push(path);
        }
    }
    files.sort();
    Ok(files)
}
