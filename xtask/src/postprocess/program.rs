//! The program: the script and the WebAssembly module that Trunk built.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::manifest;
use super::service_worker::integrity;
use crate::hex::hex;

/// What Trunk calls the files, without `.js` and `_bg.wasm` (`filehash = false`, Trunk.toml).
const NAME: &str = "bluehats-participation";

/// What `start.js` has to know: addresses, and the integrity that the files behind them must have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Program {
    script: String,
    script_integrity: String,
    module: String,
    module_integrity: String,
    manifest: String,
}

/// Gives both files names with the hash of their content, so that browsers may keep them for ever.
/// Trunk would take that of the compiler's output: another wasm-opt would then give another content
/// to the same name. `base` is the public path without its final slash.
pub(super) fn name(site: &Path, base: &str) -> Result<Program> {
    let (script, script_integrity) = rename(site, base, ".js")?;
    let (module, module_integrity) = rename(site, base, "_bg.wasm")?;
    let manifest = format!("{base}/{}", manifest::PATH);
    Ok(Program { script, script_integrity, module, module_integrity, manifest })
}

/// The new address of the file whose name ends with `suffix`, and its integrity.
fn rename(site: &Path, base: &str, suffix: &str) -> Result<(String, String)> {
    let file = site.join(format!("{NAME}{suffix}"));
    let content = fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
    let name = format!("{NAME}-{}{suffix}", hex(&Sha256::digest(&content)[..8]));
    fs::rename(&file, site.join(&name)).with_context(|| format!("cannot write {name}"))?;
    Ok((format!("{base}/{name}"), integrity(&content)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_are_named_after_their_content() {
        let site = tempfile::tempdir().unwrap();
        fs::write(site.path().join("bluehats-participation.js"), "a").unwrap();
        fs::write(site.path().join("bluehats-participation_bg.wasm"), "").unwrap();
        let program = name(site.path(), "/sous/chemin").unwrap();
        // printf '' | sha256sum; printf '' | openssl dgst -sha256 -binary | base64
        let module = "bluehats-participation-e3b0c44298fc1c14_bg.wasm";
        assert_eq!(program.module, format!("/sous/chemin/{module}"));
        let empty = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
        assert_eq!(program.module_integrity, empty);
        assert_ne!(program.script_integrity, empty);
        assert!(site.path().join(module).exists());
        assert_eq!(fs::read_dir(site.path()).unwrap().count(), 2);
    }
}
