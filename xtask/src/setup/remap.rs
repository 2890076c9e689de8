//! Keeping this machine's paths out of the WebAssembly.
//!
//! Where a program may panic it holds the path of the source file, and those of dependencies lie in
//! cargo's own folder. Cut short they weigh less, say nothing about who built the site, and are the
//! same on every machine, as the bytes of two builds of one commit must be.
//!
//! The standard library's own paths say nothing of the machine, unless its sources are there (rustup's
//! component `rust-src`, which editors ask for): then the compiler names those.

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::process;

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
    let mut moves: Vec<Move> = registries.map(|folder| (folder, String::new())).collect();
    moves.sort();
    moves.extend(standard_library());
    flags_for(env::var_os(VARIABLE).as_deref(), &moves)
}

/// A folder, and what stands for it in the WebAssembly.
type Move = (PathBuf, String);

/// Where the standard library's sources would be, and what the compiler says where they are not.
fn standard_library() -> Option<Move> {
    let rustc = |argument: &[&str]| process::output(Command::new("rustc").args(argument));
    let sysroot = PathBuf::from(rustc(&["--print", "sysroot"])?.trim());
    let about = rustc(&["--version", "--verbose"])?;
    let commit = about.lines().find_map(|line| line.strip_prefix("commit-hash: "))?;
    Some((sysroot.join("lib/rustlib/src/rust"), format!("/rustc/{commit}")))
}

fn flags_for(given: Option<&OsStr>, moves: &[Move]) -> Option<String> {
    let given = given.unwrap_or_default().to_str()?;
    let flags = moves.iter().map(|(from, to)| flag(from, to)).collect::<Option<Vec<_>>>()?;
    // Whoever is called with them passes them on once.
    let new = flags.into_iter().filter(|flag| !given.split(' ').any(|other| other == flag));
    let all: Vec<String> = [given.to_owned()].into_iter().chain(new).collect();
    Some(all.join(" ").trim().to_owned())
}

fn flag(from: &Path, to: &str) -> Option<String> {
    let from = from.to_str().filter(|from| !from.contains(char::is_whitespace))?;
    Some(format!("--remap-path-prefix={from}={to}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_folder_is_moved_once_behind_what_was_given() {
        let moves = [("/c/a", ""), ("/c/b", ""), ("/rust/src", "/rustc/1f")];
        let moves = moves.map(|(from, to)| (PathBuf::from(from), to.to_owned()));
        let all = "--remap-path-prefix=/c/a= --remap-path-prefix=/c/b= \
                   --remap-path-prefix=/rust/src=/rustc/1f";
        assert_eq!(flags_for(None, &moves).as_deref(), Some(all));
        assert_eq!(flags_for(Some(all.as_ref()), &moves).as_deref(), Some(all));
        let given = flags_for(Some("--cfg a".as_ref()), &moves);
        assert_eq!(given, Some(format!("--cfg a {all}")));
        assert_eq!(flags_for(None, &[]).as_deref(), Some(""));
    }

    #[test]
    fn a_path_that_cannot_be_said_is_left() {
        assert_eq!(flags_for(None, &[("/my folder/a".into(), String::new())]), None);
    }

    #[test]
    fn the_standard_library_is_named_after_its_commit() {
        let (folder, name) = standard_library().unwrap();
        assert!(folder.ends_with("lib/rustlib/src/rust"), "{}", folder.display());
        assert!(name.len() > 40 && name.starts_with("/rustc/"), "{name}");
    }
}
