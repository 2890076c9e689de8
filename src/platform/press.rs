//! Presses of a mouse or a finger.

use std::cell::Cell;

use web_sys::MouseEvent;

/// How long after a press another one may be its second half, in milliseconds.
const DOUBLE_CLICK: f64 = 500.0;

/// How far beside it, in CSS pixels.
const SAME_PLACE: i32 = 12;

thread_local! {
    /// When and where was pressed last, second halves left out.
    static LAST: Cell<(f64, i32, i32)> = const { Cell::new((f64::NEG_INFINITY, 0, 0)) };
}

/// Whether this press follows the last one that was asked about so soon, and so near, that it is the
/// second half of a double click: what is under it now may be something else than what was meant.
pub fn is_second(event: &MouseEvent) -> bool {
    // Keys and scripts press without pointing.
    if event.detail() == 0 {
        return false;
    }
    let now = (event.time_stamp(), event.client_x(), event.client_y());
    let last = LAST.get();
    let is_second = now.0 - last.0 < DOUBLE_CLICK
        && (now.1 - last.1).abs() <= SAME_PLACE
        && (now.2 - last.2).abs() <= SAME_PLACE;
    if !is_second {
        LAST.set(now);
    }
    is_second
}
