//! Backups, and restoring them.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use domain::{Proposal, stored};
use e2e::browser::{Browser, Condition};
use e2e::draft;
use e2e::message::Message;
use e2e::site::{Build, Site};
use e2e::visitor::{KEY, Visitor, is_time};
use e2e::wait::{wait_for, wait_to_be, wait_until};

use crate::{NAME, OFFERS, stored_draft};

pub(crate) const DOWNLOAD: &[&str] = &["Télécharger une sauvegarde"];

const RESTORE: &[&str] = &["Restaurer une sauvegarde"];

const OFFERED: &str = "Restaurer cette sauvegarde ?";

const REFUSED: &str = "Cette sauvegarde ne peut pas être restaurée";

pub(crate) async fn a_backup_holds_the_draft_and_says_how_old_it_is(
    browser: Browser,
) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.open_app("/participer").await?;
    visitor.type_in(&[NAME], "Zoé d’Été « L’Œuvre » 🧢").await?;
    visitor.press(&["Ajouter un logiciel"]).await?;
    visitor.type_in(&["Logiciel 1", "Nom du logiciel"], "Démo").await?;
    visitor.go_to_backup().await?;
    ensure!(last_backup(&visitor).await? == "Aucune pour l’instant");

    // It holds what is on the page, saved or not.
    let today: String = visitor
        .see_as(
            "const now = new Date();
            const two = (number) => String(number).padStart(2, '0');
            return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`",
        )
        .await?;
    let (name, text) = visitor.download_with(DOWNLOAD).await?;
    ensure!(name == format!("bluehats-sauvegarde-{today}.json"), "the file is called {name}");
    let backup = stored::decode(&text)?.proposal;
    ensure!(backup.name == "Zoé d’Été « L’Œuvre » 🧢", "{backup:?}");
    ensure!(backup.software.len() == 1 && backup.software[0].name == "Démo", "{backup:?}");
    wait_until("it is stored as well", async || {
        Ok(visitor.stored(KEY).await?.is_some() && stored_draft(&visitor).await? == backup)
    })
    .await?;

    let age = wait_for_backup(&visitor).await?;
    visitor.drop_file(&text).await?;
    visitor.alert("Il n’y a rien à restaurer").await?;
    visitor.press(&["Fermer ce message"]).await?;
    visitor.reload().await?;
    wait_to_be("the age of the backup", age, async || last_backup(&visitor).await).await
}

pub(crate) async fn last_backup(visitor: &Visitor<'_>) -> Result<String> {
    let script = "
        const fact = all(document, 'dt').find((term) => words(term.textContent) === 'Dernière sauvegarde');
        return words(fact?.nextElementSibling.textContent);";
    visitor.see_as(script).await
}

async fn wait_for_backup(visitor: &Visitor<'_>) -> Result<String> {
    wait_until("the page says when the backup was made", async || {
        let said = last_backup(visitor).await?;
        Ok(said.strip_prefix("Téléchargée à ").is_some_and(is_time))
    })
    .await?;
    last_backup(visitor).await
}

pub(crate) async fn a_backup_is_restored_after_a_look_at_it(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("une sauvegarde à moi.json");
    let backup = draft_of("Ada", 2);
    fs::write(&file, draft::record(backup.clone()))?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.open_app("/participer").await?;
    visitor.type_in(&[NAME], "Zoé").await?;
    visitor.press(&["Ajouter un logiciel"]).await?;
    visitor.type_in(&["Logiciel 1", "Nom du logiciel"], "Démo").await?;
    wait_until("the software is stored", async || {
        Ok(visitor.stored(KEY).await?.is_some()
            && stored_draft(&visitor).await?.software.iter().any(|it| it.name == "Démo"))
    })
    .await?;
    let before = wait_for_name(&visitor, "Zoé").await?;
    visitor.go_to_backup().await?;

    for by_drop in [false, true] {
        let give = async || {
            if by_drop {
                visitor.drop_file(&fs::read_to_string(&file)?).await
            } else {
                visitor.choose_file(RESTORE, &file).await
            }
        };
        give().await?;
        let offer = visitor.alert(OFFERED).await?.replace('\u{a0}', " ");
        for words in
            ["Elle contient : Ada, 2 logiciels, 6 objectifs", "Elle remplacerait : Zoé, 1 logiciel"]
        {
            ensure!(offer.contains(words), "« {words} » is not in « {offer} »");
        }
        visitor.press(&["Garder mon brouillon"]).await?;
        wait_until("the offer is gone", async || Ok(!visitor.has_alert(OFFERED).await?)).await?;
        visitor.focus_becomes("h2: Garder une copie").await?;
        ensure!(stored_draft(&visitor).await?.says_the_same_as(&before), "something was changed");

        // The same file once more.
        give().await?;
        visitor.alert(OFFERED).await?;
        ensure!(stored_draft(&visitor).await?.says_the_same_as(&before), "it was replaced unasked");
        visitor.press(&["Remplacer mon brouillon"]).await?;
        let restored = wait_for_name(&visitor, "Ada").await?;
        ensure!(restored.says_the_same_as(&backup), "{restored:?}");
        visitor.hears("La sauvegarde est restaurée.").await?;

        visitor.press(&["Annuler"]).await?;
        let after = wait_for_name(&visitor, "Zoé").await?;
        ensure!(after.says_the_same_as(&before), "{after:?}");
    }
    visitor.follow_in_header("Ma participation").await?;
    ensure!(visitor.text_of(&[NAME]).await? == "Zoé");
    ensure!(visitor.goals().await? == [""]);
    Ok(())
}

async fn wait_for_name(visitor: &Visitor<'_>, name: &str) -> Result<Proposal> {
    wait_until(&format!("« {name} » is stored"), async || {
        Ok(stored_draft(visitor).await?.name == name)
    })
    .await?;
    stored_draft(visitor).await
}

/// What the browser itself makes of it.
pub(crate) async fn what_is_downloaded_is_a_file_of_the_device(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let profile = tempfile::tempdir()?;
    let visitor = browser.visitor(Condition::Profile(profile.path()), &site).await?;
    let draft = draft_of("Zoé « 🧢 »", 1);
    visitor.open_app("/accessibilite").await?;
    visitor.store(KEY, &draft::record(draft.clone())).await?;
    visitor.open_app("/sauvegarde").await?;
    visitor.press(DOWNLOAD).await?;
    let backup = downloaded(profile.path(), ".json").await?;
    let backup = stored::decode(std::str::from_utf8(&backup)?)?.proposal;
    ensure!(backup.says_the_same_as(&draft), "{backup:?}");

    visitor.open_app("/relire").await?;
    let shown = visitor.message_on_screen().await?;
    visitor.press(&["Télécharger le message (.eml)"]).await?;
    ensure!(Message::from_eml(&downloaded(profile.path(), ".eml").await?)? == shown, "{shown:?}");
    Ok(())
}

/// The bytes of the file with this end among what WebKit has downloaded.
async fn downloaded(profile: &Path, end: &str) -> Result<Vec<u8>> {
    let folder = profile.join("downloads");
    wait_for(&format!("a file {end} in {}", folder.display()), async || {
        let Ok(mut entries) = fs::read_dir(&folder) else { return Ok(None) };
        let file = entries.find_map(|entry| {
            Some(entry.ok()?.path()).filter(|path| path.to_string_lossy().ends_with(end))
        });
        Ok(file.map(fs::read).transpose()?.filter(|bytes| !bytes.is_empty()))
    })
    .await
}

fn draft_of(name: &str, software: usize) -> Proposal {
    let mut draft = draft::of_size(software, 3);
    draft::write(&mut draft, domain::Field::Name, name);
    draft
}

pub(crate) async fn a_file_that_is_no_backup_changes_nothing(browser: Browser) -> Result<()> {
    const HEAVY: &str = "lourd.json";
    let site = Site::serve(Build::Root)?;
    let folder = tempfile::tempdir()?;
    let record = draft::record(draft_of("Ada", 2));
    let cut = &record[..record.len() / 2];
    let newer = draft::of_later_release(&record);
    ensure!(newer != record, "{record}");
    let files = [
        ("autre.json", "{\"theme\":\"dark\"}", "Ce fichier n’est pas une sauvegarde de ce site."),
        ("image.png", "\u{89}PNG\r\n\u{1a}\n\0", "Ce fichier n’est pas une sauvegarde de ce site."),
        ("vide.json", "", "Ce fichier est vide."),
        ("coupe.json", cut, "Elle est abîmée : il en manque une partie."),
        ("recent.json", &newer, "Elle a été faite par une version plus récente de ce site"),
        (HEAVY, "{", "Ce fichier est trop lourd : ce site lit au plus 100 Mo."),
    ];
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.open_app("/participer").await?;
    visitor.type_in(&[NAME], "Zoé").await?;
    visitor.type_in(&[OFFERS], "Relire").await?;
    wait_until("all is stored", async || {
        Ok(visitor.stored(KEY).await?.is_some_and(|text| text.contains("Relire")))
    })
    .await?;
    let before = visitor.stored(KEY).await?;
    visitor.go_to_backup().await?;

    for (name, text, sentence) in files {
        let file = folder.path().join(name);
        fs::write(&file, text)?;
        if name == HEAVY {
            fs::File::options().write(true).open(&file)?.set_len(100_000_001)?;
        }
        for by_drop in [false, true] {
            if by_drop && (!text.starts_with('{') || name == HEAVY) {
                // It would be taken for a message, or is more than a driver gives to a page.
                continue;
            }
            if by_drop {
                visitor.drop_file(text).await?;
            } else {
                visitor.choose_file(RESTORE, &file).await?;
            }
            let said = visitor.alert(REFUSED).await.with_context(|| name.to_owned())?;
            let said = said.replace('\u{a0}', " ");
            ensure!(said.contains(sentence), "{name}: « {said} »");
            ensure!(said.contains("Rien n’a été changé."), "{name}: « {said} »");
            ensure!(!visitor.has_alert(OFFERED).await?, "{name} is offered");
            visitor.press(&["Fermer ce message"]).await?;
            wait_until("the message is gone", async || Ok(!visitor.has_alert(REFUSED).await?))
                .await?;
            ensure!(visitor.stored(KEY).await? == before, "{name} changed what is stored");
        }
    }
    ensure!(!visitor.can_press(&["Rétablir"]).await?);
    visitor.press(&["Annuler"]).await?;
    wait_to_be("the offers", "", async || Ok(stored_draft(&visitor).await?.offers)).await?;
    ensure!(stored_draft(&visitor).await?.name == "Zoé", "the files were steps of their own");
    Ok(())
}
