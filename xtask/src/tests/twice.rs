//! Builds the site a second time, from a copy of the project in another folder, with another home of
//! cargo's and nothing compiled before, and compares byte by byte: whoever builds a commit gets the
//! site that others published, and can tell that it is of that commit.
//!
//! What is the same in both builds is not tried: the compiler, the tools, the system.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use crate::setup::{self, Toolbox};
use crate::{process, project, site};

/// Fails unless a build from elsewhere gives the very bytes of the site in `dist`, which is for the
/// root of a host.
pub(super) fn check(dist: &Path, tools: &Toolbox) -> Result<()> {
    // Not in the project: cargo would read the settings of both folders.
    let place = Place::new(setup::cache()?.join("built-elsewhere"))?;
    let project = place.0.join("another-folder");
    copy(project::root(), &project)?;
    let home = place.0.join("another-cargo-home");
    link_entries(&setup::cargo_home().context("there is no home of cargo's")?, &home)?;
    let other = place.0.join("site");

    let mut trunk = site::trunk("build", tools)?;
    trunk
        .current_dir(&project)
        .args(["--release", "--public-url", "/", "--dist"])
        .arg(&other)
        .env("CARGO_TARGET_DIR", place.0.join("another-target"));
    setup::use_cargo_home(&mut trunk, &home);
    process::run(&mut trunk)?;

    let differing = differing(&read(dist)?, &read(&other)?);
    ensure!(
        differing.is_empty(),
        "two builds of the same sources differ in {}: something of the machine, the folder or the \
         moment is in there",
        differing.join(", ")
    );
    Ok(())
}

/// A folder that goes when this goes; hundreds of megabytes are in it.
struct Place(PathBuf);

impl Place {
    fn new(folder: PathBuf) -> Result<Self> {
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder)
            .with_context(|| format!("cannot create the folder {}", folder.display()))?;
        Ok(Self(folder))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Copies the project's sources: neither its history nor what was built.
fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from).with_context(|| from.display().to_string())? {
        let entry = entry?;
        let (path, target) = (entry.path(), to.join(entry.file_name()));
        if entry.file_type()?.is_dir() {
            let is_built = path.join("CACHEDIR.TAG").exists() || entry.file_name() == "dist";
            if !is_built && entry.file_name() != ".git" {
                copy(&path, &target)?;
            }
        } else {
            fs::copy(&path, &target).with_context(|| path.display().to_string())?;
        }
    }
    Ok(())
}

/// Makes a folder that holds what another holds, under another name.
fn link_entries(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from).with_context(|| from.display().to_string())? {
        let entry = entry?;
        link(&entry.path(), &to.join(entry.file_name()))?;
    }
    Ok(())
}

#[cfg(unix)]
fn link(target: &Path, link: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(target, link)
}

#[cfg(windows)]
fn link(target: &Path, link: &Path) -> io::Result<()> {
    use std::os::windows::fs;
    if target.is_dir() { fs::symlink_dir(target, link) } else { fs::symlink_file(target, link) }
}

/// The files of a folder and those below, by their path in it.
fn read(folder: &Path) -> Result<BTreeMap<PathBuf, Vec<u8>>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(current) = folders.pop() {
        for entry in fs::read_dir(&current).with_context(|| current.display().to_string())? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let content = fs::read(&path).with_context(|| path.display().to_string())?;
                files.insert(path.strip_prefix(folder).unwrap_or(&path).to_owned(), content);
            }
        }
    }
    Ok(files)
}

/// The paths of the files that are not the same, or in one only.
fn differing(one: &BTreeMap<PathBuf, Vec<u8>>, other: &BTreeMap<PathBuf, Vec<u8>>) -> Vec<String> {
    let mut paths: Vec<&PathBuf> = one.keys().chain(other.keys()).collect();
    paths.sort();
    paths.dedup();
    let is_different = |path: &&&PathBuf| one.get(**path) != other.get(**path);
    paths.iter().filter(is_different).map(|path| path.display().to_string()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_difference_is_named() {
        let site = |files: &[(&str, &str)]| {
            let folder = tempfile::tempdir().unwrap();
            for (path, content) in files {
                let path = folder.path().join(path);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, content).unwrap();
            }
            read(folder.path()).unwrap()
        };
        let one = site(&[("a", "1"), ("b/c", "2"), ("b/d", "3")]);
        let other = site(&[("a", "1"), ("b/c", "4"), ("e", "5")]);
        assert_eq!(differing(&one, &one), Vec::<String>::new());
        assert_eq!(differing(&one, &other), ["b/c", "b/d", "e"]);
    }

    #[test]
    fn neither_the_history_nor_what_was_built_is_copied() {
        let (from, to) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        for path in [".cargo/config.toml", ".git/HEAD", "src/lib.rs", "dist/index.html"] {
            let path = from.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "").unwrap();
        }
        fs::create_dir(from.path().join("target")).unwrap();
        fs::write(from.path().join("target/CACHEDIR.TAG"), "").unwrap();
        copy(from.path(), to.path()).unwrap();
        let copied: Vec<PathBuf> = read(to.path()).unwrap().into_keys().collect();
        assert_eq!(copied, [Path::new(".cargo/config.toml"), Path::new("src/lib.rs")]);
    }
}
