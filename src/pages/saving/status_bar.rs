//! The line that says whether the draft is saved, and was sent, at the lower edge of the window.

use domain::keeper::{Saving, WriteError};
use domain::{Edit, ItemId, Proposal, Sending};
use leptos::prelude::*;
use routes::Route;

use super::{STATE, VERSIONS, backup_button};
use crate::dom::{El, el, keep};
use crate::notebook::{Notebook, use_notebook};
use crate::pages::href;
use crate::pages::wording::{Sort, anchor, field_name, moment};
use crate::platform::clock;
use crate::platform::document;
use crate::platform::lifecycle::{self, Shortcut};
use crate::render::after_render;
use crate::ui::alert::{Severity, alert};
use crate::ui::button::{Emphasis, actions, button};

/// Whether the draft is saved and was sent, what went wrong, and taking back.
///
/// The line is no live region: it changes after each pause in typing, and nobody wants to hear
/// that. What goes wrong is an alert of its own, and its end is announced.
pub(in crate::pages) fn status_bar() -> El {
    let notebook = use_notebook();
    announce_recovery(notebook);
    keep(lifecycle::on_shortcut(move |shortcut| match shortcut {
        Shortcut::Undo => undo(notebook),
        Shortcut::Redo => redo(notebook),
    }));
    let line = el("div")
        .class("status-bar__line")
        .child(el("p").id("etat-enregistrement").live_text(move || status(notebook.saving())))
        .dynamic(move || {
            let words = move || sending(notebook.sending());
            notebook.was_tried().then(|| el("p").id("etat-envoi").live_text(words))
        })
        .child(actions([
            button("Annuler", Emphasis::Quiet, move || undo(notebook))
                .id("annuler")
                .idle_while(move || !notebook.can_undo()),
            button("Rétablir", Emphasis::Quiet, move || redo(notebook))
                .id("retablir")
                .idle_while(move || !notebook.can_redo()),
            link_to_state(),
        ]));
    el("div")
        .class("status-bar")
        .dynamic(move || Some(removal_notice(notebook, &notebook.last_removed()?)))
        .dynamic(move || trouble(notebook))
        .child(line)
}

fn link_to_state() -> El {
    el("a")
        .class("button button--quiet")
        .attr("href", &format!("{}#{STATE}", href(Route::Draft)))
        .text("État")
        .about("de l’enregistrement")
        .on("click", |event| {
            if document::focus(STATE) {
                event.prevent_default();
            }
        })
}

fn undo(notebook: Notebook) {
    if let Some(edit) = notebook.undo() {
        say("Annulé", notebook, &edit, true);
    }
}

fn redo(notebook: Notebook) {
    if let Some(edit) = notebook.redo() {
        say("Rétabli", notebook, &edit, false);
    }
}

/// Shows and says what was taken back or made again. The focus stays, so that one can go on.
fn say(what_happened: &str, notebook: Notebook, edit: &Edit, is_undo: bool) {
    let (what, place) = notebook.with_untracked(|draft| step(draft, edit, is_undo));
    document::announce(&format!("{what_happened}\u{a0}: {what}"));
    if let Some(place) = place {
        after_render(move || document::reveal(&place));
    }
}

/// What an edit took back or made again, and the id of the page element where it shows.
fn step(draft: &Proposal, edit: &Edit, is_undo: bool) -> (String, Option<String>) {
    let item = |id: ItemId| {
        let (sort, _) = Sort::find(draft, id)?;
        Some(anchor(sort.first_field(id)))
    };
    let (what, place) = match edit {
        Edit::Text { field, .. } | Edit::Splice { field, .. } => {
            let what = format!("saisie, {}", field_name(draft, *field));
            return (what, Some(anchor(*field)));
        }
        Edit::Insert { item: inserted, .. } if is_undo => ("suppression", item(inserted.id())),
        Edit::Insert { item: inserted, .. } => ("ajout", item(inserted.id())),
        Edit::Remove { .. } if is_undo => ("ajout", None),
        Edit::Remove { .. } => ("suppression", None),
        Edit::Move { item: moved, .. } => ("déplacement", item(*moved)),
        Edit::HelpKind { request: id, .. } | Edit::TalkKind { talk: id, .. } => {
            ("choix", item(*id))
        }
        Edit::Presence { .. } => ("choix", None),
        Edit::Sent(_) => ("indication d’envoi", None),
        Edit::Replace(_) => ("remplacement du brouillon", None),
    };
    (what.to_owned(), place)
}

