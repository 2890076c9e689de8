//! The floor: a bare page of the announcement's text, without which no page that shows it can do.
//!
//! It is the HTML that the build made of the announcement, without its drawing, with 2 kB of styles and
//! nothing else; compressed and served as the site is.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use tempfile::TempDir;
use xtask::postprocess;

const STYLE: &str = include_str!("bare.css");

/// Makes the page out of the finished site in this folder, as a site of its own.
pub(crate) fn site(finished: &Path) -> Result<TempDir> {
    let page = fs::read_to_string(finished.join("index.html"))?;
    let html = page_of(&page).context("the first page of the site has no article")?;
    let folder = tempfile::tempdir().context("cannot make a folder for the bare page")?;
    let page = folder.path().join("index.html");
    fs::write(&page, html)?;
    postprocess::compress_file(&page)?;
    // What browsers are woken up with before they are measured.
    fs::copy(finished.join("robots.txt"), folder.path().join("robots.txt"))?;
    Ok(folder)
}

fn page_of(page: &str) -> Option<String> {
    let (_, rest) = page.split_once("<article")?;
    let (_, rest) = rest.split_once('>')?;
    let (article, _) = rest.split_once("</article>")?;
    // The drawing is one `<svg>`, which may hold others.
    let article = match (article.find("<svg"), article.rfind("</svg>")) {
        (Some(start), Some(end)) => format!("{}{}", &article[..start], &article[end + 6..]),
        _ => article.to_owned(),
    };
    Some(format!(
        "<!doctype html>\n<html lang=\"fr\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>L’annonce</title>\n<style>\n{STYLE}</style>\n</head>\n<body>{article}</body>\n</html>\n"
    ))
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
}
