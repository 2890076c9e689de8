//! How the site looks: light or dark.

use anyhow::{Result, ensure};
use e2e::browser::{Browser, Condition};
use e2e::site::{Build, Site};
use e2e::visitor::Visitor;
use e2e::wait::wait_to_be;

use crate::{ANNOUNCEMENT, NAME};

const DISPLAY: &str = "Affichage";

const DISPLAY_KEY: &str = "bluehats-participation.affichage";

pub(crate) async fn the_display_is_chosen_and_kept(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.open("/").await?;
    shows(&visitor, "Comme le système", "light dark").await?;
    ensure!(visitor.stored(DISPLAY_KEY).await?.is_none(), "nobody has chosen anything");
    let system_paper = paper(&visitor).await?;
    let system_bars = bars(&visitor).await?;
    ensure!(system_bars[0] != system_bars[1], "the window is always {}", system_bars[0]);

    visitor.choose(&[DISPLAY], "Sombre").await?;
    shows(&visitor, "Sombre", "dark").await?;
    let dark = paper(&visitor).await?;
    let [first, second] = bars(&visitor).await?;
    ensure!(first == second, "the window is {first} or {second}");

    // It is there before anything is painted, on every page, and in the app.
    visitor.open_app("/participer").await?;
    shows(&visitor, "Sombre", "dark").await?;
    ensure!(paper(&visitor).await? == dark);
    visitor.follow_in_header("L’annonce").await?;
    visitor.arrives_at(ANNOUNCEMENT).await?;
    shows(&visitor, "Sombre", "dark").await?;

    visitor.choose(&[DISPLAY], "Clair").await?;
    shows(&visitor, "Clair", "light").await?;
    ensure!(paper(&visitor).await? != dark, "light is dark");
    visitor.choose(&[DISPLAY], "Comme le système").await?;
    shows(&visitor, "Comme le système", "light dark").await?;
    ensure!(paper(&visitor).await? == system_paper);
    ensure!(bars(&visitor).await? == system_bars);
    visitor.reload().await?;
    shows(&visitor, "Comme le système", "light dark").await
}

pub(crate) async fn other_tabs_follow_the_display(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.open_app("/participer").await?;
    visitor.type_in(&[NAME], "Zoé").await?;
    let first = visitor.go_to_another_window().await?;
    visitor.open("/").await?;
    visitor.choose(&[DISPLAY], "Sombre").await?;

    visitor.go_to_window(&first).await?;
    shows(&visitor, "Sombre", "dark").await?;
    ensure!(visitor.text_of(&[NAME]).await? == "Zoé");
    Ok(())
}

pub(crate) async fn what_is_kept_by_another_program_is_no_display(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.open("/").await?;
    visitor.store(DISPLAY_KEY, "\"><script>").await?;
    visitor.reload().await?;
    shows(&visitor, "Comme le système", "light dark").await
}

/// A choice that nothing obeys is not offered.
pub(crate) async fn without_scripting_no_display_is_offered(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::WithoutScripting, &site).await?;
    visitor.open("/").await?;
    ensure!(!visitor.labels(&[]).await?.iter().any(|label| label == DISPLAY), "it is offered");
    Ok(())
}

/// The display is chosen, and stays from page to page, also where nothing is kept; ends on the form.
pub(crate) async fn is_chosen(visitor: &Visitor<'_>) -> Result<()> {
    visitor.choose(&[DISPLAY], "Sombre").await?;
    shows(visitor, "Sombre", "dark").await?;
    visitor.follow_in_header("L’annonce").await?;
    visitor.arrives_at(ANNOUNCEMENT).await?;
    shows(visitor, "Sombre", "dark").await?;
    visitor.follow_in_header("Ma participation").await?;
    visitor.arrives_at("Ma participation").await
}

/// The list says what was chosen, and the browser draws its own parts accordingly.
async fn shows(visitor: &Visitor<'_>, choice: &str, scheme: &str) -> Result<()> {
    wait_to_be("the colours", scheme, async || {
        let script = "return getComputedStyle(document.documentElement).colorScheme";
        visitor.see_as::<String>(script).await
    })
    .await?;
    wait_to_be(DISPLAY, choice, async || visitor.choice_of(&[DISPLAY]).await).await
}

/// The colour behind the page.
async fn paper(visitor: &Visitor<'_>) -> Result<String> {
    visitor.see_as("return getComputedStyle(document.body).backgroundColor").await
}

/// The colours of the window around the page, in dark and in light surroundings.
async fn bars(visitor: &Visitor<'_>) -> Result<[String; 2]> {
    visitor
        .see_as(
            "return [...document.querySelectorAll('meta[name=theme-color]')].map((e) => e.content)",
        )
        .await
}
