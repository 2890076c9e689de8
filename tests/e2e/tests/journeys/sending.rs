//! Reading the message again, and sending it.

use std::fs;

use anyhow::{Result, ensure};
use domain::{Field, Proposal};
use e2e::browser::{Browser, Condition};
use e2e::draft;
use e2e::site::{Build, Site};
use e2e::visitor::KEY;
use e2e::wait::{wait_for, wait_to_be, wait_until};

use crate::{EXPECTATIONS, NAME, OFFERS, same_message_in_link, stored_draft};

pub(crate) async fn every_field_arrives_in_the_message(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.open_app("/").await?;
    visitor.follow("Rédiger ma participation").await?;
    visitor.arrives_at("Ma participation").await?;

    visitor.type_in(&["Vous", NAME], "Camille Durand").await?;
    visitor.type_in(&["Adresse électronique (optionnel)"], "camille@exemple.gouv.fr").await?;
    visitor.type_in(&["Organisation (optionnel)"], "Ville d’Exemple & Cie").await?;
    visitor.tick(&["Présence (optionnel)", "9 janvier 2024"]).await?;
    visitor.tick(&["Présence (optionnel)", "10 janvier 2024"]).await?;

    visitor.press(&["Ajouter un logiciel"]).await?;
    visitor.press(&["Ajouter un logiciel"]).await?;
    visitor.unfold_everything().await?;
    for (field, text) in [
        ("Nom du logiciel", "Démo"),
        ("Lien vers le dépôt (optionnel)", "https://git.exemple.fr/demo?a=1&b=2#lire"),
        ("Licence (optionnel)", "AGPL-3.0-or-later"),
        ("En une phrase (optionnel)", "Un logiciel d’exemple"),
    ] {
        visitor.type_in(&["Logiciel 1", field], text).await?;
    }
    visitor.type_in(&["Logiciel 2", "Nom du logiciel"], "Autre + 100 %").await?;
    visitor.press(&["Logiciel 1", "Ajouter un objectif"]).await?;
    visitor.type_in(&["Logiciel 1", "Objectif 1"], "Publier la version 2").await?;
    visitor.type_in(&["Logiciel 1", "Objectif 2"], "Écrire un guide\npour les communes").await?;
    let kinds = ["Correction de bug", "Nouvelle fonctionnalité", "Documentation", "Autre"];
    for (index, kind) in kinds.into_iter().enumerate() {
        visitor.press(&["Logiciel 1", "Ajouter une demande d’aide"]).await?;
        let legend = format!("Demande d’aide {}", index + 1);
        visitor.choose(&["Logiciel 1", &legend, "Type d’aide"], kind).await?;
        visitor
            .type_in(&["Logiciel 1", &legend, "Description"], &format!("Besoin : {kind}"))
            .await?;
    }
    let ticket = ["Logiciel 1", "Demande d’aide 1", "Lien vers le ticket (optionnel)"];
    visitor.type_in(&ticket, "https://git.exemple.fr/demo/-/issues/7").await?;
    visitor.type_in(&["Vos attentes", EXPECTATIONS], "Rencontrer d’autres équipes").await?;
    for _ in 0..2 {
        visitor.press(&["Ajouter une présentation éclair"]).await?;
    }
    visitor.type_in(&["Présentation éclair 1", "Sujet"], "Compiler vers WebAssembly").await?;
    visitor.tick(&["Présentation éclair 1", "Technique"]).await?;
    visitor.type_in(&["Présentation éclair 2", "Sujet"], "Animer une communauté").await?;
    visitor.tick(&["Présentation éclair 2", "Non technique"]).await?;
    visitor.paste(&["Ce que je peux apporter", OFFERS], "Relire 🧢\n\n> citer = 100 %").await?;
    visitor.sees_it_saved().await?;

    visitor.follow_in_header("Relire et envoyer").await?;
    visitor.arrives_at("Relire et envoyer").await?;
    let message = visitor.message_on_screen().await?;
    ensure!(message.to == "bluehats@code.gouv.fr", "it goes to {}", message.to);
    ensure!(
        message.subject == "Hackathon #BlueHats : participation de Camille Durand",
        "{}",
        message.subject
    );
    let lines: Vec<&str> = message.body.lines().collect();
    for line in [
        "Nom : Camille Durand",
        "Adresse électronique : camille@exemple.gouv.fr",
        "Organisation : Ville d’Exemple & Cie",
        "Présence : 9 janvier 2024, 10 janvier 2024",
        "Logiciel : Démo",
        "Dépôt : https://git.exemple.fr/demo?a=1&b=2#lire",
        "Licence : AGPL-3.0-or-later",
        "En une phrase : Un logiciel d’exemple",
        "Objectif : Publier la version 2",
        "Objectif : Écrire un guide",
        "| pour les communes",
        "Demande (bug) : Besoin : Correction de bug",
        "Ticket : https://git.exemple.fr/demo/-/issues/7",
        "Demande (fonctionnalité) : Besoin : Nouvelle fonctionnalité",
        "Demande (documentation) : Besoin : Documentation",
        "Demande (autre) : Besoin : Autre",
        "Logiciel : Autre + 100 %",
        "Attentes : Rencontrer d’autres équipes",
        "Présentation éclair (technique) : Compiler vers WebAssembly",
        "Présentation éclair (non technique) : Animer une communauté",
        "Je peux apporter : Relire 🧢",
        "| \\> citer = 100 %",
    ] {
        ensure!(
            lines.iter().filter(|other| **other == line).count() == 1,
            "not once the line {line:?} in:\n{}",
            message.body
        );
    }
    same_message_in_link(&visitor).await?;

    // All of it is there again, choices included, for who goes on writing.
    visitor.follow("Modifier ma participation").await?;
    visitor.arrives_at("Ma participation").await?;
    let last = ["Logiciel 1", "Demande d’aide 4", "Type d’aide"];
    ensure!(visitor.choice_of(&last).await? == "Autre");
    ensure!(visitor.is_ticked(&["Présentation éclair 2", "Non technique"]).await?);
    ensure!(visitor.text_of(&ticket).await? == "https://git.exemple.fr/demo/-/issues/7");
    Ok(())
}

