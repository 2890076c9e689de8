//! The message for a link that has no room for all of it.

use super::grammar::{GREETING, escape};
use super::mailto::encoded_length;
use super::{Message, SAFE_LENGTH};
use crate::Participation;
use crate::participation::Software;

/// The words that its first line begins with, below the greeting.
pub(super) const WHO: &str = "Participation de";

/// Its last line.
pub(super) const TO_PASTE: &str = "Le texte complet est à coller ci-dessous.";

/// The most that the subject may take of the link, in encoded characters.
const SUBJECT_ROOM: usize = 450;

/// The most that one name may take of the link, in encoded characters, before what [`escape`] adds
/// (at most six tenths). A subject and two names leave room for the rest of the message, so there
/// is always one software that is named.
const NAME_ROOM: usize = 300;

/// What is kept free for how many other software there are, in encoded characters, with the comma
/// before the last that is named.
const COUNT_ROOM: usize = 40;

impl Message {
    /// The message to open where this one does not fit: for the same recipient, with the same
    /// subject, it says who takes part with what, and leaves the place for all the rest to be
    /// pasted. Its link is never longer than [`SAFE_LENGTH`].
    ///
    /// `participation` is what this message was composed of.
    #[must_use]
    pub fn shortened(&self, participation: &Participation) -> Self {
        let subject = cut(&self.subject, SUBJECT_ROOM);
        let name = cut(&participation.name, NAME_ROOM);
        let who = if participation.software.is_empty() { name } else { format!("{name} : ") };
        let who = escape(&who);
        let with = |software: &str| Self {
            to: self.to,
            subject: subject.clone(),
            body: format!("{GREETING}\n\n{WHO} {who}{software}.\n{TO_PASTE}\n\n"),
        };
        let room = SAFE_LENGTH.saturating_sub(with("").mailto().len());
        with(&list(&participation.software, room))
    }
}

/// The names of as many software as there is room for, and how many others there are.
fn list(software: &[Software], room: usize) -> String {
    let mut list = String::new();
    for (index, one) in software.iter().enumerate() {
        let name = escape(&cut(&one.name, NAME_ROOM));
        if encoded_length(&list) + encoded_length(&name) + COUNT_ROOM > room {
            let others = software.len() - index;
            let plural = if others > 1 { "s" } else { "" };
            return format!("{list} et {others} autre{plural}");
        }
        if index > 0 {
            list.push_str(", ");
        }
        list.push_str(&name);
    }
    list
}

/// `text`, or as much of its beginning as fits in `room` encoded characters with a « … » behind.
fn cut(text: &str, room: usize) -> String {
    const MARK: char = '…';
    if encoded_length(text) <= room {
        return text.to_owned();
    }
    let mut room = room.saturating_sub(encoded_length("…"));
    let (mut end, mut joins) = (0, false);
    for (at, c) in text.char_indices() {
        if !joins && !belongs_to_previous(c) {
            end = at;
        }
        joins = c == JOINER;
        let length = encoded_length(c.encode_utf8(&mut [0; 4]));
        match room.checked_sub(length) {
            Some(left) => room = left,
            None => break,
        }
    }
    let mut start = text.get(..end).unwrap_or_default().trim_end().to_owned();
    start.push(MARK);
    start
}

/// Makes one picture of two emoji.
const JOINER: char = '\u{200d}';

