//! The way to WebAssembly where rustup's server is out of reach, as in networks that let only
//! package mirrors through.
//!
//! Debian packages a current Rust (`rustc-web`) with the sources of its standard library, but no
//! build of it for WebAssembly. So it is built here, once, and put where that Rust looks for it;
//! rustup, where there is one, gets to know the whole as the toolchain [`NAME`].

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::plan::PackageSource;
use super::wasm_target::TARGET;
use super::{cached_tools, packages};
use crate::process;

/// What rustup calls the toolchain.
pub(super) const NAME: &str = "debian";

const PACKAGES: [&str; 6] =
    ["rustc-web", "cargo-web", "rust-web-src", "rust-web-clippy", "rustfmt-web", "rust-web-llvm"];

/// Where Debian's Rust looks for the standard library.
const LIBRARY: &str = "/usr/lib/rustlib/wasm32-unknown-unknown/lib";

/// What links WebAssembly.
const LINKER: &str = "/usr/bin/rust-lld";

/// The library that is built only for what it depends on.
const EMPTY: &str = "empty";

/// Whether this system has the packages and lets us install them.
pub(super) fn is_possible() -> bool {
    packages::source() == PackageSource::Debian
}

/// Installs Debian's Rust, and builds its standard library for WebAssembly.
pub(super) fn install() -> Result<()> {
    super::say(
        "WebAssembly target: rustup cannot add it, so Debian's own Rust is used.\n\
         Its packages take about 20 seconds, building its standard library 1 minute more.",
    );
    packages::install(&PACKAGES)?;
    install_linker()?;
    let scratch = cached_tools::cache()?.join("debian-rust.build");
    let outcome = build_standard_library(&scratch).and_then(|built| put_in_place(&built));
    let _ = fs::remove_dir_all(&scratch);
    outcome.context("cannot build the standard library of Debian's Rust for WebAssembly")?;
    if process::find("rustup").is_some() {
        process::run(Command::new("rustup").args(["toolchain", "link", NAME, "/usr"]))?;
    }
    Ok(())
}

/// The packages hold the linker by name only: a link to the program of another package, which has
/// the program's name and says which version it is.
fn install_linker() -> Result<()> {
    let Ok(target) = fs::read_link(LINKER) else { return Ok(()) };
    match target.file_name() {
        Some(package) if !Path::new(LINKER).exists() => {
            packages::install(&[&*package.to_string_lossy()])
        }
        _ => Ok(()),
    }
}

/// Builds an empty library, and with it all that it needs; gives the folder of the libraries.
fn build_standard_library(scratch: &Path) -> Result<PathBuf> {
    let _ = fs::remove_dir_all(scratch);
    fs::create_dir_all(scratch.join("src"))?;
    fs::write(scratch.join("src/lib.rs"), "")?;
    fs::write(
        scratch.join("Cargo.toml"),
        format!("[package]\nname = \"{EMPTY}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n"),
    )?;
    let mut cargo = Command::new("/usr/bin/cargo");
    for (name, _) in env::vars_os() {
        // Of the toolchain and the project that we were started with.
        let name = name.to_string_lossy();
        let is_cargos = name.starts_with("CARGO_") && name != "CARGO_HOME";
        if is_cargos || name.starts_with("RUSTUP_") {
            cargo.env_remove(&*name);
        }
    }
    process::run(
        cargo
            .current_dir(scratch)
            .env("RUSTC", "/usr/bin/rustc")
            // What lets a stable compiler build its own standard library.
            .env("RUSTC_BOOTSTRAP", "1")
            // Or else a release build, which optimises across crates, finds nothing to work on.
            .env("RUSTFLAGS", "-Cembed-bitcode=yes")
            .args(["build", "--release", "--target", TARGET])
            .arg("-Zbuild-std=std,panic_abort,proc_macro,test"),
    )?;
    Ok(scratch.join("target").join(TARGET).join("release/deps"))
}

/// Puts the libraries in place, the one that says that the target is there last.
fn put_in_place(built: &Path) -> Result<()> {
    let mut names = Vec::new();
    for entry in built.read_dir()? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if is_of_standard_library(&name) {
            names.push(name);
        }
    }
    ensure!(!names.is_empty(), "{} holds no library", built.display());
    let (last, first): (Vec<_>, Vec<_>) =
        names.into_iter().partition(|name| name.starts_with("libstd-"));
    for batch in [first, last] {
        process::run(
            packages::as_root("install")
                .current_dir(built)
                .args(["-D", "--mode=644", "--target-directory", LIBRARY])
                .args(batch),
        )?;
    }
    Ok(())
}

fn is_of_standard_library(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|extension| extension == "rlib")
        && !name.starts_with(&format!("lib{EMPTY}-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_empty_library_itself_stays_behind() {
        for (name, want) in [
            ("libstd-0a.rlib", true),
            ("libcompiler_builtins-1b.rlib", true),
            ("libempty-2c.rlib", false),
            ("libstd-0a.rmeta", false),
            ("std-0a.d", false),
        ] {
            assert_eq!(is_of_standard_library(name), want, "{name}");
        }
    }
}