pub(crate) async fn awkward_texts_arrive_as_they_are(browser: Browser) -> Result<()> {
    const AWKWARD: &str = "</script><script>alert(1)</script><!-- &body=x&bcc=y@z.fr ?subject=z %0A%0D\
        %0ABcc: y@z.fr \u{0}\u{1b}[31m\u{7f}\u{90} \"quote'r\" \\ 🧢👩‍💻 \u{202e}مرحبا שלום\u{202c} {{x}} + #";
    const WITH_LINES: &str = "Zoé\r\nBcc: y@z.fr\nNom : un autre\u{2028}> cité\n\n-- \nÀ bientôt !";
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    for text in [AWKWARD, WITH_LINES] {
        let (mut draft, fields) = draft_of(text);
        visitor.forget_everything().await?;
        visitor.store(KEY, &draft::record(draft.clone())).await?;
        visitor.open_app("/participer").await?;
        visitor.unfold_everything().await?;
        for (field, place) in &fields {
            // HTML has no line ends in one-line fields, and one kind of them in the others.
            let many_lines = matches!(
                field,
                Field::Goal(_) | Field::HelpDescription(_) | Field::Expectations | Field::Offers
            );
            let want = if many_lines {
                text.replace("\r\n", "\n")
            } else {
                text.replace(['\r', '\n'], "")
            };
            wait_to_be(&format!("{place:?}"), want, async || visitor.text_of(place).await).await?;
        }
        // Three of the fields cannot hold such a text and be sent.
        visitor.follow_in_header("Relire et envoyer").await?;
        let problems = visitor.links_under("Il reste 3 points à compléter avant l’envoi").await?;
        ensure!(problems.len() == 3, "the page lists {problems:?}");
        ensure!(stored_draft(&visitor).await? == draft, "the stored draft has changed");

        for (field, _) in &fields {
            match field {
                Field::Email => draft::write(&mut draft, *field, " zoe+x@exemple.fr "),
                Field::Repository(_) | Field::Ticket(_) => {
                    draft::write(&mut draft, *field, "https://exemple.fr/?a=1&body=x%0ABcc:y#z");
                }
                _ => {}
            }
        }
        visitor.open_app("/accessibilite").await?;
        visitor.store(KEY, &draft::record(draft)).await?;
        visitor.open_app("/relire").await?;
        same_message_in_link(&visitor).await?;
        let message = visitor.message_on_screen().await?;
        ensure!(!message.subject.contains(char::is_control), "{:?}", message.subject);
        ensure!(
            !message.body.contains(|c: char| c.is_control() && c != '\n'),
            "{:?}",
            message.body
        );
        let names = message.body.lines().filter(|line| line.starts_with("Nom : ")).count();
        ensure!(names == 1, "{names} names in {:?}", message.body);
        for line in message.body.lines() {
            ensure!(!line.starts_with("Bcc"), "an injected header: {line:?}");
        }
        ensure!(!visitor.has_crashed().await?, "it has crashed");
    }
    Ok(())
}

