//! What keeps the draft from being saved, and the ways out.

use domain::repository::{Saving, WriteError};
use leptos::prelude::*;

use super::backup_button::BackupButton;
use super::{TROUBLE, UNDO, VERSIONS};
use crate::draft_store::{DraftStore, use_draft_store};
use crate::platform::render::after_render;
use crate::platform::{focus, page};
use crate::ui::{Alert, Button, Severity};

/// Why the draft is not saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// The visitor has to choose between two versions first.
    Conflict,
    /// The browser stores nothing for this site.
    MemoryOnly,
    /// A later release has taken the draft over.
    Newer,
    /// The visitor cleared the site's data.
    Erased,
    /// There is no room left.
    Full,
    /// The browser refused.
    Refused,
}

impl Trouble {
    /// What is wrong, if anything is.
    pub(super) const fn of(saving: Saving) -> Option<Self> {
        match saving {
            Saving::Untouched | Saving::Unsaved | Saving::Saved { .. } => None,
            Saving::Conflict { .. } => Some(Self::Conflict),
            Saving::MemoryOnly => Some(Self::MemoryOnly),
            Saving::Newer => Some(Self::Newer),
            Saving::Erased => Some(Self::Erased),
            Saving::Failed(WriteError::Full) => Some(Self::Full),
            Saving::Failed(WriteError::Refused) => Some(Self::Refused),
        }
    }

    /// The id of what is said of it in the page.
    pub(super) const fn place(self) -> &'static str {
        match self {
            Self::Conflict => VERSIONS,
            _ => TROUBLE,
        }
    }

    /// What is said of it; nothing of a conflict, which stands at the top of the page.
    const fn words(self) -> Option<Words> {
        Some(match self {
            Self::Conflict => return None,
            Self::MemoryOnly => Words {
                severity: Severity::Warning,
                title: "Ce navigateur n’enregistre rien pour ce site",
                advice: "Vous pouvez rédiger et envoyer votre participation, mais elle sera perdue si vous fermez cette page. Gardez-en une sauvegarde.",
            },
            Self::Newer => Words {
                severity: Severity::Warning,
                title: "Une version plus récente de ce site a repris ce brouillon",
                advice: "Cet onglet n’enregistre plus rien, pour ne rien abîmer. Rechargez la page\u{a0}: ce que vous y avez ajouté depuis sera mis de côté sur cet appareil.",
            },
            Self::Erased => Words {
                severity: Severity::Info,
                title: "Les données de ce site ont été effacées",
                advice: "Ce que vous voyez n’est plus que dans cette page, et n’est pas enregistré de nouveau tant que vous n’y changez rien.",
            },
            Self::Full => Words {
                severity: Severity::Error,
                title: "Enregistrement impossible\u{a0}: l’espace de stockage de ce navigateur est plein",
                advice: "Votre texte est toujours dans cette page. Libérez de la place puis réessayez, ou gardez une sauvegarde.",
            },
            Self::Refused => Words {
                severity: Severity::Error,
                title: "Enregistrement impossible\u{a0}: le navigateur l’a refusé",
                advice: "Votre texte est toujours dans cette page. Réessayez, ou gardez une sauvegarde.",
            },
        })
    }
}

/// What is said of a trouble.
#[derive(Clone, Copy, Debug)]
struct Words {
    severity: Severity,
    /// What happened.
    title: &'static str,
    /// What it means, and what can be done about it.
    advice: &'static str,
}

/// What went wrong with saving, and the ways out.
#[component]
pub(super) fn SavingTrouble() -> impl IntoView {
    let store = use_draft_store();
    let alert = |trouble: Trouble| {
        trouble.words().map(|words| view! { <TroubleAlert trouble words /> }.into_any())
    };
    view! { {move || Trouble::of(store.saving()).and_then(alert)} }
}

#[component]
fn TroubleAlert(
    /// What is wrong.
    trouble: Trouble,
    /// What is said of it.
    words: Words,
) -> impl IntoView {
    let store = use_draft_store();
    let Words { severity, title, advice } = words;
    view! {
        <Alert severity title attr:id=TROUBLE attr:tabindex="-1">
            <p>{advice}</p>
            <p class="actions">
                {way_out(store, trouble)}
                <BackupButton />
            </p>
        </Alert>
    }
}

/// The button that ends the trouble, where there is one.
fn way_out(store: DraftStore, trouble: Trouble) -> Option<impl IntoView> {
    let (label, act): (_, fn(DraftStore)) = match trouble {
        Trouble::Conflict | Trouble::MemoryOnly => return None,
        Trouble::Newer => ("Recharger la page", |_| page::reload()),
        Trouble::Erased => ("Enregistrer de nouveau", DraftStore::save_again),
        Trouble::Full | Trouble::Refused => ("Réessayer", DraftStore::save),
    };
    let press = move |()| {
        act(store);
        after_render(move || {
            // The button that was pressed is gone.
            if Trouble::of(untrack(|| store.saving())) != Some(trouble) {
                focus::focus(UNDO);
            }
        });
    };
    Some(view! { <Button label on_press=press /> })
}
