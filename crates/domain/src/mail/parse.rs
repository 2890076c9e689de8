//! From a message that has travelled back to the participation that it says.
//!
//! Mail programs quote texts with `>`, wrap their lines, turn them into HTML and back, put headers
//! above and signatures below. What they do not do is change words. So a line is known by the mark
//! that it begins with ([`grammar`](super::grammar)); what has none is either the rest of the line
//! before it, which was wrapped, or somebody else's: a note, which is kept, and never guessed at.
//!
//! - **Which message.** Texts may hold several, one quoted in another. The first that has its
//!   opening line is read, all of the others are notes.
//! - **Quoting.** Entries stand at the depth of the opening line. What is quoted deeper is
//!   somebody else's, and so is what is quoted less deep, unless it is the rest of a wrapped line:
//!   some programs wrap lines that are quoted, and forget the `>`.
//! - **Wrapping.** A program breaks a line where the next word would not have fitted. So a line
//!   goes on in the next one if that word would have made it longer than [`SHORTEST_WRAP`], and if
//!   it is not itself so long that nobody can have wrapped it. With `format=flowed` (RFC 3676) it
//!   says so itself, by a space at its end.
//! - **Blank lines** mean nothing, but what follows one is no rest of a line. Where every line has
//!   one after it, as some programs write paragraphs of HTML, that one does not count.
//!
//! Whatever is given, reading takes time in proportion to its length, and does not fail: at worst,
//! all of it is notes.

#[cfg(test)]
mod mangling;
#[cfg(test)]
mod tests;

use super::grammar::{
    CLOSING, GREETING, Label, OPENING, SIGNATURE, UPDATE_OPENING, address_in_brackets,
    is_decomposed, opened_entry, strip_words, unescape,
};
use crate::text::{normal_line_ends, paragraphs};
use crate::{Date, Field, Goal, HelpRequest, LightningTalk, Proposal, Software};

/// No program wraps lines, less the words that it moves, to fewer columns than this: 72 is usual,
/// and a few columns are lost with blanks and quote marks.
const SHORTEST_WRAP: usize = 64;

/// No program that wraps lines leaves longer ones than this, but for a word that is longer.
const LONGEST_WRAP: usize = 100;

/// What a program understands of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Reading {
    /// What was understood; empty when the text holds no participation. Its ids are its own.
    pub proposal: Proposal,
    /// Every other line that says something, as it stood in the text.
    pub notes: Vec<String>,
    /// Whether the text is an update: it says what changed since another message, and all of it
    /// is notes.
    pub is_update: bool,
}

/// Reads a message back.
///
/// `compose` gives a text with each accent in its letter again (Unicode normalisation form C). The
/// tables for that are in every browser, and too large to bring along; it is asked only when the
/// message's own words have come back decomposed.
pub fn parse(text: &str, compose: fn(&str) -> String) -> Reading {
    let text = normal_line_ends(text);
    let lines: Vec<Line> = text.split('\n').map(Line::new).collect();
    let mut reader = Reader::default();
    reader.read(&lines);
    reader.finish(compose)
}

/// A line of a message.
#[derive(Clone, Copy)]
struct Line<'a> {
    /// As it stands in the text.
    whole: &'a str,
    /// How many times it is quoted.
    depth: usize,
    /// Without quote marks and indentation.
    said: &'a str,
}

impl<'a> Line<'a> {
    fn new(whole: &'a str) -> Self {
        let mut depth = 0;
        // Other blanks than spaces are a text's own.
        let mut said = whole.trim_start_matches(' ');
        while let Some(inner) = said.strip_prefix('>') {
            depth += 1;
            said = inner.trim_start_matches(' ');
        }
        Self { whole, depth, said }
    }

    fn is_blank(&self) -> bool {
        self.said.trim_start().is_empty()
    }

    /// Whether a program that wraps lines would have broken this one before `next`.
    fn goes_on_in(&self, next: &Self) -> bool {
        if self.whole.ends_with(' ') {
            return true;
        }
        let word = next.said.split(' ').next().unwrap_or_default();
        let was_never_wrapped = columns(self.said) > LONGEST_WRAP && self.said.contains(' ');
        !was_never_wrapped && self.whole.chars().count() + 1 + word.chars().count() > SHORTEST_WRAP
    }
}

/// How many columns a text takes: accents that are apart from their letters, and the parts of a
/// Korean syllable, take none of their own.
fn columns(text: &str) -> usize {
    text.chars().filter(|c| !matches!(c, '\u{300}'..='\u{36f}' | '\u{1160}'..='\u{11ff}')).count()
}

/// What a line belongs to, and so what its rest belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// The opening line.
    Opening,
    /// The last entry.
    Entry,
    /// Something else.
    Note,
}

