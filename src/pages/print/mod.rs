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
use crate::draft_store::use_draft_store;
use crate::platform::page;
use crate::ui::{Button, ButtonVariant, Show};

/// « Imprimer »: panels and cards for the walls of the event, chosen, previewed, and printed.
#[component]
pub fn PrintPage() -> impl IntoView {
    let store = use_draft_store();
    let choices: PrintChoices = expect_context();
    let PrintChoices { documents, scope, paper } = choices;
    enter_page(Some(Page::Print));
    let has_software = move || store.with(|draft| !draft.software.is_empty());
    let summary = move || choices.with_job(store, |job| job.summary(paper.get()));
    #[allow(
        clippy::redundant_closure_for_method_calls,
        reason = "the method by itself is of one lifetime, not of any"
    )]
    let is_empty = move || choices.with_job(store, |job| job.is_empty());
    let preview = move || choices.with_job(store, |job| sheets(job, paper.get()));
    view! {
        <div class="page" id="page">
            <div class="no-print">
                <PageHeading text=Page::Print.heading().unwrap_or_default() />
                <QuarantineNotice />
                <Show when=has_software fallback=OnlyABlankPanel>
                    <DocumentsChoice documents />
                </Show>
                <ScopeChoice scope />
                <PaperChoice paper />
                <p role="status" prop:textContent=summary></p>
                <p class="actions">
                    <Button
                        label="Imprimer"
                        variant=ButtonVariant::Primary
                        is_idle=is_empty
                        on_press=move |()| page::print()
                    />
                </p>
                <h2>"Aperçu"</h2>
            </div>
            <div class="sheets">{move || preview()}</div>
        </div>
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
