//! The BlueHats participation app: the part of the site that runs in the visitor's browser.
//!
//! In reading order: [`app`] puts the current page into the static shell and leads from one page
//! to the next; [`notebook`] is the one shared state, the draft and how it is kept; [`pages`] are
//! what visitors see, with the French words; [`ui`] are the pieces that pages are made of, which
//! know nothing of participations; [`platform`] is the browser, and the only way to it.
//!
//! What a participation *is*, and how it is written down, is the `domain` crate.

#![allow(clippy::needless_pass_by_value, reason = "components own their props")]
#![allow(unreachable_pub, reason = "`#[component]` writes public types beside private functions")]

pub mod app;
pub mod edition;
pub mod notebook;
pub mod pages;
pub mod platform;
pub mod render;
pub mod ui;

/// Shows the app in the page, and says so in the page if it ever has to stop.
pub fn start() {
    platform::crash::install_hook();
    if let Some(page) = platform::document::take_page() {
        leptos::mount::mount_to(page, app::App).forget();
    }
}
