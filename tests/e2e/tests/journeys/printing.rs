//! The participation, and the pages, on paper.

use anyhow::{Context, Result, ensure};
use domain::{Edit, Field, HelpKind, Proposal};
use e2e::browser::{Browser, Condition};
use e2e::draft::{add_goal, add_request, add_software, record, write};
use e2e::paper::{Page, without_spaces};
use e2e::site::{Build, Site};
use e2e::viewport::ColorScheme;
use e2e::visitor::{KEY, Visitor};
use e2e::wait::wait_to_be;
use fantoccini::key::Key;

const A4: (u32, u32) = (210, 297);

const A3: (u32, u32) = (297, 420);

const PANELS: &str = "Les panneaux : un par logiciel, à afficher";

const CARDS: &str = "Les cartes : une par demande d’aide, à découper dans des pages A4";

const BLANK: &str = "Un panneau vierge, à remplir à la main";

/// What stands on every panel, whoever fills it in.
const LABELS: [&str; 7] = [
    "Objectifs",
    "En une phrase",
    "Mots-clés",
    "Lien vers le dépôt, licence",
    "Contact",
    "Demandes d’aide",
    "Questions (papillons adhésifs)",
];

const EVENT: &str = "Hackathon #BlueHats, 9 et 10 janvier 2024";

/// Two software; the first has everything, and five requests for help.
pub(crate) fn two_software() -> Proposal {
    let mut draft = Proposal::default();
    write(&mut draft, Field::Name, "Camille Durand");
    write(&mut draft, Field::Organisation, "Commune de Saint-Exemple");
    write(&mut draft, Field::Email, "camille@exemple.fr");
    let id = add_software(&mut draft);
    for (field, text) in [
        (Field::SoftwareName(id), "Démarches ouvertes"),
        (Field::Repository(id), "https://git.exemple.fr/demo"),
        (Field::Licence(id), "EUPL-1.2"),
        (Field::Summary(id), "Des formulaires pour les communes."),
    ] {
        write(&mut draft, field, text);
    }
    for text in ["Publier la version 2", "Écrire un guide"] {
        let goal = add_goal(&mut draft, id);
        write(&mut draft, Field::Goal(goal), text);
    }
    for number in 1..=5 {
        let request = add_request(&mut draft, id);
        draft.apply(Edit::HelpKind { request, kind: HelpKind::Documentation });
        write(&mut draft, Field::HelpDescription(request), &format!("Relire la page {number}"));
        write(&mut draft, Field::Ticket(request), &format!("https://git.exemple.fr/{number}"));
    }
    let other = add_software(&mut draft);
    write(&mut draft, Field::SoftwareName(other), "Autre outil");
    draft
}

/// So many words that no page takes them.
fn many_words(word: &str) -> String {
    (1..=1_200).map(|number| format!("{word}{number}")).collect::<Vec<_>>().join(" ")
}

/// A visitor on « Imprimer » who has this draft.
pub(crate) async fn prints<'a>(
    browser: &Browser,
    site: &'a Site,
    draft: Proposal,
) -> Result<Visitor<'a>> {
    let visitor = browser.visitor(Condition::New, site).await?;
    visitor.open("/accessibilite").await?;
    visitor.store(KEY, &record(draft)).await?;
    visitor.open_app("/imprimer").await?;
    visitor.arrives_at("Imprimer").await?;
    Ok(visitor)
}

pub(crate) async fn summary_becomes(visitor: &Visitor<'_>, want: &str) -> Result<()> {
    let script = "return words(document.querySelector('#page [role=status]').textContent)";
    wait_to_be("what will be printed", want, async || visitor.see_as::<String>(script).await).await
}

