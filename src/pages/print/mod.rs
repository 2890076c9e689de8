//! The participation on paper.
//!
//! The preview is what is printed: the same elements, under the same styles (style/paper.css), and
//! the browser breaks both into pages. Nothing is measured.

mod job;
mod sheets;

use domain::Proposal;
use leptos::prelude::*;
use routes::Route;

use self::job::{ALL, BLANK_PANEL, CARDS, Document, Job, PANELS, PAPERS};
use self::sheets::sheets;
use super::arrival::arrive;
use super::href;
use super::saving::SetAsideNotice;
use super::wording::Sort;
use crate::notebook::{Notebook, use_notebook};
use crate::platform::document;
use crate::ui::button::{Button, Emphasis};
use crate::ui::checkbox::Checkbox;
use crate::ui::dynamic::dynamic;
use crate::ui::radio_group::RadioGroup;

/// What the visitor chose to print. It is remembered until the page is closed, and stored nowhere.
#[derive(Clone, Copy)]
pub struct Choices {
    documents: RwSignal<Document>,
    software: RwSignal<usize>,
    paper: RwSignal<usize>,
}

impl Choices {
    /// Makes the choices outlive the page « Imprimer ».
    pub fn provide() {
        provide_context(Self {
            documents: RwSignal::new(PANELS | CARDS),
            software: RwSignal::new(ALL),
            paper: RwSignal::new(0),
        });
    }

    /// What is printed, as `see` sees it.
    fn see<T>(self, notebook: Notebook, see: impl FnOnce(&Proposal, &Job<'_>) -> T) -> T {
        notebook
            .with(|draft| see(draft, &Job::new(draft, self.documents.get(), self.software.get())))
    }
}

/// « Imprimer »: panels and cards for the walls of the event, chosen, previewed, and printed.
#[component]
pub fn PrintPage() -> impl IntoView {
    let notebook = use_notebook();
    let choices: Choices = expect_context();
    arrive(Some(Route::Print));
    let summary =
        Signal::derive(move || choices.see(notebook, |_, job| job.summary(choices.paper.get())));
    let is_empty = Signal::derive(move || choices.see(notebook, |_, job| job.is_empty()));
    view! {
        <div class="no-print">
            <h1 tabindex="-1">{Route::Print.heading()}</h1>
            <SetAsideNotice />
            {dynamic(move || {
                Some(
                    if notebook.with(|draft| draft.software.is_empty()) {
                        only_a_blank_panel()
                    } else {
                        documents(notebook, choices)
                    },
                )
            })}
            <RadioGroup
                name="papier".to_owned()
                legend="Format des panneaux"
                labels=PAPERS.map(str::to_owned).to_vec()
                chosen=choices.paper
                on_change=Callback::new(move |paper| choices.paper.set(paper))
            />
            <p role="status">{summary}</p>
            <p class="actions">
                <Button
                    label="Imprimer"
                    emphasis=Emphasis::Primary
                    is_idle=is_empty
                    on_press=|()| document::print()
                />
            </p>
            <h2>"Aperçu"</h2>
        </div>
        <div class="sheets">
            {dynamic(move || {
                let paper = choices.paper.get();
                Some(choices.see(notebook, |draft, job| sheets(draft, job, paper)).into_any())
            })}
        </div>
    }
}

fn only_a_blank_panel() -> AnyView {
    view! {
        <p>
            "Il n’y a encore aucun logiciel dans votre participation\u{a0}: voici un panneau vierge, à remplir à la main. "
            <a href=href(Route::Draft)>"Rédiger ma participation"</a>
        </p>
    }
    .into_any()
}

/// Which documents, and of which software.
fn documents(notebook: Notebook, choices: Choices) -> AnyView {
    let boxes = [
        ("panneaux", PANELS, "Les panneaux\u{a0}: un par logiciel, à afficher"),
        ("cartes", CARDS, "Les cartes\u{a0}: une par demande d’aide, à découper dans des pages A4"),
        ("vierge", BLANK_PANEL, "Un panneau vierge, à remplir à la main"),
    ];
    let boxes = boxes.map(|(id, document, label)| {
        let checked = Signal::derive(move || choices.documents.get() & document != 0);
        let change = Callback::new(move |_| choices.documents.update(|set| *set ^= document));
        view! { <Checkbox id=id.to_owned() label checked on_change=change /> }.into_any()
    });
    view! {
        <fieldset class="choices">
            <legend class="field__label">"Documents"</legend>
            {boxes.into_iter().collect::<Vec<_>>()}
        </fieldset>
        {which_software(notebook, choices)}
    }
    .into_any()
}

/// All software or one of them, when there are several.
fn which_software(notebook: Notebook, choices: Choices) -> Option<AnyView> {
    let mut labels = vec!["Tous".to_owned()];
    notebook.with(|draft| {
        labels.extend(draft.software.iter().enumerate().map(|(index, software)| {
            let name = software.name.trim();
            if name.is_empty() { Sort::Software.title(index) } else { name.to_owned() }
        }));
    });
    let count = labels.len();
    let chosen =
        Signal::derive(move || Some(choices.software.get()).filter(|&n| n < count).unwrap_or(ALL));
    (count > 2).then(|| {
        view! {
            <RadioGroup
                name="logiciel".to_owned()
                legend="Logiciels"
                labels
                chosen
                on_change=Callback::new(move |software| choices.software.set(software))
            />
        }
        .into_any()
    })
}
