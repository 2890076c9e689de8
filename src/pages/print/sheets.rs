//! Sheets of paper, as they are printed and as they are previewed.

use domain::{HelpRequest, Proposal, Software};
use leptos::prelude::*;

use super::goal_size::goals_class;
use super::job::{self, Job, Paper, filled};
use crate::edition::EVENT;
use crate::pages::labels::help_kind;
use crate::platform::page;

/// The style sheet of what is printed. It comes with the program: in the pages it would weigh on everybody's first
/// visit.
const STYLE: &str = include_str!("../../../style/paper.css");

/// How many cards a page takes, of those that take a quarter of it.
const QUARTERS: usize = 4;

/// How many it takes of the others.
const HALVES: usize = 2;

/// The sheets of a job, with panels on this paper.
pub fn sheets(job: &Job<'_>, paper: Paper) -> AnyView {
    page::add_style("style-papier", STYLE);
    let for_panels = match paper {
        Paper::A4 => "sheet",
        Paper::A3 => "sheet sheet--a3",
    };
    let panel = |contact: Contact, software: &Software| {
        let software = software.clone();
        view! { <div class=for_panels><Panel contact software /></div> }.into_any()
    };
    let panels = job.panels.iter().map(|(draft, software)| panel(Contact::of(draft), software));
    let panels = panels.collect_view();
    let pages = |cards: &[job::Card<'_>], per_page: usize, class: &'static str| {
        let page = |cards: &[job::Card<'_>]| {
            let cards = cards.iter().map(|&job::Card { draft, software, request }| {
                let (contact, request) = (Contact::of(draft), request.clone());
                view! { <Card contact software=software.name.clone() request /> }.into_any()
            });
            view! { <div class="sheet"><div class=class>{cards.collect_view()}</div></div> }
                .into_any()
        };
        cards.chunks(per_page).map(page).collect_view()
    };
    let cards = pages(&job.cards, QUARTERS, "cards");
    let wide_cards = pages(&job.wide_cards, HALVES, "cards cards--wide");
    let blank_panel =
        job.has_blank_panel.then(|| panel(Contact::default(), &Proposal::default().new_software()));
    view! {
        {panels}
        {cards}
        {wide_cards}
        {blank_panel}
    }
    .into_any()
}

/// Whom to ask.
#[derive(Clone, Debug, Default)]
struct Contact(Vec<String>);

impl Contact {
    /// What the draft says of who wrote it.
    fn of(draft: &Proposal) -> Self {
        let filled = filled(&[&draft.name, &draft.organisation, &draft.email]);
        Self(filled.into_iter().map(str::to_owned).collect())
    }
}

/// A panel, with the form's own words; what is empty has lines to write on. The name and the event stand
/// on every page that it takes.
#[component]
fn Panel(
    /// Whom to ask.
    contact: Contact,
    /// What it is about.
    software: Software,
) -> impl IntoView {
    let goals: Vec<&String> = software.goals.iter().map(|goal| &goal.text).collect();
    let goals_class = goals_class(&software, &contact.0);
    let needs = software.help_requests.iter().filter_map(|request| {
        let text = filled(&[&request.description, &request.ticket]).join("\n");
        (!text.is_empty()).then(|| Line { label: Some(help_kind(request.kind)), text })
    });
    let name = software.name.trim().to_owned();
    let (class, name) =
        if name.is_empty() { ("rule", "Nom du logiciel".to_owned()) } else { ("", name) };
    view! {
        <div class="panel">
            <div class="panel__head">
                <h3 class=class dir="auto">
                    {name}
                </h3>
            </div>
            <div class="panel__body">
                <PanelField label="Objectifs" class=goals_class lines=plain(&goals) to_write_on=4 />
                <PanelField label="En une phrase" lines=plain(&[&software.summary]) to_write_on=2 />
                <PanelField label="Mots-clés" lines=Vec::new() to_write_on=1 />
                <div class="panel__pair">
                    <PanelField
                        label="Lien vers le dépôt, licence"
                        lines=plain(&[&software.repository, &software.licence])
                        to_write_on=2
                    />
                    <PanelField
                        label="Contact"
                        lines=contact.0.into_iter().map(Line::plain).collect()
                        to_write_on=2
                    />
                </div>
                <PanelField label="Demandes d’aide" lines=needs.collect() to_write_on=3 />
                <PanelField
                    label="Questions (papillons adhésifs)"
                    class="panel__questions"
                    lines=Vec::new()
                    to_write_on=0
                />
            </div>
            <div class="panel__foot">
                <EventLine />
            </div>
        </div>
    }
}

/// A line of a field.
#[derive(Clone, Debug)]
struct Line {
    /// What it begins with, in bold.
    label: Option<&'static str>,
    text: String,
}

impl Line {
    const fn plain(text: String) -> Self {
        Self { label: None, text }
    }
}

/// Lines of these texts, but for those that are empty.
fn plain(texts: &[&String]) -> Vec<Line> {
    filled(texts).into_iter().map(|text| Line::plain(text.to_owned())).collect()
}

/// A field of a panel.
#[component]
fn PanelField(
    /// What it is for.
    label: &'static str,
    /// Its classes.
    #[prop(default = "panel__field")]
    class: &'static str,
    /// What stands in it.
    lines: Vec<Line>,
    /// How many lines to write on it has while nothing stands in it.
    to_write_on: usize,
) -> impl IntoView {
    let content = if lines.is_empty() {
        let rule = |_| view! { <div class="rule"></div> }.into_any();
        (0..to_write_on).map(rule).collect_view().into_any()
    } else {
        let line = |Line { label, text }| {
            view! {
                <li dir="auto">
                    <strong>{label.map(|label| format!("{label}\u{a0}: "))}</strong>
                    {text}
                </li>
            }
            .into_any()
        };
        view! { <ul>{lines.into_iter().map(line).collect_view()}</ul> }.into_any()
    };
    view! {
        <div class=class>
            <h4>{label}</h4>
            {content}
        </div>
    }
}

/// A card, with what one has to know to take the request on.
#[component]
fn Card(
    /// Whom to ask.
    contact: Contact,
    /// The name of the software that needs help.
    software: String,
    /// What it needs.
    request: HelpRequest,
) -> impl IntoView {
    let contacts = contact.0.join(", ");
    let small = filled(&[&request.ticket, &contacts]).into_iter().map(str::to_owned);
    let small = small.map(|text| view! { <p class="card__small" dir="auto">{text}</p> }.into_any());
    view! {
        <div class="card">
            <h4>{help_kind(request.kind)}</h4>
            <h3 dir="auto">{software}</h3>
            <p dir="auto">{request.description.clone()}</p>
            {small.collect_view()}
            <p class="rule" dir="auto">"Pris en charge par"</p>
            <EventLine />
        </div>
    }
}

/// The line at the foot that says what this paper was for.
#[component]
fn EventLine() -> impl IntoView {
    view! {
        <p class="sheet__event" dir="auto">
            {format!("{}, {}", EVENT.name, EVENT.days_in_french)}
        </p>
    }
}
