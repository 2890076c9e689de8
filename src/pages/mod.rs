//! The pages: what visitors see, with the French words.
//!
//! Each page renders its own `<div class="page" id="page">`, and calls [`page_entry::enter_page`].

pub mod announcement;
mod comparison;
pub mod draft;
pub mod labels;
pub mod legal;
pub mod message_text;
mod not_found;
pub mod notices;
pub mod organisation;
pub mod page_entry;
pub mod print;
mod printed_message;
pub mod review;
pub mod saving;
mod unloaded;

use leptos::prelude::*;
use routes::Page;

use crate::platform::page::base_path;

pub use self::announcement::AnnouncementPage;
pub use self::not_found::NotFoundPage;
pub use self::unloaded::{PageLoad, UnloadedPage};

/// The address of a page, for a link.
fn href(page: Page) -> String {
    format!("{}{}", base_path(), page.path())
}

/// A link to a page.
#[component]
fn PageLink(
    /// Which page.
    page: Page,
    /// The link's classes.
    #[prop(optional)]
    class: Option<&'static str>,
    /// What the link says.
    children: Children,
) -> impl IntoView {
    view! { <a class=class href=href(page)>{children()}</a> }
}

/// The heading of a page. It takes the focus when the visitor comes to the page.
#[component]
fn PageHeading(
    /// What it says.
    text: &'static str,
) -> impl IntoView {
    view! { <h1 tabindex="-1">{text}</h1> }
}
