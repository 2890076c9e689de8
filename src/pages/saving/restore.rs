//! Restoring a backup: first what it holds and what it would replace, then, if wanted, doing it.

use domain::stored::{self, DecodeError, Record};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::STATE;
use crate::notebook::Notebook;
use crate::pages::wording::{contents, moment};
use crate::platform::files::{self, ReadError};
use crate::platform::{clock, document, unicode};
use crate::render::after_render;
use crate::ui::alert::{Alert, Severity};
use crate::ui::button::{Button, Emphasis};
use crate::ui::dynamic::dynamic;
use crate::ui::file_picker::FilePicker;

/// The most that a backup may weigh, in bytes.
const LIMIT: f64 = 1_000_000.0;

/// The id of what is said about the file.
const RESTORATION: &str = "restauration";

/// What became of a file that the visitor gave.
#[derive(Clone, Debug)]
enum Outcome {
    /// It is a backup, and waits for the visitor's word.
    Offered(Box<Record>),
    /// It is none that could be restored.
    Refused(&'static str),
}

/// A backup on its way into the draft. Copies share it.
#[derive(Clone, Copy)]
pub(super) struct Restoration {
    notebook: Notebook,
    outcome: RwSignal<Option<Outcome>>,
}

impl Restoration {
    pub(super) fn new(notebook: Notebook) -> Self {
        Self { notebook, outcome: RwSignal::default() }
    }

    /// Offers what this text holds.
    pub(super) fn offer(self, text: &str) {
        self.settle(match stored::decode(text) {
            Ok(record) => Outcome::Offered(Box::new(record)),
            Err(error) => Outcome::Refused(reason(error)),
        });
    }

    fn offer_file(self, file: files::File) {
        spawn_local(async move {
            match files::read(&file, LIMIT).await {
                Ok(bytes) => self.offer(&unicode::decoded(&bytes, "utf-8").unwrap_or_default()),
                Err(ReadError::TooLarge) => self.settle(Outcome::Refused(
                    "Ce fichier est trop lourd\u{a0}: une sauvegarde pèse au plus 1\u{a0}Mo.",
                )),
                Err(ReadError::Unreadable) => {
                    self.settle(Outcome::Refused("Le navigateur n’a pas pu lire ce fichier."));
                }
            }
        });
    }

    fn settle(self, outcome: Outcome) {
        // The page may have been left in the meantime.
        self.outcome.try_set(Some(outcome));
        after_render(|| {
            document::focus(RESTORATION);
        });
    }

    fn end(self) {
        self.outcome.set(None);
        document::focus(STATE);
    }

    pub(super) fn view(self) -> impl IntoView {
        dynamic(move || {
            Some(match self.outcome.get()? {
                Outcome::Offered(record) => self.offered(&record).into_any(),
                Outcome::Refused(reason) => self.refused(reason).into_any(),
            })
        })
    }

    fn offered(self, record: &Record) -> impl IntoView + use<> {
        let held = contents(&record.proposal);
        let saved_at = moment(record.saved_at, clock::now());
        let replaced = self.notebook.with(contents);
        let proposal = record.proposal.clone();
        let restore = move |()| {
            self.notebook.replace(proposal.clone());
            self.end();
            document::announce("La sauvegarde est restaurée.");
        };
        view! {
            <Alert severity=Severity::Info title="Restaurer cette sauvegarde\u{a0}?">
                <p id=RESTORATION tabindex="-1">
                    "Elle contient\u{a0}: "
                    <span dir="auto">{held}</span>
                    " (enregistrement fait "
                    {saved_at}
                    "). Elle remplacerait\u{a0}: "
                    <span dir="auto">{replaced}</span>
                    ". Vous pourrez annuler tant que vous n’aurez pas quitté cette page."
                </p>
                <p class="actions">
                    <Button
                        label="Remplacer mon brouillon"
                        emphasis=Emphasis::Primary
                        on_press=restore
                    />
                    <Button label="Garder mon brouillon" on_press=move |()| self.end() />
                </p>
            </Alert>
        }
    }

    fn refused(self, reason: &'static str) -> impl IntoView {
        view! {
            <Alert
                severity=Severity::Error
                title="Cette sauvegarde ne peut pas être restaurée"
            >
                <p id=RESTORATION tabindex="-1">
                    {reason}
                    " Rien n’a été changé."
                </p>
                <p class="actions">
                    <Button label="Fermer ce message" on_press=move |()| self.end() />
                </p>
            </Alert>
        }
    }
}

/// The way in: a file that is chosen, or dropped anywhere on the page.
#[component]
pub(super) fn Restore(
    /// Where the file goes.
    restoration: Restoration,
) -> impl IntoView {
    let is_backup = |file: &files::File| !files::is_message(file);
    let drops = files::on_dropped(is_backup, move |file| restoration.offer_file(file));
    // They are heard for as long as the page is shown.
    StoredValue::new_local(drops);
    view! {
        <FilePicker
            id="fichier-sauvegarde"
            label="Restaurer une sauvegarde"
            accept=".json,application/json"
            on_pick=move |file| restoration.offer_file(file)
        />
    }
}

const fn reason(error: DecodeError) -> &'static str {
    match error {
        DecodeError::Newer { .. } => {
            "Elle a été faite par une version plus récente de ce site\u{a0}: rechargez la page pour l’obtenir, puis réessayez."
        }
        DecodeError::Damaged => "Elle est abîmée\u{a0}: il en manque une partie.",
        DecodeError::Foreign => "Ce fichier n’est pas une sauvegarde de ce site.",
    }
}
