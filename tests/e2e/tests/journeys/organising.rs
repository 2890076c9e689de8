//! « Pour l’équipe d’organisation »: from a mailbox to a board, and what is done with that.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use anyhow::{Context, Result, ensure};
use domain::board::{self, Board, samples};
use domain::{Date, Event, Proposal};
use e2e::browser::{Browser, Condition};
use e2e::site::{Build, Site};
use e2e::visitor::Visitor;
use e2e::wait::{wait_for, wait_to_be, wait_until};
use fantoccini::key::Key;
use tempfile::TempDir;

pub(crate) const KEY: &str = "bluehats-participation.organisation";

const EDITION: &str = "hackathon-bluehats-2024";

/// The event of the announcement, as participations name it.
fn event() -> Event {
    static DAYS: LazyLock<[Date; 2]> = LazyLock::new(|| {
        [9, 10].map(|day| Date::new(2024, 1, day).unwrap_or_else(|| unreachable!()))
    });
    Event {
        name: "Hackathon #BlueHats",
        days: &*DAYS,
        days_in_french: "9 et 10 janvier 2024",
        email: "bluehats@code.gouv.fr",
        promise: "",
    }
}

/// As many participations as the event had, in the mailbox of those who received them.
pub(crate) fn mailbox() -> Vec<u8> {
    samples::mailbox(&event())
}

fn originals() -> Vec<Proposal> {
    (0..samples::COUNT).map(|index| samples::participation(index, &event())).collect()
}

/// What the page says of the mailbox.
const MAILBOX_SAID: &str = "26 messages lus : 18 participations, 2 mises à jour, 2 versions plus anciennes, 2 doublons, 1 autre message, 1 message illisible.";

const HEADING: &str = "Pour l’équipe d’organisation";

/// The parts of the board, as their names begin.
pub(crate) const PARTS: [&str; 6] = [
    "Messages",
    "Logiciels",
    "Besoins",
    "Présentations éclair",
    "Contacts",
    "Imprimer et exporter",
];

const FILES: &[&str] = &["Choisir des fichiers"];

const KEEP: &[&str] = &["Garder sur cet appareil"];

/// Files that are given to the page.
pub(crate) struct Files(TempDir);

impl Files {
    pub(crate) fn new() -> Result<Self> {
        Ok(Self(tempfile::tempdir()?))
    }

    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) -> Result<PathBuf> {
        let path = self.0.path().join(name);
        fs::write(&path, content)?;
        Ok(path)
    }
}

/// A visitor on the page, whose program has come.
pub(crate) async fn opens<'a>(browser: &Browser, site: &'a Site) -> Result<Visitor<'a>> {
    let visitor = browser.visitor(Condition::New, site).await?;
    visitor.open_app("/organisation").await?;
    visitor.arrives_at(HEADING).await?;
    is_there(&visitor).await?;
    Ok(visitor)
}

async fn is_there(visitor: &Visitor<'_>) -> Result<()> {
    let script = "return document.querySelector('.intake') != null";
    wait_until("the program has come", async || visitor.see_as(script).await).await
}

/// Gives files to the page, and returns what it says of them.
pub(crate) async fn reads(visitor: &Visitor<'_>, files: &[&Path]) -> Result<String> {
    visitor.see("document.getElementById('bilan')?.remove()").await?;
    let names: Vec<_> = files.iter().map(|file| file.to_string_lossy()).collect();
    visitor.choose_file(FILES, Path::new(&names.join("\n"))).await?;
    result(visitor).await
}

/// The same with all files of a folder.
async fn reads_folder(visitor: &Visitor<'_>, folder: &Path) -> Result<String> {
    // The press has the field ask for a folder.
    visitor
        .see("document.getElementById('dossier').dispatchEvent(new MouseEvent('click'))")
        .await?;
    visitor.choose_file(&["Choisir un dossier"], folder).await?;
    result(visitor).await
}

async fn result(visitor: &Visitor<'_>) -> Result<String> {
    let script = "
        const said = document.getElementById('bilan');
        return said && !document.querySelector('.progress') ? words(said.textContent) : null";
    let said =
        wait_for("what was read", async || visitor.see_as::<Option<String>>(script).await).await?;
    lists_are_whole(visitor).await?;
    Ok(said)
}

