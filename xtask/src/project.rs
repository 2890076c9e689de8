//! Where things are in the project.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use xshell::{Shell, cmd};

/// The folder of the workspace.
pub(crate) fn root() -> &'static Path {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask)
}

/// Runs commands in that folder.
pub(crate) fn shell() -> Result<Shell> {
    let sh = Shell::new()?;
    sh.change_dir(root());
    Ok(sh)
}

/// Where cargo writes what it builds.
pub(crate) fn target_dir() -> PathBuf {
    // Our cargo is called in the project: a relative folder is relative to it.
    root().join(env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into()))
}

/// The version of `package` that `Cargo.lock` holds.
pub(crate) fn locked_version(package: &str) -> Result<String> {
    let sh = shell()?;
    // It answers as in `registry+https://…#wasm-bindgen@0.2.130`.
    let id = cmd!(sh, "cargo pkgid {package}").read()?;
    let version = id.rsplit_once('@').map(|(_, version)| version.to_owned());
    version.with_context(|| format!("Cargo.lock holds no package `{package}`"))
}
