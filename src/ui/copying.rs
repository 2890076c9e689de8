//! Putting a text on the clipboard, and saying what became of that.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::button::{Emphasis, button};
use super::field::{TextKind, read_only_field};
use crate::dom::{El, el};
use crate::platform::{clipboard, document};
use crate::render::after_render;

/// One text that can be copied, and what became of that. Clones share it.
#[derive(Clone)]
pub struct Copying {
    id: &'static str,
    name: &'static str,
    kind: TextKind,
    done: &'static str,
    text: Rc<str>,
    // At most one of the two. An enum would need a sort of signal of its own, which is a third of
    // a kilobyte to download.
    is_copied: RwSignal<bool>,
    is_refused: RwSignal<bool>,
}

impl Copying {
    /// A text that nobody has copied yet.
    ///
    /// Where the browser refuses, it is shown in a field of this `id`, `name` and `kind`; `done` is
    /// what is said once it is copied.
    pub fn new(
        id: &'static str,
        name: &'static str,
        kind: TextKind,
        done: &'static str,
        text: Rc<str>,
    ) -> Self {
        let [is_copied, is_refused] = [RwSignal::new(false), RwSignal::new(false)];
        Self { id, name, kind, done, text, is_copied, is_refused }
    }

    /// Copies the text. To be called within a click: browsers do not allow it elsewhere.
    pub fn start(&self) {
        let Self { id, is_copied, is_refused, .. } = *self;
        let writing = clipboard::write(&self.text);
        // What was said before is said again, to who listens.
        is_copied.set(false);
        is_refused.set(false);
        spawn_local(async move {
            let succeeded = writing.await.is_ok();
            // The page may have been left in the meantime.
            is_copied.try_set(succeeded);
            is_refused.try_set(!succeeded);
            if !succeeded {
                after_render(move || document::select(id));
            }
        });
    }

    /// Adds to `place` what becomes of it; it stays on the page.
    pub fn outcome_in(self, place: El) -> El {
        let Self { id, name, kind, done, text, is_copied, is_refused } = self;
        let said = move || if is_copied.get() { done.to_owned() } else { String::new() };
        place
            .child(el("span").class("said").attr("role", "status").live_text(said))
            .dynamic(move || is_refused.get().then(|| read_only_field(id, name, kind, &text, HINT)))
    }
}

const HINT: &str = "Votre navigateur n’a pas permis la copie automatique. Le texte est sélectionné\u{a0}: copiez-le avec Ctrl+C, avec ⌘C sur un Mac, ou d’un appui long sur un téléphone.";

/// Adds to `place` a button that copies a text, with what becomes of that beside it.
pub fn copy_button_in(place: El, label: &'static str, copying: Copying) -> El {
    let copied = copying.clone();
    copying.outcome_in(place.child(button(label, Emphasis::Secondary, move || copied.start())))
}
