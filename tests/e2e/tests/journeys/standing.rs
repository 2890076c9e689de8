//! Where one stands: whether the participation was sent, as far as the visitor says.

use anyhow::{Result, ensure};
use domain::{Field, Proposal};
use e2e::browser::{Browser, Condition};
use e2e::draft;
use e2e::site::{Build, Site};
use e2e::visitor::{KEY, Visitor, is_time};
use e2e::wait::wait_until;

use crate::form::bar_is_low;
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

const SENT: &str = "h2: C’est envoyé, merci !";

const QUESTION: &str = "Avez-vous envoyé le message ?";

/// The page thanks, and says when the message was sent.
async fn is_sent(visitor: &Visitor<'_>) -> Result<()> {
    wait_until("the page thanks", async || {
        let text: String = visitor.see_as("return words(document.body.innerText)").await?;
        let said = text.split_once("C’est envoyé, merci ! Vous avez indiqué l’avoir envoyé à ");
        let when = said.and_then(|(_, rest)| rest.split_once('.'));
        Ok(when.is_some_and(|(when, _)| is_time(when)))
    })
    .await
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

/// A visitor with a small draft, on « Relire et envoyer ».
async fn reviews<'a>(browser: &Browser, site: &'a Site) -> Result<Visitor<'a>> {
    let visitor = browser.visitor(Condition::New, site).await?;
    visitor.open_app("/accessibilite").await?;
    visitor.store(KEY, &draft::record(small_draft())).await?;
    visitor.open_app("/relire").await?;
    Ok(visitor)
}

async fn send<'a>(browser: &Browser, site: &'a Site) -> Result<Visitor<'a>> {
    let visitor = reviews(browser, site).await?;
    visitor.open_mail_program().await?;
    visitor.press(&["Oui, il est parti"]).await?;
    visitor.focus_becomes(SENT).await?;
    Ok(visitor)
}

pub(crate) async fn what_was_sent_is_the_visitors_word(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = reviews(&browser, &site).await?;
    visitor.open_mail_program().await?;
    // Following the link says nothing of what became of it.
    ensure!(!state(&visitor).await?.contains("Message envoyé"));
    ensure!(stored_draft(&visitor).await?.sent.is_none());
    visitor.hears_or_reads(QUESTION).await?;
    visitor.press(&["Pas encore"]).await?;
    visitor.focus_becomes("a: Ouvrir dans ma messagerie").await?;
    ensure!(!visitor.is_told(QUESTION).await?);
    ensure!(!state(&visitor).await?.contains("Message envoyé"));

    visitor.press(&["J’ai envoyé ce message"]).await?;
    visitor.focus_becomes(SENT).await?;
    wait_until("it is stored", async || Ok(stored_draft(&visitor).await?.sent.is_some())).await?;
    ensure!(!visitor.has_link("Ouvrir dans ma messagerie").await?, "it asks to be sent again");
    // The event is over: nothing is promised any more.
    ensure!(!visitor.is_told("La suite, selon l’annonce").await?);
    ensure!(!visitor.has_link("Ajouter à mon agenda").await?);

    visitor.reload().await?;
    is_sent(&visitor).await?;
    visitor.open_app("/participer").await?;
    visitor.follow_in_header("Relire et envoyer").await?;
    is_sent(&visitor).await?;
    visitor.press(&["Je ne l’ai pas envoyé"]).await?;
    visitor.focus_becomes("a: Ouvrir dans ma messagerie").await?;
    wait_until("it is forgotten", async || Ok(stored_draft(&visitor).await?.sent.is_none())).await
}

pub(crate) async fn a_change_after_sending_is_an_update(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = send(&browser, &site).await?;
    visitor.follow_in_header("Ma participation").await?;
    visitor.paste(&[EXPECTATIONS], "Apprendre").await?;
    state_becomes(&visitor, "Modifié depuis l’envoi").await?;
    visitor.look_through(360, 740).await?;
    bar_is_low(&visitor, "modified since it was sent").await?;
    visitor.look_through(1440, 900).await?;
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
    visitor.press(&["Oui, il est parti"]).await?;
    visitor.focus_becomes(SENT).await?;
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
    visitor.press(&["Fermer"]).await?;
    state_becomes(&visitor, "Message envoyé").await?;
    // The statement is a step like any other.
    for _ in 0..3 {
        visitor.press(&["Annuler"]).await?;
    }
    // The bar says what was taken back, until the page is left.
    visitor.follow_in_header("Relire et envoyer").await?;
    state_becomes(&visitor, "Message envoyé").await?;
    visitor.press(&["Annuler"]).await?;
    visitor.follow_in_header("Ma participation").await?;
    state_becomes(&visitor, "Pas encore envoyé").await
}

