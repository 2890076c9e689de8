//! What the visitor is asked once the link was followed: no script can know whether a mail program
//! opened, and none whether something was sent.

use leptos::prelude::*;

use super::sending::Sending;
use crate::edition::EVENT;
use crate::pages::wording::moment;
use crate::platform::clock;
use crate::ui::button::Emphasis;
use crate::ui::dynamic::dynamic;

/// The question, or what the visitor has answered. The focus stays where it is when it comes;
/// screen readers say it.
pub(super) fn outcome(sending: Sending) -> impl IntoView {
    view! {
        <div role="status">
            {dynamic(move || {
                match sending.sent_at() {
                    Some(at) => Some(sent(sending, at).into_any()),
                    None => sending.is_asked().then(|| question(sending).into_any()),
                }
            })}
        </div>
    }
}

fn question(sending: Sending) -> impl IntoView {
    view! {
        <div class="alert">
            <p class="alert__title">"Votre message s’est-il ouvert\u{a0}?"</p>
            <p>"Ce site ne peut pas le savoir. Votre réponse ne quitte pas cet appareil."</p>
            <p class="actions">
                {sending.button("Oui, je l’ai envoyé", Emphasis::Secondary, Sending::mark_sent)}
                {sending.button("Non, rien ne s’est ouvert", Emphasis::Secondary, Sending::explain)}
                {sending.button("Plus tard", Emphasis::Quiet, Sending::postpone)}
            </p>
        </div>
    }
}

/// The visitor's statement, and what the announcement says of what comes next.
fn sent(sending: Sending, at: u64) -> impl IntoView {
    view! {
        <div class="alert">
            <p class="alert__title" id="envoye" tabindex="-1">
                "Vous avez indiqué avoir envoyé votre participation "
                {moment(at, clock::now())}
            </p>
            <p>
                "La suite, selon l’annonce\u{a0}: «\u{a0}"
                {EVENT.promise}
                "\u{a0}». Ce site ne sait pas si le message est parti\u{a0}: en cas de doute, cherchez-le parmi les messages envoyés de votre messagerie. Si vous modifiez ensuite votre participation, cette page vous proposera d’envoyer une mise à jour."
            </p>
            <p class="actions">
                {sending.button("Je ne l’ai pas envoyé", Emphasis::Quiet, Sending::unmark_sent)}
            </p>
        </div>
    }
}
