//! How long the form is, how much of it one has to read, and what of it stays folded: measured in
//! pixels, words and presses.

use anyhow::{Context, Result, ensure};
use domain::{Field, Proposal};
use e2e::browser::{Browser, Condition};
use e2e::draft;
use e2e::site::{Build, Site};
use e2e::viewport::WIDE;
use e2e::visitor::{KEY, Visitor};
use e2e::wait::{wait_to_be, wait_until};
use fantoccini::key::Key;
use routes::Page;

use crate::states::open_with;
use crate::{ANNOUNCEMENT, NAME, OFFERS};

/// A phone, in CSS pixels.
const PHONE: (u32, u32) = (360, 740);

/// A draft with so many software, goals in each, and help requests in each.
fn draft_of(software: usize, goals: usize, requests: usize) -> Proposal {
    let mut draft = draft::of_size(software, goals);
    draft::write(&mut draft, Field::Name, "Zoé Durand");
    for software in draft.software.clone() {
        for number in 1..=requests {
            let request = draft::add_request(&mut draft, software.id);
            let text = format!("L’export s’arrête après {number} lignes. Commencer par le ticket.");
            draft::write(&mut draft, Field::HelpDescription(request), &text);
        }
    }
    draft
}

async fn open_on_phone<'a>(
    browser: &Browser,
    site: &'a Site,
    draft: Proposal,
) -> Result<Visitor<'a>> {
    let visitor = open_with(browser, site, draft, Page::Draft).await?;
    let (width, height) = PHONE;
    visitor.look_through(width, height).await?;
    Ok(visitor)
}

/// How many screens of a phone the page is high.
async fn screens(visitor: &Visitor<'_>) -> Result<f64> {
    let height: f64 = visitor.see_as("return document.documentElement.scrollHeight").await?;
    Ok(height / f64::from(PHONE.1))
}

/// How often one presses Tab from one end of the page to the other.
async fn tab_stops(visitor: &Visitor<'_>) -> Result<usize> {
    visitor.see("document.querySelector('h1').focus()").await?;
    visitor.tab_to("Affichage").await?;
    let mut count = 0;
    // As many stops as there are between the last and the first.
    while visitor.focus().await? != "a: Aller au contenu" {
        visitor.press_with(Key::Shift, Key::Tab).await?;
        count += 1;
        ensure!(count < 200, "there is no end");
    }
    Ok(count + 1)
}

pub(crate) async fn the_first_field_is_at_hand(browser: Browser) -> Result<()> {
    // The dates of the one edition are over, those of the other are not.
    for build in [Build::Root, Build::SecondEdition] {
        let site = Site::serve(build)?;
        let visitor = browser.visitor(Condition::New, &site).await?;
        for has_draft in [false, true] {
            let (width, height) = PHONE;
            visitor.look_through(width, height).await?;
            if has_draft {
                visitor.open("/robots.txt").await?;
                visitor.store(KEY, &draft::record(draft_of(1, 2, 1))).await?;
            }
            for script_runs in [false, true] {
                if script_runs {
                    visitor.open_app("/participer").await?;
                } else {
                    visitor.open("/participer").await?;
                }
                let end: f64 = visitor
                    .see_as("return document.getElementById('nom').getBoundingClientRect().bottom")
                    .await?;
                ensure!(end <= 640.0, "the name ends at {end} pixels");
            }
            for (width, most) in [(PHONE.0, 35), (WIDE, 60)] {
                visitor.look_through(width, 740).await?;
                let count = words_before_name(&visitor).await?;
                ensure!(count <= most, "{count} words come before the name at {width} pixels");
                ensure!(count > 10, "only {count} words were found");
            }
        }
        visitor.close_browser().await?;
    }
    Ok(())
}

/// How many words are in sight before the first field, its label included; but for the notice that an
/// edition is over, which stands there for whoever comes too late.
async fn words_before_name(visitor: &Visitor<'_>) -> Result<usize> {
    let script = "
        const name = document.getElementById('nom');
        const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        let found = '';
        while (texts.nextNode()) {
            const text = texts.currentNode, around = text.parentElement;
            if (name.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING) break;
            const isSeen = isShown(around) && !around.closest('.visually-hidden, .skip-link, .notice--over, script, style');
            if (isSeen) found += text.data + ' ';
        }
        return words(found).split(' ').filter((word) => /[\\p{L}\\d]/u.test(word)).length;";
    visitor.see_as(script).await
}

pub(crate) async fn the_form_is_as_long_as_it_has_to_be(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = open_on_phone(&browser, &site, draft_of(1, 2, 1)).await?;
    visitor.unfold_everything().await?;
    let length = screens(&visitor).await?;
    ensure!(length <= 5.5, "one software is {length} screens long");
    visitor.close_browser().await?;

    let visitor = open_on_phone(&browser, &site, draft_of(3, 3, 3)).await?;
    let length = screens(&visitor).await?;
    ensure!(length <= 5.0, "three software are {length} screens long when one comes back");
    let summaries: Vec<String> = visitor
        .see_as("return all(document, '.item-bar__summary').map((it) => words(it.textContent))")
        .await?;
    let want = [1, 2, 3].map(|number| format!("Logiciel n° {number} – 3 objectifs, 3 demandes"));
    ensure!(summaries == want, "{summaries:?}");
    visitor.press(&["Tout déplier (logiciels)"]).await?;
    let stops = tab_stops(&visitor).await?;
    ensure!(stops <= 110, "there are {stops} stops for Tab");
    ensure!(stops > 60, "only {stops} stops were found");
    Ok(())
}

