//! What once went wrong, or could: a failure of the browser's is said, and neither loses a text nor
//! claims what did not happen.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use domain::{Field, stored};
use e2e::browser::{Browser, Condition};
use e2e::draft;
use e2e::site::{Build, Site};
use e2e::visitor::{KEY, Visitor};
use e2e::wait::{wait_to_be, wait_until};
use fantoccini::key::Key;
use serde_json::{Value, json};

use crate::backing_up::{DOWNLOAD, last_backup};
use crate::choosing::two_versions;
use crate::crashing::{
    DOWNLOAD_DRAFT, SET_ASIDE, altered, downloaded, sees_the_crash, with_garbage, without_program,
};
use crate::keeping::{CONFLICT, accept_saves, refuse_saves};
use crate::printing::{prints, summary_becomes, two_software};
use crate::{NAME, OFFERS, stored_draft};

const NOT_SAVED: &str =
    "Ce que vous venez de saisir n’est pas enregistré\u{a0}: copiez-le avant de recharger la page.";

const SHOWN_FIELDS: &str = "return all(document, '#page input').length";

const TYPE_AT_ONCE: &str = "
    new MutationObserver((changes, observer) => {
        const field = document.getElementById('nom');
        if (!field) return;
        observer.disconnect();
        field.focus();
        document.execCommand('insertText', false, 'Zoé');
    }).observe(document, { childList: true, subtree: true });";

pub(crate) async fn what_was_typed_into_a_page_without_program_is_not_called_saved(
    browser: Browser,
) -> Result<()> {
    for (alter, has_stored) in
        [(without_program as fn(&Path) -> Result<()>, false), (with_garbage, true)]
    {
        let site = altered(alter)?;
        let visitor = browser.visitor(Condition::New, &site).await?;
        let before = draft::record(draft::of_size(1, 1));
        if has_stored {
            visitor.open("/robots.txt").await?;
            visitor.store(KEY, &before).await?;
        }
        visitor.open("/participer").await?;
        sees_the_crash(&visitor).await?;
        ensure!(visitor.is_told("La page ne s’est pas chargée entièrement").await?);
        ensure!(visitor.is_told("Le programme de cette page").await?, "no other way is said");
        ensure!(
            visitor.has_link(DOWNLOAD_DRAFT).await? == has_stored,
            "a download of nothing, or none"
        );
        ensure!(!crash_says(&visitor, NOT_SAVED).await?, "nothing was typed");
        ensure!(visitor.see_as::<u32>(SHOWN_FIELDS).await? == 0, "a field takes what nobody keeps");

        // Typed as soon as there is a field, before the program is found not to start.
        site.begin_pages_with(TYPE_AT_ONCE)?;
        visitor.open("/participer").await?;
        sees_the_crash(&visitor).await?;
        wait_until("the page says that it is not saved", async || {
            crash_says(&visitor, NOT_SAVED).await
        })
        .await?;
        let page: String = visitor.see_as("return document.body.innerText").await?;
        let rest = page.replace(NOT_SAVED, "");
        ensure!(!rest.contains("enregistré"), "something is called saved: {rest}");
        ensure!(!rest.contains("rechargez"), "to load the page again would lose it: {rest}");
        ensure!(visitor.text_of(&[NAME]).await? == "Zoé", "what was typed is off the screen");
        // What another tab stores meanwhile is found as well.
        visitor.store(KEY, &before).await?;
        let reload = async || visitor.follow("Recharger la page").await;
        visitor.replaces_page_by(reload).await?;
        ensure!(downloaded(&visitor).await? == before, "the file is not what is stored");
        visitor.close_browser().await?;
    }
    Ok(())
}

async fn crash_says(visitor: &Visitor<'_>, sentence: &str) -> Result<bool> {
    let shown: String = visitor.see_as("return document.getElementById('panne').innerText").await?;
    Ok(shown.contains(sentence))
}

