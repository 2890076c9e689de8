//! Pages, as a visitor finds them while something else goes on.

use std::panic;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use bluehats::pages::page_entry::PageEntries;
use bluehats::pages::review::ReviewPage;
use bluehats::pages::saving::BackupPage;
use domain::Proposal;
use domain::repository::ARCHIVE_PREFIX;
use futures_channel::oneshot;
use leptos::prelude::*;
use leptos::task::tick;
use leptos_router::components::Router;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

use crate::draft_store::{Tab, empty_storage};
use crate::fixture::{Fixture, document, local_storage, rendered};

/// A tab with a page of the app, over the draft that is stored. The page goes before the tab does.
fn open(page: fn() -> AnyView) -> (Tab, Fixture) {
    let tab = Tab::open();
    let store = tab.store;
    let fixture = Fixture::new(move || {
        provide_context(store);
        PageEntries::provide();
        view! { <Router>{page()}</Router> }
    });
    (tab, fixture)
}

/// Waits until the browser has painted, and whoever waited for that before has had their turn.
async fn painted() {
    let (done, wait) = oneshot::channel();
    request_animation_frame(move || done.send(()).unwrap());
    wait.await.unwrap();
}

#[wasm_bindgen_test]
async fn the_steps_to_send_may_be_made_anew_before_the_browser_paints() {
    empty_storage().await;
    let (tab, fixture) = open(|| view! { <ReviewPage /> }.into_any());
    let draft = |expectations: &str| {
        let mut draft = Proposal::default();
        draft.name.push_str("Zoé");
        draft.expectations.push_str(expectations);
        draft
    };
    tab.store.replace(draft("Apprendre"));
    rendered().await;
    assert!(fixture.has("#ouvrir"));

    // As when another tab goes on with the draft while this one, which is hidden, paints nothing.
    tab.store.replace(draft("Apprendre et rencontrer"));
    rendered().await;

    let has_panicked = Arc::new(AtomicBool::new(false));
    let (noted, hook) = (Arc::clone(&has_panicked), panic::take_hook());
    panic::set_hook(Box::new(move |info| {
        noted.store(true, Ordering::Relaxed);
        hook(info);
    }));
    for _ in 0..3 {
        painted().await;
    }
    assert!(!has_panicked.load(Ordering::Relaxed));
}

#[wasm_bindgen_test]
async fn a_button_beside_an_archived_version_stays_that_of_its_version() {
    empty_storage().await;
    let key = |at: u32| format!("{ARCHIVE_PREFIX}{at}");
    local_storage().set_item(&key(1), "un").unwrap();
    let (tab, fixture) = open(|| view! { <BackupPage /> }.into_any());
    tab.save();
    rendered().await;
    let remove: HtmlElement = fixture.find(".copies .button--danger");
    remove.focus().unwrap();

    // Another tab archives one more, which is listed before it.
    local_storage().set_item(&key(2), "deux").unwrap();
    tab.save();
    tick().await;
    assert_eq!(fixture.find_all(".copies li").len(), 2);
    assert_eq!(document().active_element().as_ref(), Some(&*remove));
    remove.click();
    let is_there = |at| local_storage().get_item(&key(at)).unwrap().is_some();
    assert_eq!([1, 2].map(is_there), [false, true]);
}
