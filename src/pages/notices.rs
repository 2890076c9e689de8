//! What concerns the whole site, whatever the page: a new version, and the loss of the network.

use domain::keeper::Saving;
use leptos::prelude::*;

use crate::dom::{El, el, keep};
use crate::notebook::{Notebook, use_notebook};
use crate::platform::document;
use crate::platform::lifecycle;
use crate::platform::offline;
use crate::render::after_render;
use crate::ui::alert::{Severity, alert};
use crate::ui::button::{Emphasis, actions, button};

/// The id of the element that holds the notices.
const ID: &str = "notices";

/// The notices, at the lower edge of the window. They stay until they are closed or no longer true,
/// and never move the focus.
pub fn notices() -> El {
    let notebook = use_notebook();
    let is_offline = RwSignal::new(!offline::is_online());
    let is_offered = RwSignal::new(false);
    // The visitor asked for the new version, but the draft could not be saved first.
    let is_held = RwSignal::new(false);

    offline::keep(&document::base_path(), move || is_offered.set(true));
    let mut listeners = offline::on_connection(move || is_offline.set(!offline::is_online()));
    listeners.extend(lifecycle::on_resized(|| document::measure(ID)));
    keep(listeners);
    el("div")
        .class("notices")
        .id(ID)
        .dynamic(move || {
            make_room();
            is_offline.get().then(|| offline_notice(is_offline))
        })
        .dynamic(move || {
            make_room();
            is_offered.get().then(|| update_notice(is_offered, is_held, notebook))
        })
}

/// Has the status bar make room for what the notices are about to be.
fn make_room() {
    after_render(|| document::measure(ID));
}

fn offline_notice(is_offline: RwSignal<bool>) -> El {
    let advice = if offline::is_kept() {
        "Tout fonctionne, sauf l’envoi de votre message."
    } else {
        "Tout fonctionne, sauf l’envoi de votre message. Gardez cette page ouverte\u{a0}: sans réseau, elle ne pourrait pas être rechargée."
    };
    notice("Vous êtes hors connexion", advice, None, "Fermer", is_offline)
}

fn update_notice(is_offered: RwSignal<bool>, is_held: RwSignal<bool>, notebook: Notebook) -> El {
    let advice = if is_held.get() {
        "Votre brouillon n’est pas enregistré\u{a0}: la page n’a pas été rechargée. Téléchargez d’abord une sauvegarde. La nouvelle version s’installera à votre prochaine visite."
    } else {
        "Votre brouillon sera enregistré, puis la page rechargée."
    };
    let apply = move || {
        notebook.save();
        if untrack(|| is_safe(notebook)) {
            offline::apply();
        } else {
            is_held.set(true);
        }
    };
    let apply = button("Mettre à jour", Emphasis::Secondary, apply);
    notice("Une nouvelle version est disponible", advice, Some(apply), "Plus tard", is_offered)
}

/// What happened, what it means, what can be done about it, and how it is closed.
fn notice(
    title: &'static str,
    advice: &'static str,
    action: Option<El>,
    close: &'static str,
    is_shown: RwSignal<bool>,
) -> El {
    let close = button(close, Emphasis::Quiet, move || is_shown.set(false));
    alert(Severity::Info, title)
        .child(el("p").text(advice))
        .child(actions(action.into_iter().chain([close])))
}

/// Whether loading the page again would lose nothing of the draft.
fn is_safe(notebook: Notebook) -> bool {
    matches!(notebook.saving(), Saving::Untouched | Saving::Saved { .. })
}
