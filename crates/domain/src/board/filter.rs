//! Choosing among needs and offers.

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
