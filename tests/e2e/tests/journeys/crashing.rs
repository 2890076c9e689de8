//! When the program stops, or does not start: nothing is lost, and nobody is locked out.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use e2e::browser::{Browser, Condition};
use e2e::draft;
use e2e::site::{Build, Site};
use e2e::visitor::{KEY, Visitor};
use e2e::wait::{wait_to_be, wait_until};
use xtask::postprocess;

use crate::keeping::fill_storage;
use crate::sealed::{MODULE, app_file};
use crate::{NAME, stored_draft};

pub(crate) const DOWNLOAD_DRAFT: &str = "Télécharger mon brouillon";

pub(crate) const SET_ASIDE: &str = "Mettre mon brouillon de côté et recharger";

/// Extensions that block or rewrite pages can break what every program counts on.
const BREAK_THE_PAGE: &str =
    "Document.prototype.createElement = () => { throw new Error('broken by an extension'); }";

pub(crate) async fn a_crash_says_whether_the_text_is_safe(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.open_app("/participer").await?;
    visitor.type_in(&[NAME], "Zoé d’Été 🧢").await?;
    visitor.sees_it_saved().await?;
    wait_until("all of it is stored", async || {
        Ok(stored_draft(&visitor).await.is_ok_and(|draft| draft.name == "Zoé d’Été 🧢"))
    })
    .await?;
    visitor.see(BREAK_THE_PAGE).await?;
    visitor.press(&["Ajouter un logiciel"]).await?;
    sees_the_crash(&visitor).await?;
    ensure!(visitor.focus().await? != "a: Recharger la page", "the focus was moved");
    let shown: String = visitor.see_as("return document.getElementById('panne').innerText").await?;
    // The software was added to the draft and could not be shown: that much is not saved.
    ensure!(shown.contains("copiez ce qui est encore à l’écran"), "{shown}");
    ensure!(!shown.contains("est enregistré sur cet appareil"), "{shown}");

    // From here on nothing is stored any more.
    let record = visitor.stored(KEY).await?.context("nothing is stored")?;
    ensure!(downloaded(&visitor).await? == record, "the file is not what is stored");

    visitor.reloads_by(async || visitor.follow("Recharger la page").await).await?;
    wait_to_be("the name", "Zoé d’Été 🧢", async || visitor.text_of(&[NAME]).await).await
}

pub(crate) async fn an_endless_crash_can_be_left(browser: Browser) -> Result<()> {
    let site = altered(|folder| {
        let page = folder.join("participer/index.html");
        let html = fs::read_to_string(&page)?;
        // What breaks is the draft: as if the program could not bear this one.
        let breaking = format!(
            "<script>if ((localStorage.getItem('{KEY}') ?? '').includes('n° 2')) {{ {BREAK_THE_PAGE} }}</script>"
        );
        fs::write(page, html.replacen("</title>", &format!("</title>{breaking}"), 1))?;
        postprocess::write_policy(folder)
    })?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.open("/accessibilite").await?;
    let record = draft::record(draft::of_size(2, 2));
    visitor.store(KEY, &record).await?;
    for _ in 0..2 {
        visitor.open("/participer").await?;
        sees_the_crash(&visitor).await?;
    }
    ensure!(downloaded(&visitor).await? == record, "the file is not what is stored");
    ensure!(visitor.stored_aside().await?.is_empty(), "it was set aside unasked");

    visitor.reloads_by(async || visitor.press(&[SET_ASIDE]).await).await?;
    wait_to_be("the name", "", async || visitor.text_of(&[NAME]).await).await?;
    ensure!(!visitor.has_crashed().await?, "it still crashes");
    ensure!(visitor.stored_aside().await? == [record], "the draft is not set aside as it was");
    ensure!(visitor.stored(KEY).await?.is_none(), "the draft is still in its place");
    visitor.type_in(&[NAME], "Zoé").await?;
    visitor.sees_it_saved().await
}

