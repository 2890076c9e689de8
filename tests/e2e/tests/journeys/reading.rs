//! Reading the announcement, whatever the browser and the edition.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use e2e::browser::{Browser, Condition};
use e2e::site::{Build, Site};
use e2e::visitor::Visitor;
use fantoccini::Locator;

use crate::{ANNOUNCEMENT, NAME, OFFERS, same_message_in_link};

const PAST: &str = "Les dates de cette édition sont passées";

const CONTACT: &str = "mailto:bluehats@code.gouv.fr";

pub(crate) async fn the_announcement_is_read_without_scripting(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::WithoutScripting, &site).await?;
    let client = visitor.client();

    visitor.open("/").await?;
    let text = client.find(Locator::Css("main")).await?.text().await?;
    let mut rest = dense(&text).replace("(siteexterne)", "");
    let paragraphs = announcement_in_content()?;
    ensure!(paragraphs.len() == 10, "content/ has {} paragraphs", paragraphs.len());
    for paragraph in paragraphs {
        let (_, after) = rest
            .split_once(&dense(&paragraph))
            .with_context(|| format!("the page does not go on with {paragraph:?}: {text}"))?;
        rest = after.to_owned();
    }
    for fact in [
        ANNOUNCEMENT,
        "9 et 10 janvier 2024",
        "Lieu de la Transformation Publique",
        "77 avenue de Ségur, Paris",
        "bluehats@code.gouv.fr",
    ] {
        ensure!(text.contains(fact), "{fact:?} is not said in {text:?}");
    }
    contact_is_offered(&visitor).await?;

    // What needs the app says so, and how to do without it.
    for (path, heading) in [
        ("/participer", "Ma participation"),
        ("/relire", "Relire et envoyer"),
        ("/rien", "Page introuvable"),
    ] {
        visitor.open(path).await?;
        let shown = client.find(Locator::Css("main h1")).await?.text().await?;
        ensure!(shown == heading, "{path} is headed {shown:?}");
        if path != "/rien" {
            contact_is_offered(&visitor).await?;
        }
    }
    visitor.open("/donnees-personnelles").await?;
    let text = client.find(Locator::Css("main")).await?.text().await?;
    ensure!(text.contains("Votre brouillon est enregistré dans le stockage local"), "{text}");
    Ok(())
}

async fn contact_is_offered(visitor: &Visitor<'_>) -> Result<()> {
    let selector = format!("main a[href='{CONTACT}']");
    let link = visitor.client().find(Locator::Css(&selector)).await?;
    ensure!(link.is_displayed().await?, "the contact is hidden");
    Ok(())
}

/// The announcement's paragraphs, without the marks that it makes use of: headings, strong
/// emphasis, and links.
fn announcement_in_content() -> Result<Vec<String>> {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content/hackathon-bluehats-2024.md");
    let source = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let (_, markdown) = source.split_once("\n---\n").context("no front matter")?;
    let mut pieces = markdown.split("](");
    let mut text = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        text += piece.split_once(')').context("a link without end")?.1;
    }
    let text = text.replace("## ", "").replace("**", "").replace('[', "");
    let paragraphs = text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty());
    Ok(paragraphs.map(str::to_owned).collect())
}

/// The text without any white space: browsers do not agree on how much of it there is around an
/// element.
fn dense(text: &str) -> String {
    text.split_whitespace().collect()
}

pub(crate) async fn a_past_edition_says_so(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.open_app("/").await?;
    visitor.arrives_at(ANNOUNCEMENT).await?;
    ensure!(visitor.is_told(PAST).await?, "nothing says that the dates are over");
    // And everything still works.
    visitor.follow("Rédiger ma participation").await?;
    visitor.arrives_at("Ma participation").await
}

pub(crate) async fn another_edition_is_another_site(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::SecondEdition)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.open_app("/").await?;
    let title = "Rencontres \"Libre & Public\" : <trois> jours d’été";
    visitor.arrives_at(title).await?;
    visitor.title_becomes(title).await?;
    let text: String =
        visitor.see_as("return words(document.querySelector('main').innerText)").await?;
    for fact in ["30 juin", "2 juillet 2099", "Salle \"Ada; Lovelace\", aile B\\C", "Saint-Étienne"]
    {
        ensure!(text.contains(fact), "{fact:?} is not said in {text:?}");
    }
    ensure!(!visitor.is_told(PAST).await?, "an edition to come is said to be over");

    visitor.follow("Rédiger ma participation").await?;
    visitor.arrives_at("Ma participation").await?;
    visitor.title_becomes("Ma participation – Rencontres \"Libre & Public\" d’été").await?;
    let days = ["30 juin 2099", "1er juillet 2099", "2 juillet 2099"];
    ensure!(visitor.labels(&["Présence (optionnel)"]).await? == days);
    visitor.tick(&["Présence (optionnel)", days[1]]).await?;
    visitor.type_in(&[NAME], "Zoé").await?;
    visitor.type_in(&[OFFERS], "Relire").await?;
    visitor.follow_in_header("Relire et envoyer").await?;
    same_message_in_link(&visitor).await?;
    let message = visitor.message_in_link().await?;
    ensure!(message.to == "équipe@rencontres.example", "it goes to {}", message.to);
    ensure!(message.subject == "Rencontres \"Libre & Public\" d’été : participation de Zoé");
    ensure!(message.body.contains("\nPrésence : 1er juillet 2099\n"), "{}", message.body);
    Ok(())
}
