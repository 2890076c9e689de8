//! The app as a whole: the shared state, and which page is shown at which address.

mod lazy_pages;

use std::borrow::Cow;

use leptos::prelude::*;
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::{AsPath, Lazy, StaticSegment};
use routes::Page;

pub use self::lazy_pages::fetch;
use self::lazy_pages::{LazyBackup, LazyOrganisation, LazyPrint, LazyReview};
use crate::draft_store::DraftStore;
use crate::pages::draft::DraftPage;
use crate::pages::legal::{AccessibilityPage, LegalPage, PrivacyPage};
use crate::pages::notices::{Loading, Notices};
use crate::pages::page_entry::PageEntries;
use crate::pages::print::PrintChoices;
use crate::pages::{AnnouncementPage, NotFoundPage};
use crate::platform::page;
use crate::platform::static_form::EarlyInput;

/// Everything inside `<main>` that is not plain HTML: the page at the current address, and the
/// notices.
#[component]
pub fn App(
    /// What was typed before the program ran.
    #[prop(optional)]
    early_inputs: Vec<EarlyInput>,
) -> impl IntoView {
    DraftStore::provide().take_early_inputs(early_inputs);
    PageEntries::provide();
    Loading::provide();
    PrintChoices::provide();
    view! {
        <Router base=Cow::from(page::base_path())>
            <FlatRoutes fallback=NotFoundPage>
                <Route path=at(Page::Announcement) view=AnnouncementPage />
                <Route path=at(Page::Draft) view=DraftPage />
                <Route path=at(Page::Review) view={Lazy::<LazyReview>::new()} />
                <Route path=at(Page::Print) view={Lazy::<LazyPrint>::new()} />
                <Route path=at(Page::Backup) view={Lazy::<LazyBackup>::new()} />
                <Route path=at(Page::Organisation) view={Lazy::<LazyOrganisation>::new()} />
                <Route path=at(Page::Accessibility) view=AccessibilityPage />
                <Route path=at(Page::Privacy) view=PrivacyPage />
                <Route path=at(Page::Legal) view=LegalPage />
            </FlatRoutes>
            <Notices />
        </Router>
    }
}

/// Where the site map has `page`.
const fn at(page: Page) -> StaticSegment<SitePath> {
    StaticSegment(SitePath(page))
}

/// A page's path in the site map, as the router wants it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct SitePath(Page);

impl AsPath for SitePath {
    fn as_path(&self) -> &'static str {
        self.0.path()
    }
}
