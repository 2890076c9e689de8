//! The app as a whole: the one shared state, and which page is shown at which address.

use leptos::prelude::*;
use leptos_router::components::{FlatRoutes, Route as RouteView, Router};
use leptos_router::path;
use routes::Route;

use crate::notebook::Notebook;
use crate::pages::arrival::Arrivals;
use crate::pages::draft::DraftPage;
use crate::pages::not_found::NotFoundPage;
use crate::pages::print::PrintPage;
use crate::pages::review::ReviewPage;
use crate::pages::static_page::StaticPage;
use crate::platform::document;

/// Everything inside `<main>` that is not plain HTML.
#[component]
pub fn App() -> impl IntoView {
    Notebook::provide();
    Arrivals::provide();
    view! {
        <Router base=document::base_path()>
            // The paths stand here once more because the router reads them at compile time; a test
            // holds them equal to those of `Route`.
            <FlatRoutes fallback=NotFoundPage>
                <RouteView
                    path=path!("/")
                    view=|| view! { <StaticPage route=Route::Announcement /> }
                />
                <RouteView path=path!("/participer") view=DraftPage />
                <RouteView path=path!("/relire") view=ReviewPage />
                <RouteView path=path!("/imprimer") view=PrintPage />
                <RouteView
                    path=path!("/accessibilite")
                    view=|| view! { <StaticPage route=Route::Accessibility /> }
                />
                <RouteView
                    path=path!("/donnees-personnelles")
                    view=|| view! { <StaticPage route=Route::Privacy /> }
                />
            </FlatRoutes>
        </Router>
    }
}
