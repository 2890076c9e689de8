//! Restoring a backup: first what it holds and what it would replace, then, if wanted, doing it.

use domain::stored::{self, DecodeError, Record};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::COPIES;
use super::given::{Intake, IntakeWords, read_first};
use crate::draft_store::DraftStore;
use crate::pages::labels::{contents, moment};
use crate::platform::files::File;
use crate::platform::{clock, json, unicode};
use crate::ui::{Alert, Button, ButtonVariant, FilePicker, Severity};

const WORDS: IntakeWords = IntakeWords {
    heading: COPIES,
    said: "restauration",
    taken: "La sauvegarde est restaurée.",
    refused: "Cette sauvegarde ne peut pas être restaurée",
};

/// A backup on its way into the draft. Copies share it.
#[derive(Clone, Copy)]
pub(super) struct Restoration {
    store: DraftStore,
    pub(super) intake: Intake,
}

impl Restoration {
    pub(super) fn new(store: DraftStore) -> Self {
        Self { store, intake: Intake::new(WORDS) }
    }

    /// Offers what this text holds.
    pub(super) fn offer(self, text: &str) {
        match decode(text) {
            Ok(record) => self.intake.offer(
                move || view! { <RestorationOffer restoration=self record=record.clone() /> },
            ),
            Err(reason) => self.intake.refuse(reason),
        }
    }

    /// Offers what a file holds.
    pub(super) fn offer_bytes(self, bytes: &[u8]) {
        match unicode::text_of(bytes) {
            Some(text) => self.offer(&text),
            // Read all the same, it would say other letters.
            None => self.intake.refuse(
                "Ses lettres sont abîmées\u{a0}: ce fichier n’est pas, ou n’est plus, en UTF-8.",
            ),
        }
    }

    fn offer_file(self, files: Vec<File>) {
        spawn_local(async move {
            match read_first(&files).await {
                Ok(bytes) => self.offer_bytes(&bytes),
                Err(reason) => self.intake.refuse(reason),
            }
        });
    }
}

/// The way in: a file that is chosen.
#[component]
pub(super) fn BackupPicker(
    /// Where it goes.
    restoration: Restoration,
) -> impl IntoView {
    view! {
        <FilePicker
            id="fichier-sauvegarde"
            label="Restaurer une sauvegarde"
            accept=".json,application/json"
            on_pick=move |files| restoration.offer_file(files)
        />
    }
}

/// What a backup holds, and what it would replace.
#[component]
fn RestorationOffer(
    /// Where it comes from.
    restoration: Restoration,
    /// The backup.
    record: Record,
) -> impl IntoView {
    let Restoration { store, intake } = restoration;
    if store.with(|draft| *draft == record.proposal) {
        return view! { <NothingToRestore intake /> }.into_any();
    }
    let saved_at = record.saved_at;
    let held = contents(&record.proposal);
    let restore = move |()| {
        store.restore(record.clone());
        intake.say_taken();
    };
    view! {
        <Alert
            severity=Severity::Info
            title="Restaurer cette sauvegarde\u{a0}?"
            is_silent=true
        >
            <p id=WORDS.said tabindex="-1">
                "Elle contient\u{a0}: "
                <span dir="auto">{held}</span>
                " (enregistrement fait "
                {moment(saved_at, clock::now())}
                "). Elle remplacerait\u{a0}: "
                <span dir="auto" prop:textContent=move || store.with(contents)></span>
                ". Vous pourrez annuler tant que vous n’aurez pas quitté cette page."
            </p>
            <p class="actions">
                <Button
                    label="Remplacer mon brouillon"
                    variant=ButtonVariant::Primary
                    on_press=restore
                />
                <Button label="Garder mon brouillon" on_press=move |()| intake.end() />
            </p>
        </Alert>
    }
    .into_any()
}

/// That a backup is of the draft as it is.
#[component]
fn NothingToRestore(
    /// Where it came from.
    intake: Intake,
) -> impl IntoView {
    view! {
        <Alert severity=Severity::Info title="Il n’y a rien à restaurer" is_silent=true>
            <p id=WORDS.said tabindex="-1">
                "Cette sauvegarde contient exactement votre brouillon, tel qu’il est ici."
            </p>
            <p class="actions">
                <Button label="Fermer ce message" on_press=move |()| intake.end() />
            </p>
        </Alert>
    }
}

/// Whether a file is a backup, or wants to be one, by what is in it.
pub(super) fn is_backup(bytes: &[u8]) -> bool {
    unicode::text_of(bytes).is_some_and(|text| text.trim_start().starts_with('{'))
}

/// What a backup holds, or why it cannot be restored.
fn decode(text: &str) -> Result<Record, &'static str> {
    if text.trim().is_empty() {
        return Err("Ce fichier est vide.");
    }
    stored::decode(text).or_else(|error| match (error, json::rewritten(text)) {
        // Another program may have written it anew.
        (_, Some(text)) => stored::decode(&text).map_err(reason),
        (DecodeError::Damaged, None) => Err("Elle est abîmée\u{a0}: il en manque une partie."),
        (error, None) => Err(reason(error)),
    })
}

const fn reason(error: DecodeError) -> &'static str {
    match error {
        DecodeError::Newer { .. } => {
            "Elle a été faite par une version plus récente de ce site\u{a0}: rechargez la page pour l’obtenir, puis réessayez."
        }
        DecodeError::Damaged => {
            "Elle est abîmée\u{a0}: une de ses parties manque, ou n’est pas comme ce site l’écrit."
        }
        DecodeError::Foreign => "Ce fichier n’est pas une sauvegarde de ce site.",
    }
}
