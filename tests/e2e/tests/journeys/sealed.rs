//! Nothing runs but what the build made, nothing is asked of others, and what is there to be read
//! is read first: see `docs/security.md`.

use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use e2e::browser::{Browser, Condition, Engine};
use e2e::draft;
use e2e::site::{Build, Site};
use e2e::visitor::Visitor;
use e2e::wait::{wait_to_be, wait_until};
use fantoccini::key::Key;
use routes::Page;

use crate::{ANNOUNCEMENT, NAME, OFFERS, stored_draft};

/// Pages that can be read without the program.
const TO_READ: [Page; 3] = [Page::Announcement, Page::Accessibility, Page::Privacy];

/// Has the start script wait for the visitor, as where the browser never says that it has painted.
const NEVER_BY_ITSELF: &str = "
    PerformanceObserver.prototype.observe = () => {};
    const later = window.setTimeout;
    window.setTimeout = (what, when, ...more) => when === 1000 ? 0 : later(what, when, ...more);";

/// What starts the program then.
const COMES_TO_A_LINK: &str = "
    const over = new PointerEvent('pointerover', { bubbles: true });
    document.querySelector('.nav a').dispatchEvent(over);";

pub(crate) async fn what_is_there_to_be_read_is_painted_first(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    for route in Page::ALL {
        visitor.open_app(route.path()).await?;
        let script = "
            const [paint] = performance.getEntriesByType('paint');
            // WebKit lists the worker's own script as well.
            const entries = performance.getEntriesByType('resource')
                .filter((entry) => !entry.name.endsWith('/service-worker.js'));
            const asked = (end) => entries.filter((entry) => entry.name.endsWith(end));
            // The app's own come first.
            const [script] = asked('.js'), [module] = asked('.wasm');
            const names = [...asked('.js'), ...asked('.wasm')].map((entry) => entry.name);
            const times = [script.startTime, script.responseEnd, module.startTime];
            return [paint.startTime, times, names.length - new Set(names).size]";
        let (paint, [asked, arrived, module], more): (f64, [f64; 3], u32) =
            visitor.see_as(script).await?;
        let path = route.path();
        ensure!(more == 0, "{path} asks for something twice");
        ensure!(module <= arrived, "on {path} the module was asked for after the script had come");
        if TO_READ.contains(&route) {
            let first = asked.min(module);
            ensure!(paint <= first, "{path} was painted at {paint}, and fetches at {first}");
        }
    }
    Ok(())
}

pub(crate) async fn the_program_comes_without_disturbing_the_reader(
    browser: Browser,
) -> Result<()> {
    let site = Site::publish(Build::Root)?;
    site.begin_pages_with(NEVER_BY_ITSELF)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.open("/").await?;
    let script = "
        window.article = document.querySelector('main > article');
        scrollTo({ top: 300, behavior: 'instant' });
        const text = window.article.querySelector('p');
        getSelection().selectAllChildren(text);
        window.selected = String(getSelection());
        return ['wasmBindings' in window, window.selected.length > 0]";
    ensure!(visitor.see_as::<(bool, bool)>(script).await? == (false, true));

    // The visitor comes to a link.
    visitor.see(COMES_TO_A_LINK).await?;
    app_starts(&visitor).await?;
    let script = "
        const article = document.querySelector('main > article');
        return [
            article === window.article && article.checkVisibility(),
            String(getSelection()) === window.selected,
            Math.round(scrollY),
        ]";
    let (is_the_same, is_selected, place): (bool, bool, u32) = visitor.see_as(script).await?;
    ensure!(is_the_same && is_selected && place == 300, "{is_the_same} {is_selected} {place}");

    // By keyboard.
    visitor.open("/accessibilite").await?;
    ensure!(visitor.see("return 'wasmBindings' in window").await? == false);
    visitor.press_keys(&[Key::Tab, Key::Tab]).await?;
    app_starts(&visitor).await?;

    // By a click at once, which nothing may swallow.
    visitor.open("/").await?;
    visitor.follow("Rédiger ma participation").await?;
    visitor.arrives_at("Ma participation").await
}