pub(crate) async fn a_damaged_record_does_not_hide_the_good_one(browser: Browser) -> Result<()> {
    let site = altered(without_program)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    let good = draft::record(draft::of_size(1, 1));
    for damaged in [&good[..good.len() / 2], "{\"revision\":9}", ""] {
        visitor.forget_everything().await?;
        visitor.store(KEY, damaged).await?;
        visitor.note(KEY, &good).await?;
        visitor.open("/participer").await?;
        sees_the_crash(&visitor).await?;
        ensure!(downloaded(&visitor).await? == good, "{damaged:?} is offered");
    }

    sets_aside(&visitor).await?;
    ensure!(visitor.stored_aside().await?.contains(&good));

    // Of two good ones the newer is offered, and none is lost.
    let newer = good.replace("\"revision\":1,", "\"revision\":2,");
    ensure!(good != newer, "{good}");
    visitor.forget_everything().await?;
    visitor.store(KEY, &good).await?;
    visitor.note(KEY, &newer).await?;
    visitor.open("/participer").await?;
    sees_the_crash(&visitor).await?;
    ensure!(downloaded(&visitor).await? == newer, "the file is not the newer record");
    sets_aside(&visitor).await?;
    let mut aside = visitor.stored_aside().await?;
    aside.sort();
    ensure!(aside == [good, newer], "{aside:?}");
    ensure!(visitor.stored(KEY).await?.is_none(), "the draft is still in its place");
    Ok(())
}

/// The draft is set aside, and the page has loaded itself again, to crash without one.
async fn sets_aside(visitor: &Visitor<'_>) -> Result<()> {
    visitor.see("window.isOld = true").await?;
    visitor.press(&[SET_ASIDE]).await?;
    wait_until("the page is loaded again, and has nothing to download", async || {
        Ok(visitor.see("return 'isOld' in window").await? == false
            && visitor.has_crashed().await?
            && !visitor.has_link(DOWNLOAD_DRAFT).await?)
    })
    .await
}

pub(crate) async fn a_download_that_failed_is_no_backup(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.open_app("/participer").await?;
    visitor.type_in(&[NAME], "Zoé").await?;
    visitor.sees_it_saved().await?;
    let script = "
        window.createObjectURL = URL.createObjectURL;
        URL.createObjectURL = () => { throw new DOMException('', 'NotAllowedError') }";
    visitor.go_to_backup().await?;
    visitor.see(script).await?;
    visitor.press(DOWNLOAD).await?;
    wait_until("it is said that there is no file", async || {
        let script = "return words(document.body.innerText).includes('Ce navigateur n’a pas pu créer le fichier.')";
        Ok(visitor.see(script).await? == true)
    })
    .await?;
    ensure!(last_backup(&visitor).await? == "Aucune pour l’instant");
    visitor.see("URL.createObjectURL = window.createObjectURL").await?;
    visitor.reload().await?;
    wait_to_be("the last backup", "Aucune pour l’instant", async || last_backup(&visitor).await)
        .await?;
    visitor.download_with(DOWNLOAD).await?;
    wait_until("the one that succeeded counts", async || {
        Ok(last_backup(&visitor).await?.starts_with("Téléchargée à "))
    })
    .await
}

