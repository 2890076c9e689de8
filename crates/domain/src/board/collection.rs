//! Messages from however many files, each once.

use std::collections::BTreeMap;

use super::message::{Copies, Received};

/// All that was received, and the order of the talks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Collection {
    /// In order, each once; the files of each are in order too, each once.
    messages: Vec<Received>,
    /// In which order the talks are given, as far as somebody has chosen it.
    pub(super) running_order: RunningOrder,
}

/// The order of the talks, by the names of their speakers and by their subjects, so that it
/// outlives newer versions of participations.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RunningOrder(pub(super) Vec<String>);

impl Collection {
    /// Messages that were found in one file.
    pub(super) fn of_file(mut messages: Vec<Received>) -> Self {
        messages.sort();
        let mut collection = Self { messages, ..Self::default() };
        collection.unite(u32::saturating_add);
        collection
    }

    /// Messages that were saved, in whatever order they are.
    pub(super) fn of_board(mut messages: Vec<Received>, running_order: RunningOrder) -> Self {
        for message in &mut messages {
            unite_copies(&mut message.copies, u32::max);
        }
        messages.sort();
        let mut collection = Self { messages, running_order };
        collection.unite(u32::max);
        collection
    }

    /// The messages, by their dates, then by all that they say. What has no date comes first.
    pub fn messages(&self) -> &[Received] {
        &self.messages
    }

    /// Takes in what another collection has. Of a message that is in both, the greater count of each
    /// file's copies is kept, so that reading a file again changes nothing; of two running orders,
    /// this one's, followed by what only the other one has.
    pub fn merge(&mut self, other: Self) {
        self.messages.extend(other.messages);
        self.messages.sort();
        self.unite(u32::max);
        self.running_order.extend(other.running_order);
    }

    pub(super) fn set_running_order(&mut self, order: Vec<String>) {
        // What is not there now may come back: a message of a file that was not read today.
        let former = std::mem::replace(&mut self.running_order, RunningOrder(order));
        self.running_order.extend(former);
    }

    /// Makes one of those that are the same; `count` says how often it is in a file, from what each
    /// of them says.
    fn unite(&mut self, count: fn(u32, u32) -> u32) {
        self.messages.dedup_by(|one, kept| {
            let is_same = one.header == kept.header && one.content == kept.content;
            if is_same {
                kept.copies.append(&mut one.copies);
                unite_copies(&mut kept.copies, count);
            }
            is_same
        });
    }
}

impl RunningOrder {
    /// Adds what it does not have, at its end. Two talks may have the same name: each counts.
    fn extend(&mut self, other: Self) {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for talk in &self.0 {
            *counts.entry(talk.clone()).or_default() += 1;
        }
        for talk in other.0 {
            match counts.get_mut(&talk) {
                Some(count) if *count > 0 => *count -= 1,
                _ => self.0.push(talk),
            }
        }
    }
}

fn unite_copies(copies: &mut Vec<Copies>, count: fn(u32, u32) -> u32) {
    copies.sort();
    copies.dedup_by(|one, kept| {
        let is_same = one.file == kept.file;
        if is_same {
            kept.count = count(kept.count, one.count);
        }
        is_same
    });
}
