//! Lists of items: where an item stands, who its neighbour is, folding them, and adding one more.

use domain::{ItemId, Proposal};
use leptos::prelude::*;

use crate::dom::{El, el};
use crate::notebook::Notebook;
use crate::pages::wording::{Sort, anchor};
use crate::platform::document;
use crate::render::after_render;
use crate::ui::button::{Emphasis, button};
use crate::ui::item_bar::Place;

/// Where an item stands among its like.
pub(super) fn place_of(notebook: Notebook, item: ItemId) -> Memo<Place> {
    Memo::new(move |_| notebook.with(|draft| find_place(draft, item)).unwrap_or_default())
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

/// The items of one sort, of a software (`parent`) or of the draft itself, each as `item` shows it,
/// and a button that adds one. Where there are several, they can be folded all at once.
pub(super) fn item_list(
    notebook: Notebook,
    sort: Sort,
    parent: Option<ItemId>,
    item: impl Fn(ItemId) -> El + 'static,
    add: impl Fn() -> ItemId + 'static,
) -> El {
    let ids = move || notebook.with(|draft| sort.ids(draft, parent));
    // The style sheet hides them beside a single item.
    let folds = [true, false].map(|fold| fold_button(sort, parent, fold));
    el("div")
        .class("items")
        .id(&sort.list(parent))
        .child(el("p").class("items__folds").children(folds))
        .each(ids, item)
        .child(add_button(sort, parent, add))
}

/// A button that folds, or unfolds, all items of a list.
fn fold_button(sort: Sort, parent: Option<ItemId>, fold: bool) -> El {
    let (label, done) = if fold {
        ("Tout replier", "Tout est replié")
    } else {
        ("Tout déplier", "Tout est déplié")
    };
    let press = move || {
        document::fold_items(&sort.list(parent), fold);
        document::announce(&format!("{done} {}", sort.plural_aside()));
    };
    button(label, Emphasis::Quiet, press).about(sort.plural_aside())
}

/// A button that adds an item, and moves the focus to its first field. For goals and help requests
/// `parent` is the software that it adds to.
fn add_button(sort: Sort, parent: Option<ItemId>, add: impl Fn() -> ItemId + 'static) -> El {
    let label = match sort {
        Sort::Software => "Ajouter un logiciel",
        Sort::Goal => "Ajouter un objectif",
        Sort::HelpRequest => "Ajouter une demande d’aide",
        Sort::Talk => "Ajouter une présentation éclair",
    };
    let add = move || {
        let item = add();
        after_render(move || {
            document::focus(&anchor(sort.first_field(item)));
        });
    };
    button(label, Emphasis::Secondary, add).id(&sort.add_button(parent))
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
