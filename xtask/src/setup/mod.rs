//! The tools that the other tasks need: found where they are, installed where they are not.
//!
//! What is on the `PATH` in a fitting version is used as it is; what must be built goes to the
//! user's cache folder, by tool and version, so that a second clone finds it; what the
//! distribution packages comes from it. Nothing is downloaded but through cargo, rustup, apt and
//! npm.

mod cached_tools;
mod debian_rust;
mod packages;
mod plan;
mod probe;
mod remap;
mod tool;
mod toolbox;
mod wasm_target;

use std::fmt;

use anyhow::{Context, Result, bail};

use crate::project;
pub(crate) use cached_tools::cache;
use plan::Plan;
pub use probe::brotli_module;
use probe::{Found, Probe};
pub(crate) use remap::{cargo_home, use_cargo_home};
use tool::Tool;
pub use toolbox::{TestTools, Toolbox};

/// Installs all that is missing, for every task but `bench lighthouse`, and says what is used.
///
/// # Errors
///
/// When something is missing that cannot be installed: one message per tool, with the command
/// that installs it.
pub fn run() -> Result<()> {
    let tools = testing()?;
    println!("{tools}");
    Ok(())
}

/// The tools that build the site; no browser.
///
/// # Errors
///
/// See [`run`].
pub fn serving() -> Result<Toolbox> {
    let found = ensure(&Tool::SERVING)?;
    Ok(Toolbox::new(wasm_target::ensure()?, found))
}

/// The tools that build the site, and those that test it in browsers.
///
/// # Errors
///
/// See [`run`].
pub fn testing() -> Result<TestTools> {
    test_tools(&Tool::TESTING)
}

/// The same, and what audits pages: a large package, which nothing else needs.
///
/// # Errors
///
/// See [`run`].
pub fn auditing() -> Result<TestTools> {
    test_tools(&[&Tool::TESTING[..], &[Tool::Lighthouse]].concat())
}

fn test_tools(tools: &[Tool]) -> Result<TestTools> {
    let found = ensure(tools)?;
    TestTools::new(wasm_target::ensure()?, found)
}

/// Finds the tools, and installs those that are missing.
fn ensure(tools: &[Tool]) -> Result<Vec<Found>> {
    let probe = Probe::new(project::locked_version("wasm-bindgen")?, cached_tools::cache()?);
    let missing: Vec<Tool> =
        tools.iter().copied().filter(|tool| probe.find(*tool).is_none()).collect();
    if missing.is_empty() {
        return Ok(tools.iter().filter_map(|tool| probe.find(*tool)).collect());
    }

    let plan = match Plan::new(&missing, packages::source(), cached_tools::has_npm()) {
        Ok(plan) => plan,
        Err(unobtainable) => bail!("{}", tool::how_to_install(&unobtainable)),
    };
    say_plan(&plan);
    packages::install(&plan.packages)?;
    for tool in plan.cached {
        cached_tools::install(tool, &probe)?;
    }
    tools
        .iter()
        .map(|tool| {
            probe.find(*tool).with_context(|| {
                format!(
                    "{tool} was installed but still cannot be used\n{}",
                    tool::how_to_install(&[*tool])
                )
            })
        })
        .collect()
}

fn say_plan(plan: &Plan) {
    say("Some tools are missing; each is installed once:");
    for tool in &plan.tools {
        say(format_args!("- {tool} ({})", tool.purpose()));
    }
}

/// Tells what the set-up does; on standard error, beside what the tools say themselves.
fn say(text: impl fmt::Display) {
    eprintln!("{text}");
}
