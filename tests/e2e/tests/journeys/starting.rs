//! Before the app runs: its first fields stand in the page already, and what is typed in them stays.

use anyhow::{Result, ensure};
use e2e::browser::{Browser, Condition};
use e2e::draft;
use e2e::network::PHONE_SCREEN;
use e2e::site::{Build, Site};
use e2e::visitor::{KEY, Visitor};
use e2e::wait::wait_until;
use fantoccini::key::Key;

use crate::{NAME, stored_draft};

/// What the build wrote, and what the app makes of it, as lines of text to compare: every element
/// with its attributes, and every text, of the parts that stand there before the app runs.
const BOTH: &str = "
    const [done] = arguments;
    const own = ['data-key', 'data-start'];
    const lines = (node) => {
        if (node.nodeType === Node.TEXT_NODE) {
            const text = node.data.replace(/\\s+/g, ' ').trim();
            return text ? [text] : [];
        }
        if (node.nodeType !== Node.ELEMENT_NODE) return [];
        const attributes = [...node.attributes].filter(({ name }) => !own.includes(name));
        const said = attributes.map(({ name, value }) => `${name}=${value}`).sort().join(' ');
        return [`<${node.localName} ${said}>`, ...[...node.childNodes].flatMap(lines), '</>'];
    };
    const parts = (page) =>
        ['h1', '.lead', '.lead + p, .lead ~ p', '.outline', 'form > fieldset']
            .flatMap((part) => lines(page.querySelector(`#page ${part}`)));
    const request = new XMLHttpRequest();
    request.open('GET', location.href);
    request.responseType = 'document';
    request.onload = () => done([parts(request.response), parts(document)]);
    request.send();";

pub(crate) async fn what_stands_in_the_page_is_what_the_app_makes(browser: Browser) -> Result<()> {
    for build in [Build::Root, Build::BelowPath, Build::SecondEdition] {
        let site = Site::serve(build)?;
        let visitor = browser.visitor(Condition::New, &site).await?;
        visitor.open_app("/participer").await?;
        let both = visitor.client().execute_async(BOTH, Vec::new()).await?;
        let [written, made]: [Vec<String>; 2] = serde_json::from_value(both)?;
        ensure!(written.len() > 60, "{written:?}");
        for (index, (written, made)) in written.iter().zip(&made).enumerate() {
            ensure!(
                written == made,
                "line {index}: the build wrote {written}, the app made {made}"
            );
        }
        ensure!(written.len() == made.len(), "{} and {} lines", written.len(), made.len());
        visitor.close_browser().await?;
    }
    Ok(())
}

/// A page whose program is on its way for seconds.
async fn opens_slowly(visitor: &Visitor<'_>, path: &str) -> Result<()> {
    visitor.slow_network_down(25_000).await?;
    visitor.open(path).await
}

async fn has_started(visitor: &Visitor<'_>) -> Result<bool> {
    Ok(visitor.see("return 'wasmBindings' in window").await? == true)
}

pub(crate) async fn what_is_typed_before_the_app_runs_is_kept(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    opens_slowly(&visitor, "/participer").await?;
    visitor.tick(&["Présence", "10 janvier 2024"]).await?;
    visitor.type_in(&[NAME], "Zoé Durand").await?;
    visitor.press_keys(&[Key::Left, Key::Left, Key::Left]).await?;
    visitor.see("document.getElementById('nom').isTheSame = true").await?;
    let caret = visitor.caret().await?;
    ensure!(!has_started(&visitor).await?, "the app was there before all was typed");

    wait_until("the app has started", async || has_started(&visitor).await).await?;
    visitor.focus_becomes(&format!("Vous > {NAME}")).await?;
    ensure!(visitor.caret().await? == caret, "the caret has moved");
    let is_same = visitor.see("return document.getElementById('nom').isTheSame ?? false").await?;
    ensure!(is_same == true, "another field stands in the place of the one that was typed in");
    ensure!(visitor.is_ticked(&["Présence", "10 janvier 2024"]).await?);
    visitor.sees_it_saved().await?;
    visitor.type_where_focus_is("-").await?;
    wait_until("all of it is stored", async || {
        Ok(stored_draft(&visitor).await.is_ok_and(|draft| draft.name == "Zoé Dur-and"))
    })
    .await?;
    let days: Vec<String> =
        stored_draft(&visitor).await?.presence.iter().map(ToString::to_string).collect();
    ensure!(days == ["2024-01-10"], "{days:?}");
    let errors = visitor.console_errors().await?;
    ensure!(errors.is_empty(), "the console says {errors:?}");
    Ok(())
}

pub(crate) async fn on_phones_nothing_moves_when_what_was_typed_is_saved(
    browser: Browser,
) -> Result<()> {
    // Not as from a keyboard, whose input excuses what moves right after it.
    let script = "
        addEventListener('DOMContentLoaded', () => {
            document.getElementById('nom')?.focus();
            document.execCommand('insertText', false, 'Zoé');
        });";
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.begin_pages_with(script).await?;
    visitor.look_through(PHONE_SCREEN.0, PHONE_SCREEN.1).await?;
    visitor.open_app("/participer").await?;
    wait_until("it is stored", async || {
        Ok(stored_draft(&visitor).await.is_ok_and(|draft| draft.name == "Zoé"))
    })
    .await?;
    visitor.sees_it_saved().await?;
    let shifts = visitor.shifts().await?;
    ensure!(shifts.is_empty(), "these moved: {shifts:#?}");
    Ok(())
}

pub(crate) async fn what_is_stored_shows_before_the_app_runs(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    // A file of the site that starts no program.
    visitor.open("/robots.txt").await?;
    let mut stored = draft::of_size(2, 1);
    draft::write(&mut stored, domain::Field::Name, "Zoé");
    visitor.store(KEY, &draft::record(stored.clone())).await?;
    opens_slowly(&visitor, "/participer").await?;
    ensure!(visitor.text_of(&[NAME]).await? == "Zoé", "the field is empty");
    visitor.type_in(&[NAME], " Durand").await?;
    ensure!(!has_started(&visitor).await?, "the app was there before all was typed");

    wait_until("the app has started", async || has_started(&visitor).await).await?;
    ensure!(visitor.text_of(&[NAME]).await? == "Zoé Durand");
    draft::write(&mut stored, domain::Field::Name, "Zoé Durand");
    wait_until("all of it is stored", async || {
        Ok(stored_draft(&visitor).await.is_ok_and(|draft| draft == stored))
    })
    .await
}
