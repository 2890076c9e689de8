//! Items of long lists that can be put out of sight.

use leptos::prelude::*;

use super::item_bar::Place;

/// One item of a list, that folds to one line. The browser does the folding (`<details>`): it knows
/// how by keyboard and for screen readers, and finds what is folded when one searches the page.
///
/// Its line says where the item stands, in sight or not: « Objectif 2 sur 5 ».
#[component]
pub fn Fold(
    /// What the item is, before its number: « Objectif ».
    noun: &'static str,
    /// Where it stands.
    place: Signal<Place>,
    /// What tells it from its like while it is folded. It is read only then, so it need not follow
    /// each keystroke.
    #[prop(into)]
    line: Signal<String>,
    /// What can be folded.
    children: Children,
) -> impl IntoView {
    let is_folded = RwSignal::new(false);
    let note = move |is_open: bool| {
        // Browsers say so as well when they put the item into the page.
        if is_folded.get_untracked() == is_open {
            is_folded.set(!is_open);
        }
    };
    let position = Signal::derive(move || {
        let Place { index, count } = place.get();
        format!("{}\u{a0}sur\u{a0}{count}", index + 1)
    });
    let line = Signal::derive(move || {
        let line = is_folded.get().then(|| line.get())?;
        (!line.is_empty()).then(|| format!(" – {line}"))
    });
    view! {
        <details class="fold" open=true on:toggle:target=move |event| note(event.target().open())>
            <summary class="fold__summary">
                <span class="fold__noun">{noun} " "</span>
                {position}
                <span dir="auto">{line}</span>
            </summary>
            {children()}
        </details>
    }
}
