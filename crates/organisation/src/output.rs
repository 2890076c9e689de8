//! Taking the board along: on paper, as tables for other programs, or as a file that is read back.

use bluehats::pages::labels::help_kind;
use bluehats::pages::print::{DocumentsChoice, Job, PaperChoice, sheets};
use bluehats::platform::clock::{self, LocalTime};
use bluehats::platform::render::after_render;
use bluehats::platform::{download, page};
use bluehats::ui::{Button, ButtonVariant, Show};
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
                    <Download
                        label="Télécharger les contacts (.csv)"
                        subject="contacts"
                        kind=CSV
                        text=move |()| board.with_untracked(board::contacts_csv)
                    />
                    <Download
                        label="Télécharger les besoins (.csv)"
                        subject="besoins"
                        kind=CSV
                        text=needs
                    />
                    <Download
                        label="Télécharger le tableau (.json)"
                        subject="tableau"
                        kind=JSON
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
    board.people().iter().map(|person| &person.proposal)
}

/// A sort of file: how its name ends, and its media type.
type Kind = (&'static str, &'static str);

const CSV: Kind = ("csv", "text/csv;charset=utf-8");

const JSON: Kind = ("json", "application/json");

/// A button that downloads a file, and says so where the browser cannot make it.
#[component]
fn Download(
    /// What it does.
    label: &'static str,
    /// What the file is about: part of its name.
    subject: &'static str,
    /// Its sort.
    kind: Kind,
    /// What is in it.
    #[prop(into)]
    text: Callback<(), String>,
    /// Called once the browser has offered the file.
    #[prop(optional, into)]
    on_offered: Option<Callback<()>>,
) -> impl IntoView {
    let is_refused = RwSignal::new(false);
    let save = move |()| {
        // A message that is said again must first be gone, or screen readers do not say it.
        is_refused.set(false);
        let LocalTime { year, month, day, .. } = clock::local(clock::now());
        let (extension, media_type) = kind;
        let name = format!("bluehats-{subject}-{year:04}-{month:02}-{day:02}.{extension}");
        if download::text(&name, media_type, &text.run(())).is_err() {
            after_render(move || {
                // The page may have been left in the meantime.
                is_refused.try_set(true);
            });
        } else if let Some(on_offered) = on_offered {
            on_offered.run(());
        }
    };
    view! {
        <Button label on_press=save />
        <Show when=is_refused>
            <span class="said" role="status">
                "Ce navigateur n’a pas pu créer le fichier."
            </span>
        </Show>
    }
}
