//! Pages that are plain text: the announcement, and what the law wants said.
//!
//! The build writes their articles into every page, so that they can be read before, and without,
//! WebAssembly; here they are only shown and hidden.

use leptos::prelude::on_cleanup;
use routes::Route;

use super::arrival::arrive;
use crate::dom::El;
use crate::platform::document;

/// Shows the article that the build wrote for `route`, beside a page that stays empty.
pub fn static_page(page: El, route: Route) -> El {
    document::show_article(Some(route.path()));
    on_cleanup(|| document::show_article(None));
    arrive(Some(route));
    page
}
