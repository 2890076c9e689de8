//! The BlueHats participation app: the part of the site that runs in the visitor's browser.
//!
//! In reading order: [`app`] puts the current page into the static shell and leads from one page
//! to the next; [`notebook`] is the one shared state, the draft and how it is kept; [`pages`] are
//! what visitors see, with the French words; [`ui`] are the pieces that pages are made of, which
//! know nothing of participations; [`dom`] is how elements are made and kept up to date;
//! [`platform`] is the browser, and the only way to it.
//!
//! What a participation *is*, and how it is written down, is the `domain` crate.

pub mod app;
pub mod dom;
pub mod edition;
pub mod notebook;
pub mod pages;
pub mod platform;
pub mod render;
pub mod ui;

/// Shows the app in the page, and says so in the page if it ever has to stop.
pub fn start() {
    platform::crash::install_hook();
    if let Some(main) = platform::document::main_element() {
        let place = dom::El::from(main.clone());
        leptos::mount::mount_to(main, move || drop(app::app(place))).forget();
    }
}
