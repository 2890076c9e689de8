//! What a board shows, and what is taken out of it.

use proptest::prelude::*;

use super::*;
use crate::HelpKind;

fn samples() -> Board {
    Board::new(read("boîte.mbox", &samples::mailbox(&EVENT)))
}

fn descriptions(board: &Board, filter: &Filter) -> Vec<String> {
    let needs = board.needs(filter);
    needs.iter().map(|need| need.request.description.clone()).collect()
}

#[test]
fn needs_are_filtered() {
    let board = samples();
    let all = board.needs(&Filter::default());
    assert!(all.len() > 20);
    let bugs = Filter { kind: Some(HelpKind::Bug), ..Filter::default() };
    let found = board.needs(&bugs);
    assert!(!found.is_empty() && found.iter().all(|it| it.request.kind == HelpKind::Bug));

    let words = |words: &str| Filter { words: words.to_owned(), ..Filter::default() };
    let found = descriptions(&board, &words("LECTEUR d'ecran"));
    assert!(
        !found.is_empty() && found.iter().all(|it| it.contains("lecteur d’écran")),
        "{found:?}"
    );
    assert_eq!(descriptions(&board, &words("lecteur licorne")), Vec::<String>::new());
    assert_eq!(descriptions(&board, &words(" ")).len(), all.len());
    // By whom, and for what.
    let found = board.needs(&words("aicha"));
    assert!(!found.is_empty() && found.iter().all(|it| it.person.proposal.name == "Aïcha Benali"));
    assert!(!board.needs(&words("guichet")).is_empty());

    // Whichever way its name is written.
    let demo = Filter { software: Some("demo".to_owned()), ..Filter::default() };
    let mut names: Vec<_> = board.needs(&demo).iter().map(|it| it.software.name.clone()).collect();
    names.dedup();
    assert!(names.contains(&"Démo".to_owned()) && names.contains(&"démo".to_owned()), "{names:?}");

    let day = EVENT.days[0];
    let there = Filter { day: Some(day), ..Filter::default() };
    let found = board.needs(&there);
    assert!(!found.is_empty() && found.len() < all.len());
    assert!(found.iter().all(|it| it.person.proposal.presence.contains(&day)));
    let offers = board.offers(&there);
    assert!(!offers.is_empty() && offers.len() < board.offers(&Filter::default()).len());
    assert_eq!(board.offers(&words("rust")).len(), 3);
}

#[test]
fn software_stands_together_with_its_namesakes() {
    let board = samples();
    let keys: Vec<&str> = board.software().into_iter().map(|it| it.key).collect();
    assert!(keys.is_sorted() && keys.iter().filter(|key| **key == "demo").count() > 2, "{keys:?}");
}

#[test]
fn a_need_shows_offers_that_share_its_words() {
    let asking = |name: &str, need: &str, offers: &str| {
        let mut proposal = offering(name, "", "", offers);
        let software = proposal.new_software();
        let request =
            crate::HelpRequest { description: need.to_owned(), ..proposal.new_help_request() };
        proposal.software.push(crate::Software {
            name: "Outil".to_owned(),
            help_requests: vec![crate::HelpRequest { id: crate::RequestId(9), ..request }],
            ..software
        });
        message(&format!("{}@a.fr", name.len()), name.len(), &text_of(&proposal))
    };
    let offer = |name: &str, offers: &str| {
        message(
            &format!("{}@a.fr", name.len()),
            name.len(),
            &text_of(&offering(name, "", "", offers)),
        )
    };
    let board = board_of(&[
        asking("A", "Relire un guide, pour les communes et en Python", "Python"),
        offer("Bb", "Je peux relire les Guides ; et des GUIDES"),
        offer("Ccc", "Pour les uns et les autres, en tout"),
        offer("Dddd", "De l’outil, je connais tout"),
        offer("Eeeee", "python"),
    ]);
    let needs = board.needs(&Filter::default());
    let [need] = &needs[..] else { panic!("{needs:?}") };
    let found: Vec<_> = board
        .offers_for(need)
        .into_iter()
        .map(|it| (&*it.offer.person.proposal.name, it.words))
        .collect();
    assert_eq!(
        found,
        [("Bb", vec!["relire", "Guides"]), ("Dddd", vec!["outil"]), ("Eeeee", vec!["python"])]
    );
}

#[test]
fn talks_whose_words_are_the_same_are_two() {
    let mut draft = offering("Zoé", "", "", "Relire");
    for subject in ["C", "C++", "c++"] {
        draft.talks.push(crate::LightningTalk { subject: subject.to_owned(), ..draft.new_talk() });
    }
    let mut board =
        Board::new(read("a.mbox", &mailbox(&[message("zoe@z.fr", 0, &text_of(&draft))])));
    let subjects =
        |board: &Board| -> Vec<_> { board.talks().map(|it| it.talk.subject.clone()).collect() };
    board.move_talk(0, 2);
    assert_eq!(subjects(&board), ["C++", "c++", "C"]);
    assert_eq!(Board::new(board.collection().clone()), board);
}

