//! One choice out of a few, all in view.

use leptos::prelude::*;

use super::choices::Choices;

/// Radio buttons, under a legend of their own.
#[component]
pub fn RadioGroup<T>(
    /// The group's name, which no other group on the page has; the ids of its buttons are made
    /// from it.
    #[prop(into)]
    name: String,
    /// What is chosen.
    #[prop(into)]
    legend: String,
    /// The choices, in order, each with its label.
    options: Vec<(T, String)>,
    /// Which one is chosen. Tracked.
    chosen: impl Fn() -> T + Send + Sync + 'static,
    /// Called with the choice, each time that it changed.
    on_change: impl Fn(T) + Send + Sync + 'static,
) -> impl IntoView
where
    T: Copy + PartialEq + Send + Sync + 'static,
{
    view! { <RadioButtons name legend choices=Choices::new(options, chosen, on_change) /> }
}

#[component]
fn RadioButtons(
    /// The group's name.
    name: String,
    /// What is chosen.
    legend: String,
    /// The choices.
    choices: Choices,
) -> impl IntoView {
    let Choices { labels, chosen, on_change } = choices;
    let buttons = labels.into_iter().enumerate().map(|(index, label)| {
        let id = format!("{name}-{index}");
        view! {
            <div class="choice">
                <input
                    class="choice__control"
                    id=id.clone()
                    type="radio"
                    name=name.clone()
                    prop:checked=move || chosen.get() == Some(index)
                    on:change=move |_| {
                        on_change.try_run(index);
                    }
                />
                <label class="choice__label" for=id prop:textContent=label></label>
            </div>
        }
        .into_any()
    });
    view! {
        <fieldset class="choices">
            <legend class="field__label" prop:textContent=legend></legend>
            {buttons.collect_view()}
        </fieldset>
    }
}
