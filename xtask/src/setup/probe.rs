//! Finds the tools that are there already, with few and cheap questions.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::cached_tools;
use super::tool::Tool;
use crate::process;

/// A tool that is there and fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) tool: Tool,
    pub(super) path: PathBuf,
    /// Whether it is a program in our cache folder, where only we look.
    pub(super) is_cached: bool,
}

/// Where and in which version to look.
pub(super) struct Probe {
    /// What `Cargo.lock` holds.
    pub(super) wasm_bindgen: String,
    /// The folder of the tools that are installed for the project.
    pub(super) cache: PathBuf,
}

impl Probe {
    pub(super) fn new(wasm_bindgen: String, cache: PathBuf) -> Self {
        Self { wasm_bindgen, cache }
    }

    /// Finds a tool: where its environment variable says, then on the `PATH`, then in the cache.
    pub(super) fn find(&self, tool: Tool) -> Option<Found> {
        let named = environment_variable(tool).and_then(env::var_os);
        if is_file(tool) {
            let named = named.map(PathBuf::from).filter(|path| path.is_file());
            let path = named.or_else(|| cached_tools::installed(tool, self))?;
            // Nobody looks for it on a `PATH`.
            return Some(Found { tool, path, is_cached: false });
        }
        if let Some(path) = named.and_then(process::find) {
            return Some(Found { tool, path, is_cached: false });
        }
        let installed = program_names(tool).iter().find_map(process::find);
        let known = known_places(tool).iter().find_map(process::find);
        if let Some(path) = installed.or(known)
            && self.fits(tool, &path)
        {
            return Some(Found { tool, path, is_cached: false });
        }
        let path = cached_tools::installed(tool, self)?;
        self.fits(tool, &path).then_some(Found { tool, path, is_cached: true })
    }

    /// Whether the program has a version that serves. Browsers and chromedriver are not asked:
    /// they are slow to answer, and any version that a system still carries serves.
    fn fits(&self, tool: Tool, path: &Path) -> bool {
        match tool {
            // Of the last three the cache has the one version that is asked for.
            Tool::Chromium
            | Tool::Chromedriver
            | Tool::Firefox
            | Tool::Caddy
            | Tool::AxeCore
            | Tool::HtmlChecker
            | Tool::Lighthouse => true,
            // Elsewhere there is no package of the module: the tests then do without.
            Tool::Nginx => cfg!(not(target_os = "linux")) || brotli_module(path).is_some(),
            Tool::WasmBindgen => {
                let runner = path.with_file_name(TEST_RUNNER);
                [path, &runner].iter().all(|program| {
                    version_of(program).is_some_and(|text| self.fits_version(tool, &text))
                })
            }
            Tool::WasmOpt | Tool::Trunk | Tool::Geckodriver | Tool::CargoDeny | Tool::Java => {
                version_of(path).is_some_and(|text| self.fits_version(tool, &text))
            }
        }
    }

    fn fits_version(&self, tool: Tool, answer: &str) -> bool {
        let Some(version) = parse_version(answer) else { return false };
        match tool {
            // The first that sorts functions by name, which index.html asks for. Before version 110
            // the table of references was confused with the table of functions in a module that
            // has both, as wasm-bindgen's have: it then fails to start.
            Tool::WasmOpt => is_at_least(&version, &[115]),
            Tool::Trunk => version.starts_with(&[0, 21]),
            // The two halves of what it generates must match to the last digit.
            Tool::WasmBindgen => parse_version(&self.wasm_bindgen) == Some(version),
            Tool::Geckodriver => is_at_least(&version, &[0, 36]),
            // Before, deny.toml had other keys.
            Tool::CargoDeny => is_at_least(&version, &[0, 18]),
            // What the HTML checker is compiled for.
            Tool::Java => is_at_least(&version, &[11]),
            Tool::Chromium
            | Tool::Chromedriver
            | Tool::Firefox
            | Tool::Nginx
            | Tool::Caddy
            | Tool::AxeCore
            | Tool::HtmlChecker
            | Tool::Lighthouse => true,
        }
    }
}

/// The program beside wasm-bindgen that runs tests.
pub(super) const TEST_RUNNER: &str = "wasm-bindgen-test-runner";

/// Where a user can say which program to take.
pub(super) fn environment_variable(tool: Tool) -> Option<&'static str> {
    match tool {
        Tool::Chromium => Some("CHROMIUM_BINARY"),
        Tool::Chromedriver => Some("CHROMEDRIVER"),
        Tool::Firefox => Some("FIREFOX_BINARY"),
        Tool::Geckodriver => Some("GECKODRIVER"),
        Tool::Nginx => Some("NGINX_BINARY"),
        Tool::Caddy => Some("CADDY_BINARY"),
        Tool::AxeCore => Some("AXE_CORE"),
        Tool::HtmlChecker => Some("VNU_JAR"),
        Tool::Java => Some("JAVA"),
        Tool::Lighthouse => Some("LIGHTHOUSE"),
        Tool::WasmOpt | Tool::Trunk | Tool::WasmBindgen | Tool::CargoDeny => None,
    }
}

