//! Taking the board along: on paper, as tables for other programs, or as a file that is read back.

use bluehats::pages::labels::help_kind;
use bluehats::pages::print::{DocumentsChoice, Job, PaperChoice, sheets};
use bluehats::platform::page;
use bluehats::ui::{Button, ButtonVariant, DownloadButton, FileKind};
use domain::Proposal;
use domain::board::{self, Board, Filter};
use leptos::prelude::*;

use crate::desk::Desk;
use crate::page::{HEADING, Heading};

/// Files, and the sheets of all participations.
#[component]
pub(crate) fn OutputView(
    /// What is taken along.
    desk: Desk,
) -> impl IntoView {
    let Desk { board, documents, paper, .. } = desk;
    let facts = Memo::new(move |_| {
        let documents = documents.get();
        let paper = paper.get();
        board.with(|board| {
            let job = Job::of_all(proposals(board), documents);
            (job.summary(paper), job.is_empty())
        })
    });
    let preview = move || {
        let documents = documents.get();
        board.with(|board| sheets(&Job::of_all(proposals(board), documents), paper.get()))
    };
    let needs = move |()| {
        board.with_untracked(|board| {
            board::needs_csv(board, &board.needs(&Filter::default()), help_kind)
        })
    };
    view! {
        <section aria-labelledby=HEADING>
            <div class="no-print">
                <Heading text="Imprimer et exporter" />
                <h3>"Exporter"</h3>
                <p>
                    "Les tableaux (.csv) s’ouvrent dans un tableur. Le tableau complet (.json) se redonne à cette page, avec les messages arrivés depuis."
                </p>
                <p class="actions">
                    <DownloadButton
                        label="Télécharger les contacts (.csv)"
                        subject="contacts"
                        kind=FileKind::Csv
                        text=move |()| board.with_untracked(board::contacts_csv)
                    />
                    <DownloadButton
                        label="Télécharger les besoins (.csv)"
                        subject="besoins"
                        kind=FileKind::Csv
                        text=needs
                    />
                    <DownloadButton
                        label="Télécharger le tableau (.json)"
                        subject="tableau"
                        text=move |()| desk.file()
                        on_offered=move |()| desk.note_safety(true)
                    />
                </p>
                <h3>"Imprimer"</h3>
                <DocumentsChoice documents />
                <PaperChoice paper />
                <p role="status" prop:textContent=move || facts.get().0></p>
                <p class="actions">
                    <Button
                        label="Imprimer"
                        variant=ButtonVariant::Primary
                        is_idle=Signal::derive(move || facts.get().1)
                        on_press=move |()| page::print()
                    />
                </p>
                <h3>"Aperçu"</h3>
            </div>
            <div class="sheets">{move || preview()}</div>
        </section>
    }
}

fn proposals(board: &Board) -> impl Iterator<Item = &Proposal> {
    board.people().iter().map(|person| &*person.proposal)
}