pub(crate) async fn an_endless_crash_with_full_storage_deletes_nothing(
    browser: Browser,
) -> Result<()> {
    let site = altered(without_program)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.open("/accessibilite").await?;
    let record = draft::record(draft::of_size(1, 1));
    visitor.store(KEY, &record).await?;
    fill_storage(&visitor).await?;
    visitor.open("/participer").await?;
    sees_the_crash(&visitor).await?;
    visitor.press(&[SET_ASIDE]).await?;
    wait_until("the page says that it could not", async || {
        visitor.is_told("Le brouillon n’a pas pu être mis de côté").await
    })
    .await?;
    ensure!(visitor.stored(KEY).await?.as_ref() == Some(&record), "the draft is gone");
    ensure!(downloaded(&visitor).await? == record, "the file is not what is stored");
    Ok(())
}

/// Where nothing is stored, the crash of the form leaves what was typed on the screen, and no more.
pub(crate) async fn offers_no_download(visitor: &Visitor<'_>) -> Result<()> {
    visitor
        .see("window.errors = []; addEventListener('error', (e) => errors.push(e.message))")
        .await?;
    visitor.see(BREAK_THE_PAGE).await?;
    visitor.press(&["Ajouter un logiciel"]).await?;
    sees_the_crash(visitor).await?;
    ensure!(!visitor.has_link(DOWNLOAD_DRAFT).await?, "there is nothing to download");
    ensure!(visitor.text_of(&[NAME]).await? == "Zoé", "what was typed is off the screen");
    let errors: Vec<String> = visitor.see_as("return errors").await?;
    // The program's own end is no error of the block's.
    let others = errors.iter().filter(|error| !error.to_lowercase().contains("unreachable"));
    ensure!(others.count() == 0, "{errors:?}");
    Ok(())
}

/// A copy of the site in which something is not as it was built.
pub(crate) fn altered(alter: impl FnOnce(&Path) -> Result<()>) -> Result<Site> {
    let site = Site::publish(Build::Root)?;
    alter(site.folder())?;
    Ok(site)
}

pub(crate) fn without_program(site: &Path) -> Result<()> {
    Ok(fs::remove_file(app_file(site, MODULE)?)?)
}

pub(crate) fn with_garbage(site: &Path) -> Result<()> {
    Ok(fs::write(app_file(site, MODULE)?, "no WebAssembly at all")?)
}

pub(crate) async fn sees_the_crash(visitor: &Visitor<'_>) -> Result<()> {
    wait_until("the page says that it has crashed", async || visitor.has_crashed().await).await
}

/// What is in the file that the crash block offers.
pub(crate) async fn downloaded(visitor: &Visitor<'_>) -> Result<String> {
    wait_until("there is a draft to download", async || visitor.has_link(DOWNLOAD_DRAFT).await)
        .await?;
    // Where browsers put their downloads is their visitors' affair: the page only offers a file.
    let script = "
        const link = find('link', arguments[0], []);
        const make = URL.createObjectURL;
        let file;
        URL.createObjectURL = (blob) => make.call(URL, file = blob);
        document.addEventListener('click', (event) => event.preventDefault(), { once: true });
        link.click();
        URL.createObjectURL = make;
        if (!link.href.startsWith('blob:')) return null;
        return file.text().then((text) => [link.download, text]);";
    let (name, text): (String, String) =
        serde_json::from_value(visitor.see_with(script, &[DOWNLOAD_DRAFT.into()]).await?)?;
    let day = name.strip_prefix("bluehats-participation-").and_then(|n| n.strip_suffix(".json"));
    let is_day = |day: &str| {
        day.len() == 10
            && day.bytes().enumerate().all(|(index, byte)| match index {
                4 | 7 => byte == b'-',
                _ => byte.is_ascii_digit(),
            })
    };
    ensure!(day.is_some_and(is_day), "the file is called {name}");
    Ok(text)
}
