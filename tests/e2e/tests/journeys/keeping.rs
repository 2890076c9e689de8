//! Keeping the draft on the device, and what may come in between.

use anyhow::{Context, Result, ensure};
use domain::stored;
use e2e::browser::{Browser, Condition};
use e2e::site::{Build, Site};
use e2e::visitor::{KEY, Visitor};
use e2e::wait::{wait_to_be, wait_until};

use crate::choosing::two_versions;
use crate::focus::closes;
use crate::{NAME, OFFERS, crashing, displaying, same_message_in_link, stored_draft};

const NOTHING_STORED: &str = "Ce navigateur n’enregistre rien pour ce site";

pub(crate) const CONFLICT: &str = "Ce brouillon a aussi été modifié dans un autre onglet";

const HERE: &str = "Garder la version de cet onglet";

const THERE: &str = "Prendre la version de l’autre onglet";

pub(crate) async fn a_draft_survives_a_reload(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.open_app("/participer").await?;
    visitor.press(&["Ajouter un logiciel"]).await?;
    visitor.press(&["Logiciel 1", "Ajouter un objectif"]).await?;
    let typed: [(&[&str], &str); 4] = [
        (&[NAME], "Zoé d’Été « L’Œuvre » \"x\""),
        (&["Organisation (optionnel)"], "وزارة التحول עברית"),
        (&["Logiciel 1", "Nom du logiciel"], "Démo & <b>Cie</b>"),
        (&["Logiciel 1", "Objectif 1"], "Une ligne\nune autre"),
    ];
    for (place, text) in typed {
        visitor.type_in(place, text).await?;
    }
    visitor.paste(&[OFFERS], "🧢 casquette, 👩‍💻 métier, 🇫🇷").await?;
    visitor.tick(&["Présence (optionnel)", "10 janvier 2024"]).await?;
    visitor.sees_it_saved().await?;

    visitor.reload().await?;
    for (place, text) in typed {
        wait_to_be(&format!("{place:?}"), text, async || visitor.text_of(place).await).await?;
    }
    ensure!(visitor.text_of(&[OFFERS]).await? == "🧢 casquette, 👩‍💻 métier, 🇫🇷");
    ensure!(visitor.is_ticked(&["Présence (optionnel)", "10 janvier 2024"]).await?);
    ensure!(!visitor.is_ticked(&["Présence (optionnel)", "9 janvier 2024"]).await?);
    visitor.sees_it_saved().await
}

pub(crate) async fn blocked_storage_keeps_nobody_from_writing(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    for &condition in browser.engine().without_storage() {
        let visitor = browser.visitor(condition, &site).await?;
        visitor.open_app("/participer").await?;
        let script = "try { return localStorage === null } catch { return true }";
        ensure!(visitor.see(script).await? == true, "{condition:?} does not block the storage");
        displaying::is_chosen(&visitor).await?;
        visitor.alert(NOTHING_STORED).await?;
        ensure!(!visitor.is_asked_before_leaving().await?, "there is nothing to lose");
        visitor.type_in(&[NAME], "Zoé").await?;
        ensure!(visitor.is_asked_before_leaving().await?, "the text would be lost without a word");
        visitor.type_in(&[OFFERS], "Relire").await?;
        visitor.follow_in_header("Relire et envoyer").await?;
        visitor.arrives_at("Relire et envoyer").await?;
        let message = visitor.message_on_screen().await?;
        ensure!(message.body.contains("\nNom : Zoé\n"), "{}", message.body);
        same_message_in_link(&visitor).await?;
        visitor.follow_in_header("Ma participation").await?;
        visitor.arrives_at("Ma participation").await?;
        ensure!(visitor.text_of(&[NAME]).await? == "Zoé");
        ensure!(visitor.saving_status().await?.starts_with("Brouillon non enregistré"));
        ensure!(visitor.has_alert(NOTHING_STORED).await?, "the warning is gone");
        ensure!(visitor.is_asked_before_leaving().await?, "the text would be lost without a word");
        let download = [NOTHING_STORED, "Télécharger une sauvegarde"];
        let (_, backup) = visitor.download_with(&download).await?;
        let draft = stored::decode(&backup)?.proposal;
        ensure!((draft.name.as_str(), draft.offers.as_str()) == ("Zoé", "Relire"), "{draft:?}");
        ensure!(!visitor.has_crashed().await?, "it has crashed");
        crashing::offers_no_download(&visitor).await?;
        visitor.close_browser().await?;
    }
    Ok(())
}

