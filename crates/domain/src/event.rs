//! What a participation has to know of the event that it answers to.

use crate::Date;

/// One edition of the event, as far as a participation in it is concerned.
///
/// All of it comes from `content/`, so every field stands for the whole run of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    /// The event's name, as in « Hackathon #BlueHats ».
    pub name: &'static str,
    /// Every day of the event, in order; at least one.
    pub days: &'static [Date],
    /// The days in French, as in « 9 et 10 janvier 2024 ».
    pub days_in_french: &'static str,
    /// Where participations are sent: an [`EmailAddress`](crate::EmailAddress), checked when the
    /// app was built.
    pub email: &'static str,
    /// What the announcement promises to those who send a participation, in its own words.
    pub promise: &'static str,
}

/// Which edition of the event drafts belong to, as far as what is stored is concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edition {
    /// Names the edition in stored records. It differs from the key of every other edition that was,
    /// or will be, published at the same address.
    pub key: &'static str,
    /// Every day of the edition, in order.
    pub days: &'static [Date],
}
