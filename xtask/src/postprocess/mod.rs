//! Turns Trunk's output into the site.
//!
//! Trunk calls [`run`] when it has built everything, in the folder where it put it: `index.html`,
//! which is still a template, the program (a script and a WebAssembly module) and the files of
//! `public/`.

mod compress;
mod csp;
mod pages;
mod program;
mod service_worker;
mod size_report;
mod split;

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use edition::Edition;
use fs_err as fs;
use routes::CALENDAR_PATH;

use crate::{files, project, site};

pub use compress::compress_file;
pub use csp::write_policy;
pub use service_worker::{WORKER, write_kill_switch, write_service_worker};

/// The picture that is shown beside links to the site: in the folder of the edition, and in the
/// site.
const SOCIAL_IMAGE: &str = "social.png";

/// The variable that names a folder where what Trunk built is kept as it is, for [`again`].
pub(crate) const KEEP: &str = "XTASK_KEEP";

/// Makes the site out of what Trunk built and names in the environment.
pub(crate) fn run() -> Result<()> {
    let staged = PathBuf::from(variable("TRUNK_STAGING_DIR")?);
    let project = PathBuf::from(variable("TRUNK_SOURCE_DIR")?);
    let base = site::base(&variable("TRUNK_PUBLIC_URL")?)?;
    let is_release = variable("TRUNK_PROFILE")? == "release";
    split::split(&staged, is_release)?;
    if let Some(folder) = env::var_os(KEEP) {
        files::copy_folder(&staged, Path::new(&folder))?;
    }
    finish(&staged, &project, &base, is_release)
}

/// Makes a site for another public path out of what Trunk built for release, and was kept in a folder.
pub(crate) fn again(kept: &Path, site: &Path, base: &str) -> Result<()> {
    files::copy_folder(kept, site)?;
    finish(site, project::root(), base, true)
}

fn finish(site: &Path, project: &Path, base: &str, is_release: bool) -> Result<()> {
    let edition_folder = project.join(edition::folder(env::var_os(edition::FOLDER_VARIABLE)));
    let edition = Edition::read(&edition_folder)?;

    let program = program::name(site, base)?;
    let social_image = copy_social_image(&edition, &edition_folder, site)?;
    let shell = fs::read_to_string(site.join("index.html"))?;
    for (path, text) in pages::render(project, &shell, base, &edition, &program, social_image)? {
        files::write(&site.join(path), &text)?;
    }
    files::write(&site.join(&CALENDAR_PATH[1..]), &edition::calendar(&edition))?;
    write_policy(site)?;
    if is_release {
        write_service_worker(site)?;
        let weights = compress::compress_folder(site)?;
        eprintln!("\n{}", size_report::table(&weights));
        size_report::check_budget(&weights)
    } else {
        // Nobody wants to be served an old copy of what they are working on.
        write_kill_switch(site)
    }
}

fn variable(name: &str) -> Result<String> {
    env::var(name).with_context(|| {
        format!("{name} is not set: Trunk calls this task; to build the site, `cargo xtask build`")
    })
}

/// From the edition's picture to `social.png`, if it has one and says where it is published: gives the
/// picture's whole address, which shared links need.
fn copy_social_image(edition: &Edition, folder: &Path, site: &Path) -> Result<Option<String>> {
    let image = folder.join(SOCIAL_IMAGE);
    match edition.facts().published_at {
        Some(published_at) if image.exists() => {
            fs::copy(&image, site.join(SOCIAL_IMAGE))?;
            Ok(Some(format!("{published_at}/{SOCIAL_IMAGE}")))
        }
        _ => Ok(None),
    }
}
