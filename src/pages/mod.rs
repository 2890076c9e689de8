//! The pages: what visitors see, with the French words.
//!
//! Each page is a function that is given the element of the page, still empty, and fills it.

pub mod arrival;
mod comparison;
pub mod draft;
pub mod not_found;
pub mod notices;
pub mod print;
pub mod review;
mod saving;
pub mod static_page;
mod wording;

use routes::Route;

use crate::dom::{El, el};
use crate::platform::document;

/// The address of a page, for a link.
fn href(route: Route) -> String {
    format!("{}{}", document::base_path(), route.path())
}

/// A link to a page.
fn link_to(route: Route, words: &str) -> El {
    el("a").attr("href", &href(route)).text(words)
}

/// The heading of a page. It takes the focus when the visitor arrives at it.
fn heading(words: &str) -> El {
    el("h1").attr("tabindex", "-1").text(words)
}
