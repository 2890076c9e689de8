//! What the visitor chose to print.

use domain::{ItemKind, Proposal};
use leptos::prelude::*;

use super::job::{Documents, Job, Paper, Scope};
use crate::draft_store::{DraftStore, use_draft_store};
use crate::pages::labels::title;
use crate::ui::{Checkbox, RadioGroup};

/// What the visitor chose to print. It is remembered until the page is closed, and stored nowhere.
#[derive(Clone, Copy)]
pub struct PrintChoices {
    pub(super) documents: RwSignal<Documents>,
    pub(super) scope: RwSignal<Scope>,
    pub(super) paper: RwSignal<Paper>,
}

impl PrintChoices {
    /// Makes the choices outlive the page « Imprimer ».
    pub fn provide() {
        provide_context(Self {
            documents: RwSignal::default(),
            scope: RwSignal::default(),
            paper: RwSignal::default(),
        });
    }

    /// What `read` sees of what is printed of the draft. Tracked.
    pub(super) fn with_job<T>(self, store: DraftStore, read: impl FnOnce(&Job<'_>) -> T) -> T {
        let (documents, scope) = (self.documents.get(), self.scope.get());
        store.with(|draft| read(&Job::new(draft, documents, scope)))
    }
}

/// Which documents.
#[component]
pub fn DocumentsChoice(
    /// What the visitor chose.
    documents: RwSignal<Documents>,
) -> impl IntoView {
    view! {
        <fieldset class="choices">
            <legend class="field__label">"Documents"</legend>
            <Checkbox
                id="panneaux"
                label="Les panneaux\u{a0}: un par logiciel, à afficher"
                checked=move || documents.get().panels
                on_change=move |chosen: bool| documents.update(|it| it.panels = chosen)
            />
            <Checkbox
                id="cartes"
                label="Les cartes\u{a0}: une par demande d’aide, à découper dans des pages A4"
                checked=move || documents.get().cards
                on_change=move |chosen: bool| documents.update(|it| it.cards = chosen)
            />
            <Checkbox
                id="vierge"
                label="Un panneau vierge, à remplir à la main"
                checked=move || documents.get().blank_panel
                on_change=move |chosen: bool| documents.update(|it| it.blank_panel = chosen)
            />
        </fieldset>
    }
}

/// All software or one of them, when there are several.
#[component]
pub(super) fn ScopeChoice(
    /// What the visitor chose.
    scope: RwSignal<Scope>,
) -> impl IntoView {
    let store = use_draft_store();
    move || {
        let options = store.with(options);
        // All, and at least two.
        (options.len() > 2).then(|| {
            view! {
                <RadioGroup
                    name="logiciel"
                    legend="Logiciels"
                    options
                    chosen=move || store.with(|draft| scope.get().within(draft))
                    on_change=move |chosen| scope.set(chosen)
                />
            }
            .into_any()
        })
    }
}

/// All software, then each of them, with what it is called.
fn options(draft: &Proposal) -> Vec<(Scope, String)> {
    let each = draft.software.iter().enumerate().map(|(index, software)| {
        let name = match software.name.trim() {
            "" => title(ItemKind::Software, index),
            name => name.to_owned(),
        };
        (Scope::One(software.id), name)
    });
    std::iter::once((Scope::All, "Tous".to_owned())).chain(each).collect()
}

/// On which paper.
#[component]
pub fn PaperChoice(
    /// What the visitor chose.
    paper: RwSignal<Paper>,
) -> impl IntoView {
    let options = Paper::ALL.map(|paper| (paper, paper.name().to_owned())).to_vec();
    view! {
        <RadioGroup
            name="papier"
            legend="Format des panneaux"
            options
            chosen=move || paper.get()
            on_change=move |chosen| paper.set(chosen)
        />
    }
}
