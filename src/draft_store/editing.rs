//! What the visitor does to the draft: each change can be taken back.

use domain::repository::DraftRepository;
use domain::stored::Record;
use domain::{
    Date, Edit, Field, HelpKind, HistoryStep, ItemId, ItemKind, LightningTalk, Participation,
    Proposal, RequestId, Sent, SoftwareId, TalkId, TalkKind, WebLink,
};
use leptos::prelude::*;

use super::undo::UndoStore;
use super::{
    ATTEMPT_KEY, Attempt, DraftStore, Erasure, LastChange, Removal, folds, set_if_changed,
};
use crate::edition::EDITION;
use crate::platform::static_form::{EarlyInput, EarlyValue};
use crate::platform::{clock, fields};

impl DraftStore {
    /// Takes up what was typed in the static fields before the program ran.
    pub fn take_early_inputs(self, inputs: Vec<EarlyInput>) {
        for EarlyInput { key, id, value } in inputs {
            match (key.as_str(), value) {
                ("name", EarlyValue::Text(text)) => self.type_text(Field::Name, text),
                ("email", EarlyValue::Text(text)) => self.type_text(Field::Email, text),
                ("organisation", EarlyValue::Text(text)) => {
                    self.type_text(Field::Organisation, text);
                }
                ("presence", EarlyValue::Ticked(is_present)) => {
                    let day = id.strip_prefix("presence-").and_then(|day| day.parse().ok());
                    if let Some(day) = day {
                        self.set_presence(day, is_present);
                    }
                }
                _ => {}
            }
        }
        self.settle();
    }

    /// `field` was typed in, and now holds `value`.
    pub fn type_text(self, field: Field, value: String) {
        let is_same =
            |draft: &Proposal| draft.text(field).is_some_and(|text| text == value.as_str());
        if self.draft.with_untracked(is_same) {
            return;
        }
        let edit = Edit::Text { field, value };
        if let Some(back) = self.draft.try_update_untracked(|draft| draft.apply(edit)).flatten() {
            self.note(back, None);
        }
    }

    /// A field for a link was left: a link that lacks nothing but `https://` gets it, by a step that
    /// can be taken back alone.
    pub fn complete_link(self, field: Field) {
        let link = self.draft.with_untracked(|draft| WebLink::without_scheme(draft.text(field)?));
        if let Some(link) = link {
            self.undo.update_value(UndoStore::end_burst);
            self.apply(Edit::Text { field, value: link.to_string() });
        }
    }

    /// Who writes will, or will not, be there on a day.
    pub fn set_presence(self, day: Date, is_present: bool) {
        if self.with_untracked(|draft| draft.presence.contains(&day)) == is_present {
            return;
        }
        self.apply(Edit::Presence { day, present: is_present });
    }

    /// A help request is of this kind.
    pub fn set_help_kind(self, request: RequestId, kind: HelpKind) {
        let shown = self.with_untracked(|draft| draft.help_request(request).map(|it| it.kind));
        if shown == Some(kind) {
            return;
        }
        self.apply(Edit::HelpKind { request, kind });
    }

    /// A talk is of this kind.
    pub fn set_talk_kind(self, talk: TalkId, kind: TalkKind) {
        let is_shown = |it: &LightningTalk| it.id == talk && it.kind == kind;
        if self.with_untracked(|draft| draft.talks.iter().any(is_shown)) {
            return;
        }
        self.apply(Edit::TalkKind { talk, kind });
    }

    /// Adds an empty item after the others of its kind, and returns its id; a software folds the one
    /// before it. Goals and help requests are added to a software, `parent`; other items to the draft
    /// itself.
    pub fn add_item(self, kind: ItemKind, parent: Option<SoftwareId>) -> ItemId {
        let (item, siblings) =
            self.draft.with_untracked(|draft| (draft.new_item(kind), draft.item_ids(kind, parent)));
        if let (ItemKind::Software, Some(before)) = (kind, siblings.last()) {
            self.fold(&[*before], true);
        }
        let id = item.id();
        self.apply(Edit::Insert { parent, index: usize::MAX, item });
        id
    }

