//! « Reprendre un message »: from a message that was sent, or received, back to the draft.

use domain::mail::{self, Input, Reading};
use domain::{Difference, Edit, Proposal, differences};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::given::{Intake, IntakeOutcome, IntakeWords, read_first};
use crate::draft_store::DraftStore;
use crate::pages::comparison::{Comparison, ComparisonChoices, Side, SideLabels};
use crate::pages::labels::{self, ENCODED, unreadable};
use crate::pages::message_text::MessageText;
use crate::platform::files::File;
use crate::platform::unicode;
use crate::ui::{Alert, Button, ButtonVariant, FilePicker, Severity, Show, TextField, TextKind};

const WORDS: IntakeWords = IntakeWords {
    heading: "reprendre",
    said: "lecture",
    taken: "Le message est repris dans votre brouillon.",
    refused: "Ce message ne peut pas être repris",
};

/// A message on its way into the draft. Copies share it.
#[derive(Clone, Copy)]
pub(super) struct MessageImport {
    store: DraftStore,
    /// What was pasted.
    text: RwSignal<String>,
    pub(super) intake: Intake,
}

impl MessageImport {
    pub(super) fn new(store: DraftStore) -> Self {
        Self { store, text: RwSignal::default(), intake: Intake::new(WORDS) }
    }

    /// Offers what was pasted, or what a file holds.
    pub(super) fn offer(self, given: Input) {
        match read(given) {
            Ok(reading) => self
                .intake
                .offer(move || view! { <MessageOffer import=self reading=reading.clone() /> }),
            Err(reason) => self.intake.refuse(reason),
        }
    }

    fn offer_file(self, files: Vec<File>) {
        spawn_local(async move {
            match read_first(&files).await {
                Ok(bytes) => self.offer(Input::File(&bytes)),
                Err(reason) => self.intake.refuse(reason),
            }
        });
    }

    fn take(self, draft: Proposal) {
        self.store.replace(draft);
        self.text.set(String::new());
        self.intake.say_taken();
    }
}

/// The section: a text to paste, or a file to choose, and what was understood of it.
#[component]
pub(super) fn ImportSection(
    /// Where the message goes.
    import: MessageImport,
) -> impl IntoView {
    let MessageImport { text, intake, .. } = import;
    let read = move |()| import.offer(Input::Pasted(&text.get_untracked()));
    view! {
        <section class="state" aria-labelledby=WORDS.heading>
            <h2 id=WORDS.heading tabindex="-1">"Reprendre un message"</h2>
            <p>
                "Retrouvez ici une participation à partir du message envoyé, même cité dans une réponse ou transféré par un collègue."
            </p>
            <TextField
                id="message-a-reprendre"
                label="Texte du message"
                value=text
                on_input=move |typed: String| text.set(typed)
                kind=TextKind::Paragraphs
            />
            <p class="actions">
                <Button label="Lire ce message" on_press=read />
                <FilePicker
                    id="fichier-message"
                    label="Choisir un message (.eml)"
                    accept=".eml,message/rfc822,.txt,text/plain"
                    on_pick=move |files| import.offer_file(files)
                />
            </p>
            <IntakeOutcome intake />
        </section>
    }
}

/// What was understood of the message, what it says otherwise than the draft, and taking it up.
#[component]
fn MessageOffer(
    /// Where the message comes from.
    import: MessageImport,
    /// What was understood of it.
    reading: Reading,
) -> impl IntoView {
    let store = import.store;
    let understood = mail::entries(&reading.proposal).trim_start().to_owned();
    let notes = reading.notes.clone();
    let doubtful = store.with_untracked(|draft| doubts(&reading, draft));
    let reading = StoredValue::new(reading);
    // Its items bear the ids of those of the draft that they stand for.
    let version_of =
        move |draft: &Proposal| reading.with_value(|reading| reading.proposal.as_version_of(draft));
    let find = move |mine: &Proposal| {
        let mut found = differences(mine, mine, &version_of(mine));
        // Items that were left empty are in no message.
        let blank = mine.left_out();
        let is_blank = |edit: &Edit| matches!(edit, Edit::Remove { item } if blank.contains(item));
        found.retain(|difference| !difference.edits.iter().all(is_blank));
        found
    };
    let comparison = Comparison::new(store, "import-difference", LABELS, find, suggest);
    let is_blank = move || store.with(Proposal::is_empty);
    let has_news = move || !comparison.is_empty();
    let is_choice = move || has_news() && !is_blank();
    let replace_label = move || {
        let label = if is_blank() {
            "Reprendre cette participation"
        } else {
            "Remplacer mon brouillon par ce message"
        };
        label.to_owned()
    };
    let merge = move |()| import.take(comparison.merged());
    let replace = move |()| import.take(store.with_untracked(version_of));
    view! {
        <Alert
            severity=Severity::Info
            title="Voici ce qui a été compris de ce message"
            is_silent=true
        >
            <p
                id=WORDS.said
                tabindex="-1"
                prop:textContent=move || advice(has_news(), is_blank())
            ></p>
            <MessageText label="Ce qui a été compris" text=understood />
            {(!doubtful.is_empty())
                .then(|| {
                    view! {
                        <p>
                            <strong>"À vérifier"</strong>
                        </p>
                        <ul>
                            {doubtful
                                .into_iter()
                                .map(|doubt| view! { <li>{doubt}</li> }.into_any())
                                .collect_view()}
                        </ul>
                    }
                    .into_any()
                })}
            <Notes notes />
            <Show when=is_choice>
                <ComparisonChoices comparison />
            </Show>
            <p class="actions">
                <Show when=is_choice>
                    <Button
                        label="Reprendre ce choix"
                        variant=ButtonVariant::Primary
                        on_press=merge
                    />
                </Show>
                <Show when=has_news>
                    <Button label=replace_label on_press=replace />
                </Show>
                <Button label="Garder mon brouillon" on_press=move |()| import.intake.end() />
            </p>
        </Alert>
    }
}

