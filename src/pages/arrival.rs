//! What happens when the visitor arrives at a page without the browser loading one.
//!
//! A browser that loads a page names it, moves the focus to its start, and has screen readers say
//! its title. Within the app all of that is ours to do.

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use leptos_router::location::{BrowserUrl, LocationProvider};
use routes::Route;

use super::href;
use crate::edition::EVENT;
use crate::platform::document;
use crate::render::after_render;

/// Tells the page that the browser loaded from those that the visitor went to since.
#[derive(Clone, Copy)]
pub struct Arrivals {
    loaded: StoredValue<bool>,
}

impl Arrivals {
    /// Makes arrivals known to [`arrive`].
    pub fn provide() {
        provide_context(Self { loaded: StoredValue::new(false) });
    }

    /// Whether this arrival is the first: the browser's own.
    fn take_first(self) -> bool {
        let first = !self.loaded.get_value();
        self.loaded.set_value(true);
        first
    }
}

/// To be called by every page: once the page is in place, names it, marks it in the navigation,
/// and moves the focus to the field that the address names, or else to the heading.
///
/// `None` is the page that is shown when there is none at the address.
pub fn arrive(route: Option<Route>) {
    let arrivals: Arrivals = expect_context();
    let browser: Option<BrowserUrl> = use_context();
    let hash = use_location().hash;
    Effect::new(move || {
        // The router now puts the address into the browser's history, and scrolls.
        if let Some(browser) = &browser {
            browser.ready_to_complete();
        }
        let first = arrivals.take_first();
        let field = hash.with_untracked(|hash| hash.trim_start_matches('#').to_owned());
        after_render(move || {
            let went_to_field = !field.is_empty() && document::focus(&field);
            if !first {
                introduce(route, went_to_field);
            }
        });
    });
}

fn introduce(route: Option<Route>, went_to_field: bool) {
    let heading = document::heading();
    if !went_to_field {
        document::focus_heading();
    }
    document::announce(&heading);
    document::mark_current(&route.map(href).unwrap_or_default());
    document::set_title(&match route {
        Some(Route::Announcement) => heading,
        _ => format!("{heading} – {}", EVENT.name),
    });
}
