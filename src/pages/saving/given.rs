//! Files that the visitor gives: reading them, and what is said once they were taken up, or cannot be.

use leptos::prelude::*;
use routes::Page;

use crate::pages::PageLink;
use crate::platform::files::{self, File, LIMIT, ReadError};
use crate::platform::focus;
use crate::platform::render::after_render;
use crate::ui::{Alert, Button, ButtonVariant, Severity};

/// What is in the first of these files, or why the browser could not read it; none where none was given.
pub(super) async fn read_first(files: &[File]) -> Option<Result<Vec<u8>, &'static str>> {
    let read = files::read(files.first()?, LIMIT).await;
    Some(read.map_err(|error| match error {
        ReadError::TooLarge => {
            "Ce fichier est trop lourd\u{a0}: ce site lit au plus 100\u{a0}Mo. Si c’est un message, copiez-en plutôt le texte."
        }
        ReadError::Unreadable => "Le navigateur n’a pas pu lire ce fichier.",
    }))
}

/// Says why nothing was taken up, until the visitor has read it.
#[component]
pub(super) fn Refusal(
    /// What cannot be done.
    title: &'static str,
    /// Why.
    reason: &'static str,
    /// The id of the words that say why; they can be focused.
    id: &'static str,
    /// Called when the visitor has read it.
    #[prop(into)]
    on_close: Callback<()>,
) -> impl IntoView {
    view! {
        <Alert severity=Severity::Error title is_silent=true>
            <p id=id tabindex="-1">
                {reason}
                " Rien n’a été changé."
            </p>
            <p class="actions">
                <Button label="Fermer ce message" on_press=on_close />
            </p>
        </Alert>
    }
}

/// Says that something was taken up, until the visitor has read it, and where to go on. It comes into
/// view, and is heard otherwise.
#[component]
pub(super) fn TakenUp(
    /// What was.
    title: &'static str,
    /// The id of the ways to go on.
    id: &'static str,
    /// Called when the visitor has read it.
    #[prop(into)]
    on_close: Callback<()>,
) -> impl IntoView {
    after_render(move || focus::reveal(id));
    view! {
        <Alert severity=Severity::Info title is_silent=true>
            <p class="actions" id=id>
                <PageLink page=Page::Draft class="button">"Ma participation"</PageLink>
                <PageLink page=Page::Review class="button button--secondary">
                    "Relire et envoyer"
                </PageLink>
                <Button label="Fermer ce message" variant=ButtonVariant::Quiet on_press=on_close />
            </p>
        </Alert>
    }
}
