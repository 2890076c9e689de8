//! Installs tools, each in one of the ways that the table lists for it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::table::{Install, Tool};
use crate::process::{self, run};

/// The first way to install the tool that this system allows.
pub(super) fn way<'a>(tool: &'a Tool) -> Option<&'a Install<'a>> {
    tool.install.iter().find(|way| match way {
        Install::Cargo { .. } => true,
        Install::Npm { .. } => process::find("npm").is_some(),
        Install::Unpack { .. } => distribution().is_some(),
        Install::Apt { distributions, .. } => is_administrator_of(distributions),
    })
}

/// Where a way to install the tool puts it; none where only the distribution knows.
pub(super) fn result(tool: &Tool, way: &Install, cache: &Path) -> Option<PathBuf> {
    let (version, program) = match way {
        Install::Cargo { version, .. } => (*version, format!("bin/{}", tool.name)),
        Install::Npm { version, program, .. } => (*version, (*program).to_owned()),
        Install::Unpack { program, .. } => ("distribution", (*program).to_owned()),
        Install::Apt { .. } => return None,
    };
    Some(cache.join(format!("{}-{version}", tool.name)).join(program))
}

/// Installs a tool.
pub(super) fn install(tool: &Tool, cache: &Path) -> Result<()> {
    let Tool { name, purpose, duration, .. } = tool;
    let way = way(tool).with_context(|| format!("nothing here can install {name}"))?;
    eprintln!("{name}, which {purpose}: installing it, about {duration}…");
    fs::create_dir_all(cache).with_context(|| format!("cannot create {}", cache.display()))?;
    match way {
        Install::Cargo { package, version, arguments } => {
            let folder = cache.join(format!("{name}-{version}"));
            cargo_install(package, version, arguments, &folder, cache)
        }
        Install::Npm { package, version, .. } => run(Command::new("npm")
            .current_dir(cache)
            // Global below a prefix: programs come into its `bin`, and nothing goes anywhere else.
            .args(["install", "--global", "--ignore-scripts", "--no-audit", "--no-fund"])
            .arg("--loglevel=error")
            .arg("--prefix")
            .arg(cache.join(format!("{name}-{version}")))
            .arg(format!("{package}@{version}"))),
        Install::Unpack { packages, .. } => {
            unpack(packages, &cache.join(format!("{name}-distribution")))
        }
        Install::Apt { package, .. } => apt_install(&[package]),
    }
}

fn cargo_install(
    package: &str,
    version: &str,
    arguments: &[&str],
    folder: &Path,
    cache: &Path,
) -> Result<()> {
    let build = cache.join(format!("{package}.build"));
    let cargo = || {
        let mut cargo = Command::new("cargo");
        cargo
            // Away from the project, whose settings of cargo are not for others.
            .current_dir(cache)
            .env("CARGO_PROFILE_DEV_DEBUG", "none")
            .args(["install", package, "--version", version, "--debug", "--force", "--root"])
            .arg(folder)
            .arg("--target-dir")
            .arg(&build)
            .args(arguments);
        cargo
    };
    let outcome = run(cargo().arg("--locked")).or_else(|_| {
        // A mirror may lack a version that the tool's own lock file names.
        eprintln!("{package}: once more, with the packages that are available…");
        run(&mut cargo())
    });
    // Hundreds of megabytes that nobody needs again; if they stay, nothing else suffers.
    let _ = fs::remove_dir_all(&build);
    outcome
}

fn unpack(packages: &[&str], folder: &Path) -> Result<()> {
    // What is left of an attempt that failed.
    let _ = fs::remove_dir_all(folder);
    let downloads = folder.join("packages");
    fs::create_dir_all(&downloads)
        .with_context(|| format!("cannot create {}", downloads.display()))?;
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
pub(super) fn apt_install(packages: &[&str]) -> Result<()> {
    with_newer_lists(|| {
        run(as_root("apt-get")
            .env("DEBIAN_FRONTEND", "noninteractive")
            .args(["install", "-y", "-q", "--no-install-recommends"])
            .args(packages))
    })
}

/// Does it once more with newer lists of packages when it fails.
fn with_newer_lists(install: impl Fn() -> Result<()>) -> Result<()> {
    install().or_else(|_| {
        eprintln!("The lists of packages may be old: asking for new ones, about 10 seconds…");
        run(as_root("apt-get").arg("update"))?;
        install()
    })
}

/// A command that runs as the administrator, where we may.
pub(super) fn as_root(program: &str) -> Command {
    if is_root() {
        return Command::new(program);
    }
    let mut command = Command::new("sudo");
    // `-n`: rather fail than ask for a password.
    command.args(["-n", program]);
    command
}

fn is_root() -> bool {
    process::output(Command::new("id").arg("-u")).is_some_and(|user| user.trim() == "0")
}

/// Whether this system is one of these distributions, and we may install packages.
pub(super) fn is_administrator_of(distributions: &[&str]) -> bool {
    distribution().is_some_and(|name| distributions.contains(&name.as_str()))
        && (is_root() || process::output(Command::new("sudo").args(["-n", "true"])).is_some())
}

/// The name of the distribution, where it has apt.
fn distribution() -> Option<String> {
    process::find("apt-get")?;
    let release = fs::read_to_string("/etc/os-release").ok()?;
    let name = release.lines().find_map(|line| line.strip_prefix("ID="))?;
    Some(name.trim_matches('"').to_owned())
}