    /// Moves an item to another place among its like, from 0.
    pub fn move_item(self, item: ItemId, to: usize) {
        self.apply(Edit::Move { item, to });
    }

    /// Removes an item, so that it can be taken back.
    pub fn remove(self, item: ItemId) {
        let removal = self.draft.with_untracked(|draft| {
            Some(Removal::Item {
                kind: item.kind(),
                parent: draft.parent_of(item).map(|parent| parent.id),
                index: draft.place(item)?.index,
                text: draft.text(item.first_field())?.to_owned(),
            })
        });
        if let Some(removal) = removal {
            self.remove_by(Edit::Remove { item }, removal);
        }
    }

    /// Folds or unfolds items, on this device and until the visitor chooses otherwise.
    pub fn fold(self, items: &[ItemId], fold: bool) {
        self.folds.update(|folds| {
            folds.retain(|(item, _)| !items.contains(item));
            folds.extend(items.iter().map(|item| (*item, fold)));
        });
        self.keep_folds();
    }

    /// Forgets what was folded: another draft is about to be in the place of this one.
    fn forget_folds(self) {
        self.folds.set(Vec::new());
        self.keep_folds();
    }

    fn keep_folds(self) {
        let folds = self.folds.with_untracked(folds::written);
        self.keep_aside(folds::KEY, Some(&folds));
    }

    /// Empties the draft, so that it can be taken back: by undoing, and in later visits from the
    /// archive. Whether that could be stored is told by [`DraftStore::saving`].
    pub fn erase(self) -> Erasure {
        self.forget_folds();
        self.dismiss_other_edition();
        let is_archived = self.with_repository(DraftRepository::archive_draft) == Some(true);
        self.remove_by(Edit::Replace(Box::default()), Removal::Draft);
        self.reviewed.set(None);
        self.save();
        if is_archived { Erasure::Archived } else { Erasure::InMemory }
    }

    /// Brings back what the last removal removed, and returns its id, if it has one.
    pub fn take_back_removal(self) -> Option<ItemId> {
        let back = self.undo.try_update_value(UndoStore::pop_removal)??;
        let item = match &back {
            Edit::Insert { item, .. } => Some(item.id()),
            _ => None,
        };
        self.apply(back).and(item)
    }

    /// The visitor has seen what was removed, and does not want it back.
    pub fn dismiss_removals(self) {
        self.undo.update_value(UndoStore::forget_removals);
        self.dismiss_last_change();
        self.show_undo();
    }

    /// Puts a stored version, as from a backup, in the place of the draft.
    pub fn restore(self, record: Record) {
        let (draft, is_from_other_edition) = record.for_edition(&EDITION);
        self.replace(draft);
        set_if_changed(self.is_from_other_edition, is_from_other_edition);
    }

    /// Puts another draft, as from a message, in the place of this one. Days of other editions are
    /// left out: no box shows them.
    pub fn replace(self, mut draft: Proposal) {
        draft.presence.retain(|day| EDITION.days.contains(day));
        self.forget_folds();
        self.dismiss_other_edition();
        self.apply(Edit::Replace(Box::new(draft)));
        self.dismiss_removals();
        self.save();
    }

    /// The visitor tries to send the draft; what comes of it, only they can say.
    pub fn try_to_send(self) {
        let draft = self.draft.with_untracked(Proposal::fingerprint);
        self.set_attempt(Some(Attempt { at: clock::now(), draft }));
    }

    /// The visitor has said what came of the attempt to send.
    pub fn end_attempt(self) {
        self.set_attempt(None);
    }

    fn set_attempt(self, attempt: Option<Attempt>) {
        let text = attempt.map(|Attempt { at, draft }| format!("{at} {draft}"));
        self.keep_aside(ATTEMPT_KEY, text.as_deref());
        self.attempt.set(attempt);
    }