/// Goes to another part of the board.
pub(crate) async fn goes_to(visitor: &Visitor<'_>, part: &str) -> Result<()> {
    let script = format!(
        "return all(document, '.views button').find((it) => words(it.textContent).startsWith('{part}')) ?? null"
    );
    visitor.press_by(&script).await?;
    let script = "return document.activeElement === document.getElementById('partie')";
    wait_until("the part is shown", async || visitor.see_as(script).await).await?;
    lists_are_whole(visitor).await
}

/// The parts of the board, with their counts.
async fn parts(visitor: &Visitor<'_>) -> Result<Vec<String>> {
    visitor.see_as("return all(document, '.views button').map((it) => words(it.textContent))").await
}

/// The titles of the entries of the part that is shown.
async fn titles(visitor: &Visitor<'_>) -> Result<Vec<String>> {
    let script = "return all(document, '.board > li h3').map((it) => words(it.textContent))";
    visitor.see_as(script).await
}

/// Waits until all entries of the part that is shown are there.
async fn lists_are_whole(visitor: &Visitor<'_>) -> Result<()> {
    let script = "return document.querySelector('.board[aria-busy]') === null";
    wait_until("the lists are whole", async || visitor.see_as(script).await).await
}

/// What the page gives as the whole board.
async fn downloaded(visitor: &Visitor<'_>) -> Result<Board> {
    goes_to(visitor, "Imprimer et exporter").await?;
    let (name, text) = visitor.download_with(&["Télécharger le tableau (.json)"]).await?;
    ensure!(name.starts_with("bluehats-tableau-20"), "{name}");
    Ok(Board::new(board::decode(&text, EDITION)?))
}

pub(crate) async fn a_mailbox_becomes_a_board(browser: Browser) -> Result<()> {
    let (site, files) = (Site::watched(Build::Root)?, Files::new()?);
    let visitor = opens(&browser, &site).await?;
    let mailbox = files.write("Boîte d’équipe.mbox", mailbox())?;
    let said = reads(&visitor, &[&mailbox]).await?;
    ensure!(said == MAILBOX_SAID, "{said}");

    let originals = originals();
    let board = downloaded(&visitor).await?;
    ensure!(board.people().len() == originals.len(), "{} people", board.people().len());
    for original in &originals {
        let person = board.people().iter().find(|it| it.proposal.name == original.name);
        let read = &person.with_context(|| format!("{} is missing", original.name))?.proposal;
        ensure!(read.says_the_same_as(original), "{read:#?} instead of {original:#?}");
    }

    // The same again changes nothing, neither the mailbox nor the board.
    goes_to(&visitor, "Messages").await?;
    let saved = files.write("tableau.json", board::encode(board.collection(), EDITION))?;
    let again = reads(&visitor, &[&mailbox, &saved]).await?;
    ensure!(again == said, "{again}");
    ensure!(downloaded(&visitor).await? == board);

    goes_to(&visitor, "Contacts").await?;
    let mut names: Vec<&str> = originals.iter().map(|it| it.name.as_str()).collect();
    let mut shown = titles(&visitor).await?;
    names.sort_unstable();
    shown.sort_unstable();
    ensure!(shown == names, "{shown:?}");
    tables_are_read_by_other_programs(&visitor, &board).await?;
    visitor.stayed_within_policy().await
}

async fn tables_are_read_by_other_programs(visitor: &Visitor<'_>, board: &Board) -> Result<()> {
    goes_to(visitor, "Imprimer et exporter").await?;
    for (button, subject, count) in [
        ("Télécharger les contacts (.csv)", "contacts", board.contacts().len()),
        ("Télécharger les besoins (.csv)", "besoins", board.needs(&board::Filter::default()).len()),
    ] {
        let (name, text) = visitor.download_with(&[button]).await?;
        ensure!(name.starts_with(&format!("bluehats-{subject}-20")), "{name}");
        // The browser takes the byte order mark off when the text is read.
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let columns = reader.headers()?.len();
        let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>()?;
        ensure!(rows.len() == count && columns > 3, "{subject}: {rows:?}");
        for cell in rows.iter().flatten() {
            ensure!(!cell.starts_with(['=', '+', '-', '@']), "{subject}: {cell}");
        }
    }
    Ok(())
}

