//! Taking back, and making again.

use anyhow::{Result, ensure};
use domain::{Proposal, stored};
use e2e::browser::{Browser, Condition};
use e2e::site::{Build, Site};
use e2e::visitor::{KEY, Visitor};
use e2e::wait::{wait_to_be, wait_until};
use fantoccini::key::Key;

use crate::keeping::offers_aside;
use crate::{NAME, OFFERS, stored_draft};

const ERASE: &str = "Effacer mon brouillon ?";

const ERASED: &str = "Votre brouillon est effacé.";

pub(crate) async fn bursts_of_typing_are_taken_back_one_by_one(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.open_app("/participer").await?;
    for button in ["Annuler", "Rétablir"] {
        ensure!(!visitor.can_press(&[button]).await?, "« {button} » has nothing to do yet");
    }
    visitor.type_in(&[NAME], "Zoé").await?;
    visitor.type_in(&[OFFERS], "Relire\nles guides 🧢").await?;
    visitor.type_in(&[NAME], " Durand").await?;
    let states = [
        ("", ""),
        ("Zoé", ""),
        ("Zoé", "Relire\nles guides 🧢"),
        ("Zoé Durand", "Relire\nles guides 🧢"),
    ];
    shows(&visitor, states[3]).await?;

    for state in states[..3].iter().rev() {
        visitor.press(&["Annuler"]).await?;
        shows(&visitor, *state).await?;
    }
    visitor.hears("Annulé : saisie, Nom et prénom").await?;
    visitor.focus_becomes("button: Annuler").await?;
    ensure!(!visitor.can_press(&["Annuler"]).await?, "there is nothing left to take back");
    wait_until("the empty draft is stored", async || {
        Ok(visitor.stored(KEY).await?.is_some() && stored_draft(&visitor).await?.is_empty())
    })
    .await?;

    for state in &states[1..] {
        visitor.press(&["Rétablir"]).await?;
        shows(&visitor, *state).await?;
    }
    visitor.hears("Rétabli : saisie, Nom et prénom").await?;
    ensure!(!visitor.can_press(&["Rétablir"]).await?, "there is nothing left to make again");
    visitor.sees_it_saved().await?;
    visitor.reload().await?;
    shows(&visitor, states[3]).await
}

/// A pause ends a burst, so that not everything in a field goes at once.
pub(crate) async fn a_pause_ends_a_burst_of_typing(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.open_app("/participer").await?;
    visitor.type_in(&[NAME], "Zoé").await?;
    visitor.see("window.paused = Date.now() + 1_001").await?;
    wait_until("a pause is over", async || {
        Ok(visitor.see("return Date.now() > window.paused").await? == true)
    })
    .await?;
    visitor.type_in(&[NAME], " Durand").await?;
    visitor.press(&["Annuler"]).await?;
    shows(&visitor, ("Zoé", "")).await?;
    visitor.press(&["Annuler"]).await?;
    shows(&visitor, ("", "")).await
}

async fn shows(visitor: &Visitor<'_>, (name, offers): (&str, &str)) -> Result<()> {
    let want = (name.to_owned(), offers.to_owned());
    wait_to_be("name and offers", want, async || {
        Ok((visitor.text_of(&[NAME]).await?, visitor.text_of(&[OFFERS]).await?))
    })
    .await
}

