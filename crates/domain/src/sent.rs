//! Whether a draft was sent, as far as the visitor says.
//!
//! A `mailto:` link gives no receipt: nobody but the visitor knows whether the message left. What
//! they say is kept with the draft, together with what the message said, so that one can tell
//! whether the draft was changed since.

use serde::Serialize;

use crate::{Proposal, mail};

/// A statement of the visitor: the message was sent.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Sent {
    /// When they said so: milliseconds since 1970 (Unix time), by the device's clock.
    pub at: u64,
    /// The participation as it was in the message, without a statement of its own. What has an id
    /// of the draft is the same item, as it was then.
    pub proposal: Proposal,
}

/// What the visitor's statement, or its absence, means for the draft as it is now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sending {
    /// They have not said that it was sent.
    #[default]
    Draft,
    /// They have said that it was sent, and it would be the same message now.
    Sent {
        /// When: milliseconds since 1970.
        at: u64,
    },
    /// They have said that it was sent, and it would be another message now.
    ModifiedSince {
        /// When: milliseconds since 1970.
        at: u64,
    },
}

impl Proposal {
    /// Whether the draft was sent, as far as the visitor says, and says the same still. What would
    /// not show in the message is no change.
    pub fn sending(&self) -> Sending {
        let Some(sent) = &self.sent else { return Sending::Draft };
        let at = sent.at;
        // An older release may have normalised in another way.
        if self.normalised().says_the_same_as(&sent.proposal.normalised()) {
            Sending::Sent { at }
        } else {
            Sending::ModifiedSince { at }
        }
    }

    /// Tells a draft from those that would be other messages, well enough for one device (32-bit
    /// FNV-1a of what the message would say).
    pub fn fingerprint(&self) -> u32 {
        let hash = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        mail::entries(&self.normalised()).bytes().fold(0x811c_9dc5, hash)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing::proposals;
    use crate::{Edit, Field, Item, Participation, SoftwareId};

    const AT: u64 = 1_704_790_920_000;

    const SOFTWARE: SoftwareId = SoftwareId(1);

    /// A draft with one software (id 1) that was just said to be sent.
    fn sent_draft() -> Proposal {
        let mut draft = Proposal::default();
        let software = Item::Software(draft.new_software());
        draft.apply(Edit::Insert { parent: None, index: 0, item: software }).unwrap();
        set(&mut draft, Field::Name, "Zoé");
        set(&mut draft, Field::SoftwareName(SOFTWARE), "Démo");
        let proposal = Participation::parse(&draft).unwrap().proposal();
        draft.apply(Edit::Sent(Some(Box::new(Sent { at: AT, proposal })))).unwrap();
        draft
    }

    fn set(draft: &mut Proposal, field: Field, value: &str) {
        draft.apply(Edit::Text { field, value: value.to_owned() }).unwrap();
    }

    #[track_caller]
    fn check(change: impl FnOnce(&mut Proposal), want: Sending) {
        let mut draft = sent_draft();
        change(&mut draft);
        assert_eq!(draft.sending(), want);
    }

    #[test]
    fn a_draft_of_which_nothing_was_said_is_a_draft() {
        assert_eq!(Proposal::default().sending(), Sending::Draft);
        check(|draft| drop(draft.apply(Edit::Sent(None))), Sending::Draft);
    }

    #[test]
    fn what_does_not_show_in_the_message_is_no_change() {
        let sent = Sending::Sent { at: AT };
        check(|_| (), sent);
        check(|draft| set(draft, Field::Name, " Zoé\u{a0}\r\n"), sent);
        check(|draft| set(draft, Field::Organisation, "\u{200b}"), sent);
        let add_empty_software = |draft: &mut Proposal| {
            let item = Item::Software(draft.new_software());
            draft.apply(Edit::Insert { parent: None, index: 0, item }).unwrap();
        };
        check(add_empty_software, sent);
    }

    #[test]
    fn what_was_changed_and_changed_back_says_the_same() {
        let change_back = |draft: &mut Proposal| {
            set(draft, Field::Name, "Paul");
            set(draft, Field::Name, "Zoé");
            // The same words under another id.
            let Some(Edit::Insert { parent, index, item }) =
                draft.apply(Edit::Remove { item: SOFTWARE.into() })
            else {
                panic!("nothing was removed");
            };
            let Item::Software(software) = item else { panic!("{item:?} was removed") };
            let item = Item::Software(crate::Software { id: draft.new_software().id, ..software });
            draft.apply(Edit::Insert { parent, index, item }).unwrap();
        };
        check(change_back, Sending::Sent { at: AT });
    }

    #[test]
    fn what_would_be_another_message_is_modified() {
        let modified = Sending::ModifiedSince { at: AT };
        check(|draft| set(draft, Field::Offers, "Relire"), modified);
        check(|draft| drop(draft.apply(Edit::Remove { item: SOFTWARE.into() })), modified);
        // A draft that could not be sent now says something else as well.
        check(|draft| set(draft, Field::Name, ""), modified);
        let day = crate::Date::new(2024, 1, 9).unwrap();
        check(|draft| drop(draft.apply(Edit::Presence { day, present: true })), modified);
    }

    #[test]
    fn drafts_that_would_be_other_messages_have_other_fingerprints() {
        let mut draft = sent_draft();
        let print = draft.fingerprint();
        draft.apply(Edit::Sent(None)).unwrap();
        set(&mut draft, Field::Name, " Zoé ");
        assert_eq!(draft.fingerprint(), print);
        set(&mut draft, Field::Offers, "Relire");
        assert_ne!(draft.fingerprint(), print);
    }

    #[test]
    fn an_id_of_what_was_sent_is_never_given_again() {
        let mut draft = sent_draft();
        draft.apply(Edit::Remove { item: SOFTWARE.into() }).unwrap();
        assert_ne!(draft.new_software().id, SOFTWARE);
        let mut other = Proposal::default();
        other.apply(Edit::Sent(draft.sent)).unwrap();
        assert_ne!(other.new_software().id, SOFTWARE);
        other.apply(Edit::Replace(Box::default())).unwrap();
        assert_ne!(other.new_software().id, SOFTWARE);
    }

    proptest! {
        #[test]
        fn a_draft_that_was_just_sent_is_sent(mut draft in proposals(), at in any::<u64>()) {
            if let Ok(participation) = Participation::parse(&draft) {
                let proposal = participation.proposal();
                draft.apply(Edit::Sent(Some(Box::new(Sent { at, proposal }))));
                prop_assert_eq!(draft.sending(), Sending::Sent { at });
                let sent = draft.sent.as_ref().unwrap();
                prop_assert_eq!(&sent.proposal.sent, &None);
            }
        }

        /// Under whatever ids, as long as what was the same item in both is so still.
        #[test]
        fn drafts_that_say_the_same_say_the_same_of_their_sending(draft in proposals()) {
            let mut other = draft.clone();
            other.rename(&mut |number| 1_000 - number);
            let both_have_it = other.sent.as_ref().is_some_and(|sent| {
                sent.proposal.numbers().iter().any(|id| draft.numbers().contains(id))
            });
            prop_assert_eq!(draft.says_the_same_as(&other), !both_have_it);
            if let Some(sent) = &mut other.sent {
                sent.proposal.rename(&mut |number| 1_000 - number);
            }
            prop_assert!(draft.says_the_same_as(&other));
            prop_assert_eq!(draft.sending(), other.sending());
            if other.apply(Edit::Sent(None)) != Some(Edit::Sent(None)) {
                prop_assert!(!draft.says_the_same_as(&other));
            }
        }
    }
}
