//! Sheets of paper, as they are printed and as they are previewed.

use domain::{HelpRequest, Proposal, Software};

use super::job::{Job, filled};
use crate::dom::{El, el};
use crate::edition::EVENT;
use crate::pages::wording::help_kind;

/// How many cards a page takes, of those that take a quarter of it.
const QUARTERS: usize = 4;

/// How many it takes of the others.
const HALVES: usize = 2;

/// The sheets of a job, with panels on the first or second of [`PAPERS`](super::job::PAPERS).
pub(super) fn sheets(draft: &Proposal, job: &Job<'_>, paper: usize) -> Vec<El> {
    let mut sheets = Vec::new();
    let mut print = |class, content| sheets.push(block(class, [content]));
    let for_panels = if paper == 0 { "sheet" } else { "sheet sheet--a3" };
    for software in &job.panels {
        print(for_panels, panel(draft, software));
    }
    for (cards, per_page, class) in
        [(&job.cards, QUARTERS, "cards"), (&job.wide_cards, HALVES, "cards cards--wide")]
    {
        for cards in cards.chunks(per_page) {
            let cards = cards.iter().map(|(software, request)| card(draft, software, request));
            print("sheet", block(class, cards));
        }
    }
    if job.has_blank_panel {
        let nobody = Proposal::default();
        print(for_panels, panel(&nobody, &nobody.new_software()));
    }
    sheets
}

/// A panel, with the fields of those of the event; what is empty has lines to write on.
fn panel(draft: &Proposal, software: &Software) -> El {
    let goals: Vec<&String> = software.goals.iter().map(|goal| &goal.text).collect();
    let needs = software.help_requests.iter().filter_map(|request| {
        let text = filled(&[&request.description, &request.ticket]).join("\n");
        (!text.is_empty()).then(|| (help_kind(request.kind), text))
    });
    let name = software.name.trim();
    let name = if name.is_empty() { title("rule", "Nom du logiciel") } else { title("", name) };
    let links = [&software.repository, &software.licence];
    let contacts = [&draft.name, &draft.organisation, &draft.email];
    let two = [
        field("Dépôt et liens", FIELD, plain(&links), 2),
        field("Contacts", FIELD, plain(&contacts), 2),
    ];
    block(
        "panel",
        [
            name,
            field("Objectifs", "panel__field panel__goals", plain(&goals), 4),
            field("Descriptif", FIELD, plain(&[&software.summary]), 2),
            field("Mots-clés", FIELD, Vec::new(), 1),
            block("panel__pair", two),
            field("Besoins / prochaines étapes", FIELD, needs.collect(), 3),
            field("Questions (papillons adhésifs)", "panel__questions", Vec::new(), 0),
            event(),
        ],
    )
}

/// The class of the fields of a panel.
const FIELD: &str = "panel__field";

/// What a line of a field begins with, in bold, and its text.
type Line = (&'static str, String);

/// Lines of these texts, but for those that are empty.
fn plain(texts: &[&String]) -> Vec<Line> {
    filled(texts).into_iter().map(|text| ("", text.to_owned())).collect()
}

/// A field of a panel: its lines, or else so many to write on.
fn field(label: &'static str, class: &'static str, lines: Vec<Line>, to_write_on: usize) -> El {
    let place = el("div").class(class).child(el("h4").text(label));
    if lines.is_empty() {
        return place.children((0..to_write_on).map(|_| el("div").class("rule")));
    }
    place.child(el("ul").children(lines.into_iter().map(|(kind, text)| {
        let colon = if kind.is_empty() { "" } else { "\u{a0}: " };
        el("li").attr("dir", "auto").child(el("strong").text(kind).text(colon)).text(&text)
    })))
}

/// A card, with what one has to know to take the request on.
fn card(draft: &Proposal, software: &Software, request: &HelpRequest) -> El {
    let contacts = filled(&[&draft.name, &draft.organisation, &draft.email]).join(", ");
    let mut parts = vec![
        el("h4").text(help_kind(request.kind)),
        title("", &software.name),
        text("", &request.description),
    ];
    let small = [&request.ticket, &contacts];
    parts.extend(filled(&small).into_iter().map(|small| text("card__small", small)));
    parts.extend([text("rule", "Pris en charge par"), event()]);
    block("card", parts)
}

/// The line at the foot that says what this paper was for.
fn event() -> El {
    text("sheet__event", &[EVENT.name, ", ", EVENT.days_in_french].concat())
}

fn block(class: &str, parts: impl IntoIterator<Item = El>) -> El {
    el("div").class(class).children(parts)
}

fn title(class: &str, text: &str) -> El {
    el("h3").class(class).attr("dir", "auto").text(text)
}

fn text(class: &str, text: &str) -> El {
    el("p").class(class).attr("dir", "auto").text(text)
}