/// What one may want to do with what was understood of a message.
const fn advice(has_news: bool, is_blank: bool) -> &'static str {
    match (has_news, is_blank) {
        (false, _) => "Votre brouillon dit déjà tout ce que dit ce message.",
        (true, true) => "Votre brouillon est vide\u{a0}: il peut devenir ce que dit ce message.",
        (true, false) => {
            "Ce qui diffère de votre brouillon est indiqué ensuite, point par point. Vous pourrez annuler tant que vous n’aurez pas quitté cette page."
        }
    }
}

/// What may not be as it was written, in words; what the draft says too is beyond doubt.
fn doubts(reading: &Reading, draft: &Proposal) -> Vec<String> {
    let is_news = |doubt: &&mail::Doubt| {
        let text = reading.proposal.text(doubt.field);
        !text.is_some_and(|text| draft.says(text))
    };
    let doubts = reading.doubts.iter().filter(is_news);
    doubts.map(|doubt| labels::doubt(&reading.proposal, doubt)).collect()
}

/// What the message has beside the participation, so that nothing goes unseen.
#[component]
fn Notes(
    /// Each line of it.
    notes: Vec<String>,
) -> impl IntoView {
    let title = match notes.len() {
        1 => "Une ligne du message n’est pas reprise".to_owned(),
        count => format!("{count} lignes du message ne sont pas reprises"),
    };
    (!notes.is_empty()).then(|| {
        view! {
            <details>
                <summary>{title}</summary>
                <MessageText label="Ce qui n’est pas repris" text=notes.join("\n") />
            </details>
        }
        .into_any()
    })
}

/// What was understood of the message, or why nothing can be taken up from it.
fn read(given: Input) -> Result<Reading, &'static str> {
    Err(match mail::import(given, unicode::decoded, unicode::composed) {
        Err(error) => unreadable(error),
        Ok(reading) if reading.is_update => {
            "Ce message est une mise à jour\u{a0}: il ne dit que ce qui a changé. Reprenez le message complet auquel elle se rapporte."
        }
        Ok(reading) if reading.is_encoded => ENCODED,
        Ok(reading) if reading.proposal.is_empty() && reading.has_short_message => {
            "Ce message annonce une participation, mais son texte n’y a pas été collé. Reprenez le texte complet, ou demandez-le à la personne qui a écrit ce message."
        }
        Ok(reading) if reading.proposal.is_empty() => {
            "Aucune participation n’a été trouvée dans ce texte. Collez le message en entier, à partir de «\u{a0}Voici ma participation\u{a0}»."
        }
        Ok(reading) => return Ok(reading),
    })
}

/// What most people would take from a message: what it says more, or otherwise, but not its gaps.
fn suggest(difference: &Difference) -> Side {
    let adds_something = difference.edits.iter().all(|edit| match edit {
        Edit::Text { value, .. } => !value.is_empty(),
        Edit::Presence { present, .. } => *present,
        Edit::Remove { .. } | Edit::Move { .. } => false,
        _ => true,
    });
    if adds_something { Side::Theirs } else { Side::Mine }
}

const LABELS: SideLabels = SideLabels {
    mine: "Mon brouillon",
    theirs: "Le message",
    only_mine: "Seulement dans mon brouillon",
    only_theirs: "Seulement dans le message",
};
