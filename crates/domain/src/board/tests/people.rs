//! Who messages are from, and what they are among the others.

use super::*;
use crate::mail::{Changes, changes};

/// What each message is, in order: a letter for its state, with the name of whom it is from.
fn states(messages: &[String]) -> Vec<String> {
    let board = board_of(messages);
    let name = |person: usize| board.people()[person].proposal.name.clone();
    let states = board.messages().map(|(_, state)| match state {
        State::Understood { person } => format!("understood, {}", name(person)),
        State::WithDoubts { person } => format!("doubts, {}", name(person)),
        State::Superseded { person, by } => format!("superseded by {by}, {}", name(person)),
        State::Duplicate { of } => format!("duplicate of {of}"),
        State::Update { person } => {
            format!("update, {}", person.map_or("nobody".to_owned(), name))
        }
        State::NotParticipation => "no participation".to_owned(),
        State::Unreadable => "unreadable".to_owned(),
    });
    states.collect()
}

#[track_caller]
fn check(messages: &[(&str, Proposal)], want: &[&str]) {
    let messages = messages.iter().enumerate();
    let mut messages: Vec<String> =
        messages.map(|(at, (from, proposal))| message(from, at, &text_of(proposal))).collect();
    assert_eq!(states(&messages), want);
    messages.reverse();
    assert_eq!(states(&messages), want, "in another order");
}

#[test]
fn a_newer_version_supersedes_an_older_one_of_the_same_person() {
    let one = |offers| offering("Zoé Durand", "zoe@exemple.fr", "Ville", offers);
    // By address, whatever else they say and from wherever they write.
    check(
        &[
            ("zoe@exemple.fr", one("a")),
            ("secretariat@exemple.fr", offering("Z. Durand", "ZOE@Exemple.FR", "", "b")),
        ],
        &["superseded by 1, Z. Durand", "doubts, Z. Durand"],
    );
    // By name and organisation, where there is no address.
    check(
        &[("a@a.fr", one("a")), ("b@b.fr", offering("ZOE  Durand", "", "ville", "b"))],
        &["superseded by 1, ZOE  Durand", "understood, ZOE  Durand"],
    );
    // By name and sender: they have changed their address.
    check(
        &[("a@a.fr", one("a")), ("a@a.fr", offering("Zoé Durand", "z@exemple.fr", "", "b"))],
        &["superseded by 1, Zoé Durand", "understood, Zoé Durand"],
    );
    // The sender of one is what the other one names.
    check(
        &[("a@a.fr", one("a")), ("zoe@exemple.fr", offering("Zoé Durand", "", "", "b"))],
        &["superseded by 1, Zoé Durand", "understood, Zoé Durand"],
    );
}

#[test]
fn two_people_are_not_taken_for_one() {
    let jean = |email, organisation, offers| offering("Jean Martin", email, organisation, offers);
    // Of the same name.
    check(
        &[("a@a.fr", jean("a@a.fr", "Ville", "a")), ("b@b.fr", jean("b@b.fr", "Ville", "b"))],
        &["understood, Jean Martin", "understood, Jean Martin"],
    );
    check(
        &[("a@a.fr", jean("", "Ville", "a")), ("b@b.fr", jean("", "Région", "b"))],
        &["understood, Jean Martin", "understood, Jean Martin"],
    );
    // The third could be either.
    check(
        &[
            ("a@a.fr", jean("a@a.fr", "Ville", "a")),
            ("b@b.fr", jean("b@b.fr", "Ville", "b")),
            ("c@c.fr", jean("", "Ville", "c")),
        ],
        &["understood, Jean Martin"; 3],
    );
    // From the same address.
    check(
        &[
            ("equipe@a.fr", offering("Zoé", "", "", "a")),
            ("equipe@a.fr", offering("Noël", "", "", "b")),
        ],
        &["understood, Zoé", "understood, Noël"],
    );
}

