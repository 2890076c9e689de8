//! One choice out of several, in a list that opens.

use std::rc::Rc;

use crate::dom::{El, Words, el};

/// A labelled list to choose from, with its own id.
///
/// `chosen` is which of the `options` is chosen, from 0, and `on_change` is called with it each time it
/// changed.
pub fn select(
    id: &str,
    label: impl Into<Words>,
    options: impl IntoIterator<Item = &'static str>,
    chosen: impl Fn() -> usize + 'static,
    on_change: impl Fn(usize) + 'static,
) -> El {
    let chosen = Rc::new(chosen);
    let options = options.into_iter().enumerate().map(|(index, option)| {
        let chosen = Rc::clone(&chosen);
        el("option")
            .attr("value", &index.to_string())
            .text(option)
            .live_prop("selected", move || (chosen() == index).into())
    });
    let list = el("select").class("field__control field__control--select").id(id).children(options);
    let list = list.on_value("change", move |value| {
        if let Ok(index) = value.parse() {
            on_change(index);
        }
    });
    let label = el("label").class("field__label").attr("for", id).words(label);
    el("div").class("field").child(label).child(list)
}
