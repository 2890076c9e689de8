//! What makes the site installable: `site.webmanifest`, and the colours of the window around it.

use std::path::Path;

use anyhow::{Context, Result};
use routes::Page;
use serde::Serialize;
use serde_json::{Value, json};

/// Where the manifest stands in the site.
pub(super) const PATH: &str = "site.webmanifest";

/// The icons, as they stand in `public/`: their path, the length of their sides, and what they are
/// for. They were drawn from `public/icon.svg` and `offline/icon-maskable.svg`.
pub(super) const ICONS: [(&str, u32, &str); 3] = [
    ("icons/icon-192.png", 192, "any"),
    ("icons/icon-512.png", 512, "any"),
    ("icons/icon-maskable-512.png", 512, "maskable"),
];

/// The colour of the site that a window around it takes on: the paper's, which the header is on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Theme {
    light: String,
    dark: String,
}

impl Theme {
    /// Reads it in the folder of the project.
    pub(super) fn read(project: &Path) -> Result<Self> {
        let path = project.join("style/tokens.css");
        let tokens = std::fs::read_to_string(&path)
            .with_context(|| format!("cannot read {}", path.display()))?;
        Self::from_tokens(&tokens)
            .with_context(|| format!("{} has to give `--paper: light-dark(…, …);`", path.display()))
    }

    fn from_tokens(tokens: &str) -> Option<Self> {
        let value = tokens.lines().find_map(|line| line.trim().strip_prefix("--paper:"))?;
        let both = value.trim().strip_prefix("light-dark(")?.strip_suffix(");")?;
        let (light, dark) = both.split_once(", ")?;
        Some(Self { light: light.to_owned(), dark: dark.to_owned() })
    }
}

/// The manifest of the edition called `name`, published below `prefix`.
///
/// Addresses are relative to the manifest. Only `id` cannot be: browsers resolve it against the
/// host alone, so that two sites of one host would be taken for the same one.
pub(super) fn manifest(name: &str, prefix: &str, theme: &Theme) -> Value {
    let icons = ICONS.map(|(path, side, purpose)| {
        json!({
            "src": path,
            "sizes": format!("{side}x{side}"),
            "type": "image/png",
            "purpose": purpose,
        })
    });
    json!({
        "id": format!("{prefix}/"),
        "name": name,
        "short_name": "BlueHats",
        "lang": "fr",
        "start_url": format!(".{}", Page::Draft.path()),
        "scope": "./",
        "display": "standalone",
        "theme_color": theme.light,
        "background_color": theme.light,
        "icons": icons,
    })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::project;

    const TOKENS: &str = ":root {\n  --paper: light-dark(#fff, #000);\n  --ink: #111;\n}";

    #[test]
    fn the_colours_are_those_of_the_style() {
        let theme = Theme::from_tokens(TOKENS).unwrap();
        assert_eq!(theme, Theme { light: "#fff".to_owned(), dark: "#000".to_owned() });
        assert_eq!(Theme::from_tokens(":root {\n  --paper: #fff;\n}"), None);
        assert!(Theme::read(project::root()).is_ok());
    }

    #[test]
    fn the_manifest_leads_into_the_site_wherever_it_is_published() {
        let theme = Theme::from_tokens(TOKENS).unwrap();
        let manifest = manifest("Rencontres \"Libre\"", "/sous/chemin", &theme);
        for (key, want) in [
            ("id", "/sous/chemin/"),
            ("name", "Rencontres \"Libre\""),
            ("start_url", "./participer"),
            ("scope", "./"),
            ("display", "standalone"),
            ("lang", "fr"),
            ("theme_color", "#fff"),
            ("background_color", "#fff"),
        ] {
            assert_eq!(manifest[key], want, "{key}");
        }
        let purposes = manifest["icons"].as_array().unwrap().iter().map(|icon| &icon["purpose"]);
        assert_eq!(purposes.collect::<Vec<_>>(), ["any", "any", "maskable"]);
    }

    /// The sides of a PNG, as its first chunk says (<https://www.w3.org/TR/png-3/#11IHDR>).
    fn sides(png: &[u8]) -> [u32; 2] {
        assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n");
        assert_eq!(&png[12..16], b"IHDR");
        let side = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
        [side(16), side(20)]
    }

    #[test]
    fn icons_have_the_sides_that_are_said_and_are_light() {
        let apple = ("icons/apple-touch-icon.png", 180, "");
        for (path, side, _) in ICONS.into_iter().chain([apple]) {
            let png = fs::read(project::root().join("public").join(path)).unwrap();
            assert_eq!(sides(&png), [side; 2], "{path}");
            assert!(png.len() < 20_000, "{path} weighs {} bytes", png.len());
        }
    }
}
