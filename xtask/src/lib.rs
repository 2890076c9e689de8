//! What the project does to itself: set up, build, serve, test, measure.
//!
//! `cargo xtask --help` lists the tasks.

pub mod bench;
pub mod budget;
pub mod cli;
pub mod deploy;
pub mod headers;
pub mod postprocess;
pub mod public_url;
pub mod screenshots;
pub mod serve;
pub mod server;
pub mod setup;
pub mod site;
pub mod tests;

mod files;
mod process;
mod project;
mod templates;
