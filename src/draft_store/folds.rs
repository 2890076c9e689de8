//! Which items are folded. That is a matter of this device, not of the draft: it is kept under a key
//! of its own, and goes into no message and no backup.

use domain::{ItemId, ItemKind, Proposal};

use crate::platform::storage::Storage;

const KEY: &str = "bluehats-participation.plis";

/// The items for which something was chosen, each with whether it is folded.
pub(super) type Folds = Vec<(ItemId, bool)>;

/// What was chosen for the items of `draft` on this device. In a draft of several software, those
/// for which nothing was chosen are folded: it is looked over before one goes on.
pub(super) fn read(storage: Option<&Storage>, draft: &Proposal) -> Folds {
    let stored = storage.and_then(|storage| storage.read(KEY).ok()?).unwrap_or_default();
    let has_several = draft.software.len() > 1;
    let fold = |item: ItemId| {
        let is_chosen = |fold: &bool| stored.split(' ').any(|it| it == encoded(item, *fold));
        let is_folded_first = has_several && item.kind() == ItemKind::Software;
        let chosen = [true, false].into_iter().find(is_chosen);
        Some((item, chosen.or(is_folded_first.then_some(true))?))
    };
    draft.ids().into_iter().filter_map(fold).collect()
}

/// Keeps what was chosen, where there is room: it is of no weight.
pub(super) fn write(storage: Option<&Storage>, folds: &Folds) {
    if let Some(storage) = storage {
        let folds: Vec<String> = folds.iter().map(|(item, fold)| encoded(*item, *fold)).collect();
        let _ = storage.write(KEY, &folds.join(" "));
    }
}

/// As in `-s4`, the software 4 is folded; `+g5`, the goal 5 is not.
fn encoded(item: ItemId, fold: bool) -> String {
    let kind = match item.kind() {
        ItemKind::Software => 's',
        ItemKind::Goal => 'g',
        ItemKind::HelpRequest => 'h',
        ItemKind::LightningTalk => 't',
    };
    format!("{}{kind}{}", if fold { '-' } else { '+' }, item.number())
}
