//! Filling the form in.

use anyhow::{Context, Result, ensure};
use e2e::browser::{Browser, Condition};
use e2e::draft;
use e2e::site::{Build, Site};
use e2e::visitor::KEY;
use e2e::wait::wait_to_be;
use fantoccini::key::Key;

use crate::{EXPECTATIONS, NAME, same_message_in_link};

pub(crate) async fn typing_loses_nothing(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.open_app("/").await?;
    visitor.store(KEY, &draft::record(draft::of_size(30, 5))).await?;
    visitor.open_app("/participer").await?;

    let place: &[&str] = &["Logiciel 15", "Objectif 3"];
    visitor.paste(place, "Début et fin").await?;
    // The caret goes into the middle, and stays there whatever else happens.
    visitor.press_keys(&[Key::Left; 3]).await?;
    let mut middle = String::new();
    for round in 0..12 {
        let text = format!("mot{round} ");
        visitor.type_where_focus_is(&text).await?;
        middle += &text;
        if round % 4 == 3 {
            visitor.sees_it_saved().await?;
        }
        let caret: usize = visitor.see_as("return document.activeElement.selectionStart").await?;
        ensure!(caret == "Début et ".chars().count() + middle.len(), "the caret is at {caret}");
    }
    let want = format!("Début et {middle}fin");
    ensure!(visitor.text_of(place).await? == want);
    visitor.focus_becomes("Vos logiciels > Logiciel 15 > Objectif 3").await?;
    visitor.sees_it_saved().await?;
    visitor.reload().await?;
    wait_to_be("the goal", want, async || visitor.text_of(place).await).await
}

pub(crate) async fn items_are_arranged_by_keyboard_alone(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.open_app("/participer").await?;
    visitor.tab_to("button: Ajouter un logiciel").await?;
    visitor.press_keys(&[Key::Enter]).await?;
    visitor.focus_becomes("Vos logiciels > Logiciel 1 > Nom du logiciel").await?;
    visitor.type_where_focus_is("Démo").await?;

    // Adding: the focus is in the new item's first field.
    let goals = ["un", "deux", "trois"];
    for (goal, key) in goals.into_iter().zip([Key::Enter, Key::Space, Key::Enter]) {
        visitor.tab_to("button: Ajouter un objectif").await?;
        let count = visitor.goals().await?.len();
        visitor.press_keys(&[key]).await?;
        visitor.focus_becomes(&objective(count + 1)).await?;
        visitor.type_where_focus_is(goal).await?;
    }
    ensure!(visitor.goals().await? == goals);

    // Moving: the focus stays on the button, which moves along.
    visitor.tab_to("button: Monter l’objectif 3").await?;
    visitor.press_keys(&[Key::Enter]).await?;
    visitor.focus_becomes("button: Monter l’objectif 2").await?;
    ensure!(visitor.goals().await? == ["un", "trois", "deux"]);
    visitor.hears("Objectif 3 déplacé en position 2 sur 3").await?;
    visitor.press_keys(&[Key::Space]).await?;
    visitor.focus_becomes("button: Monter l’objectif 1").await?;
    ensure!(visitor.goals().await? == ["trois", "un", "deux"]);
    // At the end of the way it stays where it is.
    visitor.press_keys(&[Key::Enter]).await?;
    visitor.focus_becomes("button: Monter l’objectif 1").await?;
    visitor.tab_to("button: Descendre l’objectif 1").await?;
    visitor.press_keys(&[Key::Enter]).await?;
    visitor.focus_becomes("button: Descendre l’objectif 2").await?;
    ensure!(visitor.goals().await? == ["un", "trois", "deux"]);

    // Removing: the focus goes to the neighbour behind, else to the one before.
    visitor.tab_to("button: Supprimer l’objectif 2").await?;
    visitor.press_keys(&[Key::Enter]).await?;
    visitor.focus_becomes(&objective(2)).await?;
    ensure!(visitor.goals().await? == ["un", "deux"]);
    visitor.tab_to("button: Supprimer l’objectif 2").await?;
    visitor.press_keys(&[Key::Space]).await?;
    visitor.focus_becomes(&objective(1)).await?;
    visitor.tab_to("button: Supprimer l’objectif 1").await?;
    visitor.press_keys(&[Key::Enter]).await?;
    visitor.focus_becomes("button: Ajouter un objectif").await?;
    ensure!(visitor.goals().await?.is_empty());

    // Taking back: the last removal first, and the focus is in what came back.
    for (place, goals) in
        [(1, &["un"][..]), (2, &["un", "deux"][..]), (2, &["un", "trois", "deux"][..])]
    {
        visitor.tab_to("button: Annuler la suppression").await?;
        visitor.press_keys(&[Key::Enter]).await?;
        visitor.focus_becomes(&objective(place)).await?;
        ensure!(visitor.goals().await? == goals);
    }
    visitor.sees_it_saved().await?;
    visitor.reload().await?;
    wait_to_be("the goals", vec!["un", "trois", "deux"], async || visitor.goals().await).await
}

