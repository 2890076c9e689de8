//! « État de l’enregistrement »: where the draft is, since when, and what may happen to it there.

use domain::repository::Saving;
use leptos::prelude::*;

use super::STATE;
use crate::draft_store::use_draft_store;
use crate::pages::labels::moment;
use crate::platform::clock;

/// All that there is to know about saving.
#[component]
pub(super) fn StateSection() -> impl IntoView {
    let store = use_draft_store();
    view! {
        <section class="state" aria-labelledby=STATE>
            <h2 id=STATE tabindex="-1">"État de l’enregistrement"</h2>
            <dl class="facts">
                <dt>"Où est-ce enregistré"</dt>
                <dd prop:textContent=move || place(store.saving())></dd>
                <dt>"Dernier enregistrement"</dt>
                <dd prop:textContent=move || last_save(store.saving())></dd>
                <dt>"Taille"</dt>
                <dd prop:textContent=move || size(store.stored_size())></dd>
                <dt>"Conservation"</dt>
                <dd prop:textContent=move || persistence(store.saving(), store.is_persistent())></dd>
                <dt>"Dernière sauvegarde"</dt>
                <dd prop:textContent=move || last_backup(store.last_backup())></dd>
            </dl>
        </section>
    }
}

const fn place(saving: Saving) -> &'static str {
    match saving {
        Saving::MemoryOnly | Saving::Erased => {
            "Seulement dans cette page, tant qu’elle est ouverte"
        }
        _ => "Dans ce navigateur, sur cet appareil\u{a0}; nulle part ailleurs",
    }
}

fn last_save(saving: Saving) -> String {
    match saving {
        Saving::Saved { at } => moment(at, clock::now()),
        Saving::Untouched => "Rien à enregistrer pour l’instant".to_owned(),
        Saving::Unsaved => "En cours".to_owned(),
        Saving::Erased => "Effacé de cet appareil".to_owned(),
        Saving::Failed(_) | Saving::MemoryOnly | Saving::Newer | Saving::Conflict { .. } => {
            "Impossible en ce moment".to_owned()
        }
    }
}

/// So many bytes, in words.
fn size(bytes: usize) -> String {
    if bytes < 2 {
        format!("{bytes}\u{a0}octet")
    } else if bytes < 1_000 {
        format!("{bytes}\u{a0}octets")
    } else {
        format!("{}\u{a0}Ko", (bytes + 500) / 1_000)
    }
}

const fn persistence(saving: Saving, is_promised: bool) -> &'static str {
    match (saving, is_promised) {
        (Saving::MemoryOnly | Saving::Erased, _) => "Jusqu’à ce que vous fermiez cette page",
        (_, true) => {
            "Le navigateur s’est engagé à ne pas l’effacer de lui-même. Une fenêtre privée oublie tout quand on la ferme."
        }
        (_, false) => {
            "Le navigateur peut l’effacer s’il manque de place\u{a0}; Safari le fait après 7\u{a0}jours sans visite, et une fenêtre privée dès qu’on la ferme. En cas de doute, gardez une sauvegarde."
        }
    }
}

fn last_backup(at: Option<u64>) -> String {
    match at {
        Some(at) => format!("Téléchargée {}", moment(at, clock::now())),
        None => "Aucune pour l’instant".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_rounded() {
        assert_eq!(size(0), "0\u{a0}octet");
        assert_eq!(size(999), "999\u{a0}octets");
        assert_eq!(size(1_499), "1\u{a0}Ko");
        assert_eq!(size(12_500), "13\u{a0}Ko");
    }
}
