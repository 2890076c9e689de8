//! The board of all participations, for those who receive them: a program of its own, which the page
//! « Pour l’équipe d’organisation » loads when it is opened, so that nobody else ever does.
//!
//! In reading order: [`desk`] is what the program knows, and outlives the page; [`intake`] reads
//! messages; [`page`] shows one part of the board at a time, each of which has a file of its own. What
//! messages say together is `domain::board`; components and the browser are the app's.

#![allow(clippy::needless_pass_by_value, reason = "components own their props")]
#![allow(unreachable_pub, reason = "`#[component]` writes public types beside private functions")]

mod contacts;
mod desk;
mod intake;
mod keeping;
mod messages;
mod needs;
mod output;
mod page;
mod paged;
mod software;
mod talks;
mod words;

use std::any::Any;

use bluehats::platform::crash;
use leptos::mount::mount_to;
use leptos::prelude::*;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::HtmlElement;

use crate::page::Organisation;

fn main() {
    crash::install_hook();
}

/// The board, shown in a page.
#[wasm_bindgen]
pub struct Shown {
    /// Takes the board out of the page when it is dropped.
    _handle: Box<dyn Any>,
}

#[wasm_bindgen]
impl Shown {
    /// Takes the board out of the page. What it holds stays in memory until the page is closed.
    pub fn close(self) {}
}

/// Shows the board inside `host`. `is_draft_saved` is whether everything that was typed in the app is
/// stored, for what is said should this program have to stop.
#[wasm_bindgen]
pub fn open(host: HtmlElement, is_draft_saved: bool) -> Shown {
    let desk = desk::desk(is_draft_saved);
    Shown { _handle: Box::new(mount_to(host, move || view! { <Organisation desk /> })) }
}
