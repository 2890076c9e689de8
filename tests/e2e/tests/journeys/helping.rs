//! What helps to fill the form in: the summary of the sections, advice, and folding.

use anyhow::{Context, Result, ensure};
use e2e::browser::{Browser, Condition};
use e2e::draft;
use e2e::site::{Build, Site};
use e2e::visitor::{KEY, Place, Visitor};
use e2e::wait::{wait_for, wait_to_be, wait_until};
use fantoccini::key::Key;

use crate::{EXPECTATIONS, NAME, stored_draft};

const GOAL: Place = &["Logiciel 1", "Objectif 1"];

/// The lines of the summary of the sections.
async fn summary(visitor: &Visitor<'_>) -> Result<Vec<String>> {
    visitor
        .see_as(
            "const nav = all(document, 'nav').find((nav) => words(nav.querySelector('h2')?.textContent) === 'Sommaire');
            return all(nav, 'li').map((line) => words(line.textContent));",
        )
        .await
}

/// Waits until the line of the summary that begins with this name says this.
async fn sums_up(visitor: &Visitor<'_>, section: &str, state: &str) -> Result<()> {
    let want = format!("{section} – {state}");
    wait_to_be("the line of the summary", want, async || {
        let lines = summary(visitor).await?;
        let found = lines.into_iter().find(|line| line.starts_with(&format!("{section} – ")));
        Ok(found.unwrap_or_default())
    })
    .await
}

/// Waits until the bar says this of what is missing.
async fn verdict_becomes(visitor: &Visitor<'_>, verdict: &str) -> Result<()> {
    let script = "return words(document.querySelector('.status-bar__progress').textContent)";
    wait_to_be("the verdict", verdict, async || visitor.see_as::<String>(script).await).await
}

pub(crate) async fn the_summary_says_what_is_missing_and_leads_there(
    browser: Browser,
) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.open_app("/participer").await?;
    let empty = [
        "Vous – il manque votre nom",
        "Vos logiciels – aucun",
        "Vos attentes – aucune",
        "Présentations éclair – aucune",
        "Ce que je peux apporter – rien",
    ];
    ensure!(summary(&visitor).await? == empty, "{:?}", summary(&visitor).await?);
    verdict_becomes(&visitor, "2 points à compléter").await?;

    // What is missing in a section is where its link leads; else the section itself.
    visitor.follow("Vous").await?;
    visitor.focus_becomes("Vous > Nom et prénom").await?;
    visitor.type_where_focus_is("Zoé").await?;
    // It follows typing as soon as the draft is saved, without the field being left.
    sums_up(&visitor, "Vous", "nom indiqué").await?;
    visitor.focus_becomes("Vous > Nom et prénom").await?;
    visitor.follow("Vous").await?;
    visitor.focus_becomes("h2: Vous").await?;
    visitor.follow("Présentations éclair").await?;
    visitor.focus_becomes("h2: Présentations éclair").await?;

    visitor.press(&["Ajouter un logiciel"]).await?;
    // An empty software is none; one that has something in it needs a name.
    sums_up(&visitor, "Vos logiciels", "aucun").await?;
    verdict_becomes(&visitor, "Rien à envoyer").await?;
    visitor.type_in(&["Logiciel 1", "Objectif 1"], "Publier la version 2").await?;
    sums_up(&visitor, "Vos logiciels", "1 logiciel, 1 objectif, il manque le nom d’un logiciel")
        .await?;
    verdict_becomes(&visitor, "2 points à compléter").await?;
    visitor.follow("Vos logiciels").await?;
    visitor.focus_becomes("Vos logiciels > Logiciel 1 > Nom du logiciel").await?;
    visitor.type_where_focus_is("Démo").await?;
    sums_up(&visitor, "Vos logiciels", "1 logiciel, 1 objectif").await?;
    verdict_becomes(&visitor, "Prêt à relire").await?;
    visitor.paste(&[EXPECTATIONS], "Rencontrer").await?;
    visitor.press_keys(&[Key::Tab]).await?;
    sums_up(&visitor, "Vos attentes", "rédigées").await?;

    // What is taken back is no longer there.
    visitor.press(&["Supprimer le logiciel 1"]).await?;
    sums_up(&visitor, "Vos logiciels", "aucun").await?;
    visitor.reload().await?;
    sums_up(&visitor, "Vos attentes", "rédigées").await?;
    verdict_becomes(&visitor, "Prêt à relire").await
}

