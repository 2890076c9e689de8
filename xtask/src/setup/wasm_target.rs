//! The standard library for WebAssembly, and the toolchain that has it.
//!
//! `rustup target add` is the ordinary way. Where rustup's server is out of reach, as in networks that
//! let only package mirrors through, Debian's own Rust serves (`rustc-web`), as a toolchain of rustup:
//! Debian packages the sources of its standard library, but no build for WebAssembly, so that is built
//! here, once.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use fs_err as fs;

use super::install::{apt_install, is_root_of_debian};
use crate::process::{self, run};

const TARGET: &str = "wasm32-unknown-unknown";

/// What rustup calls Debian's toolchain.
const DEBIAN: &str = "debian";

const DEBIAN_PACKAGES: [&str; 6] =
    ["rustc-web", "cargo-web", "rust-web-src", "rust-web-clippy", "rustfmt-web", "rust-web-llvm"];

/// Where Debian's Rust looks for the standard library.
const DEBIAN_LIBRARY: &str = "/usr/lib/rustlib/wasm32-unknown-unknown/lib";

/// What rustup calls the toolchain that builds for WebAssembly; none is the one that runs when nothing
/// is said.
pub(super) type Toolchain = Option<&'static str>;

/// Has `command` use a toolchain.
pub(super) fn apply(toolchain: Toolchain, command: &mut Command) {
    if let Some(name) = toolchain {
        command.env("RUSTUP_TOOLCHAIN", name);
    }
}

fn has_target(toolchain: Toolchain) -> bool {
    let mut rustc = Command::new("rustc");
    apply(toolchain, &mut rustc);
    let answer = process::output(rustc.args(["--print", "target-libdir", "--target", TARGET]));
    let libraries = answer.map(|folder| rlibs(Path::new(folder.trim())).unwrap_or_default());
    libraries.is_some_and(|names| names.iter().any(|name| name.starts_with("libstd-")))
}

/// Finds a toolchain with the target; where there is none, adds the target.
pub(super) fn ensure(cache: &Path) -> Result<Toolchain> {
    let find = || [None, Some(DEBIAN)].into_iter().find(|toolchain| has_target(*toolchain));
    if let Some(toolchain) = find() {
        return Ok(toolchain);
    }
    eprintln!("WebAssembly target: asking rustup for it, a few seconds…");
    let mut rustup = Command::new("rustup");
    // Its failure is foreseen: neither retries nor a backtrace help.
    rustup.env("RUSTUP_MAX_RETRIES", "1").env("RUST_BACKTRACE", "0");
    if run(rustup.args(["target", "add", TARGET])).is_err() && is_root_of_debian() {
        install_debian_rust(cache)
            .context("cannot set up Debian's Rust instead of rustup's for WebAssembly")?;
    }
    match find() {
        Some(toolchain) => Ok(toolchain),
        None => bail!(
            "Rust's target for WebAssembly is missing: `rustup target add {TARGET}` adds it \
             (https://rustup.rs)"
        ),
    }
}

/// Installs Debian's Rust, builds its standard library for WebAssembly, and makes it known to rustup.
fn install_debian_rust(cache: &Path) -> Result<()> {
    eprintln!(
        "WebAssembly target: rustup cannot add it, so Debian's own Rust is used.\n\
         Its packages take about 20 seconds, building its standard library 1 minute more."
    );
    apt_install(&DEBIAN_PACKAGES)?;
    // The linker may be a link into another package, which has the name of the link's target.
    let linker = Path::new("/usr/bin/rust-lld");
    if let Ok(target) = fs::read_link(linker)
        && !linker.exists()
        && let Some(package) = target.file_name()
    {
        apt_install(&[package])?;
    }
    let scratch = cache.join("debian-rust.build");
    let outcome = build_standard_library(&scratch).and_then(|built| install_library(&built));
    let _ = fs::remove_dir_all(&scratch);
    outcome?;
    run(Command::new("rustup").args(["toolchain", "link", DEBIAN, "/usr"]))
}

/// Builds an empty library, and with it the standard library; gives the folder where both are.
fn build_standard_library(scratch: &Path) -> Result<PathBuf> {
    fs::create_dir_all(scratch.join("src"))?;
    fs::write(scratch.join("src/lib.rs"), "")?;
    let manifest = "[package]\nname = \"empty\"\nversion = \"0.0.0\"\nedition = \"2024\"\n";
    fs::write(scratch.join("Cargo.toml"), manifest)?;
    let target = scratch.join("target");
    run(Command::new("/usr/bin/cargo")
        .current_dir(scratch)
        .env("RUSTC", "/usr/bin/rustc")
        // Lets a stable compiler build its own standard library.
        .env("RUSTC_BOOTSTRAP", "1")
        // Without it a release build with `lto` finds nothing to work on.
        .env("RUSTFLAGS", "-Cembed-bitcode=yes")
        .args(["build", "--release", "--target", TARGET])
        .arg("-Zbuild-std=std,panic_abort,proc_macro,test")
        .arg("--target-dir")
        .arg(&target))?;
    Ok(target.join(TARGET).join("release/deps"))
}

/// Puts the standard library from the folder `built` where Debian's Rust looks for it.
fn install_library(built: &Path) -> Result<()> {
    let mut names = rlibs(built)?;
    names.retain(|name| !name.starts_with("libempty-"));
    ensure!(!names.is_empty(), "{} holds no library", built.display());
    // Its presence says that the target is complete: it comes last.
    names.sort_by_key(|name| name.starts_with("libstd-"));
    run(Command::new("install")
        .current_dir(built)
        .args(["-D", "--mode=644", "--target-directory", DEBIAN_LIBRARY])
        .args(names))
}

/// The names of the Rust libraries in a folder.
fn rlibs(folder: &Path) -> Result<Vec<String>> {
    let files = fs::read_dir(folder)?.flatten().map(|entry| PathBuf::from(entry.file_name()));
    let libraries = files.filter(|file| file.extension().is_some_and(|it| it == "rlib"));
    Ok(libraries.map(|file| file.display().to_string()).collect())
}
