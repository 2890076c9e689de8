//! Runs the lints and the tests, and counts over all suites.

mod count;
mod failures;
mod twice;
mod webdriver;

use std::fmt;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, anyhow};

use crate::process::{self, Line};
use crate::public_url::PublicUrl;
use crate::setup::{self, TestTools};
use crate::{project, site};
use count::Count;
use failures::Failures;
use webdriver::Engine;

pub use webdriver::CHROMIUM_ARGUMENTS;

/// Which tests to run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Suites {
    /// Formatting, lints, and every suite.
    All,
    /// What needs neither browser nor network.
    Unit,
    /// Components, in each browser.
    Browser,
    /// Journeys on the finished site, in each browser.
    EndToEnd,
}

/// Where the sites that the journeys visit are built.
pub(crate) fn sites_dir() -> PathBuf {
    project::root().join(project::target_dir()).join("e2e")
}

/// Runs the tests; a step that fails does not keep the next ones from running. At the end the output
/// says again what failed and why; its last line says how many tests passed and failed.
pub fn run(suites: Suites) -> ExitCode {
    let mut report = Report::default();
    match suites {
        Suites::Unit => unit(&mut report),
        Suites::Browser => with_browsers(&mut report, browser),
        Suites::EndToEnd => with_browsers(&mut report, end_to_end),
        Suites::All => {
            lints(&mut report);
            unit(&mut report);
            with_browsers(&mut report, |report, tools| {
                lint_for_browsers(report, tools);
                dependencies(report, tools);
                browser(report, tools);
                end_to_end(report, tools);
                built_elsewhere(report, tools);
            });
        }
    }
    println!("\n{report}");
    report.exit_code()
}

fn lints(report: &mut Report) {
    report.step("formatting", || process::run(&mut cargo(&["fmt", "--all", "--", "--check"])));
    report.step("lints", || {
        process::run(&mut cargo(&[
            "clippy",
            "--quiet",
            "--workspace",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ]))
    });
}

/// The browser's own code is compiled for browsers only, so only there can it be linted.
fn lint_for_browsers(report: &mut Report, tools: &TestTools) {
    let mut clippy = tools.toolbox.cargo();
    clippy
        .current_dir(project::root())
        .args(["clippy", "--quiet", "--package", APP, "--target", WASM])
        .args(["--lib", "--bins", "--tests", "--benches", "--", "-D", "warnings"]);
    report.step("lints for WebAssembly", || process::run(&mut clippy));
}

/// Licences, sources, and what is not to be depended on, as deny.toml says; no network. Whether
/// somebody warned of a version is not asked: the list of warnings is no package of any registry.
fn dependencies(report: &mut Report, tools: &TestTools) {
    let mut deny = tools.toolbox.cargo();
    deny.current_dir(project::root())
        .args(["deny", "--offline", "--locked", "--workspace", "check", "licenses", "bans"])
        .arg("sources");
    report.step("licences and sources of the dependencies", || process::run(&mut deny));
}

fn unit(report: &mut Report) {
    report.suite("unit tests", || count_tests(&mut cargo(&["test"])));
}

fn with_browsers(report: &mut Report, suites: impl FnOnce(&mut Report, &TestTools)) {
    match setup::testing() {
        Ok(tools) => suites(report, &tools),
        Err(error) => report.fail("set-up", &error),
    }
}

fn browser(report: &mut Report, tools: &TestTools) {
    for engine in Engine::ALL {
        report.suite(&format!("components in {engine}"), || {
            let mut tests = tools.toolbox.cargo();
            tests.current_dir(project::root());
            engine.apply(&mut tests, tools)?;
            tests.args(["test", "--package", APP, "--target", WASM]);
            count_tests(tests.args(["--test", "browser"]))
        });
    }
}

/// Runs the benchmarks of the app's own crate, in Chromium, as the site is compiled.
pub(crate) fn benches(tools: &TestTools) -> Result<()> {
    let mut benches = tools.toolbox.cargo();
    benches.current_dir(project::root());
    Engine::Chromium.apply(&mut benches, tools)?;
    process::run(benches.args(["test", "--release", "--package", APP, "--target", WASM]).args([
        "--bench",
        "mail",
        "--",
        "--nocapture",
    ]))
}

/// A site that the journeys visit, and the variable that tells them where it is.
struct Site {
    variable: &'static str,
    folder: &'static str,
    public_url: &'static str,
    edition: Option<&'static str>,
}

const SITES: [Site; 3] = [
    Site { variable: "E2E_SITE_ROOT", folder: "root", public_url: "/", edition: None },
    Site { variable: "E2E_SITE_SUB", folder: "sub", public_url: "/sous/chemin/", edition: None },
    Site {
        variable: "E2E_SITE_SECOND",
        folder: "second-edition",
        public_url: "/",
        edition: Some("crates/edition/fixtures/second-edition"),
    },
];

fn end_to_end(report: &mut Report, tools: &TestTools) {
    let mut tests = tools.toolbox.cargo();
    tools.apply(&mut tests);
    for site in &SITES {
        let dist = sites_dir().join(site.folder);
        let is_built = report.step(&format!("site for the journeys: {}", site.folder), || {
            let options = site::Options {
                public_url: site.public_url.parse::<PublicUrl>()?,
                dist: dist.clone(),
            };
            site::publish(&options, &tools.toolbox, site.edition.map(str::as_ref))
        });
        if !is_built {
            return;
        }
        tests.env(site.variable, dist);
    }
    tests
        .current_dir(project::root())
        // Two browsers at once are what a small machine bears.
        .args(["test", "--package", "e2e", "--", "--test-threads=2"]);
    report.suite("journeys", || count_tests(&mut tests));
}

