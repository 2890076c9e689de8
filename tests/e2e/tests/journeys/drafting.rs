//! Filling the form in.

use anyhow::{Context, Result, ensure};
use e2e::browser::{Browser, Condition};
use e2e::draft;
use e2e::site::{Build, Site};
use e2e::visitor::KEY;
use e2e::wait::{wait_to_be, wait_until};
use fantoccini::key::Key;

use crate::{EXPECTATIONS, NAME, same_message_in_link, stored_draft};

pub(crate) async fn typing_loses_nothing(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.open_app("/").await?;
    visitor.store(KEY, &draft::record(draft::of_size(30, 5))).await?;
    visitor.open_app("/participer").await?;
    visitor.unfold_everything().await?;

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
    ensure!(visitor.goals().await? == [""], "a software begins with an empty goal");
    visitor.tab_to(&objective(1)).await?;
    visitor.type_where_focus_is("un").await?;
    for (goal, key) in [("deux", Key::Space), ("trois", Key::Enter)] {
        visitor.tab_to("button: Ajouter un objectif").await?;
        let count = visitor.goals().await?.len();
        visitor.press_keys(&[key]).await?;
        visitor.focus_becomes(&objective(count + 1)).await?;
        visitor.type_where_focus_is(goal).await?;
    }
    ensure!(visitor.goals().await? == ["un", "deux", "trois"]);

    // A row is one stop: from its last button, Tab leads to the item's field, and back to its first.
    visitor.see("document.querySelector('h1').focus()").await?;
    visitor.tab_to_in_row("Objectif 3", "Supprimer l’objectif 3").await?;
    visitor.press_keys(&[Key::Right]).await?;
    visitor.focus_becomes("button: Objectif 3").await?;
    visitor.press_keys(&[Key::End]).await?;
    visitor.focus_becomes("button: Supprimer l’objectif 3").await?;
    visitor.press_keys(&[Key::Tab]).await?;
    visitor.focus_becomes(&objective(3)).await?;
    visitor.press_with(Key::Shift, Key::Tab).await?;
    visitor.focus_becomes("button: Objectif 3").await?;

    // Moving: the focus stays on the button, which moves along.
    visitor.tab_to_in_row("Objectif 3", "Monter l’objectif 3").await?;
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
    visitor.press_keys(&[Key::Right]).await?;
    visitor.focus_becomes("button: Descendre l’objectif 1").await?;
    visitor.press_keys(&[Key::Enter]).await?;
    visitor.focus_becomes("button: Descendre l’objectif 2").await?;
    ensure!(visitor.goals().await? == ["un", "trois", "deux"]);

    // Removing: the focus goes to the row of the neighbour behind, else of the one before.
    visitor.press_keys(&[Key::Right]).await?;
    visitor.focus_becomes("button: Supprimer l’objectif 2").await?;
    visitor.press_keys(&[Key::Enter]).await?;
    visitor.focus_becomes("button: Objectif 2").await?;
    visitor.alert("Objectif « trois » supprimé").await?;
    ensure!(visitor.goals().await? == ["un", "deux"]);
    visitor.tab_to_in_row("Objectif 2", "Supprimer l’objectif 2").await?;
    visitor.press_keys(&[Key::Space]).await?;
    visitor.focus_becomes("button: Objectif 1").await?;
    visitor.tab_to_in_row("Objectif 1", "Supprimer l’objectif 1").await?;
    visitor.press_keys(&[Key::Enter]).await?;
    visitor.focus_becomes("button: Ajouter un objectif").await?;
    ensure!(visitor.goals().await?.is_empty());

    // Taking back: the last removal first, and the focus is in what came back.
    for (place, goals) in
        [(1, &["un"][..]), (2, &["un", "deux"][..]), (2, &["un", "trois", "deux"][..])]
    {
        // It stands between the goals and the button that adds one.
        visitor.press_by("return find('button', 'Annuler la suppression', ['Logiciel 1'])").await?;
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

pub(crate) async fn what_is_moved_stays_in_view(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.open_app("/accessibilite").await?;
    visitor.store(KEY, &draft::record(draft::of_size(2, 20))).await?;
    visitor.open_app("/participer").await?;
    visitor.unfold_everything().await?;
    visitor.tab_to_in_row("Logiciel 2", "Monter le logiciel 2").await?;
    for (keys, reached) in [
        (&[Key::Enter][..], "Monter le logiciel 1"),
        (&[Key::Right, Key::Enter], "Descendre le logiciel 2"),
    ] {
        visitor.press_keys(keys).await?;
        visitor.focus_becomes(&format!("button: {reached}")).await?;
        wait_until("the button is in view", async || {
            let script = "
                const { top, bottom } = document.activeElement.getBoundingClientRect();
                return top >= 0 && bottom <= innerHeight";
            Ok(visitor.see(script).await? == true)
        })
        .await?;
    }
    Ok(())
}

pub(crate) async fn every_problem_leads_to_its_field(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.open_app("/participer").await?;
    visitor.type_in(&["Adresse électronique (optionnel)"], "zoé chez exemple").await?;
    visitor.press(&["Ajouter un logiciel"]).await?;
    visitor.unfold_everything().await?;
    visitor.type_in(&["Lien vers le dépôt (optionnel)"], "javascript:alert(1)").await?;
    visitor.press(&["Ajouter une demande d’aide"]).await?;
    visitor.type_in(&["Lien vers le ticket (optionnel)"], "n° 7").await?;
    visitor.press(&["Ajouter une présentation éclair"]).await?;
    // Nobody is told off before asking to send.
    ensure!(visitor.error_of(&[NAME]).await?.is_none());

    let problems: [(&[&str], &str); 7] = [
        (&["Vous", NAME], "Zoé"),
        (&["Vous", "Adresse électronique (optionnel)"], "zoe@exemple.fr"),
        (&["Vos logiciels", "Logiciel 1", "Nom du logiciel"], "Démo"),
        (&["Vos logiciels", "Logiciel 1", "Demande d’aide 1", "Description"], "Relire"),
        (
            &["Vos logiciels", "Logiciel 1", "Demande d’aide 1", "Lien vers le ticket (optionnel)"],
            "https://exemple.fr/7",
        ),
        (&["Vos logiciels", "Logiciel 1", "Lien vers le dépôt (optionnel)"], "https://exemple.fr"),
        (&["Vos attentes", EXPECTATIONS], ""),
    ];
    for (index, (place, _)) in problems.iter().enumerate() {
        visitor.follow_in_header("Relire et envoyer").await?;
        visitor.arrives_at("Relire et envoyer").await?;
        let links = visitor.links_under("Il reste 7 points à compléter avant l’envoi").await?;
        ensure!(links.len() == problems.len(), "the page lists {links:?}");
        ensure!(!visitor.has_link("Ouvrir dans ma messagerie").await?);
        visitor.follow_nth_under("Il reste 7 points à compléter avant l’envoi", index).await?;
        visitor.arrives_at("Ma participation").await?;
        visitor.focus_becomes(&place.join(" > ")).await?;
        let error =
            visitor.error_of(place).await?.with_context(|| format!("{place:?}: no error"))?;
        ensure!(
            !error.is_empty() && links[index].to_lowercase().ends_with(&error.to_lowercase()),
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

pub(crate) async fn a_link_gets_its_scheme_when_its_field_is_left(browser: Browser) -> Result<()> {
    const LINK: &[&str] = &["Logiciel 1", "Lien vers le dépôt (optionnel)"];
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.open_app("/participer").await?;
    visitor.press(&["Ajouter un logiciel"]).await?;
    visitor.unfold_everything().await?;
    for (typed, kept) in [("démo", "démo"), ("exemple.fr/démo", "https://exemple.fr/démo")] {
        visitor.paste(LINK, typed).await?;
        ensure!(visitor.text_of(LINK).await? == typed, "it changed while one types");
        visitor.press_keys(&[Key::Tab]).await?;
        wait_to_be("the link", kept, async || visitor.text_of(LINK).await).await?;
    }
    // By a step of its own.
    visitor.press(&["Annuler"]).await?;
    wait_to_be("the link", "exemple.fr/démo", async || visitor.text_of(LINK).await).await
}

/// What the first half put under the pointer is not what the second half was meant for.
pub(crate) async fn a_double_click_adds_one_item_and_leaves_the_focus_in_it(
    browser: Browser,
) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.open_app("/participer").await?;
    for (button, text) in [
        ("Ajouter un logiciel", "Démo"),
        ("Ajouter une demande d’aide", "Relire le guide"),
        ("Ajouter un objectif", "Publier le guide"),
        ("Ajouter une présentation éclair", "Accueillir"),
    ] {
        visitor.double_click(&[button]).await?;
        visitor.type_where_focus_is(text).await?;
    }
    visitor.sees_it_saved().await?;
    wait_until("each text is in the item that was added for it", async || {
        let draft = stored_draft(&visitor).await?;
        let [software] = &draft.software[..] else { return Ok(false) };
        let goals: Vec<&str> = software.goals.iter().map(|goal| goal.text.as_str()).collect();
        let requests = software.help_requests.iter().map(|request| request.description.as_str());
        let talks = draft.talks.iter().map(|talk| talk.subject.as_str());
        Ok(software.name == "Démo"
            && goals == ["", "Publier le guide"]
            && requests.eq(["Relire le guide"])
            && talks.eq(["Accueillir"]))
    })
    .await
}

pub(crate) async fn a_double_click_removes_one_item(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.open("/robots.txt").await?;
    visitor.store(KEY, &draft::record(draft::of_size(1, 5))).await?;
    visitor.open_app("/participer").await?;
    visitor.double_click(&["Supprimer l’objectif 2"]).await?;
    visitor.alert("Objectif « Publier le numéro 2 » supprimé").await?;
    let left = [1, 3, 4, 5].map(|number| format!("Publier le numéro {number}"));
    ensure!(visitor.goals().await? == left, "{:?}", visitor.goals().await?);
    // Another one a moment later is meant.
    wait_until("another goal is removed", async || {
        visitor.press(&["Supprimer l’objectif 1"]).await?;
        Ok(visitor.goals().await?.len() < 4)
    })
    .await
}
