//! Texts that mean harm stay texts, wherever they come from.

use std::fs;

use anyhow::{Result, ensure};
use domain::{Field, Proposal};
use e2e::browser::{Browser, Condition};
use e2e::draft;
use e2e::site::{Build, Site};
use e2e::visitor::{KEY, Visitor};
use e2e::wait::{wait_to_be, wait_until};
use serde_json::json;

use crate::{EXPECTATIONS, NAME, OFFERS, same_message_in_link, stored_draft};

/// What each would do, in a page that takes it for more than a text, is to set `canari`, or to ask
/// another host.
const TEXTS: [&str; 16] = [
    "<script>canari=1</script>",
    "\"><svg onload=canari=1>",
    "'><img src=x onerror=canari=1>",
    "</textarea></script></title></template><img src=https://exemple.org/a onerror=canari=1>",
    "javascript:canari=1",
    " \u{1}JaVaScRiPt\u{a0}:canari=1//https://",
    "data:text/html,<script>opener.canari=1</script>",
    "{{constructor.constructor('canari=1')()}}${canari=1}#{canari=1}<%= canari=1 %>",
    "\" style=\"background:url(https://exemple.org/a)\" onfocus=\"canari=1\" autofocus=\"",
    "</style><style>*{background:url(https://exemple.org/b)}</style>",
    "<template shadowrootmode=open><img src=x onerror=canari=1></template>",
    "<iframe srcdoc='<script>parent.canari=1</script>'></iframe><base href=https://exemple.org/>",
    "<form action=https://exemple.org/><button autofocus onfocus=canari=1></button></form>",
    "&lt;img src=x onerror=canari=1&gt;&#60;script&#62;\\x3cscript\\x3e\\u003cscript\\u003e",
    "\u{202e}gnp.\u{2066}\u{200f}\u{2029}\u{feff}",
    "nul\u{0}<\u{0}script>canari=1</script>\u{8}\u{7f}\u{fffd}",
];

/// Every text in every field: as many software as there are texts.
fn hostile_draft() -> Proposal {
    let mut draft = Proposal::default();
    let all = TEXTS.join(" ");
    for field in [Field::Name, Field::Email, Field::Organisation] {
        draft::write(&mut draft, field, &all);
    }
    let long = "<b onclick=canari=1>".repeat(2_000);
    draft::write(&mut draft, Field::Expectations, &format!("{all}\n{long}"));
    draft::write(&mut draft, Field::Offers, &TEXTS.join("\n"));
    for text in TEXTS {
        let id = draft::add_software(&mut draft);
        for field in
            [Field::SoftwareName(id), Field::Repository(id), Field::Licence(id), Field::Summary(id)]
        {
            draft::write(&mut draft, field, text);
        }
        let goal = draft::add_goal(&mut draft, id);
        draft::write(&mut draft, Field::Goal(goal), text);
        let request = draft::add_request(&mut draft, id);
        draft::write(&mut draft, Field::HelpDescription(request), text);
        draft::write(&mut draft, Field::Ticket(request), text);
        let talk = draft::add_talk(&mut draft);
        draft::write(&mut draft, Field::TalkSubject(talk), text);
    }
    draft
}

/// The same, with well-formed addresses: it can be sent.
fn hostile_participation() -> Proposal {
    let mut draft = hostile_draft();
    let addresses: Vec<Field> = draft
        .fields()
        .into_iter()
        .filter(|field| matches!(field, Field::Email | Field::Repository(_) | Field::Ticket(_)))
        .collect();
    for field in addresses {
        let is_email = matches!(field, Field::Email);
        let address = if is_email { "a@b.fr" } else { "https://exemple.org/'-canari=1-'" };
        draft::write(&mut draft, field, address);
    }
    draft
}