#[derive(Default)]
struct Reader {
    /// What follows the opening's own words.
    opening: String,
    /// Every entry, as its lines say it.
    entries: Vec<(Label, String)>,
    notes: Vec<String>,
    is_update: bool,
    /// Whether words of ours came with their accents apart.
    is_decomposed: bool,
}

impl Reader {
    fn read(&mut self, lines: &[Line]) {
        let opening = position(lines, |line| starts_with(line, OPENING));
        self.is_update = opening.is_none()
            && position(lines, |line| starts_with(line, UPDATE_OPENING)).is_some();
        let start = match opening {
            None if self.is_update => None,
            None => position(lines, |line| opened_entry(line.said.trim_start()).is_some()),
            opening => opening,
        };
        let (above, message) = lines.split_at(start.unwrap_or(lines.len()));
        self.keep_all(without_greeting(above, message));
        let Some(first) = message.first() else { return };
        let ends = |line: &Line| {
            line.depth == first.depth
                && (starts_with(line, CLOSING) || line.said.trim() == SIGNATURE)
        };
        let end = position(message, ends).unwrap_or(message.len());
        let (message, below) = message.split_at(end);
        self.read_message(message, first.depth);
        let Some((closing, below)) = below.split_first() else { return };
        if strip_words(closing.said.trim_start(), CLOSING).map(str::trim) == Some("") {
            self.is_decomposed |= is_decomposed(closing.said);
        } else {
            self.keep(closing);
        }
        self.keep_all(below);
    }

    /// Reads from the opening line, or else from the first entry, to the last one.
    fn read_message(&mut self, lines: &[Line], depth: usize) {
        let blanks_between = usize::from(is_double_spaced(lines));
        let mut before: Option<&Line> = None;
        let mut part = Part::Opening;
        let mut blanks = 0;
        for line in lines {
            if line.is_blank() {
                blanks += 1;
                continue;
            }
            let goes_on = || {
                blanks <= blanks_between
                    && line.depth <= depth
                    && before.is_some_and(|before| before.goes_on_in(line))
            };
            part = if let Some(part) = self.mark(line, depth) {
                part
            } else if before.is_none() {
                let said = line.said.trim_start();
                self.opening.push_str(strip_words(said, OPENING).unwrap_or(said));
                part
            } else if goes_on() {
                self.go_on(part, line.said);
                part
            } else {
                Part::Note
            };
            if part == Part::Note {
                self.keep(line);
            }
            before = Some(line);
            blanks = 0;
        }
    }

    /// Takes in a line that begins with a mark, and says what it belongs to.
    fn mark(&mut self, line: &Line, depth: usize) -> Option<Part> {
        if line.depth != depth {
            return None;
        }
        let said = line.said.trim_start();
        if let Some((label, text)) = opened_entry(said) {
            let label_words = said.strip_suffix(text).unwrap_or_default();
            self.is_decomposed |= is_decomposed(label_words);
            self.entries.push((label, without_first_blank(text).to_owned()));
            return Some(Part::Entry);
        }
        let further = said.strip_prefix('|')?;
        let Some((_, text)) = self.entries.last_mut() else { return Some(Part::Note) };
        text.push('\n');
        text.push_str(without_first_blank(further));
        Some(Part::Entry)
    }

    /// Takes in the rest of a line.
    fn go_on(&mut self, part: Part, rest: &str) {
        match (part, self.entries.last_mut()) {
            (Part::Opening, _) => go_on(&mut self.opening, rest),
            (Part::Entry, Some((_, text))) => go_on(text, rest),
            _ => {}
        }
    }

    fn keep_all(&mut self, lines: &[Line]) {
        lines.iter().filter(|line| !line.is_blank()).for_each(|line| self.keep(line));
    }

    fn keep(&mut self, line: &Line) {
        self.notes.push(line.whole.trim_end().to_owned());
    }

    fn finish(self, compose: fn(&str) -> String) -> Reading {
        let Self { opening, entries, mut notes, is_update, is_decomposed } = self;
        let opening = opening.trim_end();
        if !opening.is_empty() && !names_an_event(opening) {
            notes.push(format!("{OPENING}{opening}"));
        }
        let (labels, mut texts): (Vec<Label>, Vec<String>) = entries.into_iter().unzip();
        if is_decomposed {
            // All at once, since asking the browser takes longer than its answer. No line end of
            // this kind is left in any of them.
            texts = compose(&texts.join("\r")).split('\r').map(str::to_owned).collect();
        }
        let mut proposal = Proposal::default();
        for (label, text) in labels.into_iter().zip(texts) {
            let text = paragraphs(&unescape(&without_doubled_addresses(&text)));
            if !text.is_empty() && proposal.take_entry(label, &text).is_none() {
                notes.push(format!("{} : {text}", label.as_str()));
            }
        }
        proposal.renumber();
        Reading { proposal: proposal.repaired(), notes, is_update }
    }
}

