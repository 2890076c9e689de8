//! What a board shows.

use std::collections::{BTreeMap, VecDeque};
use std::ops::Range;

use super::digest::SoftwareWords;
use super::words::{Word, telling_words};
use super::{Board, Filter, Person};
use crate::text::{is_blank, line};
use crate::{Date, EmailAddress, HelpRequest, LightningTalk, Proposal, Software};

/// A software that somebody takes part with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SoftwareEntry<'a> {
    /// What the same software has in common, whoever names it: its name, without regard to accents,
    /// case and blanks.
    pub key: &'a str,
    /// Who takes part with it.
    pub person: &'a Person,
    /// The software, with goals and needs.
    pub software: &'a Software,
}

/// A help request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Need<'a> {
    /// Who asks.
    pub person: &'a Person,
    /// For which software.
    pub software: &'a Software,
    /// For what.
    pub request: &'a HelpRequest,
}

/// What somebody offers ([`Proposal::offers`](crate::Proposal::offers)).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offer<'a> {
    /// Who offers it.
    pub person: &'a Person,
    /// What, in their words.
    pub text: &'a str,
}

/// An offer that may help with a need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedWords<'a> {
    /// The offer.
    pub offer: Offer<'a>,
    /// The words that it shares with the need, as the offer writes them, in its order.
    pub words: Vec<&'a str>,
}

/// A lightning talk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Talk<'a> {
    /// Who gives it.
    pub person: &'a Person,
    /// What it is about.
    pub talk: &'a LightningTalk,
}

/// How to reach somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact<'a> {
    /// Their name, on one line.
    pub name: String,
    /// Their organisation, on one line; may be empty.
    pub organisation: String,
    /// Their address.
    pub email: Option<&'a EmailAddress>,
    /// The days on which they say to be there.
    pub days: &'a [Date],
    /// The names of their software.
    pub software: Vec<String>,
}

impl Board {
    /// All software, by name; what bears the same name follows each other.
    pub fn software(&self) -> Vec<SoftwareEntry<'_>> {
        let all = self.software_with_words();
        all.map(|(person, software, words)| SoftwareEntry { key: &words.name, person, software })
            .collect()
    }

    /// The needs that `filter` lets through, in the order of [`Board::software`].
    pub fn needs(&self, filter: &Filter) -> Vec<Need<'_>> {
        let wanted = filter.wanted();
        let mut needs = Vec::new();
        for (person, software, words) in self.software_with_words() {
            for (request, text) in software.help_requests.iter().zip(&words.requests) {
                if !request.is_blank() && wanted.takes_need(person, words, request.kind, text) {
                    needs.push(Need { person, software, request });
                }
            }
        }
        needs
    }

    /// All software in order, with whose it is and with its words.
    fn software_with_words(&self) -> impl Iterator<Item = (&Person, &Software, &SoftwareWords)> {
        self.software.iter().filter_map(|(person, at)| {
            let person = self.people.get(*person)?;
            Some((person, person.proposal.software.get(*at)?, person.digest.software.get(*at)?))
        })
    }

    /// The offers that `filter` lets through, in the order of [`Board::people`].
    pub fn offers(&self, filter: &Filter) -> Vec<Offer<'_>> {
        let wanted = filter.wanted();
        let people = self.people.iter().filter(|person| wanted.takes_offer(person));
        people.filter_map(offer_of).collect()
    }

    /// The offers of others that share words with a need, in the order of [`Board::people`].
    pub fn offers_for(&self, need: &Need<'_>) -> Vec<SharedWords<'_>> {
        let text = format!("{} {}", need.software.name, need.request.description);
        let mut shared: BTreeMap<usize, Vec<Range<usize>>> = BTreeMap::new();
        for word in telling_words(&text) {
            for (person, place) in self.offers_by_word.get(&word.stem).into_iter().flatten() {
                shared.entry(*person).or_default().push(place.clone());
            }
        }
        let shared = shared.into_iter().filter_map(|(person, mut places)| {
            let offer = offer_of(self.people.get(person)?)?;
            places.sort_by_key(|place| place.start);
            let words = places.into_iter().filter_map(|place| offer.text.get(place)).collect();
            (offer.person.message != need.person.message).then_some(SharedWords { offer, words })
        });
        shared.collect()
    }

    /// The lightning talks, in running order.
    pub fn talks(&self) -> impl ExactSizeIterator<Item = Talk<'_>> {
        let talks = self.talks.iter().filter_map(|(person, talk)| {
            let person = self.people.get(*person)?;
            Some(Talk { person, talk: person.proposal.talks.get(*talk)? })
        });
        talks.collect::<Vec<_>>().into_iter()
    }

    /// Gives a talk another place, by their indexes in [`Board::talks`]; the order of all is chosen
    /// then. Without effect if there is no such talk.
    pub fn move_talk(&mut self, from: usize, to: usize) {
        if from >= self.talks.len() {
            return;
        }
        let talk = self.talks.remove(from);
        self.talks.insert(to.min(self.talks.len()), talk);
        let order = self.talks().map(talk_key).collect();
        self.collection.set_running_order(order);
        // Of two that are called the same, the first comes first.
        self.talks = in_running_order(&self.people, &self.collection.running_order.0);
    }

    /// How to reach everybody, in the order of [`Board::people`].
    pub fn contacts(&self) -> Vec<Contact<'_>> {
        self.people.iter().map(contact_of).collect()
    }
}

