//! Measures, in a browser, what one keystroke costs on the finished site, and what composing and
//! reading a message costs.

use anyhow::Result;

use crate::{process, project, setup, site, tests};

/// Sets up what is missing, builds the site, and measures.
///
/// # Errors
///
/// When the set-up or the build fails, or the measure is above what is allowed.
pub fn run() -> Result<()> {
    let tools = setup::testing()?;
    tests::benches(&tools)?;
    let dist = tests::sites_dir().join("root");
    site::build(&site::Options { dist: dist.clone(), ..site::Options::default() }, &tools.toolbox)?;
    let mut bench = tools.toolbox.cargo();
    tools.apply(&mut bench);
    process::run(bench.current_dir(project::root()).env("E2E_SITE_ROOT", dist).args([
        "run",
        "--quiet",
        "--package",
        "e2e",
        "--bin",
        "bench",
    ]))
}
