//! A participation that can be sent.

use std::rc::Rc;

use domain::Participation;
use domain::mail::{self, Message, SAFE_LENGTH};

use super::opening::opening_in;
use super::other_ways::other_ways;
use super::sending::Sending;
use crate::dom::{El, el};
use crate::edition::EVENT;
use crate::notebook::Notebook;
use crate::platform::clock;

/// The message, exactly as it will be sent, and the ways to send it.
///
/// Once a participation was sent, that is an update, unless the visitor `sends_all`.
pub(super) fn ready(notebook: Notebook, participation: &Participation, sends_all: bool) -> El {
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
    let text: Rc<str> = message.body.as_str().into();
    // What was said about another message is not true of this one.
    let sending = Sending::new(notebook);
    let place = el("div").child(el("p").text(lead));
    opening_in(place, &mailto, length, &text, sending)
        .child(on_screen(&message))
        .child(other_ways(message, text, sending))
}

/// What changed since the participation was sent, if it was, and something did.
fn update(notebook: Notebook, participation: &Participation) -> Option<Message> {
    let sent = notebook.sent()?;
    let day = clock::local(sent.at).date;
    mail::compose_update(&sent.proposal, day, participation, &EVENT)
}

fn on_screen(message: &Message) -> El {
    let Message { to, subject, body } = message;
    let text = el("pre").class("message__body").id("message-texte").attr("tabindex", "0");
    el("section")
        .class("message")
        .attr("aria-labelledby", "message-titre")
        .child(el("h2").class("message__title").id("message-titre").text("Le message"))
        .child(
            el("dl")
                .class("message__headers")
                .child(el("dt").text("Destinataire"))
                .child(el("dd").id("message-destinataire").text(to))
                .child(el("dt").text("Objet"))
                .child(el("dd").id("message-objet").attr("dir", "auto").text(subject)),
        )
        .child(text.attr("role", "group").attr("aria-label", "Texte du message").text(body))
}
