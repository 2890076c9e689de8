//! Putting a text on the clipboard, and saying what became of that.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::button::Button;
use super::dynamic::dynamic;
use super::field::{TextField, TextKind};
use crate::platform::{clipboard, document};
use crate::render::after_render;

/// One text that can be copied, and what became of that. Copies share it.
#[derive(Clone, Copy)]
pub struct Copying {
    id: &'static str,
    name: &'static str,
    kind: TextKind,
    done: &'static str,
    text: Signal<String>,
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
        text: Signal<String>,
    ) -> Self {
        let [is_copied, is_refused] = [RwSignal::new(false), RwSignal::new(false)];
        Self { id, name, kind, done, text, is_copied, is_refused }
    }

    /// Copies the text. To be called within a click: browsers do not allow it elsewhere.
    pub fn start(self) {
        let writing = clipboard::write(&self.text.get_untracked());
        // What was said before is said again, to who listens.
        self.is_copied.set(false);
        self.is_refused.set(false);
        spawn_local(async move {
            let is_copied = writing.await.is_ok();
            // The page may have been left in the meantime.
            self.is_copied.try_set(is_copied);
            self.is_refused.try_set(!is_copied);
            if !is_copied {
                after_render(move || document::select(self.id));
            }
        });
    }

    /// What became of it; it stays on the page.
    pub fn outcome(self) -> AnyView {
        let done = move || self.is_copied.get().then(|| self.done.into_any());
        let field = move || self.is_refused.get().then(|| self.field());
        view! {
            <span class="said" role="status">
                {dynamic(done)}
            </span>
            {dynamic(field)}
        }
        .into_any()
    }

    fn field(self) -> AnyView {
        let error = None::<String>;
        view! {
            <TextField
                id=self.id.to_owned()
                label=self.name
                value=self.text
                on_input=Callback::new(|_| ())
                error
                hint=Some(
                    "Votre navigateur n’a pas permis la copie automatique. Le texte est sélectionné\u{a0}: copiez-le avec Ctrl+C, avec ⌘C sur un Mac, ou d’un appui long sur un téléphone.",
                )
                kind=self.kind
                read_only=true
            />
        }
        .into_any()
    }
}

/// A button that copies a text, with what became of that beside it.
#[component]
pub fn CopyButton(
    /// What it copies.
    label: &'static str,
    /// The text.
    copying: Copying,
) -> impl IntoView {
    view! {
        <Button label on_press=move |()| copying.start() />
        {copying.outcome()}
    }
}
