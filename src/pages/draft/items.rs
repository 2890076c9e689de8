//! Lists of items: where an item stands, who its neighbour is, folding them, and adding one more.

use domain::{ItemId, ItemKind, Place, Proposal, SoftwareId};
use leptos::prelude::*;

use super::software::{GoalItem, HelpRequestItem, SoftwareItem};
use super::talks::TalkItem;
use crate::draft_store::use_draft_store;
use crate::pages::labels::{add_button_id, anchor, fold_button_id, plural_aside};
use crate::pages::saving::RemovalNotice;
use crate::platform::{focus, page};
use crate::ui::{Button, ButtonVariant, Show};

/// Where an item stands among its like.
pub(super) fn place_of(item: impl Into<ItemId>) -> Memo<Place> {
    let (store, item) = (use_draft_store(), item.into());
    Memo::new(move |_| {
        let place = store.with(|draft| draft.place(item));
        // An item that was just removed is about to leave the page.
        place.unwrap_or(Place { index: 0, count: 0 })
    })
}

/// The id of the page element that takes the focus when `item` is removed: the row of the item
/// behind it, else of the one before it, else the button that adds one.
pub(super) fn neighbour(draft: &Proposal, item: ItemId) -> String {
    let siblings = draft.siblings(item);
    let index = siblings.iter().position(|&sibling| sibling == item).unwrap_or_default();
    let before = index.checked_sub(1).and_then(|index| siblings.get(index));
    match siblings.get(index + 1).or(before) {
        Some(neighbour) => fold_button_id(*neighbour),
        None => add_button_id(item.kind(), draft.parent_of(item).map(|parent| parent.id)),
    }
}

/// The items of one kind, of a software (`parent`) or of the draft itself, and a button that adds
/// one. Those of the draft itself can be folded all at once, where there are several.
#[component]
pub(super) fn ItemList(
    /// Which kind.
    kind: ItemKind,
    /// For goals and help requests, the software that they belong to.
    #[prop(optional)]
    parent: Option<SoftwareId>,
) -> impl IntoView {
    let store = use_draft_store();
    view! {
        <div class="items">
            {parent.is_none().then(|| view! { <FoldButton kind /> })}
            <For
                each=move || store.with(|draft| draft.item_ids(kind, parent))
                key=|item| *item
                let:item
            >
                {item_form(item)}
            </For>
            <RemovalNotice list=(kind, parent) />
            <AddButton kind parent />
        </div>
    }
}

/// The fields of an item, and what can be done to it. Lists of items are within items: so it has to
/// be of a type that does not name what is in it.
fn item_form(item: ItemId) -> AnyView {
    match item {
        ItemId::Software(id) => view! { <SoftwareItem id /> }.into_any(),
        ItemId::Goal(id) => view! { <GoalItem id /> }.into_any(),
        ItemId::HelpRequest(id) => view! { <HelpRequestItem id /> }.into_any(),
        ItemId::LightningTalk(id) => view! { <TalkItem id /> }.into_any(),
    }
}

/// A button that folds all items of a list of the draft itself, or unfolds them where all are folded; it
/// is there where there are several.
#[component]
fn FoldButton(
    /// What the items are.
    kind: ItemKind,
) -> impl IntoView {
    let store = use_draft_store();
    let items = move || store.with(|draft| draft.item_ids(kind, None));
    let has_several = move || items().len() > 1;
    let folds = Memo::new(move |_| items().iter().any(|item| !store.is_folded(*item)));
    let label = move || if folds.get() { "Tout replier" } else { "Tout déplier" }.to_owned();
    let press = move |()| {
        let fold = folds.get_untracked();
        store.fold(&untrack(items), fold);
        let done = if fold { "Tout est replié" } else { "Tout est déplié" };
        page::announce(&format!("{done} {}", plural_aside(kind)));
    };
    view! {
        <Show when=has_several>
            <Button label object=plural_aside(kind) variant=ButtonVariant::Quiet on_press=press />
        </Show>
    }
}

/// A button that adds an item, and moves the focus to its first field.
#[component]
fn AddButton(
    /// What it adds.
    kind: ItemKind,
    /// For goals and help requests, the software to which it adds it.
    parent: Option<SoftwareId>,
) -> impl IntoView {
    let store = use_draft_store();
    let label = match kind {
        ItemKind::Software => "Ajouter un logiciel",
        ItemKind::Goal => "Ajouter un objectif",
        ItemKind::HelpRequest => "Ajouter une demande d’aide",
        ItemKind::LightningTalk => "Ajouter une présentation éclair",
    };
    let press = move |()| {
        let item = store.add_item(kind, parent);
        focus::after_render(anchor(item.first_field()));
    };
    view! { <Button label id=add_button_id(kind, parent) on_press=press /> }
}

#[cfg(test)]
mod tests {
    use domain::{Edit, Item};

    use super::*;

    #[test]
    fn after_a_removal_the_focus_goes_to_the_nearest_of_its_like() {
        let mut draft = Proposal::default();
        let software = draft.new_software();
        let parent = software.id;
        let item = Item::Software(software);
        draft.apply(Edit::Insert { parent: None, index: 0, item }).unwrap();
        let goals = [0, 1, 2].map(|index| {
            let goal = draft.new_goal();
            let (id, item) = (goal.id, Item::Goal(goal));
            draft.apply(Edit::Insert { parent: Some(parent), index, item }).unwrap();
            id
        });
        let second = fold_button_id(goals[1].into());
        assert_eq!(neighbour(&draft, goals[0].into()), second);
        assert_eq!(neighbour(&draft, goals[2].into()), second);
        for goal in &goals[1..] {
            draft.apply(Edit::Remove { item: (*goal).into() }).unwrap();
        }
        assert_eq!(neighbour(&draft, goals[0].into()), "ajouter-objectif-1");
        assert_eq!(neighbour(&draft, parent.into()), "ajouter-logiciel");
    }
}
