//! The lines of a message, and which of them are the rest of the one before.
//!
//! A program that wraps lines breaks one where the next word would not have fitted. So a line may go
//! on in the next one if that word would have made it longer than [`SHORTEST_WRAP`], and if it is
//! not itself longer than [`LONGEST_WRAP`]. A person may as well have written below a line of just
//! that length: such joins are doubtful. With `format=flowed` (RFC 3676) the line says so itself, by
//! a blank at its end; where blanks end other lines too, they mean nothing.

use crate::HelpKind;
use crate::mail::Wrapping;
use crate::mail::grammar::{
    CLOSING, Label, OPENING, SIGNATURE, UPDATE_OPENING, opened_entry, opened_line, strip_words,
};
use crate::text::{is_invisible, push_folded, visible_start};

/// No program wraps lines, less the words that it moves, to fewer columns than this: 72 is usual,
/// and a few columns are lost with blanks and quote marks.
const SHORTEST_WRAP: usize = 64;

/// No program that wraps lines leaves longer ones than this, but for a word that is longer.
const LONGEST_WRAP: usize = 80;

/// A longer word may have kept a program from breaking its line.
const LONGEST_WORD: usize = 40;

/// Where Evolution breaks words that are longer.
const EVOLUTION: usize = 71;

/// The longest quote mark that is none of the usual ones, in characters.
const LONGEST_QUOTE_MARK: usize = 72;

/// A line of a message.
#[derive(Clone, Copy)]
pub(super) struct Line<'a> {
    /// As it stands in the text.
    pub(super) whole: &'a str,
    /// How many times it is quoted.
    pub(super) depth: usize,
    /// Without quote marks and indentation.
    pub(super) said: &'a str,
}

impl<'a> Line<'a> {
    /// `quote_mark` is one more that lines may be quoted with; empty when there is none.
    pub(super) fn new(whole: &'a str, quote_mark: &str) -> Self {
        let quoted = whole.strip_prefix(quote_mark).filter(|_| !quote_mark.is_empty());
        let mut depth = if quoted.is_some() { quote_mark.matches('>').count().max(1) } else { 0 };
        // Other blanks than spaces are a text's own.
        let mut said = quoted.unwrap_or(whole).trim_start_matches(' ');
        while let Some(inner) = said.trim_start_matches(is_unseen).strip_prefix('>') {
            depth += 1;
            said = inner.trim_start_matches(' ');
        }
        Self { whole, depth, said }
    }

    /// Parts a line, with what is said from `at` on in the second one.
    pub(super) fn split_at(self, at: usize) -> Option<(Self, Self)> {
        let (before, rest) = self.said.split_at_checked(at)?;
        let line = |said| Self { whole: said, said, ..self };
        Some((line(before), line(rest)))
    }

    pub(super) fn is_blank(&self) -> bool {
        visible_start(self.said).is_empty()
    }

    /// What it says, with the blanks before it, but for the one that belongs to its quote mark.
    pub(super) fn indented(&self) -> &'a str {
        let marks = self.whole.len() - self.said.len();
        let trimmed = self.whole.get(..marks).unwrap_or_default().trim_end_matches(' ').len();
        self.whole.get(marks.min(trimmed + 1)..).unwrap_or_default()
    }

    /// How many characters it takes, less the blanks at its end, which may be there for nothing.
    pub(super) fn width(&self) -> usize {
        self.whole.trim_end_matches(' ').chars().count()
    }

    /// How many characters its quote marks and its indentation take.
    fn marks(&self) -> usize {
        self.whole.chars().count() - self.said.chars().count()
    }

    /// Whether it begins with a colon as nobody begins a line: not « :-) ».
    fn begins_with_colon(&self) -> bool {
        self.said.strip_prefix(':').is_some_and(|rest| {
            let is_address = |word: &str| word.contains("//") || word.contains('@');
            !rest.starts_with(|c: char| !c.is_whitespace() && !is_invisible(c))
                || is_address(first_word(rest))
        })
    }

    fn is_one_word(&self) -> bool {
        !self.said.trim_end().contains(' ')
    }

    /// Whether it begins with a mark, as no rest of a line does.
    fn has_mark(&self) -> bool {
        let said = visible_start(self.said);
        said.starts_with('|')
            || opened_line(said).is_some()
            || [OPENING, CLOSING].iter().any(|words| strip_words(said, words).is_some())
    }

    /// Whether its label stands in a list, or with emphasis.
    pub(super) fn has_marked_label(&self) -> bool {
        let said = visible_start(self.said);
        opened_line(said).is_some() && opened_entry(said).is_none()
    }

    /// What of the participation it begins in other words than ours, as in « Logiciel libre : Carto ».
    pub(super) fn unknown_label(&self) -> Option<Label> {
        /// Nobody writes longer ones.
        const LONGEST: usize = 40;
        let (before, _) = self.said.split_once(':')?;
        if before.chars().count() > LONGEST {
            return None;
        }
        let mut words = String::new();
        before.chars().for_each(|c| push_folded(&mut words, c));
        let has = |start| words.split(' ').any(|word| word.starts_with(start));
        if has("logiciel") {
            Some(Label::Software)
        } else {
            has("demande").then_some(Label::HelpRequest(HelpKind::Other))
        }
    }

    /// Whether it is longer than any program leaves lines that it wraps.
    fn was_never_wrapped(&self) -> bool {
        // No line has more columns than bytes.
        self.said.len() > LONGEST_WRAP && columns(self.said) > LONGEST_WRAP && !self.is_one_word()
    }

    /// The same, and no long word has kept a program from breaking it.
    fn was_surely_never_wrapped(&self) -> bool {
        self.was_never_wrapped() && self.said.split(' ').all(|word| columns(word) <= LONGEST_WORD)
    }

    /// Whether it is the beginning of a word for which a program found no room on one line.
    pub(super) fn ends_within_word(&self) -> bool {
        // It may have been quoted since, with two characters each time.
        let marks = self.width().checked_sub(EVOLUTION).filter(|marks| marks % 2 == 0);
        marks.is_some_and(|marks| marks / 2 <= self.depth)
            && self.is_one_word()
            && !self.whole.ends_with(' ')
            && !self.said.contains("://")
    }

    /// The label of which this line has the first words and `next` the rest, and what follows it.
    pub(super) fn parted_label<'b>(&self, next: &Line<'b>) -> Option<(Label, &'b str)> {
        /// No label has more bytes, even decomposed.
        const LONGEST: usize = 60;
        let start = visible_start(self.said).trim_end();
        if start.is_empty()
            || start.len() > LONGEST
            || self.depth != next.depth
            || opened_entry(start).is_some()
        {
            return None;
        }
        let colon = next.said.find(':').filter(|at| *at <= LONGEST)?;
        let whole = format!("{start} {}", next.said.get(..=colon)?);
        let (label, _) = opened_entry(&whole)?;
        Some((label, next.said.get(colon + 1..)?))
    }
}

