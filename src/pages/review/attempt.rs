//! What became of the message, as far as the visitor says.

use domain::Sending;
use leptos::prelude::*;

use crate::draft_store::DraftStore;
use crate::platform::focus;
use crate::platform::render::after_render;

/// Whether the visitor is asked what became of the message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Question {
    /// There is nothing to ask, or the visitor has answered.
    #[default]
    Closed,
    /// The link was followed.
    Asked,
}

/// How far the visitor is with sending one message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Progress {
    /// Nothing was tried, or nothing came of it.
    Waiting,
    /// The link was followed; what came of it, only the visitor can say.
    Asked,
    /// They say that they sent it, at this moment (milliseconds since 1970).
    Sent {
        /// When.
        at: u64,
    },
}

/// The visitor's attempt to send one message. Copies share it.
///
/// Each answer moves the focus on, because the button that gave it is gone.
#[derive(Clone, Copy)]
pub(super) struct Attempt {
    store: DraftStore,
    question: RwSignal<Question>,
}

impl Attempt {
    /// Nothing was tried yet.
    pub(super) fn new(store: DraftStore) -> Self {
        Self { store, question: RwSignal::default() }
    }

    /// How far the visitor is.
    pub(super) fn progress(self) -> Progress {
        match (self.store.sending(), self.question.get()) {
            (Sending::Sent { at }, _) => Progress::Sent { at },
            (_, Question::Asked) => Progress::Asked,
            (_, Question::Closed) => Progress::Waiting,
        }
    }

    /// The link was followed.
    pub(super) fn ask(self) {
        self.store.try_to_send();
        self.question.set(Question::Asked);
    }

    /// « Plus tard ».
    pub(super) fn postpone(self) {
        self.question.set(Question::Closed);
        focus_after_render("ouvrir");
    }

    /// « Non, rien ne s’est ouvert ».
    pub(super) fn explain(self) {
        self.question.set(Question::Closed);
        focus::open("rien-ne-s-ouvre");
        focus_after_render("autres-facons");
    }

    /// « J’ai envoyé ce message ».
    pub(super) fn mark_sent(self) {
        self.question.set(Question::Closed);
        self.store.mark_sent();
        focus_after_render("envoye");
    }

    /// « Je ne l’ai pas envoyé ».
    pub(super) fn unmark_sent(self) {
        self.store.unmark_sent();
        focus_after_render("ouvrir");
    }
}

fn focus_after_render(id: &'static str) {
    after_render(move || {
        focus::focus(id);
    });
}
