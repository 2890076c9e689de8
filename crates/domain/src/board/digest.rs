//! What is looked for in a message whenever a board is put together or filtered. It follows from the message
//! alone, and is worked out once: all of it for a thousand messages would keep a page waiting.

use super::message::{Content, Received, says_something};
use super::words::{Word, folded, telling_words};
use crate::Proposal;
use crate::mail::{self, Wrapping};
use crate::text::is_blank;

/// What a message says, as it is compared and searched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Digest {
    /// Who it is from; `None` for what is neither a participation nor an update.
    pub(super) signature: Option<Signature>,
    /// Whether something in the participation is missing or malformed.
    pub(super) has_problems: bool,
    /// Whether what is written around it says more than a note does.
    pub(super) has_further_message: bool,
    /// The participation as text, whatever ids items bear, and whatever blanks programs have changed.
    pub(super) essence: String,
    /// The participation's software, in its order.
    pub(super) software: Vec<SoftwareWords>,
    /// What it offers.
    pub(super) offers: String,
    /// The words of that which say what it is about.
    pub(super) offered_words: Vec<Word>,
}

/// What a message says of who it is from; empty for what it does not say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Signature {
    pub(super) name: String,
    pub(super) organisation: String,
    pub(super) email: String,
    pub(super) sender: String,
    pub(super) is_participation: bool,
}

/// The words of a software.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SoftwareWords {
    /// Of its name.
    pub(super) name: String,
    /// Of its help requests, in its order.
    pub(super) requests: Vec<String>,
}

impl Digest {
    pub(super) fn of(message: &Received) -> Self {
        let empty = Proposal::default();
        let proposal = message.proposal();
        let is_participation = proposal.is_some();
        let proposal = proposal.unwrap_or(&empty);
        let sender = address(&message.header.from_address);
        let signature = match &message.content {
            Content::Participation { .. } => Some(Signature {
                name: folded(&proposal.name),
                organisation: folded(&proposal.organisation),
                email: address(&proposal.email),
                sender,
                is_participation,
            }),
            Content::Update { name, .. } => {
                Some(Signature { name: folded(name), sender, ..Signature::default() })
            }
            Content::Other { .. } | Content::Unreadable { .. } => None,
        };
        let software = proposal.software.iter().map(|software| SoftwareWords {
            name: folded(&software.name),
            requests: software.help_requests.iter().map(|it| folded(&it.description)).collect(),
        });
        let essence = if is_participation { essence(proposal) } else { String::new() };
        let has_further_message = match &message.content {
            Content::Participation { notes, .. } | Content::Update { notes, .. } => {
                has_message(notes, &essence)
            }
            Content::Other { .. } | Content::Unreadable { .. } => false,
        };
        Self {
            signature,
            has_problems: is_participation && !proposal.problems().is_empty(),
            has_further_message,
            essence,
            software: software.collect(),
            offers: folded(&proposal.offers),
            offered_words: telling_words(&proposal.offers),
        }
    }

    /// The words of its author's name, and of their organisation's.
    pub(super) fn names(&self) -> (&str, &str) {
        self.signature.as_ref().map_or(("", ""), |it| (&it.name, &it.organisation))
    }
}

/// An address as it is compared; empty if it is none. Hosts and, in practice, mailboxes are the same in
/// capital letters.
fn address(text: &str) -> String {
    let address = text.trim().parse::<crate::EmailAddress>();
    address.map_or_else(|_| String::new(), |address| address.as_str().to_lowercase())
}

/// Whether these lines say something as a message does, but for what is said already: a name, or what somebody
/// intends, needs or offers. Others' messages are quoted so, and pasted below.
fn has_message(notes: &[String], said: &str) -> bool {
    // Letters need no mending to be noticed.
    let found = mail::parse(&notes.join("\n"), Wrapping::Unknown, str::to_owned);
    let is_named = !is_blank(&found.proposal.name);
    found.is_update
        || (is_named || says_something(&found.proposal)) && essence(&found.proposal) != said
}

fn essence(proposal: &Proposal) -> String {
    let mut proposal = proposal.normalised();
    proposal.renumber();
    proposal.change_texts(&mut |text| {
        *text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    });
    // It can always be written.
    serde_json::to_string(&proposal).unwrap_or_default()
}
