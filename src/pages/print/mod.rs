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
use super::saving::set_aside_notice;
use super::wording::Sort;
use super::{heading, link_to};
use crate::dom::{El, el};
use crate::notebook::{Notebook, use_notebook};
use crate::platform::document;
use crate::ui::button::{Emphasis, actions, button};
use crate::ui::checkbox::checkbox;
use crate::ui::radio_group::radio_group;

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

    /// What `see` sees of the draft, and of what is printed of it.
    fn see<T>(self, notebook: Notebook, see: impl FnOnce(&Proposal, &Job<'_>) -> T) -> T {
        notebook
            .with(|draft| see(draft, &Job::new(draft, self.documents.get(), self.software.get())))
    }
}

/// « Imprimer »: panels and cards for the walls of the event, chosen, previewed, and printed.
pub fn print_page(page: El) -> El {
    let notebook = use_notebook();
    let choices: Choices = expect_context();
    let paper = choices.paper;
    arrive(Some(Route::Print));
    let summary = move || choices.see(notebook, |_, job| job.summary(paper.get()));
    let is_empty = move || choices.see(notebook, |_, job| job.is_empty());
    let preview = move || {
        let sheets = choices.see(notebook, |draft, job| sheets(draft, job, paper.get()));
        Some(el("div").class("sheets").children(sheets))
    };
    page.child(
        el("div")
            .class("no-print")
            .child(heading(Route::Print.heading().unwrap_or_default()))
            .dynamic(move || set_aside_notice(notebook))
            .dynamic(move || {
                let has_software = notebook.with(|draft| !draft.software.is_empty());
                Some(if has_software { documents(choices) } else { only_a_blank_panel() })
            })
            .dynamic(move || which_software(notebook, choices))
            .child(radio_group(
                "papier",
                "Format des panneaux",
                PAPERS.map(str::to_owned),
                move || paper.get(),
                move |chosen| paper.set(chosen),
            ))
            .child(el("p").attr("role", "status").live_text(summary))
            .child(actions([
                button("Imprimer", Emphasis::Primary, document::print).idle_while(is_empty)
            ]))
            .child(el("h2").text("Aperçu")),
    )
    .dynamic(preview)
}

fn only_a_blank_panel() -> El {
    el("p")
        .text("Il n’y a encore aucun logiciel dans votre participation\u{a0}: voici un panneau vierge, à remplir à la main. ")
        .child(link_to(Route::Draft, "Rédiger ma participation"))
}

/// Which documents.
fn documents(choices: Choices) -> El {
    let documents = choices.documents;
    let boxes = [
        ("panneaux", PANELS, "Les panneaux\u{a0}: un par logiciel, à afficher"),
        ("cartes", CARDS, "Les cartes\u{a0}: une par demande d’aide, à découper dans des pages A4"),
        ("vierge", BLANK_PANEL, "Un panneau vierge, à remplir à la main"),
    ];
    let boxes = boxes.map(|(id, document, label)| {
        let is_chosen = move || documents.get() & document != 0;
        checkbox(id, label, is_chosen, move |_| documents.update(|chosen| *chosen ^= document))
    });
    el("fieldset")
        .class("choices")
        .child(el("legend").class("field__label").text("Documents"))
        .children(boxes)
}

/// All software or one of them, when there are several.
fn which_software(notebook: Notebook, choices: Choices) -> Option<El> {
    let mut labels = vec!["Tous".to_owned()];
    notebook.with(|draft| {
        labels.extend(draft.software.iter().enumerate().map(|(index, software)| {
            let name = software.name.trim();
            if name.is_empty() { Sort::Software.title(index) } else { name.to_owned() }
        }));
    });
    let (count, software) = (labels.len(), choices.software);
    let chosen = move || Some(software.get()).filter(|&index| index < count).unwrap_or(ALL);
    (count > 2).then(|| {
        radio_group("logiciel", "Logiciels", labels, chosen, move |index| software.set(index))
    })
}
