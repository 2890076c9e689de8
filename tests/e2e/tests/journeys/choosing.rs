//! Several windows on one draft, and several releases.

use anyhow::{Context, Result, ensure};
use domain::{Proposal, stored};
use e2e::browser::{Browser, Condition};
use e2e::draft;
use e2e::site::{Build, Site};
use e2e::visitor::{KEY, Visitor};
use e2e::wait::{wait_to_be, wait_until};
use fantoccini::key::Key;

use crate::keeping::{CONFLICT, accept_saves, refuse_saves, sees_it_unsaved};
use crate::{NAME, OFFERS, stored_draft};

const HERE: &str = "Seulement dans cet onglet : logiciel « Démo », objectif 2 « d’ici »";

const THERE: &str = "Seulement dans l’autre onglet : logiciel « Démo », objectif « de là-bas »";

pub(crate) async fn of_two_versions_something_of_each_is_kept(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    two_versions(&visitor).await?;
    ensure!(visitor.is_asked_before_leaving().await?, "a version would be lost without a word");
    let differences = differences(&visitor).await?;
    let want = [
        ("Nom et prénom", ["Cet onglet : « ici »", "L’autre onglet : (vide)"], 0),
        (HERE, ["Garder", "Retirer"], 0),
        (THERE, ["Ne pas ajouter", "Ajouter"], 1),
        ("Ce que je peux apporter", ["Cet onglet : (vide)", "L’autre onglet : « là-bas »"], 1),
    ];
    let want = want.map(|(legend, choices, chosen)| {
        (legend.to_owned(), choices.map(str::to_owned).to_vec(), chosen)
    });
    ensure!(differences == want, "the page lists {differences:#?}");

    visitor.tick(&[CONFLICT, "Ce que je peux apporter", "Cet onglet : (vide)"]).await?;
    visitor.press(&["Enregistrer ce choix"]).await?;
    visitor.sees_it_saved().await?;
    ensure!(!visitor.has_alert(CONFLICT).await?);
    visitor.focus_becomes("h1: Ma participation").await?;
    ensure!(!visitor.is_asked_before_leaving().await?, "all is saved");
    wait_until("both goals are shown", async || {
        let mut goals = visitor.goals().await?;
        goals.sort();
        Ok(goals == ["", "de là-bas", "d’ici"])
    })
    .await?;
    ensure!(visitor.text_of(&[NAME]).await? == "ici");
    ensure!(visitor.text_of(&[OFFERS]).await?.is_empty());
    let chosen = stored_draft(&visitor).await?;
    ensure!((chosen.name.as_str(), chosen.offers.as_str()) == ("ici", ""), "{chosen:?}");
    ensure!(chosen.software[0].goals.len() == 3, "{chosen:?}");

    versions_set_aside_can_be_used(&visitor, &chosen).await
}

pub(crate) async fn what_is_typed_while_one_chooses_is_kept(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    two_versions(&visitor).await?;
    // What differs is listed anew when the draft changes; a choice that was made, and the focus on it, stay.
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
    visitor.tick(&[CONFLICT, "Nom et prénom", "Cet onglet : « ici »"]).await?;

    // The side that is suggested follows, also at the last moment.
    let offers = async || -> Result<(Vec<String>, i32)> {
        let found = differences(&visitor).await?.into_iter();
        let mut found = found.filter(|(legend, ..)| legend == "Ce que je peux apporter");
        let (_, choices, chosen) = found.next().context("there is nothing to choose")?;
        Ok((choices, chosen))
    };
    ensure!(offers().await?.1 == 1, "it is not what the other tab added");
    visitor.type_in(&[OFFERS], "tapé ici").await?;
    let want = ["Cet onglet : « tapé ici »", "L’autre onglet : « là-bas »"].map(str::to_owned);
    wait_to_be("the choice", (want.to_vec(), 0), offers).await?;
    visitor.type_in(&[OFFERS], " jusqu’au bout").await?;
    visitor.press(&["Enregistrer ce choix"]).await?;
    visitor.sees_it_saved().await?;
    ensure!(visitor.text_of(&[OFFERS]).await? == "tapé ici jusqu’au bout");
    ensure!(stored_draft(&visitor).await?.offers == "tapé ici jusqu’au bout");
    Ok(())
}

