//! A participation that can be sent.

use leptos::prelude::*;

use super::attempt::Attempt;
use super::opening::OpenInMailProgram;
use super::other_ways::OtherWays;
use super::outgoing::{Outgoing, Sends};
use super::preview::MessagePreview;
use crate::draft_store::use_draft_store;

/// The message, exactly as it will be sent, and the ways to send it.
#[component]
pub(super) fn ReadyToSend(
    /// The message.
    outgoing: Outgoing,
) -> impl IntoView {
    let lead = match outgoing.sends {
        Sends::Update => {
            "Voici votre mise à jour, telle qu’elle partira\u{a0}: elle dit ce qui a changé depuis l’envoi que vous avez indiqué. Rien n’est envoyé par ce site\u{a0}: le bouton ouvre le message dans votre messagerie, et c’est vous qui l’envoyez."
        }
        Sends::Everything => {
            "Voici votre message, tel qu’il partira. Rien n’est envoyé par ce site\u{a0}: le bouton ouvre le message dans votre messagerie, et c’est vous qui l’envoyez."
        }
    };
    // What was said about another message is not true of this one.
    let attempt = Attempt::new(use_draft_store());
    let message = outgoing.message.clone();
    view! {
        <div>
            <p>{lead}</p>
            <OpenInMailProgram outgoing attempt />
            <MessagePreview message=message.clone() />
            <OtherWays message attempt />
        </div>
    }
}
