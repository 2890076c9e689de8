//! Lists of items: where an item stands, who its neighbour is, folding them, and adding one more.

use domain::{ItemId, Proposal};
use leptos::prelude::*;

use crate::notebook::{Notebook, use_notebook};
use crate::pages::wording::{Sort, anchor};
use crate::platform::document;
use crate::render::after_render;
use crate::ui::button::{Button, Emphasis};
use crate::ui::item_bar::Place;

/// Where an item stands among its like.
pub(super) fn place_of(notebook: Notebook, item: ItemId) -> Signal<Place> {
    let place = move || notebook.with(|draft| find_place(draft, item)).unwrap_or_default();
    Memo::new(move |_| place()).into()
}

fn find_place(draft: &Proposal, item: ItemId) -> Option<Place> {
    let (_, ids) = Sort::find(draft, item)?;
    let index = ids.iter().position(|&id| id == item)?;
    Some(Place { index, count: ids.len() })
}

/// The id of the page element that takes the focus when `item` is removed: the first field of the
/// item behind it, else of the one before it, else the button that adds one.
pub(super) fn neighbour(draft: &Proposal, item: ItemId) -> String {
    let Some((sort, ids)) = Sort::find(draft, item) else { return String::new() };
    let index = ids.iter().position(|&id| id == item).unwrap_or_default();
    let before = index.checked_sub(1).and_then(|index| ids.get(index));
    match ids.get(index + 1).or(before) {
        Some(&neighbour) => anchor(sort.first_field(neighbour)),
        None => sort.add_button(draft.parent_of(item).map(|parent| parent.id)),
    }
}

/// The items of one sort, of a software or of the draft itself, and a button that adds one. Where
/// there are several, they can be folded all at once.
///
/// There is one list for all sorts, because each `<For>` brings its code with it once more.
#[component]
pub(super) fn ItemList(
    /// What sort of items it holds.
    sort: Sort,
    /// The software that they belong to, for goals and help requests.
    #[prop(optional)]
    parent: Option<ItemId>,
    /// Adds an item.
    #[prop(into)]
    add: Callback<(), ItemId>,
    /// How an item is shown.
    item: fn(ItemId) -> AnyView,
) -> impl IntoView {
    let notebook = use_notebook();
    let ids = move || notebook.with(|draft| sort.ids(draft, parent));
    view! {
        <div class="items" id=sort.list(parent)>
            // The style sheet hides them beside a single item.
            <p class="items__folds">
                {fold_button(sort, parent, true)}
                {fold_button(sort, parent, false)}
            </p>
            <For each=ids key=|id| *id let:id>
                {item(id)}
            </For>
            <AddButton sort parent add />
        </div>
    }
}

/// A button that folds, or unfolds, all items of a list.
fn fold_button(sort: Sort, parent: Option<ItemId>, fold: bool) -> AnyView {
    let (label, done) = if fold {
        ("Tout replier", "Tout est replié")
    } else {
        ("Tout déplier", "Tout est déplié")
    };
    let press = move |()| {
        document::fold_items(&sort.list(parent), fold);
        document::announce(&format!("{done} {}", sort.plural_aside()));
    };
    let object = Signal::stored(sort.plural_aside().to_owned());
    view! { <Button label object emphasis=Emphasis::Quiet on_press=press /> }.into_any()
}

/// A button that adds an item, and moves the focus to its first field.
#[component]
fn AddButton(
    /// What sort of item it adds.
    sort: Sort,
    /// The software that it adds to, for goals and help requests.
    parent: Option<ItemId>,
    /// Adds the item.
    add: Callback<(), ItemId>,
) -> impl IntoView {
    let label = match sort {
        Sort::Software => "Ajouter un logiciel",
        Sort::Goal => "Ajouter un objectif",
        Sort::HelpRequest => "Ajouter une demande d’aide",
        Sort::Talk => "Ajouter une présentation éclair",
    };
    let add = move |()| {
        let item = add.run(());
        after_render(move || {
            document::focus(&anchor(sort.first_field(item)));
        });
    };
    view! {
        <Button label id=sort.add_button(parent) on_press=add />
    }
}

#[cfg(test)]
mod tests {
    use domain::{Edit, Item};

    use super::*;

    fn append(draft: &mut Proposal, parent: Option<ItemId>, item: Item) -> ItemId {
        let id = item.id();
        draft.apply(Edit::Insert { parent, index: usize::MAX, item }).unwrap();
        id
    }

    #[test]
    fn after_a_removal_the_focus_goes_to_the_nearest_of_its_like() {
        let mut draft = Proposal::default();
        let item = Item::Software(draft.new_software());
        let software = append(&mut draft, None, item);
        let goals: Vec<ItemId> = (0..3)
            .map(|_| {
                let item = Item::Goal(draft.new_goal());
                append(&mut draft, Some(software), item)
            })
            .collect();
        assert_eq!(neighbour(&draft, goals[0]), anchor(domain::Field::Goal(goals[1])));
        assert_eq!(neighbour(&draft, goals[2]), anchor(domain::Field::Goal(goals[1])));
        for goal in &goals[1..] {
            draft.apply(Edit::Remove { item: *goal }).unwrap();
        }
        assert_eq!(neighbour(&draft, goals[0]), "ajouter-objectif-1");
        assert_eq!(neighbour(&draft, software), "ajouter-logiciel");
    }
}
