//! Which items are folded. That is a matter of this device, not of the draft: it is kept under a key
//! of its own, and goes into no message and no backup.

use domain::{ItemId, ItemKind, Proposal};

/// Under which key they are kept.
pub(super) const KEY: &str = "bluehats-participation.plis";

/// The items for which something was chosen, each with whether it is folded.
pub(super) type Folds = Vec<(ItemId, bool)>;

/// What was chosen for the items of `draft`, out of the text that is `stored` on this device. In a
/// draft of several software, those for which nothing was chosen are folded: it is looked over before
/// one goes on.
pub(super) fn read(stored: &str, draft: &Proposal) -> Folds {
    let has_several = draft.software.len() > 1;
    let fold = |item: ItemId| {
        let is_chosen = |fold: &bool| stored.split(' ').any(|it| it == encoded(item, *fold));
        let is_folded_first = has_several && item.kind() == ItemKind::Software;
        let chosen = [true, false].into_iter().find(is_chosen);
        Some((item, chosen.or(is_folded_first.then_some(true))?))
    };
    draft.ids().into_iter().filter_map(fold).collect()
}

/// The text to store of what was chosen.
pub(super) fn written(folds: &Folds) -> String {
    let folds: Vec<String> = folds.iter().map(|(item, fold)| encoded(*item, *fold)).collect();
    folds.join(" ")
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
