//! A board, from the bytes of files on.

mod hostile;
mod laws;
mod people;
mod views;

use unicode_normalization::UnicodeNormalization;

use super::*;
use crate::Proposal;
use crate::mail::compose::tests::EVENT;
use crate::testing::decode as decode_bytes;

pub(super) const EDITION: &str = "2024-01-09";

pub(super) fn compose_accents(text: &str) -> String {
    text.nfc().collect()
}

/// What is in a file that comes in pieces of this size.
pub(super) fn read_in_pieces(name: &str, bytes: &[u8], size: usize) -> Collection {
    let mut reader = FileReader::new(name, EDITION, decode_bytes, compose_accents);
    for piece in bytes.chunks(size) {
        reader.push(piece);
        while reader.step() == Reads::Message {}
    }
    reader.close();
    while reader.step() == Reads::Message {}
    assert_eq!(reader.bytes_read(), u64::try_from(bytes.len()).unwrap(), "{name}");
    reader.finish()
}

pub(super) fn read(name: &str, bytes: &[u8]) -> Collection {
    read_in_pieces(name, bytes, 1 << 16)
}

/// A mailbox of these messages, whose lines are quoted where they begin with `From `.
fn mailbox(messages: &[String]) -> Vec<u8> {
    let mut mailbox = String::new();
    for message in messages {
        mailbox.push_str("From a@exemple.fr Wed Jan  3 08:00:00 2024\n");
        for line in message.lines() {
            let is_quoted = line.trim_start_matches('>').starts_with("From ");
            mailbox.push_str(if is_quoted { ">" } else { "" });
            mailbox.push_str(line);
            mailbox.push('\n');
        }
        mailbox.push('\n');
    }
    mailbox.into_bytes()
}

/// A message that was sent from this address at this minute.
fn message(from: &str, minute: usize, text: &str) -> String {
    let (hour, minute) = (minute / 60, minute % 60);
    format!(
        "From: <{from}>\nDate: Wed, 3 Jan 2024 {hour:02}:{minute:02}:00 +0000\n\
         Subject: participation\nMessage-ID: <{hour}.{minute}.{from}>\n\
         Content-Type: text/plain; charset=utf-8\n\n{text}\n"
    )
}

/// What somebody would send who has typed this.
fn text_of(proposal: &Proposal) -> String {
    crate::mail::compose(&crate::Participation::parse(proposal).unwrap(), &EVENT).body
}

fn offering(name: &str, email: &str, organisation: &str, offers: &str) -> Proposal {
    Proposal {
        name: name.to_owned(),
        email: email.to_owned(),
        organisation: organisation.to_owned(),
        offers: offers.to_owned(),
        ..Proposal::default()
    }
}

fn board_of(messages: &[String]) -> Board {
    Board::new(read("boîte.mbox", &mailbox(messages)))
}

fn count(board: &Board, is: fn(State) -> bool) -> usize {
    board.messages().filter(|(_, state)| is(*state)).count()
}

#[test]
fn eighteen_participations_of_a_mailbox_are_on_the_board() {
    let mailbox = samples::mailbox(&EVENT);
    let board = Board::new(read("boîte.mbox", &mailbox));
    for index in 0..samples::COUNT {
        let want = samples::participation(index, &EVENT);
        let found: Vec<_> =
            board.people().iter().filter(|it| it.proposal.name == want.name).collect();
        let [person] = &found[..] else { panic!("{}: {found:#?}", want.name) };
        assert!(person.proposal.says_the_same_as(&want), "{:#?}\n{want:#?}", person.proposal);
    }
    assert_eq!(board.people().len(), samples::COUNT);
    let is_current = |state| matches!(state, State::Understood { .. } | State::WithDoubts { .. });
    for (is, want) in [
        (is_current as fn(State) -> bool, samples::COUNT),
        (|state| matches!(state, State::Superseded { .. }), samples::SUPERSEDED),
        (|state| matches!(state, State::Duplicate { .. }), samples::DUPLICATES),
        (|state| matches!(state, State::Update { person: Some(_) }), samples::UPDATES),
        (|state| state == State::NotParticipation, 1),
        (|state| state == State::Unreadable, 1),
    ] {
        assert_eq!(count(&board, is), want, "{:#?}", board.states);
    }
    let repeats: u32 = board.messages().map(|(message, _)| message.repeats()).sum();
    assert_eq!(usize::try_from(repeats).unwrap(), samples::REPEATS);
    let others = board.messages().filter(|(_, state)| *state == State::NotParticipation);
    let subjects: Vec<_> = others.map(|(message, _)| &*message.header.subject).collect();
    assert_eq!(subjects, [samples::OTHER]);
    assert!(board.people().iter().all(|person| person.email.is_some()));
    for size in [1, 7, 1000] {
        let collection = read_in_pieces("boîte.mbox", &mailbox, size);
        assert!(collection == *board.collection(), "in pieces of {size}");
    }
}
