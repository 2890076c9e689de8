//! What the visitor chose to print.

use domain::{ItemKind, Proposal};
use leptos::prelude::*;

use super::job::{Documents, Paper, Scope};
use crate::draft_store::use_draft_store;
use crate::pages::labels::title;
use crate::ui::{Checkbox, RadioGroup};

/// What the visitor chose to print. It is remembered until the page is closed, and stored nowhere.
#[derive(Clone, Copy, Debug, Default)]
pub struct PrintChoices {
    /// Which documents.
    pub documents: Documents,
    /// Of which software.
    pub(super) scope: Scope,
    /// On which paper.
    pub paper: Paper,
}

impl PrintChoices {
    /// Makes the choices outlive the page « Imprimer ».
    pub fn provide() {
        provide_context(RwSignal::new(Self::default()));
    }
}

/// Which documents.
#[component]
pub fn DocumentsChoice(
    /// What the visitor chose.
    choices: RwSignal<PrintChoices>,
) -> impl IntoView {
    view! {
        <fieldset class="choices">
            <legend class="field__label">"Documents"</legend>
            <Checkbox
                id="panneaux"
                label="Les panneaux\u{a0}: un par logiciel, à afficher"
                checked=move || choices.get().documents.panels
                on_change=move |chosen: bool| choices.update(|it| it.documents.panels = chosen)
            />
            <Checkbox
                id="cartes"
                label="Les cartes\u{a0}: une par demande d’aide, à découper dans des pages A4"
                checked=move || choices.get().documents.cards
                on_change=move |chosen: bool| choices.update(|it| it.documents.cards = chosen)
            />
            <Checkbox
                id="vierge"
                label="Un panneau vierge, à remplir à la main"
                checked=move || choices.get().documents.blank_panel
                on_change=move |chosen: bool| choices.update(|it| it.documents.blank_panel = chosen)
            />
        </fieldset>
    }
}

/// All software or one of them, when there are several.
#[component]
pub(super) fn ScopeChoice(
    /// What the visitor chose.
    choices: RwSignal<PrintChoices>,
) -> impl IntoView {
    let store = use_draft_store();
    let choice = move || {
        let options = store.with(options);
        // All, and at least two.
        (options.len() > 2).then(|| {
            view! {
                <RadioGroup
                    name="logiciel"
                    legend="Logiciels"
                    options
                    chosen=move || store.with(|draft| choices.get().scope.within(draft))
                    on_change=move |chosen| choices.update(|it| it.scope = chosen)
                />
            }
            .into_any()
        })
    };
    view! { {move || choice()} }
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
    choices: RwSignal<PrintChoices>,
) -> impl IntoView {
    let options = Paper::ALL.map(|paper| (paper, paper.name().to_owned())).to_vec();
    view! {
        <RadioGroup
            name="papier"
            legend="Format des panneaux"
            options
            chosen=move || choices.get().paper
            on_change=move |chosen| choices.update(|it| it.paper = chosen)
        />
    }
}
