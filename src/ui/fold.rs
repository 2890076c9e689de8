//! Items of long lists that can be put out of sight.

use leptos::prelude::*;

use super::item_bar::Place;

/// One item of a list, that folds to one line. The browser does the folding (`<details>`): it knows
/// how by keyboard and for screen readers, and finds what is folded when one searches the page.
///
/// Its line says where the item stands, in sight or not: « Objectif 2 sur 5 ». While it is folded
/// the line also says what is typed in its first field: whoever shows items has
/// [`name_pressed`](crate::platform::document::name_pressed) write it there, so that a hundred items
/// need not listen to their fields for the sake of a few that are folded.
#[component]
pub fn Fold(
    /// What the item is, before its number: « Objectif ».
    noun: &'static str,
    /// Where it stands.
    place: Signal<Place>,
    /// What can be folded.
    children: Children,
) -> impl IntoView {
    let position = Signal::derive(move || {
        let Place { index, count } = place.get();
        format!("{}\u{a0}sur\u{a0}{count}", index + 1)
    });
    view! {
        <details class="fold" open="">
            <summary class="fold__summary">
                <span class="fold__noun">{noun} " "</span>
                {position}
                <span class="fold__line" dir="auto"></span>
            </summary>
            {children()}
        </details>
    }
}