pub(crate) async fn full_storage_is_said_and_mended(browser: Browser) -> Result<()> {
    const TITLE: &str =
        "Enregistrement impossible : l’espace de stockage de ce navigateur est plein";
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.open_app("/participer").await?;
    fill_storage(&visitor).await?;
    visitor.type_in(&[NAME], "Zoé").await?;
    visitor.alert(TITLE).await?;
    ensure!(visitor.saving_status().await?.starts_with("Brouillon non enregistré"));
    ensure!(visitor.text_of(&[NAME]).await? == "Zoé");
    ensure!(visitor.stored(KEY).await?.is_none(), "there was room");

    // Without room, trying again changes nothing.
    visitor.press(&["Réessayer"]).await?;
    let count = "
        const write = Storage.prototype.setItem;
        window.attempts = 0;
        Storage.prototype.setItem = function (...entry) {
            window.attempts += 1;
            return write.apply(this, entry);
        }";
    visitor.see(count).await?;
    visitor.type_in(&[NAME], " Durand").await?;
    wait_until("saving was tried", async || visitor.see_as("return window.attempts > 0").await)
        .await?;
    ensure!(visitor.has_alert(TITLE).await?);
    visitor.see("localStorage.clear()").await?;
    visitor.press(&["Réessayer"]).await?;
    visitor.sees_it_saved().await?;
    ensure!(!visitor.has_alert(TITLE).await?);
    ensure!(stored_draft(&visitor).await?.name == "Zoé Durand");
    Ok(())
}

/// Undoes [`fill_storage`].
const MAKE_ROOM: &str = "
    for (const key of Object.keys(localStorage)) {
        if (key.startsWith('plein-')) localStorage.removeItem(key);
    }";

/// Leaves no room for a single character.
pub(crate) async fn fill_storage(visitor: &Visitor<'_>) -> Result<()> {
    let script = "
        for (let size = 1 << 22; size > 0; size >>= 1) {
            for (;;) {
                try {
                    localStorage.setItem(`plein-${size}-${localStorage.length}`, 'x'.repeat(size));
                } catch {
                    break;
                }
            }
        }";
    visitor.see(script).await?;
    Ok(())
}

pub(crate) async fn a_record_that_cannot_be_read_is_set_aside(browser: Browser) -> Result<()> {
    const TITLE: &str = "Un brouillon n’a pas pu être relu";
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    let later = format!(
        "{{\"format\":\"bluehats-participation\",\"version\":{},\"novelty\":true}}",
        stored::VERSION + 1
    );
    for text in [
        "{\"theme\":\"dark\"}",
        "{\"format\":\"bluehats-participation\",\"version\":2,\"revi",
        &later,
        "",
    ] {
        visitor.forget_everything().await?;
        visitor.store(KEY, text).await?;
        visitor.open_app("/relire").await?;
        visitor.alert(TITLE).await.with_context(|| text.to_owned())?;
        visitor.follow_in_header("Ma participation").await?;
        visitor.alert(TITLE).await?;
        ensure!(visitor.stored_aside().await? == [text], "{text:?} is not set aside");

        visitor.type_in(&[NAME], "Zoé").await?;
        visitor.sees_it_saved().await?;
        ensure!(stored_draft(&visitor).await?.name == "Zoé");
        closes(&visitor, TITLE, "Fermer ce message").await?;
        visitor.reload().await?;
        wait_to_be("the name", "Zoé", async || visitor.text_of(&[NAME]).await).await?;
        ensure!(!visitor.has_alert(TITLE).await?);
        ensure!(visitor.stored_aside().await? == [text], "{text:?} is lost");
    }
    Ok(())
}