/// The question is asked again when the mail program has taken the page's place, and after a reload,
/// for as long as it is about the same message.
pub(crate) async fn the_question_is_asked_until_it_is_answered(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = reviews(&browser, &site).await?;
    visitor.open_mail_program().await?;
    visitor.hears_or_reads(QUESTION).await?;
    visitor.reload().await?;
    visitor.hears_or_reads(QUESTION).await?;
    // As web mail does in the same tab.
    visitor.open("/robots.txt").await?;
    visitor.back().await?;
    visitor.hears_or_reads(QUESTION).await?;
    visitor.go_to_another_window().await?;
    visitor.open_app("/relire").await?;
    visitor.hears_or_reads(QUESTION).await?;

    // It is in view, without scrolling.
    let in_view = async || {
        wait_until("the question is in view", async || {
            let script = "
                const box = document.getElementById('question')?.getBoundingClientRect();
                return box !== undefined && box.top >= 0 && box.top < innerHeight - 100";
            Ok(visitor.see(script).await? == true)
        })
        .await
    };
    visitor.resize_window(360, 740).await?;
    visitor.reload().await?;
    in_view().await?;
    // Where the page was kept meanwhile as well.
    visitor.see("scrollTo(0, 0); document.dispatchEvent(new Event('visibilitychange'))").await?;
    in_view().await?;

    // What is another message by now was not sent.
    visitor.follow_in_header("Ma participation").await?;
    visitor.paste(&[EXPECTATIONS], "Apprendre").await?;
    visitor.follow_in_header("Relire et envoyer").await?;
    visitor.message_on_screen().await?;
    ensure!(!visitor.is_told(QUESTION).await?, "it asks about another message");
    visitor.follow_in_header("Ma participation").await?;
    visitor.paste(&[EXPECTATIONS], "Rencontrer d’autres équipes").await?;
    visitor.follow_in_header("Relire et envoyer").await?;
    visitor.hears_or_reads(QUESTION).await?;
    visitor.press(&["Rien ne s’est ouvert"]).await?;
    visitor.focus_becomes("h3: Autres façons d’envoyer").await?;
    visitor.reload().await?;
    visitor.message_on_screen().await?;
    ensure!(!visitor.is_told(QUESTION).await?, "it was answered");
    Ok(())
}

/// What was sent is known on the announcement as well, and so is a draft.
pub(crate) async fn the_announcement_knows_the_draft(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::SecondEdition)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.open_app("/").await?;
    let calls = async |text: &str, page: &str| {
        wait_until(&format!("the announcement calls « {text} »"), async || {
            let script = "return all(document, 'a[data-call]').map((a) => [words(a.textContent), a.pathname])";
            let calls: Vec<(String, String)> = visitor.see_as(script).await?;
            Ok(!calls.is_empty() && calls.iter().all(|(said, to)| said == text && to == page))
        })
        .await
    };
    calls("Rédiger ma participation", "/participer").await?;
    visitor.store(KEY, &draft::record(small_draft())).await?;
    visitor.reload().await?;
    calls("Reprendre mon brouillon", "/participer").await?;
    visitor.follow_in_header("Relire et envoyer").await?;
    visitor.press(&["J’ai envoyé ce message"]).await?;
    visitor.focus_becomes(SENT).await?;
    // What comes next is what the announcement says, word for word; it is not over yet.
    let page: String = visitor.see_as("return words(document.body.innerText)").await?;
    ensure!(page.contains("La suite, selon l’annonce : « "), "{page}");
    for link in ["Ajouter à mon agenda", "Imprimer", "Modifier ma participation"] {
        ensure!(visitor.has_link(link).await?, "no link « {link} »");
    }
    visitor.download_with(&["Télécharger le message (.eml)"]).await?;
    visitor.follow_in_header("L’annonce").await?;
    calls("Voir ma participation", "/relire").await?;
    visitor.follow("Voir ma participation").await?;
    visitor.arrives_at("Relire et envoyer").await?;
    visitor.press(&["Je ne l’ai pas envoyé"]).await?;
    visitor.follow_in_header("L’annonce").await?;
    calls("Reprendre mon brouillon", "/participer").await?;

    // What was changed since is not called sent.
    visitor.follow_in_header("Relire et envoyer").await?;
    visitor.press(&["J’ai envoyé ce message"]).await?;
    visitor.focus_becomes(SENT).await?;
    visitor.follow_in_header("Ma participation").await?;
    visitor.paste(&[EXPECTATIONS], "Apprendre").await?;
    visitor.follow_in_header("L’annonce").await?;
    for _ in 0..2 {
        calls("Voir ma participation", "/relire").await?;
        visitor.hears_or_reads("Modifiée depuis l’envoi").await?;
        visitor.reload().await?;
    }
    Ok(())
}