/// The advice on the item of the field at `place`.
async fn advice_on(visitor: &Visitor<'_>, place: Place<'_>) -> Result<Option<String>> {
    let (field, groups) = place.split_last().context("a place has a name")?;
    let script = "
        const field = find('field', ...arguments);
        if (field.getAttribute('aria-invalid')) return 'it looks like an error';
        const advice = field.closest('.fold').querySelector('.advice > p');
        const described = field.getAttribute('aria-describedby').split(' ').map((id) => document.getElementById(id));
        if (advice ? !described.includes(advice) : described.length > 1) return 'the field is described by something else';
        return words(advice?.textContent) || null;";
    let advice = visitor.see_with(script, &[(*field).into(), groups.to_vec().into()]).await?;
    Ok(serde_json::from_value(advice)?)
}

async fn is_advised(visitor: &Visitor<'_>, place: Place<'_>) -> Result<()> {
    wait_until(&format!("there is advice on {place:?}"), async || {
        Ok(advice_on(visitor, place).await?.is_some())
    })
    .await
}

async fn is_not_advised(visitor: &Visitor<'_>, place: Place<'_>) -> Result<()> {
    wait_to_be("the advice", None, async || advice_on(visitor, place).await).await
}

pub(crate) async fn advice_comes_when_a_field_is_left_and_goes_when_asked(
    browser: Browser,
) -> Result<()> {
    const WISH: &str = "Améliorer la documentation";
    const SECOND: Place = &["Logiciel 1", "Objectif 2"];
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.open_app("/participer").await?;
    visitor.press(&["Ajouter un logiciel"]).await?;
    visitor.type_in(GOAL, WISH).await?;
    wait_until("the goal is stored", async || {
        Ok(visitor.stored(KEY).await?.is_some_and(|text| text.contains(WISH)))
    })
    .await?;
    ensure!(advice_on(&visitor, GOAL).await?.is_none(), "advice comes while one types");

    // Once the field is left it comes, is said aloud, and leaves the focus alone.
    visitor.press_keys(&[Key::Tab]).await?;
    is_advised(&visitor, GOAL).await?;
    let words = "à quoi verra-t-on que c’est fait ? Par exemple une page en ligne, un test qui passe, une version publiée.";
    ensure!(advice_on(&visitor, GOAL).await? == Some(format!("Conseil : {words}")));
    visitor.hears(&format!("Conseil pour l’objectif 1 : {words}")).await?;
    let focus = visitor.focus().await?;
    ensure!(focus.starts_with("button: "), "the focus is on {focus}");

    // Mending the text is enough.
    visitor.type_in(GOAL, " : trois pages relues").await?;
    visitor.press_keys(&[Key::Tab]).await?;
    is_not_advised(&visitor, GOAL).await?;

    // A click that leaves the field is not lost, though the page makes room for the advice.
    visitor.paste(GOAL, WISH).await?;
    visitor.press(&["Logiciel 1", "Ajouter un objectif"]).await?;
    visitor.focus_becomes("Vos logiciels > Logiciel 1 > Objectif 2").await?;
    is_advised(&visitor, GOAL).await?;

    // Advice that was put away stays away, on this page and after another one.
    visitor.press(&["Masquer ce conseil pour l’objectif 1"]).await?;
    visitor.focus_becomes("Vos logiciels > Logiciel 1 > Objectif 1").await?;
    is_not_advised(&visitor, GOAL).await?;
    for end in ["", " !"] {
        visitor.paste(GOAL, &format!("Avancer sur la documentation{end}")).await?;
        visitor.paste(SECOND, &format!("Tout réécrire{end}")).await?;
        visitor.press_keys(&[Key::Tab]).await?;
        // What comes later has come: so would have what comes first.
        is_advised(&visitor, SECOND).await?;
        ensure!(advice_on(&visitor, GOAL).await?.is_none(), "it is back");
        visitor.follow_in_header("Relire et envoyer").await?;
        visitor.arrives_at("Relire et envoyer").await?;
        visitor.follow_in_header("Ma participation").await?;
        visitor.arrives_at("Ma participation").await?;
        is_not_advised(&visitor, SECOND).await?;
    }

    // It keeps nobody from sending, and is not in the message.
    visitor.paste(&[NAME], "Zoé").await?;
    visitor.paste(&["Logiciel 1", "Nom du logiciel"], "Démo").await?;
    visitor.follow_in_header("Relire et envoyer").await?;
    let message = visitor.message_on_screen().await?;
    ensure!(message.body.contains("Tout réécrire") && !message.body.contains("Conseil"));
    Ok(())
}

