use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

use super::mangling::{HEADERS, Mangling, SIGNATURE, journeys};
use super::*;
use crate::mail::compose::tests::EVENT;
use crate::mail::{self, compose};
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
fn a_long_line_of_somebody_else_says_nothing_of_ours() {
    let long = "je trouve que cet objectif est bien trop ambitieux pour deux jours, il faudrait se limiter";
    let goal = Mangling::Wrap(72).apply(GOAL_OF_89);
    for lines in [
        format!("{goal}\nObjectif : b\nPaul : {long}"),
        format!("{goal}\nObjectif : b\n\n{long}"),
        format!("{long}\n{goal}\nObjectif : b"),
    ] {
        let message = message_of(&lines);
        for message in [message.clone(), message.replace("À bientôt !", "")] {
            let reading = read(&message);
            let goal = GOAL_OF_89.strip_prefix("Objectif : ").unwrap();
            assert_eq!(goals_of(&reading), [goal, "b"], "{message}");
            assert_eq!(reading.notes.len(), 1, "{message}");
            assert_eq!(doubts_of(&reading)[0], DoubtKind::Joined);
        }
    }
    // Nor is it the rest of one of ours.
    let reading = read(&message_of(&format!("{GOAL_OF_70}\n{long}")));
    assert_eq!((reading.notes, reading.doubts), (vec![long.to_owned()], vec![]));
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
    assert_eq!(reading.proposal.software[0].goals[0].text, "Publier");
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
fn what_somebody_added_to_the_short_message_is_a_note() {
    let remark = "Attention, je n’arriverai qu’à 14 h le 9 janvier.";
    let short = format!(
        "Bonjour,\n\nParticipation de Zoé : {}Démo.\n- Publier {}\n- Relire\n{remark}\nLe texte complet est à coller ci-dessous.\n\n",
        "Démo, ".repeat(12),
        "la version 2 ".repeat(9)
    );
    for short in [
        short.clone(),
        Mangling::Wrap(72).apply(&short),
        short
            .replace(&format!("\n{remark}"), "")
            .replace("\n- Relire", &format!("\n\n{remark}\n\n- Relire")),
    ] {
        for message in
            [format!("{short}\n{}", sample_message()), format!("{}\n\n{short}", sample_message())]
        {
            check_notes(&message, &[remark]);
            let reading = read(&Mangling::Quote(1).apply(&message));
            assert_eq!(reading.notes, [format!("> {remark}")], "{message}");
        }
        let alone = read(&Mangling::Quote(1).apply(&short));
        assert!(alone.has_short_message && alone.proposal.is_empty(), "{alone:?}");
    }
    assert!(!read(sample_message()).has_short_message);
}

#[test]
fn a_text_about_something_else_is_notes() {
    let reading = read("\u{feff}Chère équipe :\n\nRien de neuf.\n");
    assert!(reading.proposal.is_empty());
    assert_eq!(reading.notes, ["\u{feff}Chère équipe :", "Rien de neuf."]);
}

/// A message with these lines in it, below « Logiciel : Démo ».
fn message_of(lines: &str) -> String {
    format!(
        "Bonjour,\n\nVoici ma participation (Fête, 1er mai 2025).\n\nNom : Zoé\n\nLogiciel : Démo\n{lines}\n\nÀ bientôt !"
    )
}

/// The goals of the first software.
fn goals_of(reading: &Reading) -> Vec<&str> {
    reading.proposal.software[0].goals.iter().map(|goal| goal.text.as_str()).collect()
}

/// Kinds of doubt, in order.
fn doubts_of(reading: &Reading) -> Vec<DoubtKind> {
    reading.doubts.iter().map(|doubt| doubt.kind).collect()
}

const GOAL_OF_89: &str =
    "Objectif : Traduire le guide des bibliothèques en breton et en occitan avant la fin du mois";
const GOAL_OF_70: &str = "Objectif : Traduire le guide des bibliothèques en breton et en occitan";
const GOAL_OF_48: &str = "Objectif : Traduire le guide des bibliothèques 1";

#[test]
fn what_somebody_wrote_below_is_a_note() {
    let long_link = "Dépôt : https://git.exemple.fr/groupe/sous-groupe/bibliotheques-de-bretagne";
    for (lines, note) in [
        (format!("{GOAL_OF_89}\nOui, avec plaisir"), "Oui, avec plaisir"),
        (format!("{GOAL_OF_89} \nOui"), "Oui"),
        (format!("{GOAL_OF_89}\n\u{a0}Oui"), "\u{a0}Oui"),
        (format!("{GOAL_OF_89}\n{GOAL_OF_70}\nOui, avec plaisir"), "Oui, avec plaisir"),
        (format!("{GOAL_OF_48} \nOui, avec plaisir"), "Oui, avec plaisir"),
        (format!("{GOAL_OF_48}\n:-) Oui"), ":-) Oui"),
        (format!("{GOAL_OF_48}\n:+1:"), ":+1:"),
        (format!("{GOAL_OF_48}\n:merci: @Paul"), ":merci: @Paul"),
        (format!("{GOAL_OF_48}{}\nOui", " ".repeat(30)), "Oui"),
        (format!("{GOAL_OF_70}\n\nOui"), "Oui"),
        (format!("{GOAL_OF_70}\n>> Oui"), ">> Oui"),
        (format!("{long_link}\nOui, avec plaisir"), "Oui, avec plaisir"),
        (format!("{long_link} \nC’est noté."), "C’est noté."),
        ("Dépôt : https://git.exemple.fr/demo\nMerci".to_owned(), "Merci"),
        (
            "Dépôt : https://git.exemple.fr/bibliotheques-de-bretagne/guides-\nC’est noté"
                .to_owned(),
            "C’est noté",
        ),
    ] {
        let reading = read(&message_of(&lines));
        assert_eq!(reading.notes, [note], "{lines}");
        assert_eq!(doubts_of(&reading), [], "{lines}");
        // The same in HTML, in a quotation, and where line ends are sure.
        for wrapping in [Wrapping::Html, Wrapping::Fixed] {
            let message = Mangling::Quote(1).apply(&message_of(&lines));
            let reading = parse(&message, wrapping, compose_accents);
            assert_eq!(reading.notes.len(), 1, "{lines}");
        }
    }
}

#[test]
fn what_may_be_the_rest_of_a_line_is_joined_and_in_doubt() {
    for (lines, goal) in [
        (format!("{GOAL_OF_70}\nOui"), format!("{GOAL_OF_70} Oui")),
        (format!("{GOAL_OF_70} \nOui"), format!("{GOAL_OF_70} Oui")),
        (
            format!("{GOAL_OF_48}\nanticonstitutionnellement"),
            format!("{GOAL_OF_48} anticonstitutionnellement"),
        ),
        (format!("{GOAL_OF_70} et\nen-Val"), format!("{GOAL_OF_70} et en-Val")),
        (format!("{GOAL_OF_70}-\nVal"), format!("{GOAL_OF_70}-Val")),
        (format!("{GOAL_OF_70} ou/\net"), format!("{GOAL_OF_70} ou/et")),
        (format!("{GOAL_OF_70}\n:-) Oui"), format!("{GOAL_OF_70} :-) Oui")),
        (format!("{GOAL_OF_70} -\net"), format!("{GOAL_OF_70} - et")),
    ] {
        let reading = read(&message_of(&lines));
        assert_eq!(goals_of(&reading), [goal.strip_prefix("Objectif : ").unwrap()]);
        assert_eq!(doubts_of(&reading), [DoubtKind::Joined], "{lines}");
        assert_eq!(reading.doubts[0].field, Field::Goal(reading.proposal.software[0].goals[0].id));
    }
}

#[test]
fn blanks_say_that_lines_go_on_where_one_sees_that_they_do() {
    let lines = format!("{GOAL_OF_70} \net en gallo\n{GOAL_OF_70} \net en gallo");
    let goal = GOAL_OF_70.strip_prefix("Objectif : ").unwrap();
    let reading = read(&message_of(&lines));
    assert_eq!(goals_of(&reading), [format!("{goal} et en gallo"), format!("{goal} et en gallo")]);
    assert_eq!(doubts_of(&reading), []);
    let reading = parse(&message_of(&lines), Wrapping::Fixed, compose_accents);
    assert_eq!(doubts_of(&reading), [DoubtKind::Joined; 2]);
}

#[test]
fn quoted_lines_that_were_wrapped_without_a_mark_go_on() {
    for rest in ["Oui", "oui, avec plaisir"] {
        let message = Mangling::Quote(1)
            .apply(&message_of(GOAL_OF_70))
            .replace("en occitan", &format!("en occitan\n{rest}"));
        let reading = read(&message);
        assert!(goals_of(&reading)[0].ends_with(&format!("en occitan {rest}")), "{message}");
        assert_eq!(doubts_of(&reading), [DoubtKind::Joined]);
        let reading = read(&message.replace("Traduire", "Écrire, puis traduire"));
        assert_eq!(reading.notes, [rest]);
    }
    // But not in what begins with a mark.
    for line in ["Objectif : b", "- Objectif : b", "*Objectif : b*", "| b", "À bientôt !"] {
        let quoted = Mangling::Quote(1).apply(&message_of(&format!("{GOAL_OF_70}\nObjectif : c")));
        let message = quoted.replace("> Objectif : c", &format!("{line}\n> Objectif : c"));
        let reading = read(&message);
        let goal = GOAL_OF_70.strip_prefix("Objectif : ").unwrap();
        assert_eq!(goals_of(&reading), [goal, "c"], "{line}");
        assert_eq!((reading.notes, reading.doubts), (vec![line.to_owned()], vec![]));
    }
}

#[test]
fn words_that_were_broken_are_whole_again() {
    for length in [72, 80, 100, 142, 143, 213] {
        for depth in 0..3 {
            let word = "abcdefghij".repeat(30)[..length].to_owned();
            let message =
                Mangling::BreakWords(71).apply(&message_of(&format!("Objectif : {word}")));
            let reading = read(&Mangling::Quote(depth).apply(&message));
            assert_eq!(goals_of(&reading), [word]);
        }
    }
}

#[test]
fn a_word_as_wide_as_a_broken_one_keeps_the_blank_behind_it() {
    let word = "abcdefghij".repeat(8)[..71].to_owned();
    let reading = read(&message_of(&format!("Objectif : \n{word} \net la suite")));
    assert_eq!(goals_of(&reading), [format!("{word} et la suite")]);
}

#[test]
fn a_mark_that_goes_over_the_end_of_a_line_is_the_texts_own() {
    for text in [
        "Voici ma\nparticipation",
        "\\\\Voici ma\nparticipation",
        "x> \\Voici ma\nparticipation\nb",
        "À\nbientôt !",
        "x \\\\Nom\n: a",
    ] {
        let mut draft = sample();
        text.clone_into(&mut draft.expectations);
        let body = compose(&crate::Participation::parse(&draft).unwrap(), &EVENT).body;
        for depth in 0..2 {
            let reading = read(&Mangling::Quote(depth).apply(&body));
            assert_eq!(reading.proposal.expectations, text, "{body}");
            assert_eq!(reading.notes, [""; 0], "{body}");
        }
    }
}

#[test]
fn unescaped_marks_are_starts_of_lines() {
    for (lines, goals, notes) in [
        ("Objectif : a Objectif : b", &["a", "b"][..], &[][..]),
        ("Objectif : a Objectif: b Objectif\u{a0}: c", &["a", "b", "c"], &[]),
        ("Objectif : a | b | c", &["a\nb\nc"], &[]),
        ("Objectif : a |\n| b", &["a\n\nb"], &[]),
        ("Dépôt : https://a.fr Licence : MIT Objectif : a", &["a"], &[]),
        ("Objectif : a Ticket : https://a.fr", &["a"], &["Ticket : https://a.fr"]),
        ("Objectif : a \\Objectif : b", &["a Objectif : b"], &[]),
        ("Objectif : a \\\\Objectif : b", &["a \\Objectif : b"], &[]),
        ("Objectif : a \\| b", &["a | b"], &[]),
        ("Objectif : a|b \\-- c", &["a|b -- c"], &[]),
        ("Objectif : \u{200b}a \u{200b}Objectif\u{200e} : b", &["\u{200b}a \u{200b}", "b"], &[]),
        ("Objectif\n: a", &["a"], &[]),
        ("Objectif : a Objectif\n: b", &["a", "b"], &[]),
        ("Objectif : a Dépôt\n:https://a.fr", &["a"], &[]),
        ("Objectif : a\n:\u{a0}b", &["a :\u{a0}b"], &[]),
        ("Objectif : a\nD’accord. Objectif : b", &["a"], &["D’accord. Objectif : b"]),
        ("Objectif : a À bientôt ! Zoé", &["a"], &["Zoé"]),
    ] {
        let reading = read(&message_of(lines));
        assert_eq!(goals_of(&reading), goals, "{lines}");
        assert_eq!(reading.notes, notes, "{lines}");
    }
}

#[test]
fn entries_are_known_in_lists_and_with_emphasis() {
    for lines in [
        "- Objectif : a\n- Objectif : b\n| c",
        "•\u{a0}\u{a0} Objectif : a\n•\u{a0}\u{a0} Objectif : b\n| c",
        "1. Objectif : a\n2. Objectif : b\n   | c",
        "*Objectif :* a\n*Objectif* : b\n| c",
        "**Objectif : a**\n- *Objectif : b*\n| c",
    ] {
        for depth in 0..2 {
            let reading = read(&Mangling::Quote(depth).apply(&message_of(lines)));
            assert_eq!(goals_of(&reading), ["a", "b\nc"], "{lines}");
            assert_eq!((doubts_of(&reading), reading.notes), (vec![], vec![]), "{lines}");
        }
    }
    // A text has it escaped.
    let reading = read(&message_of("Objectif : a\n| - \\Objectif : b\n| *\\Objectif : c*"));
    assert_eq!(goals_of(&reading), ["a\n- Objectif : b\n*Objectif : c*"]);
}

#[test]
fn what_belongs_to_something_unknown_goes_nowhere_else() {
    let below = "Dépôt : https://a.fr\nObjectif : b\nDemande (bug) : c\nTicket : https://b.fr";
    for line in [
        "Logiciel libre : Carto",
        "Logiciel 2 : Carto",
        "- Autre logiciel : Carto",
        "LOGICIEL : Carto",
        "*Logiciel : Carto",
        "Logiciel :",
        "Logiciel : Carto",
    ] {
        let lines = format!("Objectif : a\n{line}\n| bis\n{below}\nLogiciel : Fin\nObjectif : d");
        let lines = if line.ends_with(':') { lines.replace("| bis\n", "") } else { lines };
        let reading = read(&message_of(&lines));
        let software = &reading.proposal.software;
        assert_eq!(goals_of(&reading), ["a"], "{line}");
        assert_eq!((&*software[0].repository, software[0].help_requests.len()), ("", 0), "{line}");
        assert_eq!(software.last().unwrap().goals[0].text, "d");
        if software.len() == 2 {
            let orphans: Vec<String> = below.lines().map(str::to_owned).collect();
            assert!(reading.notes.ends_with(&orphans), "{:?}", reading.notes);
        }
    }
    for line in ["Demande : c", "Demande (bogue) : c", "Demande (bug) :", "Nouvelle demande : c"] {
        let lines = format!("Demande (bug) : a\n{line}\nTicket : https://b.fr\nObjectif : d");
        let reading = read(&message_of(&lines));
        assert_eq!(reading.proposal.software[0].help_requests[0].ticket, "", "{line}");
        assert_eq!(goals_of(&reading), ["d"]);
        assert!(reading.notes.contains(&"Ticket : https://b.fr".to_owned()), "{line}");
    }
    // What stands elsewhere is no part of the message.
    let quoted = Mangling::Quote(1).apply(&message_of("Objectif : a\nObjectif : b"));
    let answered = quoted.replace("> Objectif : b", "Beau logiciel : bravo\n> Objectif : b");
    assert_eq!(goals_of(&read(&answered)), ["a", "b"]);
}

#[test]
fn what_is_struck_through_is_a_note() {
    let lines = "Objectif : a <s>b</s><br>Objectif : <del>c</del><br>| d<br><s>Logiciel : e<br>Objectif : f</s><br>Objectif : g";
    let html = message_of(lines).replace('\n', "<br>");
    let html = format!("<!doctype html>{html}");
    let reading =
        mail::import(mail::Input::File(html.as_bytes()), crate::testing::decode, compose_accents);
    let reading = reading.unwrap();
    assert_eq!(goals_of(&reading), ["a", "d"]);
    assert_eq!(
        reading.notes,
        ["~~b~~", "~~c~~", "~~Logiciel : e~~", "~~Objectif : f~~", "Objectif : g"]
    );
}

#[test]
fn what_nobody_sees_hides_no_mark() {
    for (line, goals) in [
        ("\u{200b}Objectif : a", &["a"][..]),
        ("\u{feff}\u{200e}Objectif : a", &["a"]),
        ("Ob\u{ad}jectif : a", &["a"]),
        ("Objectif\u{2060} : a", &["a"]),
        ("Objectif :\u{200b} a", &["a"]),
        ("Objectif : a\n\u{200f}| b", &["a\nb"]),
        ("Objectif : a\u{200b}b", &["a\u{200b}b"]),
        ("Objectif : \u{202e}a", &["\u{202e}a"]),
        ("\u{180e}Objectif : a\n\u{200b}\n\u{fe0f}Objectif : b", &["a", "b"]),
        ("\u{61c}Objectif\u{200d}: a", &["a"]),
    ] {
        let reading = read(&message_of(line));
        assert_eq!(goals_of(&reading), goals, "{line:?}");
        assert_eq!(reading.notes, Vec::<String>::new(), "{line:?}");
    }
    let quoted = Mangling::Quote(1).apply(&message_of("Objectif : a")).replace('>', "\u{200b}>");
    assert_eq!(goals_of(&read(&quoted)), ["a"]);
    let closed = message_of("Objectif : a").replace("À bientôt", "\u{feff}À\u{200b} bientôt");
    assert_eq!(read(&format!("{closed}\nObjectif : b")).notes, ["Objectif : b"]);
}

#[test]
fn other_quote_marks_are_known() {
    for mark in [
        "ZD>",
        "Zoé D.>",
        "Zoé d’Étoile>",
        "> ZD>",
        "ZD> CD>",
        "|",
        "  |",
        "zd:",
        "%",
        "ZD> >",
        "* ",
    ] {
        let message = message_of("Objectif : a\n| b");
        let quoted = message.lines().map(|line| format!("{mark} {line}").trim_end().to_owned());
        let quoted = quoted.collect::<Vec<_>>().join("\n");
        let reading = read(&format!("Le 3 janvier, Zoé a écrit :\n{quoted}\nMerci !"));
        assert_eq!(goals_of(&reading), ["a\nb"], "{mark}");
        assert_eq!(reading.notes, ["Le 3 janvier, Zoé a écrit :", "Merci !"], "{mark}");
    }
}

#[test]
fn deeper_lines_are_further_ones_where_no_others_are() {
    for (lines, goals, notes) in [
        ("Objectif : a\n> b", &["a\nb"][..], &[][..]),
        ("Objectif : a\n> b\n>\n> c", &["a\nb\n\nc"], &[]),
        ("Objectif : a\n>  b\nObjectif : c\n> d", &["a\n b", "c\nd"], &[]),
        ("Objectif : a\n>> b", &["a"], &[">> b"]),
        ("Objectif : a\n\n> b", &["a"], &["> b"]),
        ("Objectif : a\n| b\n> c", &["a\nb"], &["> c"]),
        ("Objectif : a\nOui\n> b", &["a"], &["Oui", "> b"]),
        ("Objectif : a\n> \\> b", &["a\n> b"], &[]),
        ("Objectif : a\n> \\Objectif : b", &["a\nObjectif : b"], &[]),
        ("Objectif : a\n> b\n>> c", &["a\nb"], &[">> c"]),
        ("Objectif : a\n> Objectif : b", &["a"], &["> Objectif : b"]),
        ("Objectif : a\n> | b", &["a"], &["> | b"]),
    ] {
        for depth in 0..2 {
            let reading = read(&Mangling::Quote(depth).apply(&message_of(lines)));
            assert_eq!(goals_of(&reading), goals, "{lines}");
            assert_eq!(reading.notes.len(), notes.len(), "{lines}");
            assert!(depth > 0 || reading.notes == notes, "{lines}");
            // Somebody may have quoted them there.
            let is_doubtful = |goal: &&&str| goal.contains('\n') && !lines.contains('|');
            let doubtful = goals.iter().filter(is_doubtful).count();
            assert_eq!(doubts_of(&reading), vec![DoubtKind::Joined; doubtful], "{lines}");
        }
    }
}

#[test]
fn links_are_as_they_were() {
    let safe =
        "https://eur03.safelinks.protection.outlook.com/?url=https%3A%2F%2Fa.fr%2Fb&data=05%7C02";
    for (said, link) in [
        (safe.to_owned(), "https://a.fr/b"),
        (format!("<{safe}>"), "https://a.fr/b"),
        (format!("https://a.fr/b<{safe}>"), "https://a.fr/b"),
        (format!("https://a.fr/b <{safe}>"), "https://a.fr/b"),
        (format!("a.fr/b <{safe}>"), "a.fr/b"),
        (format!("{safe} <{safe}>"), "https://a.fr/b"),
        (
            "https://a.fr/b<https://a.fr/b><https://a.fr/b<https://a.fr/b>>".to_owned(),
            "https://a.fr/b",
        ),
        (format!("https://a.fr/b <https://a.fr/b <{safe}>> <{safe} <{safe}>>"), "https://a.fr/b"),
        ("<https://a.fr/b>".to_owned(), "https://a.fr/b"),
        ("https://a.fr/é <https://a.fr/%C3%A9>".to_owned(), "https://a.fr/é"),
        ("https://a.fr/%C3%A9 <https://a.fr/é/>".to_owned(), "https://a.fr/%C3%A9"),
        ("https://a.fr/b<https://protect.example/s/AbC?domain=a.fr>".to_owned(), "https://a.fr/b"),
        ("https://a.fr/\u{200b}b\u{ad}".to_owned(), "https://a.fr/b"),
        ("https://a.fr/b- c/d? e=f".to_owned(), "https://a.fr/b-c/d?e=f"),
        ("https://a.fr/b (miroir)".to_owned(), "https://a.fr/b (miroir)"),
    ] {
        let reading = read(&message_of(&format!("Dépôt : {said}")));
        assert_eq!(reading.proposal.software[0].repository, link, "{said}");
    }
    let goal =
        format!("Objectif : Lire {safe}, puis le guide <{safe}> et https://a.fr/b <{safe}>.");
    let reading = read(&message_of(&goal));
    assert_eq!(
        goals_of(&reading),
        ["Lire https://a.fr/b, puis le guide <https://a.fr/b> et https://a.fr/b."]
    );
    let google = "https://www.google.com/url?q=https://a.fr/b&usg=AOvVaw0123456789abcdefgh";
    let reading = read(&message_of(&format!(
        "Dépôt : {google}\nDemande (bug) : x\nTicket : https://git.exemple.fr/de…"
    )));
    assert_eq!(reading.proposal.software[0].repository, "https://a.fr/b");
    assert_eq!(doubts_of(&reading), [DoubtKind::Rewritten, DoubtKind::Shortened]);
    let opaque = "https://url.uk.m.mimecastprotect.com/s/AbCdC0123456789fXyZ?domain=a.fr";
    let reading = read(&message_of(&format!("Dépôt : {opaque}\nObjectif : Lire {opaque} vite")));
    assert_eq!(reading.proposal.software[0].repository, opaque);
    assert_eq!(doubts_of(&reading), [DoubtKind::Rewritten; 2]);
}

#[test]
fn links_in_brackets_are_as_they_were() {
    let safe =
        "https://eur03.safelinks.protection.outlook.com/?url=https%3A%2F%2Fa.fr%2Fb&data=05%7C02";
    let long = "https://git.exemple.fr/bibliotheques-de-bretagne/guides-fr";
    for (said, link) in [
        ("[ https://a.fr/b | https://a.fr/b ] ".to_owned(), "https://a.fr/b"),
        ("[ https://a.fr/b | a.fr/b ]".to_owned(), "a.fr/b"),
        ("[ https://a.fr/%C3%A9 | https://a.fr/é ]".to_owned(), "https://a.fr/é"),
        (format!("[ {safe} | https://a.fr/b ]"), "https://a.fr/b"),
        (format!("[ {long} |\n{long} ]"), long),
        (format!("[ {long}\n| {long} ]"), long),
        (format!("[\n{long} |\n{long} ]"), long),
    ] {
        for depth in 0..2 {
            let message = message_of(&format!("Dépôt : {said}\nObjectif : a"));
            let reading = read(&Mangling::Quote(depth).apply(&message));
            assert_eq!(reading.proposal.software[0].repository, link, "{said}");
            assert_eq!((doubts_of(&reading), &*reading.notes), (vec![], &[][..]), "{said}");
        }
    }
    for (said, goal) in [
        ("Lire [ https://a.fr | https://a.fr ]  avec Paul", "Lire https://a.fr avec Paul"),
        ("a [ mailto:a@b.fr | a@b.fr ], b [ http://c.fr | c.fr ] c", "a a@b.fr, b c.fr c"),
        ("a [ https://a.fr | b ] c", "a [ https://a.fr\nb ] c"),
        ("a [ https://a.fr\n|  b", "a [ https://a.fr\n b"),
        ("a [ https://a.fr\n|\n| b", "a [ https://a.fr\n\nb"),
        ("a [ b | b ]", "a [ b\nb ]"),
        ("[ https://a.fr \\| https://a.fr ]", "[ https://a.fr | https://a.fr ]"),
    ] {
        assert_eq!(goals_of(&read(&message_of(&format!("Objectif : {said}")))), [goal], "{said}");
    }
}

#[test]
fn letters_that_are_lost_are_in_doubt() {
    let message = sample_message();
    let changed = |change: fn(char) -> &'static str| {
        let letters = message
            .chars()
            .map(|c| if c.is_ascii() { c.to_string() } else { change(c).to_owned() });
        letters.collect::<String>()
    };
    let bare = |c| match c {
        'é' | 'è' => "e",
        'ô' => "o",
        'À' => "A",
        'É' => "E",
        _ => "'",
    };
    for damaged in [
        changed(|_| "?"),
        changed(|_| "??"),
        changed(|_| "\u{fffd}"),
        changed(|_| "\u{fffd}\u{fffd}"),
        changed(bare),
        changed(|_| ""),
        Mangling::Quote(1).apply(&changed(|_| "?")),
        Mangling::Wrap(72).apply(&changed(bare)),
        Mangling::Misread.apply(message).replace('\u{81}', ""),
    ] {
        let reading = read(&damaged);
        assert_eq!(reading.proposal.presence, sample().presence, "{damaged}");
        assert_eq!(reading.proposal.email, sample().email, "{damaged}");
        assert_eq!(reading.proposal.software[0].repository, sample().software[0].repository);
        let is_mended = reading.proposal.software[0].name == sample().software[0].name;
        assert!(is_mended || doubts_of(&reading).contains(&DoubtKind::Damaged), "{damaged}");
        assert_eq!(reading.notes, Vec::<String>::new(), "{damaged}");
    }
}

