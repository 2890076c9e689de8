//! One choice out of several, in a list that opens.

use leptos::prelude::*;

/// A labelled list to choose from.
#[component]
pub fn Select(
    /// The list's own id.
    id: String,
    /// What is chosen.
    #[prop(into)]
    label: String,
    /// The choices, in order.
    options: Vec<&'static str>,
    /// Which one is chosen, from 0.
    #[prop(into)]
    chosen: Signal<usize>,
    /// Called with which one is chosen, from 0, each time that changed.
    on_change: Callback<usize>,
) -> impl IntoView {
    let label_for = id.clone();
    let options = options.into_iter().enumerate().map(|(index, option)| {
        let selected = Signal::derive(move || chosen.get() == index);
        view! {
            <option value=index.to_string() prop:selected=selected>{option}</option>
        }
    });
    view! {
        <div class="field">
            <label class="field__label" for=label_for>{label}</label>
            <select
                class="field__control field__control--select"
                id=id
                on:change:target=move |event| {
                    if let Ok(index) = event.target().value().parse() {
                        on_change.run(index);
                    }
                }
            >
                {options.collect_view()}
            </select>
        </div>
    }
}
