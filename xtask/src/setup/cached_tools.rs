//! Tools that are installed into the user's cache folder.
//!
//! Each lies in a folder of its own, `<cache>/<tool>-<version>/bin`, which a second clone of the
//! project finds. Those that are built with `cargo install` are built without optimisation: their
//! own speed hardly matters, and they are ready in a third of the time.

use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::packages;
use super::probe::Probe;
use super::tool::{self, Tool};
use crate::process;

/// One way to install a tool.
struct Recipe {
    /// The tool's name in the cache, and that of its program.
    name: &'static str,
    version: String,
    installer: Installer,
    /// On two cores.
    duration: &'static str,
}

/// What installs a tool.
enum Installer {
    /// Builds a package of crates.io.
    Cargo { package: &'static str, arguments: &'static [&'static str] },
    /// Unpacks a package of the npm registry, whose programs Node runs.
    Npm { package: &'static str },
    /// Unpacks packages of the distribution, without installing them: no rights are needed, and no
    /// service starts. What they depend on is part of every system.
    Unpack { packages: &'static [&'static str], program: &'static str },
    /// Unpacks a package of the npm registry for one of its files. Nothing of it is run.
    NpmFile { package: &'static str, file: &'static str },
}

impl Installer {
    fn is_there(&self) -> bool {
        match self {
            Self::Cargo { .. } => true,
            Self::Npm { .. } | Self::NpmFile { .. } => has_npm(),
            Self::Unpack { .. } => packages::can_unpack(),
        }
    }
}

/// The ways to install a tool, the best first; none for what the distribution packages.
fn recipes(tool: Tool, probe: &Probe) -> Vec<Recipe> {
    match tool {
        Tool::WasmOpt => vec![
            Recipe {
                name: "wasm-opt",
                version: "132.0.0".to_owned(),
                installer: Installer::Npm { package: "binaryen" },
                duration: "5 seconds",
            },
            // The same program, from its C++ sources.
            Recipe {
                name: "wasm-opt",
                version: "0.116.1".to_owned(),
                installer: Installer::Cargo { package: "wasm-opt", arguments: &[] },
                duration: "5 minutes",
            },
        ],
        Tool::Trunk => vec![Recipe {
            name: "trunk",
            version: "0.21.14".to_owned(),
            installer: Installer::Cargo {
                package: "trunk",
                // Without TLS it cannot download other tools: they are on its PATH already.
                arguments: &["--no-default-features"],
            },
            duration: "2 minutes",
        }],
        Tool::WasmBindgen => vec![Recipe {
            name: "wasm-bindgen",
            version: probe.wasm_bindgen.clone(),
            installer: Installer::Cargo { package: "wasm-bindgen-cli", arguments: &[] },
            duration: "1 minute",
        }],
        Tool::Geckodriver => vec![Recipe {
            name: "geckodriver",
            version: "0.37.1".to_owned(),
            installer: Installer::Cargo { package: "geckodriver", arguments: &[] },
            duration: "40 seconds",
        }],
        Tool::CargoDeny => vec![Recipe {
            name: "cargo-deny",
            version: "0.20.2".to_owned(),
            installer: Installer::Cargo {
                package: "cargo-deny",
                arguments: &["--no-default-features"],
            },
            duration: "1 minute",
        }],
        Tool::Nginx => vec![Recipe {
            name: "nginx",
            version: DISTRIBUTION.to_owned(),
            installer: Installer::Unpack {
                packages: &["nginx", "libnginx-mod-http-brotli-static"],
                program: "usr/sbin/nginx",
            },
            duration: "5 seconds",
        }],
        Tool::Caddy => vec![Recipe {
            name: "caddy",
            version: DISTRIBUTION.to_owned(),
            installer: Installer::Unpack { packages: &["caddy"], program: "usr/bin/caddy" },
            duration: "5 seconds",
        }],
        Tool::AxeCore => vec![Recipe {
            name: "axe-core",
            version: "4.14.1".to_owned(),
            installer: Installer::NpmFile { package: "axe-core", file: "axe.min.js" },
            duration: "5 seconds",
        }],
        Tool::HtmlChecker => vec![Recipe {
            name: "vnu-jar",
            version: "26.9.27".to_owned(),
            installer: Installer::NpmFile { package: "vnu-jar", file: "build/dist/vnu.jar" },
            duration: "10 seconds",
        }],
        Tool::Lighthouse => vec![Recipe {
            name: "lighthouse",
            version: "12.8.2".to_owned(),
            installer: Installer::Npm { package: "lighthouse" },
            duration: "15 seconds",
        }],
        Tool::Chromium | Tool::Chromedriver | Tool::Firefox | Tool::Java => Vec::new(),
    }
}

/// Whether packages of the npm registry can be unpacked.
pub(super) fn has_npm() -> bool {
    process::find("npm").is_some()
}

/// Stands for whichever version the distribution has.
const DISTRIBUTION: &str = "distribution";

/// The folder of the tools that are installed here.
pub(crate) fn cache() -> Result<PathBuf> {
    cache_in(env::var_os("XDG_CACHE_HOME").map(PathBuf::from), env::home_dir())
        .context("there is no home folder to keep tools in: set XDG_CACHE_HOME to a folder")
}

fn cache_in(xdg: Option<PathBuf>, home: Option<PathBuf>) -> Option<PathBuf> {
    // The specification says to ignore a relative one.
    let caches = xdg.filter(|path| path.is_absolute()).or(home.map(|home| home.join(".cache")))?;
    Some(caches.join("bluehats-participation"))
}

/// The program, or the file, of a tool that was installed before.
pub(super) fn installed(tool: Tool, probe: &Probe) -> Option<PathBuf> {
    recipes(tool, probe).iter().find_map(|recipe| {
        let folder = folder(recipe, probe);
        match recipe.installer {
            Installer::Cargo { .. } | Installer::Npm { .. } | Installer::Unpack { .. } => {
                process::find(folder.join("bin").join(recipe.name))
            }
            Installer::NpmFile { package, file } => {
                let path = folder.join("lib/node_modules").join(package).join(file);
                path.is_file().then_some(path)
            }
        }
    })
}

/// Installs a tool. Its program comes into its folder when it is complete, and not before.
pub(super) fn install(tool: Tool, probe: &Probe) -> Result<()> {
    let recipes = recipes(tool, probe);
    let Some(recipe) = recipes.iter().find(|recipe| recipe.installer.is_there()) else {
        return Ok(());
    };
    let Recipe { version, duration, installer, .. } = recipe;
    super::say(format_args!("{tool} {version}: installing it, about {duration}…"));
    fs::create_dir_all(&probe.cache)
        .with_context(|| format!("cannot create the folder {}", probe.cache.display()))?;
    let outcome = match installer {
        Installer::Cargo { package, arguments } => build(tool, recipe, probe, package, arguments),
        Installer::Npm { package } => process::run(&mut npm_install(recipe, probe, package)),
        Installer::Unpack { packages, program } => {
            unpack(&folder(recipe, probe), packages, program)
        }
        // What its author has it do once it is installed is not wanted: one downloads a Java.
        Installer::NpmFile { package, .. } => {
            process::run(npm_install(recipe, probe, package).arg("--ignore-scripts"))
        }
    };
    outcome.with_context(|| tool::how_to_install(&[tool]))
}

fn build(
    tool: Tool,
    recipe: &Recipe,
    probe: &Probe,
    package: &str,
    arguments: &[&str],
) -> Result<()> {
    let scratch = probe.cache.join(format!("{}-{}.build", recipe.name, recipe.version));
    let mut cargo = cargo_install(recipe, probe, package, &scratch);
    let outcome = process::run(cargo.args(arguments).arg("--locked")).or_else(|_| {
        // A mirror may lack a version that the tool's own lock file names.
        super::say(format_args!("{tool}: once more, with the packages that are available…"));
        process::run(cargo_install(recipe, probe, package, &scratch).args(arguments))
    });
    // Hundreds of megabytes that nobody needs again; if they stay, nothing else suffers.
    let _ = fs::remove_dir_all(&scratch);
    outcome
}

fn cargo_install(recipe: &Recipe, probe: &Probe, package: &str, scratch: &Path) -> Command {
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
        .args(["install", package, "--version", &recipe.version, "--debug", "--force"])
        .arg("--root")
        .arg(folder)
        .arg("--target-dir")
        .arg(scratch);
    cargo
}

fn npm_install(recipe: &Recipe, probe: &Probe, package: &str) -> Command {
    let mut npm = Command::new("npm");
    // « Global » below a prefix: programs come into its `bin`, and nothing anywhere else.
    npm.current_dir(&probe.cache)
        .args(["install", "--global", "--no-audit", "--no-fund", "--loglevel=error"])
        .arg("--prefix")
        .arg(folder(recipe, probe))
        .arg(format!("{package}@{}", recipe.version));
    npm
}

/// Unpacks the packages into `folder`, and puts their program where those of other tools are.
fn unpack(folder: &Path, packages: &[&str], program: &str) -> Result<()> {
    // What is left of an attempt that failed.
    let _ = fs::remove_dir_all(folder);
    packages::unpack(packages, folder)?;
    let program = folder.join(program);
    let name = program.file_name().context("a program has a name")?;
    let bin = folder.join("bin");
    fs::create_dir_all(&bin)
        .and_then(|()| link(&program, &bin.join(name)))
        .with_context(|| format!("cannot link {}", program.display()))
}

#[cfg(unix)]
fn link(target: &Path, link: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(target, link)
}

#[cfg(not(unix))]
fn link(target: &Path, link: &Path) -> io::Result<()> {
    fs::copy(target, link).map(drop)
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
    fn a_file_is_found_where_npm_unpacks_it() {
        let cache = tempfile::tempdir().unwrap();
        let probe = Probe::new("0.2.130".to_owned(), cache.path().to_owned());
        assert_eq!(installed(Tool::AxeCore, &probe), None);
        let folder = cache.path().join("axe-core-4.14.1/lib/node_modules/axe-core");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("axe.min.js"), "").unwrap();
        assert_eq!(installed(Tool::AxeCore, &probe), Some(folder.join("axe.min.js")));
    }

    #[test]
    fn tools_are_kept_by_name_and_version() {
        let probe = Probe::new("0.2.130".to_owned(), PathBuf::from("/c"));
        let recipes = recipes(Tool::WasmBindgen, &probe);
        assert_eq!(folder(&recipes[0], &probe), Path::new("/c/wasm-bindgen-0.2.130"));
    }
}
