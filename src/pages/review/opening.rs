//! The link that opens the message in the visitor's mail program.

use domain::mail::SAFE_LENGTH;
use leptos::prelude::*;
use routes::Page;

use super::attempt::Attempt;
use super::outgoing::Outgoing;
use super::question::SendingQuestion;
use crate::pages::PageLink;
use crate::ui::{CopyOutcome, Copying, Meter, TextKind};

/// The link, how much of it the message takes, and what is asked once it was followed.
///
/// Where it has no room for the whole message, following it also puts the text on the clipboard.
#[component]
pub(super) fn OpenInMailProgram(
    /// The message.
    outgoing: Outgoing,
    /// What becomes of it.
    attempt: Attempt,
) -> impl IntoView {
    let copying = (!outgoing.fits()).then(|| {
        Copying::new(
            "texte-complet",
            "Texte complet du message",
            TextKind::Paragraphs,
            "Le texte complet est copié\u{a0}: collez-le dans le message qui s’ouvre, à la fin.",
            outgoing.message.body,
        )
    });
    let announced = copying.map(|_| {
        view! {
            <p class="no-print">
                "C’est trop pour un lien\u{a0}: certaines messageries couperaient la fin. Le bouton ouvre donc un message court, et copie le texte complet\u{a0}: il vous restera à le coller à la fin du message."
            </p>
        }
    });
    let open = move |_| {
        if let Some(copying) = copying {
            copying.start();
        }
        attempt.ask();
    };
    view! {
        <Meter
            id="longueur"
            label="Longueur du lien"
            unit="caractères"
            value=outgoing.length
            limit=SAFE_LENGTH
        />
        {announced}
        <p class="actions">
            <a class="button" id="ouvrir" href=outgoing.link on:click=open>
                "Ouvrir dans ma messagerie"
            </a>
            <PageLink page=Page::Draft class="button button--secondary">
                "Modifier ma participation"
            </PageLink>
        </p>
        <div class="opening">
            {copying.map(|copying| view! { <CopyOutcome copying /> })}
            <SendingQuestion attempt />
        </div>
    }
}
