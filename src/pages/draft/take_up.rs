//! « Reprendre un message »: from a message that was sent, or received, back to the draft.

use std::rc::Rc;

use domain::mail::{self, Reading};
use domain::{Difference, Edit, Proposal, differences};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::dom::{El, el, keep};
use crate::notebook::{Notebook, use_notebook};
use crate::pages::comparison::{Comparison, Sides};
use crate::pages::saving::refusal;
use crate::platform::files::{self, ReadError};
use crate::platform::{document, unicode};
use crate::render::after_render;
use crate::ui::alert::{Severity, alert};
use crate::ui::button::{Emphasis, actions, button};
use crate::ui::field::{Field, Remarks, TextKind, text_field};
use crate::ui::file_picker::file_picker;

/// The most that a message may weigh, in bytes.
const LIMIT: f64 = 1_000_000.0;

/// The id of the section's heading.
const TAKING_UP: &str = "reprendre";

/// The id of what is said about the message.
const READING: &str = "lecture";

/// What became of a text that the visitor gave.
#[derive(Clone)]
enum Outcome {
    /// It says something, and waits for the visitor's word.
    Offered(Rc<Reading>),
    /// Nothing can be taken up from it.
    Refused(&'static str),
}

/// A message on its way into the draft. Copies share it.
#[derive(Clone, Copy)]
struct TakingUp {
    notebook: Notebook,
    /// What was pasted.
    text: RwSignal<String>,
    outcome: RwSignal<Option<Outcome>, LocalStorage>,
}

impl TakingUp {
    fn offer(self, text: &str) {
        let reading = mail::parse(text, unicode::composed);
        self.settle(if reading.is_update {
            Outcome::Refused(
                "Ce message est une mise à jour\u{a0}: il ne dit que ce qui a changé. Reprenez le message complet auquel elle se rapporte.",
            )
        } else if reading.proposal.is_empty() {
            Outcome::Refused(
                "Aucune participation n’a été trouvée dans ce texte. Collez le message en entier, à partir de «\u{a0}Voici ma participation\u{a0}».",
            )
        } else {
            Outcome::Offered(Rc::new(reading))
        });
    }

