//! Everything fits into a narrow window, with texts spaced out as well, and can be hit:
//! WCAG 1.4.10, 1.4.12 and 2.5.8; RGAA 10.11 and 10.12.

use anyhow::Result;
use e2e::browser::Browser;
use e2e::sight::NARROW;
use e2e::visitor::Visitor;

use crate::states::Walk;

/// In a window of 320 pixels, which is also what one of 1,280 pixels has at 400 %.
pub(crate) async fn every_state_fits_into_a_narrow_window(browser: Browser) -> Result<()> {
    let mut walk = Walk::new(async |visitor: &Visitor<'_>, _: &str| {
        visitor.look_through(NARROW, 740).await?;
        let found = fits(visitor).await?;
        visitor.look_through(1_280, 900).await?;
        Ok(found)
    });
    walk.pages(&browser).await?;
    walk.drafting(&browser).await?;
    walk.sending(&browser).await?;
    walk.keeping(&browser).await?;
    walk.accidents(&browser).await?;
    walk.end()
}

/// What is there without a draft, in the narrowest window that the browser has.
pub(crate) async fn every_page_fits_into_the_narrowest_window(browser: Browser) -> Result<()> {
    let mut walk = Walk::new(async |visitor: &Visitor<'_>, _: &str| {
        visitor.resize_window(NARROW, 740).await?;
        fits(visitor).await
    });
    walk.pages(&browser).await?;
    walk.end()
}

/// What is wrong with how the page fits; it is left as it was.
async fn fits(visitor: &Visitor<'_>) -> Result<Vec<String>> {
    let mut found = visitor.does_not_fit().await?;
    found.extend(visitor.too_small_to_hit().await?);
    visitor.space_texts_out(true).await?;
    let spaced_out = visitor.does_not_fit().await?;
    visitor.space_texts_out(false).await?;
    found.extend(spaced_out.into_iter().map(|found| format!("spaced out: {found}")));
    Ok(found)
}
