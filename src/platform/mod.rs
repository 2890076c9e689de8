//! The browser: one file per power that the app uses, and the only callers of `web-sys` and
//! `gloo-storage`.
//!
//! Nothing here panics, and nothing here knows what a participation is. What a browser may refuse
//! comes back as a value.

pub mod clipboard;
pub mod clock;
pub mod crash;
pub mod download;
pub mod fields;
pub mod files;
pub mod focus;
pub mod journal;
pub mod json;
pub mod lifecycle;
mod method;
pub mod page;
pub mod persistence;
pub mod press;
pub mod render;
pub mod service_worker;
pub mod share;
pub mod static_form;
pub mod storage;
pub mod timer;
pub mod unicode;

/// The window, which a page always has.
#[expect(clippy::disallowed_methods, reason = "this is the one place where it is allowed")]
fn window() -> Option<web_sys::Window> {
    web_sys::window()
}
