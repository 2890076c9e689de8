//! The tools that the other tasks need: found where they are, installed where they are not.
//!
//! What is on the `PATH` in a fitting version is used as it is. What must be built goes to the user's
//! cache folder, by tool and version, where a second clone finds it. Nothing is downloaded but through
//! cargo, rustup, apt and npm. `tools.toml` lists the tools.

mod install;
mod remap;
mod tool;
mod wasm_target;

use std::env;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result, bail, ensure};
use xshell::Shell;

use crate::project;
pub(crate) use remap::{cargo_home, remap_paths};
pub(crate) use tool::Group;
use tool::Tool;
pub use tool::nginx_brotli_module;
use wasm_target::Toolchain;

/// Installs all that is missing, for every task but `bench`, and says what is used.
pub(crate) fn run() -> Result<()> {
    let tools = ensure(&[Group::Build, Group::Release, Group::Test])?;
    println!("{:<25}{}", "Rust", tools.toolchain.unwrap_or("the default toolchain"));
    for (tool, path) in &tools.found {
        println!("{:<25}{}", tool.name, path.display());
    }
    for tool in &tools.lacking {
        println!("{}", tool.what_is_skipped());
    }
    Ok(())
}

/// Tools that are ready for use.
pub(crate) struct Tools {
    toolchain: Toolchain,
    cache: PathBuf,
    found: Vec<(Tool, PathBuf)>,
    /// Those without which a part of the journeys is skipped.
    lacking: Vec<Tool>,
}

impl Tools {
    /// Runs commands in the project that use these tools, and all that they start: they are on its `PATH`,
    /// and environment variables such as `CHROMIUM_BINARY` name those that tests start.
    pub(crate) fn shell(&self) -> Result<Shell> {
        let sh = project::shell()?;
        let path = env::var_os("PATH").unwrap_or_default();
        // Only folders of the cache: those on the `PATH` keep their order, because they hold other
        // programs as well.
        let folders = self.found.iter().filter_map(|(_, path)| path.parent());
        let cached = folders.filter(|folder| folder.starts_with(&self.cache)).map(Path::to_owned);
        let folders = cached.chain(env::split_paths(&path));
        sh.set_var("PATH", env::join_paths(folders).unwrap_or(path));
        for (tool, path) in &self.found {
            if let Some(variable) = &tool.variable {
                sh.set_var(variable, path);
            }
        }
        wasm_target::choose(self.toolchain, &sh);
        if let Some(cargo_home) = cargo_home() {
            remap_paths(&sh, &cargo_home);
        }
        Ok(sh)
    }

    /// The engines and programs that tests run in, with their versions, and the parts that are skipped:
    /// one a line.
    pub(crate) fn report(&self) -> String {
        let used: Vec<_> = self.found.iter().filter_map(|(tool, path)| tool.report(path)).collect();
        let skipped = self.lacking.iter().map(|tool| format!("\n{}", tool.what_is_skipped()));
        format!("with {}{}", used.join(", "), skipped.collect::<String>())
    }

    /// The parts of the journeys, by their module, that cannot be had here.
    pub(crate) fn skipped_parts(&self) -> impl Iterator<Item = &str> {
        self.lacking.iter().filter_map(|tool| tool.part.as_deref())
    }

    /// Where the tool of this name is.
    pub(crate) fn path(&self, name: &str) -> Result<&Path> {
        let found = self.found.iter().find(|(tool, _)| tool.name == name);
        found.map(|(_, path)| &**path).with_context(|| format!("{name} is missing"))
    }
}

/// Finds the tools of these groups, and installs those that are missing.
pub(crate) fn ensure(groups: &[Group]) -> Result<Tools> {
    let cache = cache()?;
    let mut tools = tool::all(&project::locked_version("wasm-bindgen")?)?;
    tools.retain(|tool| groups.contains(&tool.group));
    let missing = tools.iter().filter(|tool| tool.find(&cache).is_none());
    let (missing, without_way): (Vec<&Tool>, Vec<&Tool>) =
        missing.partition(|tool| install::way(tool).is_some());

    // Said before anything is installed: nobody should wait for it.
    let needed = without_way.iter().filter(|tool| !tool.is_optional());
    let by_hand: String = needed.map(|tool| tool.how_to_install()).collect();
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
            Err(error) => return Err(error).with_context(|| tool.how_to_install()),
        }
    }

    let (mut found, mut lacking) = (Vec::new(), Vec::new());
    for tool in tools {
        if let Some(path) = tool.find(&cache) {
            found.push((tool, path));
        } else if tool.part.is_some() {
            lacking.push(tool);
        } else if let Some(instead) = &tool.instead {
            eprintln!("{} cannot be had here: {instead} does as well, in more time", tool.name);
        } else {
            bail!("{} was installed but cannot be used{}", tool.name, tool.how_to_install());
        }
    }
    Ok(Tools { toolchain: wasm_target::ensure(&cache)?, cache, found, lacking })
}

/// The folder of the tools that are installed here.
fn cache() -> Result<PathBuf> {
    // The XDG specification says to ignore a relative path.
    let xdg = env::var_os("XDG_CACHE_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
    let caches = xdg.or_else(|| Some(env::home_dir()?.join(".cache")));
    let caches = caches.context("there is no home folder: set XDG_CACHE_HOME to a folder")?;
    Ok(caches.join("bluehats-participation"))
}
