//! What happened to a stored draft that could not be read.

use domain::repository::Quarantined;
use domain::stored::DecodeError;
use leptos::prelude::*;

use crate::draft_store::use_draft_store;
use crate::platform::focus;
use crate::platform::render::after_render;
use crate::ui::{Alert, Button, ButtonVariant, DownloadButton, Severity};

/// Says that a stored draft could not be read, and offers its text, until the visitor has read it.
#[component]
pub(in crate::pages) fn QuarantineNotice() -> impl IntoView {
    let store = use_draft_store();
    let close = move |()| {
        store.dismiss_quarantined();
        after_render(focus::focus_heading);
    };
    let notice = move |Quarantined { text, reason }: Quarantined| {
        view! {
            <Alert severity=Severity::Warning title="Un brouillon n’a pas pu être relu">
                <p>
                    {words(reason)}
                    " Il a été mis de côté sans être modifié, et vous pouvez en télécharger une copie. Vous pouvez aussi commencer un nouveau brouillon dès maintenant."
                </p>
                <p class="actions">
                    <DownloadButton
                        label="Télécharger ce brouillon"
                        subject="brouillon-mis-de-cote"
                        text=move |()| text.clone()
                    />
                    <Button
                        label="Fermer ce message"
                        variant=ButtonVariant::Quiet
                        on_press=close
                    />
                </p>
            </Alert>
        }
        .into_any()
    };
    view! { {move || store.quarantined().map(notice)} }
}

const fn words(reason: DecodeError) -> &'static str {
    match reason {
        DecodeError::Newer { .. } => {
            "Il a été écrit par une version plus récente de ce site. Rechargez la page pour l’obtenir."
        }
        DecodeError::Damaged | DecodeError::Foreign => "Il est abîmé, ou ne vient pas de ce site.",
    }
}
