//! What other programs do to the pages: they fill in fields, translate, write files anew, keep pages in
//! memory, and read aloud.

use std::fs;

use anyhow::{Context, Result, bail, ensure};
use domain::{Field, HelpKind, Proposal, TalkKind, stored};
use e2e::browser::{Browser, Condition};
use e2e::draft;
use e2e::message::Message;
use e2e::site::{Build, Site};
use e2e::visitor::{KEY, Visitor};
use e2e::wait::{wait_to_be, wait_until};
use serde_json::json;

use crate::keeping::{accept_saves, refuse_saves};
use crate::{NAME, OFFERS, stored_draft};

/// Sets values as programs do: past the visitor, and past what listens.
const FILL: &str = "
    const fill = (id, value) => {
        const field = document.getElementById(id);
        if (field.type === 'checkbox' || field.type === 'radio') field.checked = value;
        else field.value = value;
        return field;
    };";

async fn fill(visitor: &Visitor<'_>, script: &str) -> Result<()> {
    visitor.see(&format!("{FILL} {script}")).await?;
    Ok(())
}

/// The browser hides the page, and tells it so.
const HIDE: &str = "
    Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
    delete document.visibilityState;";

/// A visitor on the drafting page, with a request and a talk to choose the kinds of.
async fn drafts<'a>(browser: &Browser, site: &'a Site) -> Result<(Visitor<'a>, Proposal)> {
    let mut draft = draft::of_size(1, 1);
    let software = draft.software[0].id;
    draft::add_request(&mut draft, software);
    draft::add_talk(&mut draft);
    let visitor = browser.visitor(Condition::New, site).await?;
    visitor.open("/robots.txt").await?;
    visitor.store(KEY, &draft::record(draft.clone())).await?;
    visitor.open_app("/participer").await?;
    Ok((visitor, draft))
}

async fn is_stored(visitor: &Visitor<'_>, what: &str, is_so: fn(&Proposal) -> bool) -> Result<()> {
    wait_until(&format!("it is stored that {what}"), async || {
        Ok(stored_draft(visitor).await.is_ok_and(|draft| is_so(&draft)))
    })
    .await
}

pub(crate) async fn what_programs_fill_in_is_stored(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let (visitor, draft) = drafts(&browser, &site).await?;
    let change = "dispatchEvent(new Event('change', { bubbles: true }))";

    // `change`, and nothing else.
    fill(&visitor, &format!("fill('nom', 'Camille').{change}")).await?;
    is_stored(&visitor, "there is a name", |draft| draft.name == "Camille").await?;

    // No event at all, and the field is left.
    visitor.enter(&[NAME]).await?;
    fill(&visitor, "fill('nom', 'Camille Durand')").await?;
    visitor.enter(&[OFFERS]).await?;
    is_stored(&visitor, "the name is whole", |draft| draft.name == "Camille Durand").await?;
    fill(&visitor, "document.activeElement.value = 'Relire\\ntraduire'").await?;
    visitor.enter(&[NAME]).await?;
    is_stored(&visitor, "there are offers", |draft| draft.offers == "Relire\ntraduire").await?;

    // Or the page is hidden, or left.
    fill(&visitor, &format!("fill('presence-2024-01-10', true); {HIDE}")).await?;
    is_stored(&visitor, "there is a day", |draft| draft.presence.len() == 1).await?;
    let choose = "
        document.querySelector('form select').selectedIndex = 1;
        dispatchEvent(new Event('pagehide'));";
    fill(&visitor, choose).await?;
    is_stored(&visitor, "the request has another kind", |draft| {
        draft.software[0].help_requests[0].kind == HelpKind::ALL[1]
    })
    .await?;
    let other = TalkKind::ALL.iter().position(|kind| *kind != draft.talks[0].kind).unwrap_or(0);
    let choose = format!(
        "const kinds = document.querySelectorAll('form input[type=radio]');
         kinds[{other}].checked = true; {HIDE}"
    );
    fill(&visitor, &choose).await?;
    wait_until("it is stored that the talk has another kind", async || {
        Ok(stored_draft(&visitor).await?.talks[0].kind == TalkKind::ALL[other])
    })
    .await?;

    // Or a button is pressed that has all fields written anew.
    fill(&visitor, "fill('organisation', 'Ville'); fill('adresse-electronique', 'a@b.fr')").await?;
    visitor.press(&["Ajouter une présentation éclair"]).await?;
    is_stored(&visitor, "there is one more talk", |draft| draft.talks.len() == 2).await?;
    ensure!(visitor.text_of(&["Organisation (optionnel)"]).await? == "Ville");
    is_stored(&visitor, "there are both", |draft| {
        draft.organisation == "Ville" && draft.email == "a@b.fr"
    })
    .await?;
    fill(&visitor, "fill('organisation', 'Ville d’Exemple')").await?;
    visitor.press_ctrl('z').await?;
    is_stored(&visitor, "it is there", |draft| draft.organisation.starts_with("Ville")).await?;

    // Or another page is shown.
    fill(&visitor, "fill('nom', 'Zoé Durand')").await?;
    visitor.follow_in_header("Relire et envoyer").await?;
    visitor.arrives_at("Relire et envoyer").await?;
    let page: String = visitor.see_as("return document.getElementById('page').innerText").await?;
    ensure!(page.contains("Zoé Durand"), "the name is not on the page: {page}");
    visitor.follow_in_header("Ma participation").await?;
    visitor.arrives_at("Ma participation").await?;
    wait_to_be("the name", "Zoé Durand", async || visitor.text_of(&[NAME]).await).await?;
    fill(&visitor, "fill('nom', 'Ada')").await?;
    visitor.see("history.back()").await?;
    visitor.arrives_at("Relire et envoyer").await?;
    is_stored(&visitor, "the name is the last one", |draft| draft.name == "Ada").await?;
    ensure!(!visitor.has_crashed().await?, "it has crashed");
    Ok(())
}

