//! Compresses the site's text files beforehand, so that a host need not, and as well as can be.

use std::ffi::OsStr;
use std::io::Write;
use std::path::Path;

use anyhow::Result;
use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;
use fs_err as fs;

use super::size_report::Weight;
use crate::files;

/// What shrinks; pictures, for instance, are compressed by nature.
const EXTENSIONS: [&str; 10] =
    ["css", "html", "ics", "js", "json", "svg", "txt", "wasm", "webmanifest", "xml"];

/// From all text files of a site to a `.br` and a `.gz` beside each; gives what every file weighs.
///
/// # Errors
///
/// When a file cannot be read or written.
pub(super) fn compress_folder(site: &Path) -> Result<Vec<Weight>> {
    let mut weights = Vec::new();
    for (file, path) in files::below(site)? {
        let extension = file.extension().and_then(OsStr::to_str).unwrap_or_default();
        if extension == "br" || extension == "gz" {
            continue;
        }
        let (raw, sent) = compress_file(&file)?;
        weights.push(Weight { path, raw, sent });
    }
    Ok(weights)
}

/// The same of one file: gives its bytes, and those that are sent.
///
/// # Errors
///
/// When it cannot be read, or its companions cannot be written.
pub fn compress_file(file: &Path) -> Result<(usize, usize)> {
    let content = fs::read(file)?;
    let extension = file.extension().and_then(OsStr::to_str).unwrap_or_default();
    if !EXTENSIONS.contains(&extension) {
        return Ok((content.len(), content.len()));
    }
    let brotli = brotli(&content)?;
    fs::write(file.with_added_extension("br"), &brotli)?;
    fs::write(file.with_added_extension("gz"), gzip(&content)?)?;
    Ok((content.len(), brotli.len()))
}

fn brotli(content: &[u8]) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    // As well as it can. Blocks of 2^24 bytes, the largest, make the program 0.4 % smaller than those
    // that it would choose.
    let parameters = BrotliEncoderParams {
        quality: 11,
        lgblock: 24,
        size_hint: content.len(),
        ..BrotliEncoderParams::default()
    };
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
        files::write(&site.path().join("a/index.html"), &page).unwrap();
        fs::write(site.path().join("icon.png"), "pixels").unwrap();

        let weights = compress_folder(site.path()).unwrap();

        let mut unpacked = Vec::new();
        let packed = fs::File::open(site.path().join("a/index.html.gz")).unwrap();
        flate2::read::GzDecoder::new(packed).read_to_end(&mut unpacked).unwrap();
        let mut packed = fs::File::open(site.path().join("a/index.html.br")).unwrap();
        brotli::BrotliDecompress(&mut packed, &mut unpacked).unwrap();
        assert_eq!(unpacked, page.repeat(2).as_bytes());
        assert!(!site.path().join("icon.png.br").exists());

        assert_eq!((weights[0].path.as_str(), weights[0].raw), ("a/index.html", page.len()));
        assert!(weights[0].sent < page.len() / 10);
        let icon = Weight { path: "icon.png".to_owned(), raw: 6, sent: 6 };
        assert_eq!(weights[1..], [icon]);
        // Once more: what is compressed already is no file of its own.
        assert_eq!(compress_folder(site.path()).unwrap(), weights);
    }
}
