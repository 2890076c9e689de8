//! The standard library for WebAssembly, and the toolchain that has it.

use std::fmt;
use std::path::Path;
use std::process::Command;

use anyhow::{Result, bail};

use super::debian_rust;
use super::tool::Commands;
use crate::process;

pub(super) const TARGET: &str = "wasm32-unknown-unknown";

/// The Rust toolchain that builds for WebAssembly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Toolchain {
    /// The one that runs when nothing is said.
    Default,
    /// Debian's, known to rustup under [`debian_rust::NAME`].
    LinkedDebian,
    /// Debian's, where there is no rustup.
    SystemDebian,
}

impl Toolchain {
    /// Those that may have the target, the preferred one first.
    const ALL: [Self; 3] = [Self::Default, Self::LinkedDebian, Self::SystemDebian];

    fn rustc(self) -> Command {
        let mut rustc = Command::new(match self {
            Self::Default | Self::LinkedDebian => "rustc",
            Self::SystemDebian => "/usr/bin/rustc",
        });
        if self == Self::LinkedDebian {
            rustc.env("RUSTUP_TOOLCHAIN", debian_rust::NAME);
        }
        rustc
    }

    fn has_target(self) -> bool {
        let answer =
            process::output(self.rustc().args(["--print", "target-libdir", "--target", TARGET]));
        answer.is_some_and(|folder| has_standard_library(Path::new(folder.trim())))
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
pub(super) fn ensure() -> Result<Toolchain> {
    if let Some(toolchain) = find() {
        return Ok(toolchain);
    }
    if process::find("rustup").is_some() {
        super::say("WebAssembly target: asking rustup for it, a few seconds…");
        let added = process::run(
            Command::new("rustup")
                // Where its server is out of reach, one more try does not change that.
                .env("RUSTUP_MAX_RETRIES", "1")
                // That it fails is foreseen: where in its code is of no interest.
                .env("RUST_BACKTRACE", "0")
                .args(["target", "add", TARGET]),
        );
        if added.is_ok() && Toolchain::Default.has_target() {
            return Ok(Toolchain::Default);
        }
    }
    if debian_rust::is_possible() {
        debian_rust::install()?;
        if let Some(toolchain) = find() {
            return Ok(toolchain);
        }
    }
    bail!("{}", how_to_install())
}

fn find() -> Option<Toolchain> {
    Toolchain::ALL.into_iter().find(|toolchain| toolchain.has_target())
}

fn has_standard_library(folder: &Path) -> bool {
    let Ok(entries) = folder.read_dir() else { return false };
    entries.flatten().any(|entry| {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        name.starts_with("libstd-") && name.ends_with(".rlib")
    })
}

fn how_to_install() -> String {
    let commands = Commands {
        debian: "rustup target add wasm32-unknown-unknown",
        fedora: "sudo dnf install rust-std-static-wasm32-unknown-unknown",
        mac_os: "rustup target add wasm32-unknown-unknown",
    };
    format!(
        "Rust's WebAssembly target is missing: the site is compiled for it\n{commands}\n\
         rustup comes from https://rustup.rs; where its server is out of reach, Debian's \
         `rustc-web` serves, and is set up by this task where it may install packages"
    )
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn the_target_is_there_when_its_standard_library_is() {
        let folder = tempfile::tempdir().unwrap();
        assert!(!has_standard_library(folder.path()));
        fs::write(folder.path().join("libcore-1.rlib"), "").unwrap();
        assert!(!has_standard_library(folder.path()));
        fs::write(folder.path().join("libstd-1.rlib"), "").unwrap();
        assert!(has_standard_library(folder.path()));
        assert!(!has_standard_library(&folder.path().join("none")));
    }
}
