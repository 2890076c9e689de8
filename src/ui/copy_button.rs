//! Putting a text on the clipboard, and saying what became of that.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::button::Button;
use super::show::Show;
use super::text_field::{ReadOnlyField, TextKind};
use crate::platform::clipboard;
use crate::platform::focus;
use crate::platform::render::after_render;

/// What became of a copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum CopyState {
    /// The text is on the clipboard.
    Copied,
    /// The browser did not allow it.
    Refused,
}

/// The texts of a page that can be copied. There is one clipboard: only the last copy stands.
/// Copies of this value share it.
#[derive(Clone, Copy, Default)]
pub struct CopyGroup {
    /// The id of the text that was copied last, and what became of that.
    last: RwSignal<Option<(&'static str, CopyState)>>,
}

/// One text that can be copied. Copies of this value share it.
#[derive(Clone, Copy)]
pub struct Copying {
    /// The texts among which it is the only one that is copied.
    pub group: CopyGroup,
    /// The id of the field that shows it where the browser refuses; no other text has it.
    pub id: &'static str,
    /// What that field is called.
    pub name: &'static str,
    /// What sort of text it is.
    pub kind: TextKind,
    /// What is said once it is copied.
    pub done: &'static str,
    /// The text.
    pub text: StoredValue<String>,
}

impl Copying {
    /// Copies the text. To be called within a click: browsers do not allow it elsewhere.
    pub fn start(self) {
        let writing = self.text.with_value(|text| clipboard::write(text));
        // A message that is said again must first be gone, or screen readers do not say it.
        self.group.last.set(None);
        spawn_local(async move {
            let is_copied = writing.await.is_ok();
            // The page may have been left in the meantime.
            let state = if is_copied { CopyState::Copied } else { CopyState::Refused };
            self.group.last.try_set(Some((self.id, state)));
            if !is_copied {
                after_render(move || focus::select(self.id));
            }
        });
    }
}

/// What became of a copy: it is said, or the text is shown to be copied by hand.
#[component]
pub fn CopyOutcome(
    /// Which copy.
    copying: Copying,
) -> impl IntoView {
    let Copying { group, id, name, kind, done, text } = copying;
    let is_now = move |state| group.last.get() == Some((id, state));
    view! {
        <span
            class="said"
            role="status"
            prop:textContent=move || if is_now(CopyState::Copied) { done } else { "" }
        ></span>
        <Show when=move || is_now(CopyState::Refused)>
            <ReadOnlyField id label=name kind text=text.get_value() hint=HINT />
        </Show>
    }
}

const HINT: &str = "Votre navigateur n’a pas permis la copie automatique. Le texte est sélectionné\u{a0}: copiez-le avec Ctrl+C, avec ⌘C sur un Mac, ou d’un appui long sur un téléphone.";

/// A button that copies a text, with what becomes of that beside it.
#[component]
pub fn CopyButton(
    /// What it does.
    label: &'static str,
    /// Which text.
    copying: Copying,
) -> impl IntoView {
    view! {
        <Button label on_press=move |()| copying.start() />
        <CopyOutcome copying />
    }
}
