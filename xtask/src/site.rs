//! Builds the finished site, with Trunk, which calls [`crate::postprocess`] at the end.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use xshell::{Shell, cmd};

use crate::cli::BuildOptions;
use crate::setup::{self, Group, Tools};
use crate::{deploy, postprocess, project};

/// A site to be built.
#[derive(Clone, Debug)]
pub(crate) struct Site {
    /// Where the host will serve it ([`base`]).
    pub(crate) base: String,
    /// The folder that it is written to.
    pub(crate) dist: PathBuf,
    /// The folder of the edition; none is the one that the environment names.
    pub(crate) edition: Option<&'static str>,
    /// Where what Trunk built is kept for other sites ([`postprocess::again`]), if it is.
    pub(crate) kept: Option<PathBuf>,
}

/// Sets up what is missing, and builds the finished site, with what a host needs besides.
pub(crate) fn run(options: &BuildOptions) -> Result<()> {
    let tools = setup::ensure(&[Group::Build, Group::Release])?;
    let site = Site { base: options.base.clone(), ..Site::in_folder(&options.dist) };
    site.build(&tools)?;
    deploy::write_configuration(&site.dist, &site.base)?;
    deploy::write_inventory(&site.dist, &tools)?;
    let folder = deploy::folder(&site.dist);
    eprintln!("What its host needs besides is in {} (docs/deploy.md).", folder.display());
    Ok(())
}

impl Site {
    /// A site at the root of a host, to be written to this folder of the project.
    pub(crate) fn in_folder(dist: impl AsRef<Path>) -> Self {
        let dist = project::root().join(dist);
        Self { base: String::new(), dist, edition: None, kept: None }
    }

    /// Builds it for release.
    pub(crate) fn build(&self, tools: &Tools) -> Result<()> {
        let sh = trunk_shell(tools)?;
        if let Some(edition) = self.edition {
            sh.set_var("EDITION_DIR", edition);
        }
        if let Some(kept) = &self.kept {
            sh.set_var(postprocess::KEEP, kept);
        }
        let Self { base, dist, .. } = self;
        cmd!(sh, "trunk build --offline --release --public-url {base}/ --dist {dist}").run()?;
        eprintln!("The site is in {}.", dist.display());
        Ok(())
    }
}

/// Runs Trunk in the project, with all that it would download.
pub(crate) fn trunk_shell(tools: &Tools) -> Result<Shell> {
    let sh = tools.shell()?;
    // `--offline` holds for cargo as well, and Trunk reads every package of the workspace.
    cmd!(sh, "cargo fetch --quiet --locked")
        .run()
        .context("cannot download the packages that Cargo.lock names")?;
    if env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()) {
        // Trunk takes nothing else for an answer.
        sh.set_var("NO_COLOR", "true");
    }
    // Its errors say what is wrong; where in Trunk they arose helps nobody here.
    sh.set_var("RUST_LIB_BACKTRACE", "0");
    // The hook in Trunk.toml calls this program instead of building it again.
    sh.set_var("XTASK", env::current_exe().unwrap_or_default());
    Ok(sh)
}

/// The absolute path under which a host serves a site, as it stands before the path of a page: empty at
/// the root, otherwise without a final `/`.
pub(crate) fn base(public_url: &str) -> Result<String> {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    let is_segment =
        |segment: &str| !matches!(segment, "" | "." | "..") && segment.bytes().all(is_plain);
    let base = public_url.strip_suffix('/').unwrap_or(public_url);
    // `//` is the start of another host's address, not a path.
    let is_path = match base.strip_prefix('/') {
        Some(path) => path.split('/').all(is_segment),
        None => public_url == "/",
    };
    ensure!(
        is_path,
        "`{public_url}` is not a path to publish under: it starts with `/`, and between slashes has only \
         letters without accent, digits, `-`, `.`, `_` and `~`, as in `/sub/path/`"
    );
    Ok(base.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_is_published_under_a_path() {
        for (public_url, want) in [
            ("/", ""),
            ("/sous/chemin/", "/sous/chemin"),
            ("/sous/chemin", "/sous/chemin"),
            ("/a.b~c_d-1", "/a.b~c_d-1"),
        ] {
            assert_eq!(base(public_url).unwrap(), want);
        }
        for text in ["", "a", "a/", "//", "//a/", "/a//b/", "/../", "/a b/", "/é/", "/a?b/"] {
            assert!(base(text).is_err(), "{text}");
        }
    }
}
