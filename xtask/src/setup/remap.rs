//! Keeps this machine's paths out of the WebAssembly.
//!
//! Where a program may panic it holds the path of the source file. Without cargo's own folder and that
//! of the standard library's sources (rustup's component `rust-src`), the paths weigh less and are the
//! same on every machine, as the bytes of two builds of one commit must be.

use std::env;
use std::path::{Path, PathBuf};

use fs_err as fs;
use xshell::{Shell, cmd};

/// In it cargo takes flags for the WebAssembly target, besides those of `.cargo/config.toml`.
const VARIABLE: &str = "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS";

/// Cargo's own folder.
pub(crate) fn cargo_home() -> Option<PathBuf> {
    let given = env::var_os("CARGO_HOME").map(PathBuf::from);
    given.or_else(|| Some(env::home_dir()?.join(".cargo")))
}

/// Has commands build without this machine's paths, those of `cargo_home` included.
pub(crate) fn remap_paths(sh: &Shell, cargo_home: &Path) {
    let mut moves: Vec<(PathBuf, String)> = Vec::new();
    // One folder per registry, named after its address.
    if let Ok(registries) = fs::read_dir(cargo_home.join("registry/src")) {
        moves.extend(registries.flatten().map(|entry| (entry.path(), String::new())));
        moves.sort();
    }
    moves.extend(standard_library());
    sh.set_var(VARIABLE, flags(&env::var(VARIABLE).unwrap_or_default(), &moves));
}

/// Where the standard library's sources would be, and what the compiler says where they are not.
fn standard_library() -> Option<(PathBuf, String)> {
    let sh = Shell::new().ok()?;
    let sysroot = PathBuf::from(cmd!(sh, "rustc --print sysroot").read().ok()?);
    let about = cmd!(sh, "rustc --version --verbose").read().ok()?;
    let commit = about.lines().find_map(|line| line.strip_prefix("commit-hash: "))?;
    Some((sysroot.join("lib/rustlib/src/rust"), format!("/rustc/{commit}")))
}

/// The flags that were given, and those that move each folder. A folder with a space in its path,
/// which the variable has no way to say, is left.
fn flags(given: &str, moves: &[(PathBuf, String)]) -> String {
    let moves =
        moves.iter().map(|(from, to)| format!("--remap-path-prefix={}={to}", from.display()));
    let moves = moves.filter(|flag| !flag.contains(char::is_whitespace));
    moves.fold(given.to_owned(), |flags, flag| format!("{flags} {flag}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_folder_is_moved_behind_what_was_given() {
        let moves = [("/c/a", ""), ("/my folder/a", ""), ("/rust/src", "/rustc/1f")];
        let moves = moves.map(|(from, to)| (PathBuf::from(from), to.to_owned()));
        let all = "--cfg a --remap-path-prefix=/c/a= --remap-path-prefix=/rust/src=/rustc/1f";
        assert_eq!(flags("--cfg a", &moves), all);
    }
}
