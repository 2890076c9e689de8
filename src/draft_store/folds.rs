//! Which items are folded. That is a matter of this device, not of the draft: it is kept under a key
//! of its own, and goes into no message and no backup.

use domain::{ItemId, ItemKind, Proposal};

use crate::platform::storage::Storage;

const KEY: &str = "bluehats-participation.plis";

/// One item and what was chosen for it: `-s4`, the software 4 is folded; `+g5`, the goal 5 is not.
type Choice = String;

/// What was chosen for the items of `draft` on this device. In a draft of several software, those
/// for which nothing was chosen are folded: it is looked over before one goes on.
pub(super) fn read(storage: Option<&Storage>, draft: &Proposal) -> Vec<Choice> {
    let stored = storage.and_then(|storage| storage.read(KEY).ok()?).unwrap_or_default();
    let has_several = draft.software.len() > 1;
    let choice = |item: ItemId| {
        let fold =
            match [true, false].map(|fold| stored.split(' ').any(|it| it == choice(item, fold))) {
                [true, _] => true,
                [_, true] => false,
                _ if has_several && item.kind() == ItemKind::Software => true,
                _ => return None,
            };
        Some(self::choice(item, fold))
    };
    draft.ids().into_iter().filter_map(choice).collect()
}

/// Keeps what was chosen, where there is room: it is of no weight.
pub(super) fn write(storage: Option<&Storage>, choices: &[Choice]) {
    if let Some(storage) = storage {
        let _ = storage.write(KEY, &choices.join(" "));
    }
}

/// Chooses for one item, whatever was chosen for it before.
pub(super) fn choose(choices: &mut Vec<Choice>, item: ItemId, fold: bool) {
    let other = choice(item, !fold);
    let chosen = choice(item, fold);
    choices.retain(|choice| *choice != other && *choice != chosen);
    choices.push(chosen);
}

/// Whether an item is folded.
pub(super) fn is_folded(choices: &[Choice], item: ItemId) -> bool {
    choices.contains(&choice(item, true))
}

fn choice(item: ItemId, fold: bool) -> Choice {
    let kind = match item.kind() {
        ItemKind::Software => 's',
        ItemKind::Goal => 'g',
        ItemKind::HelpRequest => 'h',
        ItemKind::LightningTalk => 't',
    };
    format!("{}{kind}{}", if fold { '-' } else { '+' }, item.number())
}
