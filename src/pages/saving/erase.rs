//! Erasing the draft: first the question, with a backup offered, then doing it.

use domain::Proposal;
use domain::repository::Saving;
use leptos::prelude::*;

use super::backup_button::BackupButton;
use crate::draft_store::{Erasure, use_draft_store};
use crate::platform::focus;
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
    view! {
        <section class="state" aria-labelledby=ERASE>
            <h2 id=ERASE tabindex="-1">"Tout effacer"</h2>
            <p class="actions">
                <Button
                    label="Effacer mon brouillon"
                    // It only asks: it may be pressed twice.
                    variant=ButtonVariant::Quiet
                    is_idle=move || store.with_settled(Proposal::is_empty)
                    on_press=move |()| go_to(step, Some(Step::Asked))
                />
            </p>
            {move || step.get().map(|now| match now {
                Step::Asked => view! { <EraseQuestion step /> }.into_any(),
                Step::Done(erasure) => view! { <Erased erasure /> }.into_any(),
            })}
        </section>
    }
}

/// Whether they mean it.
#[component]
fn EraseQuestion(
    /// Where their answer leads.
    step: RwSignal<Option<Step>>,
) -> impl IntoView {
    let store = use_draft_store();
    view! {
        <Alert severity=Severity::Warning title="Effacer mon brouillon\u{a0}?" is_silent=true>
            <p id=ERASING tabindex="-1">
                "Tout ce que vous avez rédigé sera retiré du formulaire, et mis de côté sur cet appareil\u{a0}: vous pourrez le reprendre sur cette page, même plus tard, ou l’y supprimer pour de bon."
            </p>
            <p class="actions">
                <Button
                    label="Oui, effacer"
                    variant=ButtonVariant::Danger
                    on_press=move |()| go_to(step, Some(Step::Done(store.erase())))
                />
                <BackupButton />
                <Button label="Garder mon brouillon" on_press=move |()| go_to(step, None) />
            </p>
        </Alert>
    }
}

/// What became of the draft. What the visitor does next may erase it after all, or bring it back.
#[component]
fn Erased(
    /// What did when it was erased.
    erasure: Erasure,
) -> impl IntoView {
    let store = use_draft_store();
    view! {
        <p
            id=ERASING
            tabindex="-1"
            prop:textContent=move || {
                if store.with_settled(Proposal::is_empty) {
                    said(erasure, store.saving())
                } else {
                    ""
                }
            }
        ></p>
    }
}

/// Goes on to this step, or to none, and takes the focus along.
fn go_to(step: RwSignal<Option<Step>>, next: Option<Step>) {
    step.set(next);
    focus::after_render(if next.is_some() { ERASING } else { ERASE });
}

/// What became of the draft; while the empty one cannot be saved, what was stored before is still there.
const fn said(erasure: Erasure, saving: Saving) -> &'static str {
    match (saving, erasure) {
        (Saving::Failed(_), _) => {
            "Retiré du formulaire, mais pas de cet appareil\u{a0}: ce navigateur refuse d’y écrire. Réessayez en haut de cette page, ou effacez les données de ce site dans les réglages du navigateur."
        }
        (Saving::Conflict { .. }, _) => {
            "Retiré du formulaire, mais pas de cet appareil\u{a0}: la version de l’autre onglet y est toujours. Choisissez d’abord entre les deux, en haut de cette page\u{a0}; celle que vous ne gardez pas est mise de côté, et se supprime ici."
        }
        (Saving::Newer, _) => {
            "Retiré du formulaire, mais pas de cet appareil\u{a0}: une version plus récente de ce site y garde ce brouillon. Rechargez la page pour l’effacer."
        }
        (_, Erasure::Archived) => {
            "C’est effacé. Pour reprendre ce brouillon\u{a0}: «\u{a0}Annuler\u{a0}», ou «\u{a0}Versions mises de côté\u{a0}» sur cette page, même après l’avoir quittée."
        }
        (_, Erasure::InMemory) => {
            "C’est effacé. Ce navigateur n’a pas pu mettre ce brouillon de côté\u{a0}: «\u{a0}Annuler\u{a0}» le rétablit tant que vous n’avez pas quitté cette page."
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::repository::WriteError;

    use super::*;

    #[test]
    fn what_is_still_stored_is_not_called_erased() {
        for erasure in [Erasure::Archived, Erasure::InMemory] {
            for saving in [
                Saving::Failed(WriteError::Full),
                Saving::Failed(WriteError::Refused),
                Saving::Conflict { no_room: false },
                Saving::Newer,
            ] {
                assert!(said(erasure, saving).contains("pas de cet appareil"), "{saving:?}");
            }
            for saving in [Saving::Saved { at: 1 }, Saving::MemoryOnly, Saving::Untouched] {
                assert!(said(erasure, saving).starts_with("C’est effacé."), "{saving:?}");
            }
        }
    }
}
