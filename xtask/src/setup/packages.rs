//! Tools that the distribution packages, installed with apt where that is allowed.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use super::plan::PackageSource;
use crate::process;

/// How we may act as the administrator.
#[derive(Clone, Copy)]
enum Rights {
    Root,
    Sudo,
}

/// Where packages can come from on this system.
pub(super) fn source() -> PackageSource {
    if process::find("apt-get").is_none() || rights().is_none() {
        return PackageSource::None;
    }
    let release = fs::read_to_string("/etc/os-release").unwrap_or_default();
    source_of(&release)
}

fn source_of(os_release: &str) -> PackageSource {
    let id = os_release.lines().find_map(|line| line.strip_prefix("ID="));
    match id.map(|id| id.trim_matches('"')) {
        Some("debian") => PackageSource::Debian,
        Some("ubuntu") => PackageSource::Ubuntu,
        _ => PackageSource::None,
    }
}

/// Installs packages; asks for the newest lists only when the known ones do not do.
pub(super) fn install(packages: &[&str]) -> Result<()> {
    if packages.is_empty() {
        return Ok(());
    }
    super::say(format_args!(
        "{}: installing the distribution's packages, about {}…",
        packages.join(", "),
        if packages.len() > 1 { "1 minute" } else { "10 seconds" },
    ));
    apt_get_install(packages)
        .or_else(|_| {
            super::say("The lists of packages may be old: asking for new ones, about 10 seconds…");
            process::run(as_root("apt-get").arg("update"))?;
            apt_get_install(packages)
        })
        .with_context(|| {
            format!(
                "cannot install {0}: see above what apt says, or run `apt-get install {0}` yourself",
                packages.join(" ")
            )
        })
}

fn apt_get_install(packages: &[&str]) -> Result<()> {
    process::run(
        as_root("apt-get")
            .env("DEBIAN_FRONTEND", "noninteractive")
            .args(["install", "-y", "-q", "--no-install-recommends"])
            .args(packages),
    )
}

/// Whether packages can be unpacked without being installed.
pub(super) fn can_unpack() -> bool {
    ["apt-get", "dpkg"].iter().all(|program| process::find(program).is_some())
}

/// Unpacks packages into a folder, without installing them: nobody's rights are needed.
pub(super) fn unpack(packages: &[&str], folder: &Path) -> Result<()> {
    let downloads = folder.join("packages");
    fs::create_dir_all(&downloads)
        .with_context(|| format!("cannot create the folder {}", downloads.display()))?;
    let download = || {
        let mut apt = Command::new("apt-get");
        process::run(
            apt.current_dir(&downloads)
                .args(["download", "-q", "-o", "APT::Sandbox::User=root"])
                .args(packages),
        )
    };
    download().or_else(|_| {
        super::say("The lists of packages may be old: asking for new ones, about 10 seconds…");
        process::run(as_root("apt-get").arg("update"))?;
        download()
    })?;
    for entry in fs::read_dir(&downloads)? {
        process::run(Command::new("dpkg").arg("--extract").arg(entry?.path()).arg(folder))?;
    }
    // They are unpacked; if they stay, nothing else suffers.
    let _ = fs::remove_dir_all(&downloads);
    Ok(())
}

/// A command that runs as the administrator, where we may.
pub(super) fn as_root(program: &str) -> Command {
    match rights() {
        Some(Rights::Sudo) => {
            let mut command = Command::new("sudo");
            command.args(["-n", program]);
            command
        }
        Some(Rights::Root) | None => Command::new(program),
    }
}

fn rights() -> Option<Rights> {
    let is_root = process::output(Command::new("id").arg("-u"))?.trim() == "0";
    if is_root {
        return Some(Rights::Root);
    }
    // `-n`: rather fail than ask for a password.
    process::succeeds(Command::new("sudo").args(["-n", "true"])).then_some(Rights::Sudo)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_debian_and_ubuntu_are_installed_from() {
        for (release, want) in [
            ("PRETTY_NAME=\"Debian\"\nID=debian\n", PackageSource::Debian),
            ("ID=ubuntu\nID_LIKE=debian\n", PackageSource::Ubuntu),
            ("ID=\"linuxmint\"\nID_LIKE=\"ubuntu debian\"\n", PackageSource::None),
            ("VERSION_ID=12\n", PackageSource::None),
            ("", PackageSource::None),
        ] {
            assert_eq!(source_of(release), want, "{release}");
        }
    }
}
