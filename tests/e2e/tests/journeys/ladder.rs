//! Every way to send: one journey per row of the table in `docs/sending.md`.

use anyhow::{Result, ensure};
use domain::mail::{self, SAFE_LENGTH};
use domain::{Event, Field, Participation, Proposal};
use e2e::browser::{Browser, Condition};
use e2e::draft;
use e2e::message::Message;
use e2e::site::{Build, Site};
use e2e::visitor::{KEY, Visitor};
use e2e::wait::wait_until;

/// What the message has to know of the edition in `content/`, but for the days, which the drafts
/// of these journeys do not name.
const EVENT: Event = Event {
    name: "Hackathon #BlueHats",
    days: &[],
    days_in_french: "9 et 10 janvier 2024",
    email: "bluehats@code.gouv.fr",
    promise: "",
};

const QUESTION: &str = "Avez-vous envoyé le message ?";

const WHOLE_TEXT: &str = "Texte complet du message";

/// A draft whose link is exactly so long.
fn draft_with_link_of(length: usize) -> Result<Proposal> {
    let mut proposal = named("Zoé", Proposal::default());
    draft::write(&mut proposal, Field::Offers, "x");
    let shortest = link_length(&proposal)?;
    ensure!(shortest <= length, "the shortest link has {shortest} characters");
    draft::write(&mut proposal, Field::Offers, &"x".repeat(length - shortest + 1));
    ensure!(link_length(&proposal)? == length);
    Ok(proposal)
}

fn named(name: &str, mut proposal: Proposal) -> Proposal {
    draft::write(&mut proposal, Field::Name, name);
    proposal
}

fn link_length(proposal: &Proposal) -> Result<usize> {
    let participation = Participation::parse(proposal)
        .map_err(|problems| anyhow::anyhow!("it cannot be sent: {problems:?}"))?;
    Ok(mail::compose(&participation, &EVENT).mailto().len())
}

/// A visitor who has come to « Relire et envoyer » with this draft.
pub(crate) async fn review<'a>(
    browser: &Browser,
    site: &'a Site,
    draft: Proposal,
) -> Result<Visitor<'a>> {
    let visitor = browser.visitor(Condition::New, site).await?;
    visitor.open_app("/accessibilite").await?;
    visitor.store(KEY, &draft::record(draft)).await?;
    visitor.open_app("/relire").await?;
    Ok(visitor)
}

/// Whether the page says how long the message is.
async fn says_length(visitor: &Visitor<'_>) -> Result<bool> {
    visitor.see_as("return document.body.innerText.includes(' caractères')").await
}

/// The full text is on the clipboard, and the link opens a short message that says so.
async fn opens_a_short_message(visitor: &Visitor<'_>) -> Result<Message> {
    let whole = visitor.message_on_screen().await?;
    ensure!(!visitor.is_told("Le texte complet est copié").await?);
    let opened = visitor.open_mail_program().await?;
    ensure!(opened.to == whole.to);
    ensure!(
        opened.body.ends_with("Le texte complet est à coller ci-dessous.\n\n"),
        "it opens {opened:?}"
    );
    let link = visitor.address_of("Ouvrir dans ma messagerie").await?;
    ensure!(link.len() <= SAFE_LENGTH, "the link has {} characters", link.len());
    visitor.hears_or_reads("Le texte complet est copié").await?;
    ensure!(visitor.clipboard().await? == whole.body, "something else is on the clipboard");
    ensure!(visitor.is_told(QUESTION).await?);
    Ok(opened)
}

pub(crate) async fn a_message_that_fits_is_opened_whole(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = review(&browser, &site, draft_with_link_of(SAFE_LENGTH)?).await?;
    ensure!(!says_length(&visitor).await?, "it speaks of a length that nobody has to know");
    ensure!(!visitor.is_told(QUESTION).await?, "it asks before anything was tried");
    let whole = visitor.message_on_screen().await?;
    ensure!(visitor.open_mail_program().await? == whole);
    visitor.hears_or_reads(QUESTION).await?;
    visitor.focus_becomes("a: Ouvrir dans ma messagerie").await?;
    ensure!(!visitor.is_told("Le texte complet est copié").await?);
    Ok(())
}

pub(crate) async fn a_message_just_too_long_is_opened_short_and_copied(
    browser: Browser,
) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = review(&browser, &site, draft_with_link_of(SAFE_LENGTH + 1)?).await?;
    ensure!(says_length(&visitor).await?);
    let text: String = visitor.see_as("return words(document.body.innerText)").await?;
    ensure!(text.contains("1 801 caractères, quand certaines messageries coupent après 1 800"));
    // The other of two equal ways.
    let whole = visitor.message_on_screen().await?;
    let looks = "
        const both = [document.getElementById('ouvrir'), find('button', 'Télécharger le message (.eml)', [])];
        const [link, button] = both.map((it) => getComputedStyle(it));
        return link.backgroundColor === button.backgroundColor && link.color === button.color;";
    ensure!(visitor.see(looks).await? == true, "one way weighs more than the other");
    let (_, file) = visitor.download_with(&["Télécharger le message (.eml)"]).await?;
    ensure!(Message::from_eml(file.as_bytes())? == whole, "the file says something else");

    let opened = opens_a_short_message(&visitor).await?;
    ensure!(opened.body.contains("Participation de Zoé."), "{opened:?}");
    // It is said for as long as it is true.
    visitor.press(&["Copier l’adresse"]).await?;
    visitor.hears_or_reads("Copié").await?;
    ensure!(!visitor.is_told("Le texte complet est copié").await?);
    Ok(())
}

