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
    /// Of the field that shows the text where the browser refuses.
    id: &'static str,
    name: &'static str,
    kind: TextKind,
    done: &'static str,
    text: StoredValue<String>,
    group: CopyGroup,
}

impl Copying {
    /// A text of this group that nobody has copied yet.
    ///
    /// Where the browser refuses, it is shown in a field of this `id`, `name` and `kind`; `done` is
    /// what is said once it is copied.
    pub fn new(
        group: CopyGroup,
        id: &'static str,
        name: &'static str,
        kind: TextKind,
        done: &'static str,
        text: String,
    ) -> Self {
        Self { id, name, kind, done, text: StoredValue::new(text), group }
    }

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
    let Copying { id, name, kind, done, text, group } = copying;
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
