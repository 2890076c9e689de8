//! Tells the runner of WebAssembly tests which browser to start, and how.

use anyhow::Result;
use serde_json::json;
use xshell::{Cmd, Shell, cmd};

use super::WASM;
use crate::setup::Tools;
use crate::{files, project};

/// A browser that the tests run in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Engine {
    Chromium,
    Firefox,
}

impl Engine {
    /// A cargo command that runs tests of a package in this browser.
    pub(crate) fn cargo_test<'a>(
        self,
        sh: &'a Shell,
        tools: &Tools,
        package: &str,
    ) -> Result<Cmd<'a>> {
        let (driver, variable, browser, options) = match self {
            Self::Chromium => ("chromedriver", "CHROMEDRIVER", "chromium", "goog:chromeOptions"),
            Self::Firefox => ("geckodriver", "GECKODRIVER", "firefox", "moz:firefoxOptions"),
        };
        let arguments = match self {
            Self::Chromium => [&CHROMIUM_ARGUMENTS[..], &["--no-sandbox"]].concat(),
            Self::Firefox => Vec::new(),
        };
        // What the browser is asked for; the runner adds what makes it invisible.
        let capabilities =
            json!({ options: { "binary": tools.path(browser)?, "args": arguments } });
        let runner = tools.path("wasm-bindgen")?.with_file_name("wasm-bindgen-test-runner");
        let path = project::target_dir().join(format!("webdriver/{self:?}.json"));
        files::write(&path, &capabilities.to_string())?;

        let mut test = cmd!(sh, "cargo test --package {package} --target {WASM}");
        // The runner takes the first driver that any of these names.
        for name in ["GECKODRIVER", "SAFARIDRIVER", "CHROMEDRIVER", "MSEDGEDRIVER"] {
            test = test.env_remove(name).env_remove(format!("{name}_REMOTE"));
        }
        Ok(test
            .env(variable, tools.path(driver)?)
            .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner)
            .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", path)
            .env("WASM_BINDGEN_TEST_ONLY_WEB", "1")
            // In seconds; by default too short for a small machine that is busy with something else.
            .env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "30")
            .env("WASM_BINDGEN_TEST_TIMEOUT", "120"))
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
