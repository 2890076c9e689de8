//! Reading the announcement, whatever the browser and the edition.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use e2e::browser::{Browser, Condition};
use e2e::draft;
use e2e::message::Message;
use e2e::site::{Build, Site};
use e2e::visitor::{KEY, Visitor};
use fantoccini::Locator;

use crate::crashing::{altered, sees_the_crash, without_program};
use crate::{ANNOUNCEMENT, NAME, OFFERS, clock_at, same_message_in_link};

pub(crate) const PAST: &str = "Les dates de cette édition sont passées";

const CALENDAR: &str = "Ajouter à mon agenda";

const CONTACT: &str = "mailto:bluehats@code.gouv.fr";

pub(crate) async fn the_announcement_is_read_without_scripting(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::WithoutScripting, &site).await?;
    let client = visitor.client();

    visitor.open("/").await?;
    let text = client.find(Locator::Css("main")).await?.text().await?;
    let mut rest = dense(&text).replace("(siteexterne)", "");
    let paragraphs = announcement_in_content()?;
    ensure!(paragraphs.len() == 10, "content/ has {} paragraphs", paragraphs.len());
    for paragraph in paragraphs {
        // Apostrophes are set as books have them.
        let (_, after) = rest
            .split_once(&dense(&paragraph).replace('\'', "’"))
            .with_context(|| format!("the page does not go on with {paragraph:?}: {text}"))?;
        rest = after.to_owned();
    }
    for fact in [
        ANNOUNCEMENT,
        "9 et 10 janvier 2024",
        "Lieu de la Transformation Publique",
        "77 avenue de Ségur, Paris",
        "bluehats@code.gouv.fr",
        "Appel aux équipes qui développent des logiciels libres dans l’administration",
        "Environ 5 minutes, sans compte",
    ] {
        ensure!(text.contains(fact), "{fact:?} is not said in {text:?}");
    }
    ensure!(!text.contains('\''), "an apostrophe is straight: {text}");
    contact_is_offered(&visitor).await?;

    // What needs the app says so, and how to do without it.
    for (path, heading) in [
        ("/participer", "Ma participation"),
        ("/relire", "Relire et envoyer"),
        ("/rien", "Page introuvable"),
    ] {
        visitor.open(path).await?;
        let shown = client.find(Locator::Css("main h1")).await?.text().await?;
        ensure!(shown == heading, "{path} is headed {shown:?}");
        if path != "/rien" {
            contact_is_offered(&visitor).await?;
        }
    }
    visitor.open("/donnees-personnelles").await?;
    let text = client.find(Locator::Css("main")).await?.text().await?;
    ensure!(text.contains("Votre brouillon est enregistré dans le stockage local"), "{text}");
    Ok(())
}

async fn contact_is_offered(visitor: &Visitor<'_>) -> Result<()> {
    let selector = format!("main a[href='{CONTACT}']");
    let link = visitor.client().find(Locator::Css(&selector)).await?;
    ensure!(link.is_displayed().await?, "the contact is hidden");
    Ok(())
}

/// The announcement's paragraphs, without the marks that it makes use of: headings, strong
/// emphasis, and links.
fn announcement_in_content() -> Result<Vec<String>> {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content/hackathon-bluehats-2024.md");
    let source = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let (_, markdown) = source.split_once("\n---\n").context("no front matter")?;
    let mut pieces = markdown.split("](");
    let mut text = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        text += piece.split_once(')').context("a link without end")?.1;
    }
    let text = text.replace("## ", "").replace("**", "").replace('[', "");
    let paragraphs = text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty());
    Ok(paragraphs.map(str::to_owned).collect())
}

/// The text without any white space: browsers do not agree on how much of it there is around an
/// element.
fn dense(text: &str) -> String {
    text.split_whitespace().collect()
}