/// Fields show neither every line end nor, on one line, any: that is no change.
pub(crate) async fn reading_fields_again_changes_nothing(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    let mut draft = draft::of_size(1, 1);
    draft::write(&mut draft, Field::Name, "Zoé\r\nDurand\u{2028}");
    draft::write(&mut draft, Field::Offers, "un\r\ndeux\rtrois\n\r\n");
    draft::write(&mut draft, Field::Expectations, "\ta\u{0}b\u{fffd} ");
    visitor.open("/robots.txt").await?;
    let record = draft::record(draft);
    visitor.store(KEY, &record).await?;
    visitor.open_app("/participer").await?;
    for field in [NAME, OFFERS, crate::EXPECTATIONS, NAME] {
        visitor.enter(&[field]).await?;
    }
    visitor.see(HIDE).await?;
    visitor
        .see("dispatchEvent(new Event('pagehide')); dispatchEvent(new Event('pageshow'))")
        .await?;
    visitor.follow_in_header("Relire et envoyer").await?;
    visitor.arrives_at("Relire et envoyer").await?;
    ensure!(!visitor.can_press(&["Annuler"]).await?, "something was changed");
    let stored = visitor.stored(KEY).await?.context("nothing is stored")?;
    ensure!(stored == record, "it is stored anew: {stored}");
    Ok(())
}

/// Half of a letter beyond U+FFFF, as when a program sends the two halves apart.
pub(crate) async fn half_a_letter_is_shown_and_stored_alike(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.open_app("/participer").await?;
    visitor.enter(&[NAME]).await?;
    let input = "dispatchEvent(new Event('input', { bubbles: true }))";
    fill(&visitor, &format!("fill('nom', 'Zoé \\ud83e').{input}")).await?;
    is_stored(&visitor, "half is none", |draft| draft.name == "Zoé \u{fffd}").await?;
    // The other half may still come.
    fill(&visitor, &format!("fill('nom', 'Zoé \\ud83e\\udde2').{input}")).await?;
    is_stored(&visitor, "both are one", |draft| draft.name == "Zoé 🧢").await?;
    fill(&visitor, &format!("fill('nom', 'Zoé \\udde2').{input}")).await?;
    visitor.enter(&[OFFERS]).await?;
    visitor.type_in(&[OFFERS], "Relire").await?;
    is_stored(&visitor, "there are offers", |draft| draft.offers == "Relire").await?;
    ensure!(stored_draft(&visitor).await?.name == "Zoé \u{fffd}");
    let shown = "return document.getElementById('nom').value === 'Zoé \\ufffd'";
    ensure!(visitor.see(shown).await? == true, "the field shows something else");
    visitor.follow_in_header("Relire et envoyer").await?;
    let message = visitor.message_on_screen().await?;
    ensure!(message.body.contains("\nNom : Zoé \u{fffd}\n"), "{}", message.body);
    ensure!(visitor.message_in_link().await? == message);
    Ok(())
}

