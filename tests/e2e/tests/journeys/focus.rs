//! Whoever works with the keyboard never loses the place: what closes hands the focus on, and what is
//! shown anew while something is saved keeps it.

use anyhow::{Result, ensure};
use domain::Field;
use e2e::browser::{Browser, Condition};
use e2e::draft;
use e2e::site::{Build, Site};
use e2e::visitor::{KEY, Visitor};
use e2e::wait::{wait_to_be, wait_until};
use fantoccini::key::Key;

use crate::keeping::refuse_saves;
use crate::{NAME, stored_draft};

const REMOVED: &str = "Logiciel 1 supprimé";

/// Scrolls until what is called so stands right above the status bar.
const PUT_ABOVE_BAR: &str = "
    const { bottom } = find('button', arguments[0], []).getBoundingClientRect();
    scrollBy(0, bottom - document.querySelector('.status-bar').getBoundingClientRect().top)";

/// Advice comes in between the field that was left and what has the focus, and an alert above the form.
pub(crate) async fn what_comes_in_pushes_no_focus_out_of_sight(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.open_app("/participer").await?;
    visitor.press(&["Ajouter un logiciel"]).await?;
    visitor.type_in(&["Logiciel 1", "Objectif 1"], "Améliorer la documentation").await?;
    visitor.see_with(PUT_ABOVE_BAR, &["Ajouter un objectif".into()]).await?;
    visitor.press_keys(&[Key::Tab]).await?;
    visitor.focus_becomes("button: Ajouter un objectif").await?;
    visitor.hears_or_reads("Conseil").await?;
    visitor.sees_focus().await?;

    refuse_saves(&visitor).await?;
    visitor.press_keys(&[Key::Enter]).await?;
    visitor.focus_becomes("Vos logiciels > Logiciel 1 > Objectif 2").await?;
    visitor.see_with(PUT_ABOVE_BAR, &["Ajouter un objectif".into()]).await?;
    visitor.type_where_focus_is("Publier : en ligne").await?;
    wait_until("the alert is there", async || {
        Ok(visitor.see("return all(document, '#page .alert').length").await? == 1)
    })
    .await?;
    visitor.sees_focus().await
}

/// Scrolls until of the field that is called so all but its end is above the status bar.
const PUT_HALF_BEHIND_BAR: &str = "
    const field = find('field', arguments[0], []);
    const { top, height } = field.getBoundingClientRect();
    scrollBy(0, top + height * 0.8 - document.querySelector('.status-bar').getBoundingClientRect().top)";

/// Where a part of it is in the window, browsers do not scroll to what has the focus.
pub(crate) async fn no_key_leads_half_behind_the_bar(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.open_app("/participer").await?;
    visitor.enter(&["Attentes (optionnel)"]).await?;
    visitor.see_with(PUT_HALF_BEHIND_BAR, &["Attentes (optionnel)".into()]).await?;
    visitor.press_with(Key::Shift, Key::Tab).await?;
    visitor.see_with(PUT_HALF_BEHIND_BAR, &["Attentes (optionnel)".into()]).await?;
    visitor.press_keys(&[Key::Tab]).await?;
    visitor.focus_becomes("Vos attentes > Attentes (optionnel)").await?;
    let end = "
        const field = document.activeElement.getBoundingClientRect();
        return field.bottom <= document.querySelector('.status-bar').getBoundingClientRect().top";
    wait_until("all of the field is above the bar", async || visitor.see_as(end).await).await
}

/// Presses the button of a message, by keyboard, and sees that it is gone and the focus is not.
pub(crate) async fn closes(visitor: &Visitor<'_>, message: &str, button: &str) -> Result<()> {
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
