//! A part of a page that is there or not.

use leptos::prelude::*;

/// Shows its children as long as the condition holds, without making them anew while it does.
///
/// Leptos' own is compiled once for each condition and each kind of children; this one is compiled
/// once for all of them.
#[component]
pub fn Show(
    /// The condition.
    #[prop(into)]
    when: Signal<bool>,
    /// What is shown otherwise.
    #[prop(optional, into)]
    fallback: ViewFn,
    /// What is shown.
    children: ChildrenFn,
) -> impl IntoView {
    let holds = Memo::new(move |_| when.get());
    view! {
        {move || if holds.get() { children() } else { fallback.run() }}
    }
}
