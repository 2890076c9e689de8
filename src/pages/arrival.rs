//! What happens when the visitor arrives at a page without the browser loading one.
//!
//! A browser that loads a page names it, moves the focus to its start, and has screen readers say
//! its title. Within the app all of that is ours to do.

use leptos::prelude::*;
use routes::Route;

use super::href;
use crate::edition::EVENT;
use crate::platform::{document, history};
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
    after_render(move || {
        let first = arrivals.take_first();
        let field = history::hash();
        let went_to_field = document::focus(&field);
        if !first {
            introduce(route, went_to_field.then_some(&field));
        }
    });
}

fn introduce(route: Option<Route>, field: Option<&String>) {
    let heading = document::heading();
    match field {
        // Not every place in a page can be focused.
        Some(field) => document::reveal(field),
        None => document::focus_heading(),
    }
    document::announce(&heading);
    document::mark_current(&route.map(href).unwrap_or_default());
    document::set_title(&match route {
        Some(Route::Announcement) => heading,
        _ => format!("{heading} – {}", EVENT.name),
    });
}
