//! A draft that cannot be sent yet.

use domain::Problem;
use leptos::prelude::*;

use crate::draft_store::use_draft_store;
use crate::pages::labels::summary;
use crate::ui::ErrorSummary;

/// What keeps the draft from being sent.
#[component]
pub(super) fn Incomplete(
    /// All of it, in the order of the form.
    problems: Vec<Problem>,
) -> impl IntoView {
    let store = use_draft_store();
    let title = match problems.len() {
        1 => "Il reste un point à compléter avant l’envoi".to_owned(),
        count => format!("Il reste {count} points à compléter avant l’envoi"),
    };
    // The places of items may change while the problems are the same.
    let entries = Memo::new(move |_| store.with(|draft| summary(draft, &problems)));
    view! {
        <div>
            <p>
                "Votre brouillon n’est pas encore prêt à partir. Chaque lien ci-dessous mène au champ à compléter."
            </p>
            <ErrorSummary title entries />
        </div>
    }
}
