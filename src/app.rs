//! The app as a whole: the one shared state, and which page is shown at which address.

use leptos::prelude::*;
use leptos_router::components::Router;
use leptos_router::hooks::use_location;
use routes::Route;

use crate::notebook::Notebook;
use crate::pages::arrival::Arrivals;
use crate::pages::draft::DraftPage;
use crate::pages::not_found::NotFoundPage;
use crate::pages::notices::Notices;
use crate::pages::print::PrintPage;
use crate::pages::review::ReviewPage;
use crate::pages::static_page::StaticPage;
use crate::platform::document;
use crate::ui::dynamic::dynamic;

/// Everything inside `<main>` that is not plain HTML.
#[component]
pub fn App() -> impl IntoView {
    Notebook::provide();
    Arrivals::provide();
    view! {
        <Router base=document::base_path()>
            <CurrentPage />
            <Notices />
        </Router>
    }
}

/// The page at the current address.
///
/// The router knows the address and takes over the links; which page an address stands for is
/// said by [`Route`] alone. A `match` on it is all that the router's own `<FlatRoutes>` would add,
/// checked by the compiler, and visitors download less (see ARCHITECTURE.md).
#[component]
fn CurrentPage() -> impl IntoView {
    let pathname = use_location().pathname;
    let base = document::base_path();
    let route = Memo::new(move |_| {
        pathname.with(|path| path.strip_prefix(base.as_str()).and_then(Route::at))
    });
    dynamic(move || Some(page(route.get())))
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