fn is_unseen(c: char) -> bool {
    c == ' ' || is_invisible(c)
}

/// How many columns a text takes, less the blanks at its end: accents that are apart from their
/// letters, and the parts of a Korean syllable, take none of their own.
fn columns(text: &str) -> usize {
    text.trim_end_matches(' ')
        .chars()
        .filter(|c| !matches!(c, '\u{300}'..='\u{36f}' | '\u{1160}'..='\u{11ff}'))
        .count()
}

fn first_word(text: &str) -> &str {
    text.split(' ').next().unwrap_or_default()
}

/// How sure it is that a line is the rest of the one before.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Join {
    /// Nothing else can be meant.
    Sure,
    /// Somebody may have written it below.
    Doubtful,
}

/// What is known of how the lines of a message came to be.
pub(super) struct Layout {
    /// At which depth its entries stand.
    pub(super) depth: usize,
    /// How many blank lines there are between any two.
    pub(super) blanks_between: usize,
    /// Whether a blank at a line's end says that it goes on.
    is_flowed: bool,
    /// Whether no line of the message's own is longer than programs leave them.
    may_be_wrapped: bool,
    /// Whether further lines have their mark.
    has_bars: bool,
    /// How many labels stand in a list, or with emphasis: one alone may be the last word of the line
    /// above, before a label that was poured behind it.
    pub(super) marked_labels: usize,
}

impl Layout {
    /// The layout of a message, from its opening or its first entry on.
    pub(super) fn of(lines: &[Line], depth: usize, wrapping: Wrapping) -> Self {
        let ours = || lines.iter().filter(|line| line.depth == depth && !line.is_blank());
        // Somebody else's line says nothing of ours.
        let is_too_long = |line: &Line| line.was_surely_never_wrapped() && line.has_mark();
        let pairs = || lines.iter().zip(lines.iter().skip(1));
        Self {
            depth,
            blanks_between: usize::from(
                pairs().all(|(one, next)| one.is_blank() || next.is_blank()),
            ),
            is_flowed: wrapping == Wrapping::Unknown && is_flowed(pairs()),
            may_be_wrapped: !ours().any(is_too_long),
            has_bars: ours().any(|line| visible_start(line.said).starts_with('|')),
            marked_labels: ours().filter(|line| line.has_marked_label()).count(),
        }
    }

    /// Whether this may be the further line of a text whose mark was taken for a quotation's: some
    /// programs quote with `|`.
    pub(super) fn is_further(&self, line: &Line) -> bool {
        !self.has_bars && line.depth == self.depth + 1 && !line.has_mark()
    }

