//! Where one stands: whether the participation was sent, as far as the visitor says.

use anyhow::{Result, ensure};
use domain::{Field, Proposal};
use e2e::browser::{Browser, Condition};
use e2e::draft;
use e2e::site::{Build, Site};
use e2e::visitor::{KEY, Visitor};
use e2e::wait::wait_until;

use crate::{EXPECTATIONS, same_message_in_link, stored_draft};

fn small_draft() -> Proposal {
    let mut draft = Proposal::default();
    draft::write(&mut draft, Field::Name, "Camille Durand");
    draft::write(&mut draft, Field::Expectations, "Rencontrer d’autres équipes");
    let software = draft::add_software(&mut draft);
    draft::write(&mut draft, Field::SoftwareName(software), "Démo");
    let goal = draft::add_goal(&mut draft, software);
    draft::write(&mut draft, Field::Goal(goal), "Publier la version 2");
    draft
}

async fn state(visitor: &Visitor<'_>) -> Result<String> {
    visitor.see_as("return words(document.getElementById('etat-envoi')?.textContent)").await
}

async fn state_becomes(visitor: &Visitor<'_>, start: &str) -> Result<()> {
    wait_until(&format!("the state is « {start}… »"), async || {
        Ok(state(visitor).await?.starts_with(start))
    })
    .await
}

async fn send<'a>(browser: &Browser, site: &'a Site) -> Result<Visitor<'a>> {
    let visitor = browser.visitor(Condition::New, site).await?;
    visitor.open_app("/accessibilite").await?;
    visitor.store(KEY, &draft::record(small_draft())).await?;
    visitor.open_app("/relire").await?;
    visitor.open_mail_program().await?;
    visitor.press(&["Oui, je l’ai envoyé"]).await?;
    state_becomes(&visitor, "Message envoyé").await?;
    Ok(visitor)
}

pub(crate) async fn what_was_sent_is_the_visitors_word(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.open_app("/accessibilite").await?;
    visitor.store(KEY, &draft::record(small_draft())).await?;
    visitor.open_app("/relire").await?;
    visitor.open_mail_program().await?;
    // Following the link says nothing of what became of it.
    ensure!(!state(&visitor).await?.contains("Message envoyé"));
    ensure!(stored_draft(&visitor).await?.sent.is_none());
    visitor.press(&["Plus tard"]).await?;
    visitor.focus_becomes("a: Ouvrir dans ma messagerie").await?;
    ensure!(!state(&visitor).await?.contains("Message envoyé"));

    visitor.press(&["J’ai envoyé ce message"]).await?;
    state_becomes(&visitor, "Message envoyé").await?;
    ensure!(state(&visitor).await?.ends_with("selon vous"));
    wait_until("it is stored", async || Ok(stored_draft(&visitor).await?.sent.is_some())).await?;
    // What comes next is what the announcement says, word for word.
    let page: String = visitor.see_as("return words(document.body.innerText)").await?;
    ensure!(
        page.contains(
            "nous vous incluerons dans les invitations que nous enverrons aux agents publics"
        ),
        "{page}"
    );

    visitor.reload().await?;
    state_becomes(&visitor, "Message envoyé").await?;
    visitor.open_app("/participer").await?;
    state_becomes(&visitor, "Message envoyé").await?;
    visitor.follow_in_header("Relire et envoyer").await?;
    visitor.press(&["Je ne l’ai pas envoyé"]).await?;
    state_becomes(&visitor, "Brouillon").await?;
    wait_until("it is forgotten", async || Ok(stored_draft(&visitor).await?.sent.is_none())).await
}

pub(crate) async fn a_change_after_sending_is_an_update(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = send(&browser, &site).await?;
    visitor.follow_in_header("Ma participation").await?;
    visitor.paste(&[EXPECTATIONS], "Apprendre").await?;
    state_becomes(&visitor, "Modifié depuis l’envoi").await?;
    visitor.press(&["Logiciel 1", "Ajouter un objectif"]).await?;
    visitor.type_in(&["Logiciel 1", "Objectif 2"], "Écrire un guide").await?;
    visitor.press(&["Supprimer l’objectif 1"]).await?;
    visitor.follow_in_header("Relire et envoyer").await?;
    visitor.arrives_at("Relire et envoyer").await?;

    let update = visitor.message_on_screen().await?;
    ensure!(
        update.subject == "Hackathon #BlueHats : mise à jour de la participation de Camille Durand",
        "{}",
        update.subject
    );
    let changes: Vec<&str> = update.body.lines().skip(6).collect();
    ensure!(
        changes
            == [
                "Retiré, logiciel Démo, objectif : Publier la version 2",
                "Ajouté, logiciel Démo, objectif : Écrire un guide",
                "Modifié, attentes : Apprendre",
                "Avant : Rencontrer d’autres équipes",
                "",
                "À bientôt !",
            ],
        "{update:?}"
    );
    same_message_in_link(&visitor).await?;

    // Whoever wants to send all of it again can.
    visitor.tick(&["Le message complet"]).await?;
    wait_until("the whole message is shown", async || {
        Ok(visitor.message_on_screen().await?.body.contains("\nAttentes : Apprendre\n"))
    })
    .await?;
    same_message_in_link(&visitor).await?;
    visitor.tick(&["La mise à jour"]).await?;
    wait_until("the update is shown", async || Ok(visitor.message_on_screen().await? == update))
        .await?;

    visitor.open_mail_program().await?;
    visitor.press(&["Oui, je l’ai envoyé"]).await?;
    state_becomes(&visitor, "Message envoyé").await?;
    wait_until("what was sent is the draft of now", async || {
        let draft = stored_draft(&visitor).await?;
        Ok(draft.sent.is_some_and(|sent| sent.proposal.expectations == "Apprendre"))
    })
    .await
}

pub(crate) async fn a_change_taken_back_is_no_change(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = send(&browser, &site).await?;
    visitor.follow_in_header("Ma participation").await?;
    visitor.press(&["Ajouter un logiciel"]).await?;
    visitor.type_in(&["Logiciel 2", "Nom du logiciel"], "Autre").await?;
    state_becomes(&visitor, "Modifié depuis l’envoi").await?;
    visitor.press(&["Supprimer le logiciel 2"]).await?;
    state_becomes(&visitor, "Message envoyé").await?;
    // The statement is a step like any other.
    for _ in 0..3 {
        visitor.press(&["Annuler"]).await?;
    }
    state_becomes(&visitor, "Message envoyé").await?;
    visitor.press(&["Annuler"]).await?;
    state_becomes(&visitor, "Brouillon").await
}