#[test]
fn misread_letters_are_mended() {
    let spaced = |text: &str| text.replace('\u{a0}', " ");
    let latin_9 = |text: &str| {
        let letters = text.replace('¤', "€").replace('¨', "š").replace('´', "Ž");
        letters.replace('¸', "ž").replace('¼', "Œ").replace('½', "œ").replace('¾', "Ÿ")
    };
    let message = message_of("Objectif : Répéter « à côté », où ? ½ m² – déjà l’été… ¼ œuf");
    let want = read(&message);
    for damaged in [
        Mangling::Misread.apply(&message),
        Mangling::Quote(2).apply(&Mangling::Misread.apply(&message)),
        Mangling::Crlf.apply(&Mangling::Misread.apply(&message)),
        Mangling::Misread.apply(&Mangling::Misread.apply(&message)),
        Mangling::References.apply(&message),
        Mangling::References.apply(&Mangling::Misread.apply(&message)),
        Mangling::Misread.apply(&Mangling::References.apply(&message)),
        spaced(&Mangling::Misread.apply(&message)),
    ] {
        let reading = read(&damaged);
        assert_eq!(
            goals_of(&reading)[0].replace('\u{a0}', " "),
            goals_of(&want)[0].replace('\u{a0}', " "),
            "{damaged}"
        );
        assert_eq!((doubts_of(&reading), reading.notes), (vec![], vec![]), "{damaged}");
    }
    let message = message_of("Objectif : Répéter à côté");
    let damaged = latin_9(&message.bytes().map(char::from).collect::<String>());
    assert_eq!(goals_of(&read(&damaged)), ["Répéter à côté"], "{damaged}");
}

