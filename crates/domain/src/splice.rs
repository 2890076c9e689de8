//! The smallest change between two texts.

use std::ops::Range;

/// One run of a text that another run took the place of.
///
/// It holds what changed and nothing else, so that hundreds of changes to a long text weigh no more
/// than what was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Splice {
    /// Where the run is: bytes of the text, on boundaries of characters.
    pub range: Range<usize>,
    /// What comes in its place.
    pub text: String,
}

impl Splice {
    /// What makes `after` out of `before`: what both begin and end with is left out.
    pub fn between(before: &str, after: &str) -> Self {
        let start = common_start(before, after);
        let (tail, after_tail) =
            (before.get(start..).unwrap_or_default(), after.get(start..).unwrap_or_default());
        let end = common_end(tail, after_tail);
        let text = after_tail.get(..after_tail.len() - end).unwrap_or_default();
        Self { range: start..before.len() - end, text: text.to_owned() }
    }

    /// Whether both texts were the same.
    pub(crate) fn changes_nothing(&self) -> bool {
        self.range.is_empty() && self.text.is_empty()
    }

    /// Makes the change, and returns the one that takes it back; `None` when it was made for
    /// another text.
    pub fn apply(self, text: &mut String) -> Option<Self> {
        let Self { range, text: inserted } = self;
        let removed = text.get(range.clone())?.to_owned();
        text.replace_range(range.clone(), &inserted);
        Some(Self { range: range.start..range.start + inserted.len(), text: removed })
    }

    /// This change and then `next`, as one; `None` when they are apart from each other.
    #[must_use]
    pub fn then(&self, next: &Self) -> Option<Self> {
        // Where this change's text stands when the next one comes.
        let written = self.range.start..self.range.start + self.text.len();
        if next.range.end < written.start || next.range.start > written.end {
            return None;
        }
        let kept_before = self.text.get(..next.range.start.saturating_sub(written.start))?;
        let after = next.range.end.saturating_sub(written.start).min(self.text.len());
        let kept_after = self.text.get(after..)?;
        let start = self.range.start.min(next.range.start);
        let end = self.range.end + next.range.end.saturating_sub(written.end);
        Some(Self { range: start..end, text: [kept_before, &next.text, kept_after].concat() })
    }
}

/// Where a caret at `caret` in `before` belongs in `after`: beside the same characters. Carets are
/// counted in UTF-16 code units, as browsers do.
pub fn carry_caret(before: &str, after: &str, caret: usize) -> usize {
    let splice = Splice::between(before, after);
    let units = |text: &str, end: usize| {
        text.get(..end).map_or(0, |start| start.chars().map(char::len_utf16).sum::<usize>())
    };
    if caret <= units(before, splice.range.start) {
        return caret;
    }
    let from_end = units(before, before.len()).saturating_sub(caret);
    let tail = units(after, after.len());
    // Within what was replaced, it comes to stand behind what replaced it.
    tail.saturating_sub(from_end).max(units(after, splice.range.start + splice.text.len()))
}

fn common_start(a: &str, b: &str) -> usize {
    let same = a.chars().zip(b.chars()).take_while(|(a, b)| a == b);
    same.map(|(character, _)| character.len_utf8()).sum()
}

fn common_end(a: &str, b: &str) -> usize {
    let same = a.chars().rev().zip(b.chars().rev()).take_while(|(a, b)| a == b);
    same.map(|(character, _)| character.len_utf8()).sum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing::texts;

    #[test]
    fn only_what_changed_is_kept() {
        let splice = |range, text: &str| Splice { range, text: text.to_owned() };
        assert_eq!(Splice::between("", "a"), splice(0..0, "a"));
        assert_eq!(Splice::between("chapeau bleu", "chapeau bleus"), splice(12..12, "s"));
        assert_eq!(Splice::between("aaa", "aa"), splice(2..3, ""));
        assert_eq!(Splice::between("été", "êté"), splice(0..2, "ê"));
    }

    #[test]
    fn a_caret_stays_beside_the_same_characters() {
        for (before, after, caret, want) in [
            ("Zoé", "Zoé Durand", 1, 1),
            ("Zoé", "Zoé Durand", 3, 3),
            ("Zoé", "Mme Zoé", 1, 5),
            ("🧢 bleu", "🧢 ciel bleu", 4, 9),
            ("abc", "", 2, 0),
            ("abcdef", "aXf", 3, 2),
        ] {
            assert_eq!(carry_caret(before, after, caret), want, "{before:?} {after:?} {caret}");
        }
    }

    proptest! {
        #[test]
        fn a_splice_makes_the_text_and_its_inverse_takes_it_back(before in texts(), after in texts()) {
            let mut text = before.clone();
            let back = Splice::between(&before, &after).apply(&mut text).unwrap();
            prop_assert_eq!(&text, &after);
            back.apply(&mut text).unwrap();
            prop_assert_eq!(text, before);
        }

        #[test]
        fn two_splices_as_one_do_the_same(a in texts(), b in texts(), c in texts()) {
            let (first, second) = (Splice::between(&a, &b), Splice::between(&b, &c));
            if let Some(both) = first.then(&second) {
                let mut text = a;
                both.apply(&mut text).unwrap();
                prop_assert_eq!(text, c);
            }
        }

        #[test]
        fn a_caret_stays_within_the_text(before in texts(), after in texts(), caret in 0usize..40) {
            let units = |text: &str| text.encode_utf16().count();
            let caret = caret.min(units(&before));
            prop_assert!(carry_caret(&before, &after, caret) <= units(&after));
        }
    }
}
