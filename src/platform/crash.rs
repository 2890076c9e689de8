//! What happens when the program has to stop: the page says so, and says whether the text is safe.
//!
//! A program that has stopped cannot be counted on, so what the page then offers is not of this
//! program: `crash.js`, beside this file, stands in every page. It keeps watch on the attribute
//! `data-shows` of the block `#panne`, which says what happened: `saved` and `unsaved` are written
//! here, `not-started` by the script that starts the program (`Trunk.toml`) when it cannot. It
//! offers the stored record as a file, and, for when the record itself is what the program cannot
//! bear, to set it aside.

use std::panic;
use std::sync::atomic::{AtomicBool, Ordering};

use super::document;

/// Whether everything that was typed is in the browser's storage. A flag of its own, because a
/// program that has stopped cannot be asked.
static DRAFT_IS_SAVED: AtomicBool = AtomicBool::new(true);

/// Says whether everything that was typed is in the browser's storage.
pub fn set_draft_is_saved(saved: bool) {
    DRAFT_IS_SAVED.store(saved, Ordering::Relaxed);
}

/// From now on a panic is written to the browser's console and shows the page's static block.
pub fn install_hook() {
    panic::set_hook(Box::new(|info| {
        web_sys::console::error_1(&info.to_string().into());
        document::show_crash(DRAFT_IS_SAVED.load(Ordering::Relaxed));
    }));
}
