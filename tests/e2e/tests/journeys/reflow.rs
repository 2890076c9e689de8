//! Everything fits into a narrow window, with texts spaced out as well, and can be hit:
//! WCAG 1.4.10, 1.4.12 and 2.5.8; RGAA 10.11 and 10.12.

use anyhow::Result;
use e2e::visitor::Visitor;

/// What is wrong with how the page fits into the window; the page is left as it was.
pub(crate) async fn fits(visitor: &Visitor<'_>) -> Result<Vec<String>> {
    let mut found = visitor.does_not_fit().await?;
    found.extend(visitor.too_small_to_hit().await?);
    visitor.space_texts_out(true).await?;
    let spaced_out = visitor.does_not_fit().await?;
    visitor.space_texts_out(false).await?;
    found.extend(spaced_out.into_iter().map(|found| format!("spaced out: {found}")));
    Ok(found)
}
