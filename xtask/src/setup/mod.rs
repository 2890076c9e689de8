//! The tools that the other tasks need: found where they are, installed where they are not.
//!
//! What is on the `PATH` in a fitting version is used as it is. What must be built goes to the user's
//! cache folder, by tool and version, where a second clone finds it. Nothing is downloaded but through
//! cargo, rustup, apt and npm. [`table`] lists the tools.

mod find;
mod install;
mod remap;
mod table;
mod wasm_target;

use std::env;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::project;
pub use find::nginx_brotli_module;
pub(crate) use remap::{cargo_home, remap_paths};
use table::{Group, Install, Tool};
use wasm_target::Toolchain;

/// Installs all that is missing, for every task but `bench`, and says what is used.
///
/// # Errors
///
/// When something is missing that cannot be installed: one message per tool, with the command that
/// installs it.
pub fn run() -> Result<()> {
    let tools = ensure(&[Group::Build, Group::Release, Group::Test])?;
    println!("{:<16}{}", "WebAssembly", tools.toolchain);
    for found in &tools.found {
        println!("{:<16}{}", found.name, found.path.display());
    }
    Ok(())
}

/// The tools that build the site.
pub(crate) fn build_tools() -> Result<Tools> {
    ensure(&[Group::Build])
}

/// The tools that build the site and list what it is made of.
pub(crate) fn release_tools() -> Result<Tools> {
    ensure(&[Group::Build, Group::Release])
}

/// The tools that build the site and test it.
pub(crate) fn test_tools() -> Result<Tools> {
    ensure(&[Group::Build, Group::Test])
}

/// The tools that build the site, test it and measure it.
pub(crate) fn bench_tools() -> Result<Tools> {
    ensure(&[Group::Build, Group::Test, Group::Bench])
}

/// Tools that are ready for use.
#[derive(Debug)]
pub(crate) struct Tools {
    toolchain: Toolchain,
    found: Vec<Found>,
}

#[derive(Debug)]
struct Found {
    name: &'static str,
    /// The environment variable that tells tests where it is.
    variable: Option<&'static str>,
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
        let mut folders: Vec<PathBuf> =
            folders.filter(|folder| folder.starts_with(&cache)).map(Path::to_owned).collect();
        folders.extend(self.toolchain.folder());
        folders.extend(env::split_paths(&path));
        command.env("PATH", env::join_paths(folders).unwrap_or(path));
        for found in &self.found {
            if let Some(variable) = found.variable {
                command.env(variable, &found.path);
            }
        }
        self.toolchain.apply(command);
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
fn ensure(groups: &[Group]) -> Result<Tools> {
    let cache = cache()?;
    let wasm_bindgen = project::locked_version("wasm-bindgen")?;
    let mut tools = table::tools(&wasm_bindgen);
    tools.retain(|tool| groups.contains(&tool.group));
    let missing: Vec<&Tool<'_>> =
        tools.iter().filter(|tool| find::find(tool, &cache).is_none()).collect();

    // Said before anything is installed: nobody should wait for it.
    let by_hand: Vec<&Tool<'_>> =
        missing.iter().copied().filter(|tool| install::way(tool).is_none()).collect();
    if !by_hand.is_empty() {
        bail!("{}", how_to_install(&by_hand));
    }
    for tool in missing {
        let start = Instant::now();
        install::install(tool, &cache).with_context(|| how_to_install(&[tool]))?;
        eprintln!("{}: installed in {:.0} s", tool.name, start.elapsed().as_secs_f32());
    }

    let found = tools.iter().map(|tool| {
        let path = find::find(tool, &cache).with_context(|| {
            format!("{} was installed but cannot be used\n{}", tool.name, how_to_install(&[tool]))
        })?;
        Ok(Found { name: tool.name, variable: tool.variable, path })
    });
    Ok(Tools { found: found.collect::<Result<_>>()?, toolchain: wasm_target::ensure(&cache)? })
}

/// For each tool that the user must install: what it is for, and the commands.
fn how_to_install(tools: &[&Tool]) -> String {
    let mut text = "some tools are missing that cannot be installed from here; install them, then \
                    start again"
        .to_owned();
    for Tool { name, purpose, install, packages, .. } in tools {
        let _ = write!(text, "\n\n{name} is missing: {purpose}");
        let [debian, fedora, homebrew] = match (packages, install.first()) {
            (Some(packages), _) => *packages,
            (None, Some(Install::Cargo { package, version, .. })) => {
                let _ = write!(text, "\n  cargo install {package} --version {version}");
                continue;
            }
            // Where npm is, its packages are installed without asking.
            _ => ["npm", "nodejs-npm", "node"],
        };
        let _ = write!(
            text,
            "\n  Debian: sudo apt-get install {debian}\n  Fedora: sudo dnf install {fedora}\n  \
             macOS:  brew install {homebrew}"
        );
    }
    text
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
        let tools = table::tools("0.2.130");
        let text = how_to_install(&tools.iter().collect::<Vec<_>>());
        assert!(text.contains(
            "\n\nchromedriver is missing: lets the tests drive Chromium\n  \
             Debian: sudo apt-get install chromium-driver\n  \
             Fedora: sudo dnf install chromedriver\n  \
             macOS:  brew install --cask chromedriver\n\n"
        ));
        assert!(text.contains("pages\n  Debian: sudo apt-get install npm\n"), "{text}");
        assert!(text.contains("\n  cargo install wasm-bindgen-cli --version 0.2.130\n"), "{text}");
    }

    #[test]
    fn commands_find_the_tools_of_the_cache_first() {
        let path = cache().unwrap().join("trunk-1/bin/trunk");
        let found =
            |path: &Path, variable| Found { name: "trunk", variable, path: path.to_owned() };
        let tools = Tools {
            toolchain: Toolchain::Default,
            found: vec![
                found(&path, None),
                found(Path::new("/usr/bin/chromium"), Some("CHROMIUM_BINARY")),
            ],
        };
        let mut command = Command::new("true");
        tools.apply(&mut command);
        let value = |name: &str| {
            let value = command.get_envs().find(|(key, _)| *key == name)?.1?;
            Some(value.to_owned())
        };
        let folders: Vec<_> = env::split_paths(&value("PATH").unwrap()).collect();
        let own: Vec<_> = env::split_paths(&env::var_os("PATH").unwrap()).collect();
        assert_eq!(folders[0], path.parent().unwrap());
        assert_eq!(folders[1..], own);
        assert_eq!(value("CHROMIUM_BINARY"), Some("/usr/bin/chromium".into()));
        assert_eq!(value("RUSTUP_TOOLCHAIN"), None);
    }
}
