//! The programs: their scripts and WebAssembly modules.

use std::path::Path;

use anyhow::Result;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use fs_err as fs;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::files;

/// What Trunk calls the app (`filehash = false`, Trunk.toml).
pub(super) const APP: &str = "bluehats-participation";

/// The same of the module that reads messages, which the app loads when it is asked to read one.
pub(super) const READER: &str = "mail-reader";

/// What `start.js` has to know.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Program {
    app: Files,
    reader: Files,
    manifest: String,
}

/// The files of a program, each with its address and its integrity.
#[derive(Clone, Debug, Default, Serialize)]
struct Files {
    script: File,
    module: File,
}

#[derive(Clone, Debug, Default, Serialize)]
struct File {
    src: String,
    integrity: String,
}

/// Puts the files of each program into a folder that is named after their content, so that browsers may
/// keep them for ever, and never have some of one version and some of another. `base` is the public
/// path without its final slash.
pub(super) fn name(site: &Path, base: &str) -> Result<Program> {
    fs::create_dir(site.join(READER))?;
    for file in [script(READER), module(READER)] {
        fs::rename(site.join(&file), site.join(READER).join(&file))?;
    }
    Ok(Program {
        app: files(site, base, APP)?,
        reader: files(site, base, READER)?,
        manifest: format!("{base}/site.webmanifest"),
    })
}

/// What wasm-bindgen calls the script of a program.
pub(super) fn script(name: &str) -> String {
    format!("{name}.js")
}

/// What wasm-bindgen calls the module of a program.
pub(super) fn module(name: &str) -> String {
    format!("{name}_bg.wasm")
}

/// Names the folder of a program.
fn files(site: &Path, base: &str, name: &str) -> Result<Files> {
    let mut all = Sha256::new();
    for (file, path) in files::below(&site.join(name))? {
        all.update(path);
        all.update(fs::read(file)?);
    }
    let folder = format!("{name}-{:.16x}", all.finalize());
    fs::rename(site.join(name), site.join(&folder))?;
    let file = |name: &str| {
        let content = fs::read(site.join(&folder).join(name))?;
        anyhow::Ok(File { src: format!("{base}/{folder}/{name}"), integrity: integrity(&content) })
    };
    Ok(Files { script: file(&script(name))?, module: file(&module(name))? })
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
    fn the_folders_are_named_after_their_content() {
        let named = |part: &str| {
            let site = tempfile::tempdir().unwrap();
            for file in [script(READER), module(READER)] {
                fs::write(site.path().join(file), "").unwrap();
            }
            for (file, text) in [(&*script(APP), "a"), (&module(APP), ""), ("split_c.wasm", part)] {
                files::write(&site.path().join(APP).join(file), text).unwrap();
            }
            let program = name(site.path(), "/sous/chemin").unwrap();
            let folders =
                fs::read_dir(site.path()).unwrap().map(|entry| entry.unwrap().file_name());
            let folder =
                folders.map(|name| name.into_string().unwrap()).find(|name| name.starts_with(APP));
            (program.app, folder.unwrap())
        };
        let (app, folder) = named("c");
        assert_eq!(app.module.src, format!("/sous/chemin/{folder}/bluehats-participation_bg.wasm"));
        // printf '' | openssl dgst -sha256 -binary | base64
        let empty = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
        assert_eq!(app.module.integrity, empty);
        assert_ne!(app.script.integrity, empty);
        assert_eq!(folder.len(), APP.len() + 17);
        assert_ne!(named("d").1, folder);
        assert_eq!(named("c").1, folder);
    }
}