/// The pages, after a look at what holds for all of them.
async fn pages(visitor: &Visitor<'_>) -> Result<Vec<Page>> {
    let pages = visitor.print_pages().await?;
    for page in &pages {
        ensure!(page.cut_letters == 0, "something is cut: {page:?}");
        ensure!(page.is_black_on_white, "it is not black on white: {page:?}");
        ensure!(!page.letters.is_empty(), "a page is empty");
        for screen in ["Format des panneaux", "Aperçu", "À imprimer", "Code source"] {
            ensure!(!page.says(screen), "what is only for the screen is printed: {page:?}");
        }
    }
    Ok(pages)
}

fn sizes(pages: &[Page]) -> Vec<(u32, u32)> {
    pages.iter().map(|page| page.size).collect()
}

fn all_said<'a>(page: &Page, texts: impl IntoIterator<Item = &'a str>) -> Result<()> {
    for text in texts {
        ensure!(page.says(text), "« {text} » is missing: {page:?}");
    }
    Ok(())
}

pub(crate) async fn panels_and_cards_come_out_as_previewed(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = prints(&browser, &site, two_software()).await?;
    summary_becomes(&visitor, "À imprimer : 2 panneaux sur A4, 5 cartes sur A4.").await?;
    let printed = pages(&visitor).await?;
    ensure!(sizes(&printed) == [A4; 4], "two panels, and four cards and one: {printed:?}");
    let [first, second, four, one] = &printed[..] else { anyhow::bail!("{printed:?}") };
    all_said(first, LABELS)?;
    all_said(
        first,
        [
            EVENT,
            "Démarches ouvertes",
            "Publier la version 2",
            "Écrire un guide",
            "Des formulaires pour les communes.",
            "https://git.exemple.fr/demo",
            "EUPL-1.2",
            "Camille Durand",
            "Commune de Saint-Exemple",
            "camille@exemple.fr",
            "Documentation : Relire la page 5 https://git.exemple.fr/5",
        ],
    )?;
    all_said(second, LABELS)?;
    all_said(second, ["Autre outil", "Camille Durand", EVENT])?;
    for (page, numbers) in [(four, 1..=4), (one, 5..=5)] {
        let count = numbers.clone().count();
        ensure!(page.letters.matches("Prisenchargepar").count() == count, "{page:?}");
        ensure!(page.letters.matches("Démarchesouvertes").count() == count, "{page:?}");
        ensure!(page.letters.matches("camille@exemple.fr").count() == count, "{page:?}");
        for number in numbers {
            let want = format!("Relire la page {number} https://git.exemple.fr/{number}");
            all_said(page, ["Documentation", &want])?;
        }
        ensure!(page.cut_marks > 0, "nothing says where to cut: {page:?}");
    }
    ensure!(first.cut_marks == 0, "a panel is not cut: {first:?}");
    same_lines_on_screen(&visitor).await
}

/// In the preview, letters are as wide as the paper makes them: what fits into a line there fits
/// into a line here.
async fn same_lines_on_screen(visitor: &Visitor<'_>) -> Result<()> {
    let script = "
        const { width } = document.querySelector('.sheet').getBoundingClientRect();
        const { fontSize } = getComputedStyle(document.querySelector('.sheet'));
        return [innerWidth >= document.documentElement.scrollWidth, parseFloat(fontSize) / width];";
    let on_desktop: (bool, f64) = visitor.see_as(script).await?;
    visitor.client().set_window_size(320, 700).await?;
    let on_phone: (bool, f64) = visitor.see_as(script).await?;
    ensure!(on_desktop.0 && on_phone.0, "the page scrolls sideways");
    ensure!(
        (on_desktop.1 - on_phone.1).abs() < 1e-4,
        "lines break elsewhere: {on_desktop:?}, {on_phone:?}"
    );
    Ok(())
}

