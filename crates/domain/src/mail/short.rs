//! The message for a link that has no room for all of it.

use super::grammar::{GREETING, escape};
use super::mailto::encoded_length;
use super::{Message, SAFE_LENGTH};
use crate::Participation;
use crate::participation::Software;
use crate::text;

/// The words that its first line begins with, below the greeting.
pub(super) const WHO: &str = "Participation de";

/// What stands before each goal.
pub(super) const ITEM: &str = "- ";

/// Its last line.
pub(super) const TO_PASTE: &str = "Le texte complet est à coller ci-dessous.";

/// The most that the subject may take of the link, in encoded characters.
const SUBJECT_ROOM: usize = 450;

/// The most that one name may take of the link, in encoded characters, before what [`escape`] adds
/// (at most six tenths). A subject and two names leave room for the rest of the message, so there
/// is always one software that is named.
const NAME_ROOM: usize = 300;

/// The most that one goal may take of the link, in encoded characters.
const GOAL_ROOM: usize = 240;

/// What is kept free for how many other software or goals there are, in encoded characters, with
/// the comma before the last that is named, or the end of the line.
const COUNT_ROOM: usize = 44;

impl Message {
    /// The message to open where this one does not fit: for the same recipient, with the same
    /// subject, it says who takes part with what, and as many goals as there is room for, and leaves
    /// the place for the whole text to be pasted. Its link is never longer than [`SAFE_LENGTH`].
    ///
    /// `participation` is what this message was composed of.
    #[must_use]
    pub fn shortened(&self, participation: &Participation) -> Self {
        let subject = cut(&self.subject, SUBJECT_ROOM);
        let name = cut(&participation.name, NAME_ROOM);
        let who = if participation.software.is_empty() { name } else { format!("{name} : ") };
        let who = escape(&who);
        let with = |software: &str, goals: &str| Self {
            to: self.to,
            subject: subject.clone(),
            body: format!("{GREETING}\n\n{WHO} {who}{software}.\n{goals}{TO_PASTE}\n\n"),
        };
        let room = SAFE_LENGTH.saturating_sub(with("", "").mailto().len());
        let software = list(&participation.software, room);
        let room = room.saturating_sub(encoded_length(&software));
        with(&software, &goals(&participation.software, room))
    }
}

/// The names of as many software as there is room for, and how many others there are.
fn list(software: &[Software], room: usize) -> String {
    let mut list = String::new();
    for (index, one) in software.iter().enumerate() {
        let name = cut(&one.name, NAME_ROOM);
        let name = escape(&name);
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

/// As many goals as there is room for, each on a line, and how many others there are.
fn goals(software: &[Software], room: usize) -> String {
    let mut lines = String::new();
    let mut left: usize = software.iter().map(|one| one.goals.len()).sum();
    for one in software {
        for goal in &one.goals {
            let goal = cut(&text::line(&goal.text), GOAL_ROOM);
            let goal = if software.len() > 1 {
                format!("{} : {goal}", cut(&one.name, GOAL_ROOM))
            } else {
                goal
            };
            let line = format!("{ITEM}{}\n", escape(&goal));
            let taken = encoded_length(&lines);
            if taken + encoded_length(&line) + COUNT_ROOM > room {
                if taken + COUNT_ROOM <= room {
                    let plural = if left > 1 { "s" } else { "" };
                    let others = if lines.is_empty() {
                        left.to_string()
                    } else {
                        format!("et {left} autre{plural}")
                    };
                    lines.extend([ITEM, &others, " objectif", plural, "\n"]);
                }
                return lines;
            }
            lines.push_str(&line);
            left -= 1;
        }
    }
    lines
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

    /// A participation with these software, each with these goals.
    fn with_goals(name: &str, software: &[(&str, &[&str])]) -> Participation {
        let mut proposal =
            Proposal { name: name.to_owned(), offers: "Relire".to_owned(), ..Proposal::default() };
        let mut add = |parent, item| {
            proposal.apply(Edit::Insert { parent, index: usize::MAX, item }).unwrap();
            proposal.new_software()
        };
        let mut free = add(None, Item::LightningTalk(Proposal::default().new_talk()));
        for (name, goals) in software {
            let one = crate::Software { name: (*name).to_owned(), ..free };
            let parent = Some(one.id);
            free = add(None, Item::Software(one));
            for text in *goals {
                let id = crate::GoalId(free.id.0);
                free = add(parent, Item::Goal(crate::Goal { id, text: (*text).to_owned() }));
            }
        }
        proposal.talks.clear();
        Participation::parse(&proposal).unwrap()
    }

    fn participation(name: &str, software: &[&str]) -> Participation {
        let software: Vec<(&str, &[&str])> = software.iter().map(|name| (*name, &[][..])).collect();
        with_goals(name, &software)
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

    #[track_caller]
    fn check_goals(software: &[(&str, &[&str])], want: &[&str]) {
        let short = shortened("Participation", &with_goals("Zoé", software));
        let goals: Vec<&str> =
            short.body.lines().skip(3).take_while(|it| *it != TO_PASTE).collect();
        assert_eq!(goals, want);
    }

    #[test]
    fn it_names_goals_while_there_is_room() {
        check_goals(&[("Démo", &[])], &[]);
        check_goals(
            &[("Démo", &["Publier\nla version 2", "Ticket : 7"])],
            &["- Publier la version 2", "- \\Ticket : 7"],
        );
        check_goals(
            &[("Démo", &["Publier"]), ("Autre", &["Relire"])],
            &["- Démo : Publier", "- Autre : Relire"],
        );
        let long = "m".repeat(230);
        let line = format!("- {long}");
        let mut want = vec![line.as_str(); 6];
        check_goals(&[("Démo", &[&long[..]; 6])], &want);
        want.truncate(6);
        want.push("- et 1 autre objectif");
        check_goals(&[("Démo", &[&long[..]; 7])], &want);
        want[6] = "- et 14 autres objectifs";
        check_goals(&[("Démo", &[&long[..]; 20])], &want);
        // Names come first.
        check_goals(&[(&*"m".repeat(280), &["Publier"][..]); 6], &["- 6 objectifs"]);
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
        fn it_always_fits(
            subject in long_texts(),
            name in long_texts(),
            software in vec((long_texts(), vec(long_texts(), 0..4)), 0..20),
        ) {
            let goals: Vec<Vec<&str>> =
                software.iter().map(|(_, goals)| goals.iter().map(String::as_str).collect()).collect();
            let software: Vec<(&str, &[&str])> =
                software.iter().zip(&goals).map(|((name, _), goals)| (name.as_str(), &goals[..])).collect();
            let participation = with_goals(&name, &software);
            let short = shortened(&subject, &participation);
            prop_assert!(short.mailto().len() <= SAFE_LENGTH);
            if let Some(first) = participation.software.first() {
                let named = cut(&first.name, NAME_ROOM);
                prop_assert!(unescape(&short.body).contains(&named), "{named:?} in {short:?}");
            }
        }
    }
}
