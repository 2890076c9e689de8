//! Runs the lints and the tests, and counts over all suites.

mod report;
mod reproducible;
mod webdriver;

use std::panic::resume_unwind;
use std::path::PathBuf;
use std::thread;

use anyhow::{Result, ensure};
use xshell::{Cmd, Shell, cmd};

use crate::cli::Suite;
use crate::setup::{self, Group, Tools};
use crate::site::Site;
use crate::{deploy, postprocess, project};
use report::Report;
pub use webdriver::CHROMIUM_ARGUMENTS;
pub(crate) use webdriver::Engine;

/// The app's package.
pub(crate) const APP: &str = "bluehats-participation";

/// What it is compiled for.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// Where the sites that the journeys visit are built.
pub(crate) fn sites_dir() -> PathBuf {
    project::target_dir().join("e2e")
}

/// Runs the lints and all suites, or only one suite, and prints how many tests passed and failed.
pub(crate) fn run(suite: Option<Suite>) -> Result<()> {
    let mut report = Report::default();
    let sh = project::shell()?;
    if suite.is_none() {
        report.run("formatting", &cmd!(sh, "cargo fmt --all -- --check"));
        let clippy = cmd!(sh, "cargo clippy --quiet --workspace --all-targets -- -D warnings");
        report.run("lints", &clippy);
    }
    if matches!(suite, None | Some(Suite::Unit)) {
        report.test("unit tests", cmd!(sh, "cargo test --workspace --no-fail-fast"));
    }
    // Only now: unit tests need no tools, and say first what they have to say.
    if suite != Some(Suite::Unit)
        && let Some(tools) = report.step("set-up", |_| setup::ensure(&[Group::Build, Group::Test]))
    {
        report.note(&tools.report());
        run_with_tools(&tools, suite, &mut report)?;
    }
    println!("\n{report}");
    ensure!(report.is_success(), "not all of it is well");
    Ok(())
}

/// Runs what needs tools. The sites are built meanwhile: for the most part that takes one core.
fn run_with_tools(tools: &Tools, suite: Option<Suite>, report: &mut Report) -> Result<()> {
    let is_wanted = |it| suite.is_none_or(|only| only == it);
    let sh = tools.shell()?;
    thread::scope(|scope| {
        let sites = is_wanted(Suite::E2e).then(|| scope.spawn(|| build_sites(tools)));
        if suite.is_none() {
            // The browser's own code is compiled for browsers only, so only there can it be linted.
            let clippy = cmd!(
                sh,
                "cargo clippy --quiet --target {WASM} --package {APP}
                 --lib --bins --tests --benches -- -D warnings"
            );
            report.run("lints for WebAssembly", &clippy);
            // See deny.toml, which also says what is not asked.
            let deny = cmd!(sh, "cargo deny --offline --locked --workspace check");
            let deny = deny.args(["licenses", "bans", "sources"]);
            report.run("licences and sources of the dependencies", &deny);
        }
        if is_wanted(Suite::Browser) {
            for engine in [Engine::Chromium, Engine::Firefox] {
                let tests = engine.cargo_test(&sh, tools, APP)?.args(["--test", "browser"]);
                report.test(&format!("components in {engine:?}"), tests);
            }
        }
        if let Some(sites) = sites
            && let Some(sites) = report.step("sites for the journeys", |_| {
                sites.join().unwrap_or_else(|panic| resume_unwind(panic))
            })
        {
            report.test("journeys", journeys(&sh, &sites, tools));
        }
        if suite == Some(Suite::Reproducible) {
            report.step("the same bytes when built elsewhere", |_| reproducible::check(tools));
        }
        Ok(())
    })
}

/// The sites that the journeys visit, each with the variable that names it to them: the project as it
/// is, the same below a path, and another edition.
fn build_sites(tools: &Tools) -> Result<Vec<(&'static str, Site)>> {
    let folder = |name| Site::in_folder(sites_dir().join(name));
    let kept = sites_dir().join("as-trunk-built-it");
    let root = Site { kept: Some(kept.clone()), ..folder("root") };
    root.build(tools)?;
    let sub = Site { base: "/sous/chemin".to_owned(), ..folder("sub") };
    postprocess::again(&kept, &sub.dist, &sub.base)?;
    let edition = Some("crates/edition/fixtures/second-edition");
    let second = Site { edition, ..folder("second-edition") };
    second.build(tools)?;

    let sites = vec![("E2E_SITE_ROOT", root), ("E2E_SITE_SUB", sub), ("E2E_SITE_SECOND", second)];
    for (_, site) in &sites {
        deploy::write_configuration(&site.dist, &site.base)?;
    }
    Ok(sites)
}

fn journeys<'a>(sh: &'a Shell, sites: &[(&str, Site)], tools: &Tools) -> Cmd<'a> {
    // Two browsers at once are what a small machine bears: three take as long, and time out.
    // Of the whole workspace, as the unit tests are: what they share is compiled once.
    let mut tests = cmd!(sh, "cargo test --workspace --test journeys -- --test-threads=2");
    for (variable, site) in sites {
        tests = tests.env(variable, &site.dist);
    }
    for part in tools.skipped_parts() {
        tests = tests.args(["--skip", &format!("{part}::")]);
    }
    tests
}
