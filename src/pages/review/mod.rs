//! Reading the participation again, as the message that it will be, and sending it.

use domain::mail::{self, Message, SAFE_LENGTH};
use domain::{Participation, Problem};
use leptos::prelude::*;
use routes::Route;

use super::arrival::arrive;
use super::href;
use super::saving::{SetAsideNotice, StatusBar, Versions};
use super::wording::summary;
use crate::edition::EVENT;
use crate::notebook::{Notebook, use_notebook};
use crate::ui::alert::{Alert, Severity};
use crate::ui::dynamic::dynamic;
use crate::ui::error_summary::ErrorSummary;

/// « Relire et envoyer »: what is missing, or else the message and the way to send it.
#[component]
pub fn ReviewPage() -> impl IntoView {
    let notebook = use_notebook();
    notebook.review();
    arrive(Some(Route::Review));
    view! {
        <h1 tabindex="-1">{Route::Review.heading()}</h1>
        <SetAsideNotice />
        <Versions />
        {dynamic(move || Some(match notebook.with(Participation::parse) {
            Ok(participation) => {
                view! { <Ready message=mail::compose(&participation, &EVENT) /> }.into_any()
            }
            Err(problems) => incomplete(notebook, &problems).into_any(),
        }))}
        <StatusBar />
    }
}

/// What keeps the draft from being sent.
fn incomplete(notebook: Notebook, problems: &[Problem]) -> impl IntoView + use<> {
    let entries = notebook.with(|draft| summary(draft, problems));
    let title = match problems.len() {
        1 => "Il reste un point à compléter avant l’envoi".to_owned(),
        count => format!("Il reste {count} points à compléter avant l’envoi"),
    };
    view! {
        <p>
            "Votre brouillon n’est pas encore prêt à partir. Chaque lien ci-dessous mène au champ à compléter."
        </p>
        <ErrorSummary title entries on_follow=Callback::new(|_| false) />
    }
}

/// The message, exactly as it will be sent.
#[component]
fn Ready(
    /// The message.
    message: Message,
) -> impl IntoView {
    let mailto = message.mailto();
    let length = mailto.chars().count();
    let too_long = (length > SAFE_LENGTH).then(|| {
        view! {
            <Alert severity=Severity::Warning title="Ce message est long">
                <p>
                    "Certaines messageries coupent les messages préremplis trop longs. Une fois le message ouvert, vérifiez qu’il se termine bien par «\u{a0}À bientôt\u{a0}!\u{a0}»\u{a0}; sinon, copiez-y le texte ci-dessous."
                </p>
            </Alert>
        }
    });
    view! {
        <p>
            "Voici votre message, tel qu’il partira. Rien n’est envoyé par ce site\u{a0}: le bouton ouvre le message dans votre messagerie, et c’est vous qui l’envoyez."
        </p>
        {too_long}
        <p class="actions">
            <a class="button" href=mailto>"Ouvrir dans ma messagerie"</a>
            <a class="button button--secondary" href=href(Route::Draft)>
                "Modifier ma participation"
            </a>
        </p>
        <section class="message" aria-labelledby="message-titre">
            <h2 class="message__title" id="message-titre">"Le message"</h2>
            <dl class="message__headers">
                <dt>"Destinataire"</dt>
                <dd id="message-destinataire">{message.to}</dd>
                <dt>"Objet"</dt>
                <dd id="message-objet" dir="auto">{message.subject}</dd>
            </dl>
            <pre class="message__body" id="message-texte" tabindex="0" aria-label="Texte du message">
                {message.body}
            </pre>
        </section>
        <section class="message-help">
            <h2>"Rien ne s’ouvre\u{a0}?"</h2>
            <p>
                "Il se peut qu’aucune messagerie ne soit réglée sur cet appareil. Écrivez alors à "
                <a href=format!("mailto:{}", EVENT.email)>{EVENT.email}</a>
                " depuis votre messagerie habituelle, et copiez-y l’objet et le texte ci-dessus."
            </p>
        </section>
    }
}
