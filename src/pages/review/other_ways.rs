//! « Autres façons d’envoyer »: for when the link is not enough, or does nothing.

use domain::mail::Message;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::sending::Sending;
use crate::platform::{download, share};
use crate::ui::button::{Button, Emphasis};
use crate::ui::copying::{CopyButton, Copying};
use crate::ui::dynamic::dynamic;
use crate::ui::field::TextKind;

/// All that the message is made of, each part apart and as a file, and how to bring it to a mail
/// program.
pub(super) fn other_ways(message: Message, sending: Sending) -> impl IntoView {
    let file = message.eml();
    let text = Signal::stored(message.body);
    let subject = Signal::stored(message.subject);
    let to = Signal::stored(message.to.to_owned());
    let mut ways = vec![
        copy("Copier l’adresse", "copie-adresse", "Adresse", TextKind::Line, to),
        copy("Copier l’objet", "copie-objet", "Objet", TextKind::Line, subject),
        copy("Copier le message", "copie-message", "Message", TextKind::Paragraphs, text),
    ];
    ways.push(file_button(file));
    if share::is_available() {
        ways.push(share_button(subject, text));
    }
    view! {
        <section class="ways" aria-labelledby="autres-facons">
            <h2 id="autres-facons" tabindex="-1">
                "Autres façons d’envoyer"
            </h2>
            <p>"Copiez le message, partie par partie, dans votre messagerie habituelle, ou téléchargez-le\u{a0}: Outlook (classique) et Thunderbird ouvrent ce fichier comme un brouillon, prêt à envoyer."</p>
            <ul class="ways__list">{ways}</ul>
            <details id="rien-ne-s-ouvre">
                <summary>"Rien ne s’ouvre\u{a0}?"</summary>
                <p>"Il se peut qu’aucune messagerie ne soit réglée pour ce navigateur."</p>
                <dl>
                    <dt>"Sur un poste de travail verrouillé"</dt>
                    <dd>
                        "Ouvrez la messagerie de votre bureau, créez un message, puis copiez ici et collez là-bas l’adresse, l’objet et le message. Ou téléchargez le message et ouvrez le fichier."
                    </dd>
                    <dt>"Avec une messagerie dans le navigateur"</dt>
                    <dd>
                        "Ouvrez-la dans un autre onglet, commencez un nouveau message, puis collez-y l’adresse, l’objet et le message."
                    </dd>
                    <dt>"Sur un téléphone"</dt>
                    <dd>
                        "Touchez «\u{a0}Partager…\u{a0}» si ce bouton est proposé, choisissez votre messagerie, puis collez l’adresse. Sinon, ouvrez votre messagerie et collez-y l’adresse, l’objet et le message."
                    </dd>
                </dl>
            </details>
            <p class="actions">
                {sending.button("J’ai envoyé ce message", Emphasis::Secondary, Sending::mark_sent)}
            </p>
        </section>
    }
}

fn copy(
    label: &'static str,
    id: &'static str,
    name: &'static str,
    kind: TextKind,
    text: Signal<String>,
) -> AnyView {
    let copying = Copying::new(id, name, kind, "Copié", text);
    view! {
        <li>
            <CopyButton label copying />
        </li>
    }
    .into_any()
}

fn file_button(file: String) -> AnyView {
    let save = move |()| {
        // Where a browser makes no files, the other ways are there.
        let _ = download::text("bluehats-participation.eml", "message/rfc822", &file);
    };
    view! {
        <li>
            <Button label="Télécharger le message (.eml)" on_press=save />
        </li>
    }
    .into_any()
}

fn share_button(subject: Signal<String>, text: Signal<String>) -> AnyView {
    let is_refused = RwSignal::new(false);
    let share = move |()| {
        let sharing = share::share(&subject.get_untracked(), &text.get_untracked());
        spawn_local(async move {
            // The page may have been left in the meantime.
            is_refused.try_set(sharing.await.is_err());
        });
    };
    let refusal = move || {
        is_refused
            .get()
            .then(|| "L’appareil n’a pas pu partager ce message\u{a0}: copiez-le.".into_any())
    };
    view! {
        <li>
            <Button label="Partager…" on_press=share />
            <span class="said" role="status">{dynamic(refusal)}</span>
        </li>
    }
    .into_any()
}
