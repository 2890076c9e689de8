//! axe-core finds nothing: on every page, in every state, light and dark, narrow and wide.

use anyhow::Result;
use e2e::browser::{Browser, Condition};
use e2e::sight::{NARROW, Surroundings, WIDE};
use e2e::site::{Build, Site};
use e2e::visitor::Visitor;
use routes::Route;

use crate::states::Walk;

pub(crate) async fn of_every_page(browser: Browser) -> Result<()> {
    let mut walk = Walk::new(audit);
    walk.pages(&browser).await?;
    walk.end()
}

pub(crate) async fn of_drafting(browser: Browser) -> Result<()> {
    let mut walk = Walk::new(audit);
    walk.drafting(&browser).await?;
    walk.end()
}

pub(crate) async fn of_sending(browser: Browser) -> Result<()> {
    let mut walk = Walk::new(audit);
    walk.sending(&browser).await?;
    walk.end()
}

pub(crate) async fn of_keeping(browser: Browser) -> Result<()> {
    let mut walk = Walk::new(audit);
    walk.keeping(&browser).await?;
    walk.end()
}

pub(crate) async fn of_accidents(browser: Browser) -> Result<()> {
    let mut walk = Walk::new(audit);
    walk.accidents(&browser).await?;
    walk.end()
}

/// Every page once, with what both browsers can do: the narrowest window that the browser has, and
/// the colours that the page itself offers.
pub(crate) async fn of_every_page_in_short(browser: Browser) -> Result<()> {
    let mut walk = Walk::new(async |visitor: &Visitor<'_>, _: &str| {
        visitor.resize_window(NARROW, 900).await?;
        visitor.audit().await
    });
    walk.pages(&browser).await?;
    walk.end()?;

    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.open_app(Route::Draft.path()).await?;
    visitor.choose(&["Affichage"], "Sombre").await?;
    let found = visitor.audit().await?;
    anyhow::ensure!(found.is_empty(), "dark: {}", found.join("\n\n"));
    Ok(())
}

/// What axe-core finds in each of the four windows.
async fn audit(visitor: &Visitor<'_>, _: &str) -> Result<Vec<String>> {
    let mut all = Vec::new();
    for surroundings in [Surroundings::Light, Surroundings::Dark] {
        visitor.is_in(surroundings).await?;
        for width in [NARROW, WIDE] {
            visitor.look_at_all(width).await?;
            let found = visitor.audit().await?;
            let scheme = surroundings.scheme();
            all.extend(found.into_iter().map(|found| format!("{scheme}, {width} pixels: {found}")));
        }
    }
    visitor.look_through(1_280, 900).await?;
    Ok(all)
}
