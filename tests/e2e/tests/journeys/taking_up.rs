//! « Reprendre un message » on « Sauvegarde et reprise »: from a message back to the draft.

use std::fs;

use anyhow::{Context, Result, ensure};
use domain::{Field, Proposal, stored};
use e2e::browser::{Browser, Condition};
use e2e::draft;
use e2e::site::{Build, Site};
use e2e::visitor::{KEY, Visitor};
use e2e::wait::wait_until;

use crate::{EXPECTATIONS, NAME, stored_draft};

const TEXT: &str = "Texte du message";

const READ: &[&str] = &["Lire ce message"];

const OFFERED: &str = "Voici ce qui a été compris de ce message";

const REFUSED: &str = "Ce message ne peut pas être repris";

fn sample() -> Result<Proposal> {
    let record = include_str!("../../../../crates/domain/fixtures/record-v1.json");
    Ok(stored::decode(record)?.proposal)
}

/// The sample's message, as it stands in a reply: quoted, wrapped, between other words.
fn reply() -> String {
    let message = include_str!("../../../../crates/domain/fixtures/message.txt");
    let quoted: Vec<String> = message
        .replace("Écrire un guide", "Écrire un\nguide")
        .replace('’', "'")
        .lines()
        .map(|line| format!("> {line}"))
        .collect();
    let quoted = quoted.join("\r\n").replace("> guide", "> | guide");
    format!("Bien reçu !\r\n\r\nLe 3 janvier, Camille a écrit :\r\n{quoted}\r\n-- \r\nL’équipe")
}

async fn notes(visitor: &Visitor<'_>) -> Result<Vec<String>> {
    let script = "
        const details = all(document, '.alert details')[0];
        details.open = true;
        return details.querySelector('pre').textContent.split('\\n')";
    visitor.see_as(script).await
}

pub(crate) async fn a_quoted_message_becomes_the_draft(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.open_app("/sauvegarde").await?;
    visitor.paste(&[TEXT], &reply()).await?;
    visitor.press(READ).await?;
    let said = visitor.alert(OFFERED).await?;
    ensure!(said.contains("Nom : Camille Durand"), "it understood {said}");
    let notes = notes(&visitor).await?;
    ensure!(
        notes == ["Bien reçu !", "Le 3 janvier, Camille a écrit :", "--", "L’équipe"],
        "it keeps {notes:?}"
    );
    // Looking changes nothing.
    ensure!(visitor.stored(KEY).await?.is_none());
    visitor.press(&["Reprendre cette participation"]).await?;
    visitor.hears("Le message est repris dans votre brouillon.").await?;
    visitor.focus_becomes("h2: Reprendre un message").await?;
    wait_until("the draft is what the message says", async || {
        let Some(text) = visitor.stored(KEY).await? else { return Ok(false) };
        let draft = stored::decode(&text)?.proposal;
        let goals: Vec<&str> =
            draft.software.iter().flat_map(|it| &it.goals).map(|it| it.text.as_str()).collect();
        let sample = sample()?;
        Ok(goals == ["Publier la version 2", "Écrire un\nguide\npour les communes"]
            && draft.presence == sample.presence
            && draft.talks.len() == sample.talks.len()
            && draft.email == sample.email)
    })
    .await?;
    visitor.press(&["Annuler"]).await?;
    wait_until("the draft is empty again", async || Ok(stored_draft(&visitor).await?.is_empty()))
        .await
}

