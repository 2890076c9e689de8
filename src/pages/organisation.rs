//! The page for those who receive participations. What it shows is a program of its own, which few
//! visitors ever load (`crates/organisation`).

use leptos::prelude::*;
use leptos::task::spawn_local;
use routes::Page;

use super::PageHeading;
use super::page_entry::enter_page;
use crate::platform::organisation::{self, Opened};

/// « Pour l’équipe d’organisation »: all participations, from the messages in which they came.
#[component]
pub fn OrganisationPage() -> impl IntoView {
    enter_page(Some(Page::Organisation));
    let host = NodeRef::<leptos::html::Div>::new();
    // Dropped with the page: then the program leaves it.
    let program = StoredValue::new_local(None::<Opened>);
    let status = RwSignal::new("Chargement…");
    host.on_load(move |host| {
        spawn_local(async move {
            let opened = organisation::open(&host).await.ok();
            // The page may have been left in the meantime.
            status.try_set(if opened.is_some() {
                ""
            } else {
                "Cette page ne s’est pas chargée entièrement. Vérifiez votre connexion, puis rechargez-la."
            });
            program.try_set_value(opened);
        });
    });
    view! {
        <div class="page" id="page">
            <PageHeading text=Page::Organisation.heading().unwrap_or_default() />
            <p role="status" class="no-print" prop:textContent=move || status.get()></p>
            <div class="organisation" node_ref=host></div>
        </div>
    }
}