pub(crate) async fn every_change_is_taken_back_and_made_again(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.open_app("/participer").await?;
    let mut states = vec![Proposal::default()];
    // What the visitor does, and what it does to the draft as it is stored.
    for step in 0..10 {
        match step {
            0 => visitor.tick(&["Présence (optionnel)", "10 janvier 2024"]).await?,
            1 => visitor.press(&["Ajouter un logiciel"]).await?,
            2 => visitor.press(&["Logiciel 1", "Ajouter un objectif"]).await?,
            4 => visitor.press(&["Logiciel 1", "Ajouter une demande d’aide"]).await?,
            3 => visitor.type_in(&["Logiciel 1", "Objectif 1"], "un").await?,
            5 => visitor.press(&["Monter l’objectif 2"]).await?,
            6 => visitor.type_in(&["Demande d’aide 1", "Description"], "Relire").await?,
            7 => visitor.choose(&["Demande d’aide 1", "Type d’aide"], "Documentation").await?,
            8 => visitor.press(&["Supprimer le logiciel 1"]).await?,
            _ => {
                visitor.press(&["Ajouter une présentation éclair"]).await?;
                states.push(next_stored(&visitor, states.last()).await?);
                visitor.tick(&["Présentation éclair 1", "Non technique"]).await?;
            }
        }
        states.push(next_stored(&visitor, states.last()).await?);
    }

    // By the buttons, and by the keys outside of fields.
    for keys in [None, Some(('z', 'y')), Some(('z', 'Z'))] {
        for state in states.iter().rev().skip(1) {
            match keys {
                None => visitor.press(&["Annuler"]).await?,
                Some((undo, _)) => {
                    visitor.leave_field().await?;
                    visitor.press_ctrl(undo).await?;
                }
            }
            is_stored(&visitor, state).await?;
        }
        ensure!(!visitor.can_press(&["Annuler"]).await?, "there is nothing left to take back");
        for state in states.iter().skip(1) {
            match keys {
                None => visitor.press(&["Rétablir"]).await?,
                Some((_, 'Z')) => press_ctrl_shift_z(&visitor).await?,
                Some((_, redo)) => visitor.press_ctrl(redo).await?,
            }
            is_stored(&visitor, state).await?;
        }
        ensure!(!visitor.can_press(&["Rétablir"]).await?, "there is nothing left to make again");
    }

    // What is on the page is what is stored.
    ensure!(visitor.is_ticked(&["Présentation éclair 1", "Non technique"]).await?);
    for _ in 0..3 {
        visitor.press(&["Annuler"]).await?;
    }
    wait_to_be("the goals", vec!["", "un"], async || visitor.goals().await).await?;
    ensure!(visitor.choice_of(&["Demande d’aide 1", "Type d’aide"]).await? == "Documentation");
    ensure!(visitor.is_ticked(&["Présence (optionnel)", "10 janvier 2024"]).await?);
    Ok(())
}

async fn press_ctrl_shift_z(visitor: &Visitor<'_>) -> Result<()> {
    let keys = [char::from(Key::Control), char::from(Key::Shift), 'z'];
    visitor.type_where_focus_is(&String::from_iter(keys)).await
}

/// Has the draft stored at once, as when the page is left.
const STORE: &str = "dispatchEvent(new Event('pagehide'))";

/// Waits until something else is stored than before, and returns it.
async fn next_stored(visitor: &Visitor<'_>, before: Option<&Proposal>) -> Result<Proposal> {
    visitor.see(STORE).await?;
    wait_until("the change is stored", async || {
        Ok(visitor.stored(KEY).await?.is_some() && Some(&stored_draft(visitor).await?) != before)
    })
    .await?;
    stored_draft(visitor).await
}

async fn is_stored(visitor: &Visitor<'_>, want: &Proposal) -> Result<()> {
    visitor.see(STORE).await?;
    wait_until(&format!("{want:?} is stored"), async || {
        Ok(stored_draft(visitor).await?.says_the_same_as(want))
    })
    .await
}

pub(crate) async fn in_a_field_the_keys_are_the_browsers(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.open_app("/participer").await?;
    visitor.tick(&["Présence (optionnel)", "10 janvier 2024"]).await?;
    for field in [NAME, OFFERS] {
        visitor.enter(&[field]).await?;
        visitor.press_ctrl('z').await?;
        // Whatever a key does, it has done when the next one was typed.
        visitor.type_where_focus_is("a").await?;
        ensure!(
            visitor.is_ticked(&["Présence (optionnel)", "10 janvier 2024"]).await?,
            "« {field} »"
        );
        ensure!(!visitor.can_press(&["Rétablir"]).await?, "something was taken back");
        visitor.press_ctrl('z').await?;
        wait_to_be("what the browser took back", "", async || visitor.text_of(&[field]).await)
            .await?;
        ensure!(!visitor.can_press(&["Rétablir"]).await?, "something was taken back");
    }
    visitor.sees_it_saved().await?;
    let draft = stored_draft(&visitor).await?;
    ensure!((draft.name.as_str(), draft.presence.len()) == ("", 1), "{draft:?}");

    // A box to tick is no field for text.
    visitor.tick(&["Présence (optionnel)", "9 janvier 2024"]).await?;
    visitor.press_ctrl('z').await?;
    wait_until("the tick is taken back", async || {
        Ok(!visitor.is_ticked(&["Présence (optionnel)", "9 janvier 2024"]).await?)
    })
    .await?;
    ensure!(visitor.can_press(&["Rétablir"]).await?);
    Ok(())
}

