//! Measures the finished site: see docs/performance.md.

use anyhow::Result;
use xshell::cmd;

use crate::cli::{Bench, BenchOptions};
use crate::setup::{self, Group};
use crate::site::Site;
use crate::tests::{self, APP, Engine};

/// Sets up what is missing, builds the site, and measures.
pub(crate) fn run(options: BenchOptions) -> Result<()> {
    let tools = setup::ensure(&[Group::Build, Group::Test, Group::Bench])?;
    let sh = tools.shell()?;
    let runs = options.runs.to_string();
    // Typing is part of `page`.
    let (mail, of_the_site): (bool, &[&[&str]]) = match options.bench {
        None => (true, &[&["page", &runs], &["board"]]),
        Some(Bench::Mail) => (true, &[]),
        Some(Bench::Page) => (false, &[&["page", &runs]]),
        Some(Bench::Typing) => (false, &[&["typing"]]),
        Some(Bench::Board) => (false, &[&["board"]]),
    };
    if mail {
        let mail = Engine::Chromium.cargo_test(&sh, &tools, APP)?;
        mail.args(["--release", "--bench", "mail", "--", "--nocapture"]).run()?;
    }
    if of_the_site.is_empty() {
        return Ok(());
    }
    let site = Site::in_folder(tests::sites_dir().join("root"));
    site.build(&tools)?;
    for &arguments in of_the_site {
        cmd!(sh, "cargo run --quiet --package e2e --bin bench -- {arguments...}")
            .env("E2E_SITE_ROOT", &site.dist)
            // Visitors have the whole browser.
            .env_remove("CHROMIUM_HEADLESS_SHELL")
            .run()?;
    }
    Ok(())
}
