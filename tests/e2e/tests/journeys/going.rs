//! Going from page to page, by link and by address.

use std::fs;

use anyhow::{Context, Result, ensure};
use e2e::browser::{Browser, Condition};
use e2e::site::{Build, SUB_PATH, Site};
use e2e::visitor::Visitor;
use e2e::wait::{wait_to_be, wait_until};
use fantoccini::key::Key;
use routes::Page;

use crate::reading::PAST;
use crate::sealed::app_file;
use crate::{ANNOUNCEMENT, NAME, OFFERS, clock_at, current_links, same_message_in_link};

const EVENT: &str = "Hackathon #BlueHats";

pub(crate) async fn every_page_has_an_address(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    let pages = Page::ALL.map(|route| (route.path().to_owned(), Some(route)));
    let with_slash = ("/participer/".to_owned(), Some(Page::Draft));
    let unknown = ("/rien".to_owned(), None);
    for (path, route) in pages.into_iter().chain([with_slash, unknown]) {
        visitor.open_app(&path).await?;
        let heading = match route {
            Some(route) => route.heading().unwrap_or(ANNOUNCEMENT),
            None => "Page introuvable",
        };
        let title = match route {
            Some(Page::Announcement) => ANNOUNCEMENT.to_owned(),
            _ => format!("{heading} – {EVENT}"),
        };
        visitor.arrives_at(heading).await.with_context(|| path.clone())?;
        visitor.title_becomes(&title).await.with_context(|| path.clone())?;
        let current = match route {
            Some(Page::Announcement) => vec!["L’annonce"],
            Some(Page::Draft) => vec!["Ma participation"],
            Some(Page::Review) => vec!["Relire et envoyer"],
            _ => vec![],
        };
        ensure!(current_links(&visitor).await? == current, "{path} is not marked as {current:?}");
        let status: u16 = visitor
            .see_as("return performance.getEntriesByType('navigation')[0].responseStatus")
            .await?;
        ensure!(status == if route.is_some() { 200 } else { 404 }, "{path} answers {status}");
        ensure!(!visitor.has_crashed().await?, "{path} has crashed");
        let is_told = visitor.is_told(PAST).await?;
        ensure!(is_told == (route == Some(Page::Announcement)), "{path}: {is_told}");
    }
    calendar_is_offered(&visitor).await
}

/// The link to the calendar entry leads to one.
async fn calendar_is_offered(visitor: &Visitor<'_>) -> Result<()> {
    visitor.begin_pages_with(&clock_at("2023-12-04T12:00")).await?;
    visitor.open_app("/").await?;
    let address = visitor.address_of("Ajouter à mon agenda").await?;
    let script = "
        const [address, done] = arguments;
        fetch(address).then(async (answer) =>
            done([answer.status, answer.headers.get('content-type'), await answer.text()]));";
    let answer = visitor.client().execute_async(script, vec![address.into()]).await?;
    let (status, media_type, text): (u16, String, String) = serde_json::from_value(answer)?;
    ensure!(status == 200, "the calendar entry answers {status}");
    ensure!(media_type.starts_with("text/calendar"), "it is {media_type}");
    for line in ["BEGIN:VCALENDAR", "DTSTART;VALUE=DATE:20240109", "DTEND;VALUE=DATE:20240111"] {
        ensure!(text.split("\r\n").any(|other| other == line), "no line {line} in {text}");
    }
    Ok(())
}

pub(crate) async fn a_site_below_a_path_stays_there(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::BelowPath)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.open_app("/").await?;
    visitor.arrives_at(ANNOUNCEMENT).await?;
    stays_below_path(&visitor, &site, "").await?;

    visitor.follow("Rédiger ma participation").await?;
    visitor.arrives_at("Ma participation").await?;
    stays_below_path(&visitor, &site, "participer").await?;
    visitor.type_in(&[NAME], "Zoé").await?;
    visitor.type_in(&[OFFERS], "Relire").await?;
    visitor.sees_it_saved().await?;

    visitor.follow_in_header("Relire et envoyer").await?;
    visitor.arrives_at("Relire et envoyer").await?;
    same_message_in_link(&visitor).await?;
    stays_below_path(&visitor, &site, "relire").await?;

    visitor.follow_in_header("L’annonce").await?;
    visitor.arrives_at(ANNOUNCEMENT).await?;
    ensure!(current_links(&visitor).await? == ["L’annonce"]);
    visitor.follow("Accessibilité : non conforme").await?;
    visitor.arrives_at("Accessibilité").await?;
    visitor.follow("Données personnelles").await?;
    visitor.arrives_at("Données personnelles").await?;
    stays_below_path(&visitor, &site, "donnees-personnelles").await?;

    visitor.open_app("/participer").await?;
    wait_to_be("the name", "Zoé", async || visitor.text_of(&[NAME]).await).await?;
    visitor.open_app("/rien").await?;
    visitor.arrives_at("Page introuvable").await?;
    visitor.follow("Rédiger ma participation").await?;
    visitor.arrives_at("Ma participation").await?;
    calendar_is_offered(&visitor).await
}

