//! Which messages are from the same person.
//!
//! People are known by the address that their participation names; by their name together with that
//! address or the one that the mail was sent from; and, where a participation names no address, by
//! their name and organisation. An update says nothing but a name.
//!
//! An address from which mail of several names was sent is that of a secretary, or of a list: it says
//! nothing. Where a name fits several people, it says nothing either.

use std::collections::BTreeMap;

use super::digest::Signature;
use super::message::Received;

/// Messages of one person.
pub(super) struct Author {
    /// In order.
    pub(super) messages: Vec<usize>,
    /// Whether the address that they were sent from is not theirs alone.
    pub(super) is_sender_shared: bool,
}

/// The participations and updates among these messages, by their authors; the order of authors is that
/// of their first messages.
pub(super) fn authors<'a>(messages: &'a [Received]) -> Vec<Author> {
    let signed = || {
        let signature =
            |(at, it): (usize, &'a Received)| Some((at, it.digest().signature.as_ref()?));
        messages.iter().enumerate().filter_map(signature)
    };
    let shared = shared_senders(signed().map(|(_, signature)| signature));
    let mut groups = Groups::new(messages.len());

    groups.join_by(signed().flat_map(|(at, signature)| {
        let is_shared = shared.contains(&&*signature.sender);
        strong_marks(signature, is_shared).into_iter().map(move |mark| (at, mark))
    }));
    let copies = signed().filter_map(|(at, _)| {
        let header = &messages.get(at)?.header;
        let has_id = !header.message_id.is_empty();
        has_id.then_some((at, (header.sent_at, &header.message_id, &header.from_address)))
    });
    groups.join_by(copies);

    let participations = || signed().filter(|(_, it)| it.is_participation && !it.name.is_empty());
    let with_email = groups.of(signed().filter(|(_, it)| !it.email.is_empty()).map(|(at, _)| at));
    groups.join_unique(
        participations().map(|(at, it)| (at, (&it.name, &it.organisation))),
        &with_email,
    );
    let with_participation = groups.of(participations().map(|(at, _)| at));
    let named = signed().filter(|(_, it)| !it.name.is_empty());
    groups.join_unique(named.map(|(at, it)| (at, &it.name)), &with_participation);

    let mut authors: BTreeMap<usize, Author> = BTreeMap::new();
    for (at, signature) in signed() {
        let author = authors
            .entry(groups.root(at))
            .or_insert(Author { messages: Vec::new(), is_sender_shared: false });
        author.messages.push(at);
        author.is_sender_shared |= shared.contains(&&*signature.sender);
    }
    authors.into_values().collect()
}

fn shared_senders<'a>(signatures: impl Iterator<Item = &'a Signature>) -> Vec<&'a str> {
    let mut names: BTreeMap<&str, Option<&str>> = BTreeMap::new();
    for Signature { sender, name, .. } in signatures.filter(|it| !it.name.is_empty()) {
        let one = names.entry(sender).or_insert(Some(name));
        *one = one.filter(|one| one == name);
    }
    names.into_iter().filter(|(_, name)| name.is_none()).map(|(sender, _)| sender).collect()
}

/// What two messages of the same person have in common; nobody else has it.
fn strong_marks(signature: &Signature, is_sender_shared: bool) -> Vec<(&str, &str)> {
    let Signature { name, email, sender, .. } = signature;
    let sender = if is_sender_shared { "" } else { sender };
    let mut marks = vec![(&**email, "")];
    if !name.is_empty() {
        marks.extend([(&**email, &**name), (sender, name)]);
    } else if email.is_empty() {
        marks.push((sender, ""));
    }
    marks.retain(|(address, _)| !address.is_empty());
    marks
}

/// Messages, as sets that have nothing in common. The root of each set is its first message.
struct Groups(Vec<usize>);

impl Groups {
    fn new(count: usize) -> Self {
        Self((0..count).collect())
    }

    fn root(&mut self, at: usize) -> usize {
        let mut root = at;
        while let Some(&parent) = self.0.get(root)
            && parent != root
        {
            root = parent;
        }
        // The way is shorter next time.
        if let Some(place) = self.0.get_mut(at) {
            *place = root;
        }
        root
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        if let Some(place) = self.0.get_mut(one.max(other)) {
            *place = one.min(other);
        }
    }

    /// Joins messages that have the same mark.
    fn join_by<K: Ord>(&mut self, marks: impl Iterator<Item = (usize, K)>) {
        let mut first: BTreeMap<K, usize> = BTreeMap::new();
        for (at, mark) in marks {
            let first = *first.entry(mark).or_insert(at);
            self.join(first, at);
        }
    }

    /// The groups of these messages, in order, each once.
    fn of(&mut self, messages: impl Iterator<Item = usize>) -> Vec<usize> {
        let mut roots: Vec<usize> = messages.map(|at| self.root(at)).collect();
        roots.sort_unstable();
        roots.dedup();
        roots
    }

    /// Joins groups of the same mark, but for those that are `distinct`: of these, one may be among
    /// them.
    fn join_unique<K: Ord>(&mut self, marks: impl Iterator<Item = (usize, K)>, distinct: &[usize]) {
        let mut joined = Vec::new();
        for mut roots in self.by_mark(marks).into_values() {
            roots.sort_unstable();
            roots.dedup();
            let (known, others): (Vec<usize>, Vec<usize>) =
                roots.into_iter().partition(|root| distinct.binary_search(root).is_ok());
            let known = if known.len() == 1 { known } else { Vec::new() };
            joined.push([known, others].concat());
        }
        self.join_all(joined);
    }

    fn by_mark<K: Ord>(
        &mut self,
        marks: impl Iterator<Item = (usize, K)>,
    ) -> BTreeMap<K, Vec<usize>> {
        let mut groups: BTreeMap<K, Vec<usize>> = BTreeMap::new();
        for (at, mark) in marks {
            groups.entry(mark).or_default().push(self.root(at));
        }
        groups
    }

    fn join_all(&mut self, groups: Vec<Vec<usize>>) {
        for group in groups {
            if let Some((first, others)) = group.split_first() {
                for other in others {
                    self.join(*first, *other);
                }
            }
        }
    }
}
