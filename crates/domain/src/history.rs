//! Taking edits back, and making them again.

use crate::{Edit, Field, Item, Proposal, Software, Splice};

/// A burst of typing ends when nothing was typed for this long, in milliseconds.
const BURST_PAUSE: u64 = 1_000;

/// Whatever the draft weighs, the history may weigh this many bytes.
const FREE_WEIGHT: usize = 256 * 1024;

/// How many times the weight of the heaviest draft seen the history may weigh beyond that.
const WEIGHT_RATIO: usize = 4;

/// What a step weighs beside its texts, about.
const STEP_WEIGHT: usize = 128;

/// The edits of one visit, in order, as the edits that take them back.
///
/// Every change of the draft has to be noted here, or the edits that are kept would be about
/// another draft. Steps hold what changed and nothing else; the oldest go when all together weigh
/// more than a few times the draft (see [`History::weight`]).
#[derive(Clone, Debug, Default)]
pub struct History {
    past: Vec<Step>,
    future: Vec<Step>,
    /// Of all steps.
    weight: usize,
    /// The most that the draft ever weighed, where that mattered.
    heaviest_draft: usize,
}

#[derive(Clone, Debug)]
struct Step {
    /// Takes the step back (or makes it again, in the future).
    edit: Edit,
    weight: usize,
    /// When it was last added to, in milliseconds; `None` once it is complete.
    open_since: Option<u64>,
    /// Whether another tab made it.
    is_following: bool,
}

/// A step that was taken back, or made again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryStep {
    /// What did it.
    pub edit: Edit,
    /// What takes that back.
    pub back: Edit,
    /// Whether another tab had made the step.
    pub is_following: bool,
}

impl History {
    /// Notes a change that was just made to `draft`: `back` is what [`Proposal::apply`] returned
    /// for it, and `now` a moment in milliseconds.
    ///
    /// Typing in one place without a pause becomes one step.
    pub fn note(&mut self, back: Edit, draft: &Proposal, now: u64) {
        if matches!(&back, Edit::Splice { splice, .. } if splice.changes_nothing()) {
            return;
        }
        self.forget_future();
        let is_typing = matches!(back, Edit::Splice { .. });
        let edit = match self.joined_with_last(&back, now) {
            Some(joined) => {
                self.pop();
                joined
            }
            None => back,
        };
        self.push(Step {
            weight: weight(&edit),
            edit,
            open_since: is_typing.then_some(now),
            is_following: false,
        });
        self.forget_oldest(draft);
    }

    /// What is typed from now on is a step of its own.
    pub fn end_burst(&mut self) {
        if let Some(step) = self.past.last_mut() {
            step.open_since = None;
        }
    }

    /// Notes that the draft followed another tab: `back` is what [`Proposal::apply`] returned. What
    /// was followed without a change in between is one step.
    pub fn follow(&mut self, back: Edit) {
        let is_following = self.past.last().is_some_and(|step| step.is_following);
        if is_following && self.future.is_empty() {
            return;
        }
        self.forget_future();
        self.push(Step { weight: weight(&back), edit: back, open_since: None, is_following: true });
    }

    /// Takes the last step back.
    pub fn undo(&mut self, draft: &mut Proposal) -> Option<HistoryStep> {
        step_over(&mut self.past, &mut self.future, &mut self.weight, draft)
    }

    /// Makes the step that was taken back last again.
    pub fn redo(&mut self, draft: &mut Proposal) -> Option<HistoryStep> {
        step_over(&mut self.future, &mut self.past, &mut self.weight, draft)
    }