pub(crate) async fn everybody_s_panels_are_printed(browser: Browser) -> Result<()> {
    let (site, files) = (Site::serve(Build::Root)?, Files::new()?);
    let visitor = opens(&browser, &site).await?;
    reads(&visitor, &[&files.write("a.mbox", mailbox())?]).await?;
    goes_to(&visitor, "Imprimer et exporter").await?;
    let pages = visitor.print_pages().await?;
    let originals = originals();
    for draft in &originals {
        for software in &draft.software {
            let is_panel = |page: &&e2e::paper::Page| {
                page.says("Objectifs") && page.says(&software.name) && page.says(&draft.name)
            };
            ensure!(pages.iter().any(|page| is_panel(&page)), "{} has no panel", software.name);
        }
    }
    for page in &pages {
        ensure!(page.cut_letters == 0 && page.is_black_on_white, "{page:?}");
        for screen in ["Exporter", "Aperçu", HEADING, "Rassemblez"] {
            ensure!(!page.says(screen), "what is only for the screen is printed: {page:?}");
        }
    }
    Ok(())
}

pub(crate) async fn the_board_is_kept_only_if_asked_for(browser: Browser) -> Result<()> {
    let (site, files) = (Site::serve(Build::Root)?, Files::new()?);
    let visitor = opens(&browser, &site).await?;
    ensure!(!visitor.is_asked_before_leaving().await?, "nothing is there to lose");
    reads(&visitor, &[&files.write("a.mbox", mailbox())?]).await?;
    ensure!(visitor.stored(KEY).await?.is_none(), "it is kept though nobody asked for it");
    ensure!(visitor.is_asked_before_leaving().await?, "it would be lost without a word");

    // Another page of the app loses nothing.
    let before = parts(&visitor).await?;
    visitor.follow("Données personnelles").await?;
    visitor.arrives_at("Données personnelles").await?;
    ensure!(visitor.is_asked_before_leaving().await?, "it would be lost from another page");
    visitor.follow(HEADING).await?;
    visitor.arrives_at(HEADING).await?;
    is_there(&visitor).await?;
    ensure!(parts(&visitor).await? == before);

    visitor.tick(KEEP).await?;
    wait_until("it is kept", async || Ok(visitor.stored(KEY).await?.is_some())).await?;
    ensure!(!visitor.is_asked_before_leaving().await?, "it is kept");
    visitor.reload().await?;
    is_there(&visitor).await?;
    ensure!(visitor.is_ticked(KEEP).await? && parts(&visitor).await? == before);

    visitor.press(&["Effacer le tableau"]).await?;
    visitor.press(&["Oui, effacer"]).await?;
    visitor.hears("Le tableau est effacé.").await?;
    visitor.focus_becomes("h2: Messages").await?;
    ensure!(visitor.stored(KEY).await?.is_none() && parts(&visitor).await?.is_empty());
    visitor.reload().await?;
    is_there(&visitor).await?;
    ensure!(parts(&visitor).await?.is_empty());

    // Without room it is not, and that is said.
    reads(&visitor, &[&files.write("a.mbox", mailbox())?]).await?;
    crate::keeping::fill_storage(&visitor).await?;
    visitor.tick(KEEP).await?;
    wait_until("it is said", async || {
        visitor.is_told("Il n’y a pas assez de place dans ce navigateur").await
    })
    .await?;
    ensure!(visitor.is_asked_before_leaving().await?, "it would be lost without a word");
    Ok(())
}

pub(crate) async fn nothing_of_it_comes_before_it_is_opened(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.open_app("/sauvegarde").await?;
    // What the service worker keeps, it fetches by itself.
    let script = "
        return performance.getEntriesByType('resource').map((it) => new URL(it.name).pathname)
            .filter((it) => it.endsWith('/split_organisation.wasm')).length";
    ensure!(visitor.see_as::<usize>(script).await? == 0);
    visitor.follow(HEADING).await?;
    visitor.arrives_at(HEADING).await?;
    is_there(&visitor).await?;
    ensure!(visitor.see_as::<usize>(script).await? > 0);
    Ok(())
}

pub(crate) async fn it_works_without_network(browser: Browser) -> Result<()> {
    let (site, files) = (Site::serve(Build::Root)?, Files::new()?);
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.open_app("/accessibilite").await?;
    visitor.is_kept().await?;
    site.stop();
    visitor.follow(HEADING).await?;
    visitor.arrives_at(HEADING).await?;
    is_there(&visitor).await?;
    let said = reads(&visitor, &[&files.write("a.mbox", mailbox())?]).await?;
    ensure!(said == MAILBOX_SAID, "{said}");
    Ok(())
}