impl Proposal {
    /// Takes in what an entry says; `None` when there is no place for it. Ids are given afterwards, to
    /// all items at once.
    fn take_entry(&mut self, label: Label, text: &str) -> Option<()> {
        match label {
            Label::Presence if self.presence.is_empty() => {
                let days = text.split(',').map(|day| Date::from_french(day.trim()));
                self.presence = days.collect::<Option<_>>()?;
            }
            Label::Presence => return None,
            Label::Software => {
                let software = Software { name: text.to_owned(), ..self.new_software() };
                self.software.push(software);
            }
            Label::Goal => {
                let goal = Goal { text: text.to_owned(), ..self.new_goal() };
                self.software.last_mut()?.goals.push(goal);
            }
            Label::HelpRequest(kind) => {
                let description = text.to_owned();
                let request = HelpRequest { kind, description, ..self.new_help_request() };
                self.software.last_mut()?.help_requests.push(request);
            }
            Label::LightningTalk(kind) => {
                let talk = LightningTalk { kind, subject: text.to_owned(), ..self.new_talk() };
                self.talks.push(talk);
            }
            // A text of the draft, of the software above, or of the help request above.
            _ => {
                return take_text(self.texts_mut(), label, text).or_else(|| {
                    let software = self.software.last_mut()?;
                    take_text(software.texts_mut(), label, text).or_else(|| {
                        let request = software.help_requests.last_mut()?;
                        take_text(request.texts_mut(), label, text)
                    })
                });
            }
        }
        Some(())
    }
}

/// Takes in what an entry says where its label is that of one of these fields; `None` when it is of
/// none, or when something is there already: what is said twice is not said again.
fn take_text<const COUNT: usize>(
    fields: [(Field, &mut String); COUNT],
    label: Label,
    text: &str,
) -> Option<()> {
    let mut fields = fields.into_iter();
    let (_, place) = fields.find(|(field, _)| Label::of(*field) == Some(label))?;
    place.is_empty().then(|| text.clone_into(place))
}

fn position(lines: &[Line], is_it: impl Fn(&Line) -> bool) -> Option<usize> {
    lines.iter().position(is_it)
}

fn starts_with(line: &Line, words: &str) -> bool {
    strip_words(line.said.trim_start(), words).is_some()
}

/// Whether this is what an opening says besides its own words, as in « (Fête, 1er mai 2025). ».
fn names_an_event(text: &str) -> bool {
    let inside = text.trim().strip_prefix('(').and_then(|text| text.strip_suffix(")."));
    inside.is_some_and(|inside| !inside.contains(")."))
}

/// The lines above a message, less its greeting.
fn without_greeting<'a, 'b>(above: &'a [Line<'b>], message: &[Line]) -> &'a [Line<'b>] {
    let end = above.iter().rposition(|line| !line.is_blank());
    let depth = message.first().map(|first| first.depth);
    match end.and_then(|end| above.get(..=end)?.split_last()) {
        Some((last, above)) if Some(last.depth) == depth && last.said.trim() == GREETING => above,
        _ => above,
    }
}

/// Whether no line that says something stands directly below another one.
fn is_double_spaced(lines: &[Line]) -> bool {
    lines.iter().zip(lines.iter().skip(1)).all(|(one, next)| one.is_blank() || next.is_blank())
}

/// A mark and a text have one blank between them; further ones belong to the text.
fn without_first_blank(text: &str) -> &str {
    let mut rest = text.chars();
    match rest.next() {
        Some(c) if c.is_whitespace() => rest.as_str(),
        _ => text,
    }
}

/// Puts the rest of a wrapped line where it was.
fn go_on(text: &mut String, rest: &str) {
    if !text.is_empty() && !text.ends_with(char::is_whitespace) {
        text.push(' ');
    }
    text.push_str(rest);
}

/// The text without the addresses that programs put behind links when they turn HTML into text, as
/// in `https://exemple.fr <https://exemple.fr/>`.
fn without_doubled_addresses(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        let (before, bracket) = rest.split_at(at);
        kept.push_str(before);
        // One that was escaped is the text's own.
        let bare = if kept.ends_with('\\') { None } else { address_in_brackets(bracket) };
        let doubled = bare.filter(|(address, _)| {
            let link = kept.strip_suffix(' ').unwrap_or(&kept);
            let address = address.strip_prefix("mailto:").unwrap_or(address);
            link.ends_with(address) || link.ends_with(address.trim_end_matches('/'))
        });
        rest = if let Some((_, after)) = doubled {
            kept.truncate(kept.strip_suffix(' ').unwrap_or(&kept).len());
            after
        } else {
            kept.push('<');
            bracket.strip_prefix('<').unwrap_or_default()
        };
    }
    kept.push_str(rest);
    kept
}
