//! Draws the icons of the installed site, from their SVG sources, with Chromium.
//! `cargo xtask icons` runs it.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use e2e::browser::{Browser, Condition, Engine};
use e2e::run;

/// Sources, and what is drawn from them: the files and the length of their sides. A phone puts its
/// own shape over a maskable icon, and Apple's over the touch icon: both are drawn to the edges.
const ICONS: [(&str, &str, u32); 4] = [
    ("public/icon.svg", "public/icons/icon-192.png", 192),
    ("public/icon.svg", "public/icons/icon-512.png", 512),
    ("offline/icon-maskable.svg", "public/icons/icon-maskable-512.png", 512),
    ("offline/icon-maskable.svg", "public/icons/apple-touch-icon.png", 180),
];

/// Draws an SVG on a square canvas, and gives it back as PNG, in Base64.
const DRAW: &str = "
    const [svg, side, done] = arguments;
    const image = new Image();
    image.onload = () => {
        const canvas = document.createElement('canvas');
        canvas.width = canvas.height = side;
        canvas.getContext('2d').drawImage(image, 0, 0, side, side);
        done(canvas.toDataURL('image/png').split(',')[1]);
    };
    image.onerror = () => done(null);
    image.src = 'data:image/svg+xml,' + encodeURIComponent(svg);";

fn main() -> Result<()> {
    run::journey(Engine::Chromium, async |browser: Browser| {
        let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let client = browser.open(Condition::New).await?;
        for (source, target, side) in ICONS {
            let svg = fs::read_to_string(project.join(source)).context(source)?;
            // Without a size of its own, an image is drawn in a size of the browser's choice.
            let svg = svg.replacen("<svg", &format!("<svg width=\"{side}\" height=\"{side}\""), 1);
            let drawn = client.execute_async(DRAW, vec![svg.into(), side.into()]).await?;
            let drawn = drawn.as_str().with_context(|| format!("{source} cannot be drawn"))?;
            let png = STANDARD.decode(drawn)?;
            let target = project.join(target);
            if let Some(folder) = target.parent() {
                fs::create_dir_all(folder)?;
            }
            fs::write(&target, &png).with_context(|| target.display().to_string())?;
            println!("{} bytes in {}", png.len(), target.display());
        }
        Ok(())
    })
}
