//! Who needs what, who offers what, and what could go together.

use domain::board::{Board, Filter, Need, Person, SharedWords};
use domain::{Date, HelpKind, RequestId, SoftwareId};
use leptos::prelude::*;

use super::desk::Desk;
use super::page::{HEADING, Heading};
use super::paged::Paged;
use super::software::Link;
use super::words::{byline, count, days_of, isolated};
use crate::edition::EVENT;
use crate::pages::labels::help_kind;
use crate::ui::{Button, ButtonVariant, Select, TextField};

/// Needs beside offers.
#[component]
pub(super) fn NeedsView(
    /// Where they come from.
    desk: Desk,
) -> impl IntoView {
    let found = Memo::new(move |_| {
        desk.filter.with(|filter| desk.board.with(|board| Found::new(board, filter)))
    });
    let lists = move || {
        desk.board.track();
        view! { <Lists desk found=found.get() /> }.into_any()
    };
    view! {
        <section aria-labelledby=HEADING>
            <Heading text="Besoins et offres" />
            <Filters desk />
            <p role="status" prop:textContent=move || found.with(Found::sentence)></p>
            {move || lists()}
        </section>
    }
}

/// What is asked of needs and offers.
#[component]
fn Filters(
    /// Where it is noted.
    desk: Desk,
) -> impl IntoView {
    let filter = desk.filter;
    let words = RwSignal::new(filter.with_untracked(|filter| filter.words.clone()));
    let clear = move |()| {
        words.set(String::new());
        filter.set(Filter::default());
    };
    view! {
        <div class="filters no-print">
            <TextField
                id="filtre-mots"
                label="Mots"
                value=words
                on_input=move |typed: String| filter.update(|filter| filter.words = typed)
            />
            <Select
                id="filtre-type"
                label="Type d’aide"
                options=kinds()
                chosen=move || filter.with(|filter| filter.kind)
                on_change=move |kind| filter.update(|filter| filter.kind = kind)
            />
            <SoftwareChoice desk />
            <Select
                id="filtre-jour"
                label="Présence"
                options=days()
                chosen=move || filter.with(|filter| filter.day)
                on_change=move |day| filter.update(|filter| filter.day = day)
            />
        </div>
        <p class="actions no-print">
            <Button
                label="Tout afficher"
                variant=ButtonVariant::Quiet
                is_idle=move || filter.with(|filter| *filter == Filter::default())
                on_press=clear
            />
        </p>
    }
}

fn kinds() -> Vec<(Option<HelpKind>, String)> {
    let kinds = HelpKind::ALL.map(|kind| (Some(kind), help_kind(kind).to_owned()));
    std::iter::once((None, "Tous".to_owned())).chain(kinds).collect()
}

fn days() -> Vec<(Option<Date>, String)> {
    let days = EVENT.days.iter().map(|day| (Some(*day), day.in_french()));
    std::iter::once((None, "Tous les jours".to_owned())).chain(days).collect()
}

/// All software, or one.
#[component]
fn SoftwareChoice(
    /// Where it is noted.
    desk: Desk,
) -> impl IntoView {
    let choice = move || {
        let keys = desk.board.with(software);
        let options = std::iter::once("Tous".to_owned()).chain(keys.iter().map(|it| it.1.clone()));
        let options = options.enumerate().collect();
        let keys = StoredValue::new(keys);
        let chosen = move || {
            desk.filter.with(|filter| {
                let at = |key: &String| {
                    keys.with_value(|keys| keys.iter().position(|(known, _)| known == key))
                };
                filter.software.as_ref().and_then(at).map_or(0, |index| index + 1)
            })
        };
        let choose = move |index: usize| {
            let key = index.checked_sub(1).and_then(|index| {
                keys.with_value(|keys| keys.get(index).map(|(key, _)| key.clone()))
            });
            desk.filter.update(|filter| filter.software = key);
        };
        view! { <Select id="filtre-logiciel" label="Logiciel" options chosen on_change=choose /> }
            .into_any()
    };
    view! { {move || choice()} }
}

/// All software, by its key and the name that it is shown with.
fn software(board: &Board) -> Vec<(String, String)> {
    let mut keys: Vec<(String, String)> = Vec::new();
    for it in board.software() {
        if keys.last().is_none_or(|(key, _)| *key != it.key) {
            keys.push((it.key.to_owned(), it.software.name.trim().to_owned()));
        }
    }
    keys
}

