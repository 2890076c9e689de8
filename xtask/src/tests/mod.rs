//! Runs the lints and the tests, and counts over all suites.

mod report;
mod reproducible;
mod webdriver;

use std::panic::resume_unwind;
use std::path::PathBuf;
use std::process::Command;
use std::thread;

use anyhow::{Result, ensure};

use crate::cli::Suite;
use crate::process;
use crate::setup::{self, Group, Tools};
use crate::site::{self, Site};
use crate::{deploy, postprocess, project};
use report::Report;
pub use webdriver::CHROMIUM_ARGUMENTS;
pub(crate) use webdriver::Engine;

/// The app's package.
pub(crate) const APP: &str = "bluehats-participation";

/// What it is compiled for.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// Arguments of clippy.
const DENY_WARNINGS: [&str; 3] = ["--", "-D", "warnings"];

/// The sites that the journeys visit: the variable that names each, its folder, its public path, and
/// what it is made from.
const SITES: [(&str, &str, &str, Source); 3] = [
    ("E2E_SITE_ROOT", "root", "/", Source::Project),
    ("E2E_SITE_SUB", "sub", "/sous/chemin/", Source::Before),
    (
        "E2E_SITE_SECOND",
        "second-edition",
        "/",
        Source::Edition("crates/edition/fixtures/second-edition"),
    ),
];

/// What a site is made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Source {
    /// The project as it is.
    Project,
    /// What Trunk built for the one before.
    Before,
    /// The project, with the edition of this folder.
    Edition(&'static str),
}

/// Where the sites that the journeys visit are built.
pub(crate) fn sites_dir() -> PathBuf {
    project::root().join(project::target_dir()).join("e2e")
}

/// Runs every test, or one suite; a step that fails does not keep the next ones from running. At the
/// end the output says again what failed; its last line says how many tests passed and failed.
pub(crate) fn run(suite: Option<Suite>) -> Result<()> {
    let mut report = Report::default();
    if suite.is_none() {
        report.step("formatting", |_| process::run(&mut cargo(&["fmt", "--all", "--", "--check"])));
        report.step("lints", |_| {
            let clippy = ["clippy", "--quiet", "--workspace", "--all-targets"];
            process::run(cargo(&clippy).args(DENY_WARNINGS))
        });
    }
    if matches!(suite, None | Some(Suite::Unit)) {
        report
            .step("unit tests", |report| report.run_tests(&mut cargo(&["test", "--no-fail-fast"])));
    }
    if suite != Some(Suite::Unit) {
        // Only now: unit tests need no tools, and say first what they have to say.
        let mut tools = None;
        report.step("set-up", |_| {
            let ready = setup::ensure(&[Group::Build, Group::Test])?;
            eprintln!("{}", ready.report());
            tools = Some(ready);
            Ok(())
        });
        if let Some(tools) = tools {
            report.note(&tools.report());
            run_with_tools(&tools, suite, &mut report);
        }
    }
    println!("\n{report}");
    ensure!(report.is_success(), "not all of it is well");
    Ok(())
}

fn lint_with_tools(tools: &Tools, report: &mut Report) {
    report.step("lints for WebAssembly", |_| {
        // The browser's own code is compiled for browsers only, so only there can it be linted.
        let mut clippy = tools.cargo();
        clippy.args(["clippy", "--quiet", "--target", WASM, "--package", APP]);
        clippy.args(["--package", "organisation", "--package", "mail-reader"]);
        clippy.args(["--lib", "--bins", "--tests", "--benches"]);
        process::run(clippy.args(DENY_WARNINGS))
    });
    report.step("licences and sources of the dependencies", |_| {
        let mut deny = tools.cargo();
        deny.args(["deny", "--offline", "--locked", "--workspace", "check"]);
        // See deny.toml, which also says what is not asked.
        process::run(deny.args(["licenses", "bans", "sources"]))
    });
}

/// Runs what needs tools. The sites are built meanwhile: for the most part that takes one core.
fn run_with_tools(tools: &Tools, suite: Option<Suite>, report: &mut Report) {
    let is_wanted = |it| suite.is_none_or(|only| only == it);
    thread::scope(|scope| {
        let sites = is_wanted(Suite::E2e).then(|| scope.spawn(|| build_sites(tools)));
        if suite.is_none() {
            lint_with_tools(tools, report);
        }
        if is_wanted(Suite::Browser) {
            for engine in [Engine::Chromium, Engine::Firefox] {
                report.step(&format!("components in {engine:?}"), |report| {
                    report.run_tests(engine.cargo_test(APP, tools)?.args(["--test", "browser"]))
                });
            }
        }
        if let Some(sites) = sites {
            let are_built = report.step("sites for the journeys", |_| {
                sites.join().unwrap_or_else(|panic| resume_unwind(panic))
            });
            if are_built {
                report.step("journeys", |report| report.run_tests(&mut journeys(tools)));
            }
        }
        if suite == Some(Suite::Reproducible) {
            report.step("the same bytes when built elsewhere", |_| reproducible::check(tools));
        }
    });
}

fn build_sites(tools: &Tools) -> Result<()> {
    let kept = sites_dir().join("as-trunk-built-it");
    for (_, folder, public_url, source) in SITES {
        let mut site = Site::in_folder(sites_dir().join(folder));
        site.base = site::base(public_url)?;
        match source {
            Source::Before => postprocess::again(&kept, &site.dist, &site.base)?,
            Source::Project => {
                site.kept = Some(kept.clone());
                site.build(tools)?;
            }
            Source::Edition(folder) => {
                site.edition = Some(folder);
                site.build(tools)?;
            }
        }
        deploy::write_configuration(&site.dist, &site.base)?;
    }
    Ok(())
}

fn journeys(tools: &Tools) -> Command {
    let mut tests = tools.cargo();
    for (variable, folder, ..) in SITES {
        tests.env(variable, sites_dir().join(folder));
    }
    // Two browsers at once are what a small machine bears: three take as long, and time out.
    tests.args(["test", "--package", "e2e", "--", "--test-threads=2"]);
    for skipped in tools.skipped() {
        tests.arg("--skip").arg(format!("{}::", skipped.part));
    }
    tests
}

fn cargo(arguments: &[&str]) -> Command {
    let mut cargo = Command::new("cargo");
    cargo.current_dir(project::root()).args(arguments);
    cargo
}