pub(crate) async fn a_hundred_steps_are_taken_back(browser: Browser) -> Result<()> {
    const STEPS: usize = 120;
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.open_app("/participer").await?;
    visitor.press(&["Ajouter un logiciel"]).await?;
    let press_often = "
        const button = find('button', arguments[0], []);
        for (let count = 0; count < arguments[1]; count++) button.click();";
    let add = ["Ajouter un objectif".into(), STEPS.into()];
    visitor.see_with(press_often, &add).await?;
    wait_to_be("the number of goals", STEPS + 1, async || Ok(visitor.goals().await?.len())).await?;
    visitor.leave_field().await?;
    visitor
        .type_where_focus_is(&format!("{}{}", char::from(Key::Control), "z".repeat(STEPS)))
        .await?;
    wait_to_be("the number of goals", 1, async || Ok(visitor.goals().await?.len())).await?;
    ensure!(visitor.can_press(&["Annuler"]).await?, "the software was added by a step as well");
    visitor.see_with(press_often, &["Rétablir".into(), STEPS.into()]).await?;
    wait_to_be("the number of goals", STEPS + 1, async || Ok(visitor.goals().await?.len())).await
}

pub(crate) async fn an_erased_draft_comes_back_whole(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.open_app("/participer").await?;
    visitor.type_in(&[NAME], "Zoé d’Été").await?;
    visitor.tick(&["Présence (optionnel)", "10 janvier 2024"]).await?;
    visitor.press(&["Ajouter un logiciel"]).await?;
    visitor.type_in(&["Objectif 1"], "Publier").await?;
    visitor.sees_it_saved().await?;
    wait_until("the goal is stored", async || {
        Ok(visitor.stored(KEY).await?.is_some_and(|text| text.contains("Publier")))
    })
    .await?;
    let before = stored_draft(&visitor).await?;

    for take_back in [&[ERASED, "Annuler la suppression"][..], &["Annuler"]] {
        visitor.go_to_backup().await?;
        visitor.press(&["Effacer mon brouillon"]).await?;
        // It asks first, and offers a backup.
        visitor.alert(ERASE).await?;
        visitor.press(&[ERASE, "Garder mon brouillon"]).await?;
        visitor.focus_becomes("h2: Tout effacer").await?;
        ensure!(stored_draft(&visitor).await?.says_the_same_as(&before), "it was erased unasked");
        visitor.press(&["Effacer mon brouillon"]).await?;
        let (_, backup) = visitor.download_with(&[ERASE, "Télécharger une sauvegarde"]).await?;
        ensure!(stored::decode(&backup)?.proposal.says_the_same_as(&before), "{backup}");
        visitor.press(&[ERASE, "Oui, effacer"]).await?;
        visitor.hears_or_reads("C’est effacé.").await?;
        visitor.alert(ERASED).await?;
        visitor.follow_in_header("Ma participation").await?;
        wait_to_be("the name", "", async || visitor.text_of(&[NAME]).await).await?;
        ensure!(visitor.goals().await?.is_empty());
        ensure!(!visitor.is_ticked(&["Présence (optionnel)", "10 janvier 2024"]).await?);
        ensure!(stored_draft(&visitor).await?.is_empty());
        // Another page of the site is not the end of this one.
        visitor.follow_in_header("Relire et envoyer").await?;
        visitor.arrives_at("Relire et envoyer").await?;
        visitor.follow_in_header("Ma participation").await?;
        visitor.arrives_at("Ma participation").await?;

        visitor.press(take_back).await?;
        is_stored(&visitor, &before).await?;
        ensure!(visitor.text_of(&[NAME]).await? == "Zoé d’Été");
        ensure!(visitor.goals().await? == ["Publier"]);
        ensure!(visitor.is_ticked(&["Présence (optionnel)", "10 janvier 2024"]).await?);
        ensure!(!visitor.has_alert(ERASED).await?, "the notice stays");
        let stored = visitor.stored(KEY).await?;
        wait_until("the journal says the same", async || Ok(visitor.noted(KEY).await? == stored))
            .await?;
    }

    // Once the page was left as well, from where it was set aside: once, however often it was erased.
    visitor.go_to_backup().await?;
    visitor.press(&["Effacer mon brouillon"]).await?;
    visitor.press(&[ERASE, "Oui, effacer"]).await?;
    visitor.hears_or_reads("C’est effacé.").await?;
    visitor.reload().await?;
    ensure!(!visitor.can_press(&["Annuler"]).await?);
    ensure!(!visitor.has_alert(ERASED).await?);
    ensure!(stored_draft(&visitor).await?.is_empty());
    ensure!(visitor.stored_aside().await?.len() == 1, "there are several versions");
    visitor.press_by("return all(document, '.copies button')[0]").await?;
    visitor.alert("Restaurer cette sauvegarde ?").await?;
    visitor.press(&["Remplacer mon brouillon"]).await?;
    is_stored(&visitor, &before).await?;

    // Who wants it gone for good removes that version.
    visitor.press(&["Effacer mon brouillon"]).await?;
    visitor.press(&[ERASE, "Oui, effacer"]).await?;
    visitor.hears_or_reads("C’est effacé.").await?;
    visitor.press_by("return all(document, '.copies button')[2]").await?;
    wait_until("nothing of the text is stored", async || {
        let stored = visitor.everything_stored().await?;
        Ok(!stored.iter().any(|text| text.contains("d’Été") || text.contains("Publier")))
    })
    .await
}