pub(crate) async fn what_cannot_be_read_is_listed(browser: Browser) -> Result<()> {
    let (site, files) = (Site::watched(Build::Root)?, Files::new()?);
    let visitor = opens(&browser, &site).await?;
    let message = include_str!("../../../../crates/domain/fixtures/message.txt");
    let hostile = message
        .replace("Camille Durand", "<img src=x onerror=alert(1)>")
        .replace("camille.durand@", "autre.personne@")
        .replace("https://git.exemple.fr/demo", "javascript:alert(1)");
    let given = [
        files.write("bon.txt", message)?,
        files.write("hostile.txt", hostile)?,
        files.write("photo.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0")?,
        files.write("vide.eml", "")?,
        files.write("autre.eml", "Subject: Repas du midi\r\n\r\nQui vient ?\r\n")?,
        files.write(
            "oubli.eml",
            "Subject: Participation\r\n\r\nBonjour,\r\n\r\nParticipation de Ada : Démo.\r\n\
             Le texte complet est à coller ci-dessous.\r\n",
        )?,
        files.write("tableau.json", "{\"format\": \"bluehats-board\", \"version\": 1, \"mess")?,
    ];
    let given: Vec<&Path> = given.iter().map(PathBuf::as_path).collect();
    let said = reads(&visitor, &given).await?;
    ensure!(
        said == "7 messages lus : 2 participations, 2 autres messages, 3 messages illisibles.",
        "{said}"
    );
    let script = "return all(document, '.board > li').map((it) => words(it.textContent))";
    let listed: Vec<String> = visitor.see_as(script).await?;
    for (file, what) in [
        ("photo.png", "ni un message ni un texte"),
        ("vide.eml", "Ce fichier est vide"),
        ("autre.eml", "Repas du midi"),
        ("oubli.eml", "n’en a pas collé le texte"),
        ("tableau.json", "il est abîmé"),
        ("hostile.txt", "<img src=x onerror=alert(1)>"),
    ] {
        let is_told = listed.iter().any(|it| it.contains(file) && it.contains(what));
        ensure!(is_told, "{file} is not among {listed:?}");
    }
    goes_to(&visitor, "Logiciels").await?;
    let script = "return all(document, '.board a').map((it) => [it.href, it.rel, it.target])";
    let links: Vec<(String, String, String)> = visitor.see_as(script).await?;
    ensure!(!links.is_empty());
    for (address, rel, target) in &links {
        ensure!(
            address.starts_with("https://") && rel.contains("noopener noreferrer"),
            "{address} {rel} {target}"
        );
    }
    visitor.stayed_within_policy().await
}

pub(crate) async fn reading_is_stopped(browser: Browser) -> Result<()> {
    let (site, files) = (Site::serve(Build::Root)?, Files::new()?);
    let visitor = opens(&browser, &site).await?;
    // As soon as there is something to press.
    let stop = "
        new MutationObserver((_, itself) => {
            const stop = named.button(document).find(([name]) => name === 'Arrêter');
            if (!stop) return;
            itself.disconnect();
            stop[1].focus();
            stop[1].click();
        }).observe(document.body, { childList: true, subtree: true })";
    visitor.see(stop).await?;
    let given = [
        files.write("longue.mbox", mailbox().repeat(200))?,
        files.write(
            "derrière.eml",
            include_str!("../../../../crates/domain/fixtures/message.txt"),
        )?,
    ];
    let paths = given.each_ref().map(|file| file.to_string_lossy());
    visitor.choose_file(FILES, Path::new(&paths.join("\n"))).await?;
    wait_until("it is said", async || {
        visitor.is_told("Ces fichiers n’ont pas été lus jusqu’au bout").await
    })
    .await?;
    let script = "return all(document, '.alert li').map((it) => words(it.textContent))";
    let named: Vec<String> = visitor.see_as(script).await?;
    ensure!(named == ["longue.mbox", "derrière.eml"], "{named:?}");
    let script = "return ['bilan', 'partie'].includes(document.activeElement.id)";
    wait_until("the focus is where one reads on", async || visitor.see_as(script).await).await?;

    // Given once more, nothing is missing, and nothing is said to be.
    ensure!(reads(&visitor, &[&given[1]]).await?.contains("participation"));
    ensure!(!visitor.is_told("Ces fichiers n’ont pas été lus jusqu’au bout").await?);
    Ok(())
}

