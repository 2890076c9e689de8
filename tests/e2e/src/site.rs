//! A finished site, served as an ordinary static host does.

use std::env;
use std::path::Path;

use anyhow::{Context, Result};
use xtask::server::{self, Server};

/// The sites that `cargo xtask test e2e` builds for the journeys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Build {
    /// The edition of `content/`, at the root of a host.
    Root,
    /// The same, below [`SUB_PATH`].
    BelowPath,
    /// The made-up edition of `crates/edition/fixtures/second-edition`, at the root of a host.
    SecondEdition,
}

/// Where [`Build::BelowPath`] is published.
pub const SUB_PATH: &str = "/sous/chemin/";

impl Build {
    /// The environment variable that names the folder of the site.
    const fn variable(self) -> &'static str {
        match self {
            Self::Root => "E2E_SITE_ROOT",
            Self::BelowPath => "E2E_SITE_SUB",
            Self::SecondEdition => "E2E_SITE_SECOND",
        }
    }

    const fn public_path(self) -> &'static str {
        match self {
            Self::Root | Self::SecondEdition => "/",
            Self::BelowPath => SUB_PATH,
        }
    }
}

/// A site that is served, on a port of its own, until it is dropped.
#[derive(Debug)]
pub struct Site {
    server: Server,
}

impl Site {
    /// A site that is served already, whichever it is.
    pub fn of(server: Server) -> Self {
        Self { server }
    }

    /// Serves a site that was built before.
    ///
    /// # Errors
    /// When it was not built, or no port is free.
    pub fn serve(build: Build) -> Result<Self> {
        let variable = build.variable();
        let folder = env::var_os(variable).with_context(|| {
            format!("{variable} names no built site: run `cargo xtask test e2e`, which builds it")
        })?;
        let server = server::start(Path::new(&folder), build.public_path(), 0)?;
        Ok(Self { server })
    }

    /// The address of the page at `path`, which starts with a `/`.
    pub fn address(&self, path: &str) -> String {
        format!("{}{path}", self.server.url().trim_end_matches('/'))
    }

    /// The site's scheme, host and port, as browsers write it.
    pub fn origin(&self) -> String {
        format!("http://{}", self.server.address())
    }
}