/// One press takes back all that another tab wrote: it is named, and found again.
pub(crate) async fn what_another_tab_wrote_is_not_dropped(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.open_app("/participer").await?;
    let first = visitor.go_to_another_window().await?;
    visitor.open_app("/participer").await?;
    visitor.type_in(&[OFFERS], "Relire").await?;
    wait_until("it is stored", async || {
        Ok(stored_draft(&visitor).await.is_ok_and(|draft| draft.offers == "Relire"))
    })
    .await?;
    visitor.type_in(&[OFFERS], " et traduire").await?;
    wait_to_be("what is stored", "Relire et traduire", async || {
        Ok(stored_draft(&visitor).await?.offers)
    })
    .await?;

    visitor.go_to_window(&first).await?;
    shows(&visitor, ("", "Relire et traduire")).await?;
    visitor.press(&["Annuler"]).await?;
    visitor.hears("Annulé : modifications d’un autre onglet").await?;
    shows(&visitor, ("", "")).await?;
    visitor.type_in(&[NAME], "Zoé").await?;
    wait_to_be("what is stored", "Zoé", async || Ok(stored_draft(&visitor).await?.name)).await?;
    visitor.reload().await?;
    ensure!(offers_aside(&visitor).await? == ["Relire et traduire"], "it is lost");
    Ok(())
}

pub(crate) async fn what_is_written_after_erasing_is_not_dropped(browser: Browser) -> Result<()> {
    const REPLACES: &str = "« Annuler la suppression » remplace ce que vous avez écrit depuis";
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.open_app("/participer").await?;
    visitor.type_in(&[OFFERS], "Relire").await?;
    visitor.sees_it_saved().await?;
    visitor.go_to_backup().await?;
    visitor.press(&["Effacer mon brouillon"]).await?;
    visitor.press(&[ERASE, "Oui, effacer"]).await?;
    visitor.hears_or_reads("C’est effacé.").await?;
    visitor.follow_in_header("Ma participation").await?;
    visitor.arrives_at("Ma participation").await?;
    ensure!(!visitor.is_told(REPLACES).await?, "there is nothing to replace");
    visitor.type_in(&[OFFERS], "Traduire").await?;
    visitor.hears_or_reads(REPLACES).await?;
    visitor.press(&[ERASED, "Annuler la suppression"]).await?;
    shows(&visitor, ("", "Relire")).await?;
    ensure!(offers_aside(&visitor).await?.contains(&"Traduire".to_owned()), "it is lost");
    visitor.press(&["Annuler"]).await?;
    shows(&visitor, ("", "Traduire")).await
}
