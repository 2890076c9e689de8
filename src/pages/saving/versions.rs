//! Two versions of the draft, to choose from.

use domain::repository::Saving;
use domain::{Difference, Proposal, differences};
use leptos::prelude::*;

use super::VERSIONS;
use super::backup_button::BackupButton;
use crate::draft_store::{DraftStore, use_draft_store};
use crate::pages::comparison::{Comparison, ComparisonChoices, Side, SideLabels};
use crate::platform::focus;
use crate::platform::render::after_render;
use crate::ui::{Alert, Button, ButtonVariant, Severity, Show};

/// While another tab's version waits: what differs, and choosing one, the other, or of each.
#[component]
pub(in crate::pages) fn Versions() -> impl IntoView {
    let store = use_draft_store();
    view! {
        <Show when=move || store.with_other_version(|other| other.is_some())>
            <Choice />
        </Show>
    }
}

#[component]
fn Choice() -> impl IntoView {
    let store = use_draft_store();
    let find = move |mine: &Proposal| {
        store.with_other_version(|other| {
            let found = other.map(|it| differences(&it.base, mine, &it.record.proposal));
            found.unwrap_or_default()
        })
    };
    let comparison = Comparison::new(store, "difference", LABELS, find, suggest);
    let keep_chosen = move |()| {
        store.choose(comparison.merged());
        after_choice(store);
    };
    let keep_this = move |()| {
        store.keep_this_version();
        after_choice(store);
    };
    let take_other = move |()| {
        store.take_other_version();
        after_choice(store);
    };
    view! {
        <Alert
            severity=Severity::Warning
            title="Ce brouillon a aussi été modifié dans un autre onglet"
        >
            <p id=VERSIONS tabindex="-1" prop:textContent=move || advice(store.saving())></p>
            <ComparisonChoices comparison />
            <p class="actions">
                <Button
                    label="Enregistrer ce choix"
                    variant=ButtonVariant::Primary
                    on_press=keep_chosen
                />
                <Button label="Garder la version de cet onglet" on_press=keep_this />
                <Button label="Prendre la version de l’autre onglet" on_press=take_other />
                <BackupButton />
            </p>
        </Alert>
    }
}

/// What becomes of the version that is not kept, or why no choice could be made yet.
const fn advice(saving: Saving) -> &'static str {
    if matches!(saving, Saving::Conflict { no_room: true }) {
        "Rien n’a été changé\u{a0}: l’espace de stockage de ce navigateur est plein, et la version que vous ne gardez pas n’a pas pu être mise de côté. Libérez de la place, ou téléchargez une sauvegarde de la version de cet onglet."
    } else {
        "Rien n’est perdu\u{a0}: la version que vous ne gardez pas est mise de côté sur cet appareil. Voici ce qui diffère."
    }
}

const LABELS: SideLabels = SideLabels {
    mine: "Cet onglet",
    theirs: "L’autre onglet",
    only_mine: "Seulement dans cet onglet",
    only_theirs: "Seulement dans l’autre onglet",
};

/// What only the other tab changed is taken from there unless the visitor says otherwise.
const fn suggest(difference: &Difference) -> Side {
    if difference.is_news { Side::Theirs } else { Side::Mine }
}

/// The focus goes to what is still to be said, or else to the page that one goes on with.
fn after_choice(store: DraftStore) {
    after_render(move || {
        if untrack(|| store.with_other_version(|other| other.is_some())) {
            focus::focus(VERSIONS);
        } else {
            focus::focus_heading();
        }
    });
}
