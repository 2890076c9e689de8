//! Tools that are built with `cargo install`, into the user's cache folder.
//!
//! Each lies in a folder of its own, `<cache>/<tool>-<version>/bin`, which a second clone of the
//! project finds. They are built without optimisation: their own speed hardly matters, and they
//! are ready in a third of the time.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::probe::Probe;
use super::tool::{self, Tool};
use crate::process;

/// How a tool is built.
struct Recipe {
    /// The tool's name in the cache, and that of its program.
    name: &'static str,
    /// Its package on crates.io.
    package: &'static str,
    version: String,
    arguments: &'static [&'static str],
    /// On two cores.
    duration: &'static str,
}

fn recipe(tool: Tool, probe: &Probe) -> Option<Recipe> {
    match tool {
        Tool::Trunk => Some(Recipe {
            name: "trunk",
            package: "trunk",
            version: "0.21.14".to_owned(),
            // Without TLS it cannot download other tools: they are on its PATH already.
            arguments: &["--no-default-features"],
            duration: "2 minutes",
        }),
        Tool::WasmBindgen => Some(Recipe {
            name: "wasm-bindgen",
            package: "wasm-bindgen-cli",
            version: probe.wasm_bindgen.clone(),
            arguments: &[],
            duration: "1 minute",
        }),
        Tool::Geckodriver => Some(Recipe {
            name: "geckodriver",
            package: "geckodriver",
            version: "0.37.1".to_owned(),
            arguments: &[],
            duration: "40 seconds",
        }),
        Tool::WasmOpt | Tool::Chromium | Tool::Chromedriver | Tool::Firefox => None,
    }
}

/// The folder of the tools that were built.
pub(super) fn cache() -> Result<PathBuf> {
    cache_in(env::var_os("XDG_CACHE_HOME").map(PathBuf::from), env::home_dir())
        .context("there is no home folder to keep tools in: set XDG_CACHE_HOME to a folder")
}

fn cache_in(xdg: Option<PathBuf>, home: Option<PathBuf>) -> Option<PathBuf> {
    // The specification says to ignore a relative one.
    let caches = xdg.filter(|path| path.is_absolute()).or(home.map(|home| home.join(".cache")))?;
    Some(caches.join("bluehats-participation"))
}

/// The program of a tool that was built before.
pub(super) fn installed(tool: Tool, probe: &Probe) -> Option<PathBuf> {
    let recipe = recipe(tool, probe)?;
    process::find(folder(&recipe, probe).join("bin").join(recipe.name))
}

/// Builds a tool. Cargo puts the program into its folder when it is complete, and not before.
pub(super) fn install(tool: Tool, probe: &Probe) -> Result<()> {
    let Some(recipe) = recipe(tool, probe) else { return Ok(()) };
    let Recipe { version, duration, .. } = &recipe;
    super::say(format_args!("{tool} {version}: building it, about {duration}…"));

    fs::create_dir_all(&probe.cache)
        .with_context(|| format!("cannot create the folder {}", probe.cache.display()))?;
    let scratch = probe.cache.join(format!("{}-{version}.build", recipe.name));
    let outcome =
        process::run(cargo_install(&recipe, probe, &scratch).arg("--locked")).or_else(|_| {
            // A mirror may lack a version that the tool's own lock file names.
            super::say(format_args!("{tool}: once more, with the packages that are available…"));
            process::run(&mut cargo_install(&recipe, probe, &scratch))
        });
    // Hundreds of megabytes that nobody needs again; if they stay, nothing else suffers.
    let _ = fs::remove_dir_all(&scratch);
    outcome.with_context(|| tool::how_to_install(&[tool]))
}

fn cargo_install(recipe: &Recipe, probe: &Probe, scratch: &Path) -> Command {
    let folder = folder(recipe, probe);
    // With the program's own folder on the PATH, or cargo advises to put it there.
    let mut path = env::var_os("PATH").unwrap_or_default();
    path.push(":");
    path.push(folder.join("bin"));
    let mut cargo = Command::new("cargo");
    cargo
        .env("PATH", path)
        // Away from the project, whose cargo settings are not for others.
        .current_dir(&probe.cache)
        .env("CARGO_PROFILE_DEV_DEBUG", "none")
        .args(["install", recipe.package, "--version", &recipe.version, "--debug", "--force"])
        .args(recipe.arguments)
        .arg("--root")
        .arg(folder)
        .arg("--target-dir")
        .arg(scratch);
    cargo
}

fn folder(recipe: &Recipe, probe: &Probe) -> PathBuf {
    probe.cache.join(format!("{}-{}", recipe.name, recipe.version))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cache_follows_xdg_and_otherwise_the_home_folder() {
        let home = Some(PathBuf::from("/home/a"));
        let check = |xdg: Option<&str>, want: &str| {
            let cache = cache_in(xdg.map(PathBuf::from), home.clone());
            assert_eq!(cache.unwrap(), Path::new(want));
        };
        check(None, "/home/a/.cache/bluehats-participation");
        check(Some("/var/cache"), "/var/cache/bluehats-participation");
        check(Some("relative"), "/home/a/.cache/bluehats-participation");
        assert_eq!(cache_in(None, None), None);
    }

    #[test]
    fn tools_are_kept_by_name_and_version() {
        let probe = Probe::new("0.2.130".to_owned(), PathBuf::from("/c"));
        let recipe = recipe(Tool::WasmBindgen, &probe).unwrap();
        assert_eq!(folder(&recipe, &probe), Path::new("/c/wasm-bindgen-0.2.130"));
    }
}