#[test]
fn talks_keep_their_order_when_more_come() {
    let mut board = samples();
    let count = board.talks().len();
    assert!(count > 5);
    let subjects = |board: &Board| -> Vec<_> {
        board.talks().map(|it| format!("{} {}", it.person.proposal.name, it.talk.subject)).collect()
    };
    let first = subjects(&board);
    board.move_talk(count - 1, 0);
    board.move_talk(count, 0);
    board.move_talk(1, 99);
    let moved = subjects(&board);
    assert_eq!((&moved[0], &moved[count - 1]), (&first[count - 1], &first[0]));
    let mut newcomer = offering("Aaron", "", "", "");
    newcomer
        .talks
        .push(crate::LightningTalk { subject: "Nouveau".to_owned(), ..newcomer.new_talk() });
    newcomer.offers = "a".to_owned();
    let newcomer = mailbox(&[message("aaron@a.fr", 0, &text_of(&newcomer))]);
    board.merge(read("autre.mbox", &newcomer));
    assert_eq!(subjects(&board)[..count], moved[..]);
    assert_eq!(subjects(&board)[count], "Aaron Nouveau");
}

/// The rows of a table, as another program reads them.
fn rows(table: &str) -> Vec<Vec<String>> {
    let table = table.strip_prefix('\u{feff}').unwrap();
    assert!(table.ends_with("\r\n"));
    let mut reader = ::csv::ReaderBuilder::new().has_headers(false).from_reader(table.as_bytes());
    let rows = reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect());
    rows.collect()
}

#[test]
fn tables_are_read_by_other_programs() {
    let board = samples();
    let rows_of_contacts = rows(&contacts_csv(&board));
    assert_eq!(
        rows_of_contacts[0],
        ["Nom", "Organisation", "Adresse électronique", "Présence", "Logiciel"]
    );
    assert_eq!(rows_of_contacts.len(), 1 + samples::COUNT);
    for (row, contact) in rows_of_contacts[1..].iter().zip(board.contacts()) {
        let software = contact.software.join(", ");
        let email = contact.email.unwrap().as_str();
        assert_eq!((&*row[0], &*row[1], &*row[2]), (&*contact.name, &*contact.organisation, email));
        assert_eq!(row[4], software);
    }
    let needs = board.needs(&Filter::default());
    let rows = rows(&needs_csv(&board, &needs, |_| "type"));
    assert_eq!(rows.len(), 1 + needs.len());
    for (row, need) in rows[1..].iter().zip(needs) {
        assert_eq!((&*row[0], &*row[1]), (&*need.software.name, "type"));
        assert_eq!(row[2], need.request.description);
        assert_eq!(row[4], need.person.proposal.name);
    }
}

/// What a French spreadsheet makes of a table: it parts cells at `;`, and takes quotation marks for such only at
/// their start.
fn french_cells(table: &str) -> Vec<String> {
    let mut cells = Vec::new();
    for line in table.trim_start_matches('\u{feff}').split(['\n', '\r']) {
        cells.extend(line.split([';', '\t']).map(|it| it.replace('"', "").trim().to_owned()));
    }
    cells
}

#[test]
fn no_cell_is_a_formula() {
    for text in ["=1+1", "+1", "-1", "@a", "＝1", "=\"a\"", "=1,2"] {
        let board = board_of(&[message("a@a.fr", 0, &text_of(&offering(text, "", text, "a")))]);
        let row = &rows(&contacts_csv(&board))[1];
        assert_eq!((&*row[0], &*row[1]), (&*format!("'{text}"), &*format!("'{text}")));
    }
    for (description, want) in [
        ("voir;=HYPERLINK(\"a\")", "voir;'=HYPERLINK(\"a\")"),
        ("a ;\u{a0} \"＝1\"", "a ;\u{a0} \"'＝1\""),
        ("une liste :\n- ici\n\n  + là", "une liste :\n'- ici\n\n  '+ là"),
        ("a\t@b ;; -c", "a\t'@b ;; '-c"),
        ("C++ ; l’an-2, a=b;c@d.fr", "C++ ; l’an-2, a=b;c@d.fr"),
    ] {
        let table = needs_table(description);
        let rows = rows(&table);
        assert_eq!(rows[1][2], want);
        let signs = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
        for cell in rows.into_iter().flatten().chain(french_cells(&table)) {
            assert!(!cell.starts_with(signs), "{cell} of {table}");
        }
    }
}

/// The needs of somebody who has one.
fn needs_table(description: &str) -> String {
    let mut draft = offering("Zoé", "", "", "");
    let request = crate::HelpRequest {
        description: description.to_owned(),
        id: crate::RequestId(2),
        ..draft.new_help_request()
    };
    let software = draft.new_software();
    draft.software.push(crate::Software {
        name: "Démo".to_owned(),
        help_requests: vec![request],
        ..software
    });
    let board = board_of(&[message("z@z.fr", 0, &text_of(&draft))]);
    needs_csv(&board, &board.needs(&Filter::default()), |_| "type")
}

