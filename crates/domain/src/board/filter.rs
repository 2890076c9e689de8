//! Choosing among needs and offers.

use super::words::folded;
use super::{Need, Offer, Person};
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
    pub(super) fn takes_need(&self, need: &Need) -> bool {
        let Need { person, software, request } = need;
        self.kind.is_none_or(|kind| kind == request.kind)
            && self.software.as_ref().is_none_or(|key| *key == folded(&software.name))
            && self.takes_person(person)
            && self.finds_words(person, &[&software.name, &request.description])
    }

    pub(super) fn takes_offer(&self, offer: &Offer) -> bool {
        self.takes_person(offer.person) && self.finds_words(offer.person, &[offer.text])
    }

    fn takes_person(&self, person: &Person) -> bool {
        self.day.is_none_or(|day| person.proposal.presence.contains(&day))
    }

    fn finds_words(&self, person: &Person, texts: &[&str]) -> bool {
        let wanted = folded(&self.words);
        if wanted.is_empty() {
            return true;
        }
        let (name, organisation) = (&person.proposal.name, &person.proposal.organisation);
        let text = [texts, &[name, organisation]].concat().join(" ");
        let text = format!(" {}", folded(&text));
        wanted.split(' ').all(|word| text.contains(&format!(" {word}")))
    }
}
