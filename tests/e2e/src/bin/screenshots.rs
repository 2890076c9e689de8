//! Takes pictures of every page, with Chromium: on a phone and on a desktop, light and dark, and on
//! paper. `cargo xtask screenshots` builds the site and runs it.

use std::fs;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use e2e::browser::{Browser, Condition, Engine};
use e2e::draft;
use e2e::run;
use e2e::site::{Build, Site};
use e2e::viewport::ColorScheme;
use e2e::visitor::{KEY, Visitor};
use routes::{NOT_FOUND_HEADING, Page};

/// The pages, and what their pictures are called.
const PAGES: [(&str, &str); 7] = [
    ("announcement", Page::Announcement.path()),
    ("draft", Page::Draft.path()),
    ("review", Page::Review.path()),
    ("print", Page::Print.path()),
    ("accessibility", Page::Accessibility.path()),
    ("privacy", Page::Privacy.path()),
    ("not-found", "/rien"),
];

/// What a page is looked at with: the width and the height of the window, in CSS pixels.
const DEVICES: [(&str, u32, u32); 2] = [("phone", 360, 800), ("desktop", 1_440, 900)];

/// A sheet of A4, at 96 pixels an inch.
const PAPER: [u32; 2] = [794, 1_123];

/// What is also worth seeing on paper.
const ON_PAPER: [&str; 3] = ["announcement", "review", "print"];

/// How much all pictures may weigh together, in bytes.
const LIMIT: usize = 3_000_000;

/// How long taking them may last: a quarter of a minute where nothing else runs, several where much does.
const PATIENCE: Duration = Duration::from_mins(10);

fn main() -> Result<()> {
    run::journey_within(PATIENCE, Engine::Chromium, async |browser: Browser| {
        let site = Site::serve(Build::Root)?;
        let visitor = browser.visitor(Condition::New, &site).await?;
        visitor.is_in_paris().await?;
        visitor.has_no_scroll_bars().await?;
        visitor.open_app(Page::Accessibility.path()).await?;
        visitor.store(KEY, &draft::record(draft::realistic())).await?;
        let mut bytes = 0;
        for (page, path) in PAGES {
            // No longer on paper, where headings of the screen are not.
            visitor.prefer(ColorScheme::Light).await?;
            visitor.open_app(path).await?;
            let heading = Page::at(path).map_or(Some(NOT_FOUND_HEADING), Page::heading);
            if let Some(heading) = heading {
                visitor.arrives_at(heading).await?;
            }
            for scheme in [ColorScheme::Light, ColorScheme::Dark] {
                visitor.prefer(scheme).await?;
                for (device, width, height) in DEVICES {
                    visitor.look_through(width, height).await?;
                    let name = format!("{page}-{device}-{}", scheme.value());
                    bytes += take(&name, &visitor).await?;
                }
            }
            if ON_PAPER.contains(&page) {
                let [width, height] = PAPER;
                visitor.is_on_paper().await?;
                visitor.look_through(width, height).await?;
                bytes += take(&format!("{page}-paper"), &visitor).await?;
            }
        }
        println!("{bytes} bytes in all");
        ensure!(bytes <= LIMIT, "the pictures weigh more than {LIMIT} bytes together");
        Ok(())
    })
}

/// Takes a picture of what the visitor sees, and gives its size in bytes.
async fn take(name: &str, visitor: &Visitor<'_>) -> Result<usize> {
    let picture = visitor.client().screenshot().await?;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/screenshots");
    let path = folder.join(format!("{name}.png"));
    fs::create_dir_all(&folder)
        .and_then(|()| fs::write(&path, &picture))
        .with_context(|| format!("cannot write {}", path.display()))?;
    println!("{} bytes in {}", picture.len(), path.display());
    Ok(picture.len())
}
