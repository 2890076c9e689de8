//! One choice out of a few, all in view.

use std::rc::Rc;

use super::checkbox::choice;
use crate::dom::{El, Words, el};

/// Radio buttons, under a legend of their own.
///
/// The ids of the buttons are made from the group's `name`; `chosen` is which one is chosen, from 0,
/// and `on_change` is called with it each time it changed.
pub fn radio_group(
    name: &str,
    legend: impl Into<Words>,
    labels: impl IntoIterator<Item = String>,
    chosen: impl Fn() -> usize + 'static,
    on_change: impl Fn(usize) + 'static,
) -> El {
    let (chosen, on_change) = (Rc::new(chosen), Rc::new(on_change));
    let choices = labels.into_iter().enumerate().map(|(index, label)| {
        let (chosen, on_change) = (Rc::clone(&chosen), Rc::clone(&on_change));
        radio(name, index, label, move || chosen() == index, move || on_change(index))
    });
    el("fieldset")
        .class("choices")
        .child(el("legend").class("field__label").words(legend))
        .children(choices)
}

fn radio(
    name: &str,
    index: usize,
    label: String,
    is_chosen: impl Fn() -> bool + 'static,
    on_choose: impl Fn() + 'static,
) -> El {
    let id = format!("{name}-{index}");
    choice(&id, "radio", label.into(), |control| {
        control
            .attr("name", name)
            .live_prop("checked", move || is_chosen().into())
            .on("change", move |_| on_choose())
    })
}
