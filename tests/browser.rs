//! What only a real browser can say: components and pages, the draft store over real storage.

#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, reason = "clippy takes only functions marked #[test] for tests")]

#[path = "browser/components.rs"]
mod components;
#[path = "browser/draft_store.rs"]
mod draft_store;
#[path = "browser/fixture.rs"]
mod fixture;
#[path = "browser/pages.rs"]
mod pages;
#[path = "browser/platform.rs"]
mod platform;
#[path = "browser/static_form.rs"]
mod static_form;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
