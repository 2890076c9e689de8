//! The participation on paper.

use domain::{Proposal, Software};
use leptos::prelude::*;
use routes::Route;

use super::arrival::arrive;
use super::href;
use super::saving::SetAsideNotice;
use super::wording::help_kind;
use crate::edition::EVENT;
use crate::notebook::use_notebook;
use crate::platform::document;
use crate::ui::button::{Button, Emphasis};
use crate::ui::dynamic::dynamic;

/// « Imprimer »: one panel per software, with the goals as boxes to tick.
#[component]
pub fn PrintPage() -> impl IntoView {
    let notebook = use_notebook();
    arrive(Some(Route::Print));
    view! {
        <h1 class="no-print" tabindex="-1">{Route::Print.heading()}</h1>
        <SetAsideNotice />
        {dynamic(move || {
            notebook
                .with(|draft| {
                    Some(
                        if draft.software.is_empty() {
                            nothing_to_print().into_any()
                        } else {
                            panels(draft).into_any()
                        },
                    )
                })
        })}
    }
}

fn nothing_to_print() -> impl IntoView {
    view! {
        <p>
            "Il n’y a encore aucun logiciel dans votre participation. "
            <a href=href(Route::Draft)>"Rédiger ma participation"</a>
        </p>
    }
}

fn panels(draft: &Proposal) -> impl IntoView + use<> {
    let panels: Vec<_> = draft.software.iter().map(|software| panel(draft, software)).collect();
    view! {
        <p class="no-print">
            "Chaque logiciel donne un panneau à afficher pendant l’événement."
        </p>
        <p class="actions no-print">
            <Button
                label="Imprimer"
                emphasis=Emphasis::Primary
                on_press=|()| document::print()
            />
        </p>
        {panels}
    }
}

fn panel(draft: &Proposal, software: &Software) -> impl IntoView + use<> {
    let goals = software.goals.iter().map(|goal| {
        view! { <li class="panel__goal" dir="auto">{goal.text.clone()}</li> }
    });
    let requests = software.help_requests.iter().map(|request| {
        view! {
            <li dir="auto">
                <strong>{help_kind(request.kind)} "\u{a0}: "</strong>
                {request.description.clone()}
                {(!request.ticket.is_empty()).then(|| format!(" ({})", request.ticket))}
            </li>
        }
    });
    let links = [&software.repository, &software.licence];
    let links: Vec<&str> =
        links.into_iter().map(String::as_str).filter(|text| !text.is_empty()).collect();
    let contacts = [&draft.name, &draft.organisation, &draft.email];
    let contacts: Vec<&str> =
        contacts.into_iter().map(String::as_str).filter(|text| !text.is_empty()).collect();
    view! {
        <section class="panel">
            <h2 class="panel__title" dir="auto">{software.name.clone()}</h2>
            <p class="panel__event">{EVENT.name} ", " {EVENT.days_in_french}</p>
            <h3>"Descriptif"</h3>
            <p dir="auto">{software.summary.clone()}</p>
            <h3>"Objectifs"</h3>
            <ul class="panel__goals">{goals.collect_view()}</ul>
            <h3>"Besoins"</h3>
            <ul>{requests.collect_view()}</ul>
            <h3>"Dépôt et licence"</h3>
            <p>{links.join(" – ")}</p>
            <h3>"Contacts"</h3>
            <p dir="auto">{contacts.join(" – ")}</p>
            <h3>"Questions"</h3>
            <div class="panel__questions"></div>
        </section>
    }
}
