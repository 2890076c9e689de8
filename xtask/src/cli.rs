//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::site;

/// Sets up, builds, serves, tests and measures the project.
///
/// Each task sets up what it needs by itself. `EDITION_DIR=folder` publishes another edition of the event than content/.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
pub(crate) struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub(crate) task: Task,
}

/// A task with its options.
#[derive(Debug, Subcommand)]
pub(crate) enum Task {
    /// Install the tools that are missing, for all tasks but `bench`
    Setup,
    /// Build the site and serve it on this machine
    Serve(ServeOptions),
    /// Build the finished site, for any static host, and beside it what a host needs besides: the
    /// configuration of its server, an inventory and checksums (docs/deploy.md)
    Build(BuildOptions),
    /// Check formatting and lints, and run every test; or only one suite
    Test {
        /// The only suite to run
        suite: Option<Suite>,
    },
    /// Measure the finished site against the limits of xtask/src/budget.rs (docs/performance.md)
    Bench(BenchOptions),
    /// Take pictures of every page into docs/screenshots/
    Screenshots,
    /// Turn what Trunk built into the finished site; Trunk calls it, see Trunk.toml
    #[command(hide = true)]
    Postprocess,
}

/// How the site is served.
#[derive(Args, Clone, Copy, Debug)]
pub(crate) struct ServeOptions {
    /// The port; 0 is any free one
    #[arg(long, default_value_t = 8080, value_name = "N")]
    pub(crate) port: u16,
    /// Rebuild and reload when a file changes (unoptimised)
    #[arg(long)]
    pub(crate) watch: bool,
}

/// How and where the site is built.
#[derive(Args, Clone, Debug)]
pub(crate) struct BuildOptions {
    /// Where the host will serve it
    #[arg(long = "public-url", default_value = "/", value_name = "/PATH/", value_parser = site::base)]
    pub(crate) base: String,
    /// Where to write it; a relative folder is relative to the project
    #[arg(long, default_value = "dist", value_name = "FOLDER")]
    pub(crate) dist: PathBuf,
}

/// Part of the tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Suite {
    /// What needs neither browser nor network
    Unit,
    /// Components, in Chromium and in Firefox
    Browser,
    /// Visitors' journeys on the finished site, in three browsers, an old one, and mail programs
    E2e,
    /// Whether a second build, from another folder, gives the same bytes. Not part of all: run it
    /// before a release, on a commit
    Reproducible,
}

/// What is measured.
#[derive(Args, Clone, Copy, Debug)]
pub(crate) struct BenchOptions {
    /// The only bench to run
    pub(crate) bench: Option<Bench>,
    /// How many times pages are visited
    #[arg(long, default_value_t = 5, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) runs: u32,
}

/// A bench.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Bench {
    /// What visitors wait for and download, beside a bare page of the same text
    Page,
    /// What a keystroke costs
    Typing,
    /// What composing and reading a message costs
    Mail,
    /// What reading, showing and filtering a thousand messages costs
    Board,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_docs_say_is_understood() {
        for line in [
            "setup",
            "serve --watch --port 9000",
            "build --public-url /sous/chemin --dist=out",
            "test e2e",
            "bench page --runs 3",
            "screenshots",
        ] {
            let words = ["xtask"].into_iter().chain(line.split(' '));
            assert!(Cli::try_parse_from(words).is_ok(), "{line}");
        }
    }
}
