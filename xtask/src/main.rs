//! The command line: reads what is asked, does it, and says what went wrong.

use std::env;
use std::process::ExitCode;

use xtask::cli::{self, Command};

fn main() -> ExitCode {
    let command = match cli::parse(env::args_os().skip(1)) {
        Ok(command) => command,
        Err(error) => {
            eprintln!("error: {error}\n\n{}", cli::USAGE);
            return ExitCode::from(2);
        }
    };
    let outcome = match command {
        Command::Help(text) => {
            print!("{text}");
            Ok(())
        }
        Command::Setup => xtask::setup::run(),
        Command::Serve(options) => xtask::serve::run(&options),
        Command::Build(options) => xtask::site::run(&options),
        Command::Finish => xtask::postprocess::run(),
        Command::Test(suites) => return xtask::tests::run(suites),
        Command::Bench(options) => xtask::bench::run(&options),
        Command::Screenshots => xtask::screenshots::run(),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
