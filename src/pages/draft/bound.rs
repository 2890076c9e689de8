//! Interface components, bound to the draft.

use domain::{Field, ItemId, Place};
use leptos::prelude::*;

use super::items::neighbour;
use super::suggestions::{ItemSuggestion, SuggestionNote};
use crate::draft_store::use_draft_store;
use crate::pages::labels::{
    anchor, item_anchor, item_summary, moved, problem, title, with_article,
};
use crate::pages::saving::announce_removal;
use crate::platform::{focus, page};
use crate::ui::{CollapsibleItem, TextField, TextKind};

/// A field of the draft.
#[component]
pub(super) fn DraftField(
    /// Which field.
    field: Field,
    /// What is asked for; above the field.
    #[prop(into)]
    label: Signal<String>,
    /// Whether the row of its item says the same above it.
    #[prop(optional)]
    is_label_hidden: bool,
    /// What is typed in it.
    #[prop(optional)]
    kind: TextKind,
    /// What helps to fill it in.
    #[prop(optional)]
    hint: Option<&'static str>,
    /// What browsers may fill in by themselves: a token of the HTML Standard's `autocomplete`.
    #[prop(optional)]
    autocomplete: Option<&'static str>,
    /// Whether a participation cannot be sent without it.
    #[prop(optional)]
    is_required: bool,
    /// The id of the suggestion about what is typed in it, while there is one.
    #[prop(optional, into)]
    advice_id: MaybeProp<String>,
) -> impl IntoView {
    let store = use_draft_store();
    // No memo: the text has to be written into the field again when it is the one from before what
    // was typed since.
    let value = Signal::derive(move || store.text(field));
    let error = Memo::new(move |_| store.problem(field).map(|found| problem(found).to_owned()));
    let complete = move |_| {
        if kind == TextKind::Link {
            store.complete_link(field);
        }
    };
    view! {
        <TextField
            id=anchor(field)
            label
            is_label_hidden
            value
            on_input=move |text: String| store.type_text(field, text)
            error
            advice_id
            hint
            kind
            autocomplete
            is_required
            on:change=complete
        />
    }
}

/// An item of the draft: a row with what can be done to it, its fields, and what could make it
/// clearer.
#[component]
pub(super) fn DraftItem(
    /// Which item.
    #[prop(into)]
    item: ItemId,
    /// Where it stands among its like.
    place: Memo<Place>,
    /// What could make it clearer.
    #[prop(optional)]
    suggestion: Option<ItemSuggestion>,
    /// Its fields.
    children: Children,
) -> impl IntoView {
    let store = use_draft_store();
    let kind = item.kind();
    let summary = Memo::new(move |_| store.with_settled(|draft| item_summary(draft, item)));
    let refresh = move |_| {
        if let Some(suggestion) = suggestion {
            suggestion.refresh();
        }
    };
    let move_to = move |to: usize| {
        let Place { index, count } = place.get_untracked();
        store.move_item(item, to);
        page::announce(&format!(
            "{} {} en position {} sur {count}",
            title(kind, index),
            moved(kind),
            to + 1
        ));
    };
    let remove = move |()| {
        let neighbour = store.with_untracked(|draft| neighbour(draft, item));
        store.remove(item);
        announce_removal(store);
        focus::after_render(neighbour);
    };
    view! {
        <CollapsibleItem
            id=item_anchor(item)
            label=move || title(kind, place.get().index)
            name=move || with_article(kind, place.get().index)
            summary
            position=move || {
                let Place { index, count } = place.get();
                (index, count)
            }
            is_folded=Memo::new(move |_| store.is_folded(item))
            on_fold=move |fold| store.fold(&[item], fold)
            on_move=move_to
            on_remove=remove
        >
            <div on:change=refresh>{children()}</div>
            {suggestion.map(|suggestion| view! { <SuggestionNote suggestion /> })}
        </CollapsibleItem>
    }
}
