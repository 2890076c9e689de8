//! Compresses the site's text files beforehand, so that a host need not, and as well as can be.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;

use super::files;
use super::size_report::{Compressed, Weight};

/// What shrinks; pictures, for instance, are compressed by nature.
const EXTENSIONS: [&str; 10] =
    ["css", "html", "ics", "js", "json", "svg", "txt", "wasm", "webmanifest", "xml"];

/// Writes a `.br` and a `.gz` beside every text file of the site, and gives what every file
/// weighs.
pub(super) fn compress_all(site: &Path) -> Result<Vec<Weight>> {
    files::below(site)?.iter().map(|file| compress(site, file)).collect()
}

/// Compresses the text files of a folder as the build compresses those of the site.
///
/// # Errors
///
/// When a file cannot be read or written.
pub fn compress_folder(folder: &Path) -> Result<()> {
    compress_all(folder).map(drop)
}

/// Compresses anew those of the files that were compressed before, and were changed since.
///
/// # Errors
///
/// When a file cannot be read or written.
pub fn compress_again(site: &Path, changed: &[PathBuf]) -> Result<()> {
    for file in changed.iter().filter(|file| companion(file, "br").exists()) {
        compress(site, file)?;
    }
    Ok(())
}

/// What the compressed form of a file is called.
fn companion(file: &Path, suffix: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".");
    name.push(suffix);
    name.into()
}

fn compress(site: &Path, file: &Path) -> Result<Weight> {
    let content = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    let path = file.strip_prefix(site).unwrap_or(file).display().to_string();
    let extension = file.extension().unwrap_or_default().to_string_lossy();
    if !EXTENSIONS.contains(&&*extension) {
        return Ok(Weight { path, raw: content.len(), compressed: None });
    }

    let (brotli, gzip) = (brotli(&content)?, gzip(&content)?);
    for (suffix, bytes) in [("br", &brotli), ("gz", &gzip)] {
        let path = companion(file, suffix);
        fs::write(&path, bytes).with_context(|| format!("cannot write {}", path.display()))?;
    }
    let compressed = Some(Compressed { brotli: brotli.len(), gzip: gzip.len() });
    Ok(Weight { path, raw: content.len(), compressed })
}

fn brotli(content: &[u8]) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    // As well as it can, which is the default too.
    let parameters = BrotliEncoderParams { quality: 11, ..BrotliEncoderParams::default() };
    brotli::BrotliCompress(&mut &*content, &mut bytes, &parameters)?;
    Ok(bytes)
}

fn gzip(content: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content)?;
    Ok(encoder.finish()?)
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn text_gets_two_companions_that_hold_the_same() {
        let site = tempfile::tempdir().unwrap();
        let page = "<p>bonjour</p>".repeat(100);
        fs::create_dir(site.path().join("a")).unwrap();
        fs::write(site.path().join("a/index.html"), &page).unwrap();
        fs::write(site.path().join("icon.png"), "pixels").unwrap();

        let weights = compress_all(site.path()).unwrap();

        let mut unpacked = String::new();
        let packed = fs::File::open(site.path().join("a/index.html.gz")).unwrap();
        flate2::read::GzDecoder::new(packed).read_to_string(&mut unpacked).unwrap();
        assert_eq!(unpacked, page);
        let mut unpacked = Vec::new();
        let mut packed = fs::File::open(site.path().join("a/index.html.br")).unwrap();
        brotli::BrotliDecompress(&mut packed, &mut unpacked).unwrap();
        assert_eq!(unpacked, page.as_bytes());
        assert!(!site.path().join("icon.png.br").exists());

        let paths: Vec<_> = weights.iter().map(|weight| weight.path.as_str()).collect();
        assert_eq!(paths, ["a/index.html", "icon.png"]);
        assert_eq!((weights[0].raw, weights[1].raw), (page.len(), 6));
        assert_eq!(weights[1].compressed, None);
    }
}
