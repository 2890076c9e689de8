//! Where things are in the project.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::process;

/// The folder of the workspace.
pub(crate) fn root() -> &'static Path {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask)
}

/// Where cargo writes what it builds.
pub(crate) fn target_dir() -> PathBuf {
    // A relative one is relative to where cargo was called, as ours are.
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// The version of `package` that `Cargo.lock` holds.
pub(crate) fn locked_version(package: &str) -> Result<String> {
    // It answers as in `registry+https://…#wasm-bindgen@0.2.130`.
    let id = process::output(Command::new("cargo").args(["pkgid", package]).current_dir(root()));
    let version = id.as_deref().and_then(|id| id.trim().rsplit_once('@'));
    let version = version.with_context(|| format!("Cargo.lock holds no package `{package}`"))?;
    Ok(version.1.to_owned())
}
