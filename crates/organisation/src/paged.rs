//! Long lists, which are not made at once.

use bluehats::platform::render::after_render;
use bluehats::platform::{focus, timer};
use bluehats::ui::{Button, Show};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::words::count;

/// How many items are shown first, and at each further press. Nobody has as many participations.
const PAGE: usize = 50;

/// How many items are made before the browser has its turn: so many take it less than the 50 ms from which a page feels
/// slow.
const TURN: usize = 5;

/// A list that shows its first items, and more when it is asked to. The focus goes to the first of these: the button
/// may be gone then, and who does not see the page would have to look for them.
#[component]
pub(crate) fn Paged<T>(
    /// What the ids of items are made from.
    id: &'static str,
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
    let item_id = move |index: usize| format!("{id}-{index}");
    let go_on = move |()| {
        let first = wanted.get_untracked();
        wanted.update(|it| *it = (*it + PAGE).min(all));
        shown.set(first + 1);
        grow();
        after_render(move || {
            focus::focus(&item_id(first));
        });
    };
    grow();
    let item = move |index: usize| items.with_value(|items| items.get(index).cloned()).map(&render);
    let printed = move || {
        let shown = shown.get();
        (shown < all).then(|| {
            let sentence = format!("Seuls les {shown} premiers éléments sur {all} sont imprimés. Pour imprimer les suivants, affichez-les d’abord («\u{a0}Afficher la suite\u{a0}»).");
            view! { <p class="print-only">{sentence}</p> }
        })
    };
    let label =
        move || format!("Afficher la suite ({})", count(all - wanted.get(), "élément", "éléments"));
    view! {
        <ul class=class aria-busy=move || (shown.get() < wanted.get()).then_some("true")>
            <For each=move || 0..shown.get() key=|index| *index let:index>
                <li id=item_id(index) tabindex="-1">
                    {item(index)}
                </li>
            </For>
        </ul>
        {printed}
        <Show when=move || wanted.get() < all>
            <p class="actions">
                <Button label=label on_press=go_on />
            </p>
        </Show>
    }
}