pub(crate) async fn what_is_printed_moves_with_its_software(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = prints(&browser, &site, two_software()).await?;
    visitor.tick(&["Logiciels", "Démarches ouvertes"]).await?;
    let chosen = "À imprimer : 1 panneau sur A4, 5 cartes sur A4.";
    summary_becomes(&visitor, chosen).await?;
    visitor.follow_in_header("Ma participation").await?;
    visitor.arrives_at("Ma participation").await?;
    visitor.unfold_everything().await?;
    visitor.press(&["Descendre le logiciel 1"]).await?;
    wait_until("the other one is the first", async || {
        Ok(visitor.text_of(&["Logiciel 1", "Nom du logiciel"]).await? == "Autre outil")
    })
    .await?;
    visitor.follow("Imprimer").await?;
    visitor.arrives_at("Imprimer").await?;
    summary_becomes(&visitor, chosen).await?;
    ensure!(visitor.labels(&["Logiciels"]).await? == ["Tous", "Autre outil", "Démarches ouvertes"]);
    ensure!(visitor.is_ticked(&["Logiciels", "Démarches ouvertes"]).await?, "another is chosen");

    // Once it is gone, all others are printed.
    visitor.follow_in_header("Ma participation").await?;
    visitor.press(&["Supprimer le logiciel 2"]).await?;
    visitor.follow("Imprimer").await?;
    summary_becomes(&visitor, "À imprimer : 1 panneau sur A4.").await
}

pub(crate) async fn at_the_end_of_all_numbers_items_are_added_and_saved(
    browser: Browser,
) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    let record: Value = serde_json::from_str(&draft::record(draft::of_size(1, 1)))?;
    for (revision, last_id) in
        [(u64::MAX, 9), (1, u64::from(u32::MAX)), (u64::MAX, u64::from(u32::MAX))]
    {
        let mut record = record.clone();
        record["revision"] = json!(revision);
        record["proposal"]["last_id"] = json!(last_id);
        visitor.forget_everything().await?;
        visitor.store(KEY, &record.to_string()).await?;
        visitor.open_app("/participer").await?;
        let goals = ["Publier le numéro 1", "un", "deux"];
        for (number, text) in goals.into_iter().enumerate().skip(1) {
            visitor.press(&["Logiciel 1", "Ajouter un objectif"]).await?;
            let objective = format!("Objectif {}", number + 1);
            visitor.type_in(&["Logiciel 1", &objective], text).await?;
        }
        visitor.press(&["Ajouter un logiciel"]).await?;
        visitor.type_in(&["Logiciel 2", "Nom du logiciel"], "Démo").await?;
        wait_until("all of it is stored", async || {
            let draft = stored_draft(&visitor).await?;
            Ok(draft.software.len() == 2 && draft.software[1].name == "Démo")
        })
        .await
        .with_context(|| format!("revision {revision}, last id {last_id}"))?;
        let stored = visitor.stored(KEY).await?.context("nothing is stored")?;
        ensure!(!visitor.has_crashed().await?, "it has crashed");

        visitor.reload().await?;
        visitor.unfold_everything().await?;
        // The last one is the second software's, which nobody has filled in.
        let shown = [&goals[..], &[""]].concat();
        wait_to_be("the goals", shown, async || visitor.goals().await).await?;
        // What came in between is newer.
        visitor.type_in(&["Logiciel 2", "Nom du logiciel"], " 2").await?;
        wait_until("what is typed now is stored", async || {
            Ok(stored_draft(&visitor).await?.software[1].name == "Démo 2")
        })
        .await?;
        let again = visitor.stored(KEY).await?.context("nothing is stored")?;
        let [before, after] = [stored::decode(&stored)?, stored::decode(&again)?];
        ensure!(before.revision < after.revision, "{} and {}", before.revision, after.revision);
    }
    Ok(())
}

/// The worker of a browser whose caches fail once the worker is in charge.
const REFUSE_CACHES: &str = "
    for (const name of ['open', 'match', 'keys', 'has']) {
        const method = CacheStorage.prototype[name];
        CacheStorage.prototype[name] = function (...given) {
            const isInCharge = self.registration.active?.state === 'activated';
            const refusal = new DOMException('', 'UnknownError');
            return isInCharge ? Promise.reject(refusal) : method.apply(this, given);
        };
    }";

