//! Turns Trunk's output into the site.
//!
//! Trunk calls [`run`] when it has built everything, in the folder where it put it: `index.html`,
//! which is still a template, the program (a script and a WebAssembly module) and the files of
//! `public/`. Nothing here changes the program.

mod comments;
mod compress;
mod csp;
mod files;
mod manifest;
mod pages;
mod program;
mod service_worker;
mod size_report;

use std::env;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use edition::Edition;
use routes::CALENDAR_PATH;

use crate::public_url::PublicUrl;
use manifest::Theme;
use program::Program;

pub use compress::{compress_again, compress_folder};
pub use csp::seal;
pub use service_worker::{WORKER, write_kill_switch, write_service_worker};

/// The picture that is shown beside links to the site: in the folder of the edition, and in the
/// site.
const SOCIAL_IMAGE: &str = "social.png";

/// What Trunk says of its build.
struct Build {
    /// The folder of the site in the making.
    site: PathBuf,
    /// The folder of `index.html`.
    source: PathBuf,
    public_url: PublicUrl,
    is_release: bool,
}

/// Makes the site out of what Trunk built and names in the environment.
///
/// # Errors
///
/// When Trunk did not call it, the edition cannot be read, a template is wrong, a file cannot be
/// read or written, a page holds what the policy would refuse, or the site weighs more than its
/// budget.
pub fn run() -> Result<()> {
    let build = Build {
        site: variable("TRUNK_STAGING_DIR")?.into(),
        source: variable("TRUNK_SOURCE_DIR")?.into(),
        public_url: variable("TRUNK_PUBLIC_URL")?.parse()?,
        is_release: variable("TRUNK_PROFILE")? == "release",
    };
    let folder = build.source.join(edition::folder(env::var_os(edition::FOLDER_VARIABLE)));
    let edition = Edition::read(&folder)?;
    let theme = Theme::read(&build.source)?;

    let program = name_program(&build)?;
    let has_social_image = copy_social_image(&build, &edition, &folder)?;
    write_pages(&build, &edition, &theme, &program, has_social_image)?;
    write_calendar(&build, &edition)?;
    write_manifest(&build, &edition, &theme)?;
    seal(&build.site)?;
    if build.is_release {
        write_service_worker(&build.site)?;
        compress(&build)
    } else {
        // Nobody wants to be served an old copy of what they are working on.
        write_kill_switch(&build.site)
    }
}

fn variable(name: &str) -> Result<String> {
    env::var(name).with_context(|| {
        format!("{name} is not set: Trunk calls this task; to build the site, `cargo xtask build`")
    })
}

/// From Trunk's script and module to files with their content's hash in their name, and to what
/// pages have to know of them.
fn name_program(build: &Build) -> Result<Program> {
    program::name(&build.site, build.public_url.prefix())
}

/// From the edition's picture to `social.png`, if it has one and says where it is published:
/// shared links need its whole address. Says whether it has.
fn copy_social_image(build: &Build, edition: &Edition, folder: &std::path::Path) -> Result<bool> {
    let image = folder.join(SOCIAL_IMAGE);
    if edition.facts().published_at.is_none() || !image.exists() {
        return Ok(false);
    }
    fs::copy(&image, build.site.join(SOCIAL_IMAGE))
        .with_context(|| format!("cannot copy {}", image.display()))?;
    Ok(true)
}

/// From `index.html`, the templates, the style sheets and the edition to one page for each route,
/// so that any static host serves deep links, and `404.html`.
fn write_pages(
    build: &Build,
    edition: &Edition,
    theme: &Theme,
    program: &Program,
    has_social_image: bool,
) -> Result<()> {
    let shell = files::read(&build.site.join("index.html"))?;
    let pages = pages::render(
        &build.source,
        shell,
        build.public_url.prefix(),
        &pages::Values { edition, theme, program, has_social_image },
    )?;
    for (path, html) in pages {
        files::write(&build.site.join(path), &html)?;
    }
    Ok(())
}

/// From the edition to `agenda.ics`.
fn write_calendar(build: &Build, edition: &Edition) -> Result<()> {
    files::write(&build.site.join(&CALENDAR_PATH[1..]), &edition::calendar(edition))
}

/// From the edition's name to `site.webmanifest`.
fn write_manifest(build: &Build, edition: &Edition, theme: &Theme) -> Result<()> {
    let manifest = manifest::manifest(edition.name(), build.public_url.prefix(), theme);
    files::write(&build.site.join(manifest::PATH), &format!("{manifest:#}\n"))
}

/// From all text files to a `.br` and a `.gz` beside each, and to a table of what the site weighs.
fn compress(build: &Build) -> Result<()> {
    let weights = compress::compress_all(&build.site)?;
    eprintln!("\n{}", size_report::table(&weights));
    size_report::check_budget(&weights)
}