/// Whoever forgets to paste has sent something that says what it is about.
pub(crate) async fn a_short_message_names_goals(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = review(&browser, &site, draft::realistic()).await?;
    let opened = opens_a_short_message(&visitor).await?;
    for goal in [
        "- Formulaires libres : Publier la version 2.0 : paquet en ligne et notes de version relues",
        "- Archives ouvertes : Lire les fichiers de l’ancien format : dix exemples passent",
    ] {
        ensure!(opened.body.lines().any(|line| line == goal), "no {goal} in {opened:?}");
    }
    Ok(())
}

pub(crate) async fn a_refused_clipboard_leaves_the_text_selected(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = review(&browser, &site, draft_with_link_of(SAFE_LENGTH + 1)?).await?;
    let whole = visitor.message_on_screen().await?;
    visitor.refuse_clipboard().await?;
    visitor.open_mail_program().await?;
    visitor.focus_becomes(WHOLE_TEXT).await?;
    ensure!(visitor.selection_in(&[WHOLE_TEXT]).await? == whole.body);
    ensure!(!visitor.is_told("Le texte complet est copié").await?, "it says that it is copied");
    for (button, field, text) in [
        ("Copier l’adresse", "Adresse", &whole.to),
        ("Copier l’objet", "Objet", &whole.subject),
        ("Copier le message", "Message", &whole.body),
    ] {
        visitor.press(&[button]).await?;
        visitor.focus_becomes(field).await?;
        ensure!(visitor.selection_in(&[field]).await? == *text, "{button}");
    }
    Ok(())
}

pub(crate) async fn without_a_mail_program_there_are_other_ways(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = review(&browser, &site, draft_with_link_of(1_000)?).await?;
    let whole = visitor.message_on_screen().await?;
    visitor.open_mail_program().await?;
    visitor.press(&["Rien ne s’est ouvert"]).await?;
    visitor.focus_becomes("h3: Autres façons d’envoyer").await?;
    ensure!(!visitor.is_told(QUESTION).await?);
    for situation in ["poste de travail verrouillé", "messagerie dans le navigateur", "téléphone"]
    {
        let script =
            "return all(document, 'dt').some((dt) => words(dt.textContent).includes(arguments[0]))";
        let is_explained = visitor.see_with(script, &[situation.into()]).await?;
        ensure!(is_explained == true, "« {situation} » is not explained");
    }
    for (button, text) in [
        ("Copier l’adresse", &whole.to),
        ("Copier l’objet", &whole.subject),
        ("Copier le message", &whole.body),
    ] {
        visitor.press(&[button]).await?;
        wait_until("it is copied", async || Ok(visitor.clipboard().await? == *text)).await?;
    }
    let copied = "return all(document, '[role=status]').filter((e) => words(e.textContent) === 'Copié').length";
    ensure!(visitor.see(copied).await? == 1, "there is one clipboard");

    let (name, file) = visitor.download_with(&["Télécharger le message (.eml)"]).await?;
    let day = name.strip_prefix("bluehats-participation-20").and_then(|it| it.strip_suffix(".eml"));
    ensure!(day.is_some(), "the file is called {name}");
    ensure!(Message::from_eml(file.as_bytes())? == whole, "the file says something else");

    // Nor has every browser a share sheet.
    let script = "return named.button(document).some(([name]) => name === 'Partager…')";
    ensure!(visitor.see(script).await? == false, "this browser has no share sheet");
    visitor.give_share_sheet().await?;
    visitor.follow_in_header("Ma participation").await?;
    visitor.arrives_at("Ma participation").await?;
    visitor.follow_in_header("Relire et envoyer").await?;
    visitor.arrives_at("Relire et envoyer").await?;
    visitor.press(&["Partager…"]).await?;
    ensure!(visitor.shared().await? == (whole.subject, whole.body));
    Ok(())
}

pub(crate) async fn on_a_phone_everything_is_in_reach(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let draft = named("Zoé d’Été", draft::of_size(50, 1));
    let visitor = review(&browser, &site, draft).await?;
    visitor.resize_window(360, 740).await?;
    visitor.refuse_clipboard().await?;
    visitor.open_mail_program().await?;
    visitor.focus_becomes(WHOLE_TEXT).await?;
    visitor.press(&["Rien ne s’est ouvert"]).await?;
    visitor.focus_becomes("h3: Autres façons d’envoyer").await?;
    visitor.press(&["Copier l’objet"]).await?;
    visitor.focus_becomes("Objet").await?;
    let overflow = visitor.overflow().await?;
    ensure!(overflow <= 0, "the page is {overflow} pixels too wide");
    Ok(())
}