pub(crate) async fn a_browser_that_refuses_its_caches_uses_the_network(
    browser: Browser,
) -> Result<()> {
    let site = Site::publish(Build::Root)?;
    site.deploy("A")?;
    let worker = site.folder().join("service-worker.js");
    let text = fs::read_to_string(&worker)?;
    fs::write(&worker, format!("{text}\n{REFUSE_CACHES}"))?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.open_app("/participer").await?;
    visitor.is_kept().await?;

    // The worker goes on, and what the network has is newer than what it keeps.
    site.deploy("B")?;
    for (path, heading) in [("/relire", "Relire et envoyer"), ("/participer", "Ma participation")] {
        visitor.open_app(path).await?;
        visitor.arrives_at(heading).await?;
        let mark = "return document.getElementById('marque')?.textContent ?? ''";
        let version: String = visitor.see_as(mark).await?;
        ensure!(version == "B", "{path} is of version {version:?}");
        let is_answered = "return performance.getEntriesByType('navigation')[0].workerStart > 0";
        ensure!(visitor.see(is_answered).await? == true, "no worker was asked for {path}");
    }
    visitor.type_in(&[NAME], "Zoé").await?;
    visitor.sees_it_saved().await?;
    visitor.open("/rien").await?;
    visitor.arrives_at("Page introuvable").await
}

