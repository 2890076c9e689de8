//! The message on the screen.

use domain::mail::Message;
use leptos::prelude::*;

/// All of the message, as it will be sent.
#[component]
pub(super) fn MessagePreview(
    /// The message.
    message: Message,
) -> impl IntoView {
    let Message { to, subject, body } = message;
    view! {
        <section class="message" aria-labelledby="message-titre">
            <h2 class="message__title" id="message-titre">"Le message"</h2>
            <dl class="message__headers">
                <dt>"Destinataire"</dt>
                <dd id="message-destinataire">{to}</dd>
                <dt>"Objet"</dt>
                <dd id="message-objet" dir="auto">{subject}</dd>
            </dl>
            <pre
                class="message__body"
                id="message-texte"
                tabindex="0"
                role="group"
                aria-label="Texte du message"
            >{body}</pre>
        </section>
    }
}
