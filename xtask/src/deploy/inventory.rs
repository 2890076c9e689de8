//! What a published site is made of, and which site that is: an inventory in the form of CycloneDX
//! 1.5, and a list of checksums. Neither names this machine, so that two builds of one commit give the
//! same.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;
use sha2::{Digest, Sha256};
use walkdir::WalkDir;

use crate::hex::hex;
use crate::setup::Tools;
use crate::{process, project};

/// What cargo-cyclonedx is told to call its files, before `.json`. It writes one beside each manifest
/// of the workspace.
const NAME: &str = "cyclonedx-of-build";

/// The crates that are compiled for the app, as CycloneDX.
pub(super) fn crates(tools: &Tools) -> Result<String> {
    let commit = process::output(
        Command::new("git").args(["log", "-1", "--format=%ct"]).current_dir(project::root()),
    );
    let mut cyclonedx = tools.cargo();
    cyclonedx
        // Its date: the commit's, where there is one.
        .env("SOURCE_DATE_EPOCH", commit.as_deref().map_or("0", str::trim))
        .args(["cyclonedx", "--quiet", "--format", "json", "--spec-version", "1.5"])
        .args(["--target", "wasm32-unknown-unknown", "--override-filename", NAME]);
    process::run(&mut cyclonedx)?;

    let metadata = tools.cargo().args(["metadata", "--format-version=1", "--no-deps"]).output()?;
    let metadata: Value = serde_json::from_slice(&metadata.stdout)?;
    let root = project::root();
    let own = root.join(NAME).with_extension("json");
    let text = fs::read_to_string(&own).with_context(|| own.display().to_string());
    for package in metadata["packages"].as_array().into_iter().flatten() {
        let manifest = Path::new(package["manifest_path"].as_str().unwrap_or_default());
        let file = manifest.with_file_name(NAME).with_extension("json");
        fs::remove_file(&file).with_context(|| file.display().to_string())?;
    }
    Ok(text?.replace(&root.display().to_string(), ""))
}

/// The SHA-256 of every file of a site, in the form that `sha256sum --check` reads.
pub(crate) fn checksums(site: &Path) -> Result<String> {
    let mut list = String::new();
    for entry in WalkDir::new(site).sort_by_file_name() {
        let entry = entry?;
        if entry.file_type().is_file() {
            let content = fs::read(entry.path())
                .with_context(|| format!("cannot read {}", entry.path().display()))?;
            let path = entry.path().strip_prefix(site).unwrap_or(entry.path());
            let _ = writeln!(list, "{}  {}", hex(&Sha256::digest(content)), path.display());
        }
    }
    Ok(list)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_has_its_checksum() {
        let site = tempfile::tempdir().unwrap();
        fs::create_dir(site.path().join("b")).unwrap();
        fs::write(site.path().join("b/c"), "").unwrap();
        fs::write(site.path().join("a"), "a").unwrap();
        // printf a | sha256sum
        assert_eq!(
            checksums(site.path()).unwrap(),
            "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb  a\n\
             e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  b/c\n"
        );
    }
}
