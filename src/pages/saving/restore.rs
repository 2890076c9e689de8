//! Restoring a backup: first what it holds and what it would replace, then, if wanted, doing it.

use domain::stored::{self, DecodeError, Record};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::STATE;
use crate::dom::{El, el, keep};
use crate::notebook::Notebook;
use crate::pages::wording::{contents, moment};
use crate::platform::files::{self, ReadError};
use crate::platform::{clock, document, unicode};
use crate::render::after_render;
use crate::ui::alert::{Severity, alert};
use crate::ui::button::{Emphasis, actions, button};
use crate::ui::file_picker::file_picker;

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

    pub(super) fn view(self) -> Option<El> {
        Some(match self.outcome.get()? {
            Outcome::Offered(record) => self.offered(&record),
            Outcome::Refused(reason) => self.refused(reason),
        })
    }

    fn offered(self, record: &Record) -> El {
        let held = contents(&record.proposal);
        let saved_at = moment(record.saved_at, clock::now());
        let replaced = self.notebook.with(contents);
        let proposal = record.proposal.clone();
        let restore = move || {
            self.notebook.replace(proposal.clone());
            self.end();
            document::announce("La sauvegarde est restaurée.");
        };
        let words = el("p")
            .id(RESTORATION)
            .attr("tabindex", "-1")
            .text("Elle contient\u{a0}: ")
            .child(el("span").attr("dir", "auto").text(&held))
            .text(" (enregistrement fait ")
            .text(&saved_at)
            .text("). Elle remplacerait\u{a0}: ")
            .child(el("span").attr("dir", "auto").text(&replaced))
            .text(". Vous pourrez annuler tant que vous n’aurez pas quitté cette page.");
        alert(Severity::Info, "Restaurer cette sauvegarde\u{a0}?").child(words).child(actions([
            button("Remplacer mon brouillon", Emphasis::Primary, restore),
            button("Garder mon brouillon", Emphasis::Secondary, move || self.end()),
        ]))
    }

    fn refused(self, reason: &'static str) -> El {
        let title = "Cette sauvegarde ne peut pas être restaurée";
        refusal(title, reason, RESTORATION, move || self.end())
    }
}

/// What is said of a file or a text that cannot be taken up, under an id of its own.
pub(in crate::pages) fn refusal(
    title: &'static str,
    reason: &'static str,
    id: &'static str,
    close: impl Fn() + 'static,
) -> El {
    let words = el("p").id(id).attr("tabindex", "-1").text(reason);
    alert(Severity::Error, title)
        .child(words.text(" Rien n’a été changé."))
        .child(actions([button("Fermer ce message", Emphasis::Secondary, close)]))
}

/// The way in: a file that is chosen, or dropped anywhere on the page. `restoration` is where it goes.
pub(super) fn restore(restoration: Restoration) -> El {
    let is_backup = |file: &files::File| !files::is_message(file);
    keep(files::on_dropped(is_backup, move |file| restoration.offer_file(file)));
    file_picker(
        "fichier-sauvegarde",
        "Restaurer une sauvegarde",
        ".json,application/json",
        move |file| restoration.offer_file(file),
    )
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
