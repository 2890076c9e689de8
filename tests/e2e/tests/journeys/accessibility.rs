//! Nothing is wrong with any page in any state, as far as programs can tell: axe-core finds nothing,
//! light and dark, narrow and wide; everything fits and can be hit (see [`reflow`](crate::reflow));
//! and the HTML is what the standard says (see [`conformance`](crate::conformance)).

use std::cell::RefCell;

use anyhow::{Result, ensure};
use e2e::browser::{Browser, Condition};
use e2e::checkers::Documents;
use e2e::site::{Build, Site};
use e2e::viewport::{ColorScheme, NARROW, WIDE};
use e2e::visitor::Visitor;
use routes::Page;

use crate::conformance::{is_conformant, shown};
use crate::reflow::fits;
use crate::states::{States, Walk};

pub(crate) async fn of_every_page(browser: Browser) -> Result<()> {
    is_given(&browser, States::Pages).await
}

pub(crate) async fn of_drafting(browser: Browser) -> Result<()> {
    is_given(&browser, States::Drafting).await
}

pub(crate) async fn of_sending(browser: Browser) -> Result<()> {
    is_given(&browser, States::Sending).await
}

pub(crate) async fn of_keeping(browser: Browser) -> Result<()> {
    is_given(&browser, States::Keeping).await
}

pub(crate) async fn of_organising(browser: Browser) -> Result<()> {
    is_given(&browser, States::Organising).await
}

pub(crate) async fn of_accidents(browser: Browser) -> Result<()> {
    is_given(&browser, States::Accidents).await
}

/// Everything that can be looked at, is, in each state: to get there takes longer than to look.
async fn is_given(browser: &Browser, states: States) -> Result<()> {
    let documents = RefCell::new(Documents::new()?);
    let mut walk = Walk::new(async |visitor: &Visitor<'_>, state: &str| {
        let html = shown(visitor).await?;
        documents.borrow_mut().add(state, &html)?;
        visitor.look_through(NARROW, 740).await?;
        let mut found = fits(visitor).await?;
        found.extend(audit(visitor).await?);
        visitor.look_through(1_280, 900).await?;
        Ok(found)
    });
    walk.through(states, browser).await?;
    walk.end()?;
    is_conformant(&documents.borrow())
}

/// What axe-core finds in a narrow window and in a wide one, each in one of the two colour schemes: the contrast of
/// every pair of colours in both is a pure test (`tests/style.rs`).
async fn audit(visitor: &Visitor<'_>) -> Result<Vec<String>> {
    let mut all = Vec::new();
    for (scheme, width) in [(ColorScheme::Light, NARROW), (ColorScheme::Dark, WIDE)] {
        visitor.prefer(scheme).await?;
        visitor.look_at_all(width).await?;
        let found = visitor.audit().await?;
        let scheme = scheme.value();
        all.extend(found.into_iter().map(|found| format!("{scheme}, {width} pixels: {found}")));
    }
    Ok(all)
}

/// Every page once, with what every browser can do: the narrowest window that it has, and the colours
/// that the page itself offers.
pub(crate) async fn of_every_page_in_short(browser: Browser) -> Result<()> {
    let mut walk = Walk::new(async |visitor: &Visitor<'_>, _: &str| {
        visitor.resize_window(NARROW, 740).await?;
        let mut found = fits(visitor).await?;
        found.extend(visitor.audit().await?);
        Ok(found)
    });
    walk.through(States::Pages, &browser).await?;
    walk.end()?;

    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.open_app(Page::Draft.path()).await?;
    visitor.choose(&["Affichage"], "Sombre").await?;
    let found = visitor.audit().await?;
    ensure!(found.is_empty(), "dark: {}", found.join("\n\n"));
    Ok(())
}
