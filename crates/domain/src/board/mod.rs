//! The board of all participations, for those who receive them: out of whole mailboxes, who comes,
//! with what, who needs what and who offers what.
//!
//! Files are read one message at a time ([`FileReader`]); what was received, from however many
//! files, is a [`Collection`], which is kept as JSON ([`encode`], [`decode`]) and can be merged with
//! what comes later. A [`Board`] is what a collection says: which messages are news, which are
//! updates, newer versions, or duplicates, and who they are from. It is a function of the set of
//! messages: neither the order of files nor that of the messages in them matters.
//!
//! Nothing is dropped without a word: whatever was in the files is one of [`Board::messages`].

mod author;
mod collection;
mod csv;
mod digest;
mod file;
mod filter;
mod mbox;
mod message;
mod person;
#[cfg(any(test, feature = "samples"))]
#[allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "for tests, here and of other crates"
)]
pub mod samples;
mod saved;
#[cfg(test)]
mod tests;
mod views;
mod words;

pub use collection::{Collection, RunningOrder};
pub use csv::{contacts_csv, needs_csv};
pub use file::{FileReader, LONGEST_BOARD, Reads};
pub use filter::Filter;
pub use mbox::{LONGEST_MESSAGE, Part, Splitter};
pub use message::{Content, Copies, Received, Trouble};
pub use person::Person;
pub use saved::{FORMAT, NoBoard, VERSION, decode, encode};
pub use views::{Contact, Need, Offer, SharedWords, SoftwareEntry, Talk};

/// What a collection of messages says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Board {
    collection: Collection,
    /// One for each message of the collection, in its order.
    states: Vec<State>,
    people: Vec<Person>,
    /// The software, each as a person's index and the index of a software of theirs, by name.
    software: Vec<(usize, usize)>,
    /// The talks, each as a person's index and the index of a talk of theirs, in running order.
    talks: Vec<(usize, usize)>,
    /// Whose offers have which word.
    offers_by_word: views::OffersByWord,
}

/// What a message is among the others.
///
/// People are named by their index in [`Board::people`], messages by theirs in [`Board::messages`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// A participation, and what its author means now.
    Understood {
        /// Who it is from.
        person: usize,
    },
    /// The same, but something in it may not be as it was written ([`Content::Participation`]'s
    /// doubts), or is missing or malformed ([`Proposal::problems`](crate::Proposal::problems)), or an
    /// older version bears another name ([`Person::other_names`]), or there is more in the text
    /// ([`Received::has_further_message`]).
    WithDoubts {
        /// Who it is from.
        person: usize,
    },
    /// It says what changed in another message. What it says stands in no participation: somebody
    /// has to read it.
    Update {
        /// Who it is from; `None` if there is no participation of theirs.
        person: Option<usize>,
    },
    /// A participation of which there is a newer version.
    Superseded {
        /// Who both are from.
        person: usize,
        /// The message with the newest version.
        by: usize,
    },
    /// It says nothing but what another message says, which is the one that counts.
    Duplicate {
        /// That other one.
        of: usize,
    },
    /// A message that is neither a participation nor an update.
    NotParticipation,
    /// Something that cannot be read; the message says what stands in the way
    /// ([`Content::Unreadable`]).
    Unreadable,
}

impl Board {
    /// What these messages say.
    ///
    /// It takes some milliseconds for a thousand messages that were read from files: what is looked for in each was
    /// worked out then. Files that come together are better merged into one collection first.
    pub fn new(collection: Collection) -> Self {
        let (states, people) = person::sorted_out(collection.messages());
        let talks = views::in_running_order(&people, &collection.running_order.0);
        let offers_by_word = views::offers_by_word(&people);
        let software = views::software_by_name(&people);
        Self { collection, states, people, software, talks, offers_by_word }
    }

    /// The messages, and the running order of the talks: all that is to be kept.
    pub fn collection(&self) -> &Collection {
        &self.collection
    }

    /// Takes in what was received besides. A running order that is there already stays.
    pub fn merge(&mut self, other: Collection) {
        let mut collection = std::mem::take(&mut self.collection);
        collection.merge(other);
        *self = Self::new(collection);
    }

    /// Every message that was in the files, the oldest first, each once, with what it is.
    pub fn messages(&self) -> impl ExactSizeIterator<Item = (&Received, State)> {
        self.collection.messages().iter().zip(self.states.iter().copied())
    }

    /// Whether nothing was received.
    pub fn is_empty(&self) -> bool {
        self.collection.messages().is_empty()
    }

    /// The message with this index.
    pub fn message(&self, index: usize) -> Option<&Received> {
        self.collection.messages().get(index)
    }

    /// Whose newest participation the message with this index is.
    pub fn person_of(&self, message: usize) -> Option<&Person> {
        match self.states.get(message)? {
            State::Understood { person } | State::WithDoubts { person } => self.people.get(*person),
            _ => None,
        }
    }

    /// Everybody of whom there is a participation, by name.
    pub fn people(&self) -> &[Person] {
        &self.people
    }
}
