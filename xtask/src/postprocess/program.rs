//! The program: the script and the WebAssembly module that Trunk built.

use std::path::Path;

use anyhow::Result;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use fs_err as fs;
use serde::Serialize;
use sha2::{Digest, Sha256};

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

/// From Trunk's script and module to the same with the hash of their content in their names, so that
/// browsers may keep them for ever. Trunk would take that of the compiler's output: another wasm-opt
/// would then give another content to the same name. `base` is the public path without its final slash.
pub(super) fn name(site: &Path, base: &str) -> Result<Program> {
    let (script, script_integrity) = rename(site, base, ".js")?;
    let (module, module_integrity) = rename(site, base, "_bg.wasm")?;
    let manifest = format!("{base}/site.webmanifest");
    Ok(Program { script, script_integrity, module, module_integrity, manifest })
}

/// The new address of the file whose name ends with `suffix`, and its integrity.
fn rename(site: &Path, base: &str, suffix: &str) -> Result<(String, String)> {
    let file = site.join(format!("{NAME}{suffix}"));
    let content = fs::read(&file)?;
    let name = format!("{NAME}-{}{suffix}", short_hash(&content));
    fs::rename(&file, site.join(&name))?;
    Ok((format!("{base}/{name}"), integrity(&content)))
}

/// The hash of a content, as long as names and versions need it.
pub(super) fn short_hash(content: &[u8]) -> String {
    format!("{:.16x}", Sha256::digest(content))
}

/// The integrity of a file in the words of the web (Subresource Integrity), which are also those of a
/// Content-Security-Policy.
pub(super) fn integrity(content: &[u8]) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(content)))
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