pub(crate) async fn a_browser_that_hides_when_it_paints_starts_the_program(
    browser: Browser,
) -> Result<()> {
    let site = Site::publish(Build::Root)?;
    site.begin_pages_with("delete window.PerformanceObserver")?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.open_app("/").await?;
    visitor.arrives_at(ANNOUNCEMENT).await
}

async fn app_starts(visitor: &Visitor<'_>) -> Result<()> {
    wait_until("the app has started", async || {
        Ok(visitor.see("return 'wasmBindings' in window").await? == true)
    })
    .await
}

/// What changes a file although it would run: a statement more, or a custom section, named `a`.
const CHANGES: [(&str, &[u8]); 3] = [
    ("bluehats-participation.js", b"\nwindow.canari = 1;\n"),
    (MODULE, &[0, 2, 1, b'a']),
    ("split_review.wasm", &[0, 2, 1, b'a']),
];

/// What the module of the app is called.
pub(crate) const MODULE: &str = "bluehats-participation_bg.wasm";

pub(crate) async fn changed_files_do_not_run(browser: Browser) -> Result<()> {
    for (name, change) in CHANGES {
        let site = Site::publish(Build::Root)?;
        let file = app_file(site.folder(), name)?;
        OpenOptions::new().append(true).open(file)?.write_all(change)?;
        let visitor = browser.visitor(Condition::New, &site).await?;
        if name.starts_with("split") {
            visitor.open_app("/relire").await?;
            visitor.alert("Cette page ne s’est pas chargée").await?;
        } else {
            for path in ["/", "/participer"] {
                visitor.open(path).await?;
                wait_until("the page says that it has not started", async || {
                    Ok(visitor.has_crashed().await?
                        && visitor.is_told("La page ne s’est pas chargée entièrement").await?)
                })
                .await?;
                let ran = visitor.see("return 'wasmBindings' in window").await?;
                ensure!(ran == false, "{name} was changed, and the program runs on {path}");
            }
        }
        let ran = visitor.see("return 'canari' in window").await?;
        ensure!(ran == false, "{name} was changed, and has run");
        visitor.close_browser().await?;
    }
    Ok(())
}

/// The file of the app that has this name: all of them are in one folder.
pub(crate) fn app_file(site: &Path, name: &str) -> Result<PathBuf> {
    let mut folders = fs::read_dir(site)?.filter_map(|entry| Some(entry.ok()?.path()));
    let file = folders.find_map(|folder| Some(folder.join(name)).filter(|file| file.exists()));
    file.with_context(|| format!("no {name} in {}", site.display()))
}