/// The journeys' first site, once more, from another folder.
fn built_elsewhere(report: &mut Report, tools: &TestTools) {
    report.step("the same bytes when built elsewhere", || {
        twice::check(&sites_dir().join(SITES[0].folder), &tools.toolbox)
    });
}

const APP: &str = "bluehats-participation";
const WASM: &str = "wasm32-unknown-unknown";

fn cargo(arguments: &[&str]) -> Command {
    let mut cargo = Command::new("cargo");
    cargo.current_dir(project::root()).args(arguments);
    cargo
}

/// Runs a command that runs tests: passes its output on as it comes, and counts.
fn count_tests(command: &mut Command) -> Result<Ran> {
    let line = Line(command).to_string();
    eprintln!("$ {line}");
    let mut child =
        command.stdout(Stdio::piped()).spawn().with_context(|| format!("cannot start `{line}`"))?;
    let mut count = Count::default();
    let mut failures = Failures::default();
    if let Some(stdout) = child.stdout.take() {
        let mut stdout = BufReader::new(stdout);
        let mut bytes = Vec::new();
        while stdout.read_until(b'\n', &mut bytes)? > 0 {
            let line = String::from_utf8_lossy(&bytes);
            print!("{line}");
            count.add_line(&line);
            failures.add_line(&line);
            bytes.clear();
        }
    }
    Ok(Ran { count, failures, is_success: child.wait()?.success() })
}

/// What a command that runs tests came to.
#[derive(Debug, Default)]
struct Ran {
    count: Count,
    failures: Failures,
    /// What the command itself says.
    is_success: bool,
}

/// What the suites came to.
#[derive(Debug, Default)]
struct Report {
    count: Count,
    /// Of the steps and suites that failed, their names.
    failed: Vec<String>,
    /// What their tests say.
    failures: Failures,
    /// Why steps failed as a whole.
    errors: Vec<String>,
}

impl Report {
    /// Runs a step that is no suite of tests; says whether it succeeded.
    fn step(&mut self, name: &str, step: impl FnOnce() -> Result<()>) -> bool {
        eprintln!("\n== {name}");
        let start = Instant::now();
        match step() {
            Ok(()) => {
                eprintln!("   done in {:.1} s", start.elapsed().as_secs_f32());
                true
            }
            Err(error) => {
                self.fail(name, &error);
                false
            }
        }
    }

    /// Runs a suite of tests and counts them.
    fn suite(&mut self, name: &str, suite: impl FnOnce() -> Result<Ran>) {
        eprintln!("\n== {name}");
        let start = Instant::now();
        match suite() {
            Ok(Ran { count, failures, is_success }) => {
                self.count += count;
                self.failures += failures;
                if is_success {
                    eprintln!("   {count} in {:.1} s", start.elapsed().as_secs_f32());
                } else if count.failed > 0 {
                    self.failed.push(name.to_owned());
                } else {
                    self.fail(name, &anyhow!("it stopped before its end: see above"));
                }
            }
            Err(error) => self.fail(name, &error),
        }
    }

    /// Counts what failed as a whole as one failure.
    fn fail(&mut self, name: &str, error: &anyhow::Error) {
        let error = format!("error: {name}: {error:#}");
        eprintln!("{error}");
        self.count.failed += 1;
        self.failed.push(name.to_owned());
        self.errors.push(error);
    }

    fn exit_code(&self) -> ExitCode {
        if self.failed.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.failed.is_empty() {
            write!(f, "{}", self.failures)?;
            for error in &self.errors {
                writeln!(f, "{error}")?;
            }
            writeln!(f, "What failed: {}.", self.failed.join(", "))?;
        }
        write!(f, "{}", self.count)
    }
}

#[cfg(test)]
mod checks {
    use super::*;

    #[test]
    fn the_report_ends_with_the_count_over_all_suites() {
        let ran = |passed, failed, is_success| {
            Ok(Ran { count: Count { passed, failed }, is_success, ..Ran::default() })
        };
        let mut report = Report::default();
        report.suite("a", || ran(3, 0, true));
        assert!(report.step("b", || Ok(())));
        assert_eq!(report.to_string(), "3 passed, 0 failed");
        report.suite("c", || ran(1, 2, false));
        assert_eq!(report.to_string(), "What failed: c.\n4 passed, 2 failed");
    }

    #[test]
    fn what_fails_as_a_whole_counts_as_one_failure() {
        let mut report = Report::default();
        let count = Count { passed: 1, failed: 0 };
        report.suite("stopped", || Ok(Ran { count, ..Ran::default() }));
        report.suite("not started", || Err(anyhow!("no such program")));
        assert!(!report.step("lints", || Err(anyhow!("they found something"))));
        assert_eq!(
            report.to_string(),
            "error: stopped: it stopped before its end: see above\n\
             error: not started: no such program\n\
             error: lints: they found something\n\
             What failed: stopped, not started, lints.\n\
             1 passed, 3 failed"
        );
    }

    #[test]
    fn a_suite_is_counted_and_its_failures_are_said_again() {
        let script = "echo '---- a stdout ----
Error: in vain

failures:
    a
test result: FAILED. 2 passed; 1 failed; 0 ignored'; exit 1";
        let mut report = Report::default();
        report.suite("a", || count_tests(Command::new("sh").args(["-c", script])));
        assert_eq!(
            report.to_string(),
            "---- a stdout ----\nError: in vain\n\nWhat failed: a.\n2 passed, 1 failed"
        );
    }
}
