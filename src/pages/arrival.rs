//! What happens when the visitor arrives at a page without the browser loading one.
//!
//! A browser that loads a page names it, moves the focus to its start, and has screen readers say
//! its title. Within the app all of that is ours to do.

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use routes::Route;

use super::href;
use crate::edition::EVENT;
use crate::platform::document;

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

    /// Whether this is the first arrival: the browser's own.
    fn is_first(self) -> bool {
        !self.loaded.with_value(|loaded| *loaded)
    }
}

/// To be called by every page: once the page is in place, names it, marks it in the navigation,
/// and moves the focus to the field that the address names, or else to the heading.
///
/// `None` is the page that is shown when there is none at the address.
pub fn arrive(route: Option<Route>) {
    let arrivals: Arrivals = expect_context();
    let hash = use_location().hash;
    Effect::new(move || {
        let first = arrivals.is_first();
        arrivals.loaded.set_value(true);
        let field = hash.with_untracked(|hash| hash.trim_start_matches('#').to_owned());
        let went_to_field = !field.is_empty() && document::focus(&field);
        if first {
            return;
        }
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
    });
}

/// Calls `function` once what was just changed is on the page.
pub fn after_render(function: impl FnOnce() + 'static) {
    leptos::task::spawn_local(async move {
        leptos::task::tick().await;
        function();
    });
}