pub(crate) async fn very_long_texts_arrive_as_they_are(browser: Browser) -> Result<()> {
    let text = "mot ".repeat(25_000);
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    let (mut draft, fields) = draft_of(&text);
    for (field, _) in &fields {
        if matches!(field, Field::Email | Field::Repository(_) | Field::Ticket(_)) {
            draft::write(&mut draft, *field, "");
        }
    }
    visitor.open_app("/accessibilite").await?;
    visitor.store(KEY, &draft::record(draft.clone())).await?;
    visitor.open_app("/participer").await?;
    wait_until("the name is whole", async || Ok(visitor.text_of(&[NAME]).await? == text)).await?;
    visitor.type_in(&[OFFERS], "fin").await?;
    wait_until("the end is stored", async || {
        Ok(stored_draft(&visitor).await?.offers == format!("{text}fin"))
    })
    .await?;
    ensure!(stored_draft(&visitor).await?.name == text);
    visitor.follow_in_header("Relire et envoyer").await?;
    visitor.arrives_at("Relire et envoyer").await?;
    let message = visitor.message_on_screen().await?;
    ensure!(message.body.len() > 900_000, "only {} bytes", message.body.len());
    same_message_in_link(&visitor).await?;
    ensure!(!visitor.has_crashed().await?, "it has crashed");
    Ok(())
}

/// What the browser itself hands over, when the link is followed.
pub(crate) async fn a_mail_program_is_given_the_whole_link(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let profile = tempfile::tempdir()?;
    let visitor = browser.visitor(Condition::Profile(profile.path()), &site).await?;
    let mut draft = Proposal::default();
    draft::write(&mut draft, Field::Name, "Zoé d’Été & Cie 🧢");
    draft::write(&mut draft, Field::Offers, "50 % + « relire » #1\n> citer\n'\"\\");
    visitor.open_app("/accessibilite").await?;
    visitor.store(KEY, &draft::record(draft)).await?;
    visitor.open_app("/relire").await?;
    let link = visitor.address_of("Ouvrir dans ma messagerie").await?;
    visitor.follow("Ouvrir dans ma messagerie").await?;
    let given = wait_for("a mail program is opened", async || {
        Ok(fs::read_to_string(profile.path().join("mail")).ok().filter(|it| it.ends_with('\n')))
    })
    .await?;
    ensure!(given == format!("{link}\n"), "it is given {given}, instead of {link}");
    ensure!(visitor.message_in_link().await? == visitor.message_on_screen().await?);
    Ok(())
}

/// A draft with one item of each sort and `text` in every field, and where the fields stand.
fn draft_of(text: &str) -> (Proposal, Vec<(Field, Vec<&'static str>)>) {
    let mut draft = Proposal::default();
    let software = draft::add_software(&mut draft);
    let goal = draft::add_goal(&mut draft, software);
    let request = draft::add_request(&mut draft, software);
    let talk = draft::add_talk(&mut draft);
    let fields = vec![
        (Field::Name, vec![NAME]),
        (Field::Email, vec!["Adresse électronique (optionnel)"]),
        (Field::Organisation, vec!["Organisation (optionnel)"]),
        (Field::SoftwareName(software), vec!["Nom du logiciel"]),
        (Field::Repository(software), vec!["Lien vers le dépôt (optionnel)"]),
        (Field::Licence(software), vec!["Licence (optionnel)"]),
        (Field::Summary(software), vec!["En une phrase (optionnel)"]),
        (Field::Goal(goal), vec!["Objectif 1"]),
        (Field::HelpDescription(request), vec!["Demande d’aide 1", "Description"]),
        (Field::Ticket(request), vec!["Lien vers le ticket (optionnel)"]),
        (Field::Expectations, vec![EXPECTATIONS]),
        (Field::TalkSubject(talk), vec!["Sujet"]),
        (Field::Offers, vec![OFFERS]),
    ];
    for (field, _) in &fields {
        draft::write(&mut draft, *field, text);
    }
    (draft, fields)
}
