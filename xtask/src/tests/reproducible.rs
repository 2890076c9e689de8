//! Builds the site twice, from the project and from a clone in another folder with another home of
//! cargo's and nothing compiled before, and compares byte by byte: whoever builds a commit gets the
//! site that others have published. The compiler, the tools and the system are the same in both.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use fs_err as fs;

use crate::deploy::checksums;
use crate::setup::{self, Tools};
use crate::site::{self, Site};
use crate::{process, project};

/// Fails unless a build from elsewhere gives the very bytes of a build from here.
pub(super) fn check(tools: &Tools) -> Result<()> {
    let mut status = Command::new("git");
    let status = process::output(status.current_dir(project::root()).args(["status", "--short"]));
    ensure!(status.is_some_and(|changes| changes.is_empty()), "commit first: the commit is built");

    let here = Site::in_folder(super::sites_dir().join("root"));
    here.build(tools)?;
    // Not in the project: cargo would read the settings of both folders.
    let place = env::temp_dir().join("bluehats-reproducible");
    let _ = fs::remove_dir_all(&place);
    let outcome = build_elsewhere(&place, tools).and_then(|there| compare(&here.dist, &there));
    let _ = fs::remove_dir_all(&place);
    outcome
}

fn build_elsewhere(place: &Path, tools: &Tools) -> Result<PathBuf> {
    fs::create_dir_all(place)?;
    let clone = place.join("another-folder");
    process::run(Command::new("git").args(["clone", "--quiet"]).arg(project::root()).arg(&clone))?;
    let home = place.join("another-cargo-home");
    let own_home = setup::cargo_home().context("cargo has no home")?;
    process::run(Command::new("ln").arg("-s").arg(own_home).arg(&home))?;

    let dist = place.join("site");
    let mut trunk = site::trunk("build", tools)?;
    trunk.current_dir(&clone).env("CARGO_HOME", &home);
    trunk.env("CARGO_TARGET_DIR", place.join("another-target"));
    setup::remap_paths(&mut trunk, &home);
    process::run(trunk.args(["--release", "--public-url", "/", "--dist"]).arg(&dist))?;
    Ok(dist)
}

fn compare(one: &Path, other: &Path) -> Result<()> {
    let (one, other) = (checksums(one)?, checksums(other)?);
    let only_in = |list: &str, other: &str| -> Vec<String> {
        list.lines().filter(|line| !other.contains(line)).map(str::to_owned).collect()
    };
    let different = [only_in(&one, &other), only_in(&other, &one)].concat();
    ensure!(
        different.is_empty(),
        "two builds of the same sources differ: something of the machine, the folder or the moment \
         is in there\n{}",
        different.join("\n")
    );
    Ok(())
}