fn program_names(tool: Tool) -> &'static [&'static str] {
    match tool {
        Tool::WasmOpt => &["wasm-opt"],
        Tool::Trunk => &["trunk"],
        Tool::WasmBindgen => &["wasm-bindgen"],
        Tool::Chromium => &["chromium", "chromium-browser", "google-chrome"],
        Tool::Chromedriver => &["chromedriver", "chromium.chromedriver"],
        Tool::Firefox => &["firefox", "firefox-esr"],
        Tool::Geckodriver => &["geckodriver"],
        Tool::CargoDeny => &["cargo-deny"],
        Tool::Nginx => &["nginx"],
        Tool::Caddy => &["caddy"],
        Tool::Java => &["java"],
        // What it says of a page depends on its version.
        Tool::AxeCore | Tool::HtmlChecker | Tool::Lighthouse => &[],
    }
}

/// Whether it is a file that other programs read, and no program.
fn is_file(tool: Tool) -> bool {
    matches!(tool, Tool::AxeCore | Tool::HtmlChecker)
}

/// Where macOS puts applications, and Linux servers, which are not on the `PATH`.
fn known_places(tool: Tool) -> &'static [&'static str] {
    match tool {
        Tool::Chromium => &[
            "/Applications/Chromium.app/Contents/MacOS/Chromium",
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        ],
        Tool::Firefox => &["/Applications/Firefox.app/Contents/MacOS/firefox"],
        Tool::Nginx => &["/usr/sbin/nginx"],
        _ => &[],
    }
}

/// The module with which this nginx sends files that were compressed with Brotli beforehand. It is in
/// its distribution's place for modules, whether the distribution was installed or only unpacked.
pub fn brotli_module(nginx: &Path) -> Option<PathBuf> {
    let nginx = nginx.canonicalize().ok()?;
    let system = nginx.parent()?.parent()?;
    ["lib", "lib64"]
        .map(|folder| system.join(folder).join("nginx/modules/ngx_http_brotli_static_module.so"))
        .into_iter()
        .find(|module| module.is_file())
}

fn version_of(program: &Path) -> Option<String> {
    process::output(Command::new(program).arg("--version"))
}

/// The numbers of the first word that starts with a digit: `trunk 0.21.14` is 0, 21, 14.
fn parse_version(answer: &str) -> Option<Vec<u32>> {
    let word =
        answer.split_whitespace().find(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    let is_separator = |c: char| !c.is_ascii_digit();
    let numbers = word?.split(is_separator).map_while(|number| number.parse().ok()).collect();
    Some(numbers)
}

fn is_at_least(version: &[u32], least: &[u32]) -> bool {
    version >= least
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(tool: Tool, answer: &str, want: bool) {
        let probe = Probe::new("0.2.130".to_owned(), PathBuf::new());
        assert_eq!(probe.fits_version(tool, answer), want, "{tool}: {answer}");
    }

    #[test]
    fn versions_are_read_from_what_the_tools_say() {
        for (answer, want) in [
            ("trunk 0.21.14\n", &[0, 21, 14][..]),
            ("wasm-opt version 108 (version_108)\n", &[108]),
            ("geckodriver 0.37.1 (d07a9c4 2026-01-01 12:00 +0000)\n\nThe source…", &[0, 37, 1]),
            ("wasm-bindgen 0.2.130 (abc)", &[0, 2, 130]),
            ("tool 1.0-rc1", &[1, 0]),
        ] {
            assert_eq!(parse_version(answer).as_deref(), Some(want), "{answer}");
        }
        assert_eq!(parse_version("no version"), None);
    }

    #[test]
    fn trunk_fits_within_its_minor_version() {
        check(Tool::Trunk, "trunk 0.21.14", true);
        check(Tool::Trunk, "trunk 0.21.9", true);
        check(Tool::Trunk, "trunk 0.22.0", false);
        check(Tool::Trunk, "trunk 0.2.21", false);
        check(Tool::Trunk, "command not found", false);
    }

    #[test]
    fn wasm_bindgen_fits_to_the_last_digit() {
        check(Tool::WasmBindgen, "wasm-bindgen 0.2.130", true);
        check(Tool::WasmBindgen, "wasm-bindgen 0.2.13", false);
        check(Tool::WasmBindgen, "wasm-bindgen 0.2.131", false);
    }

    #[test]
    fn others_fit_from_a_version_on() {
        check(Tool::WasmOpt, "wasm-opt version 115", true);
        check(Tool::WasmOpt, "wasm-opt version 114 (version_114)", false);
        check(Tool::WasmOpt, "wasm-opt version 108 (version_108)", false);
        check(Tool::WasmOpt, "wasm-opt version 123 (version_123-17-g2a)", true);
        check(Tool::Geckodriver, "geckodriver 0.37.1", true);
        check(Tool::Geckodriver, "geckodriver 0.33.0", false);
        check(Tool::CargoDeny, "cargo-deny 0.20.2", true);
        check(Tool::CargoDeny, "cargo-deny 0.16.4", false);
        check(Tool::Java, "openjdk 17.0.15 2025-04-15\nOpenJDK Runtime…", true);
        check(Tool::Java, "java 11 2018-09-25", true);
        check(Tool::Java, "java 10.0.2 2018-07-17", false);
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn nginx_serves_with_its_module_for_brotli() {
        let system = tempfile::tempdir().unwrap();
        let nginx = system.path().join("sbin/nginx");
        let module = system.path().join("lib/nginx/modules/ngx_http_brotli_static_module.so");
        for file in [&nginx, &module] {
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        }
        std::fs::write(&nginx, "").unwrap();
        let probe = Probe::new("0.2.130".to_owned(), PathBuf::new());
        assert!(!probe.fits(Tool::Nginx, &nginx));
        std::fs::write(&module, "").unwrap();
        assert!(probe.fits(Tool::Nginx, &nginx));
    }
}
