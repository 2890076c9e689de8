//! One choice out of a few, all in view.

use leptos::prelude::*;

/// Radio buttons, under a legend of their own.
#[component]
pub fn RadioGroup<T>(
    /// The group's name, which no other group on the page has; the ids of its buttons are made
    /// from it.
    #[prop(into)]
    name: String,
    /// What is chosen.
    #[prop(into)]
    legend: Signal<String>,
    /// The choices, in order, each with its label.
    options: Vec<(T, String)>,
    /// Which one is chosen.
    #[prop(into)]
    chosen: Signal<T>,
    /// Called with the choice, each time that it changed.
    #[prop(into)]
    on_change: Callback<T>,
) -> impl IntoView
where
    T: Copy + PartialEq + Send + Sync + 'static,
{
    let choices = options.into_iter().enumerate().map(|(index, (option, label))| {
        let id = format!("{name}-{index}");
        view! {
            <div class="choice">
                <input
                    class="choice__control"
                    id=id.clone()
                    type="radio"
                    name=name.clone()
                    prop:checked=move || chosen.get() == option
                    on:change=move |_| on_change.run(option)
                />
                <label class="choice__label" for=id>{label}</label>
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
