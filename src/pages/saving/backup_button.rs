//! Giving the visitor their draft.

use leptos::prelude::*;

use crate::draft_store::use_draft_store;
use crate::ui::DownloadButton;

/// A button that downloads the draft.
#[component]
pub(super) fn BackupButton() -> impl IntoView {
    let store = use_draft_store();
    view! {
        <DownloadButton
            label="Télécharger une sauvegarde"
            subject="sauvegarde"
            text=move |()| store.backup()
            on_offered=move |()| store.note_backup()
        />
    }
}