/// What the filter lets through: by the person's message, which stands for them on the board.
#[derive(Clone, PartialEq, Eq)]
struct Found {
    needs: Vec<(usize, SoftwareId, RequestId)>,
    offers: Vec<usize>,
}

impl Found {
    fn new(board: &Board, filter: &Filter) -> Self {
        let ids = |it: Need<'_>| (it.person.message, it.software.id, it.request.id);
        Self {
            needs: board.needs(filter).into_iter().map(ids).collect(),
            offers: board.offers(filter).into_iter().map(|it| it.person.message).collect(),
        }
    }

    fn sentence(&self) -> String {
        let needs = count(self.needs.len(), "besoin", "besoins");
        format!("{needs}, {}.", count(self.offers.len(), "offre", "offres"))
    }
}

#[component]
fn Lists(
    /// Where they come from.
    desk: Desk,
    /// Which of them are shown.
    found: Found,
) -> impl IntoView {
    let Found { needs, offers } = found;
    let board = desk.board;
    let (count_needs, count_offers) = (needs.len(), offers.len());
    let show_need = move |index: usize| {
        let (message, software, request) = *needs.get(index)?;
        board.with_untracked(|board| {
            let person = board.person_of(message)?;
            let software = person.proposal.software(software)?;
            let request = person.proposal.help_request(request)?;
            Some(need(board, Need { person, software, request }))
        })
    };
    let show_offer = move |index: usize| {
        let message = *offers.get(index)?;
        board.with_untracked(|board| Some(offer(board.person_of(message)?)))
    };
    view! {
        <div class="two-columns">
            <section aria-labelledby="besoins">
                <h3 id="besoins">"Besoins"</h3>
                <Paged
                    id="besoin"
                    count=count_needs
                    render=show_need
                    class="board board--rows"
                />
            </section>
            <section aria-labelledby="offres">
                <h3 id="offres">"Offres"</h3>
                <Paged
                    id="offre"
                    count=count_offers
                    render=show_offer
                    class="board board--rows"
                />
            </section>
        </div>
    }
}

/// How many offers that may help with a need are shown. Words that stand in more of them tell little.
const SUGGESTIONS: usize = 10;

fn need(board: &Board, need: Need<'_>) -> AnyView {
    let ticket = need.request.ticket.trim().to_owned();
    let ticket = (!ticket.is_empty()).then(|| view! { <p><Link text=ticket /></p> });
    let mut suggestions = board.offers_for(&need);
    let others = suggestions.split_off(SUGGESTIONS.min(suggestions.len())).len();
    let others = (others > 0).then(|| {
        let others = format!("et {}", count(others, "autre offre", "autres offres"));
        view! { <li>{others}</li> }
    });
    let suggestions = (!suggestions.is_empty()).then(|| {
        let line = |it: SharedWords<'_>| {
            let (by, words) = (byline(it.offer.person), isolated(&it.words.join(", ")));
            view! { <li dir="auto"><strong>{by}</strong> "\u{a0}: " {words}</li> }
        };
        view! {
            <h4>"Pourraient aider (mots en commun)"</h4>
            <ul>{suggestions.into_iter().map(line).collect_view()} {others}</ul>
        }
    });
    view! {
        <p>
            <span class="tag">{help_kind(need.request.kind)}</span>
            <strong dir="auto">{need.software.name.trim().to_owned()}</strong>
        </p>
        <p class="quote" dir="auto">{need.request.description.trim().to_owned()}</p>
        {ticket}
        <p class="said-by" dir="auto">{who(need.person)}</p>
        {suggestions}
    }
    .into_any()
}

fn offer(person: &Person) -> AnyView {
    view! {
        <p class="quote" dir="auto">{person.proposal.offers.trim().to_owned()}</p>
        <p class="said-by" dir="auto">{who(person)}</p>
    }
    .into_any()
}

/// Who somebody is, and when they are there.
fn who(person: &Person) -> String {
    let mut parts = vec![byline(person), days_of(&person.proposal.presence)];
    parts.retain(|part| !part.is_empty());
    parts.join(" – ")
}