#[test]
fn a_text_that_talks_of_damage_is_none() {
    for goal in [
        "Corriger « DÃ©pÃ´t » et « PrÃ©sence »",
        "Décoder =C3=A9 et =E2=80=99",
        "Échapper &eacute; et &amp;",
        "Qui? Quoi?",
    ] {
        let message = message_of(&format!("Objectif : {goal}"));
        let reading = read(&message);
        assert_eq!(goals_of(&reading), [goal]);
        assert!(!reading.is_encoded);
        assert_eq!(read(&Mangling::Misread.apply(&message)).proposal, reading.proposal);
    }
}

#[test]
fn sources_of_messages_are_refused() {
    let quoted_printable = |text: &str| {
        let bytes = text.bytes().map(|byte| match byte {
            b'=' | 0x80.. => format!("={byte:02X}"),
            _ => char::from(byte).to_string(),
        });
        bytes.collect::<String>()
    };
    for lines in ["Objectif : a", "Dépôt : https://a.fr", "Objectif : é", "Licence : l’une"] {
        let message = quoted_printable(&message_of(lines));
        for source in [
            message.clone(),
            format!("Content-Transfer-Encoding: quoted-printable\n\n{message}"),
            message.to_lowercase().replace("nom :", "Nom :").replace("voici", "Voici"),
            Mangling::Quote(1).apply(&message),
        ] {
            // Where no letter is left that proves it, there is nothing else to see.
            let reading = read(&source);
            assert!(reading.is_encoded || !source.contains("=C3"), "{source}");
        }
    }
    let latin_1 =
        "Nom : Zo=E9\nPr=E9sence : 9 janvier 2024\nD=E9p=F4t : https://a.fr\n=C0 bient=F4t !";
    assert!(read(latin_1).is_encoded);
}

