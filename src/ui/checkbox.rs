//! A box to tick.

use crate::dom::{El, Words, el};

/// A box to tick, with its own id, and its label behind it. `on_change` is called each time it was
/// ticked, or no longer is.
pub fn checkbox(
    id: &str,
    label: impl Into<Words>,
    is_ticked: impl Fn() -> bool + 'static,
    on_change: impl Fn(bool) + 'static,
) -> El {
    let control = el("input")
        .class("choice__control")
        .id(id)
        .attr("type", "checkbox")
        .live_prop("checked", move || is_ticked().into());
    let ticked = control.clone();
    let control = control.on("change", move |_| on_change(ticked.is_ticked()));
    choice(control, id, label)
}

/// A control to tick, with its label behind it.
pub(super) fn choice(control: El, id: &str, label: impl Into<Words>) -> El {
    let label = el("label").class("choice__label").attr("for", id).words(label);
    el("div").class("choice").child(control).child(label)
}