/// What a page that comes back shows is what is stored: here another window changed it meanwhile, and
/// no event reached the page.
pub(crate) async fn a_page_that_comes_back_looks_at_the_store(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let (visitor, mut draft) = drafts(&browser, &site).await?;
    draft.software[0].help_requests.clear();
    draft.talks.clear();
    draft::write(&mut draft, Field::Name, "Zoé");
    let goal = draft.software[0].goals[0].id;
    draft::write(&mut draft, Field::Goal(goal), "Publier la version 2");
    visitor.open("/robots.txt").await?;
    visitor.store(KEY, &record_of(draft.clone(), 7)).await?;
    visitor.open_app("/relire").await?;
    let link = async || visitor.message_in_link().await.map(|message: Message| message.body);
    wait_until("the link has the goal", async || Ok(link().await?.contains("version 2"))).await?;

    // Whether a page is kept is the browser's affair: none keeps one in which something is under way.
    for revision in 8..13 {
        let text = format!("Publier la version {revision}");
        visitor.see("window.isTheSame = true").await?;
        visitor.open("/robots.txt").await?;
        let first = visitor.go_to_another_window().await?;
        visitor.open("/robots.txt").await?;
        draft::write(&mut draft, Field::Goal(goal), &text);
        visitor.store(KEY, &record_of(draft.clone(), revision)).await?;
        visitor.go_to_window(&first).await?;
        visitor.back().await?;
        visitor.arrives_at("Relire et envoyer").await?;
        let is_kept = visitor.see("return 'isTheSame' in window").await? == true;
        wait_until("the link has the new goal", async || Ok(link().await?.contains(&text))).await?;
        ensure!(visitor.message_on_screen().await?.body.contains(&text));
        if is_kept {
            return Ok(());
        }
    }
    bail!("the browser never keeps the page")
}

/// The same where a tab was out of sight, and missed what happened.
pub(crate) async fn a_page_in_view_again_looks_at_the_store(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let (visitor, draft) = drafts(&browser, &site).await?;
    for (revision, event) in [(7, "pageshow"), (8, "visibilitychange")] {
        let name = format!("Version {revision}");
        let mut newer = draft.clone();
        draft::write(&mut newer, Field::Name, &name);
        // The window that writes hears of nothing.
        visitor.store(KEY, &record_of(newer, revision)).await?;
        ensure!(visitor.text_of(&[NAME]).await? != name, "an event was heard");
        let target = if event == "pageshow" { "window" } else { "document" };
        visitor.see(&format!("{target}.dispatchEvent(new Event('{event}'))")).await?;
        wait_to_be("the name", name, async || visitor.text_of(&[NAME]).await).await?;
    }
    Ok(())
}

fn record_of(proposal: Proposal, revision: u64) -> String {
    let record = stored::Record { revision, saved_at: 1_704_790_920_000, edition: None, proposal };
    stored::encode(&record)
}

/// Links to a mail program leave no page, even if some browsers say so.
pub(crate) async fn a_mail_link_raises_no_question(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.open_app("/participer").await?;
    refuse_saves(&visitor).await?;
    visitor.type_in(&[NAME], "Zoé").await?;
    visitor.type_in(&[OFFERS], "Relire").await?;
    visitor.follow_in_header("Relire et envoyer").await?;
    visitor.arrives_at("Relire et envoyer").await?;
    for link in ["Ouvrir dans ma messagerie", "Envoyer à un collègue pour relecture"] {
        ensure!(visitor.is_asked_before_leaving().await?, "the text would be lost without a word");
        let script = "
            const [link] = named.link(document).filter(([name]) => name === arguments[0]).map(([, it]) => it);
            let isAsked;
            // What browsers do next: they ask whether the page may be left.
            link.addEventListener('click', (event) => {
                event.preventDefault();
                setTimeout(() => {
                    isAsked = !dispatchEvent(new Event('beforeunload', { cancelable: true }));
                });
            }, { once: true });
            link.click();
            return new Promise((done) => setTimeout(() => done(isAsked), 50));";
        ensure!(visitor.see_with(script, &[json!(link)]).await? == false, "« {link} » asks");
    }
    ensure!(visitor.is_asked_before_leaving().await?, "it holds for other ways as well");
    Ok(())
}