pub(crate) async fn another_edition_is_another_site(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::SecondEdition)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.open_app("/").await?;
    let title = "Rencontres \"Libre & Public\" : <trois> jours d’été";
    visitor.arrives_at(title).await?;
    visitor.title_becomes(title).await?;
    let text: String =
        visitor.see_as("return words(document.querySelector('main').innerText)").await?;
    for fact in ["30 juin", "2 juillet 2099", "Salle \"Ada; Lovelace\", aile B\\C", "Saint-Étienne"]
    {
        ensure!(text.contains(fact), "{fact:?} is not said in {text:?}");
    }
    ensure!(!visitor.is_told(PAST).await?, "an edition to come is said to be over");

    visitor.follow("Rédiger ma participation").await?;
    visitor.arrives_at("Ma participation").await?;
    visitor.title_becomes("Ma participation – Rencontres \"Libre & Public\" d’été").await?;
    let days = ["30 juin 2099", "1er juillet 2099", "2 juillet 2099"];
    ensure!(visitor.labels(&["Présence (optionnel)"]).await? == days);
    visitor.tick(&["Présence (optionnel)", days[1]]).await?;
    visitor.type_in(&[NAME], "Zoé").await?;
    visitor.type_in(&[OFFERS], "Relire").await?;
    visitor.follow_in_header("Relire et envoyer").await?;
    same_message_in_link(&visitor).await?;
    let message = visitor.message_in_link().await?;
    ensure!(message.to == "équipe@rencontres.example", "it goes to {}", message.to);
    ensure!(message.subject == "Rencontres \"Libre & Public\" d’été : participation de Zoé");
    ensure!(message.body.contains("\nPrésence : 1er juillet 2099\n"), "{}", message.body);
    Ok(())
}

pub(crate) async fn the_days_are_counted(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    for (moment, want) in [
        ("2023-12-04T12:00", "C’est dans 36 jours."),
        ("2024-01-07T00:00", "C’est dans 2 jours."),
        ("2024-01-08T23:59", "C’est demain."),
        ("2024-01-09T00:00", "C’est aujourd’hui."),
        ("2024-01-10T23:59", "C’est aujourd’hui."),
        ("2024-01-11T00:00", "Les dates de cette édition sont passées."),
    ] {
        visitor.begin_pages_with(&clock_at(moment)).await?;
        visitor.open_app("/").await?;
        ensure!(visitor.is_told(want).await?, "{moment}: not {want}");
        let is_offered = visitor.has_link(CALENDAR).await?;
        ensure!(is_offered != want.starts_with("Les dates"), "{moment}: {is_offered}");
        let shifts = visitor.shifts().await?;
        ensure!(shifts.is_empty(), "{moment}: these moved: {shifts:#?}");

        // Where the announcement waited in another page, it is the same.
        visitor.open_app("/accessibilite").await?;
        visitor.follow_in_header("L’annonce").await?;
        visitor.arrives_at(ANNOUNCEMENT).await?;
        ensure!(visitor.is_told(want).await?, "{moment}: not {want}, after another page");
    }
    // And everything still works.
    visitor.follow("Rédiger ma participation").await?;
    visitor.arrives_at("Ma participation").await
}

pub(crate) async fn a_draft_is_known_at_once(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    let drafted = draft::record(draft::of_size(1, 1));
    let sent = drafted.replace("\"sent\":null", "\"sent\":{\"at\":1704787620000,\"proposal\":{}}");
    ensure!(sent != drafted, "{drafted}");
    // A file of the site that starts no program.
    visitor.open("/robots.txt").await?;
    // The program never comes.
    visitor.begin_pages_with("window.fetch = () => new Promise(() => {})").await?;
    for (record, want) in [
        (drafted.as_str(), "Reprendre mon brouillon"),
        (sent.as_str(), "Voir ma participation"),
        ("{", "Rédiger ma participation"),
        ("{\"proposal\":{\"name\":\"\",\"software\":[]}}", "Rédiger ma participation"),
    ] {
        visitor.store(KEY, record).await?;
        visitor.open("/").await?;
        ensure!(visitor.has_link(want).await?, "no link « {want} »");
        let has_started = visitor.see("return 'wasmBindings' in window").await?;
        ensure!(has_started == false, "the program was there first");
        visitor.open("/robots.txt").await?;
    }
    Ok(())
}

