//! « Pour l’équipe d’organisation »: the board of all participations, for those who receive them.
//!
//! In reading order: [`desk`] is what is known, and outlives the page; [`intake`] reads messages;
//! [`page`] shows one part of the board at a time, each of which has a file of its own. What messages
//! say together is `domain::board`.

mod contacts;
mod desk;
mod intake;
mod keeping;
mod messages;
mod needs;
mod output;
mod page;
mod paged;
mod software;
mod talks;
mod words;

pub use self::page::OrganisationPage;
