//! Builds the finished site, with Trunk, which calls [`crate::postprocess`] at the end.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::cli::BuildOptions;
use crate::setup::{self, Group, Tools};
use crate::{deploy, postprocess, process, project};

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
        let mut trunk = trunk("build", tools)?;
        trunk.args(["--release", "--public-url", &format!("{}/", self.base), "--dist"]);
        trunk.arg(&self.dist);
        if let Some(edition) = self.edition {
            trunk.env("EDITION_DIR", edition);
        }
        if let Some(kept) = &self.kept {
            trunk.env(postprocess::KEEP, kept);
        }
        process::run(&mut trunk)?;
        eprintln!("The site is in {}.", self.dist.display());
        Ok(())
    }
}

/// A Trunk command, in the project, that downloads nothing.
pub(crate) fn trunk(task: &str, tools: &Tools) -> Result<Command> {
    // `--offline` holds for cargo as well, and Trunk reads every package of the workspace.
    process::run(tools.cargo().args(["fetch", "--quiet", "--locked"]))
        .context("cannot download the packages that Cargo.lock names")?;
    let mut trunk = Command::new("trunk");
    tools.apply(&mut trunk);
    trunk.current_dir(project::root()).args([task, "--offline"]);
    if env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()) {
        // Trunk takes nothing else for an answer.
        trunk.env("NO_COLOR", "true");
    }
    // Its errors say what is wrong; where in Trunk they arose helps nobody here.
    trunk.env("RUST_LIB_BACKTRACE", "0");
    // The hook in Trunk.toml calls this program instead of building it again.
    trunk.env("XTASK", env::current_exe().unwrap_or_else(|_| Path::new("").to_owned()));
    Ok(trunk)
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
