//! What is shown where there is no page.

use leptos::prelude::*;
use routes::{NOT_FOUND_HEADING, Route};

use super::arrival::arrive;
use super::href;

/// « Page introuvable », and the ways on.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    arrive(None);
    view! {
        <h1 tabindex="-1">{NOT_FOUND_HEADING}</h1>
        <p>"Il n’y a pas de page à cette adresse. Votre brouillon, s’il y en a un, n’a pas changé."</p>
        <ul>
            <li><a href=href(Route::Announcement)>"Lire l’annonce"</a></li>
            <li><a href=href(Route::Draft)>"Rédiger ma participation"</a></li>
        </ul>
    }
}
