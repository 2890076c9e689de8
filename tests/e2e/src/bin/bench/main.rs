//! Measures the finished site, in Chromium. `cargo xtask bench` builds it and runs this:
//!
//! - `bench typing`: what one keystroke costs, with a short draft and with a very long one;
//! - `bench page RUNS FOLDER`: what visitors wait for, what they download, and what it takes of their
//!   device, beside a bare page of the same text; a table, and files in the folder;
//! - `bench lighthouse RUNS FOLDER`: what Lighthouse says of pages, beside that bare page.
//!
//! docs/performance.md says what the figures mean.

mod bare;
mod lighthouse;
mod page;
mod report;
mod stats;
mod typing;

use std::env;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, bail, ensure};

fn main() -> Result<ExitCode> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let is_within_limits = match arguments[..] {
        ["typing"] => typing::run()?,
        [bench @ ("page" | "lighthouse"), runs, folder] => {
            let runs = runs.parse().context("how many runs?")?;
            ensure!(runs > 0, "there is nothing to say of no runs");
            let report = if bench == "page" { page::run(runs)? } else { lighthouse::run(runs)? };
            report.write(Path::new(folder), bench)?
        }
        _ => bail!(
            "it is `bench typing` or `bench page|lighthouse RUNS FOLDER`, and not {arguments:?}"
        ),
    };
    if !is_within_limits {
        eprintln!("error: something is not within its limit: see above");
    }
    Ok(if is_within_limits { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
