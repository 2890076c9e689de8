//! The event's announcement: plain text, but for its calls to draft, which know the draft.

use domain::{Proposal, Sending};
use leptos::prelude::*;
use routes::Page;

use super::href;
use super::legal::StaticArticle;
use crate::draft_store::use_draft_store;
use crate::platform::page;

/// The event's announcement.
#[component]
pub fn AnnouncementPage() -> impl IntoView {
    let store = use_draft_store();
    // It runs once the article is in the page.
    Effect::new(move || {
        let is_empty = store.with(Proposal::is_empty);
        let (state, page) = match store.sending() {
            Sending::Draft if is_empty => ("empty", Page::Draft),
            Sending::Draft => ("draft", Page::Draft),
            Sending::Sent { .. } => ("sent", Page::Review),
            Sending::ModifiedSince { .. } => ("modified", Page::Review),
        };
        page::set_calls(state, &href(page));
    });
    view! { <StaticArticle page=Page::Announcement /> }
}