pub(crate) async fn the_bar_is_one_row(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.open_app("/participer").await?;
    visitor.look_through(PHONE.0, PHONE.1).await?;
    let row = async |state: &str| bar_is_low(&visitor, state).await;
    let says = async |sentence: &str| {
        let script = "
            return document.querySelector('.status-bar__state').innerText.split('\\n').map(words)
                .filter((line) => line).join(' / ')";
        wait_to_be("what the bar says", sentence, async || visitor.see_as::<String>(script).await)
            .await
    };
    let says_it_was_done = async |sentence: &str| {
        let script = "return words(document.querySelector('.status-bar__turn').innerText)";
        wait_to_be("what the bar says", sentence, async || visitor.see_as::<String>(script).await)
            .await
    };
    says("Enregistré au fil de la saisie / 2 points à compléter").await?;
    row("nothing").await?;
    visitor.press(&["Ajouter un logiciel"]).await?;
    visitor.paste(&[NAME], "Zoé").await?;
    visitor.press_keys(&[Key::Tab]).await?;
    visitor.sees_it_saved().await?;
    row("a name").await?;
    visitor.paste(&["Logiciel 1", "Nom du logiciel"], "Démo").await?;
    visitor.sees_it_saved().await?;
    row("saved").await?;
    visitor.press(&["Ajouter un objectif"]).await?;
    visitor.press(&["Annuler"]).await?;
    visitor.hears("Annulé : ajout, objectif").await?;
    says_it_was_done("Annulé : ajout, objectif").await?;
    row("a step taken back").await?;
    visitor.press(&["Supprimer l’objectif 1"]).await?;
    says_it_was_done("Objectif 1 supprimé").await?;
    row("something removed").await?;
    wait_until("it has made room", async || {
        let script = "return words(document.querySelector('.status-bar__state').innerText)";
        Ok(visitor.see_as::<String>(script).await?.ends_with("Pas encore envoyé Prêt à relire"))
    })
    .await?;
    // The next change has another thing to say.
    visitor.paste(&[NAME], "Zoé Durand").await?;
    wait_until("the bar is back", async || {
        Ok(visitor.see("return document.querySelector('.status-bar__turn') === null").await?
            == true)
    })
    .await?;
    visitor.see("Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError') }").await?;
    visitor.paste(&[NAME], "Zoé D.").await?;
    // What is not saved is said before what was taken back.
    visitor.press(&["Annuler"]).await?;
    visitor.press(&["Que faire ?"]).await?;
    row("trouble").await?;
    let focused: String = visitor.see_as("return document.activeElement.id").await?;
    ensure!(focused == "probleme", "the focus is on {focused}");

    // Never more than a fifth of the window: in a lower one it stands at the end of the page.
    for (width, height) in [(360, 740), (360, 417), (360, 300), (740, 360), (1440, 900), (320, 256)]
    {
        visitor.look_through(width, height).await?;
        let script = "
            scrollTo(0, 300);
            const { top, bottom } = document.querySelector('.status-bar').getBoundingClientRect();
            return Math.max(0, Math.min(bottom, innerHeight) - Math.max(top, 0))";
        let covered: f64 = visitor.see_as(script).await?;
        ensure!(
            covered <= f64::from(height) / 5.0,
            "the bar covers {covered} of {height} pixels at {width}"
        );
    }

    // What one types in is never under it: of a high field, browsers bring the line with the caret into
    // view, which is the first one here.
    visitor.look_through(PHONE.0, PHONE.1).await?;
    visitor.reload().await?;
    visitor.see("document.querySelector('h1').focus()").await?;
    let under = "
        const field = document.activeElement.getBoundingClientRect();
        const bar = document.querySelector('.status-bar').getBoundingClientRect();
        const end = Math.min(field.bottom, field.top + 44);
        const isUnder = end > bar.top && field.top < bar.bottom;
        return isUnder ? `${focused()} ends at ${field.bottom}, the bar begins at ${bar.top}` : ''";
    for _ in 0..40 {
        visitor.press_keys(&[Key::Tab]).await?;
        if visitor.focus().await?.ends_with(OFFERS) {
            return Ok(());
        }
        let is_field =
            visitor.see("return document.activeElement.matches('input, textarea, select')").await?;
        if is_field == true {
            wait_to_be("what is under the bar", "", async || visitor.see_as::<String>(under).await)
                .await?;
        }
    }
    anyhow::bail!("« {OFFERS} » is not reached")
}