    /// Offers what a file holds.
    fn offer_file(self, file: files::File) {
        spawn_local(async move {
            match files::read(&file, LIMIT).await {
                Ok(bytes) => self.offer(&mail::eml::text_of(&bytes, unicode::decoded)),
                Err(ReadError::TooLarge) => self.settle(Outcome::Refused(
                    "Ce fichier est trop lourd\u{a0}: un message pèse au plus 1\u{a0}Mo. Copiez-en plutôt le texte.",
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
            document::focus(READING);
        });
    }

    fn take(self, draft: Proposal) {
        self.notebook.replace(draft);
        self.text.set(String::new());
        self.end();
        document::announce("Le message est repris dans votre brouillon.");
    }

    fn end(self) {
        self.outcome.set(None);
        document::focus(TAKING_UP);
    }

    fn offered(self, reading: &Reading) -> El {
        let read = reading.proposal.clone();
        let version = self.notebook.with(|draft| read.as_version_of(draft));
        let found = self.notebook.with(|draft| differences(draft, draft, &version));
        let comparison = Comparison::new(found, adds_something);
        let points = self.notebook.with(|draft| comparison.view(draft, SIDES));
        let is_blank = self.notebook.with(Proposal::is_empty);
        let advice = if comparison.is_empty() {
            "Votre brouillon dit déjà tout ce que dit ce message."
        } else if is_blank {
            "Votre brouillon est vide\u{a0}: il peut devenir ce que dit ce message."
        } else {
            "Ce qui diffère de votre brouillon est indiqué ensuite, point par point. Vous pourrez annuler tant que vous n’aurez pas quitté cette page."
        };
        let is_choice = !comparison.is_empty() && !is_blank;
        let replace = (!comparison.is_empty()).then(|| {
            let replace = move || self.take(version.clone());
            button("Remplacer mon brouillon par ce message", Emphasis::Secondary, replace)
        });
        let merge = is_choice.then(|| {
            let merge = move || {
                let mut draft = self.notebook.with_untracked(Clone::clone);
                for edit in comparison.chosen() {
                    // What no longer fits, since the visitor has gone on typing, is left out.
                    let _ = draft.apply(edit);
                }
                self.take(draft);
            };
            button("Reprendre ce choix", Emphasis::Primary, merge)
        });
        let keep = button("Garder mon brouillon", Emphasis::Secondary, move || self.end());
        let understood = mail::entries(&read).trim_start().to_owned();
        let understood = text(&understood)
            .attr("tabindex", "0")
            .attr("role", "group")
            .attr("aria-label", "Ce qui a été compris");
        alert(Severity::Info, "Voici ce qui a été compris de ce message")
            .child(el("p").id(READING).attr("tabindex", "-1").text(advice))
            .child(understood)
            .child(notes(&reading.notes))
            .children(points.into_iter().filter(|_| is_choice))
            .child(actions(merge.into_iter().chain(replace).chain([keep])))
    }

    fn refused(self, reason: &'static str) -> El {
        refusal("Ce message ne peut pas être repris", reason, READING, move || self.end())
    }
}

/// A text as mail programs show it.
fn text(text: &str) -> El {
    el("pre").class("message__body").attr("dir", "auto").text(text)
}

/// What the message has beside the participation, so that nothing goes unseen.
fn notes(notes: &[String]) -> Option<El> {
    let title = match notes.len() {
        0 => return None,
        1 => "Une ligne du message n’est pas reprise".to_owned(),
        count => format!("{count} lignes du message ne sont pas reprises"),
    };
    Some(el("details").child(el("summary").text(&title)).child(text(&notes.join("\n"))))
}

/// What most people would take from a message: what it says more, or otherwise, but not its gaps.
fn adds_something(difference: &Difference) -> bool {
    difference.edits.iter().all(|edit| match edit {
        Edit::Text { value, .. } => !value.is_empty(),
        Edit::Presence { present, .. } => *present,
        Edit::Remove { .. } | Edit::Move { .. } => false,
        _ => true,
    })
}

const SIDES: Sides = Sides {
    mine: "Mon brouillon",
    theirs: "Le message",
    only_mine: "Seulement dans mon brouillon",
    only_theirs: "Seulement dans le message",
};

/// The section: a text to paste, or a file to choose, and what was understood of it.
pub(super) fn take_up_section() -> El {
    let notebook = use_notebook();
    let taking_up =
        TakingUp { notebook, text: RwSignal::default(), outcome: RwSignal::new_local(None) };
    let TakingUp { text, outcome, .. } = taking_up;
    keep(files::on_dropped(files::is_message, move |file| taking_up.offer_file(file)));
    let field = Field {
        id: "message-a-reprendre".to_owned(),
        kind: TextKind::Paragraphs,
        ..Field::default()
    };
    let field = text_field(
        &field,
        "Texte du message",
        move || text.get(),
        Remarks::default,
        move |typed| text.set(typed),
    );
    let read = move || text.with_untracked(|text| taking_up.offer(text));
    el("section")
        .class("state")
        .attr("aria-labelledby", TAKING_UP)
        .child(el("h2").id(TAKING_UP).attr("tabindex", "-1").text("Reprendre un message"))
        .child(el("p").text(
            "Retrouvez ici une participation à partir du message envoyé, même cité dans une réponse ou transféré par un collègue.",
        ))
        .child(field)
        .child(actions([
            button("Lire ce message", Emphasis::Secondary, read),
            file_picker(
                "fichier-message",
                "Choisir un message (.eml)",
                ".eml,message/rfc822,.txt,text/plain",
                move |file| taking_up.offer_file(file),
            ),
        ]))
        .dynamic(move || {
            Some(match outcome.get()? {
                Outcome::Offered(reading) => taking_up.offered(&reading),
                Outcome::Refused(reason) => taking_up.refused(reason),
            })
        })
}