#[test]
fn those_who_share_a_mailbox_are_as_many_as_their_names() {
    let one = |name, email, offers| offering(name, email, "Ville", offers);
    let both = ["understood, Alice Morel", "understood, Bruno Nadal"];
    // It sends, and answers go to it.
    check(
        &[
            ("equipe@a.fr", one("Alice Morel", "equipe@a.fr", "a")),
            ("equipe@a.fr", one("Bruno Nadal", "EQUIPE@a.fr", "b")),
        ],
        &both,
    );
    // Answers go to it, from whichever address they write.
    check(
        &[
            ("alice@a.fr", one("Alice Morel", "equipe@a.fr", "a")),
            ("bruno@a.fr", one("Bruno Nadal", "equipe@a.fr", "b")),
        ],
        &both,
    );
    // It sends for one, and the other one names it.
    check(
        &[
            ("equipe@a.fr", one("Alice Morel", "", "a")),
            ("bruno@a.fr", one("Bruno Nadal", "equipe@a.fr", "b")),
        ],
        &both,
    );
    // Each name has its newer versions; who says none, or could be either, is somebody else.
    check(
        &[
            ("equipe@a.fr", one("Marie Morel", "equipe@a.fr", "a")),
            ("equipe@a.fr", one("Marc Morel", "equipe@a.fr", "b")),
            ("equipe@a.fr", one("MARIE MOREL", "equipe@a.fr", "c")),
            ("equipe@a.fr", one("M. Morel", "equipe@a.fr", "d")),
        ],
        &[
            "superseded by 2, MARIE MOREL",
            "understood, Marc Morel",
            "understood, MARIE MOREL",
            "understood, M. Morel",
        ],
    );
    // What is said in another way is still the same name.
    for (name, other) in [
        ("Zoé Durand", "Durand Zoé"),
        ("Zoé Durand", "Zoé"),
        ("Jean-Paul Noël", "J.-P. NOEL"),
        ("Zoé", "Mme Zoé Durand"),
    ] {
        let [first, last] = [("a", name), ("b", other)].map(|(offer, name)| {
            let text = text_of(&one(name, "zoe@a.fr", offer));
            message("zoe@a.fr", usize::from(offer == "b"), &text)
        });
        assert_eq!(
            states(&[last, first]),
            [format!("superseded by 1, {other}"), format!("doubts, {other}")]
        );
    }
}

#[test]
fn namesakes_of_no_organisation_are_told_apart_by_their_addresses() {
    let marie = |organisation, offers| offering("Marie Martin", "", organisation, offers);
    check(
        &[("marie@a.fr", marie("", "a")), ("marie@b.fr", marie("", "b"))],
        &["understood, Marie Martin"; 2],
    );
    check(
        &[("marie@a.fr", marie("", "a")), ("marie@b.fr", marie("Ville", "b"))],
        &["understood, Marie Martin"; 2],
    );
    check(
        &[("marie@a.fr", marie("", "a")), ("marie@a.fr", marie("", "b"))],
        &["superseded by 1, Marie Martin", "understood, Marie Martin"],
    );
    // A secretary sends for them, each time.
    check(
        &[
            ("equipe@a.fr", offering("Zoé", "", "", "a")),
            ("equipe@a.fr", marie("", "b")),
            ("equipe@a.fr", marie("", "c")),
        ],
        &["understood, Zoé", "superseded by 2, Marie Martin", "understood, Marie Martin"],
    );
    // Of texts that were pasted, nobody knows who has sent them.
    let pasted = |offers| text_of(&marie("", offers));
    let mut all = read("un.txt", pasted("a").as_bytes());
    all.merge(read("deux.txt", pasted("b").as_bytes()));
    assert_eq!(Board::new(all).people().len(), 2);
}