    /// Whether `line` is the rest of `before`. That one may itself be the rest of a line, which was
    /// `wrapped` columns long; and it may end in an `address`, or be about to begin one.
    pub(super) fn join(
        &self,
        before: &Line,
        line: &Line,
        wrapped: Option<usize>,
        address: Option<&str>,
    ) -> Option<Join> {
        if line.said.trim_start().is_empty() || line.depth > before.depth {
            return None;
        }
        let is_as_deep = line.depth == before.depth;
        if is_as_deep && line.depth == self.depth && line.begins_with_colon() {
            return Some(Join::Sure);
        }
        // Nothing that was written begins so at the start of a line: it has its mark, and needs no
        // line above.
        if !is_as_deep && line.has_mark() {
            return None;
        }
        let address = address.map(|address| address.trim_end_matches(':'));
        if address.is_some_and(|it| !it.is_empty()) && !is_rest_of_address(before, line) {
            return None;
        }
        let word = first_word(line.said).chars().count();
        let leaves_no_room = |width| width + 1 + word > SHORTEST_WRAP;
        let has_no_room = leaves_no_room(before.width());
        if has_no_room && is_as_deep && self.is_flowed && before.whole.ends_with(' ') {
            return Some(Join::Sure);
        }
        if !self.may_be_wrapped
            || before.was_never_wrapped()
            || line.was_surely_never_wrapped()
            || !is_as_deep && columns(before.whole) > LONGEST_WRAP + line.marks()
        {
            return None;
        }
        // A line that was wrapped, quoted and wrapped again leaves a word by itself.
        let was_wrapped_twice = || {
            let wrapped = wrapped.map_or(0, |width| width + 1 + columns(before.said));
            line.depth >= self.depth.max(1)
                && before.is_one_word()
                && wrapped <= LONGEST_WRAP
                && wrapped > 0
                && leaves_no_room(wrapped)
        };
        // An address that was broken once is broken again, wherever there is a place.
        let is_broken_address = is_as_deep && wrapped.is_some() && address.is_some();
        if !has_no_room && !was_wrapped_twice() && !is_broken_address {
            return None;
        }
        let begins_address = address == Some("") && line.said.contains("://");
        Some(if begins_address { Join::Sure } else { Join::Doubtful })
    }
}

/// Whether blanks at the ends of lines say that these go on, as far as one sees: there are several,
/// and each where a program would have broken its line.
fn is_flowed<'a, 'b: 'a>(pairs: impl Iterator<Item = (&'a Line<'b>, &'a Line<'b>)>) -> bool {
    let mut count = 0;
    for (line, next) in pairs {
        if line.is_blank() || !line.whole.ends_with(' ') || line.said.trim_end() == SIGNATURE {
            continue;
        }
        let word = first_word(next.said).chars().count();
        let was_broken = line.width() + 1 + word > SHORTEST_WRAP && !line.was_never_wrapped();
        if !was_broken {
            return false;
        }
        count += 1;
    }
    count > 1
}

/// Whether a line can be the rest of the address that the one before ends in: there are no blanks in
/// it, and it was broken where programs break addresses.
fn is_rest_of_address(before: &Line, line: &Line) -> bool {
    /// Where a program breaks a word for which it finds no other place.
    const END: usize = 70;
    let is_alone = match line.said.trim_end().split_once(' ') {
        None => true,
        Some((_, rest)) => {
            let rest = visible_start(rest);
            rest.starts_with(['<', '|'])
                || opened_entry(rest).is_some()
                || strip_words(rest, CLOSING).is_some()
        }
    };
    is_alone
        && (before.width() >= END
            || before.said.trim_end().ends_with(['-', '/', '?', '&', '=', '_', '.', '%', '#', ','])
            || line.said.starts_with(['/', '?', '&', '=', '#', '<', '.', '_', '%']))
}

/// What stands before each line that is quoted, where that is not `>`: some programs put names or
/// initials there, or other marks. Empty when there is nothing of the kind.
pub(super) fn unusual_quote_mark(text: &str) -> &str {
    let lines = || text.split('\n');
    let is_opening = |line| {
        let said = visible_start(Line::new(line, "").said);
        [OPENING, UPDATE_OPENING].iter().any(|words| strip_words(said, words).is_some())
    };
    // An update may name what looks like an opening.
    if lines().any(is_opening) {
        return "";
    }
    let mark = lines().enumerate().find_map(|(index, line)| {
        // The usual marks behind it come and go.
        let mark = line.get(..line.find(OPENING)?)?.trim_end();
        let name = mark.trim_end_matches(['>', ' ']);
        let end = mark.get(name.len()..)?.find('>').map_or(name.len(), |at| name.len() + at + 1);
        let mark = mark.get(..end)?;
        // Lines that were blank when they were quoted again have the usual mark alone.
        let is_usual = |letter: char| letter.is_whitespace() || matches!(letter, '>' | '|');
        let below = lines().skip(index + 1).filter(|line| !line.chars().all(is_usual));
        let is_mark = !name.is_empty()
            && mark.chars().count() <= LONGEST_QUOTE_MARK
            && below.take(3).any(|line| line.starts_with(mark));
        is_mark.then_some(mark)
    });
    mark.unwrap_or_default()
}
