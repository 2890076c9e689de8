//! The text of a message, as it is.

use leptos::prelude::*;

/// A text that is shown letter by letter and line by line.
#[component]
pub fn MessageText(
    /// What the text is, for screen readers: long lines scroll, so it takes the focus.
    label: &'static str,
    /// The text.
    text: String,
    /// Its own id.
    #[prop(optional)]
    id: Option<&'static str>,
) -> impl IntoView {
    view! {
        <pre class="message__body" id=id dir="auto" tabindex="0" role="group" aria-label=label translate="no">{text}</pre>
    }
}