fn objective(number: usize) -> String {
    format!("Vos logiciels > Logiciel 1 > Objectif {number}")
}

pub(crate) async fn every_problem_leads_to_its_field(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.open_app("/participer").await?;
    visitor.type_in(&["Adresse électronique (optionnel)"], "zoé chez exemple").await?;
    visitor.press(&["Ajouter un logiciel"]).await?;
    visitor.type_in(&["Lien vers le dépôt (optionnel)"], "javascript:alert(1)").await?;
    visitor.press(&["Ajouter un objectif"]).await?;
    visitor.press(&["Ajouter une demande d’aide"]).await?;
    visitor.type_in(&["Lien vers le ticket (optionnel)"], "n° 7").await?;
    visitor.press(&["Ajouter une présentation éclair"]).await?;
    // Nobody is told off before asking to send.
    ensure!(visitor.error_of(&[NAME]).await?.is_none());

    let problems: [(&[&str], &str); 9] = [
        (&["Vous", NAME], "Zoé"),
        (&["Vous", "Adresse électronique (optionnel)"], "zoe@exemple.fr"),
        (&["Vos logiciels", "Logiciel 1", "Nom du logiciel"], "Démo"),
        (&["Vos logiciels", "Logiciel 1", "Lien vers le dépôt (optionnel)"], "https://exemple.fr"),
        (&["Vos logiciels", "Logiciel 1", "Objectif 1"], "Publier"),
        (&["Vos logiciels", "Logiciel 1", "Demande d’aide 1", "Description"], "Relire"),
        (
            &["Vos logiciels", "Logiciel 1", "Demande d’aide 1", "Lien vers le ticket (optionnel)"],
            "https://exemple.fr/7",
        ),
        (&["Vos attentes", EXPECTATIONS], ""),
        (&["Présentations éclair", "Présentation éclair 1", "Sujet"], "Tester"),
    ];
    for (index, (place, _)) in problems.iter().enumerate() {
        visitor.follow_in_header("Relire et envoyer").await?;
        visitor.arrives_at("Relire et envoyer").await?;
        let links = visitor.links_under("Il reste 9 points à compléter avant l’envoi").await?;
        ensure!(links.len() == problems.len(), "the page lists {links:?}");
        ensure!(!visitor.has_link("Ouvrir dans ma messagerie").await?);
        visitor.follow_nth_under("Il reste 9 points à compléter avant l’envoi", index).await?;
        visitor.arrives_at("Ma participation").await?;
        visitor.focus_becomes(&place.join(" > ")).await?;
        let error =
            visitor.error_of(place).await?.with_context(|| format!("{place:?}: no error"))?;
        ensure!(
            !error.is_empty() && links[index].ends_with(&error),
            "next to {place:?} stands {error:?}, in the list {:?}",
            links[index]
        );
    }

    // The same list, above the form.
    let links = visitor.links_under("À compléter avant l’envoi").await?;
    ensure!(links.len() == problems.len(), "the form lists {links:?}");
    for (index, (place, _)) in problems.iter().enumerate() {
        visitor.follow_nth_under("À compléter avant l’envoi", index).await?;
        visitor.focus_becomes(&place.join(" > ")).await?;
    }
    for (place, text) in problems {
        visitor.paste(place, text).await?;
        visitor.press_keys(&[Key::Tab]).await?;
        wait_to_be(&format!("the error of {place:?}"), None, async || {
            visitor.error_of(place).await
        })
        .await?;
    }
    ensure!(visitor.links_under("À compléter avant l’envoi").await?.is_empty());
    visitor.follow_in_header("Relire et envoyer").await?;
    same_message_in_link(&visitor).await
}