/// Has the page do this as soon as it says how far reading is.
async fn while_it_reads(visitor: &Visitor<'_>, act: &str) -> Result<()> {
    let script = format!(
        "const press = (name) => named.button(document).find((it) => it[0] === name)?.[1].click();
        new MutationObserver((_, itself) => {{
            if (!document.querySelector('.progress')) return;
            itself.disconnect();
            {act}
        }}).observe(document.body, {{ childList: true, subtree: true }})"
    );
    visitor.see(&script).await?;
    Ok(())
}

pub(crate) async fn what_is_being_read_is_erased_too(browser: Browser) -> Result<()> {
    let (site, files) = (Site::serve(Build::Root)?, Files::new()?);
    let visitor = opens(&browser, &site).await?;
    reads(&visitor, &[&files.write("a.mbox", mailbox())?]).await?;
    let erase = "press('Effacer le tableau'); setTimeout(() => press('Oui, effacer'), 10)";
    while_it_reads(&visitor, erase).await?;
    let long = files.write("longue.mbox", mailbox().repeat(200))?;
    visitor.choose_file(FILES, &long).await?;
    visitor.hears("Le tableau est effacé.").await?;
    let script = "return document.querySelector('.progress, .views, .alert') === null";
    ensure!(visitor.see_as::<bool>(script).await?, "it is still read");

    // What is read from now on is all that there is, however long the rest would have taken.
    let message = include_str!("../../../../crates/domain/fixtures/message.txt");
    let said = reads(&visitor, &[&files.write("un.eml", message)?]).await?;
    ensure!(said == "1 message lu : 1 participation.", "{said}");
    Ok(())
}

pub(crate) async fn reading_leaves_the_focus_where_one_types(browser: Browser) -> Result<()> {
    let (site, files) = (Site::serve(Build::Root)?, Files::new()?);
    let visitor = opens(&browser, &site).await?;
    let goes_on = "
        document.querySelector('.intake details').open = true;
        document.getElementById('message-a-lire').focus()";
    while_it_reads(&visitor, goes_on).await?;
    let said = reads(&visitor, &[&files.write("a.mbox", mailbox())?]).await?;
    visitor.hears(&said).await?;
    ensure!(visitor.focus().await? == "Texte du message", "{}", visitor.focus().await?);
    Ok(())
}

pub(crate) async fn a_long_list_is_shown_in_parts(browser: Browser) -> Result<()> {
    const COUNT: usize = 60;
    let (site, files) = (Site::serve(Build::Root)?, Files::new()?);
    let visitor = opens(&browser, &site).await?;
    let message = include_str!("../../../../crates/domain/fixtures/message.txt");
    let messages = (10..10 + COUNT).map(|number| {
        let message = message
            .replace("Camille Durand", &format!("Personne {number}"))
            .replace("camille.durand@", &format!("personne{number}@"));
        format!("From a@exemple.fr Wed Jan  3 08:00:00 2024\n\n{message}\n\n")
    });
    let mailbox = messages.collect::<Vec<_>>().concat();
    reads(&visitor, &[&files.write("a.mbox", mailbox)?]).await?;
    goes_to(&visitor, "Contacts").await?;
    ensure!(titles(&visitor).await?.len() == 50);
    let words = "Seuls les 50 premiers éléments sur 60 sont imprimés.";
    let is_printed = async || -> Result<bool> {
        Ok(visitor.print_pages().await?.iter().any(|page| page.says(words)))
    };
    ensure!(is_printed().await?, "paper does not say what it leaves out");
    visitor.press(&["Afficher la suite (10 éléments)"]).await?;
    let script = "return words(document.activeElement.querySelector('h3')?.textContent)";
    wait_to_be("the focus", "Personne 60".to_owned(), async || {
        visitor.see_as::<String>(script).await
    })
    .await?;
    lists_are_whole(&visitor).await?;
    ensure!(titles(&visitor).await?.len() == COUNT);
    ensure!(!is_printed().await?, "paper says that it leaves something out");
    Ok(())
}

pub(crate) async fn a_folder_is_read_with_those_below(browser: Browser) -> Result<()> {
    let (site, files) = (Site::serve(Build::Root)?, Files::new()?);
    let visitor = opens(&browser, &site).await?;
    let message = include_str!("../../../../crates/domain/fixtures/message.txt");
    fs::create_dir(files.0.path().join("archives"))?;
    files.write("un.eml", message)?;
    files.write("archives/deux.eml", message.replace("camille.durand@", "autre.personne@"))?;
    let said = reads_folder(&visitor, files.0.path()).await?;
    ensure!(said == "2 messages lus : 2 participations.", "{said}");
    Ok(())
}

