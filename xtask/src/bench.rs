//! Measures the finished site: see docs/performance.md.

use anyhow::Result;

use crate::cli::{Bench, BenchOptions};
use crate::process;
use crate::setup::{self, Group};
use crate::site::Site;
use crate::tests::{self, Engine};

/// Sets up what is missing, builds the site, and measures.
///
/// # Errors
///
/// When the set-up or the build fails, or something is above its limit.
pub fn run(options: BenchOptions) -> Result<()> {
    let tools = setup::ensure(&[Group::Build, Group::Test, Group::Bench])?;
    let is_wanted = |bench| options.bench.is_none_or(|only| only == bench);
    if is_wanted(Bench::Mail) {
        // The app composes; what reads is compiled in another way.
        for (profile, what) in [("release", "composing"), ("reader", "reading")] {
            let mut mail = Engine::Chromium.cargo_test("mail-reader", &tools)?;
            mail.args(["--profile", profile, "--bench", "mail", "--", what, "--nocapture"]);
            process::run(&mut mail)?;
        }
    }
    if is_wanted(Bench::Page) || is_wanted(Bench::Typing) {
        let site = Site::in_folder(tests::sites_dir().join("root"));
        site.build(&tools)?;
        let mut bench = tools.cargo();
        bench.env("E2E_SITE_ROOT", site.dist);
        bench.args(["run", "--quiet", "--package", "e2e", "--bin", "bench", "--"]);
        // Typing is part of `page`.
        if is_wanted(Bench::Page) {
            bench.args(["page", &options.runs.to_string()]);
        } else {
            bench.arg("typing");
        }
        process::run(&mut bench)?;
    }
    Ok(())
}
