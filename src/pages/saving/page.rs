//! « Sauvegarde et reprise »: where the draft is kept, copies of it, and taking one up again.

use leptos::prelude::*;
use routes::Page;

use super::archive::Archive;
use super::download::BackupButton;
use super::erase::EraseSection;
use super::import::ImportSection;
use super::restore::{BackupPicker, Restoration, RestorationOutcome};
use super::state::StateSection;
use super::{COPIES, SavingAlerts, StatusBar};
use crate::draft_store::use_draft_store;
use crate::pages::PageHeading;
use crate::pages::page_entry::enter_page;

/// The page: copies, messages, the state of the storage, and erasing.
#[component]
pub fn BackupPage() -> impl IntoView {
    enter_page(Some(Page::Backup));
    view! {
        <div class="page" id="page">
            <PageHeading text=Page::Backup.heading().unwrap_or_default() />
            <SavingAlerts />
            <CopiesSection />
            <ImportSection />
            <StateSection />
            <EraseSection />
            <StatusBar />
        </div>
    }
}

/// Backups, and versions that were set aside.
#[component]
fn CopiesSection() -> impl IntoView {
    let restoration = Restoration::new(use_draft_store());
    view! {
        <section aria-labelledby=COPIES>
            <h2 id=COPIES tabindex="-1">"Garder une copie"</h2>
            <p>
                "Une sauvegarde est un fichier que vous gardez où vous voulez, et que vous pouvez restaurer ici ou dans un autre navigateur."
            </p>
            <div class="actions">
                <BackupButton />
                <BackupPicker restoration />
            </div>
            <RestorationOutcome restoration />
            <Archive restoration />
        </section>
    }
}