/// Whether a reader would see a broken letter or picture if the text were cut before this
/// character. Knows what French texts and emoji are made of, not all of UAX #29.
fn belongs_to_previous(c: char) -> bool {
    matches!(c, JOINER | '\u{300}'..='\u{36f}' | '\u{fe00}'..='\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}')
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;
    use crate::mail::grammar::unescape;
    use crate::testing::texts;
    use crate::{Edit, Item, Proposal};

    fn participation(name: &str, software: &[&str]) -> Participation {
        let mut proposal =
            Proposal { name: name.to_owned(), offers: "Relire".to_owned(), ..Proposal::default() };
        for name in software {
            let one = crate::Software { name: (*name).to_owned(), ..proposal.new_software() };
            let (index, item) = (usize::MAX, Item::Software(one));
            proposal.apply(Edit::Insert { parent: None, index, item }).unwrap();
        }
        Participation::parse(&proposal).unwrap()
    }

    fn shortened(subject: &str, participation: &Participation) -> Message {
        let message = Message {
            to: "bluehats@code.gouv.fr",
            subject: subject.to_owned(),
            body: "mot ".repeat(1_000),
        };
        message.shortened(participation)
    }

    #[track_caller]
    fn check(name: &str, software: &[&str], want: &str) {
        let short = shortened("Participation", &participation(name, software));
        assert_eq!((short.to, short.subject.as_str()), ("bluehats@code.gouv.fr", "Participation"));
        let want = format!(
            "Bonjour,\n\nParticipation de {want}.\nLe texte complet est à coller ci-dessous.\n\n"
        );
        assert_eq!(short.body, want);
    }

    #[test]
    fn it_says_who_takes_part_with_what() {
        check("Camille Durand", &[], "Camille Durand");
        check("Camille Durand", &["Démo"], "Camille Durand : Démo");
        check("Camille Durand", &["Démo", "Autre 🧢"], "Camille Durand : Démo, Autre 🧢");
    }

    #[test]
    fn what_does_not_fit_is_counted() {
        let long = "m".repeat(280);
        let five = [long.as_str(); 5].join(", ");
        check("Zoé", &[long.as_str(); 6], &format!("Zoé : {five} et 1 autre"));
        check("Zoé", &[long.as_str(); 17], &format!("Zoé : {five} et 12 autres"));
    }

    #[test]
    fn long_names_are_cut() {
        let long = "mot ".repeat(1_000);
        // A word and a space take 6 encoded characters, « … » takes 9: 48 × 6 + 3 + 9 = 300.
        let cut = format!("{}mot…", "mot ".repeat(48));
        check(&long, &[&long], &format!("{cut} : {cut}"));
    }

    #[test]
    fn words_that_look_like_marks_are_escaped() {
        check("Organisation", &["Démo"], "\\Organisation : Démo");
        check("Organisation", &[], "Organisation");
        check("Zoé", &["--", "Ticket : 7"], "Zoé : \\--, \\Ticket : 7");
    }

    #[test]
    fn texts_are_cut_between_letters() {
        for (text, room, want) in [
            ("abcdefghijkl", 12, "abcdefghijkl"),
            ("abcdefghijklm", 12, "abc…"),
            ("ab éééé", 18, "ab…"),
            ("ae\u{301}eeeeeeeee", 11, "a…"),
            ("👩\u{200d}💻👩\u{200d}💻", 60, "👩\u{200d}💻…"),
            ("👋\u{1f3fd}👋\u{1f3fd}", 42, "👋\u{1f3fd}…"),
            ("\u{301}\u{301}\u{301}\u{301}", 12, "…"),
        ] {
            assert_eq!(cut(text, room), want, "{text:?} in {room}");
        }
    }

    /// Texts of any length.
    fn long_texts() -> impl Strategy<Value = String> {
        (texts(), 1usize..200).prop_map(|(text, times)| format!("n{}", text.repeat(times)))
    }

    proptest! {
        #[test]
        fn it_always_fits(subject in long_texts(), name in long_texts(), software in vec(long_texts(), 0..40)) {
            let software: Vec<&str> = software.iter().map(String::as_str).collect();
            let participation = participation(&name, &software);
            let short = shortened(&subject, &participation);
            prop_assert!(short.mailto().len() <= SAFE_LENGTH);
            if let Some(first) = participation.software.first() {
                let named = cut(&first.name, NAME_ROOM);
                prop_assert!(unescape(&short.body).contains(&named), "{named:?} in {short:?}");
            }
        }
    }
}
