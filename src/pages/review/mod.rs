//! Reading the participation again, as others will read it, and sending it.
//!
//! A `mailto:` link gives no receipt, is cut by some programs when it is long, and does nothing
//! where no mail program is set up. So there are several ways to send, the best first, and the
//! visitor is asked what became of it: this page never claims by itself that something was sent.

mod exact;
mod other_ways;
mod outgoing;
mod question;
mod reading;
mod sent;
mod steps;

use domain::{Participation, Problem, Sending};
use leptos::prelude::*;
use routes::Page;

use self::exact::ExactText;
use self::outgoing::{Outgoing, Sends};
use self::reading::{Part, Reading, parts};
use self::sent::SentPanel;
use self::steps::Steps;
use super::PageHeading;
use super::labels::{moment, summary};
use super::page_entry::enter_page;
use super::printed_message::PrintedMessage;
use super::saving::{SavingAlerts, StatusBar};
use crate::draft_store::{DraftStore, use_draft_store};
use crate::platform::clock;
use crate::ui::{CopyGroup, ErrorSummary, RadioGroup};

/// What can be done with the participation.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Standing {
    /// It cannot be sent yet.
    Incomplete(Vec<Problem>),
    /// It can be sent.
    Ready(Outgoing),
    /// The visitor says that they sent it.
    Sent {
        /// When: milliseconds since 1970.
        at: u64,
        /// What they sent.
        outgoing: Outgoing,
    },
}

impl Standing {
    fn of(store: DraftStore, sends: Sends) -> Self {
        let participation = match store.with(Participation::parse) {
            Ok(participation) => participation,
            Err(problems) => return Self::Incomplete(problems),
        };
        let outgoing = Outgoing::new(&participation, store.sent().as_ref(), sends);
        match store.sending() {
            Sending::Sent { at } => Self::Sent { at, outgoing },
            _ => Self::Ready(outgoing),
        }
    }
}

/// The participation, and what can be done with it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Review {
    standing: Standing,
    /// What the participation says.
    parts: Vec<Part>,
    /// How many items were left empty.
    left_out: usize,
}

impl Review {
    fn of(store: DraftStore, sends: Sends) -> Self {
        let standing = Standing::of(store, sends);
        let problems = match &standing {
            Standing::Incomplete(problems) => &problems[..],
            Standing::Ready(_) | Standing::Sent { .. } => &[],
        };
        let (parts, left_out) =
            store.with(|draft| (parts(draft, problems), draft.left_out().len()));
        Self { standing, parts, left_out }
    }
}

/// « Relire et envoyer »: the participation, and what is missing, or else the ways to send it.
#[component]
pub fn ReviewPage() -> impl IntoView {
    let store = use_draft_store();
    let sends = RwSignal::new(Sends::Update);
    store.review();
    enter_page(Some(Page::Review));
    // While it is the same, what was said about it stays.
    let review = Memo::new(move |_| Review::of(store, sends.get()));
    let content = move || {
        let Review { standing, parts, left_out } = review.get();
        match standing {
            Standing::Incomplete(problems) => view! {
                <Incomplete problems />
                <Reading parts left_out />
            }
            .into_any(),
            Standing::Ready(outgoing) => {
                view! { <ReadyToSend outgoing parts left_out /> }.into_any()
            }
            Standing::Sent { at, outgoing } => {
                let message = outgoing.letter.message;
                view! {
                    <div class="review">
                        <SentPanel at message=message.clone() />
                        <div class="review__main">
                            <Reading parts left_out />
                            <ExactText message copies=CopyGroup::default() />
                        </div>
                    </div>
                }
                .into_any()
            }
        }
    };
    view! {
        <div class="page" id="page">
            <PageHeading text=Page::Review.heading().unwrap_or_default() />
            <PrintedMessage />
            <SavingAlerts />
            <ModifiedSince sends />
            {move || content()}
            <StatusBar />
        </div>
    }
}

/// The participation, and the steps to send it.
#[component]
fn ReadyToSend(
    /// What is sent.
    outgoing: Outgoing,
    /// What it says.
    parts: Vec<Part>,
    /// How many items were left empty.
    left_out: usize,
) -> impl IntoView {
    let copies = CopyGroup::default();
    let message = outgoing.letter.message.clone();
    view! {
        <div class="review">
            <div class="review__main">
                <Reading parts left_out />
                <ExactText message copies />
            </div>
            <Steps outgoing copies />
        </div>
    }
}

/// What keeps the draft from being sent.
#[component]
fn Incomplete(
    /// All of it, in the order of the form.
    problems: Vec<Problem>,
) -> impl IntoView {
    let store = use_draft_store();
    let title = match problems.len() {
        1 => "Il reste un point à compléter avant l’envoi".to_owned(),
        count => format!("Il reste {count} points à compléter avant l’envoi"),
    };
    // The places of items may change while the problems are the same.
    view! { <ErrorSummary title entries=move || store.with(|draft| summary(draft, &problems)) /> }
}

/// Once a participation was sent and changed since: whether to send what changed, or all of it.
#[component]
fn ModifiedSince(
    /// What the visitor chose.
    sends: RwSignal<Sends>,
) -> impl IntoView {
    let store = use_draft_store();
    let choice = move |at| {
        let options = vec![
            (Sends::Update, "La mise à jour".to_owned()),
            (Sends::Everything, "Le message complet".to_owned()),
        ];
        view! {
            <div class="alert no-print">
                <p>
                    "Vous avez modifié votre participation depuis l’envoi (" {moment(at, clock::now())}
                    "). Les organisateurs ne le savent pas encore."
                </p>
                <RadioGroup
                    name="envoi"
                    legend="Ce que vous envoyez"
                    options
                    chosen=move || sends.get()
                    on_change=move |chosen| sends.set(chosen)
                />
            </div>
        }
        .into_any()
    };
    view! {
        {move || match store.sending() {
            Sending::ModifiedSince { at } => Some(choice(at)),
            _ => None,
        }}
    }
}