pub(crate) async fn panels_come_on_a3_as_well(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = prints(&browser, &site, two_software()).await?;
    visitor.tick(&["Format des panneaux", "A3"]).await?;
    visitor.tick(&["Documents", BLANK]).await?;
    visitor.tick(&["Logiciels", "Démarches ouvertes"]).await?;
    summary_becomes(
        &visitor,
        "À imprimer : 1 panneau sur A3, 5 cartes sur A4, 1 panneau vierge sur A3.",
    )
    .await?;
    let printed = pages(&visitor).await?;
    ensure!(sizes(&printed) == [A3, A4, A4, A3], "{printed:?}");
    all_said(&printed[0], LABELS)?;
    all_said(&printed[0], ["Démarches ouvertes", "Relire la page 5"])?;
    all_said(&printed[3], LABELS)?;
    all_said(&printed[3], ["Nom du logiciel", EVENT])?;
    ensure!(!printed.iter().any(|page| page.says("Autre outil")), "another software is printed");
    ensure!(!printed[3].says("Camille"), "the blank panel is not blank: {:?}", printed[3]);
    Ok(())
}

pub(crate) async fn long_texts_flow_to_further_pages(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let mut draft = two_software();
    let goal = draft.software[0].goals[0].id;
    let request = draft.software[0].help_requests[0].id;
    write(&mut draft, Field::Goal(goal), &many_words("but"));
    write(&mut draft, Field::HelpDescription(request), &many_words("aide"));
    write(&mut draft, Field::Organisation, &"sans-espace".repeat(60));
    let visitor = prints(&browser, &site, draft).await?;
    let printed = pages(&visitor).await?;
    ensure!(printed.len() > 4 && sizes(&printed).iter().all(|&size| size == A4), "{printed:?}");
    let letters: String = printed.iter().map(|page| page.letters.as_str()).collect();
    // What stands at the end of one page and at the start of the next comes in between.
    let letters = letters.replace(&without_spaces(&format!("{EVENT} Démarches ouvertes")), "");
    let times = |text: &str| letters.matches(&without_spaces(text)).count();
    ensure!(times(&many_words("but")) == 1, "a goal is cut: {letters}");
    ensure!(times(&many_words("aide")) == 2, "a panel or a card cuts a request: {letters}");
    ensure!(times("Pris en charge par") == 5 && times(LABELS[6]) == 2, "{letters}");
    // The name is again on each page of a panel, and so is the event.
    for page in printed.iter().take_while(|page| !page.says("Autre outil")) {
        all_said(page, ["Démarches ouvertes", EVENT])?;
    }
    // The preview has the same boxes: nothing stands beside its paper.
    let script = "
        const sticksOut = (sheet) => {
            const { left, right } = sheet.getBoundingClientRect();
            return all(sheet, '*').filter((element) => {
                const box = element.getBoundingClientRect();
                return box.left < left - 1 || box.right > right + 1
                    || element.scrollWidth > element.clientWidth + 1;
            }).map((element) => element.outerHTML.slice(0, 80));
        };
        return all(document, '.sheet').flatMap(sticksOut);";
    let beside: Vec<String> = visitor.see_as(script).await?;
    ensure!(beside.is_empty(), "{beside:?}");
    Ok(())
}

pub(crate) async fn long_links_below_other_lines_are_previewed(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let mut draft = two_software();
    let software = draft.software[0].id;
    // Where a line breaks depends on the font: several lengths.
    for length in 1..=12 {
        let request = add_request(&mut draft, software);
        let text = format!(
            "Relire le guide d’installation{} :\nhttps://gitlab.exemple-lib.fr/alphabet/agenda/-/\
             merge_requests/{} avant la réunion",
            " bis".repeat(length / 3),
            "1234".repeat(length)
        );
        write(&mut draft, Field::HelpDescription(request), &text);
    }
    let visitor = prints(&browser, &site, draft.clone()).await?;
    for width in [1280, 820, 390] {
        visitor.resize_window(width, 900).await?;
        let shown: String = visitor
            .see_as("return all(document, '.sheet').map((sheet) => sheet.innerText).join()")
            .await?;
        for request in &draft.software[0].help_requests {
            let (_, link) = request.description.split_once('\n').unwrap_or_default();
            ensure!(without_spaces(&shown).contains(&without_spaces(link)), "{link} is missing");
        }
    }
    Ok(())
}

