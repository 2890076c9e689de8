//! A box to tick.

use leptos::prelude::*;

/// A box to tick, with its label behind it.
#[component]
pub fn Checkbox(
    /// The box's own id.
    id: String,
    /// What ticking it means.
    #[prop(into)]
    label: String,
    /// Whether it is ticked.
    #[prop(into)]
    checked: Signal<bool>,
    /// Called with whether it is ticked, each time that changed.
    on_change: Callback<bool>,
) -> impl IntoView {
    let label_for = id.clone();
    view! {
        <div class="choice">
            <input
                class="choice__control"
                id=id
                type="checkbox"
                prop:checked=checked
                on:change:target=move |event| on_change.run(event.target().checked())
            />
            <label class="choice__label" for=label_for>{label}</label>
        </div>
    }
}
