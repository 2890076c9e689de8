//! The standard library for WebAssembly, and the toolchain that has it.
//!
//! `rustup target add` is the ordinary way. Where rustup's server is out of reach, as in networks that
//! let only package mirrors through, Debian's own Rust serves (`rustc-web`): Debian packages the
//! sources of its standard library, but no build for WebAssembly, so that is built here, once.

use std::env;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

use super::install::{apt_install, as_root, is_administrator_of};
use crate::process::{self, run};

const TARGET: &str = "wasm32-unknown-unknown";

/// What rustup calls Debian's toolchain.
const DEBIAN: &str = "debian";

const DEBIAN_PACKAGES: [&str; 6] =
    ["rustc-web", "cargo-web", "rust-web-src", "rust-web-clippy", "rustfmt-web", "rust-web-llvm"];

/// Where Debian's Rust looks for the standard library.
const DEBIAN_LIBRARY: &str = "/usr/lib/rustlib/wasm32-unknown-unknown/lib";

/// The Rust toolchain that builds for WebAssembly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Toolchain {
    /// The one that runs when nothing is said.
    Default,
    /// Debian's, known to rustup as [`DEBIAN`].
    LinkedDebian,
    /// Debian's, where there is no rustup.
    SystemDebian,
}

impl Toolchain {
    /// Has `command` use it.
    pub(super) fn apply(self, command: &mut Command) {
        if self == Self::LinkedDebian {
            command.env("RUSTUP_TOOLCHAIN", DEBIAN);
        }
    }

    /// The folder that has to come first on the `PATH`.
    pub(super) fn folder(self) -> Option<PathBuf> {
        (self == Self::SystemDebian).then(|| "/usr/bin".into())
    }

    fn has_target(self) -> bool {
        let rustc = if self == Self::SystemDebian { "/usr/bin/rustc" } else { "rustc" };
        let mut rustc = Command::new(rustc);
        self.apply(&mut rustc);
        let answer = process::output(rustc.args(["--print", "target-libdir", "--target", TARGET]));
        answer.is_some_and(|folder| {
            let libraries = rlibs(Path::new(folder.trim())).unwrap_or_default();
            libraries.iter().any(|name| name.starts_with("libstd-"))
        })
    }
}

impl fmt::Display for Toolchain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Default => "with the default Rust toolchain",
            Self::LinkedDebian => "with Debian's Rust, known to rustup as `debian`",
            Self::SystemDebian => "with Debian's Rust, /usr/bin/cargo",
        })
    }
}

/// Finds a toolchain with the target; where there is none, adds the target.
pub(super) fn ensure(cache: &Path) -> Result<Toolchain> {
    let all = [Toolchain::Default, Toolchain::LinkedDebian, Toolchain::SystemDebian];
    let find = || all.into_iter().find(|toolchain| toolchain.has_target());
    if let Some(toolchain) = find() {
        return Ok(toolchain);
    }
    if process::find("rustup").is_some() {
        eprintln!("WebAssembly target: asking rustup for it, a few seconds…");
        // Its failure is foreseen: neither retries nor a backtrace help.
        let mut rustup = Command::new("rustup");
        rustup.env("RUSTUP_MAX_RETRIES", "1").env("RUST_BACKTRACE", "0");
        if run(rustup.args(["target", "add", TARGET])).is_ok() && Toolchain::Default.has_target() {
            return Ok(Toolchain::Default);
        }
    }
    if is_administrator_of(&["debian"]) {
        install_debian_rust(cache)?;
        if let Some(toolchain) = find() {
            return Ok(toolchain);
        }
    }
    bail!(
        "Rust's WebAssembly target is missing: the site is compiled for it\n  \
         Debian: rustup target add {TARGET}\n  \
         Fedora: sudo dnf install rust-std-static-{TARGET}\n  \
         macOS:  rustup target add {TARGET}\n\
         rustup comes from https://rustup.rs; where its server is out of reach, Debian's \
         `rustc-web` serves, and is set up by this task where it may install packages"
    )
}

/// Installs Debian's Rust, and builds its standard library for WebAssembly.
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
        apt_install(&[&package.to_string_lossy()])?;
    }
    let scratch = cache.join("debian-rust.build");
    let outcome = build_standard_library(&scratch);
    let _ = fs::remove_dir_all(&scratch);
    outcome.context("cannot build the standard library of Debian's Rust for WebAssembly")?;
    if process::find("rustup").is_some() {
        run(Command::new("rustup").args(["toolchain", "link", DEBIAN, "/usr"]))?;
    }
    Ok(())
}

/// Builds an empty library, and with it the standard library, which is put in its place.
fn build_standard_library(scratch: &Path) -> Result<()> {
    let _ = fs::remove_dir_all(scratch);
    fs::create_dir_all(scratch.join("src"))?;
    fs::write(scratch.join("src/lib.rs"), "")?;
    let manifest = "[package]\nname = \"empty\"\nversion = \"0.0.0\"\nedition = \"2024\"\n";
    fs::write(scratch.join("Cargo.toml"), manifest)?;
    let mut cargo = Command::new("/usr/bin/cargo");
    for (name, _) in env::vars_os() {
        // Of the toolchain and the project that we were started with.
        let name = name.to_string_lossy();
        if name.starts_with("RUSTUP_") || name.starts_with("CARGO_") && name != "CARGO_HOME" {
            cargo.env_remove(&*name);
        }
    }
    run(cargo
        .current_dir(scratch)
        .env("RUSTC", "/usr/bin/rustc")
        // Lets a stable compiler build its own standard library.
        .env("RUSTC_BOOTSTRAP", "1")
        // Without it a release build with `lto` finds nothing to work on.
        .env("RUSTFLAGS", "-Cembed-bitcode=yes")
        .args(["build", "--release", "--target", TARGET])
        .arg("-Zbuild-std=std,panic_abort,proc_macro,test"))?;

    let built = scratch.join("target").join(TARGET).join("release/deps");
    let mut names = rlibs(&built)?;
    names.retain(|name| !name.starts_with("libempty-"));
    ensure!(!names.is_empty(), "{} holds no library", built.display());
    // Its presence says that the target is complete: it comes last.
    names.sort_by_key(|name| name.starts_with("libstd-"));
    for name in names {
        run(as_root("install")
            .current_dir(&built)
            .args(["-D", "--mode=644", "--target-directory", DEBIAN_LIBRARY])
            .arg(name))?;
    }
    Ok(())
}

/// The names of the Rust libraries in a folder.
fn rlibs(folder: &Path) -> Result<Vec<String>> {
    let entries = fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    let files = entries.flatten().map(|entry| PathBuf::from(entry.file_name()));
    let libraries = files.filter(|file| file.extension().is_some_and(|it| it == "rlib"));
    Ok(libraries.map(|file| file.display().to_string()).collect())
}
