//! Presses of a mouse or a finger.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::{JsCast, JsValue};
use web_sys::MouseEvent;

use super::lifecycle::Listener;

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

/// From now on, the second half of a double click does nothing where the first one has put something
/// else under the pointer: it would fold what was just added, or take the focus out of it.
pub fn ignore_stray_halves() {
    let Some(window) = super::window() else { return };
    let pressed = Rc::new(Cell::new(None));
    let listen = |name| {
        let pressed = Rc::clone(&pressed);
        Listener::new(&window, name, move |event: JsValue| {
            let Some(event) = event.dyn_ref::<MouseEvent>() else { return };
            let (target, last) = (event.target(), pressed.take());
            // Browsers count presses by time and place, whatever is there; keys and scripts do not count.
            let is_stray = event.detail() > 1 && target != last;
            if is_stray {
                // The focus stays where it is, too.
                event.prevent_default();
                event.stop_propagation();
            }
            pressed.set(if is_stray || name == "click" { last } else { target });
        })
    };
    let [(), ()] = ["mousedown", "click"].map(|name| listen(name).forever());
}
