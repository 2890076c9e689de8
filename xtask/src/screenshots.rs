//! Takes pictures of every page, for readers of the project.

use anyhow::Result;
use xshell::cmd;

use crate::setup::{self, Group};
use crate::site::Site;
use crate::tests;

/// Sets up what is missing, builds the site, and takes its pictures into `docs/screenshots/`.
pub(crate) fn run() -> Result<()> {
    let tools = setup::ensure(&[Group::Build, Group::Test])?;
    let site = Site::in_folder(tests::sites_dir().join("root"));
    site.build(&tools)?;
    let sh = tools.shell()?;
    sh.set_var("E2E_SITE_ROOT", site.dist);
    Ok(cmd!(sh, "cargo run --quiet --package e2e --bin screenshots").run()?)
}
