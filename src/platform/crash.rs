//! What happens when the program has to stop: the page says so, and says whether the text is safe.
//!
//! A program that has stopped cannot be counted on, so what the page then offers is not of this
//! program: `crash.js`, beside this file, stands in every page. It keeps watch on the attribute
//! `data-shows` of the block `#panne`, which says what happened: `saved` and `unsaved` are written
//! here, `not-started` by the script that starts the program (`start.js`) when it cannot, `too-old`
//! by itself when the first script (`first.js`) has found that the browser can never run it. It
//! offers the stored record as a file, and, for when the record itself is what the program cannot
//! bear, to set it aside. It is bare, because every page carries it; of it one must know:
//!
//! - It creates no element: what broke the program may have broken that.
//! - The record is kept twice, in the local storage and in the database `bluehats-participation`
//!   (store `journal`); the one with the greater revision is offered, both are set aside.
//! - A missing database is not created: it would lack its store. None is waited for longer than
//!   two seconds.
//! - Nothing is removed before its copy was read back. From then on the program is not told that
//!   the page is left, so that it does not save its draft again.
//! - It reloads with the newer release, if one is waiting: this one may be what is broken.
//! - In a browser that is too old, pages of the program say themselves what to do instead: the block
//!   is shown only if there is a draft to take along, and never over what is there to be read.

use std::panic;
use std::sync::atomic::{AtomicBool, Ordering};

use super::page;

/// Whether everything that was typed is in the browser's storage, and whether the board of the organising
/// team is kept or downloaded. Flags of their own, because a program that has stopped cannot be asked.
static DRAFT_IS_SAVED: AtomicBool = AtomicBool::new(true);
static BOARD_IS_SAFE: AtomicBool = AtomicBool::new(true);

/// Says whether everything that was typed is in the browser's storage.
pub fn set_draft_is_saved(is_saved: bool) {
    DRAFT_IS_SAVED.store(is_saved, Ordering::Relaxed);
}

/// Says whether the board is kept or downloaded.
pub fn set_board_is_safe(is_safe: bool) {
    BOARD_IS_SAFE.store(is_safe, Ordering::Relaxed);
}

/// From now on a panic is written to the browser's console and shows the page's static block.
pub fn install_hook() {
    panic::set_hook(Box::new(|info| {
        web_sys::console::error_1(&info.to_string().into());
        let is_safe =
            [&DRAFT_IS_SAVED, &BOARD_IS_SAFE].iter().all(|flag| flag.load(Ordering::Relaxed));
        page::show_crash(is_safe);
    }));
}
