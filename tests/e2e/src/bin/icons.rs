//! Draws the icons of the installed site, from their SVG sources, and the edition's picture for
//! shared links, with Chromium. `cargo xtask icons` runs it.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use e2e::browser::{Browser, Condition, Engine};
use e2e::run;
use edition::page::{SOCIAL_IMAGE, SOCIAL_IMAGE_SIDES};
use fantoccini::Client;
use xtask::finish::social::{self, Drawing};
use xtask::png;

/// Sources, and what is drawn from them: the files and the length of their sides. A phone puts its
/// own shape over a maskable icon, and Apple's over the touch icon: both are drawn to the edges.
const ICONS: [(&str, &str, u32); 4] = [
    ("public/icon.svg", "public/icons/icon-192.png", 192),
    ("public/icon.svg", "public/icons/icon-512.png", 512),
    ("offline/icon-maskable.svg", "public/icons/icon-maskable-512.png", 512),
    ("offline/icon-maskable.svg", "public/icons/apple-touch-icon.png", 180),
];

/// Draws an SVG of that size, and gives back its pixels, in Base64.
const DRAW: &str = "
    const [svg, width, height, done] = arguments;
    const image = new Image();
    image.onload = () => {
        const canvas = document.createElement('canvas');
        canvas.width = width;
        canvas.height = height;
        const context = canvas.getContext('2d');
        context.drawImage(image, 0, 0, width, height);
        const { data } = context.getImageData(0, 0, width, height);
        const reader = new FileReader();
        reader.onload = () => done(reader.result.split(',')[1]);
        reader.readAsDataURL(new Blob([data]));
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
            let png = draw(&client, &svg, [side; 2], "").await.context(source)?;
            write(&project.join(target), &png)?;
        }
        let Drawing { svg, text, target } = social::drawing()?;
        let png = draw(&client, &svg, SOCIAL_IMAGE_SIDES, &text).await.context(SOCIAL_IMAGE)?;
        write(&target, &png)
    })
}

async fn draw(
    client: &Client,
    svg: &str,
    [width, height]: [u32; 2],
    text: &str,
) -> Result<Vec<u8>> {
    let arguments = vec![svg.into(), width.into(), height.into()];
    let drawn = client.execute_async(DRAW, arguments).await?;
    let pixels = drawn.as_str().context("it cannot be drawn")?;
    Ok(png::encode(&STANDARD.decode(pixels)?, width, text)?)
}

fn write(target: &Path, png: &[u8]) -> Result<()> {
    if let Some(folder) = target.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(target, png).with_context(|| target.display().to_string())?;
    println!("{} bytes in {}", png.len(), target.display());
    Ok(())
}
