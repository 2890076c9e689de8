//! Giving the visitor files.

use leptos::prelude::*;

use super::{Button, ButtonVariant};
use crate::platform::clock::{self, LocalTime};
use crate::platform::download::{self, Refused};
use crate::platform::render::after_render;

/// What sort of file it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FileKind {
    /// What this site reads back.
    #[default]
    Json,
    /// A table, for spreadsheets (RFC 4180).
    Csv,
    /// A message, for mail programs (RFC 5322).
    Message,
}

/// A button that downloads a text, and says so where the browser cannot make the file.
#[component]
pub fn DownloadButton(
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
    /// What sort of file it is.
    #[prop(optional)]
    kind: FileKind,
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
        if save_file(subject, kind, &text.run(())).is_err() {
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
        <RefusalNote words="Ce navigateur n’a pas pu créer le fichier." is_refused />
    }
}

/// Says that the browser refused something, beside the button that asks for it.
#[component]
pub fn RefusalNote(
    /// What it refused, in words.
    words: &'static str,
    /// Whether it did.
    is_refused: RwSignal<bool>,
) -> impl IntoView {
    view! {
        // The region is there before its words.
        <span
            class="said"
            role="status"
            prop:textContent=move || if is_refused.get() { words } else { "" }
        ></span>
    }
}

/// Offers the visitor a file about `subject`, with the day in its name.
///
/// # Errors
/// When the browser does not make files out of pages.
fn save_file(subject: &str, kind: FileKind, text: &str) -> Result<(), Refused> {
    let LocalTime { year, month, day, .. } = clock::local(clock::now());
    let (extension, media_type) = match kind {
        FileKind::Json => ("json", "application/json"),
        FileKind::Csv => ("csv", "text/csv;charset=utf-8"),
        FileKind::Message => ("eml", "message/rfc822"),
    };
    let name = format!("bluehats-{subject}-{year:04}-{month:02}-{day:02}.{extension}");
    download::text(&name, media_type, text)
}
