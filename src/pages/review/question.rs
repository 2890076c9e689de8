//! What the visitor is asked once the link was followed: no script can know whether a mail program
//! opened, and none whether something was sent.

use super::sending::Sending;
use crate::dom::{El, el};
use crate::edition::EVENT;
use crate::pages::wording::moment;
use crate::platform::clock;
use crate::ui::button::{Emphasis, actions};

/// Adds to `place` the question, or what the visitor has answered. The focus stays where it is when it
/// comes; screen readers say it.
pub(super) fn outcome_in(place: El, sending: Sending) -> El {
    place.child(el("div").attr("role", "status").dynamic(move || match sending.sent_at() {
        Some(at) => Some(sent(sending, at)),
        None => sending.is_asked().then(|| question(sending)),
    }))
}

fn question(sending: Sending) -> El {
    el("div")
        .class("alert")
        .child(el("p").class("alert__title").text("Votre message s’est-il ouvert\u{a0}?"))
        .child(
            el("p")
                .text("Ce site ne peut pas le savoir. Votre réponse ne quitte pas cet appareil."),
        )
        .child(actions([
            sending.button("Oui, je l’ai envoyé", Emphasis::Secondary, Sending::mark_sent),
            sending.button("Non, rien ne s’est ouvert", Emphasis::Secondary, Sending::explain),
            sending.button("Plus tard", Emphasis::Quiet, Sending::postpone),
        ]))
}

/// The visitor's statement, and what the announcement says of what comes next.
fn sent(sending: Sending, at: u64) -> El {
    let title = el("p").class("alert__title").id("envoye").attr("tabindex", "-1");
    el("div")
        .class("alert")
        .child(
            title
                .text("Vous avez indiqué avoir envoyé votre participation ")
                .text(&moment(at, clock::now())),
        )
        .child(
            el("p")
                .text("La suite, selon l’annonce\u{a0}: «\u{a0}")
                .text(EVENT.promise)
                .text("\u{a0}». Ce site ne sait pas si le message est parti\u{a0}: en cas de doute, cherchez-le parmi les messages envoyés de votre messagerie. Si vous modifiez ensuite votre participation, cette page vous proposera d’envoyer une mise à jour."),
        )
        .child(actions([sending.button(
            "Je ne l’ai pas envoyé",
            Emphasis::Quiet,
            Sending::unmark_sent,
        )]))
}
