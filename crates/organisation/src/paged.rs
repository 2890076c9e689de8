//! Long lists, which are not made at once.

use bluehats::platform::timer;
use bluehats::ui::{Button, Show};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::words::count;

/// How many items are shown first, and at each further press. Nobody has as many participations.
const PAGE: usize = 50;

/// How many items are made before the browser has its turn: so many take it less than the 50 ms from which a page feels
/// slow.
const TURN: usize = 5;

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
    let [shown, wanted] = [TURN, PAGE].map(|count| RwSignal::new(count.min(all)));
    let grow = move || {
        spawn_local(async move {
            // It ends when the list is there, or gone.
            while shown.try_get_untracked() < wanted.try_get_untracked() {
                timer::breathe().await;
                let wanted = wanted.try_get_untracked().unwrap_or_default();
                shown.try_update(|it| *it = (*it + TURN).min(wanted));
            }
        });
    };
    let go_on = move |()| {
        wanted.update(|it| *it = (*it + PAGE).min(all));
        grow();
    };
    grow();
    let item = move |index: usize| items.with_value(|items| items.get(index).cloned()).map(&render);
    let label =
        move || format!("Afficher la suite ({})", count(all - wanted.get(), "élément", "éléments"));
    view! {
        <ul class=class aria-busy=move || (shown.get() < wanted.get()).then_some("true")>
            <For each=move || 0..shown.get() key=|index| *index let:index>
                <li>{item(index)}</li>
            </For>
        </ul>
        <Show when=move || wanted.get() < all>
            <p class="actions">
                <Button label=label on_press=go_on />
            </p>
        </Show>
    }
}
