//! The table of tools, `tools.toml`: what each is for, which versions serve, and how it is installed.

use anyhow::{Context, Result};
use serde::Deserialize;

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
    pub(super) aliases: Vec<String>,
    /// None: any that a system still carries, and the program is not asked.
    pub(super) version: Option<Version>,
    /// The arguments with which it prints its version; none where it cannot.
    #[serde(default = "its_version")]
    pub(super) ask: Vec<String>,
    /// What the report of the tests calls it, if it is of those that visitors have as well.
    pub(super) report: Option<String>,
    /// The part of the journeys, by its module, that alone needs it, and is skipped where the tool
    /// cannot be had; none where nothing can do without.
    pub(super) part: Option<String>,
    /// The tool that does the same, less well, where this one cannot be had; none where nothing does.
    pub(super) instead: Option<String>,
    /// Ways to install it, the best first.
    pub(super) install: Vec<Install>,
    /// How long that takes on two cores.
    #[serde(default = "a_moment")]
    pub(super) duration: String,
}

impl Tool {
    /// Whether the tests go on where it cannot be had.
    pub(super) fn is_optional(&self) -> bool {
        self.part.is_some() || self.instead.is_some()
    }
}

/// The versions that serve.
#[derive(Deserialize)]
pub(super) enum Version {
    /// This one or a later one.
    AtLeast(String),
    /// Those that start with these numbers.
    Series(String),
}

/// A way to install a tool. All but `Apt` install into a cache folder named after the tool and its
/// version, where `program` is the path of the result.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) enum Install {
    /// Builds a package of crates.io; without optimisation, which takes a third of the time.
    Cargo {
        package: String,
        version: String,
        #[serde(default)]
        arguments: Vec<String>,
    },
    /// Unpacks a package of the npm registry. Its own installation scripts are not run: one of them
    /// downloads a Java.
    Npm { package: String, version: String, program: String },
    /// The same, for a package that holds a program for Linux on x86-64, compressed by Brotli, as
    /// `program` with `.br` behind it.
    NpmBrotli { package: String, version: String, program: String },
    /// Unpacks packages of Debian or Ubuntu without installing them: no rights are needed, and no
    /// server starts.
    Unpack {
        packages: Vec<String>,
        program: String,
        /// Whether Ubuntu has no such packages.
        #[serde(default)]
        debian_only: bool,
    },
    /// Installs packages of Debian. Not of Ubuntu, whose browsers are snaps, which neither install
    /// everywhere nor can be driven from everywhere.
    Apt { packages: Vec<String> },
}

fn its_version() -> Vec<String> {
    vec!["--version".to_owned()]
}

fn a_moment() -> String {
    "5 seconds".to_owned()
}

/// All tools. `wasm_bindgen` is the version of Cargo.lock, which the table calls `{locked}`.
pub(super) fn tools(wasm_bindgen: &str) -> Result<Vec<Tool>> {
    #[derive(Deserialize)]
    struct Table {
        tools: Vec<Tool>,
    }
    let text = include_str!("tools.toml").replace("{locked}", wasm_bindgen);
    let table: Table = toml::from_str(&text).context("cannot read xtask/src/setup/tools.toml")?;
    Ok(table.tools)
}