/// Nothing of the texts was run, or refused by the browser, which would have been the last resort;
/// and nothing on the page is of their making.
async fn all_is_text(visitor: &Visitor<'_>) -> Result<()> {
    visitor.stayed_within_policy().await?;
    ensure!(!visitor.has_crashed().await?, "the program has stopped");
    let script = "
        const made = document.querySelectorAll(
            'iframe, object, embed, base, form[action], main script, main style, main link, main meta, main base, ' +
            'img[src=x], img[src*=exemple], template[shadowrootmode]');
        const means = ({ name }) => /^on|^srcdoc$|^autofocus$|^formaction$/.test(name);
        const armed = [...document.querySelectorAll('body *')].filter((element) =>
            [...element.attributes].some(means) || element.shadowRoot);
        const links = [...document.querySelectorAll('a[href]')].filter((link) =>
            !['http:', 'https:', 'mailto:', 'blob:'].includes(link.protocol));
        return [...made, ...armed, ...links].map((element) => element.cloneNode().outerHTML)";
    let made: Vec<String> = visitor.see_as(script).await?;
    ensure!(made.is_empty(), "a text has made {made:#?}");
    Ok(())
}

async fn holds(visitor: &Visitor<'_>, field: &[&str], text: &str) -> Result<()> {
    let shown = visitor.text_of(field).await?;
    ensure!(shown == text, "{field:?} holds {shown:?} instead of {text:?}");
    Ok(())
}

