//! What the visitor is asked once the link was followed: no script can know whether a mail program
//! opened, and none whether something was sent.

use leptos::prelude::*;

use super::sending::Sending;
use crate::ui::button::Emphasis;
use crate::ui::dynamic::dynamic;

/// The question, or what the visitor has answered. The focus stays where it is when it comes;
/// screen readers say it.
pub(super) fn outcome(sending: Sending) -> impl IntoView {
    view! {
        <div role="status">
            {dynamic(move || {
                if sending.is_sent() {
                    Some(sent(sending).into_any())
                } else {
                    sending.is_asked().then(|| question(sending).into_any())
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

fn sent(sending: Sending) -> impl IntoView {
    view! {
        <div class="alert">
            <p class="alert__title" id="envoye" tabindex="-1">
                "Vous avez indiqué avoir envoyé ce message"
            </p>
            <p>
                "La suite vient des organisateurs, comme l’annonce l’explique. Ce site ne sait pas si le message est parti\u{a0}: en cas de doute, cherchez-le parmi les messages envoyés de votre messagerie. Si vous modifiez ensuite votre participation, envoyez aussi la nouvelle version."
            </p>
            <p class="actions">
                {sending.button("Je ne l’ai pas envoyé", Emphasis::Quiet, Sending::unmark_sent)}
            </p>
        </div>
    }
}
