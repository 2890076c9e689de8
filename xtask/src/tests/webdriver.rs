//! Tells the runner of WebAssembly tests which browser to start, and how.

use std::env;
use std::fmt;
use std::fs;
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::{APP, WASM};
use crate::project;
use crate::setup::Tools;

/// How long the runner waits, in seconds, unless the user says otherwise: by default too short
/// for a small machine that is busy with something else.
const PATIENCE: [(&str, &str); 2] =
    [("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "30"), ("WASM_BINDGEN_TEST_TIMEOUT", "120")];

/// A browser that the tests run in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Engine {
    Chromium,
    Firefox,
}

impl Engine {
    /// A cargo command that runs tests of the app's package in this browser.
    pub(crate) fn cargo_test(self, tools: &Tools) -> Result<Command> {
        let (browser, driver, variable) = match self {
            Self::Chromium => ("chromium", "chromedriver", "CHROMEDRIVER"),
            Self::Firefox => ("firefox", "geckodriver", "GECKODRIVER"),
        };
        let browser = tools.path(browser)?.to_string_lossy();
        let runner = tools.path("wasm-bindgen")?.with_file_name("wasm-bindgen-test-runner");
        let folder = project::root().join(project::target_dir()).join("webdriver");
        let path = folder.join(format!("{self}.json").to_lowercase());
        fs::create_dir_all(&folder)
            .and_then(|()| fs::write(&path, self.capabilities(&browser)))
            .with_context(|| format!("cannot write {}", path.display()))?;

        let mut command = tools.cargo();
        // The runner takes the first driver that any of these names.
        for name in ["GECKODRIVER", "SAFARIDRIVER", "CHROMEDRIVER", "MSEDGEDRIVER"] {
            command.env_remove(name).env_remove(format!("{name}_REMOTE"));
        }
        command
            .env(variable, tools.path(driver)?)
            .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner)
            .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", path)
            .env("WASM_BINDGEN_TEST_ONLY_WEB", "1");
        for (name, seconds) in PATIENCE {
            if env::var_os(name).is_none() {
                command.env(name, seconds);
            }
        }
        command.args(["test", "--package", APP, "--target", WASM]);
        Ok(command)
    }

    /// What the browser is asked for; the runner adds what makes it invisible.
    fn capabilities(self, binary: &str) -> String {
        let capabilities: Value = match self {
            Self::Chromium => {
                let arguments = [&CHROMIUM_ARGUMENTS[..], &["--no-sandbox"]].concat();
                json!({ "goog:chromeOptions": { "binary": binary, "args": arguments } })
            }
            Self::Firefox => json!({ "moz:firefoxOptions": { "binary": binary } }),
        };
        capabilities.to_string()
    }
}

/// What keeps Chromium from doing anything but what a test asks for, on any machine.
pub const CHROMIUM_ARGUMENTS: [&str; 6] = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

impl fmt::Display for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Chromium => "Chromium",
            Self::Firefox => "Firefox",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_browser_is_started_from_where_it_was_found() {
        let chromium: Value =
            serde_json::from_str(&Engine::Chromium.capabilities("/opt/a \"b\"/chromium")).unwrap();
        assert_eq!(chromium["goog:chromeOptions"]["binary"], "/opt/a \"b\"/chromium");
        let firefox: Value =
            serde_json::from_str(&Engine::Firefox.capabilities("/usr/bin/firefox")).unwrap();
        assert_eq!(firefox["moz:firefoxOptions"]["binary"], "/usr/bin/firefox");
    }
}