/// Fails where the bar is more than one row of a phone's screen.
pub(crate) async fn bar_is_low(visitor: &Visitor<'_>, state: &str) -> Result<()> {
    let height: f64 =
        visitor.see_as("return document.querySelector('.status-bar').offsetHeight").await?;
    ensure!(height <= 56.0, "{state}: the bar is {height} pixels high");
    Ok(())
}

pub(crate) async fn folds_last(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.open_app("/participer").await?;
    let folded = async || -> Result<Vec<String>> {
        visitor
            .see_as("return all(document, '.item-bar [aria-expanded=false]').map((it) => words(it.innerText))")
            .await
    };
    visitor.press(&["Ajouter un logiciel"]).await?;
    visitor.type_in(&["Logiciel 1", "Nom du logiciel"], "Démo").await?;
    visitor.type_in(&["Logiciel 1", "Objectif 1"], "Publier").await?;
    // A second one folds the first, and is open itself, with an empty goal.
    visitor.press(&["Ajouter un logiciel"]).await?;
    visitor.focus_becomes("Vos logiciels > Logiciel 2 > Nom du logiciel").await?;
    visitor.type_where_focus_is("Archives").await?;
    visitor.press_keys(&[Key::Tab]).await?;
    let first = "Logiciel 1 Démo – 1 objectif".to_owned();
    wait_to_be("what is folded", vec![first.clone()], &folded).await?;
    ensure!(visitor.goals().await? == [""]);
    ensure!(visitor.labels(&["Logiciel 2"]).await?.iter().all(|label| !label.contains("Licence")));

    // Within a visit nothing changes.
    visitor.sees_it_saved().await?;
    visitor.follow_in_header("L’annonce").await?;
    visitor.arrives_at(ANNOUNCEMENT).await?;
    visitor.follow_in_header("Ma participation").await?;
    visitor.arrives_at("Ma participation").await?;
    wait_to_be("what is folded", vec![first.clone()], &folded).await?;

    // In another visit one sees all software at a glance, but for what one unfolded.
    visitor.reload().await?;
    wait_to_be("what is folded", vec![first, "Logiciel 2 Archives".to_owned()], &folded).await?;
    visitor.press(&["Logiciel 1 Démo – 1 objectif"]).await?;
    visitor.press(&["Logiciel 1", "Objectif 1"]).await?;
    let want = vec!["Objectif 1 Publier".to_owned(), "Logiciel 2 Archives".to_owned()];
    wait_to_be("what is folded", want.clone(), &folded).await?;
    visitor.reload().await?;
    wait_to_be("what is folded", want, &folded).await?;
    let record = visitor.stored(KEY).await?.context("nothing is stored")?;
    ensure!(!record.contains("fold") && !record.contains("pli"), "{record}");

    // What is searched for in the page is unfolded by the browser.
    let script = "
        const folded = document.querySelector('#objectif-2-contenu');
        const how = folded.getAttribute('hidden');
        folded.dispatchEvent(new Event('beforematch', { bubbles: true }));
        return how";
    ensure!(visitor.see(script).await? == "until-found");
    wait_to_be("what is folded", vec!["Logiciel 2 Archives".to_owned()], &folded).await
}

pub(crate) async fn what_was_left_empty_counts_as_nothing(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.open_app("/participer").await?;
    visitor.type_in(&[NAME], "Zoé").await?;
    visitor.press(&["Ajouter un logiciel"]).await?;
    visitor.type_in(&["Logiciel 1", "Nom du logiciel"], "Démo").await?;
    for button in
        ["Ajouter un objectif", "Ajouter une demande d’aide", "Ajouter une présentation éclair"]
    {
        visitor.press(&[button]).await?;
    }
    ensure!(visitor.choice_of(&["Demande d’aide 1", "Type d’aide"]).await? == "Autre");
    visitor.follow_in_header("Relire et envoyer").await?;
    visitor.arrives_at("Relire et envoyer").await?;
    let message = visitor.message_in_link().await?;
    for word in ["Objectif", "Demande", "Présentation"] {
        ensure!(!message.body.contains(word), "{}", message.body);
    }
    // An item that was added since sending was asked for is not red before it is asked for again.
    visitor.follow_in_header("Ma participation").await?;
    visitor.arrives_at("Ma participation").await?;
    visitor.press(&["Ajouter un logiciel"]).await?;
    visitor.type_in(&["Logiciel 2", "Objectif 1"], "Publier").await?;
    visitor.press_keys(&[Key::Tab]).await?;
    wait_until("the bar says what is missing", async || {
        visitor.is_told("1 point à compléter").await
    })
    .await?;
    ensure!(visitor.error_of(&["Logiciel 2", "Nom du logiciel"]).await?.is_none());
    visitor.follow_in_header("Relire et envoyer").await?;
    visitor.arrives_at("Relire et envoyer").await?;
    visitor.follow_in_header("Ma participation").await?;
    visitor.arrives_at("Ma participation").await?;
    ensure!(visitor.error_of(&["Logiciel 2", "Nom du logiciel"]).await?.is_some());
    Ok(())
}
