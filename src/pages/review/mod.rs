//! Reading the participation again, as the message that it will be, and sending it.
//!
//! A `mailto:` link gives no receipt, is cut by some programs when it is long, and does nothing
//! where no mail program is set up. So there are several ways to send, the best first, and the
//! visitor is asked what became of it: this page never claims by itself that something was sent.

mod attempt;
mod incomplete;
mod opening;
mod other_ways;
mod outgoing;
mod preview;
mod question;
mod ready;

use domain::{Participation, Sending};
use leptos::prelude::*;
use routes::Page;

use self::incomplete::Incomplete;
use self::outgoing::{Outgoing, Sends};
use self::ready::ReadyToSend;
use super::PageHeading;
use super::page_entry::enter_page;
use super::printed_message::PrintedMessage;
use super::saving::{QuarantineNotice, StatusBar, Versions};
use crate::draft_store::use_draft_store;
use crate::ui::RadioGroup;

/// « Relire et envoyer »: what is missing, or else the message and the ways to send it.
#[component]
pub fn ReviewPage() -> impl IntoView {
    let store = use_draft_store();
    let sends = RwSignal::new(Sends::Update);
    store.review();
    enter_page(Some(Page::Review));
    let is_modified = move || matches!(store.sending(), Sending::ModifiedSince { .. });
    // While the message is the same, what was said about it stays.
    let outgoing = Memo::new(move |_| {
        let participation = store.with(Participation::parse);
        participation
            .map(|participation| Outgoing::new(&participation, store.sent().as_ref(), sends.get()))
    });
    let content = move || match outgoing.get() {
        Ok(outgoing) => view! { <ReadyToSend outgoing /> }.into_any(),
        Err(problems) => view! { <Incomplete problems /> }.into_any(),
    };
    view! {
        <div class="page" id="page">
            <PageHeading text=Page::Review.heading().unwrap_or_default() />
            <QuarantineNotice />
            <Versions />
            <Show when=is_modified>
                <SendsChoice sends />
            </Show>
            {content}
            <StatusBar />
            <PrintedMessage />
        </div>
    }
}

/// Once a participation was sent and changed since: whether to send what changed, or all of it.
#[component]
fn SendsChoice(
    /// What the visitor chose.
    sends: RwSignal<Sends>,
) -> impl IntoView {
    let options = vec![
        (Sends::Update, "La mise à jour".to_owned()),
        (Sends::Everything, "Le message complet".to_owned()),
    ];
    view! {
        <RadioGroup
            name="envoi"
            legend="Ce que vous envoyez"
            options
            chosen=move || sends.get()
            on_change=move |chosen| sends.set(chosen)
        />
    }
}
