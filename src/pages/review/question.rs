//! What the visitor is asked once they opened the message: no script can know whether a mail
//! program opened, and none whether something was sent.

use leptos::prelude::*;

use crate::draft_store::{DraftStore, use_draft_store};
use crate::pages::labels::moment;
use crate::platform::render::after_load;
use crate::platform::{clock, focus, lifecycle};
use crate::ui::{Button, Show};

/// The id of the question.
const QUESTION: &str = "question";

/// The question, or else a button for those who sent the message in another way.
///
/// The focus stays where it is when the question comes; screen readers say it. Each answer moves
/// the focus on, because the button that gave it is gone.
#[component]
pub(super) fn Confirmation() -> impl IntoView {
    let store = use_draft_store();
    // Whoever comes back from the mail program sees it, whether the page was loaded anew or kept.
    // These steps may have been made anew by then: nothing of their own is asked.
    let reveal = move || {
        if untrack(|| store.open_attempt()).is_some() {
            focus::reveal(QUESTION);
        }
    };
    after_load(reveal);
    lifecycle::while_shown(lifecycle::on_shown(reveal));
    view! {
        <div role="status">{move || store.open_attempt().map(|at| view! { <Question at /> })}</div>
        <Show when=move || store.open_attempt().is_none()>
            <p class="actions">
                <Button label="J’ai envoyé ce message" on_press=move |()| mark_sent(store) />
            </p>
        </Show>
    }
}

#[component]
fn Question(
    /// When the message was opened: milliseconds since 1970.
    at: u64,
) -> impl IntoView {
    let store = use_draft_store();
    let postpone = move |()| {
        store.end_attempt();
        focus::after_render("ouvrir");
    };
    let explain = move |()| {
        store.end_attempt();
        focus::open("rien-ne-s-ouvre");
        focus::after_render("autres-facons");
    };
    view! {
        <div class="alert" id=QUESTION>
            <p class="alert__title">"Avez-vous envoyé le message\u{a0}?"</p>
            <p>
                "Vous l’avez ouvert "
                {moment(at, clock::now())}
                ". Ce site ne peut pas savoir ce qu’il est devenu\u{a0}; votre réponse reste sur cet appareil."
            </p>
            <p class="actions">
                <Button label="Oui, il est parti" on_press=move |()| mark_sent(store) />
                <Button label="Pas encore" on_press=postpone />
                <Button
                    label="Rien ne s’est ouvert"
                    on_press=explain
                />
            </p>
        </div>
    }
}

fn mark_sent(store: DraftStore) {
    store.mark_sent();
    focus::after_render("envoye");
}
