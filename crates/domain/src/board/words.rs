//! Words, as they are looked for and compared: without regard to accents and case.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::text::push_folded;

/// A text's words in small letters, without accents, with one space between them.
pub(super) fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        push_small(&mut folded, c);
    }
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Adds a letter as [`push_folded`] does, whatever its case.
fn push_small(text: &mut String, c: char) {
    if c.is_ascii() {
        push_folded(text, c);
    } else {
        c.to_lowercase().for_each(|c| push_folded(text, c));
    }
}

/// A word that says what a text is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// Where it stands in the text.
    pub(super) place: Range<usize>,
    /// What it is compared by: the word without its plural, accents and case.
    pub(super) stem: String,
}

/// The words of a text that say what it is about, in order, each once.
pub(super) fn telling_words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut seen = BTreeSet::new();
    let mut folded = String::new();
    let mut start = 0;
    // A space at the end ends the last word.
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let length = folded.len();
        push_small(&mut folded, c);
        if !folded.ends_with(' ') {
            continue;
        }
        folded.truncate(length);
        if let Some(stem) = stem(&folded)
            && seen.insert(stem.to_owned())
        {
            words.push(Word { place: start..at, stem: stem.to_owned() });
        }
        folded.clear();
        start = at + c.len_utf8();
    }
    words
}

/// What a folded word is compared by; `None` for words that say nothing.
fn stem(word: &str) -> Option<&str> {
    let is_short = word.chars().nth(1).is_none();
    if is_short || STOP_WORDS.split_ascii_whitespace().any(|other| other == word) {
        return None;
    }
    let singular = word.strip_suffix(['s', 'x']).filter(|word| word.chars().nth(2).is_some());
    Some(singular.unwrap_or(word))
}

/// Words of no meaning by themselves, and those that most needs and offers have.
const STOP_WORDS: &str = "\
    le la les un une des du de au aux ce cet cette ces mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs \
    je tu il elle on nous vous ils elles me te se moi toi lui eux qui que quoi dont ou quel quelle quels quelles \
    et mais donc or ni car si ne pas plus moins tres trop peu bien mal aussi encore deja toujours jamais ici \
    dans sur sous avec sans pour par en vers chez entre contre depuis pendant avant apres comme selon afin lors \
    est sont etre ete etait suis sommes ai as avons avez ont avoir avait fait faire fais faut peut peux pouvons \
    pouvez peuvent pouvoir voudrais voudrions veux voulons souhaite souhaitons aimerais aimerions aider aide aides \
    apporter apporte apportons besoin besoins cherche cherchons chercher quelqu quelque quelques tout tous toute \
    toutes autre autres meme memes cela ca tel telle tels telles chaque plusieurs deux jour jours temps \
    logiciel logiciels projet projets demande demandes offre offres proposer propose proposons connais connait \
    connaissance connaissances competence competences experience \
    the an of to in on for and or is are with from by at as it this that we our you your can";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_folded() {
        for (text, want) in [
            ("  Été\u{a0}à l’ŒUVRE ", "ete a l oeuvre"),
            ("E\u{301}te\u{301}", "ete"),
            ("C++, Node.js", "c node js"),
            ("ЖУРНАЛ", "журнал"),
            ("", ""),
        ] {
            assert_eq!(folded(text), want);
        }
    }

    #[test]
    fn telling_words_are_found_as_they_are_written() {
        let text = "Je peux relire des tests d’Accessibilité, et l’API : jeux d’accès, un test";
        let words = telling_words(text);
        let words: Vec<_> = words.iter().map(|it| (&text[it.place.clone()], &*it.stem)).collect();
        assert_eq!(
            words,
            [
                ("relire", "relire"),
                ("tests", "test"),
                ("Accessibilité", "accessibilite"),
                ("API", "api"),
                ("jeux", "jeu"),
                ("accès", "acce"),
            ]
        );
    }
}
