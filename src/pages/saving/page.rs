//! « Sauvegarde et reprise »: where the draft is kept, copies of it, and taking one up again.

use domain::mail::Input;
use leptos::prelude::*;
use leptos::task::spawn_local;
use routes::Page;

use super::archive::Archive;
use super::backup_button::BackupButton;
use super::erase::EraseSection;
use super::given::{IntakeOutcome, read_first};
use super::import::{ImportSection, MessageImport};
use super::restore::{BackupPicker, Restoration, is_backup};
use super::state::StateSection;
use super::{COPIES, SavingAlerts, StatusBar};
use crate::draft_store::use_draft_store;
use crate::pages::PageHeading;
use crate::pages::page_entry::enter_page;
use crate::platform::files::{self, File};
use crate::platform::lifecycle;

/// The page: copies, messages, the state of the storage, and erasing.
#[component]
pub fn BackupPage() -> impl IntoView {
    enter_page(Some(Page::Backup));
    let store = use_draft_store();
    let (restoration, import) = (Restoration::new(store), MessageImport::new(store));
    lifecycle::while_shown(files::on_dropped(move |files| {
        spawn_local(take_up(files, restoration, import));
    }));
    view! {
        <div class="page" id="page">
            <PageHeading text=Page::Backup.heading().unwrap_or_default() />
            <SavingAlerts />
            <CopiesSection restoration />
            <ImportSection import />
            <StateSection />
            <EraseSection />
            <StatusBar />
        </div>
    }
}

/// A file that was dropped goes where it belongs by what is in it: names say little.
async fn take_up(files: Vec<File>, restoration: Restoration, import: MessageImport) {
    match read_first(&files).await {
        Ok(bytes) if is_backup(&bytes) => restoration.offer_bytes(&bytes),
        Ok(bytes) => import.offer(Input::File(&bytes)),
        Err(reason) => import.intake.refuse(reason),
    }
}

/// Backups, and versions that were set aside.
#[component]
fn CopiesSection(
    /// Where a backup goes.
    restoration: Restoration,
) -> impl IntoView {
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
            <IntakeOutcome intake=restoration.intake />
            <Archive restoration />
        </section>
    }
}
