//! Items of long lists that can be put out of sight.

use leptos::prelude::*;

/// One item of a list, that folds to one line. The browser does the folding (`<details>`): it knows
/// how by keyboard and for screen readers, and finds what is folded when one searches the page.
#[component]
pub fn Collapsible(
    /// What sort of item it is; small screens show it only while the item is folded.
    noun: &'static str,
    /// Where it stands among its like, behind the noun: « 2 sur 5 ».
    #[prop(into)]
    position: Signal<String>,
    /// What it says, in one line; in sight while the item is folded, and nothing where it is empty.
    #[prop(into)]
    summary: Signal<String>,
    /// What can be folded.
    children: Children,
) -> impl IntoView {
    let line = move || {
        let summary = summary.get();
        if summary.is_empty() { summary } else { format!(" – {summary}") }
    };
    view! {
        <details class="fold" open>
            <summary class="fold__summary">
                <span class="fold__noun">{noun} " "</span>
                {position}
                <span class="fold__line" dir="auto">{line}</span>
            </summary>
            {children()}
        </details>
    }
}
