//! Builds the site twice, from the project and from a clone in another folder with another home of
//! cargo's and nothing compiled before, and compares byte by byte: whoever builds a commit gets the
//! site that others have published. The compiler, the tools and the system are the same in both.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use fs_err as fs;
use xshell::cmd;

use crate::project;
use crate::setup::{self, Tools};
use crate::site::{self, Site};

/// Fails unless a build from elsewhere gives the very bytes of a build from here.
pub(super) fn check(tools: &Tools) -> Result<()> {
    let sh = project::shell()?;
    let changes = cmd!(sh, "git status --short").read()?;
    ensure!(changes.is_empty(), "commit first: the commit is built");

    let here = Site::in_folder(super::sites_dir().join("root"));
    here.build(tools)?;
    // Not in the project: cargo would read the settings of both folders.
    let place = env::temp_dir().join("bluehats-reproducible");
    let _ = fs::remove_dir_all(&place);
    let outcome = build_elsewhere(&place, tools).and_then(|there| {
        let here = &here.dist;
        cmd!(sh, "diff --recursive --brief {here} {there}").run().context(
            "two builds of the same sources differ: something of the machine, the folder or the moment is \
             in there",
        )
    });
    let _ = fs::remove_dir_all(&place);
    outcome
}

fn build_elsewhere(place: &Path, tools: &Tools) -> Result<PathBuf> {
    fs::create_dir_all(place)?;
    let names = ["another-folder", "another-cargo-home", "another-target", "site"];
    let [clone, home, target, dist] = &names.map(|name| place.join(name));
    let sh = site::trunk_shell(tools)?;
    let project = project::root();
    cmd!(sh, "git clone --quiet {project} {clone}").run()?;
    let own_home = setup::cargo_home().context("cargo has no home")?;
    cmd!(sh, "ln -s {own_home} {home}").run()?;

    sh.change_dir(clone);
    sh.set_var("CARGO_HOME", home);
    sh.set_var("CARGO_TARGET_DIR", target);
    setup::remap_paths(&sh, home);
    cmd!(sh, "trunk build --offline --release --public-url / --dist {dist}").run()?;
    Ok(dist.clone())
}
