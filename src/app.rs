//! The app as a whole: the one shared state, and which page is shown at which address.

use std::cell::Cell;

use leptos::prelude::*;
use routes::Route;

use crate::dom::{El, el, keep};
use crate::notebook::Notebook;
use crate::pages::arrival::Arrivals;
use crate::pages::draft::draft_page;
use crate::pages::not_found::not_found_page;
use crate::pages::notices::notices;
use crate::pages::print::{Choices, print_page};
use crate::pages::review::review_page;
use crate::pages::static_page::static_page;
use crate::platform::{document, history};

/// Adds to `main` everything in it that is not plain HTML: the page at the current address, and the
/// notices.
pub fn app(main: El) -> El {
    Notebook::provide();
    Arrivals::provide();
    Choices::provide();
    let shown = RwSignal::new(route_at(&history::path()));
    keep(history::on_going(
        |path| route_at(path).is_some(),
        move || {
            // Within a page nothing is made anew, so that nothing there is lost.
            let route = route_at(&history::path());
            if route != shown.get_untracked() {
                shown.set(route);
            }
        },
    ));
    let start = Cell::new(Some(()));
    main.dynamic(move || {
        let route = shown.get();
        // What a page reads while it is made is no reason to make it anew.
        Some(untrack(|| match start.take().and_then(|()| start_of(route)) {
            Some(start) => start.taken_over(|| page(route)),
            None => page(route),
        }))
    })
    .child(notices())
}

/// What the build wrote of the page that is shown first.
fn start_of(route: Option<Route>) -> Option<El> {
    document::take_start(route.map(Route::path).unwrap_or_default()).map(El::from)
}

/// The page at a path that begins with the folder that the site is published in.
fn route_at(path: &str) -> Option<Route> {
    route_below(&document::base_path(), path)
}

fn route_below(base: &str, path: &str) -> Option<Route> {
    path.strip_prefix(base).and_then(Route::at)
}

fn page(route: Option<Route>) -> El {
    let page = el("div").class("page").id("page");
    match route {
        Some(route @ (Route::Announcement | Route::Accessibility | Route::Privacy)) => {
            static_page(page, route)
        }
        Some(Route::Draft) => draft_page(page),
        Some(Route::Review) => review_page(page),
        Some(Route::Print) => print_page(page),
        None => not_found_page(page),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_below_the_folder_of_the_site() {
        for (base, path, route) in [
            ("", "/", Some(Route::Announcement)),
            ("", "/participer", Some(Route::Draft)),
            ("", "/participer/", Some(Route::Draft)),
            ("", "/rien", None),
            ("/sous/chemin", "/sous/chemin", Some(Route::Announcement)),
            ("/sous/chemin", "/sous/chemin/", Some(Route::Announcement)),
            ("/sous/chemin", "/sous/chemin/relire", Some(Route::Review)),
            ("/sous/chemin", "/sous/chemins", None),
            ("/sous/chemin", "/relire", None),
            ("/sous/chemin", "/", None),
        ] {
            assert_eq!(route_below(base, path), route, "{path} below {base:?}");
        }
    }
}