/// Does to the page what translators do: each text is replaced by elements with another text, whatever
/// the page says of being translated.
const TRANSLATE: &str = "
    const texts = document.createTreeWalker(document.getElementById('page'), NodeFilter.SHOW_TEXT);
    const found = [];
    while (texts.nextNode()) {
        const text = texts.currentNode;
        if (text.data.trim() && !text.parentElement.closest('[translate=no]')) found.push(text);
    }
    for (const text of found) {
        const font = document.createElement('font');
        font.append(document.createElement('font'));
        font.firstChild.textContent = text.data;
        text.replaceWith(font);
    }
    return found.length;";

pub(crate) async fn words_stay_true_on_a_translated_page(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.open_app("/participer").await?;
    visitor.press(&["Ajouter un logiciel"]).await?;
    visitor.type_in(&["Logiciel 1", "Nom du logiciel"], "Démo").await?;
    is_stored(&visitor, "there is a software", |draft| {
        draft.software.first().is_some_and(|software| software.name == "Démo")
    })
    .await?;
    visitor.leave_field().await?;
    let status = async |words: &'static str| {
        wait_until(&format!("the status says « {words} »"), async || {
            Ok(visitor.saving_status().await?.starts_with(words))
        })
        .await
    };
    status("Brouillon enregistré").await?;
    let outline = async |words: &'static str| {
        let script = "return words(document.querySelector('.outline').textContent)";
        wait_until(&format!("the outline says « {words} »"), async || {
            Ok(visitor.see_as::<String>(script).await?.contains(words))
        })
        .await
    };
    outline("il manque votre nom").await?;
    let translated: u32 = visitor.see_as(TRANSLATE).await?;
    ensure!(translated > 40, "only {translated} texts");

    refuse_saves(&visitor).await?;
    visitor.type_in(&[NAME], "Zoé").await?;
    visitor.leave_field().await?;
    status("Brouillon non enregistré").await?;
    let page: String = visitor.see_as("return document.getElementById('page').innerText").await?;
    ensure!(!page.contains("il manque votre nom"), "what is filled in is still missing");
    accept_saves(&visitor).await?;
    visitor.type_in(&[NAME], " Durand").await?;
    status("Brouillon enregistré").await?;
    visitor.press(&["Ajouter un logiciel"]).await?;
    visitor.type_in(&["Logiciel 2", "Nom du logiciel"], "Autre").await?;
    visitor.leave_field().await?;
    outline("2 logiciels").await?;

    // What rows and buttons say of items follows them as well.
    visitor.see(TRANSLATE).await?;
    visitor.press(&["Logiciel 2", "Monter le logiciel 2"]).await?;
    visitor.type_in(&["Logiciel 1", "Nom du logiciel"], " renommé").await?;
    visitor.leave_field().await?;
    visitor.press(&["Tout replier (logiciels)"]).await?;
    let rows = "return all(document, '.item-bar__fold').map((row) => words(row.textContent))";
    wait_until("the rows say what they stand for", async || {
        let rows: Vec<String> = visitor.see_as(rows).await?;
        let rows: Vec<&str> =
            rows.iter().map(String::as_str).filter(|row| row.starts_with("Log")).collect();
        Ok(rows == ["Logiciel 1 Autre renommé", "Logiciel 2 Démo"])
    })
    .await?;
    visitor.press(&["Tout déplier (logiciels)"]).await?;
    ensure!(!visitor.has_crashed().await?, "it has crashed");
    Ok(())
}

const RESTORE: &[&str] = &["Restaurer une sauvegarde"];

const OFFERED: &str = "Restaurer cette sauvegarde ?";

const REFUSED: &str = "Cette sauvegarde ne peut pas être restaurée";

/// The bytes of a text in UTF-16.
fn utf_16(text: &str, bytes_of: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes_of).collect()
}