/// The rows of the items in sight, in order: what they say, and whether they are folded.
async fn lines(visitor: &Visitor<'_>) -> Result<Vec<(String, bool)>> {
    visitor
        .see_as(
            "return all(document, '.item-bar__fold').map((row) => [textOf(row), row.ariaExpanded === 'false'])",
        )
        .await
}

async fn lines_become(visitor: &Visitor<'_>, want: &[(&str, bool)]) -> Result<()> {
    let want: Vec<_> = want.iter().map(|(line, folded)| ((*line).to_owned(), *folded)).collect();
    wait_to_be("the items", want, async || lines(visitor).await).await
}

pub(crate) async fn long_lists_fold_by_keyboard(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.open_app("/").await?;
    visitor.store(KEY, &draft::record(draft::of_size(2, 2))).await?;
    visitor.open_app("/participer").await?;
    let folded = [
        ("Logiciel 1 Logiciel n° 1 – 2 objectifs", true),
        ("Logiciel 2 Logiciel n° 2 – 2 objectifs", true),
    ];
    lines_become(&visitor, &folded).await?;

    // All of them.
    visitor.tab_to("button: Tout déplier (logiciels)").await?;
    visitor.press_keys(&[Key::Space]).await?;
    visitor.hears("Tout est déplié (logiciels)").await?;
    visitor.focus_becomes("button: Tout replier (logiciels)").await?;
    lines_become(
        &visitor,
        &[
            ("Logiciel 1", false),
            ("Objectif 1", false),
            ("Objectif 2", false),
            ("Logiciel 2", false),
            ("Objectif 1", false),
            ("Objectif 2", false),
        ],
    )
    .await?;

    // One item.
    visitor.tab_to("button: Objectif 1").await?;
    visitor.press_keys(&[Key::Enter]).await?;
    visitor.focus_becomes("button: Objectif 1 Publier le numéro 1").await?;
    ensure!(visitor.labels(&["Logiciel 1"]).await?.iter().all(|label| label != "Objectif 1"));
    visitor.press_keys(&[Key::Space]).await?;
    visitor.focus_becomes("button: Objectif 1").await?;
    // Its row says what was typed meanwhile.
    visitor.press_keys(&[Key::Tab]).await?;
    visitor.press_keys(&[Key::End]).await?;
    visitor.type_where_focus_is(" bis").await?;
    visitor.press_with(Key::Shift, Key::Tab).await?;
    visitor.press_keys(&[Key::Enter]).await?;
    visitor.focus_becomes("button: Objectif 1 Publier le numéro 1 bis").await?;

    // It is moved as it is, and stays folded.
    visitor.tab_to_in_row("Objectif 1", "Descendre l’objectif 1").await?;
    visitor.press_keys(&[Key::Enter]).await?;
    visitor.hears("Objectif 1 déplacé en position 2 sur 2").await?;
    visitor.focus_becomes("button: Descendre l’objectif 2").await?;
    let moved = "Objectif 2 Publier le numéro 1 bis";
    wait_until("the item moves", async || Ok(lines(&visitor).await?[2] == (moved.into(), true)))
        .await?;
    ensure!(lines(&visitor).await?[1] == ("Objectif 1".into(), false));

    // Taking back shows what it changed, and folds or unfolds nothing else.
    visitor.press(&["Annuler"]).await?;
    visitor.hears("Annulé : déplacement, objectif 1").await?;
    let unfolded = [
        ("Logiciel 1", false),
        ("Objectif 1 Publier le numéro 1 bis", true),
        ("Objectif 2", false),
        ("Logiciel 2", false),
        ("Objectif 1", false),
        ("Objectif 2", false),
    ];
    lines_become(&visitor, &unfolded).await?;
    visitor.press(&["Annuler"]).await?;
    visitor.hears("Annulé : saisie, Logiciel 1, objectif 1").await?;
    let shown = [unfolded[0], ("Objectif 1", false)];
    lines_become(&visitor, &[&shown[..], &unfolded[2..]].concat()).await?;

    visitor.see("document.querySelector('h1').focus()").await?;
    visitor.tab_to("button: Tout replier (logiciels)").await?;
    visitor.press_keys(&[Key::Enter]).await?;
    visitor.hears("Tout est replié (logiciels)").await?;
    visitor.focus_becomes("button: Tout déplier (logiciels)").await?;
    lines_become(&visitor, &folded).await
}

