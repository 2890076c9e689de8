//! All that has to be mended, in one place.

use leptos::prelude::*;

use crate::platform::focus;

/// One thing to mend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SummaryEntry {
    /// What is wrong.
    pub text: String,
    /// Where to mend it: the address of a page, with the field's id behind a `#`.
    pub href: String,
}

/// A list of what has to be mended, each a link to its field (RGAA 11.10 and 11.11), be it in this page or
/// in another.
#[component]
pub fn ErrorSummary(
    /// What the list is about.
    #[prop(into)]
    title: String,
    /// What has to be mended, in the order of the form.
    #[prop(into)]
    entries: Signal<Vec<SummaryEntry>>,
) -> impl IntoView {
    let entry = |SummaryEntry { text, href }: SummaryEntry| {
        let address = href.clone();
        // Within the page only the focus goes there.
        let follow = move |event: leptos::ev::MouseEvent| {
            if address.rsplit_once('#').is_some_and(|(_, id)| focus::focus(id)) {
                event.prevent_default();
            }
        };
        view! { <li><a href=href on:click=follow>{text}</a></li> }.into_any()
    };
    view! {
        <section class="error-summary" aria-labelledby="resume-titre">
            <h2 class="error-summary__title" id="resume-titre">{title}</h2>
            <ul class="error-summary__list">
                {move || entries.get().into_iter().map(entry).collect_view().into_any()}
            </ul>
        </section>
    }
}
