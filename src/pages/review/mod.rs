//! Reading the participation again, as the message that it will be, and sending it.
//!
//! A `mailto:` link gives no receipt, is cut by some programs when it is long, and does nothing
//! where no mail program is set up. So there are several ways to send, the best first, and the
//! visitor is asked what became of it: this page never claims by itself that something was sent.

mod opening;
mod other_ways;
mod question;
mod ready;
mod sending;

use domain::{Participation, Problem, Sending};
use leptos::prelude::*;
use routes::Route;

use self::ready::ready;
use super::arrival::arrive;
use super::heading;
use super::saving::{set_aside_notice, status_bar, versions};
use super::wording::summary;
use crate::dom::{El, el};
use crate::notebook::{Notebook, use_notebook};
use crate::ui::error_summary::error_summary;
use crate::ui::radio_group::radio_group;

/// « Relire et envoyer »: what is missing, or else the message and the ways to send it.
pub fn review_page(page: El) -> El {
    let notebook = use_notebook();
    let sends = RwSignal::new(UPDATE);
    notebook.review();
    arrive(Some(Route::Review));
    let is_modified =
        Memo::new(move |_| matches!(notebook.sending(), Sending::ModifiedSince { .. }));
    let shown = move || match notebook.with(Participation::parse) {
        Ok(participation) => ready(notebook, &participation, sends.get() != UPDATE),
        Err(problems) => incomplete(notebook, &problems),
    };
    page.child(heading(Route::Review.heading().unwrap_or_default()))
        .dynamic(move || set_aside_notice(notebook))
        .dynamic(move || versions(notebook))
        .dynamic(move || is_modified.get().then(|| update_or_all(sends)))
        .dynamic(move || Some(shown()))
        .child(status_bar())
}

/// The first of two choices of what to send.
const UPDATE: usize = 0;

/// Once a participation was sent and changed since: whether to send what changed ([`UPDATE`]), or all
/// of it.
fn update_or_all(sends: RwSignal<usize>) -> El {
    radio_group(
        "envoi",
        "Ce que vous envoyez",
        ["La mise à jour", "Le message complet"].map(str::to_owned),
        move || sends.get(),
        move |chosen| sends.set(chosen),
    )
}

/// What keeps the draft from being sent.
fn incomplete(notebook: Notebook, problems: &[Problem]) -> El {
    let entries = notebook.with(|draft| summary(draft, problems));
    let title = match problems.len() {
        1 => "Il reste un point à compléter avant l’envoi".to_owned(),
        count => format!("Il reste {count} points à compléter avant l’envoi"),
    };
    el("div")
        .child(el("p").text("Votre brouillon n’est pas encore prêt à partir. Chaque lien ci-dessous mène au champ à compléter."))
        .child(error_summary(title, entries, |_| false))
}
