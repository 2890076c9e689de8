//! What only a real browser can say: components in a page, the notebook over real storage.

#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, reason = "clippy takes only functions marked #[test] for tests")]

#[path = "browser/components.rs"]
mod components;
#[path = "browser/notebook.rs"]
mod notebook;
#[path = "browser/platform.rs"]
mod platform;
#[path = "browser/stage.rs"]
mod stage;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
