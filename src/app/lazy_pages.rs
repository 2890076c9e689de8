//! The pages that most visits do without: each is a part of the program of its own, which is fetched
//! when the page is first shown, or by the service worker behind everything else.
//!
//! `xtask postprocess` cuts the parts out of the program (leptos's `wasm_split`). Tests that mount a
//! page itself need no parts.

use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};
use leptos_router::LazyRoute;
use routes::Page;

use crate::pages::notices::Loading;
use crate::pages::organisation::OrganisationPage;
use crate::pages::print::PrintPage;
use crate::pages::review::ReviewPage;
use crate::pages::saving::BackupPage;
use crate::pages::{PageLoad, UnloadedPage};

/// A route for each page, the function that is cut out of the program, and the one that fetches it.
macro_rules! lazy_pages {
    ($($route:ident, $part:ident, $fetch:ident: $page:ident => $view:ident;)*) => {
        /// Fetches the part that shows `page`, where it has one: what is mounted then shows it at once.
        /// Without network the page says so itself.
        pub async fn fetch(page: Page) {
            match page {
                $(Page::$page => drop($fetch().await),)*
                _ => {}
            }
        }

        $(
            /// A page that is a part of its own.
            pub(super) struct $route;

            impl LazyRoute for $route {
                fn data() -> Self {
                    Self
                }

                async fn view(_: Self) -> AnyView {
                    show(Page::$page, || Box::pin($part())).await
                }
            }

            // `#[lazy]` stops the program where the network does; this gives an error instead.
            #[wasm_split($part, fallible, preload($fetch), wasm_split_path = leptos::wasm_split)]
            fn $part() -> Result<AnyView, SplitLoaderError> {
                Ok(view! { <$view /> }.into_any())
            }
        )*
    };
}

/// The page that `load` fetches, or else what is to be said of it.
async fn show(page: Page, load: fn() -> PageLoad) -> AnyView {
    let loading: Loading = expect_context();
    let unloaded = |_| view! { <UnloadedPage page load /> }.into_any();
    loading.wait_for(load()).await.unwrap_or_else(unloaded)
}

lazy_pages! {
    LazyReview, review, fetch_review: Review => ReviewPage;
    LazyPrint, print, fetch_print: Print => PrintPage;
    LazyBackup, backup, fetch_backup: Backup => BackupPage;
    LazyOrganisation, organisation, fetch_organisation: Organisation => OrganisationPage;
}
