//! A box to tick.

use leptos::prelude::*;

/// A box to tick, with its label behind it.
#[component]
pub fn Checkbox(
    /// The box's own id.
    #[prop(into)]
    id: String,
    /// What ticking it means.
    #[prop(into)]
    label: String,
    /// Whether it is ticked.
    #[prop(into)]
    checked: Signal<bool>,
    /// Called with whether it is ticked, each time that changed.
    #[prop(into)]
    on_change: Callback<bool>,
) -> impl IntoView {
    view! {
        <div class="choice">
            <input
                class="choice__control"
                id=id.clone()
                type="checkbox"
                prop:checked=checked
                on:change:target=move |event| {
                    on_change.try_run(event.target().checked());
                }
            />
            <label class="choice__label" for=id>{label}</label>
        </div>
    }
}
