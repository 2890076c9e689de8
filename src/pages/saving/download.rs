//! Giving the visitor files.

use leptos::prelude::*;

use crate::draft_store::use_draft_store;
use crate::platform::clock::{self, LocalTime};
use crate::platform::download::{self, Refused};
use crate::platform::render::after_render;
use crate::ui::{Button, ButtonVariant, Show};

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

/// A button that downloads a text, and says so where the browser cannot make the file.
#[component]
pub(super) fn DownloadButton(
    /// What it does.
    label: &'static str,
    /// What it does it to, for screen readers.
    #[prop(optional, into)]
    object: MaybeProp<String>,
    /// How much it weighs beside others.
    #[prop(optional)]
    variant: ButtonVariant,
    /// What the file is about: part of its name.
    subject: &'static str,
    /// What is in the file.
    #[prop(into)]
    text: Callback<(), String>,
    /// Called once the browser has offered the file.
    #[prop(optional, into)]
    on_offered: Option<Callback<()>>,
) -> impl IntoView {
    let is_refused = RwSignal::new(false);
    let save = move |()| {
        // A message that is said again must first be gone, or screen readers do not say it.
        is_refused.set(false);
        if save_file(subject, &text.run(())).is_err() {
            after_render(move || {
                // The page may have been left in the meantime.
                is_refused.try_set(true);
            });
        } else if let Some(on_offered) = on_offered {
            on_offered.run(());
        }
    };
    view! {
        <Button label object variant on_press=save />
        <Show when=move || is_refused.get()>
            <span class="said" role="status">
                "Ce navigateur n’a pas pu créer le fichier."
            </span>
        </Show>
    }
}

/// Offers the visitor a file about `subject`, with the day in its name.
///
/// # Errors
/// When the browser does not make files out of pages.
fn save_file(subject: &str, text: &str) -> Result<(), Refused> {
    let LocalTime { year, month, day, .. } = clock::local(clock::now());
    let name = format!("bluehats-{subject}-{year:04}-{month:02}-{day:02}.json");
    download::text(&name, "application/json", text)
}