#[test]
fn what_says_the_same_is_a_duplicate() {
    let zoe = |offers| offering("Zoé", "z@a.fr", "", offers);
    check(
        &[("z@a.fr", zoe("a")), ("z@a.fr", zoe("a b")), ("b@a.fr", zoe("a\u{a0}b"))],
        &["superseded by 2, Zoé", "duplicate of 2", "understood, Zoé"],
    );
    // The same message, and the same with its letters in another encoding.
    let text = text_of(&zoe("été"));
    let utf_8 = message("z@a.fr", 0, &text);
    let latin = utf_8.replace("utf-8", "utf-8\nContent-Transfer-Encoding: quoted-printable");
    let latin = latin.replace("utf-8", "iso-8859-1").replace('é', "=E9").replace('À', "=C0");
    let latin = latin.replace('ô', "=F4");
    let messages = [utf_8.clone(), utf_8.clone(), latin];
    let board = board_of(&messages);
    assert_eq!(states(&messages), ["understood, Zoé"]);
    let (received, _) = board.messages().next().unwrap();
    assert_eq!(received.repeats(), 2);
    // A program on the way has damaged one.
    let damaged = utf_8.replace("été", "\u{fffd}t\u{fffd}");
    assert_eq!(states(&[damaged, utf_8]).iter().filter(|it| *it == "understood, Zoé").count(), 1);
}

#[test]
fn participations_that_are_not_whole_are_in_doubt() {
    let text = text_of(&offering("Zoé", "z@a.fr", "", "a"));
    let unnamed = text.replace("Nom : Zoé\n", "");
    assert_eq!(states(&[message("z@a.fr", 0, &unnamed)]), ["doubts, "]);
    let cut = text.replace("À bientôt !", "");
    assert_eq!(states(&[message("z@a.fr", 0, &cut)]), ["doubts, Zoé"]);
    for text in ["", "Bonjour", "Nom : Zoé\nOrganisation : Ville"] {
        let state = if text.is_empty() { "unreadable" } else { "no participation" };
        assert_eq!(states(&[message("z@a.fr", 0, text)]), [state], "{text}");
    }
}

#[test]
fn a_further_message_in_a_text_is_not_overlooked() {
    let zoe = text_of(&offering("Zoé", "z@a.fr", "Ville", "a"));
    let noel = text_of(&offering("Noël", "n@a.fr", "Ville", "b"));
    let update = "Voici ce qui change dans ma participation (x) depuis mon message.\n\n\
                  Nom : Zoé\n\nAjouté, organisation : Région\n\nÀ bientôt !";
    let quoted = |text: &str| format!("> {}", text.replace('\n', "\n> "));
    let without_ends = |text: &str| {
        let lines = text.lines().filter(|line| line.contains(" : "));
        lines.collect::<Vec<_>>().join("\n")
    };
    for text in [
        format!("{zoe}\n\n{noel}"),
        format!("{zoe}\n-- \nZ\n\nLe 3 janvier, Noël a écrit :\n{}", quoted(&noel)),
        format!("{zoe}\n{}", without_ends(&noel)),
        format!("{}\n\n{}", without_ends(&zoe), without_ends(&noel)),
        format!("{update}\n\nLe 3 janvier, Zoé a écrit :\n{}", quoted(&zoe)),
        format!("{zoe}\nAttentes : oubliées\n"),
    ] {
        assert_eq!(states(&[message("z@a.fr", 0, &text)]), ["doubts, Zoé"], "{text}");
    }
    // Notes, and the same once more.
    for text in [
        format!("Bonjour à tous,\nma participation : la voici.\n{zoe}\n-- \nZoé\nVille"),
        format!("{zoe}\n\nLe 3 janvier, Zoé a écrit :\n{}", quoted(&zoe)),
    ] {
        assert_eq!(states(&[message("z@a.fr", 0, &text)]), ["understood, Zoé"], "{text}");
    }
    let twice = message("z@a.fr", 0, &format!("{update}\n\n{update}"));
    let board = board_of(&[twice, message("z@a.fr", 1, update)]);
    let further: Vec<bool> = board.messages().map(|(it, _)| it.has_further_message()).collect();
    assert_eq!(further, [true, false]);
}

