//! The program: a script, and WebAssembly.

use std::path::Path;

use anyhow::Result;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use fs_err as fs;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::files;
use crate::tests::APP;

/// What wasm-bindgen calls its script.
pub(super) const SCRIPT: &str = "bluehats-participation.js";

/// What wasm-bindgen calls its module.
pub(super) const MODULE: &str = "bluehats-participation_bg.wasm";

/// What `start.js` has to know.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Program {
    script: File,
    module: File,
    manifest: String,
}

/// A file's address, and the integrity that it must have.
#[derive(Clone, Debug, Default, Serialize)]
struct File {
    src: String,
    integrity: String,
}

/// Has the folder of the app in the site be named after what is in it, so that browsers may keep that for
/// ever, and never have some of one version and some of another. `base` is the public path without its
/// final slash.
pub(super) fn name(site: &Path, base: &str) -> Result<Program> {
    let mut hash = Sha256::new();
    for (file, path) in files::below(&site.join(APP))? {
        hash.update(path);
        hash.update(fs::read(file)?);
    }
    let folder = format!("{APP}-{:.16x}", hash.finalize());
    fs::rename(site.join(APP), site.join(&folder))?;
    let file = |name| {
        let content = fs::read(site.join(&folder).join(name))?;
        anyhow::Ok(File { src: format!("{base}/{folder}/{name}"), integrity: integrity(&content) })
    };
    let manifest = format!("{base}/site.webmanifest");
    Ok(Program { script: file(SCRIPT)?, module: file(MODULE)?, manifest })
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
    fn the_folder_is_named_after_its_content() {
        let named = |part: &str| {
            let site = tempfile::tempdir().unwrap();
            for (file, text) in [(SCRIPT, "a"), (MODULE, ""), ("split_c.wasm", part)] {
                files::write(&site.path().join(APP).join(file), text).unwrap();
            }
            let program = name(site.path(), "/sous/chemin").unwrap();
            let folder = fs::read_dir(site.path()).unwrap().next().unwrap().unwrap().file_name();
            (program, folder.into_string().unwrap())
        };
        let (program, folder) = named("c");
        assert_eq!(program.module.src, format!("/sous/chemin/{folder}/{MODULE}"));
        // printf '' | openssl dgst -sha256 -binary | base64
        let empty = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
        assert_eq!(program.module.integrity, empty);
        assert_ne!(program.script.integrity, empty);
        assert_eq!(folder.len(), APP.len() + 17);
        assert_ne!(named("d").1, folder);
        assert_eq!(named("c").1, folder);
    }
}
