//! The first fields stand in the page before the program runs. When it comes, it puts fields of its own
//! in their place: what was typed, ticked, focused and selected is there afterwards, whatever
//! extensions and translators have put in between.

use std::time::Duration;

use anyhow::{Result, ensure};
use domain::Field;
use e2e::browser::{Browser, Condition, Engine};
use e2e::draft;
use e2e::site::{Build, Site};
use e2e::visitor::{KEY, Visitor};
use e2e::wait::{wait_for, wait_to_be, wait_until};
use serde::Deserialize;
use serde_json::json;
use tokio::time::Instant;

use crate::{NAME, stored_draft};

const EMAIL: &str = "Adresse électronique (optionnel)";

const ORGANISATION: &str = "Organisation (optionnel)";

/// How long what was typed may take to be stored, once the program has taken it over.
const STORED_WITHIN: Duration = Duration::from_secs(3);

/// How long the program waits for a composition.
const COMPOSITION_LIMIT: Duration = Duration::from_secs(3);

/// Has the module on its way until [`Slow::let_it_come`], in every browser.
const HOLD_MODULE_BACK: &str = "
    const { fetch } = window;
    const release = new Promise((done) => window.letModuleCome = done);
    window.fetch = async (address, options) => {
        if (String(address.url ?? address).includes('.wasm')) await release;
        return fetch(address, options);
    };";

/// Does to the page what spelling checkers, password managers and translators do.
const MEDDLE: &str = "
    addEventListener('DOMContentLoaded', () => {
        const page = document.getElementById('page');
        for (const field of page.querySelectorAll('input')) {
            field.before(document.createElement('lt-highlighter'));
            field.after(document.createElement('div'));
        }
        const name = document.getElementById('nom');
        name.labels[0].after(Object.assign(document.createElement('span'), { textContent: ' ' }));
        page.querySelector('form').before(document.createElement('aside'));
        page.querySelector('form').prepend(document.createElement('lt-div'));
        const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        const found = [];
        while (texts.nextNode()) {
            const isOfPage = !texts.currentNode.parentElement.closest('script, style, template');
            if (isOfPage && texts.currentNode.data.trim()) found.push(texts.currentNode);
        }
        for (const text of found) {
            const font = document.createElement('font');
            text.replaceWith(font);
            font.append(text);
        }
        window.hasMeddled = found.length;
    });";

/// A site whose program comes when it is told to.
struct Slow(Site);

impl Slow {
    fn publish(script: &str) -> Result<Self> {
        let site = Site::publish(Build::Root)?;
        site.begin_pages_with(&format!("{HOLD_MODULE_BACK} {script}"))?;
        Ok(Self(site))
    }

    /// A visitor on the drafting page, which has no program yet.
    async fn visitor(&self, browser: &Browser) -> Result<Visitor<'_>> {
        let visitor = browser.visitor(Condition::New, &self.0).await?;
        visitor.open("/participer").await?;
        Ok(visitor)
    }

    async fn let_it_come(&self, visitor: &Visitor<'_>) -> Result<()> {
        ensure!(!has_started(visitor).await?, "the program was there before all was typed");
        visitor.see("letModuleCome()").await?;
        Ok(())
    }
}

async fn has_started(visitor: &Visitor<'_>) -> Result<bool> {
    Ok(visitor.see("return 'wasmBindings' in window").await? == true)
}

/// Whether the program has put its own fields in the place of the first ones.
async fn has_taken_over(visitor: &Visitor<'_>) -> Result<bool> {
    Ok(visitor.see("return 'takenOver' in document.documentElement.dataset").await? == true)
}

async fn takes_over(visitor: &Visitor<'_>) -> Result<()> {
    wait_until("the program has taken over", async || has_taken_over(visitor).await).await
}

/// Where one is in the form: the id of the field in focus, what is selected in it, and from which end.
#[derive(Debug, PartialEq, Eq, Deserialize)]
struct Selection {
    id: String,
    start: u32,
    end: u32,
    direction: String,
}

async fn selection(visitor: &Visitor<'_>) -> Result<Selection> {
    let script = "
        const { id, selectionStart, selectionEnd, selectionDirection } = document.activeElement;
        return { id, start: selectionStart, end: selectionEnd, direction: selectionDirection };";
    visitor.see_as(script).await
}

async fn select(visitor: &Visitor<'_>, wanted: &Selection) -> Result<()> {
    let script = "
        const [id, start, end, direction] = arguments;
        const field = document.getElementById(id);
        field.focus();
        field.setSelectionRange(start, end, direction);";
    let Selection { id, start, end, direction } = wanted;
    visitor.see_with(script, &[json!(id), json!(start), json!(end), json!(direction)]).await?;
    ensure!(selection(visitor).await? == *wanted, "nothing can be selected");
    Ok(())
}

