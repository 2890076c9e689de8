use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

use super::mangling::{HEADERS, Mangling, SIGNATURE, journeys};
use super::*;
use crate::mail::compose;
use crate::mail::compose::tests::EVENT;
use crate::stored;
use crate::testing::{participations, texts};

pub(super) fn compose_accents(text: &str) -> String {
    text.nfc().collect()
}

fn read(text: &str) -> Reading {
    parse(text, Wrapping::Unknown, compose_accents)
}

fn sample() -> Proposal {
    let sample = include_str!("../../../fixtures/record-v1.json");
    stored::decode(sample).unwrap().proposal
}

fn sample_message() -> &'static str {
    include_str!("../../../fixtures/message.txt")
}

/// The sample is understood whole, and this is what else there is.
#[track_caller]
fn check_notes(text: &str, notes: &[&str]) {
    let reading = read(text);
    assert!(reading.proposal.says_the_same_as(&sample()), "{:#?}", reading.proposal);
    assert_eq!(reading.notes, notes);
    assert!(!reading.is_update);
}

/// The texts of all fields, in order.
fn texts_of(proposal: &Proposal) -> Vec<&str> {
    proposal.fields().into_iter().map(|field| proposal.text(field).unwrap()).collect()
}

/// The proposal with each text changed.
pub(super) fn with_texts(proposal: &Proposal, change: impl Fn(&str) -> String) -> Proposal {
    let mut changed = proposal.clone();
    for field in proposal.fields() {
        let text = changed.text_mut(field).unwrap();
        *text = change(text);
    }
    changed
}

/// What becomes of a text on its way.
type Loss = fn(&str) -> String;

/// What no journey takes away: words, the lines that they stand on, and the letters, whichever way
/// accents and apostrophes are written.
fn essence(text: &str) -> String {
    let words = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    let lines: Vec<String> = text.nfc().collect::<String>().lines().map(words).collect();
    lines.join("\n").replace('’', "'")
}

