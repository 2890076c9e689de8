//! The app as a whole: the one shared state, and which page is shown at which address.

use leptos::prelude::*;
use routes::Route;

use crate::notebook::Notebook;
use crate::pages::arrival::Arrivals;
use crate::pages::draft::DraftPage;
use crate::pages::not_found::NotFoundPage;
use crate::pages::notices::Notices;
use crate::pages::print::{Choices, PrintPage};
use crate::pages::review::ReviewPage;
use crate::pages::static_page::StaticPage;
use crate::platform::{document, history};
use crate::ui::dynamic::dynamic;

/// Everything inside `<main>` that is not plain HTML.
#[component]
pub fn App() -> impl IntoView {
    Notebook::provide();
    Arrivals::provide();
    Choices::provide();
    view! {
        <CurrentPage />
        <Notices />
    }
}

/// The page at the current address.
#[component]
fn CurrentPage() -> impl IntoView {
    let shown = RwSignal::new(route_at(&history::path()));
    let going = history::on_going(
        |path| route_at(path).is_some(),
        move || {
            // Within a page nothing is made anew, so that nothing there is lost.
            let route = route_at(&history::path());
            if route != shown.get_untracked() {
                shown.set(route);
            }
        },
    );
    // The app never ends before the page does.
    StoredValue::new_local(going);
    dynamic(move || Some(page(shown.get())))
}

/// The page at a path that begins with the folder that the site is published in.
fn route_at(path: &str) -> Option<Route> {
    route_below(&document::base_path(), path)
}

fn route_below(base: &str, path: &str) -> Option<Route> {
    path.strip_prefix(base).and_then(Route::at)
}

fn page(route: Option<Route>) -> AnyView {
    match route {
        Some(route @ (Route::Announcement | Route::Accessibility | Route::Privacy)) => {
            view! { <StaticPage route /> }.into_any()
        }
        Some(Route::Draft) => view! { <DraftPage /> }.into_any(),
        Some(Route::Review) => view! { <ReviewPage /> }.into_any(),
        Some(Route::Print) => view! { <PrintPage /> }.into_any(),
        None => view! { <NotFoundPage /> }.into_any(),
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
