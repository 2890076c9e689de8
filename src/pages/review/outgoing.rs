//! The message that is about to be sent.

use domain::mail::{self, Message, SAFE_LENGTH};
use domain::{Date, Participation, Sent};
use routes::Page;

use crate::edition::EVENT;
use crate::platform::clock::{self, LocalTime};
use crate::platform::page;

/// What is sent once a participation was sent and changed since.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sends {
    /// What changed.
    Update,
    /// All of it.
    Everything,
}

/// A message, and the link that opens it in a mail program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Letter {
    /// All of the message.
    pub(super) message: Message,
    /// A `mailto:` link: with the whole message, or with a short one where that is too long.
    pub(super) link: String,
    /// The length of a link with the whole message, in characters.
    pub(super) length: usize,
}

impl Letter {
    fn new(message: Message, participation: &Participation) -> Self {
        let whole = message.mailto();
        // The link is plain ASCII.
        let length = whole.len();
        let link =
            if length > SAFE_LENGTH { message.shortened(participation).mailto() } else { whole };
        Self { message, link, length }
    }

    /// Whether the link has room for the whole message.
    pub(super) const fn fits(&self) -> bool {
        self.length <= SAFE_LENGTH
    }
}

/// What the visitor can send.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Outgoing {
    /// What the message says.
    pub(super) sends: Sends,
    /// The message for the organisers.
    pub(super) letter: Letter,
    /// The whole participation, for a colleague to read first.
    pub(super) for_colleague: Letter,
}

impl Outgoing {
    /// Writes the message: what changed since the participation was `sent`, if it was, something
    /// did, and the visitor wants to send only that; else all of it.
    pub(super) fn new(participation: &Participation, sent: Option<&Sent>, sends: Sends) -> Self {
        let whole = mail::compose(participation, &EVENT);
        let for_colleague = whole.for_colleague(&page::address(Page::Backup.path()));
        let sent = sent.filter(|_| sends == Sends::Update);
        let update = sent.and_then(|sent| {
            mail::compose_update(&sent.proposal, day(sent.at), participation, &EVENT)
        });
        Self {
            sends: if update.is_some() { Sends::Update } else { Sends::Everything },
            letter: Letter::new(update.unwrap_or(whole), participation),
            for_colleague: Letter::new(for_colleague, participation),
        }
    }
}

/// The day of a moment (milliseconds since 1970), by the device's clock.
fn day(at: u64) -> Option<Date> {
    let LocalTime { year, month, day, .. } = clock::local(at);
    Date::new(u16::try_from(year).ok()?, month, day)
}
