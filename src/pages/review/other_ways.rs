//! « Autres façons d’envoyer »: for when the link is not enough, or does nothing.

use std::rc::Rc;

use domain::mail::Message;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::sending::Sending;
use crate::dom::{El, el};
use crate::platform::{download, share};
use crate::ui::button::{Emphasis, actions, button};
use crate::ui::copying::{Copying, copy_button_in};
use crate::ui::field::TextKind;

/// All that the message is made of, each part apart and as a file, and how to bring it to a mail
/// program. `text` is its body.
pub(super) fn other_ways(message: Message, text: Rc<str>, sending: Sending) -> El {
    let file = message.eml();
    let subject: Rc<str> = message.subject.into();
    let to: Rc<str> = message.to.into();
    let parts = [
        ("Copier l’adresse", "copie-adresse", "Adresse", TextKind::Line, to),
        ("Copier l’objet", "copie-objet", "Objet", TextKind::Line, Rc::clone(&subject)),
        ("Copier le message", "copie-message", "Message", TextKind::Paragraphs, Rc::clone(&text)),
    ];
    let parts = parts.map(|(label, id, name, kind, text)| {
        copy_button_in(el("li"), label, Copying::new(id, name, kind, "Copié", text))
    });
    let share = share::is_available().then(|| share_button(subject, text));
    let ways = el("ul").class("ways__list").children(parts).child(file_button(file)).child(share);
    el("section")
        .class("ways")
        .attr("aria-labelledby", "autres-facons")
        .child(el("h2").id("autres-facons").attr("tabindex", "-1").text("Autres façons d’envoyer"))
        .child(el("p").text("Copiez le message, partie par partie, dans votre messagerie habituelle, ou téléchargez-le\u{a0}: Outlook (classique) et Thunderbird ouvrent ce fichier comme un brouillon, prêt à envoyer."))
        .child(ways)
        .child(without_mail_program())
        .child(actions([sending.button(
            "J’ai envoyé ce message",
            Emphasis::Secondary,
            Sending::mark_sent,
        )]))
}

/// Where one is, and what to do there.
const PLACES: [(&str, &str); 3] = [
    (
        "Sur un poste de travail verrouillé",
        "Ouvrez la messagerie de votre bureau, créez un message, puis copiez ici et collez là-bas l’adresse, l’objet et le message. Ou téléchargez le message et ouvrez le fichier.",
    ),
    (
        "Avec une messagerie dans le navigateur",
        "Ouvrez-la dans un autre onglet, commencez un nouveau message, puis collez-y l’adresse, l’objet et le message.",
    ),
    (
        "Sur un téléphone",
        "Touchez «\u{a0}Partager…\u{a0}» si ce bouton est proposé, choisissez votre messagerie, puis collez l’adresse. Sinon, ouvrez votre messagerie et collez-y l’adresse, l’objet et le message.",
    ),
];

fn without_mail_program() -> El {
    let advice = PLACES
        .into_iter()
        .flat_map(|(place, advice)| [el("dt").text(place), el("dd").text(advice)]);
    el("details")
        .id("rien-ne-s-ouvre")
        .child(el("summary").text("Rien ne s’ouvre\u{a0}?"))
        .child(el("p").text("Il se peut qu’aucune messagerie ne soit réglée pour ce navigateur."))
        .child(el("dl").children(advice))
}

fn file_button(file: String) -> El {
    let save = move || {
        // Where a browser makes no files, the other ways are there.
        let _ = download::text("bluehats-participation.eml", "message/rfc822", &file);
    };
    el("li").child(button("Télécharger le message (.eml)", Emphasis::Secondary, save))
}

fn share_button(subject: Rc<str>, text: Rc<str>) -> El {
    let is_refused = RwSignal::new(false);
    let share = move || {
        let sharing = share::share(&subject, &text);
        spawn_local(async move {
            // The page may have been left in the meantime.
            is_refused.try_set(sharing.await.is_err());
        });
    };
    let refusal = move || {
        let words = is_refused
            .get()
            .then_some("L’appareil n’a pas pu partager ce message\u{a0}: copiez-le.");
        words.unwrap_or_default().to_owned()
    };
    el("li")
        .child(button("Partager…", Emphasis::Secondary, share))
        .child(el("span").class("said").attr("role", "status").live_text(refusal))
}
