//! Long lists, which are not made at once.

use bluehats::ui::{Button, Show};
use leptos::prelude::*;

use crate::words::count;

/// How many items are shown first, and at each further press. Nobody has as many participations; a
/// browser makes them in a blink.
const PAGE: usize = 50;

/// A list that shows its first items, and more when it is asked to.
#[component]
pub(crate) fn Paged<T>(
    /// The items.
    items: Vec<T>,
    /// What an item looks like, inside its `<li>`.
    render: impl Fn(T) -> AnyView + Clone + Send + Sync + 'static,
    /// The list's classes.
    class: &'static str,
) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
{
    let all = items.len();
    let items = StoredValue::new(items);
    let shown = RwSignal::new(PAGE.min(all));
    let item = move |index: usize| items.with_value(|items| items.get(index).cloned()).map(&render);
    let label =
        move || format!("Afficher la suite ({})", count(all - shown.get(), "élément", "éléments"));
    view! {
        <ul class=class>
            <For each=move || 0..shown.get() key=|index| *index let:index>
                <li>{item(index)}</li>
            </For>
        </ul>
        <Show when=move || shown.get() < all>
            <p class="actions">
                <Button label=label on_press=move |()| shown.update(|it| *it = (*it + PAGE).min(all)) />
            </p>
        </Show>
    }
}