pub(crate) async fn a_message_is_merged_point_by_point(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    let mut draft = sample()?;
    let goal = draft.software[0].goals[0].id;
    draft::write(&mut draft, Field::Goal(goal), "Un autre objectif");
    draft::write(&mut draft, Field::Expectations, "D’autres attentes");
    draft::write(&mut draft, Field::Organisation, "");
    visitor.open_app("/accessibilite").await?;
    visitor.store(KEY, &draft::record(draft.clone())).await?;
    visitor.open_app("/sauvegarde").await?;
    let message = include_str!("../../../../crates/domain/fixtures/message.txt");
    // What a mail program may have lost is no difference.
    let message = message.replace('’', "'").replace("\nDépôt : https://git.exemple.fr/demo", "");
    visitor.paste(&[TEXT], &message).await?;
    visitor.press(READ).await?;
    visitor.alert(OFFERED).await?;
    let script = "
        const groups = all(document, '.alert fieldset');
        return groups.map((group) => [
            legendOf(group),
            words(group.querySelector('input:checked').labels[0].textContent),
        ])";
    let points: Vec<(String, String)> = visitor.see_as(script).await?;
    let want = [
        ("Organisation", "Le message : « Ville d'Exemple »"),
        (
            "Logiciel « Démo », lien vers le dépôt",
            "Mon brouillon : « https://git.exemple.fr/demo »",
        ),
        (
            "Seulement dans mon brouillon : logiciel « Démo », objectif 1 « Un autre objectif »",
            "Garder",
        ),
        (
            "Seulement dans le message : logiciel « Démo », objectif « Publier la version 2 »",
            "Ajouter",
        ),
        ("Attentes", "Le message : « Rencontrer d'autres équipes »"),
    ];
    let points: Vec<(&str, &str)> = points.iter().map(|(a, b)| (&**a, &**b)).collect();
    ensure!(points == want, "it says {points:?}");
    visitor.tick(&["Attentes", "Mon brouillon : « D’autres attentes »"]).await?;
    visitor.press(&["Reprendre ce choix"]).await?;
    wait_until("both are in the draft", async || {
        let now = stored_draft(&visitor).await?;
        let goals: Vec<&str> = now.software[0].goals.iter().map(|it| it.text.as_str()).collect();
        Ok(now.expectations == "D’autres attentes"
            && now.organisation == "Ville d'Exemple"
            && now.software[0].repository == draft.software[0].repository
            && goals.contains(&"Un autre objectif")
            && goals.contains(&"Publier la version 2")
            && goals.len() == 3)
    })
    .await?;
    visitor.press(&["Annuler"]).await?;
    wait_until("all is as it was", async || {
        Ok(stored_draft(&visitor).await?.says_the_same_as(&draft))
    })
    .await
}

pub(crate) async fn a_file_from_a_mail_program_is_read(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("Réponse.eml");
    let text = include_str!("../../../../crates/domain/fixtures/message.txt");
    let html = text.replace('\n', "<br>\r\n").replace('é', "&eacute;");
    fs::write(
        &file,
        format!(
            "Subject: =?utf-8?Q?R=C3=A9ponse?=\r\nMIME-Version: 1.0\r\n\
             Content-Type: text/html; charset=windows-1252\r\n\r\n\
             <html><body><p>Merci.</p><blockquote>{html}</blockquote></body></html>\r\n"
        )
        .chars()
        // Windows-1252, in which the sample's one emoji does not exist.
        .map(|c| u8::try_from(u32::from(c)).unwrap_or(if c == '’' { 0x92 } else { b'?' }))
        .collect::<Vec<u8>>(),
    )?;
    visitor.open_app("/participer").await?;
    visitor.type_in(&[NAME], "Zoé").await?;
    visitor.go_to_backup().await?;
    visitor.choose_file(&["Choisir un message (.eml)"], &file).await?;
    visitor.alert(OFFERED).await?;
    visitor.press(&["Remplacer mon brouillon par ce message"]).await?;
    visitor.hears("Le message est repris dans votre brouillon.").await?;
    visitor.follow_in_header("Ma participation").await?;
    wait_until("the draft is what the message says", async || {
        Ok(visitor.text_of(&[EXPECTATIONS]).await? == "Rencontrer d’autres équipes")
    })
    .await?;
    let sample = sample()?;
    wait_until("it is stored", async || {
        let text = visitor.stored(KEY).await?.context("nothing is stored")?;
        let draft = stored::decode(&text)?.proposal;
        Ok(draft.software[0].help_requests.len() == sample.software[0].help_requests.len()
            && draft.software[0].goals[1].text == sample.software[0].goals[1].text)
    })
    .await
}

pub(crate) async fn what_is_no_participation_changes_nothing(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.open_app("/participer").await?;
    visitor.type_in(&[NAME], "Zoé").await?;
    visitor.go_to_backup().await?;
    for (text, reason) in [
        ("", "Aucune participation"),
        ("Bonjour, rien de neuf.", "Aucune participation"),
        ("<script>alert(1)</script>", "Aucune participation"),
        (
            "Bonjour,\n\nParticipation de Ada : Démo.\nLe texte complet est à coller ci-dessous.\n",
            "son texte n’y a pas été collé",
        ),
        (
            "Voici ce qui change dans ma participation (x).\n\nNom : a",
            "Ce message est une mise à jour",
        ),
    ] {
        visitor.paste(&[TEXT], text).await?;
        visitor.press(READ).await?;
        let said = visitor.alert(REFUSED).await?;
        ensure!(said.contains(reason), "of {text:?} it says {said}");
        visitor.press(&["Fermer ce message"]).await?;
    }
    visitor.sees_it_saved().await?;
    let draft = stored_draft(&visitor).await?;
    let mut want = Proposal::default();
    draft::write(&mut want, Field::Name, "Zoé");
    ensure!(draft == want, "{draft:?}");
    Ok(())
}
