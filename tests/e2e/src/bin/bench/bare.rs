//! The floor: a bare page of the announcement's text, without which no page that shows it can do.
//!
//! It is the HTML that the build made of the announcement, without its drawing, with 2 kB of styles and
//! nothing else; compressed and served as the site is.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use tempfile::TempDir;
use xtask::finish;

const STYLE: &str = include_str!("bare.css");

/// Makes the page out of the finished site in this folder, as a site of its own.
pub(crate) fn site(finished: &Path) -> Result<TempDir> {
    let page = fs::read_to_string(finished.join("index.html"))?;
    let html = page_of(&page).context("the first page of the site has no article")?;
    let folder = tempfile::tempdir().context("cannot make a folder for the bare page")?;
    fs::write(folder.path().join("index.html"), html)?;
    // Where browsers wake up before they are measured: see `page.rs`.
    fs::copy(finished.join("robots.txt"), folder.path().join("robots.txt"))?;
    finish::compress_folder(folder.path())?;
    Ok(folder)
}

fn page_of(page: &str) -> Option<String> {
    let (_, rest) = page.split_once("<article")?;
    let (_, rest) = rest.split_once('>')?;
    let (article, _) = rest.split_once("</article>")?;
    let article = without_drawings(article);
    Some(format!(
        "<!doctype html>\n<html lang=\"fr\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>L’annonce</title>\n<style>\n{STYLE}</style>\n</head>\n<body>{article}</body>\n</html>\n"
    ))
}

/// The HTML without its `<svg>` elements, which may hold others.
fn without_drawings(html: &str) -> String {
    const MARKS: [&str; 2] = ["<svg", "</svg>"];
    let mut text = String::with_capacity(html.len());
    let mut depth = 0_usize;
    let mut rest = html;
    loop {
        let [opens, closes] = MARKS.map(|mark| rest.find(mark).unwrap_or(rest.len()));
        let end = opens.min(closes);
        if depth == 0 {
            text.push_str(&rest[..end]);
        }
        if end == rest.len() {
            return text;
        }
        if opens < closes {
            depth += 1;
            rest = &rest[end + MARKS[0].len()..];
        } else {
            depth = depth.saturating_sub(1);
            rest = &rest[end + MARKS[1].len()..];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bare_page_has_the_text_and_no_drawing() {
        let html = "<main><article class=\"a\"><h1>A</h1><svg><svg>B</svg>C</svg><p>D</p></article>\
            <template><article>E</article></template></main>";
        let page = page_of(html).unwrap();
        assert!(page.contains("<body><h1>A</h1><p>D</p></body>"), "{page}");
        assert!(!page.contains('E') && !page.contains("script"), "{page}");
        assert_eq!(page_of("<p>"), None);
    }

    #[test]
    fn its_styles_are_2_kilobytes() {
        assert!((1_900..2_100).contains(&STYLE.len()), "{}", STYLE.len());
    }
}
