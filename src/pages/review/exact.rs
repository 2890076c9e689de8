//! The message, letter by letter.

use domain::mail::Message;
use leptos::prelude::*;

use crate::pages::message_text::MessageText;
use crate::ui::{CopyButton, CopyGroup, Copying, TextKind};

/// All of the message, as it will be sent, one click away.
#[component]
pub(super) fn ExactText(
    /// The message.
    message: Message,
    /// What else can be copied.
    copies: CopyGroup,
) -> impl IntoView {
    let Message { to, subject, body } = message;
    let copying = Copying {
        group: copies,
        id: "texte-copie",
        name: "Texte du message à copier",
        kind: TextKind::Paragraphs,
        done: "Copié",
        text: StoredValue::new(body.clone()),
    };
    view! {
        <details class="message no-print">
            <summary class="message__title">"Voir le texte exact du message"</summary>
            <dl class="message__headers">
                <dt>"Destinataire"</dt>
                <dd id="message-destinataire" translate="no">{to}</dd>
                <dt>"Objet"</dt>
                <dd id="message-objet" dir="auto" translate="no">{subject}</dd>
            </dl>
            <MessageText label="Texte du message" text=body id="message-texte" />
            <div class="actions">
                <CopyButton label="Copier ce texte" copying />
            </div>
        </details>
    }
}