/// A colleague reads it first; what comes back is taken up point by point.
pub(crate) async fn a_colleague_reads_it_first(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = reviews(&browser, &site).await?;
    let whole = visitor.message_on_screen().await?;
    let sent = visitor.open_mail_program_by("Envoyer à un collègue pour relecture").await?;
    ensure!(sent.to.is_empty() && sent.subject == format!("À relire – {}", whole.subject));
    let (advice, rest) = sent.body.split_once("\n\n").unwrap_or_default();
    ensure!(rest == whole.body, "{sent:?}");
    ensure!(advice.contains(&format!(" {}, ", site.address("/sauvegarde"))), "{advice}");
    ensure!(!visitor.is_told(QUESTION).await?, "nothing was sent to the organisers");

    let answer = sent.body.replace("Publier la version 2", "Publier la version 3");
    let answer: Vec<String> = answer.lines().map(|line| format!("> {line}")).collect();
    visitor.go_to_backup().await?;
    visitor.paste(&["Texte du message"], &answer.join("\n")).await?;
    visitor.press(&["Lire ce message"]).await?;
    visitor.alert("Voici ce qui a été compris de ce message").await?;
    visitor.press(&["Reprendre ce choix"]).await?;
    wait_until("the colleague's words are in the draft", async || {
        let draft = stored_draft(&visitor).await?;
        Ok(draft.software[0].goals.iter().any(|goal| goal.text == "Publier la version 3"))
    })
    .await
}

/// What is missing is marked where it would stand.
pub(crate) async fn an_incomplete_draft_is_read_with_its_gaps(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    let mut draft = small_draft();
    draft::write(&mut draft, Field::Name, "");
    draft::add_software(&mut draft);
    visitor.open_app("/accessibilite").await?;
    visitor.store(KEY, &draft::record(draft)).await?;
    visitor.open_app("/relire").await?;
    let card = "return words(document.querySelector('.reading').innerText)";
    let text: String = visitor.see_as(card).await?;
    for words in [
        "nom à indiquer",
        "Démo",
        "Objectifs Publier la version 2",
        "Attentes Rencontrer d’autres équipes",
        "Un élément laissé vide n’est pas envoyé.",
    ] {
        ensure!(text.contains(words), "« {words} » is not in « {text} »");
    }
    ensure!(!visitor.has_link("Ouvrir dans ma messagerie").await?);
    visitor.follow("nom à indiquer").await?;
    visitor.arrives_at("Ma participation").await?;
    visitor.focus_becomes("Vous > Nom et prénom").await?;
    visitor.type_where_focus_is("Zoé").await?;
    visitor.follow_in_header("Relire et envoyer").await?;
    visitor.message_on_screen().await?;
    let text: String = visitor.see_as(card).await?;
    ensure!(text.contains("Votre participation Zoé Démo"), "{text}");
    Ok(())
}

/// The card and the steps stand side by side where there is room, else one above the other.
pub(crate) async fn the_card_stands_beside_the_steps(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = reviews(&browser, &site).await?;
    visitor.message_on_screen().await?;
    let places = "
        const [card, steps] = ['.reading', '.steps'].map((it) => document.querySelector(it).getBoundingClientRect());
        return [steps.left >= card.right && steps.top < card.bottom, steps.top >= card.bottom]";
    for (width, want) in [(1_280, (true, false)), (500, (false, true))] {
        visitor.resize_window(width, 740).await?;
        let found: (bool, bool) = visitor.see_as(places).await?;
        ensure!(found == want, "at {width} pixels: {found:?}");
    }
    // The exact text is one click away.
    let is_shown = "return isShown(document.getElementById('message-texte'))";
    ensure!(visitor.see(is_shown).await? == false);
    visitor.press_by("return document.querySelector('.message > summary')").await?;
    wait_until("it is shown", async || Ok(visitor.see(is_shown).await? == true)).await?;
    let message = visitor.message_on_screen().await?;
    visitor.press(&["Copier ce texte"]).await?;
    wait_until("it is copied", async || Ok(visitor.clipboard().await? == message.body)).await
}
