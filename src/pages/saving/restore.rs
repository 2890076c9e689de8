//! Restoring a backup: first what it holds and what it would replace, then, if wanted, doing it.

use domain::stored::{self, DecodeError, Record};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::COPIES;
use super::given::{Refusal, TakenUp, read_first};
use crate::draft_store::DraftStore;
use crate::pages::labels::{contents, moment};
use crate::platform::files::File;
use crate::platform::render::after_render;
use crate::platform::{clock, focus, json, page, unicode};
use crate::ui::{Alert, Button, ButtonVariant, FilePicker, Severity};

/// The id of what is said about the file.
const RESTORATION: &str = "restauration";

/// What is said once it is in the draft.
const RESTORED: &str = "La sauvegarde est restaurée.";

/// What became of a file that the visitor gave.
#[derive(Clone, Debug)]
enum Outcome {
    /// It is a backup, and waits for the visitor's word.
    Offered(Box<Record>),
    /// It is none that could be restored.
    Refused(&'static str),
    /// It is in the draft.
    Restored,
}

/// A backup on its way into the draft. Copies share it.
#[derive(Clone, Copy)]
pub(super) struct Restoration {
    store: DraftStore,
    outcome: RwSignal<Option<Outcome>>,
}

impl Restoration {
    pub(super) fn new(store: DraftStore) -> Self {
        Self { store, outcome: RwSignal::default() }
    }

    /// Offers what this text holds.
    pub(super) fn offer(self, text: &str) {
        self.settle(match decode(text) {
            Ok(record) => Outcome::Offered(Box::new(record)),
            Err(reason) => Outcome::Refused(reason),
        });
    }

    /// Offers what a file holds.
    pub(super) fn offer_bytes(self, bytes: &[u8]) {
        match unicode::text_of(bytes) {
            Some(text) => self.offer(&text),
            // Read all the same, it would say other letters.
            None => self.settle(Outcome::Refused(
                "Ses lettres sont abîmées\u{a0}: ce fichier n’est pas, ou n’est plus, en UTF-8.",
            )),
        }
    }

    fn offer_file(self, files: Vec<File>) {
        spawn_local(async move {
            match read_first(&files).await {
                Some(Ok(bytes)) => self.offer_bytes(&bytes),
                Some(Err(reason)) => self.settle(Outcome::Refused(reason)),
                None => {}
            }
        });
    }

    fn settle(self, outcome: Outcome) {
        // The page may have been left in the meantime.
        self.outcome.try_set(Some(outcome));
        after_render(|| {
            focus::focus(RESTORATION);
        });
    }

    fn end(self) {
        self.outcome.set(None);
        focus::focus(COPIES);
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

/// What became of the file that the visitor gave last.
#[component]
pub(super) fn RestorationOutcome(
    /// The backup.
    restoration: Restoration,
) -> impl IntoView {
    let view = move |outcome: Outcome| match outcome {
        Outcome::Offered(record) => {
            view! { <RestorationOffer restoration record=*record /> }.into_any()
        }
        Outcome::Restored => {
            view! { <TakenUp title=RESTORED id=RESTORATION on_close=move |()| restoration.end() /> }
                .into_any()
        }
        Outcome::Refused(reason) => view! {
            <Refusal
                title="Cette sauvegarde ne peut pas être restaurée"
                reason
                id=RESTORATION
                on_close=move |()| restoration.end()
            />
        }
        .into_any(),
    };
    view! { {move || restoration.outcome.get().map(view)} }
}

/// What a backup holds, and what it would replace.
#[component]
fn RestorationOffer(
    /// Where it comes from.
    restoration: Restoration,
    /// The backup.
    record: Record,
) -> impl IntoView {
    let store = restoration.store;
    let saved_at = record.saved_at;
    let held = contents(&record.proposal);
    let restore = move |()| {
        store.restore(record.clone());
        restoration.outcome.set(Some(Outcome::Restored));
        focus::focus(COPIES);
        page::announce(RESTORED);
    };
    view! {
        <Alert
            severity=Severity::Info
            title="Restaurer cette sauvegarde\u{a0}?"
            is_silent=true
        >
            <p id=RESTORATION tabindex="-1">
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
                <Button label="Garder mon brouillon" on_press=move |()| restoration.end() />
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
