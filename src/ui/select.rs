//! One choice out of several, in a list that opens.

use leptos::prelude::*;

/// A labelled list to choose from.
#[component]
pub fn Select<T>(
    /// The list's own id.
    #[prop(into)]
    id: String,
    /// What is chosen.
    #[prop(into)]
    label: Signal<String>,
    /// The choices, in order, each with its label.
    options: Vec<(T, &'static str)>,
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
    let values: Vec<T> = options.iter().map(|(value, _)| *value).collect();
    let change = move |index: String| {
        let value = index.parse().ok().and_then(|index: usize| values.get(index));
        if let Some(value) = value {
            on_change.run(*value);
        }
    };
    let options = options.into_iter().enumerate().map(|(index, (value, label))| {
        view! {
            <option value=index prop:selected=move || chosen.get() == value>
                {label}
            </option>
        }
    });
    view! {
        <div class="field">
            <label class="field__label" for=id.clone()>{label}</label>
            <select
                class="field__control field__control--select"
                id=id
                on:change:target=move |event| change(event.target().value())
            >
                {options.collect_view()}
            </select>
        </div>
    }
}
