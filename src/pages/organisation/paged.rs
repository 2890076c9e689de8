//! Long lists, which are not made at once.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::words;
use crate::platform::{focus, timer};
use crate::ui::{Button, Show};

/// How many items are shown first, and at each further press. Nobody has as many participations.
const PAGE: usize = 50;

/// How many items are made before the browser has its turn: so many take it less than the 50 ms from which a page feels
/// slow.
const TURN: usize = 5;

/// A list that shows its first items, and more when it is asked to. The focus goes to the first of these: the button
/// may be gone then, and who does not see the page would have to look for them.
#[component]
pub(super) fn Paged(
    /// What the ids of items are made from.
    id: &'static str,
    /// How many items there are.
    count: usize,
    /// What the item at this place looks like, inside its `<li>`.
    #[prop(into)]
    render: Callback<usize, Option<AnyView>>,
    /// The list's classes.
    class: &'static str,
) -> impl IntoView {
    let [shown, wanted] = [TURN, PAGE].map(|first| RwSignal::new(first.min(count)));
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
        wanted.update(|it| *it = (*it + PAGE).min(count));
        shown.set(first + 1);
        grow();
        focus::after_render(item_id(first));
    };
    grow();
    view! {
        <ul class=class aria-busy=move || (shown.get() < wanted.get()).then_some("true")>
            <For each=move || 0..shown.get() key=|index| *index let:index>
                <li id=item_id(index) tabindex="-1">
                    {render.run(index)}
                </li>
            </For>
        </ul>
        <Show when=move || shown.get() < count>
            <p class="print-only" prop:textContent=move || printed(shown.get(), count)></p>
        </Show>
        <Show when=move || wanted.get() < count>
            <p class="actions">
                <Button label=move || label(count - wanted.get()) on_press=go_on />
            </p>
        </Show>
    }
}

/// That not all items are on paper.
fn printed(shown: usize, count: usize) -> String {
    format!(
        "Seuls les {shown} premiers éléments sur {count} sont imprimés. Pour imprimer les suivants, affichez-les d’abord («\u{a0}Afficher la suite\u{a0}»)."
    )
}

/// What the button for the rest says.
fn label(left: usize) -> String {
    format!("Afficher la suite ({})", words::count(left, "élément", "éléments"))
}