pub(crate) async fn on_phones_what_is_practical_comes_first(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.begin_pages_with(&clock_at("2023-12-04T12:00")).await?;
    visitor.look_through(360, 740).await?;
    visitor.open_app("/").await?;
    let script = "
        const tops = (selector) => all(document, selector).map((it) => it.getBoundingClientRect().top);
        const calls = tops('a[data-call]');
        return [calls[0], ...tops('.announcement__facts'), ...tops('.announcement__body h2').slice(0, 1), calls[1]]";
    let tops: Vec<f64> = visitor.see_as(script).await?;
    ensure!(tops.len() == 4 && tops.is_sorted(), "{tops:?}");
    ensure!(tops[0] < 740.0 - 44.0, "the call is not on the first screen: {tops:?}");
    Ok(())
}

pub(crate) async fn who_stands_behind_the_site_is_said(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::SecondEdition)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    for is_loaded in [false, true] {
        if is_loaded {
            visitor.open_app("/mentions-legales").await?;
        } else {
            visitor.open_app("/").await?;
            visitor.follow("Mentions légales").await?;
        }
        visitor.arrives_at("Mentions légales").await?;
        let text: String =
            visitor.see_as("return words(document.querySelector('main').innerText)").await?;
        for fact in ["Association", "mentions@rencontres.example", "Hébergeur <Exemple>"] {
            ensure!(text.contains(fact), "{fact:?} is not said in {text:?}");
        }
    }
    visitor.follow("Données personnelles").await?;
    visitor.arrives_at("Données personnelles").await?;
    ensure!(visitor.is_told("Le responsable du traitement des participations reçues").await?);
    visitor.close_browser().await?;

    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.open_app("/mentions-legales").await?;
    visitor.arrives_at("Page introuvable").await?;
    ensure!(!visitor.has_link("Mentions légales").await?, "there is a link to no page");
    Ok(())
}

/// What a page offers that cannot do what it is for: its fields, whether what is said stands directly
/// under the heading, the text to copy, and the link with the same text.
const OTHER_WAY: &str = "
    const block = document.querySelector('#page .needs-app');
    const link = all(block, 'a[href*=\"?\"]')[0];
    return [
        all(document, '#page :is(input, textarea, select, button)').length,
        block.previousElementSibling.localName,
        all(block, 'pre')[0].textContent,
        link.href,
    ]";

pub(crate) async fn where_the_program_cannot_run_no_field_takes_input(
    browser: Browser,
) -> Result<()> {
    for (condition, is_without_file, script) in [
        (Condition::WithoutScripting, false, ""),
        (Condition::New, true, ""),
        (Condition::New, false, "delete window.WebAssembly"),
    ] {
        let site =
            altered(|folder| if is_without_file { without_program(folder) } else { Ok(()) })?;
        if !script.is_empty() {
            site.begin_pages_with(script)?;
        }
        let visitor = browser.visitor(condition, &site).await?;
        for path in ["/participer", "/relire", "/imprimer"] {
            visitor.open(path).await?;
            if is_without_file {
                sees_the_crash(&visitor).await?;
            }
            contact_is_offered(&visitor).await?;
            let (fields, above, text, link): (u32, String, String, String) =
                visitor.see_as(OTHER_WAY).await?;
            ensure!(fields == 0 && above == "h1", "{path}: {fields} fields, below {above}");
            ensure!(text.contains("\nLogiciel :\n") && text.contains("\nObjectif :\n"), "{text}");
            let message = Message::from_mailto(&link)?;
            ensure!(message.to == "bluehats@code.gouv.fr", "it goes to {}", message.to);
            ensure!(message.body == text, "the link says {:?}, the page {text:?}", message.body);
        }
        visitor.close_browser().await?;
    }
    Ok(())
}
