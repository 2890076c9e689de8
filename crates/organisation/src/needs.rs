//! Who needs what, who offers what, and what could go together.

use bluehats::edition::EVENT;
use bluehats::pages::labels::help_kind;
use bluehats::ui::{Button, ButtonVariant, Select, TextField};
use domain::board::{Board, Filter, Need, SharedWords};
use domain::{Date, HelpKind};
use leptos::prelude::*;

use crate::desk::Desk;
use crate::page::{HEADING, Heading};
use crate::paged::Paged;
use crate::software::Link;
use crate::words::{byline, count};

/// Needs beside offers.
#[component]
pub(crate) fn NeedsView(
    /// Where they come from.
    desk: Desk,
) -> impl IntoView {
    let lists = move || {
        let found = desk.filter.with(|filter| desk.board.with(|board| Found::new(board, filter)));
        view! { <Lists found /> }
    };
    let sentence = move || {
        desk.filter.with(|filter| {
            desk.board.with(|board| {
                let needs = count(board.needs(filter).len(), "besoin", "besoins");
                let offers = count(board.offers(filter).len(), "offre", "offres");
                format!("{needs}, {offers}.")
            })
        })
    };
    view! {
        <section aria-labelledby=HEADING>
            <Heading text="Besoins et offres" />
            <Filters desk />
            <p role="status" prop:textContent=sentence></p>
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
    let is_idle = move || filter.with(|filter| *filter == Filter::default());
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
            <Button label="Tout afficher" variant=ButtonVariant::Quiet is_idle=Signal::derive(is_idle) on_press=clear />
        </p>
    }
}

fn kinds() -> Vec<(Option<HelpKind>, String)> {
    let kinds = [HelpKind::Bug, HelpKind::Feature, HelpKind::Documentation, HelpKind::Other];
    let kinds = kinds.map(|kind| (Some(kind), help_kind(kind).to_owned()));
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
    move || {
        let keys = desk.board.with(|board| {
            let mut keys: Vec<(String, String)> = Vec::new();
            for it in board.software() {
                if keys.last().is_none_or(|(key, _)| *key != it.key) {
                    keys.push((it.key, it.software.name.trim().to_owned()));
                }
            }
            keys
        });
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
    }
}

/// What the filter lets through.
#[derive(Clone)]
struct Found {
    needs: Vec<NeedEntry>,
    offers: Vec<OfferEntry>,
}

#[derive(Clone)]
struct NeedEntry {
    kind: HelpKind,
    software: String,
    text: String,
    ticket: String,
    by: String,
    /// Offers that share words with it.
    suggestions: Vec<Suggestion>,
}

#[derive(Clone)]
struct Suggestion {
    by: String,
    words: String,
}

#[derive(Clone)]
struct OfferEntry {
    text: String,
    by: String,
    presence: String,
}

impl Found {
    fn new(board: &Board, filter: &Filter) -> Self {
        let suggestion = |it: SharedWords<'_>| Suggestion {
            by: byline(it.offer.person),
            words: it.words.join(", "),
        };
        let need = |need: Need<'_>| NeedEntry {
            kind: need.request.kind,
            software: need.software.name.trim().to_owned(),
            text: need.request.description.trim().to_owned(),
            ticket: need.request.ticket.clone(),
            by: byline(need.person),
            suggestions: board.offers_for(&need).into_iter().map(suggestion).collect(),
        };
        let offers = board.offers(filter).into_iter().map(|offer| OfferEntry {
            text: offer.text.trim().to_owned(),
            by: byline(offer.person),
            presence: days_of(&offer.person.proposal.presence),
        });
        Self {
            needs: board.needs(filter).into_iter().map(need).collect(),
            offers: offers.collect(),
        }
    }
}

/// These days, in French.
pub(crate) fn days_of(days: &[Date]) -> String {
    days.iter().map(|day| day.in_french()).collect::<Vec<_>>().join(", ")
}

#[component]
fn Lists(
    /// What there is to show.
    found: Found,
) -> impl IntoView {
    let Found { needs, offers } = found;
    view! {
        <div class="two-columns">
            <section aria-labelledby="besoins">
                <h3 id="besoins">"Besoins"</h3>
                <Paged items=needs render=need class="board board--rows" />
            </section>
            <section aria-labelledby="offres">
                <h3 id="offres">"Offres"</h3>
                <Paged items=offers render=offer class="board board--rows" />
            </section>
        </div>
    }
}

fn need(need: NeedEntry) -> AnyView {
    let NeedEntry { kind, software, text, ticket, by, suggestions } = need;
    let ticket = (!ticket.trim().is_empty()).then(|| view! { <p><Link text=ticket /></p> });
    let suggestions = (!suggestions.is_empty()).then(|| {
        let line = |Suggestion { by, words }| {
            view! { <li dir="auto"><strong>{by}</strong> "\u{a0}: " {words}</li> }
        };
        view! {
            <h4>"Pourraient aider (mots en commun)"</h4>
            <ul>{suggestions.into_iter().map(line).collect_view()}</ul>
        }
    });
    view! {
        <p>
            <span class="tag">{help_kind(kind)}</span>
            <strong dir="auto">{software}</strong>
        </p>
        <p class="quote" dir="auto">{text}</p>
        {ticket}
        <p class="said-by" dir="auto">{by}</p>
        {suggestions}
    }
    .into_any()
}

fn offer(offer: OfferEntry) -> AnyView {
    let OfferEntry { text, by, presence } = offer;
    view! {
        <p class="quote" dir="auto">{text}</p>
        <p class="said-by" dir="auto">
            {by}
            {(!presence.is_empty()).then(|| format!(" – {presence}"))}
        </p>
    }
    .into_any()
}
