//! The program: the script and the WebAssembly module that Trunk built.

use std::path::Path;

use anyhow::Result;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use fs_err as fs;
use serde::Serialize;
use sha2::{Digest, Sha256};

/// What Trunk calls the files of the app, without `.js` and `_bg.wasm` (`filehash = false`, Trunk.toml).
pub(super) const APP: &str = "bluehats-participation";

/// The same of the module that reads messages, which the app loads when it is asked to read one.
pub(super) const READER: &str = "mail-reader";

/// The same of the program of the page for the organising team, which that page loads.
pub(super) const ORGANISATION: &str = "organisation";

/// What `start.js` has to know.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Program {
    app: Parts,
    reader: Parts,
    organisation: Parts,
    manifest: String,
}

/// A WebAssembly module and its script: their addresses, and the integrity that the files behind them
/// must have.
#[derive(Clone, Debug, Default, Serialize)]
struct Parts {
    script: String,
    script_integrity: String,
    module: String,
    module_integrity: String,
}

/// From Trunk's scripts and modules to the same with the hash of their content in their names, so that
/// browsers may keep them for ever. Trunk would take that of the compiler's output: another wasm-opt
/// would then give another content to the same name. `base` is the public path without its final slash.
pub(super) fn name(site: &Path, base: &str) -> Result<Program> {
    let parts = |name| {
        let (script, script_integrity) = rename(site, base, name, ".js")?;
        let (module, module_integrity) = rename(site, base, name, "_bg.wasm")?;
        anyhow::Ok(Parts { script, script_integrity, module, module_integrity })
    };
    Ok(Program {
        app: parts(APP)?,
        reader: parts(READER)?,
        organisation: parts(ORGANISATION)?,
        manifest: format!("{base}/site.webmanifest"),
    })
}

/// The new address of the file that is called `name` and `suffix`, and its integrity.
fn rename(site: &Path, base: &str, name: &str, suffix: &str) -> Result<(String, String)> {
    let file = site.join(format!("{name}{suffix}"));
    let content = fs::read(&file)?;
    let name = format!("{name}-{}{suffix}", short_hash(&content));
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
        for name in [APP, READER, ORGANISATION] {
            fs::write(site.path().join(format!("{name}.js")), "a").unwrap();
            fs::write(site.path().join(format!("{name}_bg.wasm")), "").unwrap();
        }
        let Program { app, .. } = name(site.path(), "/sous/chemin").unwrap();
        // printf '' | sha256sum; printf '' | openssl dgst -sha256 -binary | base64
        let module = "bluehats-participation-e3b0c44298fc1c14_bg.wasm";
        assert_eq!(app.module, format!("/sous/chemin/{module}"));
        let empty = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
        assert_eq!(app.module_integrity, empty);
        assert_ne!(app.script_integrity, empty);
        assert!(site.path().join(module).exists());
        assert_eq!(fs::read_dir(site.path()).unwrap().count(), 6);
    }
}
