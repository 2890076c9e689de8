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
use super::saving::{SetAsideNotice, StatusBar, Versions};
use super::wording::summary;
use crate::notebook::{Notebook, use_notebook};
use crate::ui::dynamic::dynamic;
use crate::ui::error_summary::ErrorSummary;
use crate::ui::radio_group::RadioGroup;

/// « Relire et envoyer »: what is missing, or else the message and the ways to send it.
#[component]
pub fn ReviewPage() -> impl IntoView {
    let notebook = use_notebook();
    let sends = RwSignal::new(UPDATE);
    notebook.review();
    arrive(Some(Route::Review));
    view! {
        <h1 tabindex="-1">{Route::Review.heading()}</h1>
        <SetAsideNotice />
        <Versions />
        <UpdateOrAll notebook sends />
        {dynamic(move || Some(match notebook.with(Participation::parse) {
            Ok(participation) => ready(notebook, &participation, sends.get() != UPDATE).into_any(),
            Err(problems) => incomplete(notebook, &problems).into_any(),
        }))}
        <StatusBar />
    }
}

/// The first of two choices of what to send.
const UPDATE: usize = 0;

/// Once a participation was sent and changed since: whether to send what changed, or all of it.
#[component]
fn UpdateOrAll(
    /// The draft.
    notebook: Notebook,
    /// What the visitor chose: [`UPDATE`], or else all of it.
    sends: RwSignal<usize>,
) -> impl IntoView {
    let is_modified =
        Memo::new(move |_| matches!(notebook.sending(), Sending::ModifiedSince { .. }));
    let choice = move || {
        view! {
            <RadioGroup
                name="envoi".to_owned()
                legend="Ce que vous envoyez"
                labels=vec!["La mise à jour".to_owned(), "Le message complet".to_owned()]
                chosen=sends
                on_change=Callback::new(move |chosen| sends.set(chosen))
            />
        }
    };
    dynamic(move || is_modified.get().then(|| choice().into_any()))
}

/// What keeps the draft from being sent.
fn incomplete(notebook: Notebook, problems: &[Problem]) -> impl IntoView + use<> {
    let entries = notebook.with(|draft| summary(draft, problems));
    let title = match problems.len() {
        1 => "Il reste un point à compléter avant l’envoi".to_owned(),
        count => format!("Il reste {count} points à compléter avant l’envoi"),
    };
    view! {
        <p>
            "Votre brouillon n’est pas encore prêt à partir. Chaque lien ci-dessous mène au champ à compléter."
        </p>
        <ErrorSummary title entries on_follow=Callback::new(|_| false) />
    }
}