fn contact_of(person: &Person) -> Contact<'_> {
    let Proposal { name, organisation, presence, software, .. } = &*person.proposal;
    let software = software.iter().map(|it| line(&it.name));
    Contact {
        name: line(name),
        organisation: line(organisation),
        email: person.email.as_ref(),
        days: presence,
        software: software.filter(|name| !name.is_empty()).collect(),
    }
}

fn offer_of(person: &Person) -> Option<Offer<'_>> {
    let text = &*person.proposal.offers;
    (!is_blank(text)).then_some(Offer { person, text })
}

/// Whose offers have which word, and where: people are named by their indexes.
pub(super) type OffersByWord = BTreeMap<String, Vec<(usize, Range<usize>)>>;

pub(super) fn offers_by_word(people: &[Person]) -> OffersByWord {
    let mut by_word = OffersByWord::new();
    for (index, person) in people.iter().enumerate() {
        for Word { place, stem } in &person.digest.offered_words {
            let places = match by_word.get_mut(stem) {
                Some(places) => places,
                None => by_word.entry(stem.clone()).or_default(),
            };
            places.push((index, place.clone()));
        }
    }
    by_word
}

/// All software, by name, each as a person's index and the index of a software of theirs.
pub(super) fn software_by_name(people: &[Person]) -> Vec<(usize, usize)> {
    let mut software = Vec::new();
    for (index, person) in people.iter().enumerate() {
        let words = person.proposal.software.iter().zip(&person.digest.software).enumerate();
        let words = words.filter(|(_, (software, _))| !software.is_blank());
        software.extend(words.map(|(at, (_, words))| (&*words.name, (index, at))));
    }
    // Indexes are in order already.
    software.sort_by_key(|(name, _)| *name);
    software.into_iter().map(|(_, place)| place).collect()
}

/// What a talk is called in the [running order](super::RunningOrder): by its subject as it is written, since
/// « C » and « C++ » are two.
fn talk_key(Talk { person, talk }: Talk) -> String {
    format!("{} / {}", person.digest.names().0, line(&talk.subject))
}

/// The talks, each as a person's index and the index of a talk of theirs: those whose order was
/// chosen, in that order, then all others.
pub(super) fn in_running_order(people: &[Person], order: &[String]) -> Vec<(usize, usize)> {
    let mut places: BTreeMap<&str, VecDeque<usize>> = BTreeMap::new();
    for (place, key) in order.iter().enumerate() {
        places.entry(key).or_default().push_back(place);
    }
    let mut talks = Vec::new();
    for (index, person) in people.iter().enumerate() {
        for (at, talk) in person.proposal.talks.iter().enumerate() {
            if !talk.is_blank() {
                let places = places.get_mut(&*talk_key(Talk { person, talk }));
                let place = places.and_then(VecDeque::pop_front).unwrap_or(order.len());
                talks.push((place, (index, at)));
            }
        }
    }
    talks.sort_by_key(|(place, _)| *place);
    talks.into_iter().map(|(_, talk)| talk).collect()
}
