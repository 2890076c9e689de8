//! What the project does to itself: set up, build, serve, test, measure.
//!
//! `cargo xtask --help` lists the tasks. In reading order:

pub mod cli;

pub mod setup;

pub mod site;

pub mod postprocess;

/// What a host needs besides the site.
pub mod deploy;

pub mod serve;

pub mod server;

pub mod tests;

pub mod bench;

pub mod screenshots;

/// How heavy the site may be.
pub mod budget;

pub mod headers;

pub mod public_url;

mod hex;
mod process;
mod project;
mod templates;
