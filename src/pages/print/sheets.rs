//! Sheets of paper, as they are printed and as they are previewed.

use domain::{HelpRequest, Proposal, Software};
use leptos::prelude::*;

use super::job::{Job, filled};
use crate::edition::EVENT;
use crate::pages::wording::help_kind;

/// How many cards a page takes, of those that take a quarter of it.
const QUARTERS: usize = 4;

/// How many it takes of the others.
const HALVES: usize = 2;

/// The sheets of a job, with panels on the first or second of [`PAPERS`](super::job::PAPERS).
pub(super) fn sheets(draft: &Proposal, job: &Job<'_>, paper: usize) -> Vec<AnyView> {
    let mut sheets = Vec::new();
    for software in &job.panels {
        sheets.push(sheet(paper, panel(draft, software)));
    }
    for (cards, per_page) in [(&job.cards, QUARTERS), (&job.wide_cards, HALVES)] {
        for cards in cards.chunks(per_page) {
            let class = if per_page == HALVES { "cards cards--wide" } else { "cards" };
            let cards: Vec<_> = cards.iter().map(|card| self::card(draft, card)).collect();
            sheets.push(sheet(0, view! { <div class=class>{cards}</div> }.into_any()));
        }
    }
    if job.has_blank_panel {
        let nobody = Proposal::default();
        sheets.push(sheet(paper, panel(&nobody, &nobody.new_software())));
    }
    sheets
}

fn sheet(paper: usize, content: AnyView) -> AnyView {
    let class = if paper == 0 { "sheet" } else { "sheet sheet--a3" };
    view! { <div class=class>{content}</div> }.into_any()
}

/// A panel, with the fields of those of the event; what is empty has lines to write on.
fn panel(draft: &Proposal, software: &Software) -> AnyView {
    let plain = |texts: &[&String]| -> Vec<Line> {
        filled(texts).into_iter().map(|text| ("", text.to_owned())).collect()
    };
    let goals: Vec<&String> = software.goals.iter().map(|goal| &goal.text).collect();
    let name = match filled(&[&software.name]).pop() {
        Some(name) => view! { <h3 dir="auto">{name.to_owned()}</h3> }.into_any(),
        None => view! { <h3 class="rule">"Nom du logiciel"</h3> }.into_any(),
    };
    let needs = software.help_requests.iter().filter_map(|request| {
        let text = filled(&[&request.description, &request.ticket]).join("\n");
        (!text.is_empty()).then(|| (help_kind(request.kind), text))
    });
    view! {
        <article class="panel">
            {name}
            {field("Objectifs", "panel__goals", plain(&goals), 4)}
            {field("Descriptif", "", plain(&[&software.summary]), 2)}
            {field("Mots-clés", "", Vec::new(), 1)}
            <div class="panel__pair">
                {field(
                    "Dépôt et liens",
                    "",
                    plain(&[&software.repository, &software.licence]),
                    2,
                )}
                {field(
                    "Contacts",
                    "",
                    plain(&[&draft.name, &draft.organisation, &draft.email]),
                    2,
                )}
            </div>
            {field("Besoins / prochaines étapes", "", needs.collect(), 3)}
            {field("Questions (papillons adhésifs)", "panel__questions", Vec::new(), 0)}
            {event()}
        </article>
    }
    .into_any()
}

/// What a line begins with, in bold, and its text.
type Line = (&'static str, String);

/// A field of a panel: its lines, or else so many to write on.
fn field(
    label: &'static str,
    class: &'static str,
    lines: Vec<Line>,
    to_write_on: usize,
) -> AnyView {
    let lines = if lines.is_empty() {
        let rules = (0..to_write_on).map(|_| view! { <div class="rule"></div> }.into_any());
        rules.collect::<Vec<_>>().into_any()
    } else {
        let lines = lines.into_iter().map(|(kind, text)| {
            let kind = (!kind.is_empty()).then(|| view! { <strong>{kind} "\u{a0}: "</strong> });
            view! { <li dir="auto">{kind} {text}</li> }.into_any()
        });
        view! { <ul>{lines.collect::<Vec<_>>()}</ul> }.into_any()
    };
    view! {
        <section class=class>
            <h4>{label}</h4>
            {lines}
        </section>
    }
    .into_any()
}

/// A card, with what one has to know to take the request on.
fn card(draft: &Proposal, (software, request): &(&Software, &HelpRequest)) -> AnyView {
    let small = |text: String| {
        (!text.is_empty())
            .then(|| view! { <p class="card__small" dir="auto">{text}</p> }.into_any())
    };
    view! {
        <article class="card">
            <h4>{help_kind(request.kind)}</h4>
            <h3 dir="auto">{software.name.clone()}</h3>
            <p dir="auto">{request.description.clone()}</p>
            {small(request.ticket.clone())}
            {small(filled(&[&draft.name, &draft.organisation, &draft.email]).join(", "))}
            <p class="rule">"Pris en charge par"</p>
            {event()}
        </article>
    }
    .into_any()
}

/// The line at the foot that says what this paper was for.
fn event() -> AnyView {
    view! { <p class="sheet__event">{EVENT.name} ", " {EVENT.days_in_french}</p> }.into_any()
}
