//! Drafts that are there before the visitor comes.

use domain::{Edit, Field, Item, ItemId, Proposal, stored};

/// A draft with so many software, each with so many goals.
pub fn of_size(software: usize, goals: usize) -> Proposal {
    let mut draft = Proposal::default();
    for number in 1..=software {
        let item = Item::Software(draft.new_software());
        let id = add(&mut draft, None, item);
        write(&mut draft, Field::SoftwareName(id), &format!("Logiciel n° {number}"));
        for number in 1..=goals {
            let item = Item::Goal(draft.new_goal());
            let goal = add(&mut draft, Some(id), item);
            write(&mut draft, Field::Goal(goal), &format!("Publier le numéro {number}"));
        }
    }
    draft
}

/// Adds an item, new in `draft`, behind those of its sort, and returns its id.
pub fn add(draft: &mut Proposal, parent: Option<ItemId>, item: Item) -> ItemId {
    let id = item.id();
    draft.apply(Edit::Insert { parent, index: usize::MAX, item });
    id
}

/// Writes `text` into a field, in place of what was there.
pub fn write(draft: &mut Proposal, field: Field, text: &str) {
    draft.apply(Edit::Text { field, value: text.to_owned() });
}

/// The draft as the app stores it.
pub fn record(proposal: Proposal) -> String {
    stored::encode(&stored::Record { revision: 1, saved_at: 1_704_790_920_000, proposal })
}
