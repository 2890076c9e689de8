//! A draft that was written for another edition of the event, on the same address.

use anyhow::{Context, Result, ensure};
use e2e::browser::{Browser, Condition};
use e2e::draft;
use e2e::site::{Build, Site};
use e2e::visitor::{KEY, Visitor};
use e2e::wait::{wait_to_be, wait_until};
use serde_json::{Value, json};

use crate::{EXPECTATIONS, NAME, same_message_in_link};

const TITLE: &str = "Brouillon d’une autre édition";

/// A draft of the year before that was sent, as the second version of the records has it: it does not
/// say of which edition it is.
fn of_last_year() -> Result<Value> {
    let record = include_str!("../../../../crates/domain/fixtures/record-v2.json");
    let record: Value = serde_json::from_str(&record.replace("\"2024-01-", "\"2023-01-"))?;
    ensure!(record["version"] == 2 && record["proposal"]["sent"].is_object(), "{record}");
    ensure!(record["proposal"]["presence"] == json!(["2023-01-09", "2023-01-10"]), "{record}");
    Ok(record)
}

pub(crate) async fn a_draft_with_days_of_another_edition_keeps_its_texts(
    browser: Browser,
) -> Result<()> {
    keeps_its_texts(&browser, &of_last_year()?).await
}

async fn keeps_its_texts(browser: &Browser, record: &Value) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.open("/robots.txt").await?;
    visitor.store(KEY, &record.to_string()).await?;
    visitor.open_app("/participer").await?;
    let said = visitor.alert(TITLE).await?;
    ensure!(said.contains("Vos textes sont conservés"), "{said}");
    ensure!(visitor.text_of(&[NAME]).await? == "Camille Durand");
    ensure!(visitor.text_of(&["Logiciel 1", "Nom du logiciel"]).await? == "Démo");
    ensure!(visitor.text_of(&[EXPECTATIONS]).await? == "Rencontrer d’autres équipes");
    for day in ["9 janvier 2024", "10 janvier 2024"] {
        ensure!(!visitor.is_ticked(&["Présence (optionnel)", day]).await?, "{day} is ticked");
    }
    ensure!(!visitor.is_told("Message envoyé").await?, "it was another message that was sent");
    ensure!(!visitor.is_told("Modifié depuis l’envoi").await?, "it is another message");

    visitor.follow_in_header("Relire et envoyer").await?;
    visitor.arrives_at("Relire et envoyer").await?;
    let message = visitor.message_on_screen().await?;
    ensure!(message.subject.contains("participation de Camille Durand"), "{message:?}");
    ensure!(!message.subject.contains("mise à jour"), "an update of another year: {message:?}");
    for text in ["\nNom : Camille Durand\n", "Publier la version 2", "\nAttentes : Rencontrer"] {
        ensure!(message.body.contains(text), "« {text} » is missing: {}", message.body);
    }
    ensure!(!message.body.contains("2023"), "days of another year are sent: {}", message.body);
    same_message_in_link(&visitor).await?;

    // What is stored from now on is of this edition, and nothing is said again.
    visitor.follow_in_header("Ma participation").await?;
    visitor.arrives_at("Ma participation").await?;
    visitor.alert(TITLE).await?;
    visitor.tick(&["Présence (optionnel)", "9 janvier 2024"]).await?;
    is_of_this_edition(&visitor).await?;
    closes_the_notice(&visitor).await?;
    visitor.reload().await?;
    wait_to_be("the name", "Camille Durand", async || visitor.text_of(&[NAME]).await).await?;
    ensure!(visitor.is_ticked(&["Présence (optionnel)", "9 janvier 2024"]).await?);
    ensure!(!visitor.has_alert(TITLE).await?, "it is said again");
    Ok(())
}

async fn is_of_this_edition(visitor: &Visitor<'_>) -> Result<()> {
    let stored = async || -> Result<Value> {
        Ok(serde_json::from_str(&visitor.stored(KEY).await?.context("nothing is stored")?)?)
    };
    let is_of_last_year = json!(["2023-01-09", "2023-01-10"]);
    wait_until("it is stored anew", async || {
        Ok(stored().await?["proposal"]["presence"] != is_of_last_year)
    })
    .await?;
    let stored = stored().await?;
    ensure!(stored["proposal"]["presence"] == json!(["2024-01-09"]), "{stored}");
    ensure!(stored["proposal"]["sent"] == Value::Null, "{stored}");
    ensure!(stored["edition"].is_string() && stored["edition"] != "autre", "{stored}");
    Ok(())
}

async fn closes_the_notice(visitor: &Visitor<'_>) -> Result<()> {
    visitor.press_by_keyboard(TITLE, "Fermer ce message").await?;
    wait_until("the notice is gone", async || Ok(!visitor.has_alert(TITLE).await?)).await?;
    visitor.has_some_focus().await
}

/// A day that is of this edition stays, and so does what was sent.
pub(crate) async fn a_draft_of_this_edition_stays_as_it_is(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.open("/robots.txt").await?;
    let record = include_str!("../../../../crates/domain/fixtures/record-v2.json");
    visitor.store(KEY, record).await?;
    visitor.open_app("/participer").await?;
    visitor.hears_or_reads("Modifié depuis l’envoi").await?;
    for day in ["9 janvier 2024", "10 janvier 2024"] {
        ensure!(visitor.is_ticked(&["Présence (optionnel)", day]).await?, "{day} is not ticked");
    }
    ensure!(!visitor.has_alert(TITLE).await?, "it is of this edition");
    // An empty one has nothing to lose.
    visitor.forget_everything().await?;
    let mut empty: Value = serde_json::from_str(&draft::record(domain::Proposal::default()))?;
    empty["version"] = json!(3);
    empty["edition"] = json!("autre");
    visitor.store(KEY, &empty.to_string()).await?;
    visitor.open_app("/participer").await?;
    visitor.arrives_at("Ma participation").await?;
    ensure!(!visitor.has_alert(TITLE).await?, "nothing was dropped");
    Ok(())
}
