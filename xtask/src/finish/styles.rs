//! Parts the styles: those that every page is shown with, and those of the program's own pages.
//!
//! A page that is there to be read is only sent the first ones, because it has to come fast
//! (docs/performance.md). The others stand in the pages that the program draws, and in a file, which
//! the start script fetches for the rest.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use sha2::{Digest, Sha256};

use super::{lighten, write};
use crate::hex::hex;

/// Where the styles of the program's pages go; in the shell, they follow it.
const SLOT: &str = "<!-- slot: program styles -->";

const ELEMENT: [&str; 2] = ["<style>", "</style>"];

/// The styles of the program's own pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ProgramStyles {
    text: String,
    /// In the site's folder.
    path: String,
}

impl ProgramStyles {
    /// Takes them out of the shell, but for their slot. What stays of styles is one element, and
    /// so are these: the policy has one hash for each.
    pub(super) fn take(shell: &str, is_light: bool) -> Result<(String, Self)> {
        let (before, after) =
            shell.split_once(SLOT).with_context(|| format!("index.html has no `{SLOT}`"))?;
        let (mut texts, mut rest) = (Vec::new(), after);
        while let Some(content) = rest.trim_ascii_start().strip_prefix(ELEMENT[0]) {
            let (text, after) =
                content.split_once(ELEMENT[1]).context("a style in index.html has no end")?;
            texts.push(text);
            rest = after;
        }
        ensure!(!texts.is_empty(), "no style follows `{SLOT}` in index.html");
        let text = texts.join("\n");
        let text = if is_light { lighten::style(&text) } else { text };
        // As hosts know the files that browsers may keep for ever.
        let path = format!("bluehats-participation-{}.css", hex(&Sha256::digest(&text)[..8]));
        Ok((format!("{}{SLOT}{rest}", joined(before)), Self { text, path }))
    }

    /// Their element in a page.
    pub(super) fn element(&self) -> String {
        let [start, end] = ELEMENT;
        format!("{start}{}{end}", self.text)
    }

    /// Their address, below a public path without its final slash.
    pub(super) fn address(&self, prefix: &str) -> String {
        format!("{prefix}/{}", self.path)
    }

    /// Writes them into the site.
    pub(super) fn write(&self, site: &Path) -> Result<()> {
        write(&site.join(&self.path), &self.text)
    }
}

/// Makes one style of those that follow each other.
fn joined(html: &str) -> String {
    let mut joined = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, after)) = rest.split_once(ELEMENT[1]) {
        joined.push_str(before);
        let next = after.trim_ascii_start().strip_prefix(ELEMENT[0]);
        joined.push_str(if next.is_some() { "\n" } else { ELEMENT[1] });
        rest = next.unwrap_or(after);
    }
    joined + rest
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    const SHELL: &str = "<style>a { b: c }</style>\n  <style>d{}</style>\n<p><style>e{}</style>\
        <!-- slot: program styles -->\n<style>f { g: h }</style>\n<style>i{}</style>\n</head>";

    #[test]
    fn styles_are_parted_and_each_part_is_one() {
        let (shell, styles) = ProgramStyles::take(SHELL, false).unwrap();
        assert_eq!(
            shell,
            "<style>a { b: c }\nd{}</style>\n<p><style>e{}</style><!-- slot: program styles -->\n</head>"
        );
        assert_eq!(styles.element(), "<style>f { g: h }\ni{}</style>");
        let address = styles.address("/sous/chemin");
        assert!(address.starts_with("/sous/chemin/bluehats-participation-"), "{address}");
        assert_eq!(address.len(), "/sous/chemin/bluehats-participation-0123456789abcdef.css".len());
    }

    #[test]
    fn the_file_is_what_stands_in_lightened_pages() {
        let (_, styles) = ProgramStyles::take(SHELL, true).unwrap();
        assert_eq!(lighten::page(&styles.element()), styles.element());
        let site = tempfile::tempdir().unwrap();
        styles.write(site.path()).unwrap();
        let path = site.path().join(&styles.address("")[1..]);
        assert_eq!(fs::read_to_string(path).unwrap(), "f{g:h}i{}");
    }

    #[test]
    fn a_shell_without_them_is_refused() {
        for shell in [
            SHELL.replace("program styles", "other"),
            SHELL.replace("<style>f", "<p><style>f"),
            SHELL.replace("i{}</style>", "i{}"),
        ] {
            assert!(ProgramStyles::take(&shell, false).is_err(), "{shell}");
        }
    }
}
