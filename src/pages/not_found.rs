//! What is shown where there is no page.

use routes::{NOT_FOUND_HEADING, Route};

use super::arrival::arrive;
use super::{heading, link_to};
use crate::dom::{El, el};

/// « Page introuvable », and the ways on.
pub fn not_found_page(page: El) -> El {
    arrive(None);
    page.child(heading(NOT_FOUND_HEADING))
        .child(el("p").text(
            "Il n’y a pas de page à cette adresse. Votre brouillon, s’il y en a un, n’a pas changé.",
        ))
        .child(
            el("ul")
                .child(el("li").child(link_to(Route::Announcement, "Lire l’annonce")))
                .child(el("li").child(link_to(Route::Draft, "Rédiger ma participation"))),
        )
}
