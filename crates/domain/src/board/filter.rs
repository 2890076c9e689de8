//! Choosing among needs and offers.

use super::Person;
use super::digest::SoftwareWords;
use super::words::folded;
use crate::{Date, HelpKind};

/// What needs and offers must have to be shown; the default one lets all of them through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// The kind of help. Offers have none: it does not concern them.
    pub kind: Option<HelpKind>,
    /// Words, all of which must be there, or begin a word there: in the need or the offer, in its
    /// software's name, or in its author's name and organisation. Accents and case do not matter.
    pub words: String,
    /// The software, by its [key](super::SoftwareEntry::key). Offers belong to none: it does not
    /// concern them.
    pub software: Option<String>,
    /// The day on which their author says to be there.
    pub day: Option<Date>,
}

impl Filter {
    pub(super) fn wanted(&self) -> Wanted<'_> {
        Wanted { filter: self, words: folded(&self.words) }
    }
}

/// A filter in use.
pub(super) struct Wanted<'a> {
    filter: &'a Filter,
    words: String,
}

impl Wanted<'_> {
    /// `text` is what the help request says, in words.
    pub(super) fn takes_need(
        &self,
        person: &Person,
        software: &SoftwareWords,
        kind: HelpKind,
        text: &str,
    ) -> bool {
        self.filter.kind.is_none_or(|wanted| wanted == kind)
            && self.filter.software.as_ref().is_none_or(|key| *key == software.name)
            && self.takes_person(person)
            && self.finds_words(person, &[&software.name, text])
    }

    pub(super) fn takes_offer(&self, person: &Person) -> bool {
        self.takes_person(person) && self.finds_words(person, &[&person.digest.offers])
    }

    fn takes_person(&self, person: &Person) -> bool {
        self.filter.day.is_none_or(|day| person.proposal.presence.contains(&day))
    }

    fn finds_words(&self, person: &Person, texts: &[&str]) -> bool {
        let (name, organisation) = person.digest.names();
        self.words.split_whitespace().all(|word| {
            let has_it = |text: &str| text.split(' ').any(|other| other.starts_with(word));
            texts.iter().any(|text| has_it(text)) || has_it(name) || has_it(organisation)
        })
    }
}
