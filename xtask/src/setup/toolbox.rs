//! The tools that were found, and how commands get to use them.

use std::env;
use std::ffi::OsString;
use std::fmt;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use super::debian_rust;
use super::probe::{self, Found, TEST_RUNNER};
use super::remap;
use super::tool::Tool;
use super::wasm_target::Toolchain;

/// The tools that build the site.
#[derive(Debug)]
pub struct Toolbox {
    toolchain: Toolchain,
    found: Vec<Found>,
}

impl Toolbox {
    pub(super) fn new(toolchain: Toolchain, found: Vec<Found>) -> Self {
        Self { toolchain, found }
    }

    /// Has `command`, and all that it starts, use these tools.
    pub fn apply(&self, command: &mut Command) {
        command.env("PATH", self.search_path(env::var_os("PATH").unwrap_or_default()));
        if self.toolchain == Toolchain::LinkedDebian {
            command.env("RUSTUP_TOOLCHAIN", debian_rust::NAME);
        }
        if let Some(flags) = remap::flags() {
            command.env(remap::VARIABLE, flags);
        }
    }

    /// A cargo command with these tools.
    pub(crate) fn cargo(&self) -> Command {
        let mut cargo = Command::new("cargo");
        self.apply(&mut cargo);
        cargo
    }

    /// The folders that only we know first; those on the `PATH` already keep their order there,
    /// because they hold other programs as well.
    fn search_path(&self, path: OsString) -> OsString {
        let cached = self.found.iter().filter(|found| found.is_cached);
        let mut folders: Vec<PathBuf> =
            cached.filter_map(|found| Some(found.path.parent()?.to_owned())).collect();
        if self.toolchain == Toolchain::SystemDebian {
            folders.push("/usr/bin".into());
        }
        folders.extend(env::split_paths(&path));
        // Fails only for a folder with a separator in its name, which `split_paths` never gives
        // and which the cache folder, if it were so named, could not be found by.
        env::join_paths(folders).unwrap_or(path)
    }
}

impl fmt::Display for Toolbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:<14}{}", "WebAssembly", self.toolchain)?;
        for found in &self.found {
            write!(f, "\n{:<14}{}", found.tool.to_string(), found.path.display())?;
        }
        Ok(())
    }
}

/// The tools that build the site, and those that test it in browsers.
#[derive(Debug)]
pub struct TestTools {
    /// What builds the site.
    pub toolbox: Toolbox,
    /// Chromium and its driver.
    pub(crate) chromium: Browser,
    /// Firefox and its driver.
    pub(crate) firefox: Browser,
    /// What runs a WebAssembly test program in a browser.
    pub(crate) test_runner: PathBuf,
}

/// A browser with the program that drives it.
#[derive(Debug)]
pub(crate) struct Browser {
    pub(crate) binary: PathBuf,
    pub(crate) driver: PathBuf,
}

impl TestTools {
    pub(super) fn new(toolchain: Toolchain, found: Vec<Found>) -> Result<Self> {
        let path = |tool: Tool| {
            let found = found.iter().find(|found| found.tool == tool);
            found.map(|found| found.path.clone()).with_context(|| format!("{tool} is missing"))
        };
        Ok(Self {
            chromium: Browser { binary: path(Tool::Chromium)?, driver: path(Tool::Chromedriver)? },
            firefox: Browser { binary: path(Tool::Firefox)?, driver: path(Tool::Geckodriver)? },
            test_runner: path(Tool::WasmBindgen)?.with_file_name(TEST_RUNNER),
            toolbox: Toolbox::new(toolchain, found),
        })
    }

    /// Has `command`, and all that it starts, use these tools: as [`Toolbox::apply`], and
    /// `CHROMIUM_BINARY`, `CHROMEDRIVER`, `FIREFOX_BINARY`, `GECKODRIVER` and `JAVA` name the
    /// programs, `AXE_CORE` and `VNU_JAR` the files of the checkers.
    pub fn apply(&self, command: &mut Command) {
        self.toolbox.apply(command);
        for found in &self.toolbox.found {
            if let Some(name) = probe::environment_variable(found.tool) {
                command.env(name, &found.path);
            }
        }
    }
}

impl fmt::Display for TestTools {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.toolbox.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(tool: Tool, path: &str, is_cached: bool) -> Found {
        Found { tool, path: path.into(), is_cached }
    }

    #[test]
    fn only_the_cache_comes_before_the_users_path() {
        let tools = vec![
            found(Tool::WasmOpt, "/usr/bin/wasm-opt", false),
            found(Tool::Trunk, "/cache/trunk-0.21.14/bin/trunk", true),
        ];
        let toolbox = Toolbox::new(Toolchain::Default, tools);
        assert_eq!(
            toolbox.search_path("/home/a/.cargo/bin:/usr/bin".into()),
            "/cache/trunk-0.21.14/bin:/home/a/.cargo/bin:/usr/bin"
        );
    }

    #[test]
    fn the_toolchain_is_the_one_that_has_the_target() {
        let toolchain_of = |toolchain| {
            let mut command = Command::new("true");
            Toolbox::new(toolchain, Vec::new()).apply(&mut command);
            let toolchain = command.get_envs().find(|(name, _)| *name == "RUSTUP_TOOLCHAIN");
            toolchain.and_then(|(_, value)| Some(value?.to_owned()))
        };
        assert_eq!(toolchain_of(Toolchain::Default), None);
        assert_eq!(toolchain_of(Toolchain::LinkedDebian), Some("debian".into()));
        let system = Toolbox::new(Toolchain::SystemDebian, Vec::new());
        assert_eq!(system.search_path("/opt/rust/bin".into()), "/usr/bin:/opt/rust/bin");
    }

    #[test]
    fn tests_are_told_where_the_browsers_are() {
        let tools = TestTools::new(
            Toolchain::Default,
            vec![
                found(Tool::WasmBindgen, "/cache/w/bin/wasm-bindgen", true),
                found(Tool::Chromium, "/usr/bin/chromium", false),
                found(Tool::Chromedriver, "/usr/bin/chromedriver", false),
                found(Tool::Firefox, "/usr/bin/firefox", false),
                found(Tool::Geckodriver, "/cache/g/bin/geckodriver", true),
                found(Tool::AxeCore, "/cache/a/axe.min.js", true),
                found(Tool::HtmlChecker, "/cache/v/vnu.jar", true),
                found(Tool::Java, "/usr/bin/java", false),
            ],
        )
        .unwrap();
        assert_eq!(tools.test_runner, PathBuf::from("/cache/w/bin/wasm-bindgen-test-runner"));
        let mut command = Command::new("true");
        tools.apply(&mut command);
        for (name, want) in [
            ("CHROMIUM_BINARY", "/usr/bin/chromium"),
            ("CHROMEDRIVER", "/usr/bin/chromedriver"),
            ("FIREFOX_BINARY", "/usr/bin/firefox"),
            ("GECKODRIVER", "/cache/g/bin/geckodriver"),
            ("AXE_CORE", "/cache/a/axe.min.js"),
            ("VNU_JAR", "/cache/v/vnu.jar"),
            ("JAVA", "/usr/bin/java"),
        ] {
            let value = command.get_envs().find(|(key, _)| *key == name);
            assert_eq!(value, Some((name.as_ref(), Some(want.as_ref()))));
        }
    }
}