/// Both versions are there as they were, can be taken up again, downloaded, and removed.
async fn versions_set_aside_can_be_used(visitor: &Visitor<'_>, chosen: &Proposal) -> Result<()> {
    let names = async || -> Result<Vec<String>> {
        let aside = visitor.stored_aside().await?;
        aside.iter().map(|text| Ok(stored::decode(text)?.proposal.name)).collect()
    };
    let mut set_aside = names().await?;
    set_aside.sort();
    ensure!(set_aside == ["", "ici"], "what was set aside: {set_aside:?}");
    visitor.go_to_backup().await?;
    let listed = copies(visitor).await?;
    ensure!(listed.len() == 2, "the page lists {listed:?}");
    let index = listed.iter().position(|copy| copy.contains(" : ici, 1 logiciel, 1 objectif"));
    let Some(index) = index else { anyhow::bail!("the page lists {listed:?}") };
    let other = 1 - index;
    ensure!(listed[other].contains(" : 1 logiciel, 1 objectif"), "the page lists {listed:?}");

    let mine = visitor.download_by(&copy_button(index, "Télécharger")).await?;
    ensure!(mine.0.starts_with("bluehats-version-mise-de-cote-"), "it is called {}", mine.0);
    let goal = |text: &str| {
        Ok::<_, anyhow::Error>(stored::decode(text)?.proposal.software[0].goals[1].text.clone())
    };
    ensure!(goal(&mine.1)? == "d’ici", "{}", mine.1);
    ensure!(visitor.stored_aside().await?.contains(&mine.1), "the file is another text");

    press_copy(visitor, other, "Reprendre").await?;
    visitor.alert("Restaurer cette sauvegarde ?").await?;
    visitor.press(&["Remplacer mon brouillon"]).await?;
    let offers = async || Ok(stored_draft(visitor).await?.offers);
    wait_to_be("the offers", "là-bas", offers).await?;
    ensure!(stored_draft(visitor).await?.software[0].goals[1].text == "de là-bas");
    visitor.press(&["Annuler"]).await?;
    wait_until("the choice is stored again", async || {
        Ok(stored_draft(visitor).await?.says_the_same_as(chosen))
    })
    .await?;

    // What was replaced for a moment was set aside as well.
    for left in [2, 1, 0] {
        press_copy(visitor, 0, "Supprimer").await?;
        visitor.focus_becomes("h2: Garder une copie").await?;
        wait_to_be("the number of versions", left, async || Ok(copies(visitor).await?.len()))
            .await?;
        ensure!(visitor.stored_aside().await?.len() == left, "it is still stored");
        // At once, and at the same place, a press would be the second half of a double click.
        let now = async || visitor.see_as::<f64>("return performance.now()").await;
        let removed_at = now().await?;
        wait_until("the next press is another one", async || Ok(now().await? > removed_at + 500.0))
            .await?;
    }
    wait_until("nothing of them is left in the journal", async || {
        let stored = visitor.everything_stored().await?;
        Ok(!stored.iter().any(|text| text.contains("\"là-bas\"")))
    })
    .await?;
    visitor.reload().await?;
    ensure!(copies(visitor).await?.is_empty(), "they came back");
    ensure!(stored_draft(visitor).await?.says_the_same_as(chosen), "the draft is another");
    Ok(())
}

/// What the page says of each version that was set aside.
async fn copies(visitor: &Visitor<'_>) -> Result<Vec<String>> {
    let script = "
        const titles = all(document, 'h3').map((title) => words(title.textContent));
        const items = all(document, '.copies li').map((item) => words(item.textContent));
        const isTitled = titles.includes('Versions mises de côté') === items.length > 0;
        return isTitled ? items : ['a list without its title'];";
    visitor.see_as(script).await
}

fn copy_button(index: usize, label: &str) -> String {
    format!(
        "return all(document, '.copies li')[{index}]?.querySelectorAll('button').values()
            .find((button) => words(button.textContent).startsWith('{label} '))"
    )
}

async fn press_copy(visitor: &Visitor<'_>, index: usize, label: &str) -> Result<()> {
    visitor.press_by(&copy_button(index, label)).await
}

/// What the page lists: each legend, the choices under it, and which one is taken.
async fn differences(visitor: &Visitor<'_>) -> Result<Vec<(String, Vec<String>, i32)>> {
    let script = "
        const alert = find('alert', arguments[0], []);
        return all(alert, 'fieldset').map((group) => [
            legendOf(group),
            named.field(group).map(([name]) => name),
            named.field(group).findIndex(([, button]) => button.checked),
        ]);";
    Ok(serde_json::from_value(visitor.see_with(script, &[CONFLICT.into()]).await?)?)
}

