//! The link that opens the message in the visitor's mail program.

use std::rc::Rc;

use domain::mail::SAFE_LENGTH;
use routes::Route;

use super::question::outcome_in;
use super::sending::Sending;
use crate::dom::{El, el};
use crate::pages::link_to;
use crate::ui::button::actions;
use crate::ui::copying::Copying;
use crate::ui::field::TextKind;
use crate::ui::meter::meter;

/// Adds to `place` the link, how much of it the message takes, and what is asked once it was followed.
///
/// Where it has no room for the whole message, following it also puts the text on the clipboard.
///
/// `length` is that of a link with the whole message, in characters; `text` the message's text.
pub(super) fn opening_in(
    place: El,
    mailto: &str,
    length: usize,
    text: &Rc<str>,
    sending: Sending,
) -> El {
    let copying = (length > SAFE_LENGTH).then(|| {
        Copying::new(
            "texte-complet",
            "Texte complet du message",
            TextKind::Paragraphs,
            "Le texte complet est copié\u{a0}: collez-le dans le message qui s’ouvre, à la fin.",
            Rc::clone(text),
        )
    });
    let announced = copying.as_ref().map(|_| {
        el("p").class("no-print").text("C’est trop pour un lien\u{a0}: certaines messageries couperaient la fin. Le bouton ouvre donc un message court, et copie le texte complet\u{a0}: il vous restera à le coller à la fin du message.")
    });
    let copied = copying.clone();
    let link = el("a").class("button").id("ouvrir").attr("href", mailto);
    let link = link.text("Ouvrir dans ma messagerie").on("click", move |_| {
        if let Some(copying) = &copied {
            copying.start();
        }
        sending.ask();
    });
    let change = link_to(Route::Draft, "Modifier ma participation");
    let mut outcomes = el("div").class("opening");
    if let Some(copying) = copying {
        outcomes = copying.outcome_in(outcomes);
    }
    place
        .child(meter("longueur", "Longueur du lien", "caractères", length, SAFE_LENGTH))
        .child(announced)
        .child(actions([link, change.class("button button--secondary")]))
        .child(outcome_in(outcomes, sending))
}