pub(crate) async fn an_empty_draft_gives_a_blank_panel(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.open_app("/imprimer").await?;
    summary_becomes(&visitor, "À imprimer : 1 panneau vierge sur A4.").await?;
    let printed = pages(&visitor).await?;
    ensure!(sizes(&printed) == [A4], "{printed:?}");
    all_said(&printed[0], LABELS)?;
    all_said(&printed[0], ["Nom du logiciel", EVENT])
}

pub(crate) async fn paper_is_white_in_the_dark(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = prints(&browser, &site, two_software()).await?;
    visitor.prefer(ColorScheme::Dark).await?;
    let script = "
        const { color } = getComputedStyle(document.querySelector('.sheet'));
        return [getComputedStyle(document.body).color, color];";
    let (page, sheet): (String, String) = visitor.see_as(script).await?;
    ensure!(page == "rgb(233, 238, 248)" && sheet == "rgb(0, 0, 0)", "{page}, {sheet}");
    pages(&visitor).await?;
    for path in ["/", "/accessibilite", "/donnees-personnelles", "/relire"] {
        visitor.open_app(path).await?;
        for page in visitor.print_pages().await? {
            // The announcement has a picture, which keeps its colours.
            let is_black =
                if path == "/" { page.are_letters_black } else { page.is_black_on_white };
            ensure!(is_black && page.cut_letters == 0, "{path}: {page:?}");
        }
    }
    Ok(())
}

pub(crate) async fn the_announcement_comes_without_navigation(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.open_app("/").await?;
    let printed = visitor.print_pages().await?;
    ensure!(printed.iter().all(|page| page.cut_letters == 0), "{printed:?}");
    ensure!(printed.len() <= 2, "it takes {} pages", printed.len());
    ensure!(!printed[0].is_black_on_white, "the picture has lost its colours");
    let letters: String = printed.iter().map(|page| page.letters.as_str()).collect();
    for (text, is_there) in [
        ("77 avenue de Ségur", true),
        ("(https://", true),
        ("Rédiger ma participation", false),
        ("Code source", false),
        ("Aller au contenu", false),
    ] {
        ensure!(letters.contains(&without_spaces(text)) == is_there, "{text}: {letters}");
    }
    Ok(())
}

pub(crate) async fn what_is_printed_is_chosen_by_keyboard(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = prints(&browser, &site, two_software()).await?;
    ensure!(visitor.labels(&["Documents"]).await? == [PANELS, CARDS, BLANK]);
    ensure!(visitor.labels(&["Logiciels"]).await? == ["Tous", "Démarches ouvertes", "Autre outil"]);
    ensure!(visitor.labels(&["Format des panneaux"]).await? == ["A4", "A3"]);
    visitor.see("window.print = () => { window.printed = (window.printed ?? 0) + 1 }").await?;

    visitor.tab_to(&format!("Documents > {PANELS}")).await?;
    visitor.type_where_focus_is(" ").await?;
    summary_becomes(&visitor, "À imprimer : 5 cartes sur A4.").await?;
    visitor.tab_to(&format!("Documents > {CARDS}")).await?;
    visitor.type_where_focus_is(" ").await?;
    summary_becomes(&visitor, "Avec ces choix, il n’y a rien à imprimer.").await?;
    ensure!(!visitor.can_press(&["Imprimer"]).await?, "there is nothing to print");

    visitor.tab_to(&format!("Documents > {BLANK}")).await?;
    visitor.type_where_focus_is(" ").await?;
    visitor.tab_to("Format des panneaux > A4").await?;
    visitor.press_keys(&[Key::Right]).await?;
    summary_becomes(&visitor, "À imprimer : 1 panneau vierge sur A3.").await?;
    visitor.press(&["Imprimer"]).await?;
    ensure!(visitor.see("return window.printed").await? == 1, "it is printed once");

    // For the visit, and not longer.
    visitor.follow_in_header("Ma participation").await?;
    visitor.arrives_at("Ma participation").await?;
    visitor.follow("Imprimer").await?;
    summary_becomes(&visitor, "À imprimer : 1 panneau vierge sur A3.").await?;
    visitor.reload().await?;
    let sheets: Vec<String> = visitor
        .see_as("return all(document, '.sheet h3').map((title) => words(title.textContent))")
        .await?;
    let first = sheets.first().context("there is no preview")?;
    ensure!(first == "Démarches ouvertes", "{sheets:?}");
    summary_becomes(&visitor, "À imprimer : 2 panneaux sur A4, 5 cartes sur A4.").await
}

