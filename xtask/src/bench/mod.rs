//! Measures the finished site: see docs/performance.md.

mod names;
mod size;

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::setup::{self, TestTools};
use crate::{process, project, site, tests};

/// What to measure, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// One of the benches, or all of them.
    pub which: Which,
    /// How many times the page is visited.
    pub runs: usize,
    /// How many of the heaviest parts of the WebAssembly are listed.
    pub top: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self { which: Which::All, runs: 9, top: 25 }
    }
}

/// The benches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// All of them, but those that need a tool of their own.
    All,
    /// What visitors wait for and download, in a browser.
    Page,
    /// What a keystroke costs, in a browser.
    Typing,
    /// What composing and reading a message costs, in a browser.
    Mail,
    /// What weighs in the WebAssembly.
    Size,
    /// What Lighthouse says of pages. It is no part of [`All`](Self::All).
    Lighthouse,
}

/// Sets up what is missing, builds the site, and measures. What is above its limit does not keep the
/// next bench from measuring.
///
/// # Errors
///
/// When the set-up or the build fails, or something is above its limit.
pub fn run(options: &Options) -> Result<()> {
    let is_wanted = |which| options.which == Which::All || options.which == which;
    let dist = tests::sites_dir().join("root");
    if options.which == Which::Size {
        return size::run(&dist, &setup::serving()?, options.top);
    }

    let tools = match options.which {
        Which::Lighthouse => setup::auditing()?,
        _ => setup::testing()?,
    };
    let mut outcomes = Vec::new();
    if is_wanted(Which::Mail) {
        outcomes.push(("mail", tests::benches(&tools)));
    }
    if is_wanted(Which::Size) {
        // Builds the site.
        outcomes.push(("size", size::run(&dist, &tools.toolbox, options.top)));
    } else if options.which != Which::Mail {
        let options = site::Options { dist: dist.clone(), ..site::Options::default() };
        site::build(&options, &tools.toolbox)?;
    }
    if options.which == Which::Typing {
        outcomes.push(("typing", in_browser(&tools, &dist, &["typing"])));
    }
    // Typing is part of it.
    if is_wanted(Which::Page) {
        outcomes.push(("page", runs_in_browser(&tools, &dist, "page", options.runs)));
    }
    if options.which == Which::Lighthouse {
        outcomes.push(("lighthouse", runs_in_browser(&tools, &dist, "lighthouse", options.runs)));
    }
    report(outcomes)
}

/// Where reports are written.
fn folder() -> PathBuf {
    project::root().join(project::target_dir()).join("bench")
}

/// Runs a bench so many times, and has it write its report.
fn runs_in_browser(tools: &TestTools, dist: &Path, bench: &str, runs: usize) -> Result<()> {
    let folder = folder();
    in_browser(tools, dist, &[bench, &runs.to_string(), &folder.to_string_lossy()])
}

/// Runs the benches that need a browser and a visitor in it.
fn in_browser(tools: &TestTools, dist: &Path, arguments: &[&str]) -> Result<()> {
    let mut bench = tools.toolbox.cargo();
    tools.apply(&mut bench);
    bench
        .current_dir(project::root())
        .env("E2E_SITE_ROOT", dist)
        .args(["run", "--quiet", "--package", "e2e", "--bin", "bench", "--"])
        .args(arguments);
    process::run(&mut bench)
}

/// Fails when one has failed, and says which.
fn report(outcomes: Vec<(&str, Result<()>)>) -> Result<()> {
    let mut failed = Vec::new();
    for (name, outcome) in outcomes {
        if let Err(error) = outcome {
            eprintln!("error: {name}: {error:#}");
            failed.push(name);
        }
    }
    if !failed.is_empty() {
        bail!("these benches failed: {}", failed.join(", "));
    }
    Ok(())
}
