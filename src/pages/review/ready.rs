//! A participation that can be sent.

use domain::Participation;
use domain::mail::{self, Message, SAFE_LENGTH};
use leptos::prelude::*;

use super::opening::opening;
use super::other_ways::other_ways;
use super::sending::Sending;
use crate::edition::EVENT;

/// The message, exactly as it will be sent, and the ways to send it.
pub(super) fn ready(participation: &Participation) -> impl IntoView + use<> {
    let message = mail::compose(participation, &EVENT);
    let mut mailto = message.mailto();
    // The link is plain ASCII.
    let length = mailto.len();
    if length > SAFE_LENGTH {
        mailto = message.shortened(participation).mailto();
    }
    let text = Signal::stored(message.body.clone());
    // What was said about another message is not true of this one.
    let sending = Sending::new();
    view! {
        <p>
            "Voici votre message, tel qu’il partira. Rien n’est envoyé par ce site\u{a0}: le bouton ouvre le message dans votre messagerie, et c’est vous qui l’envoyez."
        </p>
        {opening(mailto, length, text, sending)}
        {on_screen(&message)}
        {other_ways(message.to, message.subject, text, sending)}
    }
}

fn on_screen(message: &Message) -> impl IntoView + use<> {
    let Message { to, subject, body } = message.clone();
    view! {
        <section class="message" aria-labelledby="message-titre">
            <h2 class="message__title" id="message-titre">"Le message"</h2>
            <dl class="message__headers">
                <dt>"Destinataire"</dt>
                <dd id="message-destinataire">{to}</dd>
                <dt>"Objet"</dt>
                <dd id="message-objet" dir="auto">{subject}</dd>
            </dl>
            <pre class="message__body" id="message-texte" tabindex="0" aria-label="Texte du message">
                {body}
            </pre>
        </section>
    }
}