pub(crate) async fn every_answer_says_what_the_page_may_do(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    for path in ["/", "/participer", "/rien", "/agenda.ics", "/service-worker.js"] {
        visitor.open("/accessibilite").await?;
        let script = "
            const [address, done] = arguments;
            fetch(address, { cache: 'no-store' }).then(async (answer) => {
                done([Object.fromEntries(answer.headers), await answer.text()]);
            });";
        let address = site.address(path);
        let answer = visitor.client().execute_async(script, vec![address.into()]).await?;
        let (headers, text): (BTreeMap<String, String>, String) = serde_json::from_value(answer)?;
        for (name, want) in [
            ("content-security-policy", "; frame-ancestors 'none'"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
            ("permissions-policy", "camera=()"),
            ("referrer-policy", "no-referrer"),
            ("x-content-type-options", "nosniff"),
        ] {
            let value = headers.get(name).with_context(|| format!("{path} lacks {name}"))?;
            ensure!(value.contains(want), "{path} says {name}: {value}");
        }
        let policy = headers["content-security-policy"].replace("; frame-ancestors 'none'", "");
        let is_said = text.contains(&format!("content=\"{policy}\">"));
        ensure!(is_said == text.starts_with("<!doctype"), "{path} says another policy");
    }
    Ok(())
}

pub(crate) async fn what_the_policy_forbids_is_refused_and_noted(browser: Browser) -> Result<()> {
    let site = Site::watched(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.open_app("/participer").await?;
    visitor.stayed_within_policy().await?;
    // What an injection would try.
    for (attempt, directive) in [
        ("element('img').src = 'https://exemple.org/a.png'", "img-src"),
        ("element('img').src = 'data:image/gif;base64,R0lGODlhAQABAAAAACw='", "img-src"),
        ("element('iframe').src = '/'", "frame-src"),
        ("element('link', { rel: 'stylesheet' }).href = '/a.css'", "style-src-elem"),
        ("element('style').textContent = 'p { color: red }'", "style-src-elem"),
        ("element('p').setAttribute('style', 'color: red')", "style-src-attr"),
        ("element('p').innerHTML = '<img src=x onerror=canari=1>'", "script-src-attr"),
        ("element('video').src = '/a.mp4'", "media-src"),
        ("element('base').href = 'https://exemple.org/'", "base-uri"),
        ("element('form', { action: '/' }).submit()", "form-action"),
        ("fetch('https://exemple.org/').catch(() => {})", "connect-src"),
        ("new WebSocket('wss://exemple.org/')", "connect-src"),
    ] {
        let script = format!(
            "const element = (name, more) =>
                document.body.appendChild(Object.assign(document.createElement(name), more));
            try {{ {attempt} }} catch {{}}"
        );
        let noted = async || {
            let refused = visitor.refused().await?;
            let wanted = format!(" {directive} refuses ");
            Ok(refused.iter().any(|refused| refused.contains(&wanted)))
        };
        visitor.see("sessionStorage.clear()").await?;
        visitor.see(&script).await?;
        wait_until(&format!("{directive} refuses {attempt}"), noted).await?;
    }
    Ok(())
}

pub(crate) async fn a_whole_visit_stays_within_the_policy(browser: Browser) -> Result<()> {
    let site = Site::watched(Build::Root)?;
    let condition = match browser.engine() {
        Engine::Chromium => Condition::Logged,
        Engine::Firefox | Engine::WebKit => Condition::New,
    };
    let visitor = browser.visitor(condition, &site).await?;
    for path in Page::ALL.map(Page::path).into_iter().chain(["/rien"]) {
        visitor.open_app(path).await?;
        visitor.stayed_within_policy().await.with_context(|| path.to_owned())?;
    }
    visitor.open_app("/").await?;
    visitor.follow("Rédiger ma participation").await?;
    visitor.arrives_at("Ma participation").await?;
    // Enter sends forms, where pages let it.
    visitor.type_in(&[NAME], "Zoé\n").await?;
    visitor.press(&["Ajouter un logiciel"]).await?;
    visitor.type_in(&["Logiciel 1", "Nom du logiciel"], "Démo").await?;
    visitor.press(&["Logiciel 1", "Ajouter un objectif"]).await?;
    visitor.type_in(&["Logiciel 1", "Objectif 1"], "Publier").await?;
    visitor.press(&["Logiciel 1", "Ajouter une demande d’aide"]).await?;
    let request = ["Logiciel 1", "Demande d’aide 1", "Description"];
    visitor.type_in(&request, "Relire le guide").await?;
    visitor.press(&["Ajouter une présentation éclair"]).await?;
    visitor.type_in(&["Présentation éclair 1", "Sujet"], "Compiler").await?;
    visitor.type_in(&[OFFERS], "Relire").await?;
    visitor.sees_it_saved().await?;
    visitor.go_to_backup().await?;
    let (_, backup) = visitor.download_with(&["Télécharger une sauvegarde"]).await?;
    visitor.stayed_within_policy().await?;

    visitor.give_share_sheet().await?;
    visitor.follow_in_header("Relire et envoyer").await?;
    visitor.arrives_at("Relire et envoyer").await?;
    let message = visitor.open_mail_program().await?;
    visitor.press(&["Rien ne s’est ouvert"]).await?;
    visitor.press(&["Copier le message"]).await?;
    wait_until("it is copied", async || Ok(visitor.clipboard().await? == message.body)).await?;
    visitor.download_with(&["Télécharger le message (.eml)"]).await?;
    visitor.press(&["Partager…"]).await?;
    visitor.stayed_within_policy().await?;

    visitor.open_app("/imprimer").await?;
    visitor.see("window.print = () => { window.isPrinted = true }").await?;
    visitor.press(&["Imprimer"]).await?;
    ensure!(visitor.see("return window.isPrinted").await? == true);
    visitor.stayed_within_policy().await?;

    visitor.open_app("/sauvegarde").await?;
    visitor.drop_file(&draft::record(draft::of_size(1, 1))).await?;
    visitor.press(&["Remplacer mon brouillon"]).await?;
    visitor.hears("La sauvegarde est restaurée.").await?;
    visitor.drop_file(&backup).await?;
    visitor.press(&["Remplacer mon brouillon"]).await?;
    wait_to_be("the name", "Zoé", async || Ok(stored_draft(&visitor).await?.name)).await?;
    visitor.paste(&["Texte du message"], &message.body.replace("Zoé", "Ada")).await?;
    visitor.press(&["Lire ce message"]).await?;
    visitor.press(&["Reprendre ce choix"]).await?;
    visitor.hears("Le message est repris dans votre brouillon.").await?;
    visitor.follow_in_header("Ma participation").await?;
    wait_to_be("the name", "Ada", async || visitor.text_of(&[NAME]).await).await?;
    visitor.sees_it_saved().await?;
    visitor.stayed_within_policy().await?;

    visitor.is_kept().await?;
    site.stop();
    visitor.reload().await?;
    wait_to_be("the name", "Ada", async || visitor.text_of(&[NAME]).await).await?;
    site.restart()?;
    visitor.stayed_within_policy().await?;

    if browser.engine() == Engine::Chromium {
        let asked = visitor.asked_of_network().await?;
        ensure!(asked.iter().any(|address| address.contains(".wasm")), "only {asked:?}");
        // Others are within the browser: its own pages, files that the page makes.
        let is_of_network =
            |address: &&String| address.starts_with("http") || address.starts_with("ws");
        let is_own = |address: &String| address.starts_with(&site.origin());
        let asked = asked.iter().filter(is_of_network);
        let elsewhere: Vec<_> = asked.filter(|address| !is_own(address)).collect();
        ensure!(elsewhere.is_empty(), "others were asked for {elsewhere:?}");
    }
    Ok(())
}

/// Frameworks and browsers have functions that make HTML or programs of texts; the app uses none.
#[test]
fn no_source_makes_html_or_programs_of_texts() -> Result<()> {
    const FUNCTIONS: [&str; 12] = [
        "innerHTML",
        "inner_html",
        "outerHTML",
        "outer_html",
        "insertAdjacentHTML",
        "insert_adjacent_html",
        "createContextualFragment",
        "create_contextual_fragment",
        "document.write",
        "eval(",
        "new Function",
        "DOMParser",
    ];
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut folders = ["src", "offline", "crates"].map(|folder| project.join(folder)).to_vec();
    let mut read = 0;
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == "rs" || it == "js" || it == "html") {
                let text = fs::read_to_string(&path)?;
                let found = FUNCTIONS.iter().find(|function| text.contains(**function));
                ensure!(found.is_none(), "{} has {found:?}", path.display());
                read += 1;
            }
        }
    }
    ensure!(read > 50, "only {read} files");
    Ok(())
}
