//! One choice out of several, in a list that opens.

use leptos::prelude::*;

use super::choices::Choices;

/// A labelled list to choose from.
#[component]
pub fn Select<T>(
    /// The list's own id.
    #[prop(into)]
    id: String,
    /// What is chosen.
    label: &'static str,
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
    let Choices { labels, chosen, on_change } = Choices::new(options, chosen, on_change);
    let change = move |index: String| {
        if let Ok(index) = index.parse() {
            on_change.try_run(index);
        }
    };
    let options = labels.into_iter().enumerate().map(|(index, label)| {
        view! {
            <option value=index prop:selected=move || chosen.get() == Some(index)>
                {label}
            </option>
        }
        .into_any()
    });
    view! {
        <div class="field field--select">
            <label class="field__label" for=id.clone()>
                {label}
            </label>
            <select
                class="field__control"
                id=id
                on:change:target=move |event| change(event.target().value())
            >
                {options.collect_view()}
            </select>
        </div>
    }
}
