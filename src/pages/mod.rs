//! The pages: what visitors see, with the French words.

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

use crate::platform::document;

/// The address of a page, for a link.
fn href(route: Route) -> String {
    format!("{}{}", document::base_path(), route.path())
}
