//! The link that opens the message in the visitor's mail program.

use domain::mail::SAFE_LENGTH;
use leptos::prelude::*;
use routes::Route;

use super::question::outcome;
use super::sending::Sending;
use crate::pages::href;
use crate::ui::copying::Copying;
use crate::ui::field::TextKind;
use crate::ui::meter::Meter;

/// The link, how much of it the message takes, and what is asked once it was followed.
///
/// Where it has no room for the whole message, following it also puts the text on the clipboard.
///
/// `length` is that of a link with the whole message, in characters; `text` the message's text.
pub(super) fn opening(
    mailto: String,
    length: usize,
    text: Signal<String>,
    sending: Sending,
) -> impl IntoView {
    let copying = (length > SAFE_LENGTH).then(|| {
        Copying::new(
            "texte-complet",
            "Texte complet du message",
            TextKind::Paragraphs,
            "Le texte complet est copié\u{a0}: collez-le dans le message qui s’ouvre, à la fin.",
            text,
        )
    });
    let announced = copying.map(|_| {
        view! {
            <p class="no-print">
                "C’est trop pour un lien\u{a0}: certaines messageries couperaient la fin. Le bouton ouvre donc un message court, et copie le texte complet\u{a0}: il vous restera à le coller à la fin du message."
            </p>
        }
    });
    let follow = move |_| {
        if let Some(copying) = copying {
            copying.start();
        }
        sending.ask();
    };
    view! {
        <Meter
            id="longueur"
            label="Longueur du lien"
            unit="caractères"
            value=length
            limit=SAFE_LENGTH
        />
        {announced}
        <p class="actions">
            <a class="button" id="ouvrir" href=mailto on:click=follow>
                "Ouvrir dans ma messagerie"
            </a>
            <a class="button button--secondary" href=href(Route::Draft)>
                "Modifier ma participation"
            </a>
        </p>
        <div class="opening">{copying.map(Copying::outcome)} {outcome(sending)}</div>
    }
}
