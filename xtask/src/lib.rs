//! What the project does to itself: set up, build, serve, test, measure.
//!
//! `cargo xtask --help` lists the tasks. Public is what the end-to-end tests use as well.

pub mod budget;
pub mod deploy;
pub mod headers;
pub mod postprocess;
pub mod server;
pub mod setup;
pub mod tests;

mod bench;
mod cli;
mod files;
mod project;
mod screenshots;
mod site;
mod templates;

use clap::Parser;
use cli::{Cli, Task};

/// Runs the task that the command line names.
///
/// # Errors
///
/// When it fails.
pub fn run() -> anyhow::Result<()> {
    match Cli::parse().task {
        Task::Setup => setup::run(),
        Task::Serve(options) => server::run(options),
        Task::Build(options) => site::run(&options),
        Task::Test { suite } => tests::run(suite),
        Task::Bench(options) => bench::run(options),
        Task::Screenshots => screenshots::run(),
        Task::Postprocess => postprocess::run(),
    }
}
