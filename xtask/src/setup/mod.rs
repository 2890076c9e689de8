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
use std::fmt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, bail, ensure};

use crate::project;
pub use find::nginx_brotli_module;
pub(crate) use remap::{cargo_home, remap_paths};
pub(crate) use table::Group;
use table::{Install, Tool};
use wasm_target::Toolchain;

/// Installs all that is missing, for every task but `bench`, and says what is used.
pub(crate) fn run() -> Result<()> {
    let tools = ensure(&[Group::Build, Group::Release, Group::Test])?;
    println!("{:<25}{}", "Rust", tools.toolchain.unwrap_or("the default toolchain"));
    for found in &tools.found {
        println!("{:<25}{}", found.name, found.path.display());
    }
    for skipped in &tools.skipped {
        println!("{skipped}");
    }
    Ok(())
}

/// Tools that are ready for use.
#[derive(Debug)]
pub(crate) struct Tools {
    toolchain: Toolchain,
    found: Vec<Found>,
    skipped: Vec<Skipped>,
}

#[derive(Debug)]
struct Found {
    name: String,
    /// The environment variable that tells tests where it is.
    variable: Option<String>,
    path: PathBuf,
    /// What the report of the tests calls it, with its version.
    report: Option<String>,
}

/// A part of the journeys that cannot be had here.
#[derive(Debug)]
pub(crate) struct Skipped {
    /// Its module.
    pub(crate) part: String,
    /// The tools that are missing, with the packages that have them.
    missing: Vec<String>,
}

impl fmt::Display for Skipped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let missing = self.missing.join(", ");
        write!(f, "skipped: journeys in `{}`, for want of {missing}", self.part)
    }
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

    /// The engines and programs that tests run in, with their versions, and the parts that are skipped:
    /// one a line.
    pub(crate) fn report(&self) -> String {
        let used: Vec<&str> = self.found.iter().filter_map(|it| it.report.as_deref()).collect();
        let skipped = self.skipped.iter().map(|it| format!("\n{it}"));
        format!("with {}{}", used.join(", "), skipped.collect::<String>())
    }

    /// The parts of the journeys that cannot be had here.
    pub(crate) fn skipped(&self) -> &[Skipped] {
        &self.skipped
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
    let missing = tools.iter().filter(is_missing);
    let (missing, without_way): (Vec<&Tool>, Vec<&Tool>) =
        missing.partition(|tool| install::way(tool).is_some());

    // Said before anything is installed: nobody should wait for it.
    let needed = without_way.iter().filter(|tool| !tool.is_optional());
    let by_hand: String = needed.map(|it| how_to_install(it)).collect();
    ensure!(
        by_hand.is_empty(),
        "install what cannot be installed from here, then start again{by_hand}"
    );
    for tool in missing {
        let start = Instant::now();
        match install::install(tool, &cache) {
            Ok(()) => {
                eprintln!("{}: installed in {:.0} s", tool.name, start.elapsed().as_secs_f32());
            }
            Err(error) if tool.is_optional() => eprintln!("{}: {error:#}", tool.name),
            Err(error) => return Err(error).with_context(|| how_to_install(tool)),
        }
    }

    let (mut found, mut lacking) = (Vec::new(), Vec::new());
    for tool in &tools {
        if let Some(path) = find::find(tool, &cache) {
            let (name, variable) = (tool.name.clone(), tool.variable.clone());
            let report = tool.report.as_ref().map(|name| match find::version(tool, &path) {
                Some(version) => format!("{name} {version}"),
                None => name.clone(),
            });
            found.push(Found { name, variable, path, report });
        } else if tool.part.is_some() {
            lacking.push(tool);
        } else if let Some(instead) = &tool.instead {
            eprintln!("{} cannot be had here: {instead} does as well, in more time", tool.name);
        } else {
            let how = how_to_install(tool);
            bail!("{} was installed but cannot be used{how}", tool.name);
        }
    }
    let toolchain = wasm_target::ensure(&cache)?;
    Ok(Tools { toolchain, found, skipped: skipped(&lacking) })
}

/// The parts that need these tools, each once.
fn skipped(lacking: &[&Tool]) -> Vec<Skipped> {
    let mut skipped: Vec<Skipped> = Vec::new();
    for tool in lacking {
        let packages = tool.install.iter().map(|way| match way {
            Install::Cargo { package, .. }
            | Install::Npm { package, .. }
            | Install::NpmBrotli { package, .. } => package.clone(),
            Install::Unpack { packages, .. } | Install::Apt { packages } => packages.join(" "),
        });
        let packages = packages.collect::<Vec<_>>().join(" or ");
        let missing = format!("{} (package {packages})", tool.name);
        let part = tool.part.clone().unwrap_or_default();
        match skipped.iter_mut().find(|it| it.part == part) {
            Some(known) => known.missing.push(missing),
            None => skipped.push(Skipped { part, missing: vec![missing] }),
        }
    }
    skipped
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
        Install::Npm { .. } | Install::NpmBrotli { .. } => debian("npm"),
        Install::Unpack { packages, .. } | Install::Apt { packages } => debian(&packages.join(" ")),
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

    #[test]
    fn a_part_that_cannot_be_had_is_said_in_one_line() {
        let tools = table::tools("0.2.130").unwrap();
        let lacking: Vec<&Tool> =
            tools.iter().filter(|tool| tool.part.as_deref() == Some("webkit")).collect();
        assert!(lacking.len() > 1);
        let lines: Vec<String> = skipped(&lacking).iter().map(ToString::to_string).collect();
        let [line] = &lines[..] else { panic!("{lines:?}") };
        let start = "skipped: journeys in `webkit`, for want of WebKitWebDriver (package \
                     webkit2gtk-driver), ";
        assert!(line.starts_with(start) && !line.contains('\n'), "{line}");
    }
}