/// Keeps the journal to itself until `release()`, as another tab does that writes a lot.
const OCCUPY_JOURNAL: &str = "
    const [name, done] = arguments;
    const opening = indexedDB.open(name, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('journal');
    opening.onsuccess = () => {
        const transaction = opening.result.transaction('journal', 'readwrite');
        const journal = transaction.objectStore('journal');
        let isReleased = false;
        window.release = () => isReleased = true;
        transaction.oncomplete = () => opening.result.close();
        const goOn = () => {
            if (!isReleased) journal.count().onsuccess = goOn;
        };
        journal.count().onsuccess = () => {
            goOn();
            done();
        };
    };";

/// A page whose journal answers only once the page has been there for seconds, with a newer record.
async fn has_a_late_journal(visitor: &Visitor<'_>, type_first: &str) -> Result<()> {
    let older = draft::record(draft::of_size(1, 1));
    let mut newer = draft::of_size(1, 1);
    draft::write(&mut newer, Field::Offers, "Relire");
    let mut newer: Value = serde_json::from_str(&draft::record(newer))?;
    newer["revision"] = json!(7);
    visitor.open("/robots.txt").await?;
    visitor.store(KEY, &older).await?;
    visitor.note(KEY, &newer.to_string()).await?;
    visitor.client().execute_async(OCCUPY_JOURNAL, vec![json!(KEY)]).await?;
    let occupied = visitor.client().window().await?;
    let window = visitor.client().new_window(false).await?.handle;
    visitor.client().switch_to_window(window.clone()).await?;
    visitor.open_app("/participer").await?;
    ensure!(visitor.text_of(&["Logiciel 1", "Nom du logiciel"]).await? == "Logiciel n° 1");
    wait_until("the page is there for three seconds", async || {
        Ok(visitor.see("return performance.now() > 3000").await? == true)
    })
    .await?;
    if !type_first.is_empty() {
        visitor.type_in(&[NAME], type_first).await?;
    }
    visitor.client().switch_to_window(occupied).await?;
    visitor.see("release()").await?;
    visitor.client().switch_to_window(window).await?;
    Ok(())
}

pub(crate) async fn a_late_journal_is_taken_up(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    has_a_late_journal(&visitor, "").await?;
    wait_to_be("the offers", "Relire", async || visitor.text_of(&[OFFERS]).await).await?;
    ensure!(!visitor.has_alert(CONFLICT).await?, "there is nothing to choose");
    wait_to_be("what is stored", "Relire", async || Ok(stored_draft(&visitor).await?.offers)).await
}

pub(crate) async fn a_late_journal_is_not_overwritten(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    has_a_late_journal(&visitor, "Zoé").await?;
    visitor.alert(CONFLICT).await?;
    ensure!(visitor.text_of(&[NAME]).await? == "Zoé");
    visitor.press(&["Garder la version de cet onglet"]).await?;
    wait_until("the journal's version is set aside", async || {
        let aside = visitor.stored_aside().await?;
        Ok(aside.iter().any(|text| {
            stored::decode(text).is_ok_and(|record| record.proposal.offers == "Relire")
        }))
    })
    .await?;
    wait_to_be("what is stored", "Zoé", async || Ok(stored_draft(&visitor).await?.name)).await
}

const ERASED: &str = "Les données de ce site ont été effacées";

/// Erases what the site has stored, as the browser's settings do, in a window where no app runs.
const ERASE: &str = "
    const [name, done] = arguments;
    localStorage.clear();
    const erasing = indexedDB.deleteDatabase(name);
    erasing.onsuccess = () => done('erased');
    erasing.onblocked = () => done('blocked');
    erasing.onerror = () => done('refused');";

pub(crate) async fn data_that_the_visitor_erased_stays_erased(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.open_app("/participer").await?;
    let first = visitor.client().window().await?;
    visitor.type_in(&[NAME], "Zoé").await?;
    visitor.sees_it_saved().await?;
    let second = visitor.client().new_window(false).await?.handle;
    visitor.client().switch_to_window(second.clone()).await?;
    visitor.open("/robots.txt").await?;
    let outcome = visitor.client().execute_async(ERASE, vec![json!(KEY)]).await?;
    ensure!(outcome == "erased", "the open tab holds the journal: {outcome}");

    visitor.client().switch_to_window(first.clone()).await?;
    visitor.alert(ERASED).await?;
    ensure!(visitor.text_of(&[NAME]).await? == "Zoé", "the page has lost its text");
    ensure!(!visitor.saving_status().await?.starts_with("Brouillon enregistré"));
    // It writes nothing when it is left, either.
    let leave = "
        dispatchEvent(new Event('pagehide'));
        document.dispatchEvent(new Event('visibilitychange'));
        dispatchEvent(new Event('pageshow'));";
    visitor.see(leave).await?;
    visitor.press_keys(&[Key::Tab]).await?;
    visitor.follow_in_header("Relire et envoyer").await?;
    visitor.arrives_at("Relire et envoyer").await?;
    visitor.follow_in_header("Ma participation").await?;
    visitor.arrives_at("Ma participation").await?;
    ensure!(visitor.text_of(&[NAME]).await? == "Zoé", "the page has lost its text");
    let stored = visitor.everything_stored().await?;
    ensure!(stored.is_empty(), "what was erased is back: {stored:?}");

    visitor.press_by_keyboard(ERASED, "Enregistrer de nouveau").await?;
    visitor.sees_it_saved().await?;
    ensure!(!visitor.has_alert(ERASED).await?);
    visitor.has_some_focus().await?;
    ensure!(stored_draft(&visitor).await?.name == "Zoé");
    wait_until("the journal has it as well", async || {
        Ok(visitor.noted(KEY).await?.is_some_and(|text| text.contains("Zoé")))
    })
    .await?;

    // Who goes on typing wants it kept.
    visitor.client().switch_to_window(second).await?;
    visitor.client().execute_async(ERASE, vec![json!(KEY)]).await?;
    visitor.client().switch_to_window(first).await?;
    visitor.alert(ERASED).await?;
    visitor.type_in(&[NAME], " Durand").await?;
    visitor.sees_it_saved().await?;
    ensure!(!visitor.has_alert(ERASED).await?);
    ensure!(stored_draft(&visitor).await?.name == "Zoé Durand");
    Ok(())
}

/// Two versions to choose from, and a message to be merged, on one page.
pub(crate) async fn two_comparisons_do_not_mix(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    two_versions(&visitor).await?;
    visitor.go_to_backup().await?;
    let message = include_str!("../../../../crates/domain/fixtures/message.txt");
    visitor.paste(&["Texte du message"], message).await?;
    visitor.press(&["Lire ce message"]).await?;
    let offered = "Voici ce qui a été compris de ce message";
    visitor.alert(offered).await?;
    let twice = visitor.named_twice().await?;
    ensure!(twice.is_empty(), "there twice: {twice:?}");

    // A choice in one leaves the other alone, whichever comes first.
    let choices = "
        return [...document.querySelectorAll('.alert input[type=radio]')]
            .map((button) => button.checked)";
    let before: Vec<bool> = visitor.see_as(choices).await?;
    let count = before.len();
    ensure!(count >= 8 && before.iter().filter(|it| **it).count() * 2 == count, "{before:?}");
    for index in (0..count).filter(|index| !before[*index]) {
        let press = format!(
            "return document.querySelectorAll('.alert input[type=radio]')[{index}].labels[0]"
        );
        visitor.press_by(&press).await?;
    }
    let after: Vec<bool> = visitor.see_as(choices).await?;
    let turned: Vec<bool> = before.iter().map(|is_chosen| !is_chosen).collect();
    ensure!(after == turned, "{before:?} became {after:?}");
    Ok(())
}

pub(crate) async fn what_is_still_stored_is_not_called_erased(browser: Browser) -> Result<()> {
    const LEFT: &str = "Retiré du formulaire, mais pas de cet appareil";
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    let erase = async || -> Result<()> {
        visitor.go_to_backup().await?;
        visitor.press(&["Effacer mon brouillon"]).await?;
        visitor.press(&["Effacer mon brouillon ?", "Oui, effacer"]).await?;
        visitor.hears_or_reads(LEFT).await?;
        ensure!(!visitor.is_told("C’est effacé").await?);
        ensure!(!stored_draft(&visitor).await?.is_empty());
        Ok(())
    };
    // The other version of two stays.
    two_versions(&visitor).await?;
    erase().await?;
    visitor.press(&["Garder la version de cet onglet"]).await?;
    visitor.hears_or_reads("C’est effacé").await?;
    ensure!(stored_draft(&visitor).await?.is_empty());

    // What the browser does not let go stays.
    visitor.follow_in_header("Ma participation").await?;
    visitor.arrives_at("Ma participation").await?;
    visitor.type_in(&[NAME], "Zoé").await?;
    wait_to_be("what is stored", "Zoé", async || Ok(stored_draft(&visitor).await?.name)).await?;
    refuse_saves(&visitor).await?;
    erase().await?;
    accept_saves(&visitor).await?;
    visitor.press(&["Réessayer"]).await?;
    visitor.hears_or_reads("C’est effacé").await?;
    ensure!(stored_draft(&visitor).await?.is_empty());
    Ok(())
}

/// Wherever one reads the draft: from a backup, and in the next visit.
pub(crate) async fn what_another_edition_takes_away_is_said_on_every_page(
    browser: Browser,
) -> Result<()> {
    const TITLE: &str = "Brouillon d’une autre édition";
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    let record = include_str!("../../../../crates/domain/fixtures/record-v3.json");
    let mut record: Value = serde_json::from_str(record)?;
    record["edition"] = json!("autre");
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("autre.json");
    fs::write(&file, record.to_string())?;
    visitor.open_app("/sauvegarde").await?;
    visitor.choose_file(&["Restaurer une sauvegarde"], &file).await?;
    visitor.press(&["Restaurer cette sauvegarde ?", "Remplacer mon brouillon"]).await?;
    visitor.alert(TITLE).await?;
    visitor.follow_in_header("Relire et envoyer").await?;
    visitor.arrives_at("Relire et envoyer").await?;
    visitor.alert(TITLE).await?;

    visitor.open("/robots.txt").await?;
    visitor.forget_everything().await?;
    visitor.store(KEY, &record.to_string()).await?;
    visitor.open_app("/relire").await?;
    visitor.alert(TITLE).await?;
    visitor.press(&[TITLE, "Fermer ce message"]).await?;
    wait_until("the notice is gone", async || Ok(!visitor.has_alert(TITLE).await?)).await
}
