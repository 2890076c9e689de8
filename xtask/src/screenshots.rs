//! Takes pictures of every page, for readers of the project.

use anyhow::Result;

use crate::{process, project, setup, site, tests};

/// Sets up what is missing, builds the site, and takes its pictures into `docs/screenshots/`.
///
/// # Errors
///
/// When the set-up or the build fails, or a picture cannot be taken.
pub fn run() -> Result<()> {
    let tools = setup::testing()?;
    let dist = tests::sites_dir().join("root");
    site::build(&site::Options { dist: dist.clone(), ..site::Options::default() }, &tools.toolbox)?;
    let mut screenshots = tools.toolbox.cargo();
    tools.apply(&mut screenshots);
    process::run(screenshots.current_dir(project::root()).env("E2E_SITE_ROOT", dist).args([
        "run",
        "--quiet",
        "--package",
        "e2e",
        "--bin",
        "screenshots",
    ]))
}
