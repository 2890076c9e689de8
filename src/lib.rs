//! The BlueHats participation app: the part of the site that runs in the visitor's browser.
//!
//! In reading order: [`app`] shows the current page inside the static shell; [`draft_store`] is the
//! one shared state, the draft and how it is kept; [`pages`] are what visitors see, with the French
//! words; [`ui`] are the components that pages are made of, which know nothing of participations;
//! [`platform`] is the browser, and the only way to it.
//!
//! What a participation *is*, and how it is written down, is the `domain` crate.

#![allow(clippy::needless_pass_by_value, reason = "components own their props")]
#![allow(unreachable_pub, reason = "`#[component]` writes public types beside private functions")]

pub mod app;
pub mod draft_store;
pub mod edition;
pub mod pages;
pub mod platform;
pub mod ui;