pub(crate) async fn a_backup_is_read_as_other_programs_leave_it(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let folder = tempfile::tempdir()?;
    let mut draft = draft::of_size(1, 1);
    draft::write(&mut draft, Field::Name, "Zoé « 🧢 »");
    let record = record_of(draft.clone(), 12);
    let with_mark = format!("\u{feff}{record}");
    let replaced = |from: &str, to: &str| {
        ensure!(record.contains(from), "{record}");
        Ok(record.replace(from, to).into_bytes())
    };
    let numbers = record
        .replace("\"version\":3", "\"version\":3.0")
        .replace("\"revision\":12", "\"revision\":1.2e1")
        .replace("\"last_id\":2", "\"last_id\":20E-1");
    let restored = [
        with_mark.clone().into_bytes(),
        utf_16(&with_mark, u16::to_le_bytes),
        utf_16(&with_mark, u16::to_be_bytes),
        utf_16(&record, u16::to_le_bytes),
        utf_16(&record, u16::to_be_bytes),
        numbers.into_bytes(),
        serde_json::to_vec_pretty(&serde_json::from_str::<serde_json::Value>(&record)?)?,
    ];
    let damaged = replaced("Zoé « 🧢 »", "Zoé \\\\ud83e \\ud83e \\udde2\\ud83e\\udde2")?;
    let latin = record.replace('🧢', "x").chars().map(|c| c as u8).collect::<Vec<u8>>();
    let refused: [(&[u8], &str); 6] = [
        (b"", "Ce fichier est vide."),
        (b"\xef\xbb\xbf \n", "Ce fichier est vide."),
        (&latin, "Ses lettres sont abîmées"),
        (&record.as_bytes()[..record.len() - 3], "il en manque une partie"),
        (&replaced("\"name\":", "\"nom\":")?, "une de ses parties manque"),
        (&replaced("\"version\":3", "\"version\":3.5")?, "une de ses parties manque"),
    ];
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.open_app("/sauvegarde").await?;
    let file = folder.path().join("sauvegarde.txt");
    let restore = async |bytes: &[u8]| -> Result<()> {
        fs::write(&file, bytes)?;
        visitor.choose_file(RESTORE, &file).await?;
        visitor.alert(OFFERED).await?;
        visitor.press(&["Remplacer mon brouillon"]).await?;
        wait_until("the offer is gone", async || Ok(!visitor.has_alert(OFFERED).await?)).await
    };
    for (index, bytes) in restored.iter().enumerate() {
        restore(bytes).await.with_context(|| format!("file {index}"))?;
        ensure!(stored_draft(&visitor).await?.says_the_same_as(&draft), "file {index}");
        restore(draft::record(draft::of_size(2, 0)).as_bytes()).await?;
    }
    restore(&damaged).await?;
    let name = stored_draft(&visitor).await?.name;
    ensure!(name == "Zoé \\ud83e \u{fffd} \u{fffd}🧢", "{name}");
    let before = visitor.stored(KEY).await?;
    for (bytes, reason) in refused {
        fs::write(&file, bytes)?;
        visitor.choose_file(RESTORE, &file).await?;
        let said = visitor.alert(REFUSED).await?;
        ensure!(said.contains(reason), "« {reason} » is not in « {said} »");
        // The focus goes there: it is not said a second time.
        let is_read_once = "
            const { activeElement } = document;
            return activeElement.id === 'restauration' && !activeElement.closest('[role=alert], [role=status]')";
        wait_until("the focus is on the reason", async || {
            Ok(visitor.see(is_read_once).await? == true)
        })
        .await?;
        visitor.press(&["Fermer ce message"]).await?;
    }
    ensure!(visitor.stored(KEY).await? == before, "something was changed");
    Ok(())
}

pub(crate) async fn a_backup_of_any_size_is_restored(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let folder = tempfile::tempdir()?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    // As much as browsers store of it, in letters that take three bytes each.
    let mut draft = draft::of_size(1, 1);
    draft::write(&mut draft, Field::Offers, &"œ…€’ ".repeat(800_000));
    let record = draft::record(draft.clone());
    ensure!(record.len() > 8_000_000, "{} bytes", record.len());
    let file = folder.path().join("grande.json");
    fs::write(&file, &record)?;
    visitor.open_app("/sauvegarde").await?;
    visitor.choose_file(RESTORE, &file).await?;
    visitor.alert(OFFERED).await?;
    visitor.press(&["Remplacer mon brouillon"]).await?;
    wait_until("it is stored", async || {
        let length = "return (localStorage.getItem('bluehats-participation') ?? '').length";
        Ok(visitor.see_as::<usize>(length).await? > 4_000_000)
    })
    .await?;
    let (_, backup) = visitor.download_with(&["Télécharger une sauvegarde"]).await?;
    ensure!(stored::decode(&backup)?.proposal.says_the_same_as(&draft), "it is another text");
    Ok(())
}