pub(crate) async fn nothing_is_lost_whatever_was_put_in_between(browser: Browser) -> Result<()> {
    let site = Slow::publish(MEDDLE)?;
    for (id, start, end, direction) in
        [("nom", 2, 7, "backward"), ("organisation", 0, 5, "forward"), ("nom", 4, 4, "forward")]
    {
        let visitor = site.visitor(&browser).await?;
        // WebKit's driver goes on while the page is still being read.
        let fonts = wait_for("texts are wrapped", async || {
            visitor.see_as::<Option<u32>>("return window.hasMeddled ?? null").await
        })
        .await?;
        ensure!(fonts > 20, "only {fonts} texts are wrapped");
        visitor.tick(&["Présence (optionnel)", "10 janvier 2024"]).await?;
        visitor.type_in(&[NAME], "Zoé Durand").await?;
        visitor.type_in(&[EMAIL], "zoe@exemple.fr").await?;
        visitor.type_in(&[ORGANISATION], "Ville d’Exemple").await?;
        let wanted = Selection { id: id.to_owned(), start, end, direction: direction.to_owned() };
        select(&visitor, &wanted).await?;
        // Browsers that tell no direction of a mere caret say so before and after.
        let before = selection(&visitor).await?;

        site.let_it_come(&visitor).await?;
        takes_over(&visitor).await?;
        let taken_over = Instant::now();
        wait_to_be("the selection", before, async || selection(&visitor).await).await?;
        wait_until("all of it is stored", async || {
            Ok(stored_draft(&visitor).await.is_ok_and(|draft| {
                let days: Vec<String> = draft.presence.iter().map(ToString::to_string).collect();
                draft.name == "Zoé Durand"
                    && draft.email == "zoe@exemple.fr"
                    && draft.organisation == "Ville d’Exemple"
                    && days == ["2024-01-10"]
            }))
        })
        .await?;
        let took = taken_over.elapsed();
        ensure!(took < STORED_WITHIN, "it was stored after {took:?}");
        for (field, text) in
            [(NAME, "Zoé Durand"), (EMAIL, "zoe@exemple.fr"), (ORGANISATION, "Ville d’Exemple")]
        {
            ensure!(visitor.text_of(&[field]).await? == text, "{field} has lost its text");
        }
        ensure!(visitor.is_ticked(&["Présence (optionnel)", "10 janvier 2024"]).await?);
        ensure!(!visitor.is_ticked(&["Présence (optionnel)", "9 janvier 2024"]).await?);
        let twice = visitor.named_twice().await?;
        ensure!(twice.is_empty(), "there twice: {twice:?}");

        // The fields are the program's own.
        visitor.type_where_focus_is("-").await?;
        wait_until("what is typed now is stored as well", async || {
            let draft = stored_draft(&visitor).await?;
            Ok(draft.name.contains('-') || draft.organisation.contains('-'))
        })
        .await?;
        if browser.engine() == Engine::Chromium {
            let errors = visitor.console_errors().await?;
            ensure!(errors.is_empty(), "the console says {errors:?}");
        }
        visitor.close_browser().await?;
    }
    Ok(())
}

/// Password managers fill in fields without an event; what is stored, and shown, is no news, but what is typed
/// behind it.
pub(crate) async fn what_programs_fill_in_before_the_start_is_kept(browser: Browser) -> Result<()> {
    let site = Slow::publish("")?;
    let visitor = browser.visitor(Condition::New, &site.0).await?;
    visitor.open("/robots.txt").await?;
    let mut draft = draft::of_size(1, 1);
    draft::write(&mut draft, Field::Name, "Zoé");
    draft::write(&mut draft, Field::Email, "zoe@exemple.fr");
    for fills in [false, true] {
        let record = draft::record(draft.clone());
        visitor.store(KEY, &record).await?;
        visitor.open("/participer").await?;
        wait_to_be("the name", "Zoé", async || visitor.text_of(&[NAME]).await).await?;
        if fills {
            let fill = "
                document.getElementById('nom').value = 'Zoé Durand';
                document.getElementById('organisation').value = 'Ville';
                document.getElementById('presence-2024-01-09').checked = true;";
            visitor.see(fill).await?;
            visitor.type_in(&[NAME], "-Été").await?;
        }
        site.let_it_come(&visitor).await?;
        takes_over(&visitor).await?;
        if !fills {
            visitor.see("dispatchEvent(new Event('pagehide'))").await?;
            ensure!(visitor.stored(KEY).await?.is_some_and(|stored| stored == record));
            visitor.open("/robots.txt").await?;
        }
    }
    wait_until("all of it is stored", async || {
        let draft = stored_draft(&visitor).await?;
        Ok((&*draft.name, &*draft.email, &*draft.organisation, draft.presence.len())
            == ("Zoé Durand-Été", "zoe@exemple.fr", "Ville", 1))
    })
    .await?;
    ensure!(visitor.text_of(&[ORGANISATION]).await? == "Ville");
    ensure!(visitor.is_ticked(&["Présence (optionnel)", "9 janvier 2024"]).await?);
    Ok(())
}