/// Both tabs have the same software; what is typed in one cannot be saved yet, when the other saves:
/// the first one has to be told.
pub(crate) async fn two_versions(visitor: &Visitor<'_>) -> Result<()> {
    visitor.open_app("/participer").await?;
    visitor.press(&["Ajouter un logiciel"]).await?;
    visitor.type_in(&["Logiciel 1", "Nom du logiciel"], "Démo").await?;
    wait_until("the software is stored", async || {
        Ok(visitor.stored(KEY).await?.is_some_and(|text| text.contains("Démo")))
    })
    .await?;
    refuse_saves(visitor).await?;
    visitor.type_in(&[NAME], "ici").await?;
    visitor.press(&["Logiciel 1", "Ajouter un objectif"]).await?;
    visitor.type_in(&["Logiciel 1", "Objectif 2"], "d’ici").await?;
    sees_it_unsaved(visitor).await?;

    let first = visitor.go_to_another_window().await?;
    visitor.open_app("/participer").await?;
    ensure!(visitor.text_of(&[NAME]).await?.is_empty(), "the first window has saved");
    visitor.press(&["Logiciel 1", "Ajouter un objectif"]).await?;
    visitor.type_in(&["Logiciel 1", "Objectif 2"], "de là-bas").await?;
    visitor.type_in(&[OFFERS], "là-bas").await?;
    wait_until("all of it is stored", async || Ok(stored_draft(visitor).await?.offers == "là-bas"))
        .await?;

    visitor.go_to_window(&first).await?;
    visitor.alert(CONFLICT).await?;
    accept_saves(visitor).await?;
    ensure!(visitor.text_of(&[NAME]).await? == "ici");
    ensure!(stored_draft(visitor).await?.offers == "là-bas", "it was overwritten");
    Ok(())
}

pub(crate) async fn following_another_window_moves_neither_focus_nor_caret(
    browser: Browser,
) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.open_app("/participer").await?;
    visitor.type_in(&[NAME], "Zoé Durand").await?;
    visitor.sees_it_saved().await?;
    visitor.press_keys(&[Key::Left; 3]).await?;
    wait_to_be("the caret", (7, 7), async || visitor.caret().await).await?;

    let first = visitor.go_to_another_window().await?;
    let second = visitor.client().window().await?;
    visitor.open_app("/participer").await?;
    for (typed, name, caret) in [("-Été", "Zoé Durand-Été", 7), ("Mme ", "Mme Zoé Durand-Été", 11)]
    {
        visitor.enter(&[NAME]).await?;
        visitor.press_keys(&[if caret == 7 { Key::End } else { Key::Home }]).await?;
        visitor.type_where_focus_is(typed).await?;
        visitor.type_in(&[OFFERS], "x").await?;
        wait_to_be("the stored name", name, async || Ok(stored_draft(&visitor).await?.name))
            .await?;

        visitor.go_to_window(&first).await?;
        wait_to_be("the name", name, async || visitor.text_of(&[NAME]).await).await?;
        wait_to_be("the caret", (caret, caret), async || visitor.caret().await).await?;
        visitor.focus_becomes("Vous > Nom et prénom").await?;
        visitor.go_to_window(&second).await?;
    }
    Ok(())
}

pub(crate) async fn a_later_release_takes_the_draft_over(browser: Browser) -> Result<()> {
    const TITLE: &str = "Une version plus récente de ce site a repris ce brouillon";
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.open_app("/participer").await?;
    visitor.type_in(&[NAME], "Zoé").await?;
    visitor.sees_it_saved().await?;

    let first = visitor.go_to_another_window().await?;
    visitor.open_app("/accessibilite").await?;
    let newer = draft::of_later_release(&draft::record(draft::of_size(1, 1)));
    visitor.store(KEY, &newer).await?;

    visitor.go_to_window(&first).await?;
    visitor.alert(TITLE).await?;
    ensure!(!visitor.is_asked_before_leaving().await?, "there is nothing to lose");
    visitor.type_in(&[NAME], " Durand").await?;
    wait_until("the status says that nothing is saved", async || {
        let status = visitor.saving_status().await?;
        Ok(status.starts_with("Brouillon non enregistré : rechargez d’abord la page"))
    })
    .await?;
    ensure!(visitor.is_asked_before_leaving().await?, "the text would be lost without a word");
    visitor.see("window.dispatchEvent(new Event('pagehide'))").await?;
    ensure!(visitor.stored(KEY).await? == Some(newer), "what the later release stored is lost");
    ensure!(visitor.has_alert(TITLE).await?, "the warning is gone");
    ensure!(visitor.text_of(&[NAME]).await? == "Zoé Durand");
    // What was typed since is not lost either.
    let aside = visitor.stored_aside().await?;
    ensure!(aside.len() == 1, "{aside:?}");
    ensure!(stored::decode(&aside[0])?.proposal.name == "Zoé Durand", "{aside:?}");
    let (_, backup) = visitor.download_with(&[TITLE, "Télécharger une sauvegarde"]).await?;
    ensure!(stored::decode(&backup)?.proposal.name == "Zoé Durand", "{backup}");
    Ok(())
}