    /// Whether there is a step to take back.
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Whether there is a step to make again.
    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }

    /// What all steps weigh, about, in bytes. It stays below 256 KiB and four times what the draft
    /// weighed at its heaviest; at least a hundred steps are kept as long as they do.
    pub const fn weight(&self) -> usize {
        self.weight
    }

    fn joined_with_last(&self, back: &Edit, now: u64) -> Option<Edit> {
        let last = self.past.last()?;
        let since = last.open_since?;
        let (Edit::Splice { field: at, splice: earlier }, Edit::Splice { field, splice: later }) =
            (&last.edit, back)
        else {
            return None;
        };
        // A clock that was set back ends the burst as well.
        let goes_on = at == field && now.checked_sub(since)? <= BURST_PAUSE;
        // What takes two changes back takes the later one back first.
        let splice = goes_on.then(|| later.then(earlier))??;
        Some(Edit::Splice { field: *field, splice })
    }

    fn push(&mut self, step: Step) {
        self.weight += step.weight;
        self.past.push(step);
    }

    fn forget_future(&mut self) {
        for step in std::mem::take(&mut self.future) {
            self.weight -= step.weight;
        }
    }

    fn pop(&mut self) {
        if let Some(step) = self.past.pop() {
            self.weight -= step.weight;
        }
    }

    fn forget_oldest(&mut self, draft: &Proposal) {
        if self.weight <= FREE_WEIGHT {
            return;
        }
        self.heaviest_draft = self.heaviest_draft.max(draft_weight(draft));
        let limit = FREE_WEIGHT + WEIGHT_RATIO * self.heaviest_draft;
        let mut excess = self.weight.saturating_sub(limit);
        let too_old = self.past.iter().take_while(|step| {
            let goes = excess > 0;
            excess = excess.saturating_sub(step.weight);
            goes
        });
        let count = too_old.count();
        for step in self.past.drain(..count) {
            self.weight -= step.weight;
        }
    }
}

/// Applies the last step of one side, and puts what takes it back on the other.
fn step_over(
    from: &mut Vec<Step>,
    to: &mut Vec<Step>,
    total: &mut usize,
    draft: &mut Proposal,
) -> Option<HistoryStep> {
    let Step { edit, weight: gone, is_following, .. } = from.pop()?;
    *total -= gone;
    let back = draft.apply(edit.clone())?;
    let step = Step { weight: weight(&back), edit: back.clone(), open_since: None, is_following };
    *total += step.weight;
    to.push(step);
    Some(HistoryStep { edit, back, is_following })
}

/// What keeping an edit costs, about, in bytes.
fn weight(edit: &Edit) -> usize {
    let texts = match edit {
        Edit::Text { value: text, .. } | Edit::Splice { splice: Splice { text, .. }, .. } => {
            text.len()
        }
        Edit::Insert { item: Item::Software(software), .. } => software_weight(software),
        Edit::Insert { item: Item::Goal(goal), .. } => length(goal.texts()),
        Edit::Insert { item: Item::HelpRequest(request), .. } => length(request.texts()),
        Edit::Insert { item: Item::LightningTalk(talk), .. } => length(talk.texts()),
        Edit::Sent(Some(sent)) => draft_weight(&sent.proposal),
        Edit::Replace(draft) => draft_weight(draft),
        Edit::Presence { .. }
        | Edit::HelpKind { .. }
        | Edit::TalkKind { .. }
        | Edit::Remove { .. }
        | Edit::Move { .. }
        | Edit::Sent(None) => 0,
    };
    STEP_WEIGHT + texts
}

fn draft_weight(draft: &Proposal) -> usize {
    let software: usize = draft.software.iter().map(software_weight).sum();
    let talks: usize = draft.talks.iter().map(|talk| STEP_WEIGHT + length(talk.texts())).sum();
    let sent = draft.sent.as_ref().map_or(0, |sent| draft_weight(&sent.proposal));
    length(draft.texts()) + software + talks + sent
}

fn software_weight(software: &Software) -> usize {
    let Software { goals, help_requests, .. } = software;
    let goals: usize = goals.iter().map(|goal| STEP_WEIGHT + length(goal.texts())).sum();
    let requests: usize =
        help_requests.iter().map(|request| STEP_WEIGHT + length(request.texts())).sum();
    STEP_WEIGHT + length(software.texts()) + goals + requests
}

