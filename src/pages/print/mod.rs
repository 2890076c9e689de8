//! The participation on paper.
//!
//! The preview is what is printed: the same elements, under the same styles (style/paper.css), and
//! the browser breaks both into pages. Nothing is measured: how large goals may be is estimated from
//! how many words there are.

mod choices;
mod goal_size;
mod job;
mod sheets;

use leptos::prelude::*;
use routes::Page;

pub use self::choices::PrintChoices;
use self::choices::ScopeChoice;
pub use self::choices::{DocumentsChoice, PaperChoice};
pub use self::job::{Documents, Job, Paper};
pub use self::sheets::sheets;
use super::page_entry::enter_page;
use super::saving::QuarantineNotice;
use super::{PageHeading, PageLink};
use crate::draft_store::{DraftStore, use_draft_store};
use crate::platform::page;
use crate::ui::{Button, ButtonVariant, Show};

/// « Imprimer »: panels and cards for the walls of the event, chosen, previewed, and printed.
#[component]
pub fn PrintPage() -> impl IntoView {
    let store = use_draft_store();
    let choices: RwSignal<PrintChoices> = expect_context();
    enter_page(Some(Page::Print));
    let preview = move || with_job(store, choices, |job, paper| sheets(&job, paper));
    view! {
        <div class="page" id="page">
            <div class="no-print">
                <PageHeading text=Page::Print.heading().unwrap_or_default() />
                <QuarantineNotice />
                <Show
                    when=move || store.with(|draft| !draft.software.is_empty())
                    fallback=OnlyABlankPanel
                >
                    <DocumentsChoice choices />
                </Show>
                <ScopeChoice choices />
                <PaperChoice choices />
                <PrintButton
                    summary=move || with_job(store, choices, |job, paper| job.summary(paper))
                    is_empty=move || with_job(store, choices, |job, _| job.is_empty())
                />
                <h2>"Aperçu"</h2>
            </div>
            <div class="sheets">{move || preview()}</div>
        </div>
    }
}

/// What `read` sees of what is printed of the draft, and on which paper. Tracked.
fn with_job<T>(
    store: DraftStore,
    choices: RwSignal<PrintChoices>,
    read: impl FnOnce(Job<'_>, Paper) -> T,
) -> T {
    let PrintChoices { documents, scope, paper } = choices.get();
    store.with(|draft| read(Job::new(draft, documents, scope), paper))
}

/// What comes out of the printer, in a sentence, and the button for it.
#[component]
pub fn PrintButton(
    /// The sentence.
    #[prop(into)]
    summary: Signal<String>,
    /// Whether nothing comes out.
    #[prop(into)]
    is_empty: Signal<bool>,
) -> impl IntoView {
    // The same words are not to be heard again.
    let summary = Memo::new(move |_| summary.get());
    view! {
        <p role="status" prop:textContent=move || summary.get()></p>
        <p class="actions">
            <Button
                label="Imprimer"
                variant=ButtonVariant::Primary
                is_idle=is_empty
                on_press=move |()| page::print()
            />
        </p>
    }
}

#[component]
fn OnlyABlankPanel() -> impl IntoView {
    view! {
        <p>
            "Il n’y a encore aucun logiciel dans votre participation\u{a0}: voici un panneau vierge, à remplir à la main. "
            <PageLink page=Page::Draft>"Rédiger ma participation"</PageLink>
        </p>
    }
}
