//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::public_url::PublicUrl;

/// Sets up, builds, serves, tests and measures the project.
///
/// Each task sets up what it needs by itself. `EDITION_DIR=folder` publishes another edition of the event than content/.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub task: Task,
}

/// A task with its options.
#[derive(Debug, Subcommand)]
pub enum Task {
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
pub struct ServeOptions {
    /// The port; 0 is any free one
    #[arg(long, default_value_t = 8080, value_name = "N")]
    pub port: u16,
    /// Rebuild and reload when a file changes (unoptimised)
    #[arg(long)]
    pub watch: bool,
}

/// How and where the site is built.
#[derive(Args, Clone, Debug)]
pub struct BuildOptions {
    /// Where the host will serve it
    #[arg(long, default_value = "/", value_name = "/PATH/")]
    pub public_url: PublicUrl,
    /// Where to write it; a relative folder is relative to the project
    #[arg(long, default_value = "dist", value_name = "FOLDER")]
    pub dist: PathBuf,
}

/// Part of the tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Suite {
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
pub struct BenchOptions {
    /// The only bench to run
    pub bench: Option<Bench>,
    /// How many times pages are visited
    #[arg(long, default_value_t = 5, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub runs: u32,
}

/// A bench.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Bench {
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

    fn parse(line: &str) -> Result<Cli, clap::Error> {
        Cli::try_parse_from(["xtask"].into_iter().chain(line.split_whitespace()))
    }

    #[test]
    fn what_docs_say_is_understood() {
        for line in [
            "setup",
            "serve",
            "serve --watch --port 9000",
            "build --public-url /sous/chemin --dist=out",
            "test",
            "test e2e",
            "bench",
            "bench page --runs 3",
            "screenshots",
        ] {
            assert!(parse(line).is_ok(), "{line}");
        }
    }

    #[test]
    fn errors_name_what_is_wrong() {
        for (line, words) in [
            ("sevre", "'sevre'"),
            ("serve --port 99999", "99999 is not in 0..=65535"),
            ("build --public-url https://a.fr/", "is not a path to publish under"),
            ("test all", "[possible values: unit, browser, e2e, reproducible]"),
            ("bench page --runs 0", "0 is not in 1.."),
        ] {
            let error = parse(line).unwrap_err().to_string();
            assert!(error.contains(words), "{line}: {error}");
        }
    }
}
