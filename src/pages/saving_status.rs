//! What is true of the draft on this device, always in view, with what can be done about it.

use domain::stored::DecodeError;
use leptos::prelude::*;

use super::arrival::after_render;
use super::wording::{Sort, anchor, moment};
use crate::notebook::{Notebook, Saving, use_notebook};
use crate::platform::clock;
use crate::platform::document;
use crate::platform::download;
use crate::platform::storage::WriteError;
use crate::ui::alert::{Alert, Severity};
use crate::ui::button::{Button, Emphasis};
use crate::ui::dynamic::dynamic;

/// The line that says whether the draft is saved, at the lower edge of the window.
///
/// It is no live region: it changes after each pause in typing, and nobody wants to hear that. What
/// goes wrong is an alert of its own.
#[component]
pub(super) fn SavingStatus() -> impl IntoView {
    let notebook = use_notebook();
    view! {
        <div class="status-bar">
            {dynamic(move || {
                notebook.last_removed().map(|what| view! { <RemovalNotice what /> }.into_any())
            })}
            {dynamic(move || trouble(notebook))}
            <p class="status-bar__line" id="etat-enregistrement">
                {Signal::derive(move || status(notebook.saving()))}
            </p>
        </div>
    }
}

/// What happened to a stored draft that could not be read.
#[component]
pub(super) fn SetAsideNotice() -> impl IntoView {
    let notebook = use_notebook();
    dynamic(move || {
        let set_aside = notebook.set_aside()?;
        let reason = match set_aside.reason {
            DecodeError::Newer { .. } => {
                "Il a été écrit par une version plus récente de ce site. Rechargez la page pour l’obtenir."
            }
            DecodeError::NotJson | DecodeError::Foreign | DecodeError::Damaged => {
                "Il est abîmé, ou ne vient pas de ce site."
            }
        };
        let download = move |()| {
            save_file(&file_name("brouillon-mis-de-cote"), &set_aside.text);
        };
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

#[component]
fn RemovalNotice(
    /// What was removed.
    what: String,
) -> impl IntoView {
    let notebook = use_notebook();
    let take_back = move |()| {
        let item = notebook.take_back_removal();
        after_render(move || {
            let found =
                notebook.with(|draft| item.and_then(|id| Some((id, Sort::find(draft, id)?.0))));
            if let Some((id, sort)) = found {
                document::focus(&anchor(sort.first_field(id)));
            }
        });
    };
    view! {
        <div class="status-bar__notice" role="status">
            <p>"Vous avez supprimé «\u{a0}" {what} "\u{a0}»."</p>
            <p class="actions">
                <Button label="Annuler la suppression" on_press=take_back />
                <Button
                    label="Fermer"
                    emphasis=Emphasis::Quiet
                    on_press=move |()| notebook.forget_removals()
                />
            </p>
        </div>
    }
}

fn status(saving: Saving) -> String {
    match saving {
        Saving::Untouched => {
            "Votre brouillon sera enregistré sur cet appareil au fil de la saisie.".to_owned()
        }
        Saving::Unsaved => "Enregistrement…".to_owned(),
        Saving::Saved { at } => {
            format!("Brouillon enregistré sur cet appareil {}", moment(at, clock::now()))
        }
        Saving::Failed(_) | Saving::MemoryOnly => {
            "Brouillon non enregistré\u{a0}: il n’est que dans cette page.".to_owned()
        }
        Saving::Conflict { .. } => {
            "Brouillon non enregistré\u{a0}: choisissez d’abord une version.".to_owned()
        }
    }
}

/// What went wrong, and the ways out.
fn trouble(notebook: Notebook) -> Option<AnyView> {
    let (severity, title, advice) = match notebook.saving() {
        Saving::Untouched | Saving::Unsaved | Saving::Saved { .. } => return None,
        Saving::Conflict { no_room } => return Some(conflict(notebook, no_room).into_any()),
        Saving::MemoryOnly => (
            Severity::Warning,
            "Ce navigateur n’enregistre rien pour ce site",
            "Vous pouvez rédiger et envoyer votre participation, mais elle sera perdue si vous fermez cette page. Gardez-en une copie.",
        ),
        Saving::Failed(WriteError::Full) => (
            Severity::Error,
            "Enregistrement impossible\u{a0}: l’espace de stockage de ce navigateur est plein",
            "Votre texte est toujours dans cette page. Libérez de la place puis réessayez, ou gardez une copie.",
        ),
        Saving::Failed(WriteError::Refused) => (
            Severity::Error,
            "Enregistrement impossible\u{a0}: le navigateur l’a refusé",
            "Votre texte est toujours dans cette page. Réessayez, ou gardez une copie.",
        ),
    };
    let retry = (severity == Severity::Error).then(|| {
        view! {
            <Button label="Réessayer" on_press=move |()| notebook.save() />
        }
    });
    let view = view! {
        <Alert severity title>
            <p>{advice}</p>
            <p class="actions">
                {retry}
                {download_button(notebook)}
            </p>
        </Alert>
    };
    Some(view.into_any())
}

fn conflict(notebook: Notebook, no_room: bool) -> impl IntoView {
    let advice = if no_room {
        "Rien n’a été changé\u{a0}: l’espace de stockage de ce navigateur est plein, et la version que vous ne gardez pas n’a pas pu être mise de côté. Libérez de la place, ou téléchargez une copie de la version de cet onglet."
    } else {
        "Rien n’est perdu\u{a0}: la version que vous ne gardez pas est mise de côté sur cet appareil."
    };
    view! {
        <Alert severity=Severity::Warning title="Ce brouillon a aussi été modifié dans un autre onglet">
            <p>{advice}</p>
            <p class="actions">
                <Button
                    label="Garder la version de cet onglet"
                    on_press=move |()| notebook.keep_this_version()
                />
                <Button
                    label="Prendre la version de l’autre onglet"
                    on_press=move |()| notebook.take_other_version()
                />
                {download_button(notebook)}
            </p>
        </Alert>
    }
}

fn download_button(notebook: Notebook) -> impl IntoView {
    view! {
        <Button
            label="Télécharger une copie"
            on_press=move |()| save_file(&file_name("participation"), &notebook.backup())
        />
    }
}

fn file_name(subject: &str) -> String {
    match clock::local(clock::now()).date {
        Some(date) => format!("bluehats-{subject}-{date}.json"),
        None => format!("bluehats-{subject}.json"),
    }
}

fn save_file(name: &str, text: &str) {
    // Where a browser makes no files, the text stays where it is: on the page.
    let _ = download::text(name, "application/json", text);
}
