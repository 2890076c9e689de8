//! Finds the tools that are there already.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::install;
use super::table::{Tool, Version};
use crate::process;

/// Finds a tool: where its environment variable says, then on the `PATH`, then in the cache.
pub(super) fn find(tool: &Tool, cache: &Path) -> Option<PathBuf> {
    if let Some(named) = tool.variable.as_ref().and_then(env::var_os).map(PathBuf::from)
        && let Some(path) = which::which(&named).ok().or_else(|| named.is_file().then_some(named))
    {
        return Some(path);
    }
    let names = [&tool.name].into_iter().chain(&tool.aliases);
    let mut on_path = names.filter_map(|name| which::which(name).ok());
    on_path.find(|path| fits(tool, path)).or_else(|| {
        let mut cached = tool.install.iter().filter_map(|way| install::result(tool, way, cache));
        cached.find(|path| path.is_file())
    })
}

/// Whether the program, which others have installed, serves.
fn fits(tool: &Tool, program: &Path) -> bool {
    // Elsewhere there is no package of the module.
    if tool.name == "nginx" && cfg!(target_os = "linux") && nginx_brotli_module(program).is_none() {
        return false;
    }
    tool.version.as_ref().is_none_or(|version| {
        ask(tool, program).is_some_and(|answer| fits_version(version, &answer))
    })
}

/// What the program prints when it is asked for its version.
fn ask(tool: &Tool, program: &Path) -> Option<String> {
    process::output(Command::new(program).args(&tool.ask))
}

/// The version of the program, as it says it; none where it does not.
pub(super) fn version(tool: &Tool, program: &Path) -> Option<String> {
    if tool.ask.is_empty() {
        return None;
    }
    version_in(&ask(tool, program)?).map(str::to_owned)
}

/// The module with which this nginx sends files that were compressed with Brotli beforehand.
pub fn nginx_brotli_module(nginx: &Path) -> Option<PathBuf> {
    let program = nginx.canonicalize().ok()?;
    let folder = program.parent()?;
    let module = |lib| folder.join(lib).join("nginx/modules/ngx_http_brotli_static_module.so");
    ["../lib", "../lib64"].map(module).into_iter().find(|file| file.is_file())
}

/// Whether the version that a program has printed serves.
fn fits_version(version: &Version, answer: &str) -> bool {
    let Some(word) = version_in(answer) else { return false };
    match version {
        Version::AtLeast(least) => numbers(word) >= numbers(least),
        Version::Series(start) => numbers(word).starts_with(&numbers(start)),
    }
}

/// The version in what a program has printed: its first word that starts with a digit.
fn version_in(answer: &str) -> Option<&str> {
    answer.split_whitespace().find(|word| word.starts_with(|c: char| c.is_ascii_digit()))
}

/// The numbers of a version: `0.21.14-rc1` is 0, 21, 14.
fn numbers(version: &str) -> Vec<u32> {
    let parts = version.split(|c: char| !c.is_ascii_digit());
    parts.map_while(|part| part.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_from_what_programs_print() {
        let trunk = &Version::Series("0.21".to_owned());
        let wasm_bindgen = &Version::Series("0.2.130".to_owned());
        let wasm_opt = &Version::AtLeast("115".to_owned());
        let geckodriver = &Version::AtLeast("0.36".to_owned());
        for (version, answer, want) in [
            (trunk, "trunk 0.21.14\n", true),
            (trunk, "trunk 0.22.0", false),
            (trunk, "command not found", false),
            (wasm_bindgen, "wasm-bindgen 0.2.130 (abc)", true),
            (wasm_bindgen, "wasm-bindgen 0.2.13", false),
            (wasm_opt, "wasm-opt version 123 (version_123-17-g2a)", true),
            (wasm_opt, "wasm-opt version 108 (version_108)", false),
            (geckodriver, "geckodriver 0.37.1 (d07a9c4 2026-01-01)\n\nThe", true),
        ] {
            assert_eq!(fits_version(version, answer), want, "{answer}");
        }
    }
}
