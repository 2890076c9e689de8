//! What the visitor is asked once the link was followed: no script can know whether a mail program
//! opened, and none whether something was sent.

use leptos::prelude::*;

use super::attempt::{Attempt, Progress};
use crate::edition::EVENT;
use crate::pages::labels::moment;
use crate::platform::clock;
use crate::ui::{Button, ButtonVariant};

/// The question, or what the visitor has answered. The focus stays where it is when it comes;
/// screen readers say it.
#[component]
pub(super) fn SendingQuestion(
    /// The visitor's attempt to send the message.
    attempt: Attempt,
) -> impl IntoView {
    let progress = Memo::new(move |_| attempt.progress());
    let content = move || match progress.get() {
        Progress::Waiting => None,
        Progress::Asked => Some(view! { <Question attempt /> }.into_any()),
        Progress::Sent { at } => Some(view! { <Answer attempt at /> }.into_any()),
    };
    view! { <div role="status">{content}</div> }
}

#[component]
fn Question(
    /// What the question is about.
    attempt: Attempt,
) -> impl IntoView {
    view! {
        <div class="alert">
            <p class="alert__title">"Votre message s’est-il ouvert\u{a0}?"</p>
            <p>"Ce site ne peut pas le savoir. Votre réponse ne quitte pas cet appareil."</p>
            <p class="actions">
                <Button label="Oui, je l’ai envoyé" on_press=move |()| attempt.mark_sent() />
                <Button label="Non, rien ne s’est ouvert" on_press=move |()| attempt.explain() />
                <Button
                    label="Plus tard"
                    variant=ButtonVariant::Quiet
                    on_press=move |()| attempt.postpone()
                />
            </p>
        </div>
    }
}

/// The visitor's statement, and what the announcement says of what comes next.
#[component]
fn Answer(
    /// What the statement is about.
    attempt: Attempt,
    /// When it was made: milliseconds since 1970.
    at: u64,
) -> impl IntoView {
    view! {
        <div class="alert">
            <p class="alert__title" id="envoye" tabindex="-1">
                "Vous avez indiqué avoir envoyé votre participation "
                {moment(at, clock::now())}
            </p>
            <p>
                "La suite, selon l’annonce\u{a0}: «\u{a0}"
                {EVENT.promise}
                "\u{a0}». Ce site ne sait pas si le message est parti\u{a0}: en cas de doute, cherchez-le parmi les messages envoyés de votre messagerie. Si vous modifiez ensuite votre participation, cette page vous proposera d’envoyer une mise à jour."
            </p>
            <p class="actions">
                <Button
                    label="Je ne l’ai pas envoyé"
                    variant=ButtonVariant::Quiet
                    on_press=move |()| attempt.unmark_sent()
                />
            </p>
        </div>
    }
}