pub(crate) async fn goals_are_read_at_two_metres(browser: Browser) -> Result<()> {
    let goal = "Publier la version 2 du logiciel avec son guide d’installation";
    let mut draft = Proposal::default();
    for count in 1..=4 {
        let id = add_software(&mut draft);
        write(&mut draft, Field::SoftwareName(id), "Démarches ouvertes");
        for _ in 0..count {
            let goal_id = add_goal(&mut draft, id);
            write(&mut draft, Field::Goal(goal_id), goal);
        }
    }
    let site = Site::serve(Build::Root)?;
    let visitor = prints(&browser, &site, draft).await?;
    let script = "
        const { width } = document.querySelector('.sheet').getBoundingClientRect();
        return all(document, '.panel__goals ul').map((goals) =>
            parseFloat(getComputedStyle(goals).fontSize) / width * 210 / 25.4 * 72)";
    let points: Vec<f64> = visitor.see_as(script).await?;
    ensure!(points.len() == 4 && points.iter().all(|&points| points >= 16.0), "{points:?}");
    ensure!(points.is_sorted_by(|few, many| few >= many), "{points:?}");
    ensure!(points[0] > 30.0 && points[3] < 18.0, "they do not use their room: {points:?}");
    let printed = pages(&visitor).await?;
    ensure!(printed.len() == 4, "large goals take another page: {} pages", printed.len());
    Ok(())
}

pub(crate) async fn pages_with_fields_are_printed_as_the_message(browser: Browser) -> Result<()> {
    let mut draft = two_software();
    write(&mut draft, Field::Expectations, &many_words("attente"));
    let site = Site::serve(Build::Root)?;
    let visitor = prints(&browser, &site, draft).await?;
    for (path, heading) in [("/participer", "Ma participation"), ("/relire", "Relire et envoyer")] {
        visitor.open_app(path).await?;
        visitor.arrives_at(heading).await?;
        let printed = visitor.print_pages().await?;
        ensure!(printed.iter().all(|page| page.cut_letters == 0), "{path}: {printed:?}");
        let letters: String = printed.iter().map(|page| page.letters.as_str()).collect();
        let want = format!(
            "{heading}Bonjour,Voici ma participation (Hackathon #BlueHats, 9 et 10 janvier 2024).Nom : Camille Durand"
        );
        ensure!(letters.starts_with(&without_spaces(&want)), "{path}: {letters}");
        let times = |text: &str| letters.matches(&without_spaces(text)).count();
        ensure!(times(&many_words("attente")) == 1, "{path}: a text is cut: {letters}");
        ensure!(letters.ends_with("Àbientôt!"), "{path}: {letters}");
    }

    visitor.close_browser().await?;

    // One that cannot be sent yet is printed as far as it is.
    let mut draft = two_software();
    write(&mut draft, Field::Name, "");
    let visitor = prints(&browser, &site, draft).await?;
    visitor.open_app("/participer").await?;
    let printed = visitor.print_pages().await?;
    let is_there = printed[0].letters.starts_with("MaparticipationAdresseélectronique:");
    ensure!(is_there, "{printed:?}");
    Ok(())
}
