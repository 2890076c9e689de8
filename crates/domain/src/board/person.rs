//! Who messages are from, and what they mean now.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::State;
use super::author::authors;
use super::digest::Digest;
use super::message::{Content, Received};
use crate::text::line;
use crate::{EmailAddress, Proposal};

/// Somebody of whom there is a participation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// What they mean now: their newest participation.
    pub proposal: Arc<Proposal>,
    /// Where to answer: the address that the participation names, else the mail's sender.
    pub email: Option<EmailAddress>,
    /// The message with it.
    pub message: usize,
    /// Their older versions, the newest first.
    pub superseded: Vec<usize>,
    /// The names in these, where they are other names: nobody knows that they are theirs.
    pub other_names: Vec<String>,
    /// Their updates, the oldest first. One that is older than [`Person::message`] may have found
    /// its way into that.
    pub updates: Vec<usize>,
    /// The participation, as it is compared and searched.
    pub(super) digest: Arc<Digest>,
}

/// What each message is, and everybody of whom there is a participation, by name.
pub(super) fn sorted_out(messages: &[Received]) -> (Vec<State>, Vec<Person>) {
    let mut states: Vec<State> = messages.iter().map(|it| state_alone(&it.content)).collect();
    let mut people = Vec::new();
    for author in authors(messages) {
        let proposal = |index: usize| messages.get(index)?.shared_proposal();
        let (participations, updates): (Vec<usize>, Vec<usize>) =
            author.messages.into_iter().partition(|index| proposal(*index).is_some());
        let content = |index: usize| Some(&messages.get(index)?.content);
        let updates = without_duplicates(updates, &mut states, content);
        let versions = without_copies(participations, messages, &mut states);
        let said = |index: usize| messages.get(index).map(|it| it.digest().essence.as_str());
        let mut versions = without_duplicates(versions, &mut states, said);
        let Some(message) = versions.pop() else { continue };
        let Some((newest, proposal)) = messages.get(message).zip(proposal(message)) else {
            continue;
        };
        versions.reverse();
        let other_names = other_names(newest, versions.iter().filter_map(|it| messages.get(*it)));
        let sender = Some(&*newest.header.from_address).filter(|_| !author.is_sender_shared);
        people.push(Person {
            proposal: Arc::clone(proposal),
            email: proposal.email.trim().parse().ok().or_else(|| sender?.parse().ok()),
            message,
            superseded: versions,
            other_names,
            updates,
            digest: Arc::clone(newest.digest()),
        });
    }
    people.sort_by(|one, other| one.place().cmp(&other.place()));
    for (index, person) in people.iter().enumerate() {
        note(&mut states, index, person, messages);
    }
    (states, people)
}

impl Person {
    /// What people are ordered by.
    fn place(&self) -> ((&str, &str), usize) {
        (self.digest.names(), self.message)
    }
}

/// The names in older versions that are not the newest one's, each once.
fn other_names<'a>(newest: &Received, older: impl Iterator<Item = &'a Received>) -> Vec<String> {
    let mut known = BTreeSet::from(["", newest.digest().names().0]);
    let others = older.filter(|it| known.insert(it.digest().names().0));
    others.filter_map(|it| Some(line(&it.proposal()?.name))).collect()
}

/// What a message is if there is no other.
fn state_alone(content: &Content) -> State {
    match content {
        Content::Update { .. } => State::Update { person: None },
        Content::Unreadable { .. } => State::Unreadable,
        // Every participation is somebody's.
        Content::Participation { .. } | Content::Other { .. } => State::NotParticipation,
    }
}

fn note(states: &mut [State], index: usize, person: &Person, messages: &[Received]) {
    let is_in_doubt = match messages.get(person.message).map(|it| &it.content) {
        Some(Content::Participation { doubts, .. }) => {
            !doubts.is_empty()
                || person.digest.has_problems
                || person.digest.has_further_message
                || !person.other_names.is_empty()
        }
        _ => false,
    };
    let state = if is_in_doubt {
        State::WithDoubts { person: index }
    } else {
        State::Understood { person: index }
    };
    set(states, person.message, state);
    for &message in &person.superseded {
        set(states, message, State::Superseded { person: index, by: person.message });
    }
    for &message in &person.updates {
        set(states, message, State::Update { person: Some(index) });
    }
}

/// Of copies of one message, by its identifier, the one that was understood best: programs on the way
/// may have changed the others.
fn without_copies(versions: Vec<usize>, messages: &[Received], states: &mut [State]) -> Vec<usize> {
    let damage = |index: usize| match messages.get(index).map(|it| &it.content) {
        Some(Content::Participation { doubts, notes, .. }) => (doubts.len(), notes.len(), index),
        _ => (usize::MAX, usize::MAX, index),
    };
    let mut best: BTreeMap<_, usize> = BTreeMap::new();
    let key = |index: usize| {
        let header = &messages.get(index)?.header;
        let has_id = !header.message_id.is_empty();
        has_id.then_some((header.sent_at, &header.message_id, &header.from_address))
    };
    for &index in &versions {
        if let Some(key) = key(index) {
            let best = best.entry(key).or_insert(index);
            if damage(index) < damage(*best) {
                *best = index;
            }
        }
    }
    let mut kept = versions;
    kept.retain(|&index| {
        let of = key(index).and_then(|key| best.get(&key).copied()).unwrap_or(index);
        if of != index {
            set(states, index, State::Duplicate { of });
        }
        of == index
    });
    kept
}

/// Of those that say the same, the newest.
fn without_duplicates<T: Ord>(
    mut indexes: Vec<usize>,
    states: &mut [State],
    said: impl Fn(usize) -> T,
) -> Vec<usize> {
    let mut newest: BTreeMap<T, usize> = BTreeMap::new();
    indexes.reverse();
    indexes.retain(|&index| {
        let of = *newest.entry(said(index)).or_insert(index);
        if of != index {
            set(states, index, State::Duplicate { of });
        }
        of == index
    });
    indexes.reverse();
    indexes
}

fn set(states: &mut [State], index: usize, state: State) {
    if let Some(place) = states.get_mut(index) {
        *place = state;
    }
}