/// The page's address, all that it has asked for, and every link to this host are below the path.
async fn stays_below_path(visitor: &Visitor<'_>, site: &Site, page: &str) -> Result<()> {
    let want = site.address(&format!("/{page}"));
    let address = visitor.client().current_url().await?;
    ensure!(address.as_str() == want, "the page is at {address}, instead of {want}");
    let script = "
        const asked = performance.getEntriesByType('resource').map((entry) => entry.name);
        const linked = [...document.querySelectorAll(':is([href], [src]):not(use)')].map((e) => e.href ?? e.src);
        return [...asked, ...linked].filter((address) => address.startsWith(location.origin));";
    let addresses: Vec<String> = visitor.see_as(script).await?;
    ensure!(addresses.len() > 5, "only {addresses:?}");
    let below = format!("{}{SUB_PATH}", site.origin());
    match addresses.iter().find(|address| !address.starts_with(&below)) {
        Some(outside) => anyhow::bail!("{outside} is not below {below}"),
        None => Ok(()),
    }
}

pub(crate) async fn going_from_page_to_page_is_noticed(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.open_app("/participer").await?;
    visitor.arrives_at("Ma participation").await?;
    // The skip link comes first, and leads past the navigation.
    visitor.press_keys(&[Key::Tab]).await?;
    visitor.focus_becomes("a: Aller au contenu").await?;
    visitor.press_keys(&[Key::Enter]).await?;
    wait_to_be("the focus", "main", async || {
        visitor.see_as::<String>("return document.activeElement.localName").await
    })
    .await?;

    visitor.see("window.wasLoadedOnce = true").await?;
    for (link, heading) in [
        ("Relire et envoyer", "Relire et envoyer"),
        ("L’annonce", ANNOUNCEMENT),
        ("Ma participation", "Ma participation"),
    ] {
        visitor.follow_in_header(link).await?;
        has_arrived(&visitor, heading, &[link]).await?;
    }
    visitor.follow("Données personnelles").await?;
    has_arrived(&visitor, "Données personnelles", &[]).await?;
    visitor.back().await?;
    has_arrived(&visitor, "Ma participation", &["Ma participation"]).await?;
    visitor.back().await?;
    has_arrived(&visitor, ANNOUNCEMENT, &["L’annonce"]).await?;
    visitor.forward().await?;
    has_arrived(&visitor, "Ma participation", &["Ma participation"]).await?;
    ensure!(visitor.see("return window.wasLoadedOnce").await? == true, "the page was loaded again");
    Ok(())
}

/// Everything that a browser does when it loads a page, and here the app does.
async fn has_arrived(visitor: &Visitor<'_>, heading: &str, current: &[&str]) -> Result<()> {
    visitor.arrives_at(heading).await?;
    visitor.focus_becomes(&format!("h1: {heading}")).await?;
    let title =
        if heading == ANNOUNCEMENT { heading.to_owned() } else { format!("{heading} – {EVENT}") };
    visitor.title_becomes(&title).await?;
    visitor.hears(heading).await?;
    let marked = current_links(visitor).await?;
    ensure!(marked == current, "on {heading:?} these links are marked: {marked:?}");
    Ok(())
}

pub(crate) async fn going_back_leads_to_where_one_was(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.open_app("/").await?;
    visitor.see("window.wasLoadedOnce = true").await?;
    let far_down: u32 = visitor
        .see_as("scrollTo({ top: 1e6, behavior: 'instant' }); return Math.round(scrollY)")
        .await?;
    ensure!(far_down > 0, "the announcement is no longer than the window");
    visitor.follow("Données personnelles").await?;
    visitor.arrives_at("Données personnelles").await?;
    is_scrolled_to(&visitor, 0).await?;
    visitor.back().await?;
    visitor.arrives_at(ANNOUNCEMENT).await?;
    is_scrolled_to(&visitor, far_down).await?;

    // A link to a field leads there again and again.
    visitor.follow_in_header("Relire et envoyer").await?;
    visitor.arrives_at("Relire et envoyer").await?;
    visitor.follow_nth_under("Il reste 2 points à compléter avant l’envoi", 1).await?;
    let (field, place) =
        (site.address("/participer#attentes"), "Vos attentes > Attentes (optionnel)");
    has_gone_to(&visitor, &field, place).await?;
    visitor.back().await?;
    has_gone_to(&visitor, &site.address("/relire"), "h1: Relire et envoyer").await?;
    visitor.forward().await?;
    has_gone_to(&visitor, &field, place).await?;

    // Two places within one page, and what was typed there stays.
    visitor.type_in(&[NAME], "Zoé").await?;
    let page = site.address("/participer");
    visitor.follow_in_header("Ma participation").await?;
    has_gone_to(&visitor, &page, "a: Ma participation").await?;
    is_scrolled_to(&visitor, 0).await?;
    let entries: u32 = visitor.see_as("return history.length").await?;
    visitor.follow_in_header("Ma participation").await?;
    has_gone_to(&visitor, &page, "a: Ma participation").await?;
    ensure!(visitor.see("return history.length").await? == entries, "one page, but two entries");
    visitor.back().await?;
    wait_to_be("the address", field.as_str(), async || address(&visitor).await).await?;
    visitor.back().await?;
    has_gone_to(&visitor, &site.address("/relire"), "h1: Relire et envoyer").await?;
    visitor.forward().await?;
    has_gone_to(&visitor, &field, place).await?;
    ensure!(visitor.text_of(&[NAME]).await? == "Zoé");
    ensure!(visitor.see("return window.wasLoadedOnce").await? == true, "the page was loaded again");
    Ok(())
}

