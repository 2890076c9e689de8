//! Two versions of the draft, to choose from.

use domain::differences;
use domain::keeper::{OtherVersion, Saving};
use leptos::prelude::untrack;

use super::{VERSIONS, backup_button};
use crate::dom::{El, el};
use crate::notebook::Notebook;
use crate::pages::comparison::{Comparison, Sides};
use crate::platform::document;
use crate::render::after_render;
use crate::ui::alert::{Severity, alert};
use crate::ui::button::{Emphasis, actions, button};

/// While another tab's version waits: what differs, and choosing one, the other, or of each.
pub(in crate::pages) fn versions(notebook: Notebook) -> Option<El> {
    let other = notebook.other_version()?;
    Some(choice(notebook, &other))
}

fn choice(notebook: Notebook, other: &OtherVersion) -> El {
    let advice = if matches!(notebook.saving(), Saving::Conflict { no_room: true }) {
        "Rien n’a été changé\u{a0}: l’espace de stockage de ce navigateur est plein, et la version que vous ne gardez pas n’a pas pu être mise de côté. Libérez de la place, ou téléchargez une sauvegarde de la version de cet onglet."
    } else {
        "Rien n’est perdu\u{a0}: la version que vous ne gardez pas est mise de côté sur cet appareil. Voici ce qui diffère."
    };
    let theirs = &other.record.proposal;
    let found = notebook.with(|draft| differences(&other.base, draft, theirs));
    // What only the other tab changed is taken from there unless the visitor says otherwise.
    let comparison = Comparison::new(found, |difference| difference.is_news);
    let points = notebook.with(|draft| comparison.view(draft, SIDES));
    let keep_chosen = move || {
        notebook.keep_this_version_with(comparison.chosen());
        after_choice(notebook);
    };
    let keep_this = move || {
        notebook.keep_this_version();
        after_choice(notebook);
    };
    let take_other = move || {
        notebook.take_other_version();
        after_choice(notebook);
    };
    alert(Severity::Warning, "Ce brouillon a aussi été modifié dans un autre onglet")
        .child(el("p").id(VERSIONS).attr("tabindex", "-1").text(advice))
        .children(points)
        .child(actions([
            button("Enregistrer ce choix", Emphasis::Primary, keep_chosen),
            button("Garder la version de cet onglet", Emphasis::Secondary, keep_this),
            button("Prendre la version de l’autre onglet", Emphasis::Secondary, take_other),
            backup_button(notebook),
        ]))
}

const SIDES: Sides = Sides {
    mine: "Cet onglet",
    theirs: "L’autre onglet",
    only_mine: "Seulement dans cet onglet",
    only_theirs: "Seulement dans l’autre onglet",
};

/// The focus goes to what is still to be said, or else to the page that one goes on with.
fn after_choice(notebook: Notebook) {
    after_render(move || {
        if untrack(|| notebook.other_version()).is_some() {
            document::focus(VERSIONS);
        } else {
            document::focus_heading();
        }
    });
}
