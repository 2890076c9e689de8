//! Without network, and from one version of the site to the next.

use std::fs;

use anyhow::{Context, Result, ensure};
use e2e::browser::{Browser, Condition};
use e2e::site::{Build, Site};
use e2e::visitor::Visitor;
use e2e::wait::{wait_to_be, wait_until};
use routes::Page;

use crate::focus::closes;
use crate::{ANNOUNCEMENT, NAME, OFFERS, same_message_in_link};

const OFFLINE: &str = "Vous êtes hors connexion";

const UPDATE: &str = "Une nouvelle version est disponible";

pub(crate) async fn every_page_opens_without_network(browser: Browser) -> Result<()> {
    opens_without_network(&browser, Build::Root).await
}

pub(crate) async fn every_page_below_a_path_opens_without_network(browser: Browser) -> Result<()> {
    opens_without_network(&browser, Build::BelowPath).await
}

async fn opens_without_network(browser: &Browser, build: Build) -> Result<()> {
    let site = Site::serve(build)?;
    let profile = tempfile::tempdir()?;
    let visitor = browser.visitor(Condition::Profile(profile.path()), &site).await?;
    visitor.open_app("/participer").await?;
    visitor.type_in(&[NAME], "Zoé").await?;
    visitor.sees_it_saved().await?;
    visitor.is_kept().await?;
    visitor.close_browser().await?;
    site.stop();

    let visitor = browser.visitor(Condition::Profile(profile.path()), &site).await?;
    for route in Page::ALL {
        visitor.open_app(route.path()).await?;
        visitor.arrives_at(route.heading().unwrap_or(ANNOUNCEMENT)).await?;
        ensure!(answered(&visitor, 200).await?, "{}", route.path());
    }
    visitor.open_app("/rien").await?;
    visitor.arrives_at("Page introuvable").await?;
    ensure!(answered(&visitor, 404).await?);

    visitor.open_app("/participer/?a=b").await?;
    wait_to_be("the name", "Zoé", async || visitor.text_of(&[NAME]).await).await?;
    visitor.type_in(&[OFFERS], "Relire").await?;
    visitor.sees_it_saved().await?;
    visitor.follow_in_header("Relire et envoyer").await?;
    visitor.arrives_at("Relire et envoyer").await?;
    visitor.reload().await?;
    same_message_in_link(&visitor).await?;
    let message = visitor.message_in_link().await?;
    ensure!(message.body.contains("\nNom : Zoé\n"), "{}", message.body);
    ensure!(message.body.contains("Je peux apporter : Relire"), "{}", message.body);
    Ok(())
}

/// Whether the page came with this status, as far as the browser says: WebKit does not.
async fn answered(visitor: &Visitor<'_>, want: u16) -> Result<bool> {
    let script = "return performance.getEntriesByType('navigation')[0].responseStatus ?? null";
    let status: Option<u16> = visitor.see_as(script).await?;
    Ok(status.is_none_or(|status| status == want))
}

pub(crate) async fn losing_the_network_is_said_once(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.open_app("/participer").await?;
    visitor.is_kept().await?;
    visitor.enter(&[NAME]).await?;
    ensure!(!visitor.has_alert(OFFLINE).await?);
    visitor.set_online(false).await?;
    let notice = visitor.alert(OFFLINE).await?;
    ensure!(notice.contains("Tout fonctionne, sauf l’envoi de votre message."), "{notice}");
    ensure!(!notice.contains("Gardez cette page ouverte"), "{notice}");
    visitor.focus_becomes("Vous > Nom et prénom").await?;
    status_bar_is_free(&visitor).await?;

    // It stays from page to page, until it is closed.
    visitor.follow_in_header("L’annonce").await?;
    visitor.arrives_at(ANNOUNCEMENT).await?;
    visitor.alert(OFFLINE).await?;
    closes(&visitor, OFFLINE, "Fermer").await?;
    visitor.follow_in_header("Ma participation").await?;
    visitor.arrives_at("Ma participation").await?;
    ensure!(!visitor.has_alert(OFFLINE).await?, "it is said again");

    // The next time it is said again, and goes by itself, with the focus in it.
    visitor.set_online(true).await?;
    visitor.set_online(false).await?;
    visitor.alert(OFFLINE).await?;
    visitor.focus_on_button(OFFLINE, "Fermer").await?;
    visitor.set_online(true).await?;
    wait_until("the notice has gone", async || Ok(!visitor.has_alert(OFFLINE).await?)).await?;
    visitor.has_some_focus().await
}

/// The notices are below the line that says whether the draft is saved, and both are in view.
async fn status_bar_is_free(visitor: &Visitor<'_>) -> Result<()> {
    wait_until("the status bar is in view, above the notices", async || {
        let script = "
            const bar = document.querySelector('.status-bar').getBoundingClientRect();
            const notices = document.querySelector('.notices').getBoundingClientRect();
            return notices.height > 0 && bar.bottom <= notices.top + 1
                && notices.bottom <= innerHeight + 1";
        Ok(visitor.see(script).await? == true)
    })
    .await
}

