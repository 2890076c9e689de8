//! Before the app runs: its first fields stand in the page already, and what is typed in them stays.

use anyhow::{Result, ensure};
use e2e::browser::{Browser, Condition};
use e2e::network::PHONE_SCREEN;
use e2e::site::{Build, Site};
use e2e::wait::wait_until;

use crate::stored_draft;

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