#[test]
fn updates_stand_beside_whom_they_are_from() {
    let zoe = offering("Zoé", "z@a.fr", "", "a");
    let update = |name: &str, from: &str, minute| {
        let text = format!(
            "Bonjour,\n\nVoici ce qui change dans ma participation (x) depuis mon message.\n\n\
             Nom : {name}\n\nAjouté, organisation : Ville\n\nÀ bientôt !\n-- \nZ"
        );
        message(from, minute, &text)
    };
    let first = message("z@a.fr", 0, &text_of(&zoe));
    for from in ["z@a.fr", "autre@a.fr"] {
        assert_eq!(
            states(&[update("Zoe", from, 1), first.clone()]),
            ["understood, Zoé", "update, Zoé"]
        );
    }
    assert_eq!(states(&[update("Noël", "n@a.fr", 1), first.clone()])[1], "update, nobody");
    let other = message("b@a.fr", 2, &text_of(&offering("Zoé", "b@a.fr", "", "b")));
    let both = [first, update("Zoé", "c@a.fr", 1), other];
    assert_eq!(states(&both)[1], "update, nobody", "two have that name");
    let board = board_of(&both);
    let Content::Update { name, changes, notes } = &board.message(1).unwrap().content else {
        panic!("{board:#?}")
    };
    assert_eq!((&**name, &changes[..]), ("Zoé", &["Ajouté, organisation : Ville".to_owned()][..]));
    assert_eq!(notes, &["-- ".trim_end(), "Z"]);
}

#[test]
fn changes_are_found_in_what_programs_make_of_an_update() {
    let lines = [
        "Bonjour,",
        "Pour info.",
        "> Voici ce qui change dans ma participation (x) depuis",
        "> mon message.",
        "> Nom : Zoé",
        "> Ajouté, logiciel : Démo",
        "> Licence : MIT",
        "> Modifié, attentes : un long texte",
        "> que l’on a coupé",
        "> | et une autre ligne",
        "> Avant : rien",
        "> À bientôt !",
        "Noël",
    ];
    let found = changes(&lines.map(str::to_owned));
    assert_eq!(
        found,
        Changes {
            name: "Zoé".to_owned(),
            changes: vec![
                "Ajouté, logiciel : Démo\nLicence : MIT".to_owned(),
                "Modifié, attentes : un long texte que l’on a coupé\n| et une autre ligne\nAvant : rien"
                    .to_owned(),
            ],
            notes: ["Pour info.", "> mon message.", "Noël"].map(str::to_owned).to_vec(),
        }
    );
}

#[test]
fn attached_messages_are_messages() {
    let zoe = text_of(&offering("Zoé", "", "", "a"));
    let noel = text_of(&offering("Noël", "", "", "b"));
    let digest = format!(
        "From: <liste@a.fr>\nDate: Wed, 3 Jan 2024 10:00:00 +0000\nSubject: digest\n\
         Content-Type: multipart/mixed; boundary=o\n\n--o\n\nDeux messages\n\n--o\n\
         Content-Type: multipart/digest; boundary=b\n\n\
         --b\n\n{}\n--b\nContent-Type: message/rfc822\n\nX-Unsent: 1\nSubject: draft\n\n{noel}\n\
         --b--\n--o--\n",
        message("zoe@a.fr", 1, &zoe),
    );
    let board = board_of(&[digest]);
    let found: Vec<_> = board
        .messages()
        .map(|(it, state)| (&*it.header.from_address, &*it.header.subject, state))
        .collect();
    assert_eq!(
        found,
        [
            ("zoe@a.fr", "participation", State::Understood { person: 1 }),
            ("liste@a.fr", "digest", State::NotParticipation),
            ("liste@a.fr", "draft", State::Understood { person: 0 }),
        ]
    );
}
