//! The tools that the other tasks need: found where they are, installed where they are not.
//!
//! What is on the `PATH` in a fitting version is used as it is. What must be built goes to the user's
//! cache folder, by tool and version, where a second clone finds it. Nothing is downloaded but through
//! cargo, rustup, apt and npm. `tools.toml` lists the tools.

mod find;
mod install;
mod remap;
mod table;
mod wasm_target;

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, ensure};

use crate::project;
pub use find::nginx_brotli_module;
pub(crate) use remap::{cargo_home, remap_paths};
pub(crate) use table::Group;
use table::{Install, Tool};
use wasm_target::Toolchain;

/// Installs all that is missing, for every task but `bench`, and says what is used.
///
/// # Errors
///
/// When something is missing that cannot be installed: one message per tool, with the command that
/// installs it.
pub fn run() -> Result<()> {
    let tools = ensure(&[Group::Build, Group::Release, Group::Test])?;
    println!("{:<16}{}", "Rust", tools.toolchain.unwrap_or("the default toolchain"));
    for found in &tools.found {
        println!("{:<16}{}", found.name, found.path.display());
    }
    Ok(())
}

/// Tools that are ready for use.
#[derive(Debug)]
pub(crate) struct Tools {
    toolchain: Toolchain,
    found: Vec<Found>,
}

#[derive(Debug)]
struct Found {
    name: String,
    /// The environment variable that tells tests where it is.
    variable: Option<String>,
    path: PathBuf,
}

impl Tools {
    /// Has `command`, and all that it starts, use these tools: they are on its `PATH`, and
    /// environment variables such as `CHROMIUM_BINARY` name those that tests start.
    pub(crate) fn apply(&self, command: &mut Command) {
        let path = env::var_os("PATH").unwrap_or_default();
        // Only folders of the cache: those on the `PATH` keep their order, because they hold other
        // programs as well.
        let cache = cache().unwrap_or_default();
        let folders = self.found.iter().filter_map(|found| found.path.parent());
        let cached = folders.filter(|folder| folder.starts_with(&cache)).map(Path::to_owned);
        let folders = cached.chain(env::split_paths(&path));
        command.env("PATH", env::join_paths(folders).unwrap_or(path));
        for Found { variable, path, .. } in &self.found {
            if let Some(variable) = variable {
                command.env(variable, path);
            }
        }
        wasm_target::apply(self.toolchain, command);
        if let Some(cargo_home) = cargo_home() {
            remap_paths(command, &cargo_home);
        }
    }

    /// A cargo command with these tools, in the project.
    pub(crate) fn cargo(&self) -> Command {
        let mut cargo = Command::new("cargo");
        self.apply(&mut cargo);
        cargo.current_dir(project::root());
        cargo
    }

    /// Where the tool of this name is.
    pub(crate) fn path(&self, name: &str) -> Result<&Path> {
        let found = self.found.iter().find(|found| found.name == name);
        found.map(|found| &*found.path).with_context(|| format!("{name} is missing"))
    }
}

/// Finds the tools of these groups, and installs those that are missing.
pub(crate) fn ensure(groups: &[Group]) -> Result<Tools> {
    let cache = cache()?;
    let mut tools = table::tools(&project::locked_version("wasm-bindgen")?)?;
    tools.retain(|tool| groups.contains(&tool.group));
    let is_missing = |tool: &&Tool| find::find(tool, &cache).is_none();
    let missing: Vec<&Tool> = tools.iter().filter(is_missing).collect();

    // Said before anything is installed: nobody should wait for it.
    let by_hand: String = missing
        .iter()
        .filter(|tool| install::way(tool).is_none())
        .map(|it| how_to_install(it))
        .collect();
    ensure!(
        by_hand.is_empty(),
        "install what cannot be installed from here, then start again{by_hand}"
    );
    for tool in missing {
        let start = Instant::now();
        install::install(tool, &cache).with_context(|| how_to_install(tool))?;
        eprintln!("{}: installed in {:.0} s", tool.name, start.elapsed().as_secs_f32());
    }

    let found = tools.into_iter().map(|tool| {
        let path = find::find(&tool, &cache).with_context(|| {
            format!("{} was installed but cannot be used{}", tool.name, how_to_install(&tool))
        })?;
        Ok(Found { name: tool.name, variable: tool.variable, path })
    });
    Ok(Tools { found: found.collect::<Result<_>>()?, toolchain: wasm_target::ensure(&cache)? })
}

/// What the tool is for, and the commands that install it.
fn how_to_install(tool: &Tool) -> String {
    let debian = |packages: &str| {
        format!("Debian: sudo apt-get install {packages} (elsewhere: the packages of that name)")
    };
    let ways = tool.install.iter().map(|way| match way {
        Install::Cargo { package, version, .. } => {
            format!("cargo install {package} --version {version}")
        }
        // Where npm is, its packages are installed without asking.
        Install::Npm { .. } => debian("npm"),
        Install::Unpack { packages, .. } => debian(&packages.join(" ")),
        Install::Apt { package } => debian(package),
    });
    let named =
        tool.variable.iter().map(|variable| format!("or {variable}=… names the one to use"));
    let lines: Vec<String> = ways.chain(named).collect();
    format!("\n\n{} is missing: {}\n  {}", tool.name, tool.purpose, lines.join("\n  "))
}

/// The folder of the tools that are installed here.
fn cache() -> Result<PathBuf> {
    // The XDG specification says to ignore a relative path.
    let xdg = env::var_os("XDG_CACHE_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
    let caches = xdg.or_else(|| Some(env::home_dir()?.join(".cache")));
    let caches = caches.context("there is no home folder: set XDG_CACHE_HOME to a folder")?;
    Ok(caches.join("bluehats-participation"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_missing_tool_has_its_message() {
        let tools = table::tools("0.2.130").unwrap();
        let text: String = tools.iter().map(how_to_install).collect();
        for want in [
            "\n\nchromedriver is missing: lets the tests drive Chromium\n  \
             Debian: sudo apt-get install chromium-driver (elsewhere: the packages of that name)\n  \
             or CHROMEDRIVER=… names the one to use\n\n",
            "pages\n  Debian: sudo apt-get install npm (",
            "\n  cargo install wasm-bindgen-cli --version 0.2.130\n",
        ] {
            assert!(text.contains(want), "{want}{text}");
        }
    }
}
