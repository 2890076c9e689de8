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

/// What the build wrote, and what the app makes of it, as far as visitors can tell: the words of each
/// part that stands there before the app runs, without white space, which markup may have more or less
/// of; and its fields.
const BOTH: &str = "
    const [done] = arguments;
    const letters = (element) => (element?.textContent ?? '').replace(/\\s+/g, '');
    const parts = (page) => [
        ...['h1', '> p:not([class])', '.outline', 'form > fieldset'].map((part) =>
            `${part}: ${letters(page.querySelector(`#page ${part}`))}`),
        ...[...page.querySelector('#page form > fieldset').querySelectorAll('label')].map((label) => {
            const field = page.getElementById(label.htmlFor);
            const of = (name) => field.getAttribute(name);
            const described = (of('aria-describedby') ?? '').split(' ').map((id) => letters(page.getElementById(id)));
            return [
                letters(label), label.htmlFor, field.localName, of('type'), of('autocomplete'), of('inputmode'),
                of('aria-required'), of('spellcheck'), of('dir'), ...described,
            ].join(' | ');
        }),
        `ids: ${[...page.querySelector('#page form > fieldset').querySelectorAll('[id]')].map((it) => it.id).join(' ')}`,
    ];
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
        ensure!(
            written.len() >= 10 && !written.iter().any(|part| part.ends_with(": ")),
            "{written:?}"
        );
        for (written, made) in written.iter().zip(&made) {
            ensure!(written == made, "the build wrote {written}, the app made {made}");
        }
        ensure!(written.len() == made.len(), "{} and {} parts", written.len(), made.len());
        let twice = visitor.named_twice().await?;
        ensure!(twice.is_empty(), "there twice: {twice:?}");
        visitor.close_browser().await?;
    }
    Ok(())
}

/// A page whose program is on its way for seconds.
async fn opens_slowly(visitor: &Visitor<'_>, path: &str) -> Result<()> {
    visitor.slow_network_down(50_000).await?;
    visitor.open(path).await
}

async fn has_started(visitor: &Visitor<'_>) -> Result<bool> {
    Ok(visitor.see("return 'wasmBindings' in window").await? == true)
}

pub(crate) async fn what_is_typed_before_the_app_runs_is_kept(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    opens_slowly(&visitor, "/participer").await?;
    visitor.tick(&["Présence (optionnel)", "10 janvier 2024"]).await?;
    visitor.type_in(&[NAME], "Zoé Durand").await?;
    visitor.press_keys(&[Key::Left, Key::Left, Key::Left]).await?;
    let caret = visitor.caret().await?;
    ensure!(!has_started(&visitor).await?, "the app was there before all was typed");

    wait_until("the app has started", async || has_started(&visitor).await).await?;
    visitor.focus_becomes(&format!("Vous > {NAME}")).await?;
    ensure!(visitor.caret().await? == caret, "the caret has moved");
    ensure!(visitor.is_ticked(&["Présence (optionnel)", "10 janvier 2024"]).await?);
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