pub(crate) async fn the_running_order_is_chosen_by_keyboard(browser: Browser) -> Result<()> {
    let (site, files) = (Site::serve(Build::Root)?, Files::new()?);
    let visitor = opens(&browser, &site).await?;
    reads(&visitor, &[&files.write("a.mbox", mailbox())?]).await?;
    goes_to(&visitor, "Présentations éclair").await?;
    let before = titles(&visitor).await?;
    ensure!(before.len() > 2, "{before:?}");
    let subjects = |titles: &[String]| -> Vec<String> {
        titles.iter().filter_map(|it| Some(it.split_once(". ")?.1.to_owned())).collect()
    };
    let mut want = subjects(&before);
    // The first stop of the toolbar, then along it.
    visitor.tab_to("button: Monter la présentation 1").await?;
    visitor.press_keys(&[Key::Right]).await?;
    visitor.focus_becomes("button: Descendre la présentation 1").await?;
    visitor.press_keys(&[Key::Enter]).await?;
    visitor.focus_becomes("button: Descendre la présentation 2").await?;
    visitor.hears(&format!("En position 2 sur {}.", before.len())).await?;
    want.swap(0, 1);
    wait_to_be("the order", want, async || Ok(subjects(&titles(&visitor).await?))).await?;
    let order: Vec<String> = subjects(&titles(&visitor).await?);
    let board = downloaded(&visitor).await?;
    let kept: Vec<String> = board.talks().map(|it| it.talk.subject.clone()).collect();
    ensure!(kept == order, "{kept:?}");
    Ok(())
}

pub(crate) async fn needs_and_offers_are_sought(browser: Browser) -> Result<()> {
    let (site, files) = (Site::serve(Build::Root)?, Files::new()?);
    let visitor = opens(&browser, &site).await?;
    reads(&visitor, &[&files.write("a.mbox", mailbox())?]).await?;
    let board = downloaded(&visitor).await?;
    goes_to(&visitor, "Besoins").await?;
    let all = board::Filter::default();
    let sentence = |filter: &board::Filter| {
        let count = |number: usize, one: &str, several: &str| {
            format!("{number} {}", if number < 2 { one } else { several })
        };
        let needs = count(board.needs(filter).len(), "besoin", "besoins");
        format!("{needs}, {}.", count(board.offers(filter).len(), "offre", "offres"))
    };
    let shows = async |filter: &board::Filter| {
        let script =
            "return words(document.querySelector('.organisation [role=status]').textContent)";
        wait_to_be("how many there are", sentence(filter), async || {
            visitor.see_as::<String>(script).await
        })
        .await
    };
    shows(&all).await?;
    visitor.choose(&["Type d’aide"], "Documentation").await?;
    let kind = Some(domain::HelpKind::Documentation);
    shows(&board::Filter { kind, ..all.clone() }).await?;
    visitor.type_in(&["Mots"], "guide").await?;
    visitor.focus_becomes("Mots").await?;
    shows(&board::Filter { kind, words: "guide".to_owned(), ..all.clone() }).await?;
    visitor.press(&["Tout afficher"]).await?;
    shows(&all).await?;
    ensure!(visitor.text_of(&["Mots"]).await?.is_empty());
    ensure!(visitor.choice_of(&["Type d’aide"]).await? == "Tous");
    Ok(())
}

pub(crate) async fn a_program_that_stops_says_what_is_lost(browser: Browser) -> Result<()> {
    let (site, files) = (Site::serve(Build::Root)?, Files::new()?);
    for is_kept in [false, true] {
        let visitor = opens(&browser, &site).await?;
        reads(&visitor, &[&files.write("a.mbox", mailbox())?]).await?;
        if is_kept {
            visitor.tick(KEEP).await?;
            wait_until("it is kept", async || Ok(visitor.stored(KEY).await?.is_some())).await?;
        }
        let break_the_page = "
            Document.prototype.createElement = () => { throw new Error('broken by an extension'); }";
        visitor.see(break_the_page).await?;
        let script = "return all(document, '.views button')[4]";
        visitor.press_by(script).await?;
        wait_until("the program has stopped", async || visitor.has_crashed().await).await?;
        let script = "return document.getElementById('panne').dataset.shows";
        let said: String = visitor.see_as(script).await?;
        ensure!(
            said == if is_kept { "saved" } else { "unsaved" },
            "kept: {is_kept}, it says {said}"
        );
        visitor.close_browser().await?;
    }
    Ok(())
}
