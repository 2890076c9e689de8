//! Lists of items: where an item stands, who its neighbour is, folding them, and adding one more.

use domain::{ItemId, ItemKind, Place, Proposal, SoftwareId};
use leptos::prelude::*;

use super::software::{GoalItem, HelpRequestItem, SoftwareItem};
use super::talks::TalkItem;
use crate::draft_store::use_draft_store;
use crate::pages::labels::{add_button_id, anchor, list_id, plural_aside};
use crate::platform::render::after_render;
use crate::platform::{focus, page};
use crate::ui::{Button, ButtonVariant};

/// Where an item stands among its like.
pub(super) fn place_of(item: impl Into<ItemId>) -> Memo<Place> {
    let (store, item) = (use_draft_store(), item.into());
    Memo::new(move |_| {
        let place = store.with(|draft| draft.place(item));
        // An item that was just removed is about to leave the page.
        place.unwrap_or(Place { index: 0, count: 0 })
    })
}

/// The id of the page element that takes the focus when `item` is removed: the first field of the
/// item behind it, else of the one before it, else the button that adds one.
pub(super) fn neighbour(draft: &Proposal, item: ItemId) -> String {
    let siblings = draft.siblings(item);
    let index = siblings.iter().position(|&sibling| sibling == item).unwrap_or_default();
    let before = index.checked_sub(1).and_then(|index| siblings.get(index));
    match siblings.get(index + 1).or(before) {
        Some(neighbour) => anchor(neighbour.first_field()),
        None => add_button_id(item.kind(), draft.parent_of(item).map(|parent| parent.id)),
    }
}

/// The items of one kind, of a software (`parent`) or of the draft itself, and a button that adds
/// one. Where there are several, they can be folded all at once.
#[component]
pub(super) fn ItemList(
    /// Which kind.
    kind: ItemKind,
    /// For goals and help requests, the software that they belong to.
    #[prop(optional)]
    parent: Option<SoftwareId>,
) -> impl IntoView {
    let store = use_draft_store();
    let items = Memo::new(move |_| store.with(|draft| draft.item_ids(kind, parent)));
    let list = list_id(kind, parent);
    let folds = [true, false].map(|fold| view! { <FoldButton kind list=list.clone() fold /> });
    view! {
        <div class="items" id=list>
            // The style sheet hides them beside a single item.
            <p class="items__folds">{folds.into_iter().collect_view()}</p>
            <For each=move || items.get() key=|item| *item let:item>
                {item_form(item)}
            </For>
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

/// A button that folds, or unfolds, all items of a list.
#[component]
fn FoldButton(
    /// What the items are.
    kind: ItemKind,
    /// The id of the list.
    list: String,
    /// Whether it folds them.
    fold: bool,
) -> impl IntoView {
    let (label, done) = if fold {
        ("Tout replier", "Tout est replié")
    } else {
        ("Tout déplier", "Tout est déplié")
    };
    let press = move |()| {
        focus::fold_items(&list, fold);
        page::announce(&format!("{done} {}", plural_aside(kind)));
    };
    view! { <Button label object=plural_aside(kind) variant=ButtonVariant::Quiet on_press=press /> }
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
        after_render(move || {
            focus::focus(&anchor(item.first_field()));
        });
    };
    view! { <Button label id=add_button_id(kind, parent) on_press=press /> }
}

#[cfg(test)]
mod tests {
    use domain::{Edit, Field, Item};

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
        assert_eq!(neighbour(&draft, goals[0].into()), anchor(Field::Goal(goals[1])));
        assert_eq!(neighbour(&draft, goals[2].into()), anchor(Field::Goal(goals[1])));
        for goal in &goals[1..] {
            draft.apply(Edit::Remove { item: (*goal).into() }).unwrap();
        }
        assert_eq!(neighbour(&draft, goals[0].into()), "ajouter-objectif-1");
        assert_eq!(neighbour(&draft, parent.into()), "ajouter-logiciel");
    }
}
