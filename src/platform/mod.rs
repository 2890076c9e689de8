//! The browser: one file per power that the app uses, and the only callers of `web-sys`.
//!
//! Nothing here panics, and nothing here knows what a participation is. What a browser may refuse
//! comes back as a value.

pub mod clipboard;
pub mod clock;
pub mod crash;
pub mod document;
pub mod download;
pub mod files;
pub mod history;
pub mod journal;
pub mod lifecycle;
mod method;
pub mod offline;
pub mod persistence;
pub mod share;
pub mod storage;
pub mod timer;
pub mod unicode;

/// The window, which a page always has.
#[expect(clippy::disallowed_methods, reason = "this is the one place where it is allowed")]
fn window() -> Option<web_sys::Window> {
    web_sys::window()
}
