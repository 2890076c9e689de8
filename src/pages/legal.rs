//! Pages that are plain text: what the law wants said.
//!
//! The build writes their articles into every page, so that they can be read before, and without,
//! WebAssembly; here they are only shown and hidden.

use leptos::prelude::*;
use routes::Page;

use super::NotFoundPage;
use super::page_entry::enter_page;
use crate::edition::HAS_LEGAL_NOTICE;

/// What is known of the site's accessibility.
#[component]
pub fn AccessibilityPage() -> impl IntoView {
    view! { <StaticArticle page=Page::Accessibility /> }
}

/// What becomes of what is typed.
#[component]
pub fn PrivacyPage() -> impl IntoView {
    view! { <StaticArticle page=Page::Privacy /> }
}

/// Who stands behind the site, where the edition says so; elsewhere there is no such page.
#[component]
pub fn LegalPage() -> impl IntoView {
    if HAS_LEGAL_NOTICE {
        view! { <StaticArticle page=Page::Legal /> }.into_any()
    } else {
        view! { <NotFoundPage /> }.into_any()
    }
}

/// A page that stays empty: entering it shows the article that the build wrote, beside it.
#[component]
pub(super) fn StaticArticle(
    /// Which page.
    page: Page,
) -> impl IntoView {
    enter_page(Some(page));
    view! { <div class="page" id="page"></div> }
}
