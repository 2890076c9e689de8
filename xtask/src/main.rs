//! Runs a task, and says what went wrong.

use std::process::ExitCode;

use clap::Parser;
use xtask::cli::{Cli, Task};
use xtask::{bench, postprocess, screenshots, serve, setup, site, tests};

fn main() -> ExitCode {
    let outcome = match Cli::parse().task {
        Task::Setup => setup::run(),
        Task::Serve(options) => serve::run(options),
        Task::Build(options) => site::run(&options),
        Task::Test { suite } => return tests::run(suite),
        Task::Bench(options) => bench::run(options),
        Task::Screenshots => screenshots::run(),
        Task::Postprocess => postprocess::run(),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