/// What is left where programs break words: letters, and the lines that they stand on.
fn letters(text: &str) -> String {
    let letters = |line: &str| without_invisible(line).split_whitespace().collect::<String>();
    text.lines().map(letters).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_message_that_nobody_touched_is_read_whole() {
    check_notes(sample_message(), &[]);
}

#[test]
fn a_reply_with_the_message_below_is_read_and_its_other_lines_are_kept() {
    let quoted = Mangling::Quote(2).apply(sample_message());
    let reply = format!(
        "Bonjour,\n\nMerci !\nNom : à vérifier\n\nLe 3 janvier, Camille a écrit :\n{quoted}\n> > --\n> > Camille\n\n-- \nL’équipe"
    );
    check_notes(
        &reply,
        &[
            "Bonjour,",
            "Merci !",
            "Nom : à vérifier",
            "Le 3 janvier, Camille a écrit :",
            "> > --",
            "> > Camille",
            "--",
            "L’équipe",
        ],
    );
}

#[test]
fn answers_between_the_lines_are_notes() {
    let quoted = Mangling::Quote(1).apply(sample_message());
    let answered = quoted
        .replace("> | pour les communes", "> | pour les communes\n\nBonne idée !\n>> Enfin.")
        .replace("> Attentes", "Oui.\n> Attentes");
    assert_ne!(answered, quoted);
    check_notes(&answered, &["Bonne idée !", ">> Enfin.", "Oui."]);
}

#[test]
fn lines_that_the_visitor_added_are_notes() {
    let added = sample_message()
        .replace("Licence", "PS : je viens en train.\nLicence")
        .replace("\nAttentes", "Objectifs bis : deux\n\nAttentes")
        .replace("À bientôt !", "À bientôt ! Camille");
    check_notes(
        &added,
        &["PS : je viens en train.", "Objectifs bis : deux", "À bientôt ! Camille"],
    );
}

#[test]
fn a_line_that_was_never_wrapped_does_not_go_on() {
    let long = "Un long texte que personne n’a coupé ".repeat(4);
    let text = format!("Nom : Zoé\nAttentes : {long}\nNote\n");
    let text = text.replace(" \n", "\n");
    let reading = read(&text);
    assert_eq!(reading.proposal.expectations, long.trim_end());
    assert_eq!(reading.notes, ["Note"]);
}

#[test]
fn of_two_messages_the_first_is_read() {
    let other = "Bonjour,\n\nVoici ma participation (x).\n\nNom : Zoé\n\nÀ bientôt !";
    let text = format!("{}\n{}", sample_message(), Mangling::Quote(1).apply(other));
    let reading = read(&text);
    assert!(reading.proposal.says_the_same_as(&sample()));
    assert!(reading.notes.contains(&"> Nom : Zoé".to_owned()), "{:?}", reading.notes);
}

#[test]
fn parts_of_a_message_are_read() {
    let reading = read("Logiciel:Démo\nObjectif :  Publier\n\nDépôt : x");
    assert_eq!(reading.proposal.software[0].name, "Démo");
    assert_eq!(reading.proposal.software[0].goals[0].text, " Publier");
    assert_eq!(reading.proposal.software[0].repository, "x");
}

#[test]
fn an_address_that_was_escaped_is_the_texts_own() {
    let reading = read("Je peux apporter : a@b.fr\\<mailto:a@b.fr\\>");
    assert_eq!(reading.proposal.offers, "a@b.fr<mailto:a@b.fr\\>");
}

#[test]
fn what_the_opening_says_besides_the_event_is_a_note() {
    for opening in ["Voici ma participation : enfin !", "Voici ma participationx"] {
        let reading = read(&format!("{opening}\nNom : Zoé"));
        assert_eq!(reading.proposal.name, "Zoé");
        assert_eq!(reading.notes, [opening]);
    }
    assert_eq!(read(&format!("{OPENING}\u{a0}\nNom : Zoé")).notes, Vec::<String>::new());
}

#[test]
fn what_has_no_place_is_a_note() {
    let reading = read("Dépôt : x\nNom : a\nNom : b\nPrésence : demain\n| soir\nTicket : y\n|");
    assert_eq!(reading.proposal.name, "a");
    assert_eq!(reading.notes, ["Dépôt : x", "Nom : b", "Présence : demain\nsoir", "Ticket : y"]);
}

#[test]
fn an_update_is_no_participation() {
    let text = "Bonjour,\n\nVoici ce qui change dans ma participation (x).\n\nNom : Zoé";
    let reading = read(text);
    assert!(reading.is_update && reading.proposal.is_empty());
    assert_eq!(reading.notes.len(), 3);
    let with_original = format!("{text}\n\n{}", Mangling::Quote(1).apply(sample_message()));
    assert!(read(&with_original).proposal.says_the_same_as(&sample()));
}

#[test]
fn a_text_about_something_else_is_notes() {
    let reading = read("\u{feff}Chère équipe :\n\nRien de neuf.\n");
    assert!(reading.proposal.is_empty());
    assert_eq!(reading.notes, ["\u{feff}Chère équipe :", "Rien de neuf."]);
}

#[test]
fn a_megabyte_of_anything_is_read_in_time() {
    let message = sample_message();
    for part in [
        ">",
        "> ",
        "|",
        "\\",
        "\\|",
        "<",
        "<a@b",
        "a@b <a@b> ",
        "Nom : ",
        "Nom : \n",
        "\n",
        "\n\n",
        "Voici ma participation",
        "Logiciel : a\nObjectif : ",
        "a ",
        "é\u{301}",
        message,
    ] {
        let text = part.repeat(1_000_000 / part.len());
        let reading = read(&text);
        assert!(reading.notes.len() <= text.len());
    }
}

proptest! {
    #[test]
    fn what_is_composed_reads_back(participation in participations()) {
        let reading = read(&compose(&participation, &EVENT).body);
        prop_assert!(
            reading.proposal.says_the_same_as(&participation.proposal()),
            "{:#?}", reading.proposal
        );
        prop_assert_eq!(reading.notes, Vec::<String>::new());
    }

    /// Each of these takes nothing away, or just what it is named after.
    #[test]
    fn each_mangling_takes_away_no_more_than_it_must(participation in participations()) {
        let body = compose(&participation, &EVENT).body;
        let keep: Loss = str::to_owned;
        let exact: [(Mangling, Loss); 9] = [
            (Mangling::Quote(1), keep),
            (Mangling::Quote(40), keep),
            (Mangling::Flow, keep),
            (Mangling::Crlf, keep),
            (Mangling::Headers, keep),
            (Mangling::Signature, keep),
            (Mangling::Decompose, compose_accents),
            (Mangling::NoBreakSpacesLost, |text| Mangling::NoBreakSpacesLost.apply(text)),
            (Mangling::StraightApostrophes, |text| Mangling::StraightApostrophes.apply(text)),
        ];
        for (mangling, loses) in exact {
            let mangled = mangling.apply(&body);
            let want = with_texts(&participation.proposal(), loses);
            let got = read(&mangled).proposal;
            prop_assert!(got.says_the_same_as(&want), "{mangling:?}\n{mangled}\n{got:#?}");
        }
    }

    #[test]
    fn no_journey_loses_a_word(participation in participations(), journey in journeys()) {
        let mut message = compose(&participation, &EVENT).body;
        for mangling in &journey {
            message = mangling.apply(&message);
        }
        let reading = read(&message);
        let want = with_texts(&participation.proposal(), essence);
        let got = with_texts(&reading.proposal, essence);
        prop_assert!(got.says_the_same_as(&want), "{message}\n{got:#?}\n{want:#?}");
    }

    /// What mail programs do by default to lines, words and letters.
    #[test]
    fn no_program_takes_a_letter_away(participation in participations(), depth in 0usize..3) {
        let body = compose(&participation, &EVENT).body;
        let want = with_texts(&participation.proposal(), letters);
        for mangling in [
            Mangling::Break("\n"),
            Mangling::Break(" \n"),
            Mangling::Pour,
            Mangling::JoinParagraphs,
            Mangling::JoinAll,
            Mangling::BarsQuoted,
            Mangling::LabelsApart,
            Mangling::Initials,
            Mangling::Padded,
        ] {
            let mangled = Mangling::Quote(depth).apply(&mangling.apply(&body));
            let got = with_texts(&read(&mangled).proposal, letters);
            prop_assert!(got.says_the_same_as(&want), "{mangling:?}\n{mangled}\n{got:#?}\n{want:#?}");
        }
    }

    /// What leaves no trace once it is undone.
    #[test]
    fn what_can_be_undone_is(participation in participations(), depth in 0usize..3) {
        let body = compose(&participation, &EVENT).body;
        for manglings in [
            &[Mangling::Unseen][..],
            &[Mangling::Gateway],
            &[Mangling::Gateway, Mangling::Gateway],
            &[Mangling::GatewayBehind],
            &[Mangling::Misread],
            &[Mangling::Misread, Mangling::Misread],
            &[Mangling::References],
            &[Mangling::References, Mangling::References],
            &[Mangling::Misread, Mangling::References],
            &[Mangling::ShortAbove],
        ] {
            let mut mangled = Mangling::Quote(depth).apply(&body);
            for mangling in manglings {
                mangled = mangling.apply(&mangled);
            }
            let reading = read(&mangled);
            prop_assert!(
                reading.proposal.says_the_same_as(&participation.proposal()),
                "{manglings:?}\n{mangled}\n{:#?}\n{:#?}", reading.proposal, participation
            );
            prop_assert_eq!((&reading.notes, reading.is_encoded), (&vec![], false));
        }
    }

    #[test]
    fn what_is_around_a_message_is_kept(participation in participations(), depth in 0usize..3) {
        let body = compose(&participation, &EVENT).body;
        let message = Mangling::Signature.apply(&Mangling::Headers.apply(&body));
        let reading = read(&Mangling::Quote(depth).apply(&message));
        let notes: Vec<&str> = reading.notes.iter().map(|it| it.trim_start_matches(['>', ' '])).collect();
        let around: Vec<&str> = HEADERS.iter().chain(&SIGNATURE).map(|it| it.trim_end()).collect();
        prop_assert_eq!(notes, around);
    }

    /// Nothing is dropped: every word of any text is in the proposal or in a note.
    #[test]
    fn no_word_of_any_text_is_dropped(lines in prop::collection::vec(lines(), 0..24)) {
        let text = lines.join("\n");
        let reading = read(&text);
        let mut kept = texts_of(&reading.proposal).join(" ");
        kept.push_str(&reading.notes.join(" "));
        for word in text.split(|c: char| !c.is_ascii_lowercase()).filter(|word| word.len() > 13) {
            prop_assert!(kept.contains(word), "{word}");
        }
    }

    #[test]
    fn reading_never_panics(text in texts(), any in "(?s).{0,200}") {
        read(&text);
        read(&any);
    }
}

/// Lines that look like those of a message, with words that no mark has.
fn lines() -> impl Strategy<Value = String> {
    let starts = prop::sample::select(vec![
        "",
        "",
        "> ",
        ">> ",
        "| ",
        "Nom : ",
        "Logiciel : ",
        "Objectif : ",
        "Demande (bug) : ",
        "Ticket : ",
        "Dépôt : ",
        "Présence : ",
        "Attentes : ",
        "Voici ma participation ",
        "À bientôt !",
        "-- ",
        "> Objectif : ",
        "> | ",
        "Bonjour, ",
    ]);
    let rest = prop_oneof![Just(String::new()), "([a-z]{14,20} ?){1,6}", texts()];
    (starts, rest).prop_map(|(start, rest)| format!("{start}{rest}"))
}