/// A visitor whose browser keeps version A, and who has a draft open in it.
async fn keeps_version_a<'a>(browser: &Browser, site: &'a Site) -> Result<Visitor<'a>> {
    site.deploy("A")?;
    let visitor = browser.visitor(Condition::New, site).await?;
    visitor.open_app("/participer").await?;
    visitor.type_in(&[NAME], "Zoé").await?;
    visitor.sees_it_saved().await?;
    visitor.is_kept().await?;
    Ok(visitor)
}

pub(crate) async fn a_first_visit_offers_no_update(browser: Browser) -> Result<()> {
    /// Of what goes wrong in one visit of ten, these miss one in twenty-five.
    const VISITS: u32 = 30;
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    let forget = "
        const done = arguments[0];
        (async () => {
            for (const worker of await navigator.serviceWorker.getRegistrations()) await worker.unregister();
            for (const name of await caches.keys()) await caches.delete(name);
        })().then(done, (error) => done(String(error)));";
    for visit in 1..=VISITS {
        visitor.open_app("/participer").await?;
        visitor.is_kept().await?;
        ensure!(!visitor.has_alert(UPDATE).await?, "visit {visit} is offered a new version");
        visitor.open("/robots.txt").await?;
        let error = visitor.client().execute_async(forget, Vec::new()).await?;
        ensure!(error.is_null(), "{error}");
    }
    Ok(())
}

/// The version that the page is of.
async fn version(visitor: &Visitor<'_>) -> Result<String> {
    visitor.see_as("return document.getElementById('marque')?.textContent ?? ''").await
}

pub(crate) async fn a_new_version_comes_when_it_is_asked_for(browser: Browser) -> Result<()> {
    let site = Site::publish(Build::Root)?;
    let visitor = keeps_version_a(&browser, &site).await?;
    ensure!(!visitor.has_alert(UPDATE).await?, "the first version is offered as a new one");
    let before = visitor.caches().await?;
    // Another site of the same host, with a cache of its own.
    visitor
        .client()
        .execute_async("caches.open('autre').then(() => arguments[0]())", vec![])
        .await?;

    site.deploy("B")?;
    let state = visitor.look_for_update().await?;
    ensure!(state == "installed", "the new version is {state}");
    visitor.alert(UPDATE).await?;
    status_bar_is_free(&visitor).await?;
    visitor.reload().await?;
    ensure!(version(&visitor).await? == "A", "it came without being asked for");
    visitor.alert(UPDATE).await?;
    closes(&visitor, UPDATE, "Plus tard").await?;
    visitor.reload().await?;
    visitor.alert(UPDATE).await?;

    visitor.type_in(&[NAME], " d’Été « à l’instant »").await?;
    visitor.press(&["Mettre à jour"]).await?;
    wait_to_be("the version", "B", async || version(&visitor).await).await?;
    let name = "Zoé d’Été « à l’instant »";
    wait_to_be("the name", name, async || visitor.text_of(&[NAME]).await).await?;
    ensure!(!visitor.has_alert(UPDATE).await?);
    ensure!(before.len() == 1, "{before:?}");
    // It goes while the new one is already shown.
    wait_until("the old version is gone, and nothing else", async || {
        let after = visitor.caches().await?;
        Ok(after.len() == 2 && !after.contains(&before[0]) && after.iter().any(|it| it == "autre"))
    })
    .await?;

    site.stop();
    visitor.open_app("/relire").await?;
    visitor.arrives_at("Relire et envoyer").await?;
    ensure!(version(&visitor).await? == "B");
    Ok(())
}

pub(crate) async fn an_update_waits_for_a_draft_that_is_not_saved(browser: Browser) -> Result<()> {
    let site = Site::publish(Build::Root)?;
    let visitor = keeps_version_a(&browser, &site).await?;
    site.deploy("B")?;
    visitor.look_for_update().await?;
    visitor.alert(UPDATE).await?;
    let refuse =
        "Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError') }";
    visitor.see(refuse).await?;
    visitor.type_in(&[NAME], " Durand").await?;
    visitor.press(&["Mettre à jour"]).await?;
    wait_until("it is said why nothing happens", async || {
        Ok(visitor.alert(UPDATE).await?.contains("Votre brouillon n’est pas enregistré"))
    })
    .await?;
    ensure!(visitor.text_of(&[NAME]).await? == "Zoé Durand");
    ensure!(version(&visitor).await? == "A");
    Ok(())
}

/// What a deployment made of a file.
type Damage = fn(&[u8]) -> Option<Vec<u8>>;