/// The visitor is at this address, and the focus is on what is called so.
async fn has_gone_to(visitor: &Visitor<'_>, want: &str, focus: &str) -> Result<()> {
    wait_to_be("the address", want, async || address(visitor).await).await?;
    visitor.focus_becomes(focus).await
}

async fn address(visitor: &Visitor<'_>) -> Result<String> {
    Ok(visitor.client().current_url().await?.into())
}

async fn is_scrolled_to(visitor: &Visitor<'_>, want: u32) -> Result<()> {
    let look = async || visitor.see_as::<u32>("return Math.round(scrollY)").await;
    wait_to_be("the place in the page", want, look).await
}

pub(crate) async fn nothing_moves_while_the_app_starts(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    for path in ["/", "/participer"] {
        // Each time a first visit: what the service worker keeps comes from no network.
        let visitor = browser.visitor(Condition::New, &site).await?;
        // As slow as in a train, so that the page is painted long before the app starts.
        visitor.slow_network_down(100_000).await?;
        visitor.open_app(path).await?;
        let script = "
            const paints = performance.getEntriesByName('first-contentful-paint');
            const wasm = performance.getEntriesByType('resource').find((e) => e.name.endsWith('.wasm'));
            return paints[0].startTime < wasm.responseEnd";
        let shifts = visitor.shifts().await?;
        let painted_before: bool = visitor.see_as(script).await?;
        ensure!(painted_before, "{path} was painted only when the app had come");
        ensure!(shifts.is_empty(), "on {path} these moved: {shifts:#?}");

        let errors = visitor.console_errors().await?;
        ensure!(errors.is_empty(), "the console of {path} says {errors:?}");
    }
    Ok(())
}

/// What shows a page that most visits do without may come later than the program, or not at all.
pub(crate) async fn a_page_that_does_not_come_is_asked_for_again(browser: Browser) -> Result<()> {
    let site = Site::publish(Build::Root)?;
    let part = app_file(site.folder(), "split_review.wasm")?;
    let away = part.with_extension("away");
    // Nor does the service worker keep a site that is not whole.
    fs::rename(&part, &away)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.open_app("/participer").await?;
    visitor.type_in(&[NAME], "Zoé").await?;
    visitor.follow_in_header("Relire et envoyer").await?;
    visitor.alert("Cette page ne s’est pas chargée").await?;
    visitor.arrives_at("Relire et envoyer").await?;
    visitor.press(&["Réessayer"]).await?;
    visitor.hears("Cette page ne s’est pas chargée").await?;
    visitor.follow_in_header("Ma participation").await?;
    visitor.arrives_at("Ma participation").await?;
    ensure!(visitor.text_of(&[NAME]).await? == "Zoé");
    ensure!(!visitor.has_crashed().await?);

    visitor.follow_in_header("Relire et envoyer").await?;
    visitor.alert("Cette page ne s’est pas chargée").await?;
    fs::rename(&away, &part)?;
    visitor.press(&["Réessayer"]).await?;
    wait_until("the page is there", async || {
        visitor
            .has_link("Ajoutez au moins un logiciel, vos attentes, ou ce que vous pouvez apporter.")
            .await
    })
    .await?;
    visitor.arrives_at("Relire et envoyer").await?;
    visitor.focus_becomes("h1: Relire et envoyer").await
}

pub(crate) async fn a_page_that_takes_long_says_so(browser: Browser) -> Result<()> {
    let site = Site::publish(Build::Root)?;
    // What it keeps would be there at once.
    fs::remove_file(site.folder().join("service-worker.js"))?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.open_app("/participer").await?;
    visitor.slow_network_down(20_000).await?;
    visitor.see("all(document, 'nav a').find((a) => a.pathname === '/relire').click()").await?;
    wait_until("it is said that the page comes", async || {
        visitor.is_told("Chargement de la page…").await
    })
    .await?;
    ensure!(visitor.heading().await? == "Ma participation", "the page before it is gone");
    visitor.arrives_at("Relire et envoyer").await?;
    ensure!(!visitor.is_told("Chargement de la page…").await?);
    Ok(())
}
