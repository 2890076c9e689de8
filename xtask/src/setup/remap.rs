//! Keeping this machine's paths out of the WebAssembly.
//!
//! Where a program may panic it holds the path of the source file, and those of dependencies lie in
//! cargo's own folder. Cut short they weigh less, say nothing about who built the site, and are the
//! same on every machine, as the bytes of two builds of one commit must be.

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The environment variable in which cargo takes flags for the WebAssembly target; it adds them to
/// those of `.cargo/config.toml`.
pub(super) const VARIABLE: &str = "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS";

/// The flags, behind those that the variable holds already. `None` where cargo's folder is not known
/// or has a space in its path, which the variable has no way to say.
pub(super) fn flags() -> Option<String> {
    flags_in(&cargo_home()?)
}

/// Cargo's own folder.
pub(crate) fn cargo_home() -> Option<PathBuf> {
    let cargo_home = env::var_os("CARGO_HOME").map(PathBuf::from);
    cargo_home.or_else(|| Some(env::home_dir()?.join(".cargo")))
}

/// Has `command` take `home` for cargo's own folder.
pub(crate) fn use_cargo_home(command: &mut Command, home: &Path) {
    command.env("CARGO_HOME", home);
    if let Some(flags) = flags_in(home) {
        command.env(VARIABLE, flags);
    }
}

fn flags_in(cargo_home: &Path) -> Option<String> {
    let sources = cargo_home.join("registry").join("src");
    // One folder per registry, named after its address.
    let registries = fs::read_dir(sources).ok()?.filter_map(|entry| Some(entry.ok()?.path()));
    flags_for(env::var_os(VARIABLE).as_deref(), registries.collect())
}

fn flags_for(given: Option<&OsStr>, mut folders: Vec<PathBuf>) -> Option<String> {
    folders.sort();
    let given = given.unwrap_or_default().to_str()?;
    let flags = folders.iter().map(|folder| flag(folder)).collect::<Option<Vec<_>>>()?;
    // Whoever is called with them passes them on once.
    let new = flags.into_iter().filter(|flag| !given.split(' ').any(|other| other == flag));
    let all: Vec<String> = [given.to_owned()].into_iter().chain(new).collect();
    Some(all.join(" ").trim().to_owned())
}

fn flag(folder: &Path) -> Option<String> {
    let folder = folder.to_str().filter(|folder| !folder.contains(char::is_whitespace))?;
    Some(format!("--remap-path-prefix={folder}="))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_registry_is_cut_away_once_behind_what_was_given() {
        let folders = || vec![PathBuf::from("/c/b"), PathBuf::from("/c/a")];
        let both = "--remap-path-prefix=/c/a= --remap-path-prefix=/c/b=";
        assert_eq!(flags_for(None, folders()).as_deref(), Some(both));
        assert_eq!(flags_for(Some(both.as_ref()), folders()).as_deref(), Some(both));
        let given = flags_for(Some("--cfg a".as_ref()), folders());
        assert_eq!(given, Some(format!("--cfg a {both}")));
        assert_eq!(flags_for(None, Vec::new()).as_deref(), Some(""));
    }

    #[test]
    fn a_path_that_cannot_be_said_is_left() {
        assert_eq!(flags_for(None, vec![PathBuf::from("/my folder/a")]), None);
    }
}