pub(crate) async fn a_dropped_file_goes_where_it_belongs(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.open_app("/sauvegarde").await?;
    let message = include_str!("../../../../crates/domain/fixtures/message.txt");
    let backup = format!("\u{feff}\r\n{}", draft::record(draft::of_size(1, 1)));
    let drop = "
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([arguments[0]], arguments[1], { type: arguments[2] }));
        const options = { bubbles: true, cancelable: true, dataTransfer };
        document.querySelector('#page h1').dispatchEvent(new DragEvent('drop', options));";
    for (text, name, sort, title) in [
        (&*backup, "message.eml", "message/rfc822", OFFERED),
        (
            message,
            "sauvegarde.json",
            "application/json",
            "Voici ce qui a été compris de ce message",
        ),
        ("{", "a.eml", "", REFUSED),
        ("Bonjour", "b.json", "", "Ce message ne peut pas être repris"),
    ] {
        visitor.see_with(drop, &[json!(text), json!(name), json!(sort)]).await?;
        visitor.alert(title).await.with_context(|| name.to_owned())?;
    }
    Ok(())
}

/// Notes all that the region says which screen readers follow, and when it is empty.
const LISTEN: &str = "
    const region = document.getElementById('annonce-vocale');
    window.said = [];
    new MutationObserver(() => window.said.push(words(region.textContent)))
        .observe(region, { childList: true, characterData: true, subtree: true });";

pub(crate) async fn what_is_said_again_is_heard_again(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.open_app("/participer").await?;
    let regions = "
        return [document.getElementById('annonce-vocale'), document.getElementById('notices')]
            .map((region) => [region.getAttribute('role'), words(region.textContent)])";
    let before: Vec<(String, String)> = visitor.see_as(regions).await?;
    ensure!(before.iter().all(|(role, _)| role == "status"), "{before:?}");
    ensure!(before[1].1.is_empty(), "there is something to say already: {before:?}");

    visitor.see(LISTEN).await?;
    let said = async || visitor.see_as::<Vec<String>>("return window.said").await;
    for round in 1..=2 {
        visitor.press(&["Ajouter une présentation éclair"]).await?;
        visitor.press(&["Supprimer la présentation éclair 1"]).await?;
        wait_until("the removal is heard", async || {
            Ok(said().await?.iter().filter(|text| !text.is_empty()).count() == round)
        })
        .await?;
    }
    let heard: Vec<String> = said().await?;
    let words: Vec<&String> = heard.iter().filter(|text| !text.is_empty()).collect();
    ensure!(words.len() == 2 && words[0] == words[1], "{heard:?}");
    ensure!(heard.windows(2).all(|two| two[0] != two[1]), "{heard:?}");

    visitor.set_online(false).await?;
    let is_heard = "return words(document.getElementById('notices').innerText).startsWith('Vous êtes hors connexion')";
    wait_until("the notice is in its region", async || Ok(visitor.see(is_heard).await? == true))
        .await?;
    // One region speaks, not two.
    let nested = "return document.querySelectorAll('[role] [role=status], [role=status] [role=alert]').length";
    ensure!(visitor.see(nested).await? == 0);
    Ok(())
}

/// A file that a cache on the way keeps altered, under the `ETag` of the right one.
const ALTER: &str = "
    const { fetch: ask } = self;
    self.fetch = (address, options) => {
        const isAltered = address.endsWith?.('agenda.ics') && options?.integrity && options.cache !== 'reload';
        return isAltered ? Promise.reject(new TypeError('integrity')) : ask(address, options);
    };";

pub(crate) async fn a_cache_that_keeps_an_altered_file_is_passed_by(
    browser: Browser,
) -> Result<()> {
    let site = Site::publish(Build::Root)?;
    let worker = site.folder().join("service-worker.js");
    let text = fs::read_to_string(&worker)?;
    ensure!(text.contains("agenda.ics"), "it keeps no calendar");
    fs::write(&worker, format!("{text}\n{ALTER}"))?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.open_app("/participer").await?;
    visitor.is_kept().await
}
