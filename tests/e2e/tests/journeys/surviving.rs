//! The draft outlives the browser, however it ends.

use std::time::Duration;

use anyhow::{Result, ensure};
use e2e::browser::{Browser, Condition};
use e2e::site::{Build, Site};
use e2e::visitor::Visitor;
use e2e::wait::wait_to_be;
use tokio::time::sleep;

use crate::{EXPECTATIONS, NAME, OFFERS, stored_draft};

/// How long after the last keystroke nothing may be lost any more. It is not a wait for a
/// condition, but what these journeys are about: the visitor's luck runs out at this moment.
const LUCK: Duration = Duration::from_secs(1);

const TYPED: [(&[&str], &str); 4] = [
    (&[NAME], " d’Été « L’Œuvre »"),
    (&["Organisation (optionnel)"], "Ministère des Casquettes"),
    (&[EXPECTATIONS], "Rencontrer\nd’autres équipes"),
    (&[OFFERS], "Relire, tester 🧢"),
];

pub(crate) async fn the_browser_is_killed_one_second_after_the_last_keystroke(
    browser: Browser,
) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let profile = tempfile::tempdir()?;
    let condition = Condition::Profile(profile.path());
    let visitor = browser.visitor(condition, &site).await?;
    visitor.open_app("/participer").await?;
    visitor.type_in(&[NAME], "Zoé").await?;
    visitor.sees_it_saved().await?;
    visitor.close_browser().await?;

    let visitor = browser.visitor(condition, &site).await?;
    visitor.open_app("/participer").await?;
    wait_to_be("the name", "Zoé", async || visitor.text_of(&[NAME]).await).await?;
    type_all(&visitor).await?;
    sleep(LUCK).await;
    browser.kill(profile.path()).await?;

    let visitor = browser.visitor(condition, &site).await?;
    visitor.open_app("/participer").await?;
    nothing_is_missing(&visitor).await
}

pub(crate) async fn the_tab_is_killed_one_second_after_the_last_keystroke(
    browser: Browser,
) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    // Drivers cannot open a tab from one that is dead.
    let first = visitor.go_to_another_window().await?;
    visitor.open_app("/participer").await?;
    visitor.type_in(&[NAME], "Zoé").await?;
    visitor.sees_it_saved().await?;
    type_all(&visitor).await?;
    sleep(LUCK).await;
    // Under a driver, Firefox ends as a whole with the process of a tab, and so does WebKit's session.
    visitor.crash_tab().await?;
    visitor.go_to_window(&first).await?;
    visitor.open_app("/participer").await?;
    nothing_is_missing(&visitor).await
}

async fn type_all(visitor: &Visitor<'_>) -> Result<()> {
    for (place, text) in TYPED {
        visitor.type_in(place, text).await?;
    }
    Ok(())
}

async fn nothing_is_missing(visitor: &Visitor<'_>) -> Result<()> {
    for (place, text) in TYPED {
        let want = if place == [NAME] { format!("Zoé{text}") } else { text.to_owned() };
        wait_to_be(&format!("{place:?}"), want, async || visitor.text_of(place).await).await?;
    }
    visitor.sees_it_saved().await?;
    let draft = stored_draft(visitor).await?;
    ensure!(draft.name == "Zoé d’Été « L’Œuvre »", "{draft:?}");
    ensure!(draft.expectations == "Rencontrer\nd’autres équipes", "{draft:?}");
    ensure!(draft.offers == "Relire, tester 🧢", "{draft:?}");
    Ok(())
}
