//! Builds the finished site, with Trunk; Trunk calls [`crate::finish`] at the end.

use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::public_url::PublicUrl;
use crate::setup::{self, Toolbox};
use crate::{deploy, process, project};

/// How and where the site is built.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// Where the host will serve it.
    pub public_url: PublicUrl,
    /// The folder that it is written to; a relative one is relative to the project.
    pub dist: PathBuf,
}

impl Default for Options {
    fn default() -> Self {
        Self { public_url: PublicUrl::default(), dist: "dist".into() }
    }
}

/// Sets up what is missing, and builds the finished site.
///
/// # Errors
///
/// When a tool is missing that cannot be installed, when the edition or the code does not
/// compile, or when the site weighs more than its budget.
pub fn run(options: &Options) -> Result<()> {
    publish(options, &setup::serving()?, None)
}

/// Builds the finished site, of the edition that the environment names or of another, and beside it
/// what its host needs besides.
pub(crate) fn publish(options: &Options, tools: &Toolbox, edition: Option<&Path>) -> Result<()> {
    build_edition(options, tools, edition)?;
    deploy::write(&project::root().join(&options.dist), &options.public_url, tools)
}

/// Builds the finished site with these tools.
pub(crate) fn build(options: &Options, tools: &Toolbox) -> Result<()> {
    build_edition(options, tools, None)
}

/// Builds the finished site of another edition than the one that the environment names.
fn build_edition(options: &Options, tools: &Toolbox, edition: Option<&Path>) -> Result<()> {
    let dist = project::root().join(&options.dist);
    let mut trunk = trunk("build", tools)?;
    trunk.args(["--release", "--public-url", options.public_url.as_str(), "--dist"]).arg(&dist);
    if let Some(edition) = edition {
        trunk.env("EDITION_DIR", edition);
    }
    process::run(&mut trunk)?;
    eprintln!("The site is in {}.", dist.display());
    Ok(())
}

/// A Trunk command that downloads nothing.
pub(crate) fn trunk(task: &str, tools: &Toolbox) -> Result<Command> {
    // `--offline` holds for cargo as well, and Trunk reads every package of the workspace.
    process::run(tools.cargo().current_dir(project::root()).args(["fetch", "--quiet", "--locked"]))
        .context("cannot download the packages that Cargo.lock names")?;

    let mut trunk = Command::new("trunk");
    tools.apply(&mut trunk);
    trunk.current_dir(project::root()).args([task, "--offline"]);
    if env::var_os("NO_COLOR").is_some_and(|value| value != *"") {
        // Trunk takes nothing else for an answer.
        trunk.env("NO_COLOR", OsStr::new("true"));
    }
    // Its errors say what is wrong; where in Trunk they arose helps nobody here.
    trunk.env("RUST_LIB_BACKTRACE", "0");
    if let Ok(program) = env::current_exe() {
        trunk.env("XTASK", program);
    }
    Ok(trunk)
}
