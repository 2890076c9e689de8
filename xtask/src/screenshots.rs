//! Takes pictures of every page, for readers of the project.

use anyhow::Result;

use crate::{process, setup, site, tests};

/// Sets up what is missing, builds the site, and takes its pictures into `docs/screenshots/`.
///
/// # Errors
///
/// When the set-up or the build fails, or a picture cannot be taken.
pub fn run() -> Result<()> {
    let tools = setup::test_tools()?;
    let dist = tests::sites_dir().join("root");
    site::Site { dist: dist.clone(), ..site::Site::default() }.build(&tools)?;
    let mut screenshots = tools.cargo();
    screenshots.env("E2E_SITE_ROOT", dist);
    process::run(screenshots.args(["run", "--quiet", "--package", "e2e", "--bin", "screenshots"]))
}
