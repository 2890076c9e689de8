//! A participation that can be sent.

use domain::Participation;
use domain::mail::{self, Message, SAFE_LENGTH};
use leptos::prelude::*;

use super::opening::opening;
use super::other_ways::other_ways;
use super::sending::Sending;
use crate::edition::EVENT;
use crate::notebook::Notebook;
use crate::platform::clock;

/// The message, exactly as it will be sent, and the ways to send it.
///
/// Once a participation was sent, that is an update, unless the visitor `sends_all`.
pub(super) fn ready(
    notebook: Notebook,
    participation: &Participation,
    sends_all: bool,
) -> impl IntoView + use<> {
    let update = if sends_all { None } else { update(notebook, participation) };
    let lead = if update.is_some() {
        "Voici votre mise à jour, telle qu’elle partira\u{a0}: elle dit ce qui a changé depuis l’envoi que vous avez indiqué. Rien n’est envoyé par ce site\u{a0}: le bouton ouvre le message dans votre messagerie, et c’est vous qui l’envoyez."
    } else {
        "Voici votre message, tel qu’il partira. Rien n’est envoyé par ce site\u{a0}: le bouton ouvre le message dans votre messagerie, et c’est vous qui l’envoyez."
    };
    let message = update.unwrap_or_else(|| mail::compose(participation, &EVENT));
    let mut mailto = message.mailto();
    // The link is plain ASCII.
    let length = mailto.len();
    if length > SAFE_LENGTH {
        mailto = message.shortened(participation).mailto();
    }
    let text = Signal::stored(message.body.clone());
    // What was said about another message is not true of this one.
    let sending = Sending::new(notebook);
    view! {
        <p>{lead}</p>
        {opening(mailto, length, text, sending)}
        {on_screen(&message)}
        {other_ways(message, sending)}
    }
}

/// What changed since the participation was sent, if it was, and something did.
fn update(notebook: Notebook, participation: &Participation) -> Option<Message> {
    let sent = notebook.sent()?;
    let day = clock::local(sent.at).date;
    mail::compose_update(&sent.proposal, day, participation, &EVENT)
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
