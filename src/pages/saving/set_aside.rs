//! What happened to a stored draft that could not be read.

use domain::stored::DecodeError;
use leptos::prelude::*;

use super::save_file;
use crate::notebook::use_notebook;
use crate::ui::alert::{Alert, Severity};
use crate::ui::button::{Button, Emphasis};
use crate::ui::dynamic::dynamic;

/// Says so, and offers the text, until the visitor has read it.
#[component]
pub(in crate::pages) fn SetAsideNotice() -> impl IntoView {
    let notebook = use_notebook();
    dynamic(move || {
        let set_aside = notebook.set_aside()?;
        let reason = match set_aside.reason {
            DecodeError::Newer { .. } => {
                "Il a été écrit par une version plus récente de ce site. Rechargez la page pour l’obtenir."
            }
            _ => "Il est abîmé, ou ne vient pas de ce site.",
        };
        let download = move |()| save_file("brouillon-mis-de-cote", &set_aside.text);
        let notice = view! {
            <Alert severity=Severity::Warning title="Un brouillon n’a pas pu être relu">
                <p>
                    {reason}
                    " Il a été mis de côté sans être modifié, et vous pouvez en télécharger une copie. Vous pouvez aussi commencer un nouveau brouillon dès maintenant."
                </p>
                <p class="actions">
                    <Button label="Télécharger ce brouillon" on_press=download />
                    <Button
                        label="Fermer ce message"
                        emphasis=Emphasis::Quiet
                        on_press=move |()| notebook.dismiss_set_aside()
                    />
                </p>
            </Alert>
        };
        Some(notice.into_any())
    })
}
