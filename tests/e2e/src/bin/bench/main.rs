//! Measures the finished site, in Chromium. `cargo xtask bench` builds it and runs this:
//!
//! - `bench typing`: what one keystroke costs, with a short draft and with a very long one;
//! - `bench board`: what reading, showing and filtering a thousand messages costs;
//! - `bench page RUNS`: what a keystroke costs, what Lighthouse says of pages, and when they can be used, beside a bare page
//!   of the same text.
//!
//! docs/performance.md says what the figures mean, xtask/src/budget.rs what they may be.

mod bare;
mod board;
mod lighthouse;
mod probe;
mod report;
mod typing;

use std::env;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};

use crate::report::Report;

fn main() -> Result<ExitCode> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let mut report = Report::default();
    match arguments[..] {
        ["typing"] => typing::measure(&mut report)?,
        ["board"] => board::measure(&mut report)?,
        ["page", runs] => {
            let runs = runs.parse().context("RUNS is a number")?;
            lighthouse::measure(runs, &mut report)?;
            probe::measure(runs, &mut report)?;
            typing::measure(&mut report)?;
        }
        _ => bail!("it is `bench typing`, `bench board` or `bench page RUNS`"),
    }
    if report.is_within_limits() {
        return Ok(ExitCode::SUCCESS);
    }
    eprintln!("error: something is not within its limit: see above");
    Ok(ExitCode::FAILURE)
}
