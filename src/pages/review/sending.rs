//! What became of the message, as far as the visitor says.

use leptos::prelude::*;

use crate::dom::El;
use crate::notebook::Notebook;
use crate::platform::document;
use crate::render::after_render;
use crate::ui::button::{Emphasis, button};

/// How far the visitor is with sending. Copies share it.
///
/// Each answer moves the focus on, because the button that gave it is gone.
#[derive(Clone, Copy)]
pub(super) struct Sending {
    notebook: Notebook,
    asked: RwSignal<bool>,
}

impl Sending {
    /// Nothing was tried yet.
    pub(super) fn new(notebook: Notebook) -> Self {
        Self { notebook, asked: RwSignal::new(false) }
    }

    /// Whether the visitor is to be asked what became of the message.
    pub(super) fn is_asked(self) -> bool {
        self.asked.get()
    }

    /// When the visitor has said that they have sent this message (milliseconds since 1970).
    pub(super) fn sent_at(self) -> Option<u64> {
        match self.notebook.sending() {
            domain::Sending::Sent { at } => Some(at),
            _ => None,
        }
    }

    /// The link was followed.
    pub(super) fn ask(self) {
        self.notebook.try_to_send();
        self.asked.set(true);
    }

    /// A button that says so, and does one of the following.
    pub(super) fn button(self, label: &str, emphasis: Emphasis, answer: fn(Self)) -> El {
        button(label, emphasis, move || answer(self))
    }

    /// « Plus tard ».
    pub(super) fn postpone(self) {
        self.asked.set(false);
        focus("ouvrir");
    }

    /// « Non, rien ne s’est ouvert ».
    pub(super) fn explain(self) {
        self.asked.set(false);
        document::open("rien-ne-s-ouvre");
        focus("autres-facons");
    }

    /// « J’ai envoyé ce message ».
    pub(super) fn mark_sent(self) {
        self.asked.set(false);
        self.notebook.mark_sent();
        focus("envoye");
    }

    /// « Je ne l’ai pas envoyé ».
    pub(super) fn unmark_sent(self) {
        self.notebook.unmark_sent();
        focus("ouvrir");
    }
}

fn focus(id: &'static str) {
    after_render(move || {
        document::focus(id);
    });
}
