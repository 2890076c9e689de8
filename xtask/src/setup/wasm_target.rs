//! The standard library for WebAssembly, and the toolchain that has it.
//!
//! `rustup target add` is the ordinary way. Where rustup's server is out of reach, as in networks that
//! let only package mirrors through, Debian's own Rust serves (`rustc-web`), as a toolchain of rustup:
//! Debian packages the sources of its standard library, but no build for WebAssembly, so that is built
//! here, once.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use fs_err as fs;
use xshell::{Shell, cmd};

use super::install::{apt_install, is_root_of_debian};
use crate::project;

const TARGET: &str = "wasm32-unknown-unknown";

/// What rustup calls Debian's toolchain.
const DEBIAN: &str = "debian";

const DEBIAN_PACKAGES: &str =
    "rustc-web cargo-web rust-web-src rust-web-clippy rustfmt-web rust-web-llvm";

/// Where Debian's Rust looks for the standard library.
const DEBIAN_LIBRARY: &str = "/usr/lib/rustlib/wasm32-unknown-unknown/lib";

/// What rustup calls the toolchain that builds for WebAssembly; none is the one that runs when nothing
/// is said.
pub(super) type Toolchain = Option<&'static str>;

/// Has commands use a toolchain.
pub(super) fn choose(toolchain: Toolchain, sh: &Shell) {
    if let Some(name) = toolchain {
        sh.set_var("RUSTUP_TOOLCHAIN", name);
    }
}

fn has_target(toolchain: Toolchain) -> Result<bool> {
    let sh = project::shell()?;
    choose(toolchain, &sh);
    let folder =
        cmd!(sh, "rustc --print target-libdir --target {TARGET}").ignore_stderr().read()?;
    Ok(rlibs(Path::new(&folder))?.iter().any(|name| name.starts_with("libstd-")))
}

/// Finds a toolchain with the target; where there is none, adds the target.
pub(super) fn ensure(cache: &Path) -> Result<Toolchain> {
    let find = || {
        let mut toolchains = [None, Some(DEBIAN)].into_iter();
        toolchains.find(|toolchain| has_target(*toolchain).unwrap_or(false))
    };
    if let Some(toolchain) = find() {
        return Ok(toolchain);
    }
    eprintln!("WebAssembly target: asking rustup for it, a few seconds…");
    let sh = project::shell()?;
    let rustup = cmd!(sh, "rustup target add {TARGET}");
    // Its failure is foreseen: neither retries nor a backtrace help.
    let rustup = rustup.env("RUSTUP_MAX_RETRIES", "1").env("RUST_BACKTRACE", "0");
    if rustup.run().is_err() && is_root_of_debian() {
        install_debian_rust(&sh, &cache.join("debian-rust.build"))
            .context("cannot set up Debian's Rust instead of rustup's for WebAssembly")?;
    }
    find().with_context(|| {
        format!(
            "Rust's target for WebAssembly is missing: `rustup target add {TARGET}` adds it \
             (https://rustup.rs)"
        )
    })
}

/// Installs Debian's Rust, builds its standard library for WebAssembly in a folder, and makes it known to
/// rustup.
fn install_debian_rust(sh: &Shell, scratch: &Path) -> Result<()> {
    eprintln!(
        "WebAssembly target: rustup cannot add it, so Debian's own Rust is used.\n\
         Its packages take about 20 seconds, building its standard library 1 minute more."
    );
    apt_install(sh, DEBIAN_PACKAGES)?;
    // The linker may be a link into another package, which has the name of the link's target.
    let linker = Path::new("/usr/bin/rust-lld");
    if let Ok(target) = fs::read_link(linker)
        && !linker.exists()
        && let Some(package) = target.file_name()
    {
        apt_install(sh, &package.to_string_lossy())?;
    }
    let outcome = build_standard_library(sh, scratch);
    let _ = fs::remove_dir_all(scratch);
    outcome?;
    Ok(cmd!(sh, "rustup toolchain link {DEBIAN} /usr").run()?)
}

/// Builds an empty library, and with it the standard library, and puts that where Debian's Rust looks for
/// it.
fn build_standard_library(sh: &Shell, scratch: &Path) -> Result<()> {
    let manifest = "[package]\nname = \"empty\"\nversion = \"0.0.0\"\nedition = \"2024\"\n";
    sh.write_file(scratch.join("Cargo.toml"), manifest)?;
    sh.write_file(scratch.join("src/lib.rs"), "")?;
    let target = &scratch.join("target");
    let _in_scratch = sh.push_dir(scratch);
    cmd!(
        sh,
        "/usr/bin/cargo build --release --target {TARGET} --target-dir {target}
         -Zbuild-std=std,panic_abort,proc_macro,test"
    )
    .env("RUSTC", "/usr/bin/rustc")
    // Lets a stable compiler build its own standard library.
    .env("RUSTC_BOOTSTRAP", "1")
    // Without it a release build with `lto` finds nothing to work on.
    .env("RUSTFLAGS", "-Cembed-bitcode=yes")
    .run()?;

    let built = target.join(TARGET).join("release/deps");
    let mut names = rlibs(&built)?;
    names.retain(|name| !name.starts_with("libempty-"));
    ensure!(!names.is_empty(), "{} holds no library", built.display());
    // Its presence says that the target is complete: it comes last.
    names.sort_by_key(|name| name.starts_with("libstd-"));
    sh.change_dir(built);
    Ok(cmd!(sh, "install -D --mode=644 --target-directory {DEBIAN_LIBRARY} {names...}").run()?)
}

/// The names of the Rust libraries in a folder.
fn rlibs(folder: &Path) -> Result<Vec<String>> {
    let files = fs::read_dir(folder)?.flatten().map(|entry| PathBuf::from(entry.file_name()));
    let libraries = files.filter(|file| file.extension().is_some_and(|it| it == "rlib"));
    Ok(libraries.map(|file| file.display().to_string()).collect())
}