proptest! {
    #[test]
    fn a_table_has_every_word_and_no_formula(description in "[a;\t\n =+@\",é＝-]{1,12}x") {
        let table = needs_table(&description);
        let without = |text: &str| text.replace('\'', "");
        let said = crate::text::paragraphs(&description);
        prop_assert_eq!(without(&rows(&table)[1][2]), said);
        for cell in french_cells(&table) {
            prop_assert!(!cell.starts_with(['=', '+', '-', '@', '＝']), "{} of {}", cell, table);
        }
    }
}

#[test]
fn a_saved_board_is_what_docs_say() {
    let board = samples();
    let json = encode(board.collection(), EDITION);
    let value: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(
        (&value["format"], &value["version"], &value["edition"]),
        (&FORMAT.into(), &VERSION.into(), &EDITION.into())
    );
    assert_eq!(decode(&json, EDITION).as_ref(), Ok(board.collection()));
    assert_eq!(decode(&json, "2025-01-09"), Err(NoBoard::OtherEdition));
    // Whatever other programs add, and in whatever order they write it.
    let mut changed = value.clone();
    changed["unknown"] = 1.into();
    changed["messages"].as_array_mut().unwrap().reverse();
    assert_eq!(decode(&changed.to_string(), EDITION).as_ref(), Ok(board.collection()));
    for name in ["edition", "running_order", "messages"] {
        let mut lacking = value.clone();
        lacking.as_object_mut().unwrap().remove(name);
        assert_eq!(decode(&lacking.to_string(), EDITION), Err(NoBoard::Damaged), "{name}");
    }
    for end in [60, 500, json.len() - 1] {
        let cut = &json[..json.floor_char_boundary(end)];
        assert_eq!(decode(cut, EDITION), Err(NoBoard::Damaged));
    }
    for (text, want) in [
        ("", NoBoard::Foreign),
        ("[]", NoBoard::Foreign),
        ("{\"format\":\"other\",\"version\":1}", NoBoard::Foreign),
        ("{\"format\":\"bluehats-board\",\"version\":0}", NoBoard::Damaged),
        ("{\"format\":\"bluehats-board\",\"version\":2}", NoBoard::Newer { version: 2 }),
    ] {
        assert_eq!(decode(text, EDITION), Err(want), "{text}");
    }
}

#[test]
fn the_sample_of_version_1_is_read_whole() {
    let sample = include_str!("../../../fixtures/board-v1.json");
    let board = Board::new(decode(sample, EDITION).unwrap());
    let states: Vec<State> = board.messages().map(|(_, state)| state).collect();
    assert_eq!(
        states,
        [
            State::Unreadable,
            State::WithDoubts { person: 0 },
            State::Update { person: Some(0) },
            State::NotParticipation,
        ]
    );
    let subjects: Vec<_> = board.talks().map(|it| &*it.talk.subject).collect();
    assert_eq!(subjects, ["Publier", "Animer une communauté"]);
    let want: serde_json::Value = serde_json::from_str(sample).unwrap();
    let json: serde_json::Value =
        serde_json::from_str(&encode(board.collection(), EDITION)).unwrap();
    assert_eq!(json, want);
}

#[test]
fn a_hostile_board_is_repaired_or_refused() {
    let sample = include_str!("../../../fixtures/board-v1.json");
    for (right, wrong) in [
        ("\"id\": 3", "\"id\": 2"),
        ("\"last_id\": 6", "\"last_id\": 4294967295"),
        ("\"count\": 1", "\"count\": 4294967295"),
        ("\"sent_at\": 1704265200000", "\"sent_at\": 18446744073709551615"),
        ("\"Camille Durand\"", "\"\\u0000\""),
        ("\"running_order\": [", "\"running_order\": [\"a\", \"a\", "),
    ] {
        let hostile = sample.replace(right, wrong);
        assert_ne!(hostile, sample, "{right}");
        let mut board = Board::new(decode(&hostile, EDITION).unwrap());
        assert_eq!(board.messages().len(), 4, "{wrong}");
        board.move_talk(0, 1);
        board.merge(decode(sample, EDITION).unwrap());
        contacts_csv(&board);
    }
    for (right, wrong) in [
        ("\"update\"", "\"upgrade\""),
        ("\"count\": 1", "\"count\": -1"),
        ("\"2024-01-10\"", "\"2024-01-40\""),
        ("\"kind\": \"Joined\"", "\"kind\": \"x\""),
        ("\"Camille Durand\"", "null"),
    ] {
        let hostile = sample.replace(right, wrong);
        assert_ne!(hostile, sample, "{right}");
        assert_eq!(decode(&hostile, EDITION), Err(NoBoard::Damaged), "{wrong}");
    }
}
