//! Every link of the pages that stand there without the program is followed: the app knows where it
//! leads and takes it without loading a page, or it is marked as the browser's.

use anyhow::{Context, Result, ensure};
use e2e::browser::{Browser, Condition};
use e2e::site::{Build, Site};
use e2e::visitor::Visitor;
use e2e::wait::wait_to_be;
use routes::Page;
use serde::Deserialize;
use serde_json::json;

use crate::ANNOUNCEMENT;

/// The pages whose words are all in the HTML, and the one for addresses that lead nowhere. Their header
/// and footer are those of the others.
const STATIC: [&str; 4] =
    [Page::Announcement.path(), Page::Accessibility.path(), Page::Privacy.path(), "/rien"];

pub(crate) async fn every_link_of_a_static_page_leads_somewhere(browser: Browser) -> Result<()> {
    all_lead_somewhere(&browser, Build::Root).await
}

pub(crate) async fn every_link_of_a_static_page_below_a_path_leads_somewhere(
    browser: Browser,
) -> Result<()> {
    all_lead_somewhere(&browser, Build::BelowPath).await
}

async fn all_lead_somewhere(browser: &Browser, build: Build) -> Result<()> {
    let site = Site::serve(build)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    for page in STATIC {
        visitor.open_app(page).await?;
        let heading = heading(page);
        visitor.arrives_at(heading).await?;
        visitor.see("window.wasLoadedOnce = true").await?;
        let script =
            "return [...new Set(all(document, 'a[href]').map((a) => a.getAttribute('href')))]";
        let links: Vec<String> = visitor.see_as(script).await?;
        ensure!(links.len() > 6, "{page} has only {links:?}");
        for link in links {
            let follow = async {
                leads_somewhere(&visitor, &site, &link).await?;
                comes_back(&visitor, &site, page).await?;
                visitor.arrives_at(heading).await
            };
            follow.await.with_context(|| format!("« {link} » on {page}"))?;
        }
    }
    Ok(())
}

fn heading(path: &str) -> &'static str {
    Page::at(path).map_or("Page introuvable", |route| route.heading().unwrap_or(ANNOUNCEMENT))
}

/// What became of a click on a link.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Followed {
    /// Where the link leads to: the whole address.
    address: String,
    /// Whether it is marked as the browser's.
    is_for_browser: bool,
    /// Whether the app took it.
    is_taken: bool,
}

/// Clicks on a link. What is left to the browser is not done: it would lead away.
async fn follow(visitor: &Visitor<'_>, link: &str) -> Result<Followed> {
    let script = "
        const link = all(document, 'a[href]').find((a) => a.getAttribute('href') === arguments[0]);
        const isForBrowser = link.relList.contains('external') || link.hasAttribute('download')
            || link.target !== '' || link.origin !== location.origin;
        let isTaken;
        // The app listens at the window as well, and did so before.
        addEventListener('click', (event) => {
            isTaken = event.defaultPrevented;
            event.preventDefault();
        }, { once: true });
        const address = link.href;
        link.click();
        return { address, isForBrowser, isTaken };";
    Ok(serde_json::from_value(visitor.see_with(script, &[json!(link)]).await?)?)
}

async fn leads_somewhere(visitor: &Visitor<'_>, site: &Site, link: &str) -> Result<()> {
    let followed = follow(visitor, link).await?;
    let Followed { address, is_for_browser, is_taken } = &followed;
    ensure!(*is_taken != *is_for_browser, "the wrong one of both took it: {followed:?}");
    let Some(path) = address.strip_prefix(&site.address("")) else {
        // Of another site, or of no site at all.
        ensure!(!address.starts_with(&site.origin()), "it leads out of the site's folder");
        return Ok(());
    };
    let (path, place) = path.split_once('#').map_or((path, None), |(path, id)| (path, Some(id)));
    if *is_for_browser {
        let script = "
            const [address, done] = arguments;
            fetch(address).then((answer) => done(answer.status), (error) => done(String(error)));";
        let status = visitor.client().execute_async(script, vec![json!(address)]).await?;
        // A link within the page that says so is as good as the page.
        let is_here = place.is_some();
        ensure!(is_here || status == 200, "the address answers {status}");
    } else {
        ensure!(Page::at(path).is_some(), "the app has no page at {path}");
        visitor.arrives_at(heading(path)).await?;
        wait_to_be("the address", address.as_str(), async || here(visitor).await).await?;
    }
    if let Some(id) = place {
        let is_there = "return document.getElementById(decodeURIComponent(arguments[0])) !== null";
        ensure!(visitor.see_with(is_there, &[json!(id)]).await? == true, "there is no #{id}");
    }
    ensure!(visitor.see("return window.wasLoadedOnce").await? == true, "a page was loaded");
    Ok(())
}

async fn here(visitor: &Visitor<'_>) -> Result<String> {
    visitor.see_as("return location.href").await
}

/// Back from where a link has led, without loading anything.
async fn comes_back(visitor: &Visitor<'_>, site: &Site, page: &str) -> Result<()> {
    let home = site.address(page);
    if here(visitor).await? != home {
        visitor.see("history.back()").await?;
    }
    wait_to_be("the address", home, async || here(visitor).await).await
}