/// Says that all is well again, to those who heard that it was not.
fn announce_recovery(notebook: Notebook) {
    Effect::watch(
        move || notebook.saving(),
        |saving, _, had_trouble| {
            let mut has_trouble = had_trouble == Some(true);
            match saving {
                Saving::Saved { .. } => {
                    if has_trouble {
                        document::announce(&status(*saving));
                    }
                    has_trouble = false;
                }
                Saving::Untouched | Saving::Unsaved => {}
                _ => has_trouble = true,
            }
            has_trouble
        },
        true,
    );
}

/// Says what was removed, and brings it back.
fn removal_notice(notebook: Notebook, sentence: &str) -> El {
    let take_back = move || {
        let item = notebook.take_back_removal();
        after_render(move || {
            let found =
                notebook.with(|draft| item.and_then(|id| Some((id, Sort::find(draft, id)?.0))));
            if let Some((id, sort)) = found {
                document::focus(&anchor(sort.first_field(id)));
            } else {
                document::focus_heading();
            }
        });
    };
    let close = move || notebook.forget_removals();
    el("div")
        .class("status-bar__notice")
        .attr("role", "status")
        .child(el("p").text(sentence))
        .child(actions([
            button("Annuler la suppression", Emphasis::Secondary, take_back),
            button("Fermer", Emphasis::Quiet, close),
        ]))
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
        Saving::Newer => "Brouillon non enregistré\u{a0}: rechargez d’abord la page.".to_owned(),
        Saving::Conflict { .. } => {
            "Brouillon non enregistré\u{a0}: choisissez d’abord une version.".to_owned()
        }
    }
}

/// What the visitor said about the sending: whether the message left, nobody else knows.
fn sending(sending: Sending) -> String {
    let moment = |at| moment(at, clock::now());
    match sending {
        Sending::Draft => "Brouillon".to_owned(),
        Sending::Sent { at } => format!("Message envoyé {}, selon vous", moment(at)),
        Sending::ModifiedSince { at } => format!("Modifié depuis l’envoi ({})", moment(at)),
    }
}

/// What went wrong, and the ways out.
fn trouble(notebook: Notebook) -> Option<El> {
    let (severity, title, advice) = match notebook.saving() {
        Saving::Untouched | Saving::Unsaved | Saving::Saved { .. } => return None,
        Saving::Conflict { .. } => {
            let show = || {
                document::focus(VERSIONS);
            };
            let show = button("Voir les deux versions", Emphasis::Secondary, show);
            return Some(actions([show]));
        }
        Saving::MemoryOnly => (
            Severity::Warning,
            "Ce navigateur n’enregistre rien pour ce site",
            "Vous pouvez rédiger et envoyer votre participation, mais elle sera perdue si vous fermez cette page. Gardez-en une sauvegarde.",
        ),
        Saving::Newer => (
            Severity::Warning,
            "Une version plus récente de ce site a repris ce brouillon",
            "Cet onglet n’enregistre plus rien, pour ne rien abîmer. Rechargez la page\u{a0}: ce que vous y avez ajouté depuis sera mis de côté sur cet appareil.",
        ),
        Saving::Failed(WriteError::Full) => (
            Severity::Error,
            "Enregistrement impossible\u{a0}: l’espace de stockage de ce navigateur est plein",
            "Votre texte est toujours dans cette page. Libérez de la place puis réessayez, ou gardez une sauvegarde.",
        ),
        Saving::Failed(WriteError::Refused) => (
            Severity::Error,
            "Enregistrement impossible\u{a0}: le navigateur l’a refusé",
            "Votre texte est toujours dans cette page. Réessayez, ou gardez une sauvegarde.",
        ),
    };
    let way_out = match notebook.saving() {
        Saving::Failed(_) => {
            Some(button("Réessayer", Emphasis::Secondary, move || notebook.save()))
        }
        Saving::Newer => Some(button("Recharger la page", Emphasis::Secondary, document::reload)),
        _ => None,
    };
    let actions = actions(way_out.into_iter().chain([backup_button(notebook)]));
    Some(alert(severity, title).child(el("p").text(advice)).child(actions))
}