pub(crate) async fn a_problem_leads_into_a_folded_item(browser: Browser) -> Result<()> {
    const PROBLEMS: &str = "À compléter avant l’envoi";
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.open_app("/").await?;
    let mut proposal = draft::of_size(2, 2);
    let software = proposal.software[1].id;
    draft::write(&mut proposal, domain::Field::Repository(software), "démo");
    draft::write(&mut proposal, domain::Field::Name, "Zoé");
    visitor.store(KEY, &draft::record(proposal)).await?;
    visitor.open_app("/relire").await?;
    visitor.follow_in_header("Ma participation").await?;
    visitor.arrives_at("Ma participation").await?;

    // In the fields below those of the software, which are folded as well.
    let place = "Vos logiciels > Logiciel 2 > Lien vers le dépôt (optionnel)";
    let is_alone = async || -> Result<()> {
        let open = lines(&visitor).await?.into_iter().filter(|(_, folded)| !folded).count();
        ensure!(open == 3, "{open} items are unfolded, for one software of two goals");
        Ok(())
    };
    ensure!(lines(&visitor).await?.len() == 2);
    visitor.follow_nth_under(PROBLEMS, 0).await?;
    visitor.focus_becomes(place).await?;
    is_alone().await?;

    visitor.press(&["Tout replier (logiciels)"]).await?;
    wait_to_be("the number of items in sight", 2, async || Ok(lines(&visitor).await?.len()))
        .await?;
    visitor.follow("Vos logiciels").await?;
    visitor.focus_becomes(place).await?;
    is_alone().await?;

    // What is removed is named where it stood, and comes back; its neighbour stays folded.
    for goal in ["Objectif 1", "Objectif 2"] {
        visitor.press(&["Logiciel 2", goal]).await?;
    }
    visitor.press(&["Logiciel 2", "Supprimer l’objectif 1"]).await?;
    visitor.focus_becomes("button: Objectif 1 Publier le numéro 2").await?;
    visitor.alert("Objectif « Publier le numéro 1 » supprimé").await?;
    visitor.press(&["Logiciel 2", "Annuler la suppression"]).await?;
    visitor.focus_becomes("Vos logiciels > Logiciel 2 > Objectif 1").await?;
    wait_for("both goals", async || {
        Ok((stored_draft(&visitor).await?.software[1].goals.len() == 2).then_some(()))
    })
    .await
}
