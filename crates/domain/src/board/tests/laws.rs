//! What holds of any set of messages.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

use super::*;
use crate::testing::participations;

/// Messages of any participations; some are from the same people, from the same mailbox, or at the same time.
fn messages() -> impl Strategy<Value = Vec<String>> {
    const NAMES: [&str; 5] = ["", "Marie Durand", "M. Durand", "Marc Durand", "Noël"];
    let author = (0..NAMES.len(), any::<[bool; 2]>());
    vec((participations(), author, 0usize..5), 1..6).prop_map(|drafts| {
        let message = |(participation, (author, of_team), minute): (crate::Participation, _, _)| {
            let (author, of_team): (usize, [bool; 2]) = (author, of_team);
            let mut proposal = participation.proposal();
            let own = format!("personne{author}@exemple.fr");
            let [from, email] = of_team.map(|it| if it { "equipe@exemple.fr" } else { &*own });
            if author > 0 {
                NAMES[author].clone_into(&mut proposal.name);
                if !proposal.email.is_empty() {
                    email.clone_into(&mut proposal.email);
                }
            }
            // No two people send a message of the same id.
            let id = format!("Message-ID: <{author}.");
            message(from, minute, &text_of(&proposal)).replacen("Message-ID: <", &id, 1)
        };
        drafts.into_iter().map(message).collect()
    })
}

/// What each file says, together.
fn read_all(files: &[Vec<String>]) -> Collection {
    let mut all = Collection::default();
    for (index, messages) in files.iter().enumerate() {
        // The name says what is in it, not when it was read.
        let name = format!("{}.mbox", messages.first().map_or(index, String::len));
        all.merge(read(&name, &mailbox(messages)));
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_board_loses_nothing(drafts in vec(participations(), 1..6), authors in 1usize..4) {
        let messages: Vec<String> = drafts
            .iter()
            .enumerate()
            .map(|(at, it)| message(&format!("a{}@a.fr", at % authors), at, &text_of(&it.proposal())))
            .collect();
        let board = board_of(&messages);
        for draft in &drafts {
            let want = draft.proposal();
            let is_there = |proposal: &Proposal| proposal.says_the_same_as(&want);
            prop_assert!(
                board.messages().any(|(it, _)| it.proposal().is_some_and(is_there)),
                "{want:#?}\n{board:#?}"
            );
        }
        prop_assert_eq!(board.messages().len(), drafts.len());
        for (index, (_, state)) in board.messages().enumerate() {
            match state {
                State::Understood { person } | State::WithDoubts { person } => {
                    prop_assert_eq!(board.people()[person].message, index);
                }
                State::Superseded { person, by } => {
                    prop_assert_eq!(board.people()[person].message, by);
                    prop_assert!(board.people()[person].superseded.contains(&index) && index < by);
                }
                State::Duplicate { of } => prop_assert!(index != of),
                State::Update { .. } | State::NotParticipation | State::Unreadable => {
                    prop_assert!(false, "{state:?}");
                }
            }
        }
        let current: usize = board.people().iter().map(|it| it.proposal.software.len()).sum();
        prop_assert_eq!(board.software().len(), current);
        prop_assert_eq!(board.contacts().len(), board.people().len());
        prop_assert_eq!(board.offers(&Filter::default()).len(), board.people().iter().filter(|it| !it.proposal.offers.is_empty()).count());
    }

    #[test]
    fn the_order_of_messages_and_files_does_not_matter(
        files in vec(messages(), 1..4),
        swaps in vec((any::<Index>(), any::<Index>()), 0..6),
    ) {
        let board = Board::new(read_all(&files));
        let mut shuffled = files.clone();
        for (one, other) in &swaps {
            shuffled.swap(one.index(files.len()), other.index(files.len()));
        }
        prop_assert!(Board::new(read_all(&shuffled)) == board, "{files:?}\n{shuffled:?}");
        let file = &files[0];
        let mut shuffled = file.clone();
        for (one, other) in swaps {
            shuffled.swap(one.index(file.len()), other.index(file.len()));
        }
        prop_assert!(board_of(file) == board_of(&shuffled), "{file:?}\n{shuffled:?}");
    }

    #[test]
    fn nobody_is_hidden_behind_another_name_without_a_word(messages in messages()) {
        let board = board_of(&messages);
        for person in board.people() {
            let name = |message: usize| board.message(message).unwrap().digest().names().0;
            let newest = name(person.message);
            let others: Vec<&str> = person.superseded.iter().map(|it| name(*it)).collect();
            // Signs alone are no name.
            let has_others = others.iter().any(|it| !it.is_empty() && *it != newest);
            prop_assert_eq!(has_others, !person.other_names.is_empty());
            prop_assert!(!(newest == "marie durand" && others.contains(&"marc durand")), "{board:#?}");
        }
    }

    #[test]
    fn merging_a_saved_board_with_the_same_mail_changes_nothing(
        files in vec(messages(), 1..3),
        moves in vec((any::<Index>(), any::<Index>()), 0..3),
    ) {
        let mail = read_all(&files);
        let mut board = Board::new(mail.clone());
        let count = board.talks().len();
        for (from, to) in moves.iter().filter(|_| count > 0) {
            board.move_talk(from.index(count), to.index(count));
        }
        let json = encode(board.collection(), EDITION);
        let saved = decode(&json, EDITION).unwrap();
        prop_assert!(saved == *board.collection());
        prop_assert!(Board::new(saved.clone()) == board);
        let mut again = board.clone();
        again.merge(read("tableau.json", json.as_bytes()));
        prop_assert!(again == board);
        again.merge(mail.clone());
        prop_assert!(again == board);
        let mut later = Board::new(mail);
        later.merge(saved);
        prop_assert!(later == board);
    }

    #[test]
    fn moved_talks_stay_where_they_were_put(
        messages in messages(),
        from in any::<Index>(),
        to in any::<Index>(),
    ) {
        let mut board = board_of(&messages);
        let count = board.talks().len();
        prop_assume!(count > 0);
        let subjects = |board: &Board| -> Vec<String> {
            board.talks().map(|talk| talk.talk.subject.clone()).collect()
        };
        let mut want = subjects(&board);
        let (from, to) = (from.index(count), to.index(count));
        let moved = want.remove(from);
        want.insert(to, moved);
        board.move_talk(from, to);
        prop_assert_eq!(subjects(&board), want.clone());
        let again = Board::new(board.collection().clone());
        prop_assert_eq!(subjects(&again), want);
    }
}
