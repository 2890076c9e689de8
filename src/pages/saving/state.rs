//! « État de l’enregistrement »: where the draft is, since when, and what may happen to it there.

use domain::keeper::Saving;

use super::copies::copies;
use super::restore::{Restoration, restore};
use super::{STATE, backup_button};
use crate::dom::{El, el};
use crate::notebook::{Notebook, use_notebook};
use crate::pages::wording::moment;
use crate::platform::clock;
use crate::ui::button::{Emphasis, button};

/// All that there is to know about saving, and to do about it.
pub(in crate::pages) fn state_section() -> El {
    let notebook = use_notebook();
    let restoration = Restoration::new(notebook);
    let erase = move || notebook.erase("Votre brouillon est effacé.".to_owned());
    let facts: [Fact; 5] = [
        ("Où", place),
        ("Dernier enregistrement", last_save),
        ("Taille", |notebook| size(notebook.stored_size())),
        ("Conservation", persistence),
        ("Dernière sauvegarde", last_backup),
    ];
    let facts = facts
        .into_iter()
        .flat_map(|(name, fact)| [el("dt").text(name), el("dd").live_text(move || fact(notebook))]);
    el("section")
        .class("state")
        .attr("aria-labelledby", STATE)
        .child(el("h2").id(STATE).attr("tabindex", "-1").text("État de l’enregistrement"))
        .child(el("dl").class("facts").children(facts))
        .child(el("p").text(
            "Une sauvegarde est un fichier que vous gardez où vous voulez, et que vous pouvez restaurer ici ou dans un autre navigateur.",
        ))
        .child(
            el("div")
                .class("actions")
                .child(backup_button(notebook))
                .child(restore(restoration))
                .child(button("Effacer mon brouillon", Emphasis::Danger, erase)),
        )
        .dynamic(move || restoration.view())
        .dynamic(move || copies(notebook, restoration))
}

/// A name, and what is true under it. All are functions of one type, so that what visitors download
/// holds one way to show them.
type Fact = (&'static str, fn(Notebook) -> String);

fn place(notebook: Notebook) -> String {
    let place = match notebook.saving() {
        Saving::MemoryOnly => "Seulement dans cette page, tant qu’elle est ouverte",
        _ => "Dans ce navigateur, sur cet appareil\u{a0}; nulle part ailleurs",
    };
    place.to_owned()
}

fn last_backup(notebook: Notebook) -> String {
    match notebook.last_backup() {
        Some(at) => format!("Téléchargée {}", moment(at, clock::now())),
        None => "Aucune pour l’instant".to_owned(),
    }
}

fn last_save(notebook: Notebook) -> String {
    match notebook.saving() {
        Saving::Saved { at } => moment(at, clock::now()),
        Saving::Untouched => "Rien à enregistrer pour l’instant".to_owned(),
        Saving::Unsaved => "En cours".to_owned(),
        _ => "Impossible en ce moment".to_owned(),
    }
}

fn size(bytes: usize) -> String {
    if bytes < 1_000 {
        format!("{bytes}\u{a0}octets")
    } else {
        format!("{}\u{a0}Ko", (bytes + 500) / 1_000)
    }
}

fn persistence(notebook: Notebook) -> String {
    let persistence = match (notebook.saving(), notebook.is_persistent()) {
        (Saving::MemoryOnly, _) => "Jusqu’à ce que vous fermiez cette page",
        (_, Some(true)) => {
            "Le navigateur s’est engagé à ne pas l’effacer de lui-même. Une fenêtre privée oublie tout quand on la ferme."
        }
        (_, Some(false) | None) => {
            "Le navigateur peut l’effacer s’il manque de place\u{a0}; Safari le fait après 7\u{a0}jours sans visite, et une fenêtre privée dès qu’on la ferme. En cas de doute, gardez une sauvegarde."
        }
    };
    persistence.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_rounded() {
        assert_eq!(size(0), "0\u{a0}octets");
        assert_eq!(size(999), "999\u{a0}octets");
        assert_eq!(size(1_499), "1\u{a0}Ko");
        assert_eq!(size(12_500), "13\u{a0}Ko");
    }
}
