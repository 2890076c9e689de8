//! What is shown where a page's part of the program could not be fetched.

use std::pin::Pin;

use leptos::prelude::*;
use leptos::reactive::computed::ScopedFuture;
use leptos::task::spawn_local;
use leptos::wasm_split::SplitLoaderError;
use routes::Page;

use super::PageHeading;
use super::page_entry::enter_page;
use crate::platform::page::announce;
use crate::ui::{Alert, Button, Severity};

/// A page that is on its way; one type for all of them, so that the code around it exists once.
pub type PageLoad = Pin<Box<dyn Future<Output = Result<AnyView, SplitLoaderError>>>>;

/// That the page at this address is not there yet, until it is: the visitor may try again.
#[component]
pub fn UnloadedPage(
    /// Which page.
    page: Page,
    /// Fetches it.
    load: fn() -> PageLoad,
) -> impl IntoView {
    const TITLE: &str = "Cette page ne s’est pas chargée";

    enter_page(Some(page));
    let loaded = RwSignal::new_local(None);
    let owner = Owner::current();
    let retry = Callback::new(move |()| {
        let load = move || ScopedFuture::new(load());
        let load = owner.as_ref().map_or_else(load, |owner| owner.with(load));
        spawn_local(async move {
            match load.await {
                // The page may have been left in the meantime.
                Ok(page) => drop(loaded.try_set(Some(page))),
                Err(_) => announce(TITLE),
            }
        });
    });
    let unloaded = move || {
        view! {
            <div class="page" id="page">
                <PageHeading text=page.heading().unwrap_or_default() />
                <Alert severity=Severity::Error title=TITLE>
                    <p>"Vérifiez votre connexion, puis réessayez. Si cela ne suffit pas, rechargez la page\u{a0}: votre brouillon n’a pas changé."</p>
                    <Button label="Réessayer" on_press=retry />
                </Alert>
            </div>
        }
        .into_any()
    };
    move || {
        loaded.track();
        loaded.try_update_untracked(Option::take).flatten().unwrap_or_else(&unloaded)
    }
}
