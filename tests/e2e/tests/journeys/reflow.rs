//! Everything fits into a narrow window, with texts spaced out or letters twice as large as well, and can be
//! hit: WCAG 1.4.4, 1.4.10, 1.4.12 and 2.5.8; RGAA 10.4, 10.11 and 10.12.

use anyhow::Result;
use e2e::viewport::{LARGE, SPACED_OUT};
use e2e::visitor::Visitor;

/// What is wrong with how the page fits into the window; the page is left as it was.
pub(crate) async fn fits(visitor: &Visitor<'_>) -> Result<Vec<String>> {
    let mut found = visitor.does_not_fit().await?;
    found.extend(visitor.too_small_to_hit().await?);
    for (style, what) in [(SPACED_OUT, "spaced out"), (LARGE, "with large letters")] {
        visitor.set_texts(style).await?;
        let does_not_fit = visitor.does_not_fit().await?.into_iter();
        found.extend(does_not_fit.map(|found| format!("{what}: {found}")));
    }
    visitor.set_texts("").await?;
    Ok(found)
}
