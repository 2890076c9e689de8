//! Erasing the draft: first the question, with a backup offered, then doing it.

use domain::Proposal;
use leptos::prelude::*;

use super::download::BackupButton;
use crate::draft_store::{Erasure, use_draft_store};
use crate::platform::focus;
use crate::platform::render::after_render;
use crate::ui::{Alert, Button, ButtonVariant, Severity};

/// The id of the section's heading.
const ERASE: &str = "effacer";

/// The id of what is asked, or said, about erasing.
const ERASING: &str = "effacement";

/// How far the visitor is with erasing the draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    /// It is asked whether they mean it.
    Asked,
    /// It is done.
    Done(Erasure),
}

/// The section: a button, the question that it asks, and what came of it.
#[component]
pub(super) fn EraseSection() -> impl IntoView {
    let store = use_draft_store();
    let step = RwSignal::new(None);
    let go_to = move |next: Option<Step>| {
        step.set(next);
        after_render(move || {
            focus::focus(if next.is_some() { ERASING } else { ERASE });
        });
    };
    let content = move |step: Step| {
        match step {
        Step::Asked => view! {
            <Alert
                severity=Severity::Warning
                title="Effacer mon brouillon\u{a0}?"
                is_silent=true
            >
                <p id=ERASING tabindex="-1">
                    "Tout ce que vous avez rédigé sera retiré du formulaire, et mis de côté sur cet appareil\u{a0}: vous pourrez le reprendre sur cette page, même plus tard, ou l’y supprimer pour de bon."
                </p>
                <p class="actions">
                    <Button
                        label="Oui, effacer"
                        variant=ButtonVariant::Danger
                        on_press=move |()| go_to(Some(Step::Done(store.erase())))
                    />
                    <BackupButton />
                    <Button label="Garder mon brouillon" on_press=move |()| go_to(None) />
                </p>
            </Alert>
        }
        .into_any(),
        Step::Done(erasure) => view! { <p id=ERASING tabindex="-1">{said(erasure)}</p> }.into_any(),
    }
    };
    view! {
        <section class="state" aria-labelledby=ERASE>
            <h2 id=ERASE tabindex="-1">"Tout effacer"</h2>
            <p class="actions">
                <Button
                    label="Effacer mon brouillon"
                    // It only asks: it may be pressed twice.
                    variant=ButtonVariant::Quiet
                    is_idle=move || store.with_settled(Proposal::is_empty)
                    on_press=move |()| go_to(Some(Step::Asked))
                />
            </p>
            {move || step.get().map(content)}
        </section>
    }
}

/// What became of the draft.
const fn said(erasure: Erasure) -> &'static str {
    match erasure {
        Erasure::Archived => {
            "C’est effacé. Pour reprendre ce brouillon\u{a0}: «\u{a0}Annuler\u{a0}», ou «\u{a0}Versions mises de côté\u{a0}» sur cette page, même après l’avoir quittée."
        }
        Erasure::InMemory => {
            "C’est effacé. Ce navigateur n’a pas pu mettre ce brouillon de côté\u{a0}: «\u{a0}Annuler\u{a0}» le rétablit tant que vous n’avez pas quitté cette page."
        }
    }
}
