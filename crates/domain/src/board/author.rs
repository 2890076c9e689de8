//! Which messages are from the same person.
//!
//! People are known by the address that their participation names; by their name together with that
//! address or the one that the mail was sent from; and, where a participation names no address, by
//! their name and organisation. An update says nothing but a name.
//!
//! An address that several people have, each under a name of their own, is that of a team, of a
//! secretary, or of a list: it says nothing by itself. Where a name fits several people, it says
//! nothing either.
//!
//! To take one person for two shows both. To take two for one hides one of them: so where it is not
//! sure, they are two.

use std::collections::{BTreeMap, BTreeSet};

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
    let shared = shared_addresses(signed().map(|(_, signature)| signature));
    let mut groups = Groups::new(messages.len());

    groups.join_by(signed().flat_map(|(at, signature)| {
        strong_marks(signature, &shared).into_iter().map(move |mark| (at, mark))
    }));
    let copies = signed().filter_map(|(at, _)| {
        let header = &messages.get(at)?.header;
        let has_id = !header.message_id.is_empty();
        has_id.then_some((at, (header.sent_at, &header.message_id, &header.from_address)))
    });
    groups.join_by(copies);

    let participations = || signed().filter(|(_, it)| it.is_participation && !it.name.is_empty());
    let with_place = participations().filter_map(|(at, it)| Some((at, (&it.name, it.place()?))));
    let with_email = groups.of(signed().filter(|(_, it)| !it.email.is_empty()).map(|(at, _)| at));
    groups.join_unique(with_place, &with_email);
    let with_participation = groups.of(participations().map(|(at, _)| at));
    let named = signed().filter(|(_, it)| !it.name.is_empty());
    groups.join_unique(named.map(|(at, it)| (at, &it.name)), &with_participation);

    let mut authors: BTreeMap<usize, Author> = BTreeMap::new();
    for (at, signature) in signed() {
        let author = authors
            .entry(groups.root(at))
            .or_insert(Author { messages: Vec::new(), is_sender_shared: false });
        author.messages.push(at);
        author.is_sender_shared |= shared.contains(&*signature.sender);
    }
    authors.into_values().collect()
}

/// The addresses that people of [unlike](are_alike) names have sent from, or named.
fn shared_addresses<'a>(signatures: impl Iterator<Item = &'a Signature>) -> BTreeSet<&'a str> {
    let mut names: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for Signature { name, email, sender, .. } in signatures.filter(|it| !it.name.is_empty()) {
        for address in [email, sender] {
            names.entry(address).or_default().insert(name);
        }
    }
    let is_shared = |names: &BTreeSet<&str>| {
        names.iter().any(|one| names.iter().any(|other| !are_alike(one, other)))
    };
    names.into_iter().filter(|(_, names)| is_shared(names)).map(|(address, _)| address).collect()
}

/// Whether two folded names may be the same person's: every word of one of them is in the other, or one of
/// both is the initial of the other, as in « Z. Durand », « Zoé Durand » and « Zoé ».
fn are_alike(one: &str, other: &str) -> bool {
    let [one, other]: [BTreeSet<&str>; 2] = [one, other].map(|name| name.split(' ').collect());
    let is_in = |word: &str, words: &BTreeSet<&str>| {
        let initial = word.get(..word.ceil_char_boundary(1)).unwrap_or_default();
        let is_initial_of = |longer: &&str| word == initial && longer.starts_with(word);
        words.contains(word)
            || words.contains(initial)
            || words.range(word..).next().is_some_and(is_initial_of)
    };
    one.iter().all(|word| is_in(word, &other)) || other.iter().all(|word| is_in(word, &one))
}

impl Signature {
    /// Where its author is from, if it says so: by their organisation, or else by the address of the mail.
    /// Namesakes are told apart by it.
    fn place(&self) -> Option<(&str, &str)> {
        let Self { organisation, sender, .. } = self;
        let sender = if organisation.is_empty() { &**sender } else { "" };
        Some((&**organisation, sender)).filter(|place| *place != ("", ""))
    }
}

/// What two messages of the same person have in common; nobody else has it.
fn strong_marks<'a>(signature: &'a Signature, shared: &BTreeSet<&str>) -> Vec<(&'a str, &'a str)> {
    let Signature { name, email, sender, .. } = signature;
    let alone = |address: &'a str| if shared.contains(address) { "" } else { address };
    let mut marks = vec![(alone(email), "")];
    if !name.is_empty() {
        marks.extend([(&**email, &**name), (alone(sender), name)]);
    } else if email.is_empty() {
        marks.push((alone(sender), ""));
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
