//! What is shown where there is no page.

use leptos::prelude::*;
use routes::{NOT_FOUND_HEADING, Page};

use super::page_entry::enter_page;
use super::{PageHeading, PageLink};

/// « Page introuvable », and the ways on.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    enter_page(None);
    view! {
        <div class="page" id="page">
            <PageHeading text=NOT_FOUND_HEADING />
            <p>
                "Il n’y a pas de page à cette adresse. Votre brouillon, s’il y en a un, n’a pas changé."
            </p>
            <ul>
                <li>
                    <PageLink page=Page::Announcement>"Lire l’annonce"</PageLink>
                </li>
                <li>
                    <PageLink page=Page::Draft>"Rédiger ma participation"</PageLink>
                </li>
            </ul>
        </div>
    }
}
