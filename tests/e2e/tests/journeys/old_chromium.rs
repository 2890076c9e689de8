//! In the oldest engine that is promised anything: every page is there, what takes input has edges, the
//! focus is visible, and the message gets into the link.

use anyhow::{Context, Result, ensure};
use e2e::old_chromium::OldChromium;
use e2e::site::{Build, Site};
use routes::Page;

use crate::ANNOUNCEMENT;

/// What cannot be seen on a page, in words.
const UNSEEN: &str = "
    const unseen = [];
    const page = getComputedStyle(document.body);
    const isOpaque = (color) => color.startsWith('rgb(');
    const isSeen = (color) => isOpaque(color) && color !== page.backgroundColor;
    if (!isOpaque(page.backgroundColor)) unseen.push('the ground of the page');
    if (!isSeen(page.color)) unseen.push('the text of the page');
    // Quiet buttons are underlined words.
    for (const element of all(document, '.field__control, .button:not(.button--quiet)')) {
        const { borderTopColor, borderTopStyle, borderTopWidth } = getComputedStyle(element);
        if (borderTopStyle === 'solid' && parseFloat(borderTopWidth) >= 1 && isSeen(borderTopColor)) continue;
        unseen.push(`the edge of ${words(element.labels?.[0]?.textContent ?? element.textContent)}`);
    }
    for (const element of all(document, '.field__control, .status-bar')) {
        if (isOpaque(getComputedStyle(element).backgroundColor)) continue;
        unseen.push(`the ground of ${words(element.labels?.[0]?.textContent ?? element.className)}`);
    }
    return unseen;";

/// Whether one sees where the focus is.
const IS_OUTLINED: &str = "
    const { outlineColor, outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
    const { backgroundColor } = getComputedStyle(document.body);
    return outlineStyle === 'solid' && parseFloat(outlineWidth) >= 2 && outlineColor.startsWith('rgb(')
        && outlineColor !== backgroundColor";

#[test]
fn every_page_is_seen() -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let mut browser = OldChromium::start()?;
    let version = browser.version()?;
    ensure!(version.contains("/109."), "this is {version}");
    for is_dark in [false, true] {
        browser.prefer_dark(is_dark)?;
        let mut unseen = Vec::new();
        for page in Page::ALL {
            browser.open_app(&site.address(page.path()))?;
            let heading: String =
                browser.see("return words(document.querySelector('h1').textContent)")?;
            ensure!(heading == page.heading().unwrap_or(ANNOUNCEMENT), "{heading}");
            let is_broken: bool = browser.see("return !document.getElementById('panne').hidden")?;
            ensure!(!is_broken, "{} has crashed", page.path());
            let found: Vec<String> = browser.see(UNSEEN)?;
            unseen.extend(found.into_iter().map(|it| format!("{}: {it}", page.path())));
        }
        ensure!(unseen.is_empty(), "dark: {is_dark}; nobody sees {unseen:#?}");
    }
    Ok(())
}

#[test]
fn the_focus_is_seen() -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let mut browser = OldChromium::start()?;
    browser.open_app(&site.address("/participer"))?;
    for name in ["a: L’annonce", "Vous > Nom et prénom", "button: Ajouter un logiciel"] {
        browser.tab_to(name)?;
        ensure!(browser.see::<bool>(IS_OUTLINED)?, "nobody sees the focus on « {name} »");
    }
    Ok(())
}

#[test]
fn the_link_carries_the_message() -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let mut browser = OldChromium::start()?;
    browser.open_app(&site.address("/participer"))?;
    browser.tab_to("Vous > Nom et prénom")?;
    browser.type_where_focus_is("Zoé d’Été & Cie 🧢")?;
    browser.tab_to("Ce que je peux apporter > Ce que je peux apporter (optionnel)")?;
    browser.type_where_focus_is("Relire")?;
    browser.wait_until("localStorage.getItem('bluehats-participation')?.includes('Relire')")?;
    browser.open_app(&site.address("/relire"))?;
    browser.wait_until("document.getElementById('message-texte')")?;
    let shown = ["destinataire", "objet", "texte"].map(|part| {
        browser
            .see::<String>(&format!("return document.getElementById('message-{part}').textContent"))
    });
    let [to, subject, body] = shown;
    let link = browser.message_in_link().context("the link")?;
    ensure!((&link.to, &link.subject, &link.body) == (&to?, &subject?, &body?), "{link:?}");
    ensure!(link.body.contains("\nNom : Zoé d’Été & Cie 🧢\n"), "{link:?}");
    Ok(())
}