pub(crate) async fn a_tab_without_changes_follows_the_other(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.open_app("/participer").await?;
    visitor.type_in(&[NAME], "Zoé").await?;
    visitor.sees_it_saved().await?;

    let first = visitor.go_to_another_window().await?;
    visitor.open_app("/participer").await?;
    wait_to_be("the name", "Zoé", async || visitor.text_of(&[NAME]).await).await?;
    visitor.type_in(&[NAME], " Durand").await?;
    visitor.press(&["Ajouter un logiciel"]).await?;
    visitor.type_in(&["Logiciel 1", "Nom du logiciel"], "Démo").await?;
    wait_until("the name of the software is stored", async || {
        Ok(stored_draft(&visitor).await?.software.first().is_some_and(|s| s.name == "Démo"))
    })
    .await?;

    visitor.go_to_window(&first).await?;
    wait_to_be("the name", "Zoé Durand", async || visitor.text_of(&[NAME]).await).await?;
    let software: &[&str] = &["Logiciel 1", "Nom du logiciel"];
    wait_to_be("the software", "Démo", async || visitor.text_of(software).await).await?;
    // What follows goes on from there, where the caret still is.
    visitor.type_in(&[NAME], " !").await?;
    wait_to_be("the stored name", "Zoé ! Durand", async || Ok(stored_draft(&visitor).await?.name))
        .await?;
    ensure!(!visitor.has_alert(CONFLICT).await?);
    Ok(())
}

pub(crate) async fn of_two_versions_this_one_is_kept(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    two_versions(&visitor).await?;
    closes(&visitor, CONFLICT, HERE).await?;
    visitor.sees_it_saved().await?;
    ensure!(visitor.text_of(&[NAME]).await? == "ici");
    let draft = stored_draft(&visitor).await?;
    ensure!((draft.name.as_str(), draft.offers.as_str()) == ("ici", ""), "{draft:?}");
    ensure!(offers_aside(&visitor).await? == ["là-bas"], "the other version is lost");
    Ok(())
}

pub(crate) async fn of_two_versions_the_other_is_taken(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    two_versions(&visitor).await?;
    // Without room to set one of them aside, neither is dropped.
    fill_storage(&visitor).await?;
    for version in [HERE, THERE] {
        visitor.press(&[version]).await?;
        ensure!(visitor.text_of(&[NAME]).await? == "ici", "« {version} » lost what was typed here");
        let stored = stored_draft(&visitor).await?;
        ensure!(stored.offers == "là-bas", "« {version} » lost what was typed there");
        let alert = visitor.alert(CONFLICT).await?;
        ensure!(alert.contains("l’espace de stockage de ce navigateur est plein"), "{alert}");
    }
    visitor.see(MAKE_ROOM).await?;

    closes(&visitor, CONFLICT, THERE).await?;
    wait_to_be("the name", "", async || visitor.text_of(&[NAME]).await).await?;
    ensure!(visitor.text_of(&[OFFERS]).await? == "là-bas");
    let draft = stored_draft(&visitor).await?;
    ensure!((draft.name.as_str(), draft.offers.as_str()) == ("", "là-bas"), "{draft:?}");
    let aside = visitor.stored_aside().await?;
    let names: Vec<String> =
        aside.iter().map(|text| Ok(stored::decode(text)?.proposal.name)).collect::<Result<_>>()?;
    ensure!(names == ["ici"], "this version is lost: {names:?}");
    Ok(())
}

pub(crate) async fn offers_aside(visitor: &Visitor<'_>) -> Result<Vec<String>> {
    let aside = visitor.stored_aside().await?;
    aside.iter().map(|text| Ok(stored::decode(text)?.proposal.offers)).collect()
}

/// From now on, the browser stores nothing more from this window, as when there is no room.
pub(crate) async fn refuse_saves(visitor: &Visitor<'_>) -> Result<()> {
    let script = "
        window.setItem = Storage.prototype.setItem;
        Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError'); };";
    visitor.see(script).await?;
    Ok(())
}

/// Ends what [`refuse_saves`] began.
pub(crate) async fn accept_saves(visitor: &Visitor<'_>) -> Result<()> {
    visitor.see("Storage.prototype.setItem = window.setItem").await?;
    Ok(())
}

pub(crate) async fn sees_it_unsaved(visitor: &Visitor<'_>) -> Result<()> {
    wait_until("the status says that the draft is not saved", async || {
        Ok(visitor.saving_status().await?.starts_with("Brouillon non enregistré"))
    })
    .await
}
