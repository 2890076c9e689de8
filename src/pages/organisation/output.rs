//! Taking the board along: on paper, as tables for other programs, or as a file that is read back.

use domain::board::{self, Filter};
use leptos::prelude::*;

use super::desk::Desk;
use super::page::{HEADING, Heading};
use crate::pages::labels::help_kind;
use crate::pages::print::{
    DocumentsChoice, Job, Paper, PaperChoice, PrintButton, PrintChoices, sheets,
};
use crate::ui::{DownloadButton, FileKind};

/// Files, and the sheets of all participations.
#[component]
pub(super) fn OutputView(
    /// What is taken along.
    desk: Desk,
) -> impl IntoView {
    let Desk { board, choices, .. } = desk;
    let preview = move || with_job(desk, |job, paper| sheets(&job, paper));
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
                <DocumentsChoice choices />
                <PaperChoice choices />
                <PrintButton
                    summary=move || with_job(desk, |job, paper| job.summary(paper))
                    is_empty=move || with_job(desk, |job, _| job.is_empty())
                />
                <h3>"Aperçu"</h3>
            </div>
            <div class="sheets">{move || preview()}</div>
        </section>
    }
}

/// What `read` sees of what is printed of all participations, and on which paper. Tracked.
fn with_job<T>(desk: Desk, read: impl FnOnce(Job<'_>, Paper) -> T) -> T {
    let PrintChoices { documents, paper, .. } = desk.choices.get();
    desk.board.with(|board| {
        let proposals = board.people().iter().map(|person| &*person.proposal);
        read(Job::of_all(proposals, documents), paper)
    })
}
