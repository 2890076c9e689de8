//! « Autres façons d’envoyer »: for when the link is not enough, or does nothing.

use domain::mail::Message;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::platform::render::after_render;
use crate::platform::share;
use crate::ui::{
    Button, ButtonVariant, CopyButton, CopyGroup, Copying, DownloadButton, FileKind, RefusalNote,
    TextKind,
};

/// All that the message is made of, each part apart and as a file, and how to bring it to a mail
/// program.
#[component]
pub(super) fn OtherWays(
    /// The message.
    message: Message,
    /// What can be copied.
    copies: CopyGroup,
    /// Whether the file is offered here, rather than among the first ways.
    offers_file: bool,
) -> impl IntoView {
    let file = offers_file.then(|| message.clone());
    let Message { to, subject, body } = message;
    let parts = [
        ("Copier l’adresse", "copie-adresse", "Adresse", TextKind::Line, to.to_owned()),
        ("Copier l’objet", "copie-objet", "Objet", TextKind::Line, subject.clone()),
        ("Copier le message", "copie-message", "Message", TextKind::Paragraphs, body.clone()),
    ];
    let parts = parts.map(|(label, id, name, kind, text)| {
        let text = StoredValue::new(text);
        let copying = Copying { group: copies, id, name, kind, done: "Copié", text };
        view! { <li><CopyButton label copying /></li> }.into_any()
    });
    let share = share::is_available().then(|| view! { <ShareButton subject text=body /> });
    view! {
        <div class="ways">
            <h3 id="autres-facons" tabindex="-1">"Autres façons d’envoyer"</h3>
            <ul class="ways__list">
                {parts.into_iter().collect_view()}
                {file.map(|message| view! { <li><FileButton message /></li> }.into_any())}
                {share}
            </ul>
            <WithoutMailProgram />
        </div>
    }
}

/// Where one is, and what to do there.
const PLACES: [(&str, &str); 3] = [
    (
        "Sur un poste de travail verrouillé",
        "Ouvrez la messagerie de votre bureau, créez un message, puis copiez ici et collez là-bas l’adresse, l’objet et le message. Ou téléchargez le message et ouvrez le fichier\u{a0}: Thunderbird et Outlook (classique) l’ouvrent comme un brouillon, Evolution ne l’ouvre pas.",
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

/// What to do where no mail program opens.
#[component]
fn WithoutMailProgram() -> impl IntoView {
    let advice = PLACES.map(|(place, advice)| {
        view! {
            <dt>{place}</dt>
            <dd>{advice}</dd>
        }
        .into_any()
    });
    view! {
        <details id="rien-ne-s-ouvre">
            <summary>"Rien ne s’ouvre\u{a0}?"</summary>
            <p>"Il se peut qu’aucune messagerie ne soit réglée pour ce navigateur."</p>
            <dl>{advice.into_iter().collect_view()}</dl>
        </details>
    }
}

/// A button that downloads the message as a file.
#[component]
pub(super) fn FileButton(
    /// The message.
    message: Message,
    /// How much it weighs beside others.
    #[prop(optional)]
    variant: ButtonVariant,
) -> impl IntoView {
    view! {
        <DownloadButton
            label="Télécharger le message (.eml)"
            variant
            subject="participation"
            kind=FileKind::Message
            text=move |()| message.eml()
        />
    }
}

#[component]
fn ShareButton(
    /// The message's subject.
    subject: String,
    /// The message's text.
    text: String,
) -> impl IntoView {
    let is_refused = RwSignal::new(false);
    let share = move |()| {
        let sharing = share::share(&subject, &text);
        // A message that is said again must first be gone, or screen readers do not say it.
        is_refused.set(false);
        spawn_local(async move {
            let is_shared = sharing.await.is_ok();
            after_render(move || {
                // The page may have been left in the meantime.
                is_refused.try_set(!is_shared);
            });
        });
    };
    view! {
        <li>
            <Button label="Partager…" on_press=share />
            <RefusalNote
                words="L’appareil n’a pas pu partager ce message\u{a0}: copiez-le."
                is_refused
            />
        </li>
    }
}
