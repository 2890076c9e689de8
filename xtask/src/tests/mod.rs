//! Runs the lints and the tests, and counts over all suites.

mod report;
mod reproducible;
mod webdriver;

use std::path::PathBuf;
use std::process::{Command, ExitCode};

use crate::cli::Suite;
use crate::process;
use crate::public_url::PublicUrl;
use crate::setup::{self, Tools};
use crate::site::Site;
use crate::{deploy, project};
use report::Report;
pub use webdriver::CHROMIUM_ARGUMENTS;
pub(crate) use webdriver::Engine;

/// The app's package.
pub(crate) const APP: &str = "bluehats-participation";

/// What it is compiled for.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// Where the sites that the journeys visit are built.
pub(crate) fn sites_dir() -> PathBuf {
    project::root().join(project::target_dir()).join("e2e")
}

/// Runs every test, or one suite; a step that fails does not keep the next ones from running. At the
/// end the output says again what failed and why; its last line says how many tests passed and failed.
pub fn run(suite: Option<Suite>) -> ExitCode {
    let mut report = Report::default();
    if suite.is_none() {
        lint(&mut report);
    }
    if suite.is_none_or(|suite| suite == Suite::Unit) {
        report.tests("unit tests", Ok(cargo(&["test"])));
    }
    if suite != Some(Suite::Unit) {
        // Only now: unit tests need no tools, and say first what they have to say.
        let mut tools = None;
        report.step("set-up", || {
            tools = Some(setup::test_tools()?);
            Ok(())
        });
        if let Some(tools) = tools {
            with_tools(suite, &tools, &mut report);
        }
    }
    println!("\n{report}");
    if report.is_success() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn with_tools(suite: Option<Suite>, tools: &Tools, report: &mut Report) {
    if suite.is_none() {
        lint_with_tools(tools, report);
    }
    if suite.is_none_or(|suite| suite == Suite::Browser) {
        for engine in [Engine::Chromium, Engine::Firefox] {
            let tests = engine.cargo_test(tools).map(|mut tests| {
                tests.args(["--test", "browser"]);
                tests
            });
            report.tests(&format!("components in {engine}"), tests);
        }
    }
    if suite.is_none_or(|suite| suite == Suite::E2e) {
        journeys(tools, report);
    }
    if suite == Some(Suite::Reproducible) {
        report.step("the same bytes when built elsewhere", || reproducible::check(tools));
    }
}

fn lint(report: &mut Report) {
    report.step("formatting", || process::run(&mut cargo(&["fmt", "--all", "--", "--check"])));
    let mut clippy = cargo(&["clippy", "--quiet", "--workspace", "--all-targets"]);
    report.step("lints", || process::run(clippy.args(["--", "-D", "warnings"])));
}

fn lint_with_tools(tools: &Tools, report: &mut Report) {
    // The browser's own code is compiled for browsers only, so only there can it be linted.
    let mut clippy = tools.cargo();
    clippy.args(["clippy", "--quiet", "--package", APP, "--target", WASM]).args([
        "--lib",
        "--bins",
        "--tests",
        "--benches",
        "--",
        "-D",
        "warnings",
    ]);
    report.step("lints for WebAssembly", || process::run(&mut clippy));
    // See deny.toml, which also says what is not asked.
    let mut deny = tools.cargo();
    deny.args(["deny", "--offline", "--locked", "--workspace", "check"]);
    report.step("licences and sources of the dependencies", || {
        process::run(deny.args(["licenses", "bans", "sources"]))
    });
}

/// The sites that the journeys visit: the variable that names each, its folder, its public path, and its
/// edition. Those of one edition are made of one compiled module.
const SITES: [(&str, &str, &str, Option<&str>); 3] = [
    ("E2E_SITE_ROOT", "root", "/", None),
    ("E2E_SITE_SUB", "sub", "/sous/chemin/", None),
    ("E2E_SITE_SECOND", "second-edition", "/", Some("crates/edition/fixtures/second-edition")),
];

fn journeys(tools: &Tools, report: &mut Report) {
    let mut tests = tools.cargo();
    for (variable, folder, public_url, edition) in SITES {
        let dist = sites_dir().join(folder);
        tests.env(variable, &dist);
        let is_built = report.step(&format!("site for the journeys: {folder}"), || {
            let public_url: PublicUrl = public_url.parse()?;
            let site = Site { public_url, dist, edition };
            site.build(tools)?;
            deploy::write_configuration(&site.dist, &site.public_url)
        });
        if !is_built {
            return;
        }
    }
    // Two browsers at once are what a small machine bears.
    tests.args(["test", "--package", "e2e", "--", "--test-threads=2"]);
    report.tests("journeys", Ok(tests));
}

fn cargo(arguments: &[&str]) -> Command {
    let mut cargo = Command::new("cargo");
    cargo.current_dir(project::root()).args(arguments);
    cargo
}
