//! A participation that was sent, as far as the visitor says, and what comes next.

use domain::mail::Message;
use leptos::prelude::*;
use routes::{CALENDAR_PATH, Page};

use super::other_ways::FileButton;
use crate::draft_store::use_draft_store;
use crate::edition::EVENT;
use crate::pages::PageLink;
use crate::pages::labels::moment;
use crate::platform::{clock, focus, page};
use crate::ui::{Button, ButtonVariant};

/// The visitor's statement, what the announcement says of what comes next, and what one may want
/// now. Once the event is over nothing is promised any more.
#[component]
pub(super) fn SentPanel(
    /// When the visitor said that they sent it: milliseconds since 1970.
    at: u64,
    /// The message, to be kept.
    message: Message,
) -> impl IntoView {
    let store = use_draft_store();
    let take_back = move |()| {
        store.unmark_sent();
        focus::after_render("ouvrir");
    };
    let is_ahead = !page::is_event_over();
    let promise = is_ahead.then(|| {
        view! {
            <p>"La suite, selon l’annonce\u{a0}: «\u{a0}" {EVENT.promise} "\u{a0}»."</p>
        }
        .into_any()
    });
    let calendar = is_ahead.then(|| {
        view! {
            <a class="button" href=format!("{}{CALENDAR_PATH}", page::base_path()) download>
                "Ajouter à mon agenda"
            </a>
        }
        .into_any()
    });
    view! {
        <section class="review__side alert no-print" aria-labelledby="envoye">
            <h2 id="envoye" tabindex="-1">"C’est envoyé, merci\u{a0}!"</h2>
            <p>"Vous avez indiqué l’avoir envoyé " {moment(at, clock::now())} "."</p>
            {promise}
            <p class="actions">
                {calendar}
                <PageLink page=Page::Print class="button button--secondary">"Imprimer"</PageLink>
                <FileButton message />
            </p>
            <p>
                "En cas de doute, cherchez le message parmi les messages envoyés de votre messagerie\u{a0}: ce site ne peut pas savoir s’il est parti."
            </p>
            <p class="actions">
                <PageLink page=Page::Draft class="button button--quiet">
                    "Modifier ma participation"
                </PageLink>
                <Button
                    label="Je ne l’ai pas envoyé"
                    variant=ButtonVariant::Quiet
                    on_press=take_back
                />
            </p>
        </section>
    }
}