    /// The visitor says that they sent the draft as it is now; nothing comes of it while something
    /// keeps the draft from being sent.
    pub fn mark_sent(self) {
        if let Ok(participation) = self.draft.with_untracked(Participation::parse) {
            let proposal = participation.proposal();
            self.set_sent(Some(Sent { at: clock::now(), proposal }));
            self.end_attempt();
        }
    }

    /// The visitor no longer says that they sent the draft.
    pub fn unmark_sent(self) {
        if self.draft.with_untracked(|draft| draft.sent.is_some()) {
            self.set_sent(None);
        }
    }

    fn set_sent(self, sent: Option<Sent>) {
        self.apply(Edit::Sent(sent.map(Box::new)));
        self.save();
    }

    /// Takes the last step back.
    pub fn undo(self) -> Option<HistoryStep> {
        self.step_through(UndoStore::undo)
    }

    /// Makes the step that was taken back last again.
    pub fn redo(self) -> Option<HistoryStep> {
        self.step_through(UndoStore::redo)
    }

    /// What the last change was, was said for long enough.
    pub fn dismiss_last_change(self) {
        set_if_changed(self.last_change, None);
    }

    fn step_through(
        self,
        go: fn(&mut UndoStore, &mut Proposal) -> Option<HistoryStep>,
    ) -> Option<HistoryStep> {
        fields::read_all();
        let step = self
            .draft
            .try_update(|draft| self.undo.try_update_value(|undo| go(undo, draft)).flatten())
            .flatten()?;
        if let Edit::Replace(before) = &step.back {
            // It can be made again, but only until something else is done: it may be hours of work in
            // another tab.
            self.with_repository(|repository, _, now| repository.archive_draft(before, now));
        }
        self.show_undo();
        self.change();
        set_if_changed(self.last_change, Some(LastChange::Step));
        self.settle();
        Some(step)
    }

    fn remove_by(self, edit: Edit, removal: Removal) {
        if let Some(back) = self.draft.try_update(|draft| draft.apply(edit)).flatten() {
            self.note(back, Some(removal));
            self.settle();
        }
    }

    /// Applies an edit, and returns what takes it back; `None` when it fits the draft no more.
    fn apply(self, edit: Edit) -> Option<Edit> {
        if let Edit::Replace(_) = edit {
            self.with_repository(DraftRepository::archive_draft);
        }
        let back = self.draft.try_update(|draft| draft.apply(edit)).flatten()?;
        self.note(back.clone(), None);
        self.settle();
        Some(back)
    }

    /// The draft was changed, and `back` takes the change back.
    fn note(self, back: Edit, removal: Option<Removal>) {
        let change = removal.is_some().then_some(LastChange::Removal);
        self.draft.with_untracked(|draft| {
            self.undo.update_value(|undo| undo.note(back, removal, draft, clock::now()));
        });
        set_if_changed(self.last_change, change);
        self.show_undo();
        self.change();
    }

    pub(super) fn show_undo(self) {
        self.undo.with_value(|undo| {
            set_if_changed(self.can_undo, undo.can_undo());
            set_if_changed(self.can_redo, undo.can_redo());
            set_if_changed(self.last_removal, undo.last_removal().cloned());
        });
    }

    /// What derives from texts follows now, as when a field was left.
    pub fn settle(self) {
        self.settled.notify();
    }
}

/// Checking the draft, and suggestions.
impl DraftStore {
    /// The visitor wants to send the draft: from now on problems are shown where they are.
    pub fn review(self) {
        let last = self.draft.with_untracked(|draft| {
            draft.ids().into_iter().map(ItemId::number).max().unwrap_or_default()
        });
        self.reviewed.set(Some(last));
        self.settle();
    }

    /// The visitor wants to hear no more about an item, as long as this visit lasts.
    pub fn dismiss_suggestions(self, item: ItemId) {
        self.dismissed_suggestions.update(|items| items.push(item));
    }
}