pub(crate) async fn half_a_version_replaces_nothing(browser: Browser) -> Result<()> {
    let site = Site::publish(Build::Root)?;
    let visitor = keeps_version_a(&browser, &site).await?;
    let before = visitor.caches().await?;
    let page = site.folder().join("imprimer/index.html");
    let damage: [(&str, Damage); 3] = [
        ("missing", |_| None),
        ("cut", |page| Some(page[..page.len() / 2].to_vec())),
        ("another", |page| Some([page, b" "].concat())),
    ];
    for (version_b, damage) in damage {
        site.deploy(version_b)?;
        let whole = fs::read(&page)?;
        match damage(&whole) {
            Some(damaged) => fs::write(&page, damaged)?,
            None => fs::remove_file(&page)?,
        }
        let state = visitor.look_for_update().await?;
        ensure!(state == "redundant", "with a page {version_b} the version is {state}");
        ensure!(visitor.caches().await? == before, "{:?}", visitor.caches().await?);
        ensure!(!visitor.has_alert(UPDATE).await?, "with a page {version_b} it is offered");
        fs::write(&page, whole)?;
    }
    site.stop();
    for path in ["/participer", "/imprimer"] {
        visitor.open_app(path).await?;
        ensure!(version(&visitor).await? == "A", "{path} is of another version");
    }

    // Once it is whole, it comes.
    site.restart()?;
    let state = visitor.look_for_update().await?;
    ensure!(state == "installed", "the whole version is {state}");
    visitor.alert(UPDATE).await?;
    Ok(())
}

pub(crate) async fn another_tab_is_not_reloaded(browser: Browser) -> Result<()> {
    let site = Site::publish(Build::Root)?;
    let visitor = keeps_version_a(&browser, &site).await?;
    let first = visitor.go_to_another_window().await?;
    let second = visitor.client().window().await?;
    visitor.open_app("/relire").await?;
    visitor.see("window.wasNotReloaded = true").await?;

    visitor.go_to_window(&first).await?;
    site.deploy("B")?;
    visitor.look_for_update().await?;
    visitor.alert(UPDATE).await?;
    visitor.press(&["Mettre à jour"]).await?;
    wait_to_be("the version", "B", async || version(&visitor).await).await?;

    visitor.go_to_window(&second).await?;
    visitor.alert(UPDATE).await?;
    ensure!(visitor.see("return window.wasNotReloaded").await? == true, "it was reloaded");
    ensure!(version(&visitor).await? == "A");
    visitor.press(&["Mettre à jour"]).await?;
    wait_to_be("the version", "B", async || version(&visitor).await).await?;
    ensure!(!visitor.has_alert(UPDATE).await?);
    Ok(())
}

pub(crate) async fn the_kill_switch_removes_everything(browser: Browser) -> Result<()> {
    let site = Site::publish(Build::Root)?;
    let visitor = keeps_version_a(&browser, &site).await?;
    visitor.type_in(&[NAME], " Durand").await?;
    site.deploy("B")?;
    xtask::postprocess::write_kill_switch(site.folder())?;
    visitor.look_for_update().await?;
    wait_until("the worker has gone", async || {
        let script =
            "navigator.serviceWorker.getRegistrations().then((all) => arguments[0](all.length))";
        let count = visitor.client().execute_async(script, Vec::new()).await?;
        Ok(count == 0 && visitor.caches().await?.is_empty())
    })
    .await?;
    ensure!(visitor.text_of(&[NAME]).await? == "Zoé Durand", "the page was reloaded");
    ensure!(version(&visitor).await? == "A");
    visitor.sees_it_saved().await?;

    visitor.reload().await?;
    ensure!(version(&visitor).await? == "B", "the page does not come from the network");
    wait_to_be("the name", "Zoé Durand", async || visitor.text_of(&[NAME]).await).await?;
    ensure!(!visitor.has_alert(UPDATE).await?);
    ensure!(visitor.caches().await?.is_empty(), "something is kept again");
    Ok(())
}

pub(crate) async fn the_site_can_be_installed(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::BelowPath)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.open_app("/relire").await?;
    let script = "
        const done = arguments[0];
        const address = document.querySelector('link[rel=manifest]').href;
        const load = (src) => new Promise((then) => {
            const image = new Image();
            image.onload = () => then(`${image.naturalWidth}x${image.naturalHeight}`);
            image.onerror = () => then('missing');
            image.src = src;
        });
        (async () => {
            const manifest = await (await fetch(address)).json();
            const resolve = (path) => new URL(path, address).href;
            const icons = await Promise.all(manifest.icons.map(async ({ src, sizes }) =>
                [sizes, await load(resolve(src))]));
            const apple = document.querySelector('link[rel=apple-touch-icon]').href;
            return {
                icons: [...icons, ['180x180', await load(apple)]],
                start: resolve(manifest.start_url),
                scope: resolve(manifest.scope),
            };
        })().then(done, (error) => done(String(error)));";
    let seen = visitor.client().execute_async(script, Vec::new()).await?;
    for icon in seen["icons"].as_array().with_context(|| seen.to_string())? {
        let is_whole = icon[0] == icon[1] || icon[0] == "any" && icon[1] != "missing";
        ensure!(is_whole, "an icon of {} has {}", icon[0], icon[1]);
    }
    ensure!(seen["scope"] == site.address("/"), "{seen}");
    ensure!(seen["start"] == site.address("/participer"), "{seen}");
    Ok(())
}
