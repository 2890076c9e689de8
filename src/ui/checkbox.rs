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
    choice(id, "checkbox", label.into(), |control| {
        if control.take_early_input().is_some() {
            on_change(control.is_ticked());
        }
        let ticked = control.clone();
        control
            .live_prop("checked", move || is_ticked().into())
            .on("change", move |_| on_change(ticked.is_ticked()))
    })
}

/// A control to tick, of this type (the HTML Standard's attribute), with its label behind it.
pub(super) fn choice(
    id: &str,
    control_type: &str,
    label: Words,
    bind: impl FnOnce(El) -> El,
) -> El {
    let place = el("div").class("choice");
    let control = el("input").class("choice__control").id(id).attr("type", control_type);
    place
        .child(bind(control))
        .child(el("label").class("choice__label").attr("for", id).words(label))
}
