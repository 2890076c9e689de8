//! Finds the tools that are there already.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::install;
use super::table::{NGINX_BROTLI, Tool, Version};
use crate::process;

/// Finds a tool: where its environment variable says, then on the `PATH`, then in the cache.
pub(super) fn find(tool: &Tool, cache: &Path) -> Option<PathBuf> {
    if let Some(named) = tool.variable.and_then(env::var_os).map(PathBuf::from)
        && let Some(path) = process::find(&named).or_else(|| named.is_file().then_some(named))
    {
        return Some(path);
    }
    let on_path = tool.programs.iter().find_map(process::find).filter(|path| fits(tool, path));
    on_path.or_else(|| {
        let cached = tool.install.iter().filter_map(|way| install::result(tool, way, cache));
        cached.into_iter().find(|path| path.is_file())
    })
}

/// Whether the program, which others have installed, serves.
fn fits(tool: &Tool, program: &Path) -> bool {
    if !tool.companions.is_empty() && companion(program, tool.companions).is_none() {
        return false;
    }
    match tool.version {
        Version::Any => true,
        _ => process::output(Command::new(program).arg("--version"))
            .is_some_and(|answer| fits_version(tool.version, &answer)),
    }
}

/// Whether the version that a program has printed serves.
fn fits_version(version: Version, answer: &str) -> bool {
    let starts_with_digit = |word: &&str| word.starts_with(|c: char| c.is_ascii_digit());
    let Some(word) = answer.split_whitespace().find(starts_with_digit) else { return false };
    match version {
        Version::Any => true,
        Version::AtLeast(least) => numbers(word) >= numbers(least),
        Version::Series(start) => numbers(word).starts_with(&numbers(start)),
    }
}

/// The numbers of a version: `0.21.14-rc1` is 0, 21, 14.
fn numbers(version: &str) -> Vec<u32> {
    let parts = version.split(|c: char| !c.is_ascii_digit());
    parts.map_while(|part| part.parse().ok()).collect()
}

/// The first of these files, given relative to the program's folder, that is there.
fn companion(program: &Path, files: &[&str]) -> Option<PathBuf> {
    let program = program.canonicalize().ok()?;
    let folder = program.parent()?;
    files.iter().map(|file| folder.join(file)).find(|file| file.is_file())
}

/// The module with which this nginx sends files that were compressed with Brotli beforehand.
pub fn nginx_brotli_module(nginx: &Path) -> Option<PathBuf> {
    companion(nginx, &NGINX_BROTLI)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_from_what_programs_print() {
        let trunk = Version::Series("0.21");
        let wasm_bindgen = Version::Series("0.2.130");
        for (version, answer, want) in [
            (trunk, "trunk 0.21.14\n", true),
            (trunk, "trunk 0.22.0", false),
            (trunk, "command not found", false),
            (wasm_bindgen, "wasm-bindgen 0.2.130 (abc)", true),
            (wasm_bindgen, "wasm-bindgen 0.2.13", false),
            (Version::AtLeast("115"), "wasm-opt version 123 (version_123-17-g2a)", true),
            (Version::AtLeast("115"), "wasm-opt version 108 (version_108)", false),
            (Version::AtLeast("0.36"), "geckodriver 0.37.1 (d07a9c4 2026-01-01)\n\nThe", true),
            (Version::AtLeast("11"), "openjdk 17.0.15 2025-04-15\nOpenJDK", true),
            (Version::AtLeast("11"), "java 10.0.2 2018-07-17", false),
        ] {
            assert_eq!(fits_version(version, answer), want, "{answer}");
        }
    }
}