/// Chromium fills in fields anew when one comes back to a page that it has not kept: with what those of the
/// program held when it was left.
pub(crate) async fn what_the_browser_brings_back_is_no_news(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.open_app("/participer").await?;
    visitor.type_in(&[NAME], "Zoé").await?;
    visitor.tick(&["Présence (optionnel)", "9 janvier 2024"]).await?;
    visitor.sees_it_saved().await?;
    // No browser keeps a page that listens to this.
    visitor.see("window.isTheSame = addEventListener('unload', () => {})").await?;
    visitor.open("/robots.txt").await?;
    visitor.open_app("/participer").await?;
    visitor.type_in(&[NAME], " Durand").await?;
    visitor.type_in(&[EMAIL], "zoe@exemple.fr").await?;
    visitor.tick(&["Présence (optionnel)", "9 janvier 2024"]).await?;
    visitor.sees_it_saved().await?;
    let draft = stored_draft(&visitor).await?;
    ensure!((&*draft.name, draft.presence.len()) == ("Zoé Durand", 0), "{draft:?}");

    visitor.open("/robots.txt").await?;
    visitor.see("history.go(-3)").await?;
    takes_over(&visitor).await?;
    ensure!(visitor.see("return 'isTheSame' in window").await? == false, "it kept the page");
    wait_to_be("the name", "Zoé Durand", async || visitor.text_of(&[NAME]).await).await?;
    ensure!(visitor.text_of(&[EMAIL]).await? == "zoe@exemple.fr");
    ensure!(!visitor.is_ticked(&["Présence (optionnel)", "9 janvier 2024"]).await?);
    visitor.see("dispatchEvent(new Event('pagehide'))").await?;
    ensure!(stored_draft(&visitor).await?.says_the_same_as(&draft), "it was stored anew");
    Ok(())
}

/// Begins to compose in the name, as input methods and dead keys do. No driver can.
const COMPOSE: &str = "
    const field = document.getElementById('nom');
    field.focus();
    field.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }));
    field.value = 'Zoe';
    const input = { bubbles: true, isComposing: true, inputType: 'insertCompositionText' };
    field.dispatchEvent(new InputEvent('input', input));";

/// Ends it, each as one family of browsers does: the last `input` comes before or behind the end.
const COMPOSED: [&str; 2] = [
    "field.value = 'Zoé';
    field.dispatchEvent(new InputEvent('input', { bubbles: true, isComposing: true }));
    field.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true, data: 'é' }));",
    "field.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true, data: 'é' }));
    field.value = 'Zoé';
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));",
];

pub(crate) async fn a_composition_is_waited_for(browser: Browser) -> Result<()> {
    let site = Slow::publish("")?;
    for composed in COMPOSED {
        let visitor = site.visitor(&browser).await?;
        visitor.see(COMPOSE).await?;
        site.let_it_come(&visitor).await?;
        wait_until("the program has started", async || has_started(&visitor).await).await?;
        ensure!(!has_taken_over(&visitor).await?, "it did not wait for the composition");
        let composed_at = Instant::now();
        visitor.see(&format!("const field = document.activeElement; {composed}")).await?;
        takes_over(&visitor).await?;
        let waited = composed_at.elapsed();
        ensure!(waited < COMPOSITION_LIMIT / 2, "it waited for {waited:?} behind the end");
        ensure!(!visitor.has_crashed().await?, "the program has crashed");
        has_kept(&visitor, "Zoé").await?;
        visitor.close_browser().await?;
    }
    Ok(())
}

pub(crate) async fn a_composition_without_end_is_waited_for_a_moment(
    browser: Browser,
) -> Result<()> {
    let site = Slow::publish("")?;
    let visitor = site.visitor(&browser).await?;
    visitor.see(COMPOSE).await?;
    site.let_it_come(&visitor).await?;
    wait_until("the program has started", async || has_started(&visitor).await).await?;
    let started = Instant::now();
    ensure!(!has_taken_over(&visitor).await?, "it did not wait for the composition");
    takes_over(&visitor).await?;
    let waited = started.elapsed();
    // A slow machine may take a while to look.
    ensure!(waited < COMPOSITION_LIMIT * 2, "it waited for {waited:?}");
    has_kept(&visitor, "Zoe").await
}

/// The name is in its field, which has the focus, and is stored.
async fn has_kept(visitor: &Visitor<'_>, name: &str) -> Result<()> {
    visitor.focus_becomes(&format!("Vous > {NAME}")).await?;
    ensure!(visitor.text_of(&[NAME]).await? == name);
    wait_until("the name is stored", async || {
        Ok(stored_draft(visitor).await.is_ok_and(|draft| draft.name == name))
    })
    .await
}
