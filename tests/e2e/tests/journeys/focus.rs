//! Whoever works with the keyboard never loses the place: what closes hands the focus on, and what is
//! shown anew while something is saved keeps it.

use anyhow::{Result, ensure};
use domain::Field;
use e2e::browser::{Browser, Condition};
use e2e::draft;
use e2e::site::{Build, Site};
use e2e::visitor::{KEY, Visitor};
use e2e::wait::{wait_to_be, wait_until};

use crate::choosing::two_versions;
use crate::keeping::CONFLICT;
use crate::{NAME, stored_draft};

const REMOVED: &str = "Logiciel 1 supprimé";

/// Presses the button of a message, by keyboard, and sees that it is gone and the focus is not.
async fn closes(visitor: &Visitor<'_>, message: &str, button: &str) -> Result<()> {
    visitor.press_by_keyboard(message, button).await?;
    wait_until(&format!("« {message} » is gone"), async || {
        Ok(!visitor.has_message(message).await?)
    })
    .await?;
    visitor.has_some_focus().await
}

pub(crate) async fn closing_what_was_removed_keeps_a_focus(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.open_app("/participer").await?;
    for button in ["Fermer", "Annuler la suppression"] {
        visitor.press(&["Ajouter un logiciel"]).await?;
        visitor.press(&["Supprimer le logiciel 1"]).await?;
        visitor.hears_or_reads(REMOVED).await?;
        closes(&visitor, REMOVED, button).await?;
    }
    visitor.type_in(&[NAME], "Zoé").await?;
    visitor.go_to_backup().await?;
    visitor.press(&["Effacer mon brouillon"]).await?;
    visitor.press(&["Oui, effacer"]).await?;
    wait_until("there is something to close", async || {
        Ok(visitor.see("return all(document, '.removal').length").await? == 1)
    })
    .await?;
    let notice: String =
        visitor.see_as("return words(document.querySelector('.removal').textContent)").await?;
    closes(&visitor, &notice, "Fermer").await
}

pub(crate) async fn closing_what_concerns_the_site_keeps_a_focus(browser: Browser) -> Result<()> {
    const OFFLINE: &str = "Vous êtes hors connexion";
    const UPDATE: &str = "Une nouvelle version est disponible";
    let site = Site::publish(Build::Root)?;
    site.deploy("A")?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.open_app("/participer").await?;
    visitor.is_kept().await?;
    visitor.set_online(false).await?;
    visitor.alert(OFFLINE).await?;
    closes(&visitor, OFFLINE, "Fermer").await?;
    // It also goes by itself, with the focus in it.
    visitor.set_online(true).await?;
    visitor.set_online(false).await?;
    visitor.alert(OFFLINE).await?;
    visitor.focus_on_button(OFFLINE, "Fermer").await?;
    visitor.set_online(true).await?;
    wait_until("the notice has gone", async || Ok(!visitor.has_alert(OFFLINE).await?)).await?;
    visitor.has_some_focus().await?;

    site.deploy("B")?;
    visitor.look_for_update().await?;
    visitor.alert(UPDATE).await?;
    closes(&visitor, UPDATE, "Plus tard").await
}

pub(crate) async fn closing_what_could_not_be_read_keeps_a_focus(browser: Browser) -> Result<()> {
    const TITLE: &str = "Un brouillon n’a pas pu être relu";
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    for path in ["/participer", "/relire"] {
        visitor.forget_everything().await?;
        visitor.store(KEY, "{\"theme\":\"dark\"}").await?;
        visitor.open_app(path).await?;
        visitor.alert(TITLE).await?;
        closes(&visitor, TITLE, "Fermer ce message").await?;
    }
    Ok(())
}

pub(crate) async fn choosing_a_version_keeps_a_focus(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let choices = [
        "Enregistrer ce choix",
        "Garder la version de cet onglet",
        "Prendre la version de l’autre onglet",
    ];
    for choice in choices {
        let visitor = browser.visitor(Condition::New, &site).await?;
        two_versions(&visitor).await?;
        closes(&visitor, CONFLICT, choice).await?;
        visitor.close_browser().await?;
    }
    Ok(())
}

/// What differs is listed anew when the draft changes; a choice that was made, and the focus on it,
/// stay.
pub(crate) async fn a_choice_outlives_other_changes(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    two_versions(&visitor).await?;
    let theirs = [CONFLICT, "Nom et prénom", "L’autre onglet : (vide)"];
    visitor.tick(&theirs).await?;
    visitor.press(&["Logiciel 1", "Ajouter un objectif"]).await?;
    wait_to_be("the number of goals", 3, async || Ok(visitor.goals().await?.len())).await?;
    ensure!(visitor.is_ticked(&theirs).await?, "the choice is forgotten");

    visitor.tick(&theirs).await?;
    visitor.see("document.activeElement.isTheSame = true").await?;
    visitor.press_ctrl('z').await?;
    wait_to_be("the number of goals", 2, async || Ok(visitor.goals().await?.len())).await?;
    ensure!(visitor.is_ticked(&theirs).await?, "the choice is forgotten");
    let is_same = visitor.see("return document.activeElement.isTheSame ?? false").await?;
    ensure!(is_same == true, "the focus is on {}", visitor.focus().await?);
    Ok(())
}

pub(crate) async fn a_list_of_versions_keeps_the_focus_while_saving(
    browser: Browser,
) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.open("/robots.txt").await?;
    let mut aside = draft::of_size(1, 1);
    draft::write(&mut aside, Field::Name, "Ada");
    visitor.store(&format!("{KEY}.mis-de-cote.1704790920000"), &draft::record(aside)).await?;
    visitor.open_app("/participer").await?;
    visitor.type_in(&[NAME], "Zoé").await?;
    visitor.go_to_backup().await?;
    let button = "all(document, '.copies button').find((it) => words(it.textContent).startsWith('Reprendre '))";
    wait_until("the version is listed", async || {
        Ok(visitor.see(&format!("return {button} !== undefined")).await? == true)
    })
    .await?;
    let script = format!("const button = {button}; button.focus(); button.isTheSame = true;");
    visitor.see(&script).await?;
    for (key, name) in [('z', ""), ('y', "Zoé")] {
        visitor.press_ctrl(key).await?;
        wait_to_be("the stored name", name, async || {
            Ok(stored_draft(&visitor).await.map(|draft| draft.name).unwrap_or_default())
        })
        .await?;
        visitor.sees_it_saved().await?;
        let is_same = visitor.see("return document.activeElement.isTheSame ?? false").await?;
        ensure!(is_same == true, "the focus is on {}", visitor.focus().await?);
    }
    Ok(())
}