#[test]
fn the_end_of_a_message_that_was_cut_is_in_doubt() {
    let message = message_of("Objectif : a\nObjectif : bcd");
    let cut = message.split("cd").next().unwrap();
    let reading = read(cut);
    let last = reading.proposal.software[0].goals[1].id;
    assert_eq!(reading.doubts, [Doubt { field: Field::Goal(last), kind: DoubtKind::Shortened }]);
    assert_eq!(doubts_of(&read(&message)), []);
}

#[test]
fn initials_are_known_whatever_blank_lines_are_between() {
    let quoted: Vec<String> = sample_message()
        .lines()
        .map(|line| format!("> ZÉ> {line}").trim_end().to_owned())
        .collect();
    for blank in ["\n", "\n>\n>\n>\n>\n", "\n|\n", "\n > \r\n"] {
        assert_eq!(
            read(&quoted.join(blank)).proposal,
            read(sample_message()).proposal,
            "{blank:?}"
        );
    }
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
        "[ https://a.fr | a.fr ] ",
        "Nom : [ https://a.fr\n",
        "| [ https://a.fr\n",
        "|\n",
        "*Nom : ",
        "- Logiciel : \n",
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
            let reading = read(&mangled);
            // Long further lines without their mark look like the rest of each other.
            let may_be_rests = mangling == Mangling::BarsQuoted && !reading.doubts.is_empty();
            let lines = |text: &str| if may_be_rests { text.replace('\n', "") } else { text.to_owned() };
            let want = with_texts(&want, lines);
            let got = with_texts(&with_texts(&reading.proposal, letters), lines);
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
