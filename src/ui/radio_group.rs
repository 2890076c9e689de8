//! One choice out of a few, all in view.

use leptos::prelude::*;

/// Radio buttons, under a legend of their own.
#[component]
pub fn RadioGroup(
    /// The group's name; the ids of its buttons are made from it.
    name: String,
    /// What is chosen.
    #[prop(into)]
    legend: String,
    /// The choices, in order.
    labels: Vec<String>,
    /// Which one is chosen, from 0.
    #[prop(into)]
    chosen: Signal<usize>,
    /// Called with which one is chosen, from 0, each time that changed.
    on_change: Callback<usize>,
) -> impl IntoView {
    let choices = labels.into_iter().enumerate().map(|(index, label)| {
        let id = format!("{name}-{index}");
        let label_for = id.clone();
        let checked = Signal::derive(move || chosen.get() == index);
        view! {
            <div class="choice">
                <input
                    class="choice__control"
                    id=id
                    type="radio"
                    name=name.clone()
                    prop:checked=checked
                    on:change=move |_| on_change.run(index)
                />
                <label class="choice__label" for=label_for>{label}</label>
            </div>
        }
    });
    view! {
        <fieldset class="choices">
            <legend class="field__label">{legend}</legend>
            {choices.collect_view()}
        </fieldset>
    }
}