pub(crate) async fn in_every_field(browser: Browser) -> Result<()> {
    let site = Site::watched(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.open_app("/accessibilite").await?;
    let draft = hostile_draft();
    visitor.store(KEY, &draft::record(draft.clone())).await?;
    visitor.open_app("/participer").await?;
    visitor.unfold_everything().await?;
    holds(&visitor, &[NAME], &draft.name).await?;
    holds(&visitor, &[OFFERS], &draft.offers).await?;
    for (index, text) in TEXTS.into_iter().enumerate() {
        let software = format!("Logiciel {}", index + 1);
        holds(&visitor, &[&software, "Lien vers le dépôt (optionnel)"], text).await?;
        holds(&visitor, &[&software, "Objectif 1"], text).await?;
    }
    all_is_text(&visitor).await?;
    // Names are repeated: by what removes and moves items, and by what takes that back.
    visitor.paste(&["Logiciel 1", "Nom du logiciel"], TEXTS[2]).await?;
    visitor.sees_it_saved().await?;
    all_is_text(&visitor).await?;

    for (path, heading) in [("/relire", "Relire et envoyer"), ("/imprimer", "Imprimer")] {
        visitor.open_app(path).await?;
        visitor.arrives_at(heading).await?;
        all_is_text(&visitor).await?;
    }
    let shown: String =
        visitor.see_as("return document.getElementById('page').textContent").await?;
    for text in &TEXTS[1..14] {
        ensure!(shown.contains(text.trim()), "{text:?} is not on paper");
    }

    visitor.forget_everything().await?;
    visitor.store(KEY, &draft::record(hostile_participation())).await?;
    visitor.open_app("/relire").await?;
    same_message_in_link(&visitor).await?;
    let message = visitor.message_on_screen().await?;
    ensure!(message.body.contains("<script>canari=1</script>"), "{}", message.body);
    all_is_text(&visitor).await?;
    visitor.open_mail_program().await?;
    visitor.press(&["Rien ne s’est ouvert"]).await?;
    all_is_text(&visitor).await
}

pub(crate) async fn typed_in_a_link(browser: Browser) -> Result<()> {
    let site = Site::watched(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    let link = ["Logiciel 1", "Lien vers le dépôt (optionnel)"];
    for text in ["javascript:canari=1", "JAVASCRIPT:canari=1//a.fr/", "data:text/html,a", "blob:a"]
    {
        visitor.forget_everything().await?;
        visitor.open_app("/participer").await?;
        visitor.type_in(&[NAME], "Zoé").await?;
        visitor.press(&["Ajouter un logiciel"]).await?;
        visitor.type_in(&["Logiciel 1", "Nom du logiciel"], "Démo").await?;
        visitor.unfold_everything().await?;
        visitor.type_in(&link, text).await?;
        visitor.sees_it_saved().await?;
        all_is_text(&visitor).await?;
        for page in ["/relire", "/imprimer"] {
            visitor.open_app(page).await?;
            let script = "
                const links = [...document.querySelectorAll('a[href]')].map((it) => it.href.toLowerCase());
                return links.filter((it) => /^(javascript|data|blob):/.test(it))";
            let links: Vec<String> = visitor.see_as(script).await?;
            ensure!(links.is_empty(), "{page} makes links of {text}: {links:?}");
            all_is_text(&visitor).await?;
        }
        // It is a mistake, which is said: it cannot be sent.
        visitor.open_app("/relire").await?;
        ensure!(visitor.has_link("lien à corriger").await?, "nothing is said of {text}");
    }
    Ok(())
}

/// A message that a program of this project would not have written.
fn hostile_message() -> String {
    let mut lines = vec!["Bonjour,".to_owned(), TEXTS.join("\n")];
    for text in TEXTS.map(|text| text.replace('\u{0}', "")) {
        for label in ["Nom", "Adresse électronique", "Organisation", "Logiciel", "Dépôt", "Licence"]
        {
            lines.push(format!("{label} : {text}"));
        }
        for label in ["Objectif", "Demande (bug)", "Ticket", "Attentes", "Je peux apporter"] {
            lines.push(format!("{label} : {text}\n| {text}"));
        }
        lines.push(format!("{text} : {text}\nDemande ({text}) : {text}"));
    }
    lines.join("\n")
}

const OFFERED: &str = "Voici ce qui a été compris de ce message";

/// Takes over what was read of a message, by both ways, with a look at every state on the way.
async fn takes_over(visitor: &Visitor<'_>) -> Result<()> {
    visitor.alert(OFFERED).await?;
    visitor.see("document.querySelectorAll('details').forEach((it) => { it.open = true })").await?;
    all_is_text(visitor).await?;
    let take = match visitor.stored(KEY).await? {
        None => "Reprendre cette participation",
        Some(_) => "Remplacer mon brouillon par ce message",
    };
    visitor.press(&[take]).await?;
    visitor.hears("Le message est repris dans votre brouillon.").await?;
    wait_until("the draft is stored", async || {
        Ok(visitor.stored(KEY).await?.is_some()
            && !stored_draft(visitor).await?.software.is_empty())
    })
    .await?;
    all_is_text(visitor).await?;
    for path in ["/relire", "/imprimer"] {
        visitor.open_app(path).await?;
        all_is_text(visitor).await?;
    }
    Ok(())
}

pub(crate) async fn in_a_message_that_is_pasted(browser: Browser) -> Result<()> {
    let site = Site::watched(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.open_app("/participer").await?;
    // A draft to compare the message with: differences are shown text by text.
    visitor.type_in(&[NAME], "<i>Zoé</i>").await?;
    visitor.type_in(&[EXPECTATIONS], "<i onclick=canari=1>").await?;
    visitor.sees_it_saved().await?;
    visitor.go_to_backup().await?;
    visitor.paste(&["Texte du message"], &hostile_message()).await?;
    visitor.press(&["Lire ce message"]).await?;
    takes_over(&visitor).await
}

pub(crate) async fn in_a_file_from_a_mail_program(browser: Browser) -> Result<()> {
    let site = Site::watched(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("<img src=x onerror=canari=1>.eml");
    let text = hostile_message().replace('\n', "\r\n");
    // As HTML twice: as a careful program writes it, and with its tags alive.
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace("\r\n", "<br>\r\n");
    let plain = format!("Content-Type: text/plain; charset=utf-8\r\n\r\n{text}");
    let careful = format!("Content-Type: text/html; charset=utf-8\r\n\r\n<p>{escaped}</p>");
    let live = text.replace("\r\n", "<br>\r\n");
    let live = format!(
        "Content-Type: text/html; charset=utf-8\r\nSubject: <script>canari=1</script>\r\n\r\n\
         <body onload=canari=1><script>canari=1</script><p>Nom : <b onclick=canari=1>a</b><br>\r\n\
         Logiciel : <img src=x onerror=canari=1>Démo<br>\r\n{live}</p>"
    );
    for mail in [plain, careful, live] {
        fs::write(&file, format!("MIME-Version: 1.0\r\n{mail}"))?;
        visitor.forget_everything().await?;
        visitor.open_app("/sauvegarde").await?;
        visitor.choose_file(&["Choisir un message (.eml)"], &file).await?;
        takes_over(&visitor).await?;
    }
    Ok(())
}

pub(crate) async fn in_a_backup(browser: Browser) -> Result<()> {
    let site = Site::watched(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("<img src=x onerror=canari=1>.json");
    visitor.open_app("/sauvegarde").await?;
    let record = draft::record(hostile_draft());
    for broken in [
        TEXTS[0].to_owned(),
        json!({ "format": TEXTS[2], "schema": TEXTS[1], "__proto__": { "canari": 1 } }).to_string(),
        record.replacen("bluehats", TEXTS[1], 1),
        record[..record.len() / 2].to_owned(),
    ] {
        fs::write(&file, broken)?;
        visitor.choose_file(&["Restaurer une sauvegarde"], &file).await?;
        visitor.alert("Cette sauvegarde ne peut pas être restaurée").await?;
        all_is_text(&visitor).await?;
        visitor.press(&["Fermer ce message"]).await?;
    }
    fs::write(&file, &record)?;
    visitor.choose_file(&["Restaurer une sauvegarde"], &file).await?;
    visitor.alert("Restaurer cette sauvegarde ?").await?;
    all_is_text(&visitor).await?;
    visitor.press(&["Remplacer mon brouillon"]).await?;
    visitor.hears("La sauvegarde est restaurée.").await?;
    all_is_text(&visitor).await?;
    visitor.follow_in_header("Ma participation").await?;
    let name = hostile_draft().name;
    wait_to_be("the name", name, async || visitor.text_of(&[NAME]).await).await?;
    all_is_text(&visitor).await
}

pub(crate) async fn in_the_address(browser: Browser) -> Result<()> {
    let site = Site::watched(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    for (index, text) in TEXTS.into_iter().enumerate() {
        let place = ["/", "/participer?", "/relire?a=b#"][index % 3];
        let text = text.replace(['\u{0}', '/'], "");
        visitor.open_app(&format!("{place}{text}")).await?;
        all_is_text(&visitor).await?;
    }
    for path in [
        "/participer#__proto__",
        "/participer#constructor",
        "/participer#\"],*,[a=\"",
        "/participer#%00%ff%3Cscript%3E",
        "/%3Cscript%3Ecanari=1%3C%2Fscript%3E",
        "/participer/%2e%2e/%2e%2e/rien",
    ] {
        visitor.open_app(path).await?;
        all_is_text(&visitor).await?;
    }
    Ok(())
}

pub(crate) async fn in_what_is_stored(browser: Browser) -> Result<()> {
    let site = Site::watched(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    let record = draft::record(hostile_draft());
    let deep = format!("{}{}", "[".repeat(50_000), "]".repeat(50_000));
    let others = [
        json!({ "format": KEY, "schema": 99, "revision": TEXTS[0], "proposal": TEXTS }).to_string(),
        json!({ "revision": { "toString": TEXTS[0] }, "__proto__": { "canari": 1 } }).to_string(),
        record.replacen(":1", ":99999999999999999999", 1),
        record.replace("canari", "\\u0000\\ud800canari"),
        deep,
    ];
    for text in TEXTS.into_iter().map(str::to_owned).chain(others) {
        visitor.forget_everything().await?;
        visitor.store(KEY, &text).await?;
        visitor.store(&format!("{KEY}.mis-de-cote.<img src=x onerror=canari=1>"), &text).await?;
        visitor.note(KEY, &text).await?;
        visitor.open_app("/participer").await?;
        visitor.arrives_at("Ma participation").await?;
        all_is_text(&visitor).await?;
    }
    Ok(())
}