/// How long these texts are, in bytes.
fn length<const COUNT: usize>(texts: [(Field, &str); COUNT]) -> usize {
    texts.iter().map(|(_, text)| text.len()).sum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing::{edits, proposals};

    /// A draft, and the history of what was done to it.
    #[derive(Default)]
    struct Desk {
        draft: Proposal,
        history: History,
        now: u64,
    }

    impl Desk {
        fn make(&mut self, edit: Edit) {
            if let Some(back) = self.draft.apply(edit) {
                self.history.note(back, &self.draft, self.now);
            }
        }

        fn set(&mut self, field: Field, value: &str) {
            self.make(Edit::Text { field, value: value.to_owned() });
        }

        fn type_on(&mut self, field: Field, text: &str) {
            for character in text.chars() {
                self.now += 100;
                let value = format!("{}{character}", self.draft.text(field).unwrap());
                self.set(field, &value);
            }
        }

        fn undo(&mut self) -> bool {
            self.history.undo(&mut self.draft).is_some()
        }

        fn redo(&mut self) -> bool {
            self.history.redo(&mut self.draft).is_some()
        }
    }

    #[test]
    fn typing_without_a_pause_is_one_step() {
        let mut desk = Desk::default();
        desk.type_on(Field::Name, "Camille");
        desk.now += BURST_PAUSE + 1;
        desk.type_on(Field::Name, " Durand");
        desk.type_on(Field::Offers, "Relire");
        assert!(desk.undo());
        assert_eq!((desk.draft.name.as_str(), desk.draft.offers.as_str()), ("Camille Durand", ""));
        assert!(desk.undo());
        assert_eq!(desk.draft.name, "Camille");
        assert!(desk.undo());
        assert_eq!(desk.draft.name, "");
        assert!(!desk.undo());
        assert!(desk.redo() && desk.redo() && desk.redo());
        assert_eq!(
            (desk.draft.name.as_str(), desk.draft.offers.as_str()),
            ("Camille Durand", "Relire")
        );
        assert!(!desk.redo());
    }

    #[test]
    fn typing_in_two_places_of_a_field_is_two_steps() {
        let mut desk = Desk::default();
        desk.set(Field::Name, "Camille Durand");
        desk.now += BURST_PAUSE + 1;
        desk.set(Field::Name, "Camille Durand-Roy");
        desk.now += 100;
        desk.set(Field::Name, "Mme Camille Durand-Roy");
        assert!(desk.undo());
        assert_eq!(desk.draft.name, "Camille Durand-Roy");
        assert!(desk.undo());
        assert_eq!(desk.draft.name, "Camille Durand");
    }

    #[test]
    fn a_burst_can_be_ended_before_its_pause() {
        let mut desk = Desk::default();
        desk.set(Field::Name, "Camille");
        desk.history.end_burst();
        desk.set(Field::Name, "Mme Camille");
        assert!(desk.undo());
        assert_eq!(desk.draft.name, "Camille");
    }

    #[test]
    fn corrections_belong_to_the_burst() {
        let mut desk = Desk::default();
        for text in ["B", "Bo", "B", "Bl", "Ble", "Bleu"] {
            desk.now += 100;
            desk.set(Field::Name, text);
        }
        assert!(desk.undo());
        assert_eq!(desk.draft.name, "");
    }

    #[test]
    fn after_undoing_typing_goes_on_as_a_new_step() {
        let mut desk = Desk::default();
        desk.type_on(Field::Name, "ab");
        desk.now += BURST_PAUSE + 1;
        desk.type_on(Field::Name, "cd");
        assert!(desk.undo());
        desk.type_on(Field::Name, "e");
        assert!(!desk.redo(), "what was taken back is behind");
        assert!(desk.undo());
        assert_eq!(desk.draft.name, "ab");
    }

    #[test]
    fn following_another_tab_is_one_step() {
        let mut desk = Desk::default();
        desk.set(Field::Name, "Zoé");
        for offers in ["R", "Relire"] {
            let draft = Proposal { offers: offers.to_owned(), ..desk.draft.clone() };
            let back = desk.draft.apply(Edit::Replace(Box::new(draft))).unwrap();
            desk.history.follow(back);
        }
        let Desk { history, draft, .. } = &mut desk;
        let steps = [history.undo(draft), history.redo(draft)].map(Option::unwrap);
        assert!(steps.iter().all(|step| step.is_following));
        assert_eq!(desk.draft.offers, "Relire");
        assert!(desk.undo());
        assert_eq!((desk.draft.name.as_str(), desk.draft.offers.as_str()), ("Zoé", ""));
        let own = desk.history.undo(&mut desk.draft).unwrap();
        assert!(!own.is_following && !desk.undo());
        assert_eq!(desk.draft, Proposal::default());
    }

    #[test]
    fn a_clock_that_was_set_back_ends_a_burst() {
        let mut desk = Desk { now: 10_000, ..Desk::default() };
        desk.type_on(Field::Name, "a");
        desk.now = 0;
        desk.type_on(Field::Name, "b");
        assert!(desk.undo());
        assert_eq!(desk.draft.name, "a");
    }

    /// As many words as make a long text, typed one after the other in one field.
    #[test]
    fn a_hundred_bursts_in_a_long_text_weigh_what_was_typed() {
        let mut desk = Desk::default();
        let long = "mot ".repeat(25_000);
        desk.set(Field::Offers, &long);
        for number in 0..100 {
            desk.now += BURST_PAUSE + 1;
            desk.type_on(Field::Offers, &format!("{number} "));
        }
        assert!(desk.history.weight() < 101 * (STEP_WEIGHT + 4));
        assert_eq!((0..200).take_while(|_| desk.undo()).count(), 101);
        assert_eq!(desk.draft, Proposal::default());
    }

    #[test]
    fn the_oldest_steps_go_when_all_weigh_too_much() {
        let mut desk = Desk::default();
        let (long, other) = ("a".repeat(1_000_000), "b".repeat(1_000_000));
        for _ in 0..100 {
            desk.now += BURST_PAUSE + 1;
            desk.set(Field::Offers, &long);
            desk.now += BURST_PAUSE + 1;
            desk.set(Field::Offers, &other);
        }
        assert!(desk.history.weight() <= FREE_WEIGHT + WEIGHT_RATIO * 1_000_000);
        assert!(desk.undo());
        assert_eq!(desk.draft.offers, long);
        assert!(desk.undo());
        assert_eq!(desk.draft.offers, other);
    }

    proptest! {
        /// At least a hundred steps come back, each exactly, and so do they when made again.
        #[test]
        fn all_is_taken_back_and_made_again((start, edits) in proposals().prop_flat_map(|proposal| {
            let edits = prop::collection::vec((edits(&proposal), 0u64..3_000), 0..120);
            (Just(proposal), edits)
        })) {
            let mut desk = Desk { draft: start, ..Desk::default() };
            let contents = |draft: &Proposal| Proposal { last_id: 0, ..draft.clone() };
            let first = contents(&desk.draft);
            for (edit, later) in edits {
                desk.now += later;
                desk.make(edit);
            }
            let last = contents(&desk.draft);
            while desk.undo() {}
            prop_assert_eq!(contents(&desk.draft), first);
            prop_assert!(!desk.history.can_undo());
            while desk.redo() {}
            prop_assert_eq!(contents(&desk.draft), last);
            prop_assert!(!desk.history.can_redo());
            let weights = desk.history.past.iter().map(|step| step.weight);
            prop_assert_eq!(desk.history.weight(), weights.sum::<usize>());
        }
    }
}
