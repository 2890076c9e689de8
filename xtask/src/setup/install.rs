//! Installs tools, each in one of the ways that the table lists for it.

use std::ffi::OsStr;
use std::io::{self, BufReader};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use brotli::Decompressor;
use fs_err as fs;

use super::table::{Install, Tool};
use crate::process::{self, run};

/// The first way to install the tool that this system allows.
pub(super) fn way(tool: &Tool) -> Option<&Install> {
    tool.install.iter().find(|way| match way {
        Install::Cargo { .. } => true,
        Install::Npm { .. } => which::which("npm").is_ok(),
        Install::NpmBrotli { .. } => {
            cfg!(all(target_os = "linux", target_arch = "x86_64")) && which::which("npm").is_ok()
        }
        Install::Unpack { debian_only, .. } => {
            which::which("apt-get").is_ok() && (!debian_only || is_debian())
        }
        Install::Apt { .. } => is_root_of_debian(),
    })
}

/// The folder of the cache that a way to install the tool installs it into; none where only the
/// distribution knows.
fn folder(tool: &Tool, way: &Install, cache: &Path) -> Option<PathBuf> {
    let version = match way {
        Install::Cargo { version, .. }
        | Install::Npm { version, .. }
        | Install::NpmBrotli { version, .. } => version,
        Install::Unpack { .. } => "distribution",
        Install::Apt { .. } => return None,
    };
    Some(cache.join(format!("{}-{version}", tool.name)))
}

/// Where a way to install the tool puts it; none where only the distribution knows.
pub(super) fn result(tool: &Tool, way: &Install, cache: &Path) -> Option<PathBuf> {
    let folder = folder(tool, way, cache)?;
    Some(match way {
        Install::Npm { program, .. }
        | Install::NpmBrotli { program, .. }
        | Install::Unpack { program, .. } => folder.join(program),
        _ => folder.join("bin").join(&tool.name),
    })
}

/// Installs a tool.
pub(super) fn install(tool: &Tool, cache: &Path) -> Result<()> {
    let Tool { name, purpose, duration, .. } = tool;
    let way = way(tool).with_context(|| format!("nothing here can install {name}"))?;
    eprintln!("{name}, which {purpose}: installing it, about {duration}…");
    fs::create_dir_all(cache)?;
    let folder = folder(tool, way, cache).unwrap_or_default();
    match way {
        Install::Cargo { package, version, arguments } => {
            let build = cache.join(format!("{package}.build"));
            let cargo = |locked: &[&str]| {
                // Away from the project, whose settings of cargo are not for others.
                run(Command::new("cargo")
                    .current_dir(cache)
                    .env("CARGO_PROFILE_DEV_DEBUG", "none")
                    .args(["install", package, "--version", version, "--debug", "--force"])
                    .arg("--root")
                    .arg(&folder)
                    .arg("--target-dir")
                    .arg(&build)
                    .args(arguments)
                    .args(locked))
            };
            let outcome = cargo(&["--locked"]).or_else(|_| {
                // A mirror may lack a version that the tool's own lock file names.
                eprintln!("{package}: once more, with the packages that are available…");
                cargo(&[])
            });
            // Hundreds of megabytes that nobody needs again; if they stay, nothing else suffers.
            let _ = fs::remove_dir_all(&build);
            outcome
        }
        Install::Npm { package, version, .. } => npm_install(package, version, cache, &folder),
        Install::NpmBrotli { package, version, program } => {
            npm_install(package, version, cache, &folder)?;
            decompress(&folder.join(program))
        }
        Install::Unpack { packages, .. } => unpack(packages, &folder),
        Install::Apt { packages } => apt_install(packages),
    }
}

fn npm_install(package: &str, version: &str, cache: &Path, folder: &Path) -> Result<()> {
    run(Command::new("npm")
        .current_dir(cache)
        // Global below a prefix: programs come into its `bin`, and nothing goes anywhere else.
        .args(["install", "--global", "--ignore-scripts", "--no-audit", "--no-fund"])
        .arg("--loglevel=error")
        .arg("--prefix")
        .arg(folder)
        .arg(format!("{package}@{version}")))
}

/// Makes a program of the file beside it that ends in `.br`.
fn decompress(program: &Path) -> Result<()> {
    let compressed = program.with_added_extension("br");
    let mut bytes = Decompressor::new(BufReader::new(fs::File::open(&compressed)?), 1 << 16);
    // Under another name until it is whole: its presence says that it can be used.
    let unfinished = program.with_added_extension("new");
    io::copy(&mut bytes, &mut fs::File::create(&unfinished)?)?;
    run(Command::new("chmod").arg("755").arg(&unfinished))?;
    fs::rename(&unfinished, program)?;
    Ok(fs::remove_file(compressed)?)
}

fn unpack(packages: &[String], folder: &Path) -> Result<()> {
    // What is left of an attempt that failed.
    let _ = fs::remove_dir_all(folder);
    let downloads = folder.join("packages");
    fs::create_dir_all(&downloads)?;
    with_newer_lists(|| {
        run(Command::new("apt-get")
            .current_dir(&downloads)
            .args(["download", "-q", "-o", "APT::Sandbox::User=root"])
            .args(packages))
    })?;
    for entry in fs::read_dir(&downloads)? {
        run(Command::new("dpkg").arg("--extract").arg(entry?.path()).arg(folder))?;
    }
    Ok(())
}

/// Installs packages of the distribution.
pub(super) fn apt_install(packages: &[impl AsRef<OsStr>]) -> Result<()> {
    with_newer_lists(|| {
        run(Command::new("apt-get")
            .env("DEBIAN_FRONTEND", "noninteractive")
            .args(["install", "-y", "-q", "--no-install-recommends"])
            .args(packages))
    })
}

/// Does it once more with newer lists of packages when it fails.
fn with_newer_lists(install: impl Fn() -> Result<()>) -> Result<()> {
    install().or_else(|_| {
        eprintln!("The lists of packages may be old: asking for new ones, about 10 seconds…");
        run(Command::new("apt-get").arg("update"))?;
        install()
    })
}

/// Whether this system is Debian, and we may install packages.
pub(super) fn is_root_of_debian() -> bool {
    let user = process::output(Command::new("id").arg("-u"));
    is_debian() && user.is_some_and(|id| id.trim() == "0")
}

fn is_debian() -> bool {
    let release = fs::read_to_string("/etc/os-release").unwrap_or_default();
    release.lines().any(|line| line == "ID=debian")
}
