//! Tells the runner of WebAssembly tests which browser to start, and how.

use std::env;
use std::fmt;
use std::fs;
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::project;
use crate::setup::TestTools;

/// How long the runner waits, in seconds, unless the user says otherwise: by default too short
/// for a small machine that is busy with something else.
const PATIENCE: [(&str, &str); 2] =
    [("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "30"), ("WASM_BINDGEN_TEST_TIMEOUT", "120")];

/// A browser that the tests run in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Engine {
    Chromium,
    Firefox,
}

impl Engine {
    pub(super) const ALL: [Self; 2] = [Self::Chromium, Self::Firefox];

    /// Has `command` run its tests in this browser.
    pub(super) fn apply(self, command: &mut Command, tools: &TestTools) -> Result<()> {
        let (browser, driver) = match self {
            Self::Chromium => (&tools.chromium, "CHROMEDRIVER"),
            Self::Firefox => (&tools.firefox, "GECKODRIVER"),
        };
        let folder = project::root().join(project::target_dir()).join("webdriver");
        let path = folder.join(format!("{self}.json").to_lowercase());
        fs::create_dir_all(&folder)
            .and_then(|()| fs::write(&path, self.capabilities(&browser.binary.to_string_lossy())))
            .with_context(|| format!("cannot write {}", path.display()))?;

        // The runner takes the first driver that any of these names.
        for name in ["GECKODRIVER", "SAFARIDRIVER", "CHROMEDRIVER", "MSEDGEDRIVER"] {
            command.env_remove(name).env_remove(format!("{name}_REMOTE"));
        }
        command
            .env(driver, &browser.driver)
            .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", &tools.test_runner)
            .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", path)
            .env("WASM_BINDGEN_TEST_ONLY_WEB", "1");
        for (name, seconds) in PATIENCE {
            if env::var_os(name).is_none() {
                command.env(name, seconds);
            }
        }
        Ok(())
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
