//! What the visitor gives to the page, a backup or a message: reading it, offering it, and what is said once
//! it was taken up, or cannot be.

use leptos::prelude::*;
use routes::Page;

use crate::pages::PageLink;
use crate::platform::files::{self, File, LIMIT, ReadError};
use crate::platform::render::after_render;
use crate::platform::{focus, page};
use crate::ui::{Alert, Button, ButtonVariant, Severity};

/// What is in the first of these files, or why the browser could not read it.
pub(super) async fn read_first(files: &[File]) -> Result<Vec<u8>, &'static str> {
    let read = match files.first() {
        Some(file) => files::read(file, LIMIT).await,
        // What was dropped was called a file.
        None => Err(ReadError::Unreadable),
    };
    read.map_err(|error| match error {
        ReadError::TooLarge => {
            "Ce fichier est trop lourd\u{a0}: ce site lit au plus 100\u{a0}Mo. Si c’est un message, copiez-en plutôt le texte."
        }
        ReadError::Unreadable => "Le navigateur n’a pas pu lire ce fichier.",
    })
}

/// The way of something that the visitor gives into the draft. Copies share it.
#[derive(Clone, Copy)]
pub(super) struct Intake {
    words: IntakeWords,
    outcome: RwSignal<Option<Outcome>>,
}

/// Where on the page it is spoken of, and how.
#[derive(Clone, Copy)]
pub(super) struct IntakeWords {
    /// The id of the heading of the section, from which one goes on.
    pub(super) heading: &'static str,
    /// The id of what is said about what was given.
    pub(super) said: &'static str,
    /// What is said once it is in the draft.
    pub(super) taken: &'static str,
    /// What is said where nothing can be taken up from it.
    pub(super) refused: &'static str,
}

/// What became of what the visitor gave.
#[derive(Clone)]
enum Outcome {
    /// It is shown, and waits for the visitor's word.
    Offered(ViewFn),
    /// Why nothing can be taken up from it.
    Refused(&'static str),
    /// It is in the draft.
    Taken,
}

impl Intake {
    pub(super) fn new(words: IntakeWords) -> Self {
        Self { words, outcome: RwSignal::default() }
    }

    /// Shows what was given, for the visitor to take it or leave it.
    pub(super) fn offer(self, shown: impl Into<ViewFn>) {
        self.settle(Outcome::Offered(shown.into()));
    }

    /// Says why nothing can be taken up.
    pub(super) fn refuse(self, reason: &'static str) {
        self.settle(Outcome::Refused(reason));
    }

    fn settle(self, outcome: Outcome) {
        // The page may have been left in the meantime.
        self.outcome.try_set(Some(outcome));
        focus::after_render(self.words.said);
    }

    /// Says that it is in the draft.
    pub(super) fn say_taken(self) {
        self.outcome.set(Some(Outcome::Taken));
        focus::focus(self.words.heading);
        page::announce(self.words.taken);
    }

    /// The visitor has read what was said, or does not want what was offered.
    pub(super) fn end(self) {
        self.outcome.set(None);
        focus::focus(self.words.heading);
    }
}

/// What became of what the visitor gave last.
#[component]
pub(super) fn IntakeOutcome(
    /// On which way.
    intake: Intake,
) -> impl IntoView {
    view! {
        {move || {
            intake.outcome.get().map(|outcome| match outcome {
                Outcome::Offered(shown) => shown.run(),
                Outcome::Refused(reason) => view! { <Refusal intake reason /> }.into_any(),
                Outcome::Taken => view! { <TakenUp intake /> }.into_any(),
            })
        }}
    }
}

/// Says why nothing was taken up, until the visitor has read it.
#[component]
fn Refusal(
    /// On which way.
    intake: Intake,
    /// Why.
    reason: &'static str,
) -> impl IntoView {
    view! {
        <Alert severity=Severity::Error title=intake.words.refused is_silent=true>
            <p id=intake.words.said tabindex="-1">
                {reason}
                " Rien n’a été changé."
            </p>
            <p class="actions">
                <Button label="Fermer ce message" on_press=move |()| intake.end() />
            </p>
        </Alert>
    }
}

/// Says that something was taken up, until the visitor has read it, and where to go on. It comes into
/// view, and is heard otherwise.
#[component]
fn TakenUp(
    /// On which way.
    intake: Intake,
) -> impl IntoView {
    after_render(move || focus::reveal(intake.words.said));
    view! {
        <Alert severity=Severity::Info title=intake.words.taken is_silent=true>
            <p class="actions" id=intake.words.said>
                <PageLink page=Page::Draft class="button">"Ma participation"</PageLink>
                <PageLink page=Page::Review class="button button--secondary">
                    "Relire et envoyer"
                </PageLink>
                <Button
                    label="Fermer ce message"
                    variant=ButtonVariant::Quiet
                    on_press=move |()| intake.end()
                />
            </p>
        </Alert>
    }
}
