//! What happened to a stored draft that could not be read.

use domain::stored::DecodeError;

use super::save_file;
use crate::dom::{El, el};
use crate::notebook::Notebook;
use crate::ui::alert::{Severity, alert};
use crate::ui::button::{Emphasis, actions, button};

/// Says so, and offers the text, until the visitor has read it.
pub(in crate::pages) fn set_aside_notice(notebook: Notebook) -> Option<El> {
    let set_aside = notebook.set_aside()?;
    let reason = match set_aside.reason {
        DecodeError::Newer { .. } => {
            "Il a été écrit par une version plus récente de ce site. Rechargez la page pour l’obtenir."
        }
        _ => "Il est abîmé, ou ne vient pas de ce site.",
    };
    let download = move || save_file("brouillon-mis-de-cote", &set_aside.text);
    let close = move || notebook.dismiss_set_aside();
    let notice = alert(Severity::Warning, "Un brouillon n’a pas pu être relu")
        .child(el("p").text(reason).text(" Il a été mis de côté sans être modifié, et vous pouvez en télécharger une copie. Vous pouvez aussi commencer un nouveau brouillon dès maintenant."))
        .child(actions([
            button("Télécharger ce brouillon", Emphasis::Secondary, download),
            button("Fermer ce message", Emphasis::Quiet, close),
        ]));
    Some(notice)
}
