//! Taking back: steps in their order, and removals out of it.

use domain::{Edit, History, HistoryStep, ItemKind, Proposal, SoftwareId};

/// What was removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Removal {
    /// One item.
    Item {
        /// What kind of item.
        kind: ItemKind,
        /// The software that it belonged to, if it did.
        parent: Option<SoftwareId>,
        /// Where it stood among its like, from 0.
        index: usize,
        /// What was written in its first field.
        text: String,
    },
    /// All of the draft.
    Draft,
}

/// All that can be taken back in this visit. Removals can be taken back alone as well, whatever was
/// done since, until the visitor dismisses them.
#[derive(Debug, Default)]
pub(super) struct UndoStore {
    history: History,
    removals: Vec<(Removal, Edit)>,
}

impl UndoStore {
    /// Notes a change that was just made to `draft`, and that `back` takes back; `now` is a moment
    /// in milliseconds.
    pub(super) fn note(
        &mut self,
        back: Edit,
        removal: Option<Removal>,
        draft: &Proposal,
        now: u64,
    ) {
        if let Some(removal) = removal {
            self.removals.push((removal, back.clone()));
        }
        self.history.note(back, draft, now);
    }

    /// What is typed from now on is a step of its own.
    pub(super) fn end_burst(&mut self) {
        self.history.end_burst();
    }

    /// Notes that the draft followed another tab; `back` takes that back.
    pub(super) fn follow(&mut self, back: Edit) {
        self.history.follow(back);
        self.forget_removals();
    }

    /// Takes the last step back.
    pub(super) fn undo(&mut self, draft: &mut Proposal) -> Option<HistoryStep> {
        self.forget_removals();
        self.history.undo(draft)
    }

    /// Makes the step that was taken back last again.
    pub(super) fn redo(&mut self, draft: &mut Proposal) -> Option<HistoryStep> {
        self.forget_removals();
        self.history.redo(draft)
    }

    /// What takes the last removal back; it is offered no more.
    pub(super) fn pop_removal(&mut self) -> Option<Edit> {
        self.removals.pop().map(|(_, back)| back)
    }

    /// Offers no removal any more.
    pub(super) fn forget_removals(&mut self) {
        self.removals.clear();
    }

    /// The removal that is offered to be taken back.
    pub(super) fn last_removal(&self) -> Option<&Removal> {
        self.removals.last().map(|(removal, _)| removal)
    }

    /// Whether there is a step to take back.
    pub(super) fn can_undo(&self) -> bool {
        self.history.can_undo()
    }

    /// Whether there is a step to make again.
    pub(super) fn can_redo(&self) -> bool {
        self.history.can_redo()
    }
}
