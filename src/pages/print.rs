//! The participation on paper.

use domain::{Proposal, Software};
use routes::Route;

use super::arrival::arrive;
use super::saving::set_aside_notice;
use super::wording::help_kind;
use super::{heading, link_to};
use crate::dom::{El, el};
use crate::edition::EVENT;
use crate::notebook::use_notebook;
use crate::platform::document;
use crate::ui::button::{Emphasis, actions, button};

/// « Imprimer »: one panel per software, with the goals as boxes to tick.
pub fn print_page(page: El) -> El {
    let notebook = use_notebook();
    arrive(Some(Route::Print));
    page.child(heading(Route::Print.heading().unwrap_or_default()).class("no-print"))
        .dynamic(move || set_aside_notice(notebook))
        .dynamic(move || {
            Some(notebook.with(|draft| {
                if draft.software.is_empty() { nothing_to_print() } else { panels(draft) }
            }))
        })
}

fn nothing_to_print() -> El {
    el("p")
        .text("Il n’y a encore aucun logiciel dans votre participation. ")
        .child(link_to(Route::Draft, "Rédiger ma participation"))
}

fn panels(draft: &Proposal) -> El {
    let print = button("Imprimer", Emphasis::Primary, document::print);
    el("div")
        .child(
            el("p")
                .class("no-print")
                .text("Chaque logiciel donne un panneau à afficher pendant l’événement."),
        )
        .child(actions([print]).class("actions no-print"))
        .children(draft.software.iter().map(|software| panel(draft, software)))
}

fn panel(draft: &Proposal, software: &Software) -> El {
    let goals = software
        .goals
        .iter()
        .map(|goal| el("li").class("panel__goal").attr("dir", "auto").text(&goal.text));
    let requests = software.help_requests.iter().map(|request| {
        el("li")
            .attr("dir", "auto")
            .child(el("strong").text(help_kind(request.kind)).text("\u{a0}: "))
            .text(&request.description)
            .text(&request.ticket)
    });
    let links = [software.repository.as_str(), software.licence.as_str()];
    el("section")
        .class("panel")
        .child(el("h2").class("panel__title").attr("dir", "auto").text(&software.name))
        .child(el("p").class("panel__event").text(EVENT.name).text(", ").text(EVENT.days_in_french))
        .child(el("h3").text("Objectifs"))
        .child(el("ul").class("panel__goals").children(goals))
        .child(el("h3").text("Besoins"))
        .child(el("ul").children(requests))
        .child(el("p").text(&links.join(" – ")))
        .child(el("p").attr("dir", "auto").text(&draft.name))
        .child(el("div").class("panel__questions"))
}
