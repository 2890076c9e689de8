//! What has to be known or decided about saving.

use leptos::prelude::*;

use super::quarantine::QuarantineNotice;
use super::removal_notice::RemovalNotice;
use super::trouble::SavingTrouble;
use super::versions::Versions;
use crate::draft_store::use_draft_store;
use crate::platform::focus;
use crate::ui::{Alert, Button, ButtonVariant, Severity, Show};

/// All that has to be known or decided about saving, at the top of a page.
#[component]
pub(in crate::pages) fn SavingAlerts() -> impl IntoView {
    view! {
        <SavingTrouble />
        <QuarantineNotice />
        <Versions />
        <OtherEditionNotice />
        <RemovalNotice />
    }
}

/// That the draft was begun for another edition of the event, and what it lost by that.
#[component]
fn OtherEditionNotice() -> impl IntoView {
    let store = use_draft_store();
    let close = move |()| {
        store.dismiss_other_edition();
        // The button that was pressed is about to go.
        focus::focus_heading();
    };
    view! {
        <Show when=move || store.is_from_other_edition()>
            <Alert severity=Severity::Info title="Brouillon d’une autre édition">
                <p>
                    "Vos textes sont conservés\u{a0}; les jours de présence et l’envoi indiqués pour l’autre édition ont été retirés."
                </p>
                <p class="actions">
                    <Button
                        label="Fermer ce message"
                        variant=ButtonVariant::Quiet
                        on_press=close
                    />
                </p>
            </Alert>
        </Show>
    }
}
