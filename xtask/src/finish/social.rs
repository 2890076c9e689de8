//! The picture for shared links: `social.png`, beside the texts of an edition.
//!
//! It is drawn by `cargo xtask icons`, in a browser, which building the site does not ask for. So
//! it says in itself what it shows (a PNG may hold texts), and the build refuses one that shows
//! another edition.

use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use edition::Edition;
use edition::page::{self, SOCIAL_IMAGE, SOCIAL_IMAGE_SIDES};

use crate::{png, project};

/// The most that the picture may weigh, in bytes.
pub const SOCIAL_IMAGE_WEIGHT: usize = 40_000;

/// The styles that the illustration is coloured with.
const STYLES: [&str; 2] = ["style/tokens.css", "style/announcement.css"];

/// A picture to be drawn.
#[derive(Clone, Debug)]
pub struct Drawing {
    /// The picture, as SVG.
    pub svg: String,
    /// What it shows, in words.
    pub text: String,
    /// The file that it belongs in, as PNG.
    pub target: PathBuf,
}

/// The picture of the edition that the environment names, or else of the project's own.
///
/// # Errors
///
/// When the edition or a style sheet cannot be read.
pub fn drawing() -> Result<Drawing> {
    let project = project::root();
    let folder = project.join(edition::folder(env::var_os(edition::FOLDER_VARIABLE)));
    let edition = Edition::read(&folder)?;
    let read = |path: &str| {
        fs::read_to_string(project.join(path)).with_context(|| format!("cannot read {path}"))
    };
    let styles = STYLES.map(read).into_iter().collect::<Result<String>>()?;
    Ok(Drawing {
        svg: page::social_image(&edition, &styles),
        text: page::social_image_text(&edition),
        target: folder.join(SOCIAL_IMAGE),
    })
}

/// The picture of the edition in `folder`, if it has one and says where it is published: without
/// that nobody is led to the picture.
pub(super) fn read(folder: &Path, edition: &Edition) -> Result<Option<Vec<u8>>> {
    let path = folder.join(SOCIAL_IMAGE);
    let image = match fs::read(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        image => image.with_context(|| format!("cannot read {}", path.display()))?,
    };
    check(&image, &page::social_image_text(edition)).with_context(|| {
        format!("{}: `cargo xtask icons` draws it again, or delete it", path.display())
    })?;
    Ok(page::social_image_tags(edition).map(|_| image))
}

fn check(image: &[u8], text: &str) -> Result<()> {
    let [width, height] = SOCIAL_IMAGE_SIDES;
    let mut sides = image.strip_prefix(png::SIGNATURE).unwrap_or_default().chunks(4).skip(2);
    let mut is_side = |side: u32| sides.next() == Some(&side.to_be_bytes());
    ensure!(is_side(width) && is_side(height), "expected a PNG of {width} × {height} pixels");
    ensure!(
        image.len() <= SOCIAL_IMAGE_WEIGHT,
        "it weighs {} bytes, of {SOCIAL_IMAGE_WEIGHT} at most",
        image.len()
    );
    let chunk = png::text_chunk(text)?;
    let shows_it = image.windows(chunk.len()).any(|bytes| bytes == chunk);
    ensure!(shows_it, "it does not show this edition, « {text} »");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A white picture.
    fn picture(width: u32, height: u32, text: &str) -> Vec<u8> {
        let pixels = vec![255; (width * height * 4) as usize];
        png::encode(&pixels, width, text).unwrap()
    }

    #[track_caller]
    fn check_error(image: &[u8], want: &str) {
        let error = check(image, "A, 1er mai").unwrap_err().to_string();
        assert!(error.contains(want), "{error}");
    }

    #[test]
    fn only_a_picture_of_the_edition_is_published() {
        let drawn = picture(1200, 630, "A, 1er mai");
        assert!(check(&drawn, "A, 1er mai").is_ok());
        check_error(&picture(1200, 630, ""), "it does not show this edition, « A, 1er mai »");
        check_error(&picture(1200, 630, "A, 2 mai"), "it does not show");
        check_error(&picture(630, 1200, "A, 1er mai"), "1200 × 630");
        check_error(b"<svg>", "1200 × 630");
        let heavy = [drawn, vec![0; SOCIAL_IMAGE_WEIGHT]].concat();
        check_error(&heavy, "of 40000 at most");
    }

    #[test]
    fn the_edition_of_the_project_is_shown_by_its_picture() {
        let Drawing { text, target, .. } = drawing().unwrap();
        check(&fs::read(target).unwrap(), &text).unwrap();
    }

    #[test]
    fn a_picture_is_published_where_links_can_lead_to_it() {
        let project = project::root();
        let [content, second] = ["content", "crates/edition/fixtures/second-edition"]
            .map(|folder| Edition::read(&project.join(folder)).unwrap());
        let folder = tempfile::tempdir().unwrap();
        let read = |edition| read(folder.path(), edition).map_err(|error| error.to_string());
        assert_eq!(read(&second), Ok(None), "there is none");

        let show = |edition| {
            let image = picture(1200, 630, &page::social_image_text(edition));
            fs::write(folder.path().join(SOCIAL_IMAGE), &image).unwrap();
            image
        };
        let image = show(&second);
        assert_eq!(read(&second), Ok(Some(image)));
        let error = read(&content).unwrap_err();
        assert!(error.contains("`cargo xtask icons` draws it again, or delete it"), "{error}");
        show(&content);
        assert_eq!(read(&content), Ok(None), "it does not say where it is published");
    }
}
