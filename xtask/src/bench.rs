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
    if options.bench != Some(Bench::Mail) {
        let site = Site::in_folder(tests::sites_dir().join("root"));
        site.build(&tools)?;
        let runs = options.runs.to_string();
        // Typing is part of `page`.
        let benches: &[&[&str]] = match options.bench {
            Some(Bench::Typing) => &[&["typing"]],
            Some(Bench::Board) => &[&["board"]],
            Some(Bench::Page) => &[&["page", &runs]],
            None | Some(Bench::Mail) => &[&["page", &runs], &["board"]],
        };
        for arguments in benches {
            let mut bench = tools.cargo();
            bench.env("E2E_SITE_ROOT", &site.dist);
            bench.args(["run", "--quiet", "--package", "e2e", "--bin", "bench", "--"]);
            process::run(bench.args(*arguments))?;
        }
    }
    Ok(())
}
