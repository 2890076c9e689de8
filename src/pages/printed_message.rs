//! The participation on paper, where a page with fields is printed from the browser's own menu.

use domain::mail::{compose, entries};
use domain::{Participation, Proposal};
use leptos::prelude::*;

use crate::draft_store::use_draft_store;
use crate::edition::EVENT;

/// The message as it would be sent, or what there is of it. It is on paper only, instead of all else in the
/// page but the heading: fields cut long texts (style/print.css).
#[component]
pub fn PrintedMessage() -> impl IntoView {
    let store = use_draft_store();
    view! { <p class="printed-message" dir="auto" prop:textContent=move || store.with_settled(text)></p> }
}

fn text(draft: &Proposal) -> String {
    match Participation::parse(draft) {
        Ok(participation) => compose(&participation, &EVENT).body,
        Err(_) => entries(draft),
    }
}
