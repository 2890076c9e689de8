//! From a message that has travelled back to the participation that it says.
//!
//! Mail programs quote texts with `>`, wrap their lines, pour several lines into one, turn them into
//! HTML and back, put headers above and signatures below. What they do not do is change words. So a
//! line is known by the mark that it begins with ([`grammar`](super::grammar)); what has none is
//! either the rest of the line before it, which was wrapped, or somebody else's: a note, which is
//! kept, and never guessed at.
//!
//! - **Damage.** Letters that were damaged are mended first, where the message's own words prove it
//!   ([`repair`]).
//! - **Which message.** Texts may hold several, one quoted in another. The first that has its
//!   opening line is read, all of the others are notes.
//! - **Quoting.** Entries stand at the depth of the opening line ([`lines`]). What is quoted deeper
//!   is somebody else's, but for further lines whose mark some program took for that of a quotation.
//!   So is what is quoted less deep, unless it is the rest of a wrapped line: some programs wrap
//!   lines that are quoted, and forget the `>`.
//! - **Wrapping.** [`lines`] says when a line is the rest of the one before it. Where a person may
//!   have written it as well, the field is in doubt.
//! - **Poured lines.** No word of a text looks like a mark without a `\\` before it. So one that does
//!   was the start of a line, wherever it stands.
//! - **Blank lines** mean nothing, but what follows one is no rest of a line. Where every line has
//!   one after it, as some programs write paragraphs of HTML, that one does not count.
//! - **Links** that a gateway rewrote are as they were again.
//!
//! Whatever is given, reading takes time in proportion to its length, and does not fail: at worst,
//! all of it is notes.

mod lines;
#[cfg(any(test, feature = "samples"))]
#[allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "for tests, here and of other crates"
)]
#[cfg_attr(not(test), allow(dead_code, reason = "some are for the tests of this crate alone"))]
pub(crate) mod mangling;
#[cfg(test)]
mod received;
mod repair;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::ops::Range;

use lines::{Join, Layout, Line};
use repair::{Loss, Mended};

use serde::{Deserialize, Serialize};

use super::Wrapping;
use super::grammar::{
    CLOSING, GREETING, Label, OPENING, SIGNATURE, UPDATE_OPENING, address_in_brackets,
    is_decomposed, opened_entry, opened_line, strip_words, unescape, unescaped_marks,
};
use super::short::{ITEM, TO_PASTE, WHO};
use crate::rewriting::{self, percent_decoded};
use crate::text::{
    is_blank, is_invisible, normal_line_ends, paragraphs, push_rest, visible_start,
    without_invisible,
};
use crate::{Date, Field, Goal, HelpRequest, LightningTalk, Proposal, Software, WebLink};

/// What a program understands of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// What was understood; empty when the text holds no participation. Its ids are its own.
    pub proposal: Proposal,
    /// Every other line that says something, as it stood in the text.
    pub notes: Vec<String>,
    /// What may not be as it was written, in the order of the message.
    pub doubts: Vec<Doubt>,
    /// Whether the text is an update: it says what changed since another message, and all of it
    /// is notes.
    pub is_update: bool,
    /// Whether the text is the source of a message, with its letters in quoted-printable: only a
    /// part of it was understood, so it is not to be offered as a participation.
    pub is_encoded: bool,
    /// Whether our short message is in it, below which the text itself was to be pasted: where nothing
    /// else was understood, that was forgotten.
    pub has_short_message: bool,
}

/// A field whose text may not be as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Doubt {
    /// The field of [`Reading::proposal`].
    pub field: Field,
    /// Why it is in doubt.
    pub kind: DoubtKind,
}

/// Why a text may not be as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum DoubtKind {
    /// A line was taken for the rest of the one before it; somebody may have written it below.
    Joined,
    /// Letters were damaged, and nothing says which they were.
    Damaged,
    /// The end may be missing.
    Shortened,
    /// A link was taken for one that a mail gateway rewrote, and changed back.
    Rewritten,
}

/// Reads a message back. `wrapping` says where the ends of its lines come from.
///
/// `compose` gives a text with each accent in its letter again (Unicode normalisation form C). The
/// tables for that are in every browser, and too large to bring along; it is asked only when the
/// message's own words have come back decomposed.
pub fn parse(text: &str, wrapping: Wrapping, compose: fn(&str) -> String) -> Reading {
    let mended = repair::mended(text);
    let text = normal_line_ends(&mended.text);
    let quote_mark = lines::unusual_quote_mark(&text);
    let lines: Vec<Line> = text.split('\n').map(|line| Line::new(line, quote_mark)).collect();
    let has_short_message = !short_message(&lines).is_empty();
    let mut reader = Reader::default();
    reader.read(lines, wrapping);
    Reading { has_short_message, ..reader.finish(&mended, compose) }
}

/// An entry, as its lines say it.
struct Entry {
    /// `None` for what follows the opening's own words.
    label: Option<Label>,
    /// What it is instead, in words that are not ours: no entry, but what follows may belong to it.
    unknown: Option<Label>,
    text: String,
    /// The last label that is known in it, and where its text begins: several lines may have been
    /// poured into one.
    last: Option<Label>,
    start: usize,
    /// Where lines were joined that may not belong together.
    doubtful: Vec<usize>,
}

impl Entry {
    fn new(label: Option<Label>, text: &str) -> Self {
        let mut entry = Self {
            label,
            unknown: None,
            text: String::with_capacity(text.len()),
            last: label,
            start: 0,
            doubtful: Vec::new(),
        };
        entry.push(text);
        entry
    }

    fn unknown(label: Label) -> Self {
        Self { unknown: Some(label), ..Self::new(None, "") }
    }

    fn push(&mut self, text: &str) {
        self.text.push_str(text);
        // Most texts have no label's colon.
        if !text.contains(':') {
            return;
        }
        let entries = unescaped_marks(text).filter_map(|at| opened_entry(text.get(at..)?));
        if let Some((label, rest)) = entries.last() {
            self.last = Some(label);
            self.start = self.text.len() - rest.len();
        }
    }

    fn push_further_line(&mut self, text: &str) {
        self.text.push('\n');
        self.push(text);
    }

    /// Takes in the rest of its last line.
    fn go_on(&mut self, before: &Line, rest: &str, join: Join) {
        if self.address().is_some() || before.ends_within_word() {
            self.text.truncate(self.text.trim_end_matches(' ').len());
        } else {
            push_rest(&mut self.text, "");
        }
        if join == Join::Doubtful {
            self.doubtful.push(self.text.len());
        }
        self.push(rest);
    }

    /// The address that it ends in, or is about to begin.
    fn address(&self) -> Option<&str> {
        /// Nobody has longer ones.
        const LONGEST: usize = 4_000;
        let text = self.text.get(self.start..).filter(|text| text.len() <= LONGEST)?;
        // Zimbra puts links between brackets.
        let text = text.trim().trim_start_matches('[');
        (self.last.is_some_and(is_address) && !text.contains(' ')).then_some(text)
    }

    /// Parts it where its lines began, and says what stands behind the message's closing, if that is
    /// in it.
    fn part(self, parts: &mut Vec<Part>) -> Option<String> {
        let Self { label, unknown, text, doubtful, .. } = self;
        let mut doubtful = doubtful.into_iter().peekable();
        let mut part = Part { label, unknown, ..Part::default() };
        let mut done = 0;
        for at in unescaped_marks(&text) {
            let Some(before) = text.get(done..at) else { continue };
            let rest = text.get(at..).unwrap_or_default();
            if let Some(label) = part.label
                && let Some(link) = BracketedLink::around(before, rest, label)
            {
                let start = done + link.before.len();
                while doubtful.next_if(|join| *join <= start).is_some() {
                    part.is_doubtful = true;
                }
                // Brackets say that it goes on.
                while doubtful.next_if(|join| *join <= text.len() - link.after.len()).is_some() {}
                part.text.extend([link.before, link.words]);
                done = text.len() - link.after.len();
                continue;
            }
            // What stands directly behind a mark is no start of another line.
            let is_empty = part.text.is_empty() && before.is_empty();
            if is_empty && part.label.is_some() || before.ends_with('\n') && !rest.starts_with('|')
            {
                continue;
            }
            let entry = opened_entry(rest);
            let after = if let Some((_, after)) = entry {
                without_first_blank(after)
            } else if let Some(after) = strip_words(rest, CLOSING) {
                part.push(before);
                parts.push(part);
                return Some(after.to_owned());
            } else if part.label.is_some()
                && let Some(after) =
                    rest.strip_prefix('|').filter(|it| it.is_empty() || it.starts_with([' ', '\n']))
            {
                after.strip_prefix(' ').unwrap_or(after)
            } else {
                continue;
            };
            part.push(before);
            while doubtful.next_if(|join| *join <= at).is_some() {
                part.is_doubtful = true;
            }
            match entry {
                Some((label, _)) => {
                    let next = Part { label: Some(label), ..Part::default() };
                    parts.push(std::mem::replace(&mut part, next));
                }
                None => part.text.push('\n'),
            }
            done = text.len() - after.len();
        }
        part.text.push_str(text.get(done..).unwrap_or_default());
        part.is_doubtful |= doubtful.next().is_some();
        parts.push(part);
        None
    }
}

/// A link as Zimbra writes it: `[ https://exemple.fr | exemple.fr ]`.
struct BracketedLink<'a> {
    before: &'a str,
    words: &'a str,
    after: &'a str,
}

impl<'a> BracketedLink<'a> {
    /// The one whose `|` begins `rest`, if its words say the same as its address.
    fn around(before: &'a str, rest: &'a str, label: Label) -> Option<Self> {
        let (before, address) = Self::start(before)?;
        let rest = rest.strip_prefix('|')?.trim_start();
        let (words, rest) = rest.split_once(char::is_whitespace)?;
        let after = rest.trim_start().strip_prefix(']')?;
        // It has a blank of its own behind it.
        let after = after.strip_prefix(' ').filter(|it| it.starts_with(' ')).unwrap_or(after);
        is_doubled(words, address, label).then_some(Self { before, words, after })
    }

    /// The address at the end of a text, and what stands before its bracket.
    fn start(text: &str) -> Option<(&str, &str)> {
        let text = text.trim_end_matches(' ');
        let address = text.rsplit(char::is_whitespace).next()?.trim_start_matches('[');
        let before = text.strip_suffix(address)?.trim_end().strip_suffix('[')?;
        let is_address = address.starts_with("mailto:") || address.contains("://");
        is_address.then_some((before, address))
    }
}

/// What one line of a message said when it was written, with its further lines.
#[derive(Default)]
struct Part {
    label: Option<Label>,
    unknown: Option<Label>,
    text: String,
    is_doubtful: bool,
}

impl Part {
    /// Takes in what stands before the start of another line.
    fn push(&mut self, text: &str) {
        self.text.push_str(text.trim_end_matches(' '));
    }
}

/// The software, or the request, that is not known of those that belong to it.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Gap {
    #[default]
    None,
    Request,
    Software,
}

impl Gap {
    /// What is missing from this part on.
    fn from(self, part: &Part) -> Self {
        let is_known = part.unknown.is_none() && !is_blank(&part.text);
        match part.unknown.or(part.label) {
            Some(Label::Software) if is_known => Self::None,
            Some(Label::Software) => Self::Software,
            Some(Label::HelpRequest(_)) if self != Self::Software => {
                if is_known {
                    Self::None
                } else {
                    Self::Request
                }
            }
            _ => self,
        }
    }

    /// Whether what belongs to such an entry belongs to what is missing.
    fn has(self, label: Label) -> bool {
        match label {
            Label::Ticket => self != Self::None,
            Label::Repository
            | Label::Licence
            | Label::Summary
            | Label::Goal
            | Label::HelpRequest(_) => self == Self::Software,
            _ => false,
        }
    }
}

/// Whether what a label opens has no blanks.
fn is_address(label: Label) -> bool {
    matches!(label, Label::Email | Label::Repository | Label::Ticket)
}

#[derive(Default)]
struct Reader {
    entries: Vec<Entry>,
    notes: Vec<String>,
    is_update: bool,
    /// Whether words of ours came with their accents apart.
    is_decomposed: bool,
    /// Whether there is an opening, and nothing that ends the message.
    is_cut: bool,
}

impl Reader {
    fn read(&mut self, mut lines: Vec<Line>, wrapping: Wrapping) {
        let opening = opening(&mut lines);
        self.is_update = opening.is_none()
            && position(&lines, |line| starts_with(line, UPDATE_OPENING)).is_some();
        let start = match opening {
            None if self.is_update => None,
            None => position(&lines, |line| opened_line(visible_start(line.said)).is_some()),
            opening => opening,
        };
        let (above, message) = lines.split_at(start.unwrap_or(lines.len()));
        self.keep_all(without_greeting(above, message));
        let Some(first) = message.first() else { return };
        let ends = |line: &Line| {
            line.depth == first.depth
                && (starts_with(line, CLOSING) || line.said.trim() == SIGNATURE)
        };
        let end = position(message, ends);
        self.is_cut = opening.is_some() && end.is_none();
        let (message, below) = message.split_at(end.unwrap_or(message.len()));
        self.read_message(message, &Layout::of(message, first.depth, wrapping));
        let Some((closing, below)) = below.split_first() else { return };
        match strip_words(visible_start(closing.said), CLOSING).map(visible_start) {
            // The short message may have been pasted directly behind.
            Some("" | GREETING) => self.is_decomposed |= is_decomposed(closing.said),
            _ => self.keep(closing),
        }
        self.keep_all(below);
    }

    /// Reads from the opening line, or else from the first entry, to the last one.
    fn read_message(&mut self, lines: &[Line], layout: &Layout) {
        let mut before: Option<&Line> = None;
        // How long the line is that the one before is the rest of.
        let mut wrapped = None;
        let mut is_ours = false;
        let mut blanks = 0;
        let mut lines = lines.iter().peekable();
        while let Some(line) = lines.next() {
            let is_further = is_ours && blanks == 0 && layout.is_further(line);
            let follows = blanks <= layout.blanks_between;
            let address = self.entries.last().and_then(Entry::address);
            let join = before
                .filter(|_| follows && (is_further || line.depth <= layout.depth))
                .and_then(|before| Some((before, layout.join(before, line, wrapped, address)?)));
            // What nobody sees may be a word of its own, at the end of a line that was wrapped.
            if line.is_blank() && !is_further && join.is_none() {
                blanks += 1;
                continue;
            }
            wrapped = None;
            let is_rest = join.is_some() && line.has_marked_label() && layout.marked_labels == 1;
            let marked = if is_rest { None } else { self.mark(line, layout.depth) };
            if let Some(is_entry) = marked {
                is_ours = is_entry;
            } else if let Some((label, text)) = lines
                .peek()
                .filter(|_| line.depth == layout.depth)
                .and_then(|next| line.parted_label(next))
            {
                self.entries.push(Entry::new(Some(label), without_first_blank(text)));
                is_ours = true;
                before = lines.next();
                blanks = 0;
                continue;
            } else if before.is_none() {
                let said = visible_start(line.said);
                let text = strip_words(said, OPENING).unwrap_or(said);
                self.entries.push(Entry::new(None, text));
                is_ours = true;
            } else if let Some((before, join)) = join {
                wrapped = Some(before.width());
                if let Some(entry) = self.entries.last_mut().filter(|_| is_ours) {
                    entry.go_on(before, line.said, join);
                }
            } else if let Some(entry) = self.entries.last_mut().filter(|_| is_further) {
                // Somebody may have quoted it there.
                entry.doubtful.push(entry.text.len());
                entry.push_further_line(line.indented());
            } else {
                is_ours = false;
                let unknown = line.unknown_label().filter(|_| line.depth == layout.depth);
                self.entries.extend(unknown.map(Entry::unknown));
            }
            if !is_ours {
                self.keep(line);
            }
            before = Some(line);
            blanks = 0;
        }
    }

    /// Takes in a line that begins with a mark, and says whether there is an entry that it belongs to.
    fn mark(&mut self, line: &Line, depth: usize) -> Option<bool> {
        if line.depth != depth {
            return None;
        }
        let said = visible_start(line.said);
        if let Some((label, text)) = opened_line(said) {
            self.is_decomposed |= said.split(':').next().is_some_and(is_decomposed);
            self.entries.push(Entry::new(Some(label), without_first_blank(text)));
            return Some(true);
        }
        let further = said.strip_prefix('|')?;
        let entry = self.entries.last_mut().filter(|entry| entry.label.is_some());
        let Some(entry) = entry else { return Some(false) };
        if BracketedLink::start(&entry.text).is_some() {
            // The line may have been broken there; if not, it is parted there again.
            entry.push(" |");
            entry.push(further);
        } else {
            entry.push_further_line(without_first_blank(further));
        }
        Some(true)
    }

    /// Keeps all that says something, but for our own short message.
    fn keep_all(&mut self, lines: &[Line]) {
        let short = short_message(lines);
        let of_short = lines.get(short.clone()).unwrap_or_default();
        let depth = of_short.first().map_or(0, |first| first.depth);
        let layout = Layout::of(of_short, depth, Wrapping::Unknown);
        // The line directly above, if it is ours.
        let mut above = None;
        for (at, line) in lines.iter().enumerate() {
            let is_ours = short.contains(&at)
                && (is_of_short_message(line)
                    || above.is_some_and(|above| layout.join(above, line, None, None).is_some()));
            above = Some(line).filter(|_| is_ours);
            if !line.is_blank() && !is_ours {
                self.keep(line);
            }
        }
    }

    fn keep(&mut self, line: &Line) {
        self.notes.push(line.whole.trim_end().to_owned());
    }

    fn finish(self, mended: &Mended, compose: fn(&str) -> String) -> Reading {
        let Self { entries, notes, is_update, is_decomposed, is_cut } = self;
        let mut reading = Reading { notes, is_update, ..Reading::default() };
        let mut parts = Vec::new();
        let mut has_closed = false;
        for entry in entries {
            if has_closed {
                // Nothing that stands behind the closing is an entry.
                reading.keep(entry.label, &entry.text);
            } else if let Some(behind) = entry.part(&mut parts) {
                has_closed = true;
                reading.keep(None, &behind);
            }
        }
        if is_decomposed {
            // All at once, since asking the browser takes longer than its answer. No line end of
            // this kind is left in any of them.
            let mut texts: Vec<&mut String> = parts.iter_mut().map(|part| &mut part.text).collect();
            texts.retain(|text| !text.is_ascii());
            let composed =
                compose(&texts.iter().map(|text| text.as_str()).collect::<Vec<_>>().join("\r"));
            for (text, composed) in texts.into_iter().zip(composed.split('\r')) {
                composed.clone_into(text);
            }
        }
        let has_escapes = || parts.iter().any(|part| has_escapes(&part.text));
        reading.is_encoded = mended.is_encoded || !mended.has_intact_words && has_escapes();
        let (mut last, mut gap) = (None, Gap::None);
        for part in &parts {
            gap = gap.from(part);
            last = if part.label.is_some_and(|label| gap.has(label)) {
                // A line that was left empty says nothing.
                if !is_blank(&part.text) {
                    reading.keep(part.label, &paragraphs(&unescape(&part.text)));
                }
                None
            } else {
                reading.take(part, mended.loss)
            };
        }
        if let Some(field) = last.filter(|_| is_cut && !has_closed) {
            reading.doubts.push(Doubt { field, kind: DoubtKind::Shortened });
        }
        reading.proposal = reading.proposal.repaired();
        reading
    }
}

impl Reading {
    /// Takes in what one line of the message said, and says in which field it is.
    fn take(&mut self, part: &Part, loss: Loss) -> Option<Field> {
        let Some(label) = part.label else {
            let opening = part.text.trim_end();
            if !opening.is_empty() && !names_an_event(opening) {
                self.notes.push(format!("{OPENING}{opening}"));
            }
            return None;
        };
        let text = without_doubled_addresses(&part.text, label);
        let original = rewriting::originals(&text);
        let is_rewritten = original.as_ref().is_some_and(|original| !original.is_certain);
        let text = original.map_or(text, |original| Cow::Owned(original.link));
        let mut text = paragraphs(&unescape(&text));
        let mut is_joined = part.is_doubtful;
        if is_address(label) {
            text = address(&text);
            if let Some(link) = link_without_blanks(&text) {
                text = link;
                is_joined = true;
            }
        }
        if text.is_empty() {
            return None;
        }
        if label == Label::Presence {
            if self.proposal.take_presence(&text).is_none() {
                self.keep(Some(label), &text);
            }
            return None;
        }
        let Some(field) = self.proposal.take_entry(label, &text) else {
            self.keep(Some(label), &text);
            return None;
        };
        let doubts = [
            (DoubtKind::Joined, is_joined),
            (DoubtKind::Damaged, !is_address(label) && repair::is_doubtful(&text, loss)),
            (DoubtKind::Shortened, is_address(label) && text.ends_with(['…', '.'])),
            (DoubtKind::Rewritten, is_rewritten),
        ];
        let doubts = doubts.into_iter().filter(|(_, is_one)| *is_one);
        self.doubts.extend(doubts.map(|(kind, _)| Doubt { field, kind }));
        Some(field)
    }

    /// Keeps what has no place in the participation.
    fn keep(&mut self, label: Option<Label>, text: &str) {
        let text = text.trim();
        match label {
            Some(label) => self.notes.push(format!("{} : {text}", label.as_str())),
            None if text.is_empty() => {}
            None => self.notes.push(text.to_owned()),
        }
    }
}

impl Proposal {
    /// Takes in the days that an entry says; `None` when it says something else, or when there are
    /// some already.
    fn take_presence(&mut self, text: &str) -> Option<()> {
        let days: Vec<Date> =
            text.split(',').map(|day| Date::from_french(day.trim())).collect::<Option<_>>()?;
        self.presence.is_empty().then(|| self.presence = days)
    }

    /// Takes in what an entry says, and says in which field it is; `None` when there is no place for
    /// it.
    fn take_entry(&mut self, label: Label, text: &str) -> Option<Field> {
        let text = text.to_owned();
        let field = match label {
            Label::Software => {
                let software = Software { name: text, ..self.new_software() };
                let field = Field::SoftwareName(software.id);
                self.software.push(software);
                field
            }
            Label::Goal => {
                let goal = Goal { text, ..self.new_goal() };
                let field = Field::Goal(goal.id);
                self.software.last_mut()?.goals.push(goal);
                field
            }
            Label::HelpRequest(kind) => {
                let request = HelpRequest { kind, description: text, ..self.new_help_request() };
                let field = Field::HelpDescription(request.id);
                self.software.last_mut()?.help_requests.push(request);
                field
            }
            Label::LightningTalk(kind) => {
                let talk = LightningTalk { kind, subject: text, ..self.new_talk() };
                let field = Field::TalkSubject(talk.id);
                self.talks.push(talk);
                field
            }
            // A text of the draft, of the software above, or of the help request above.
            _ => {
                return take_text(self.texts_mut(), label, &text).or_else(|| {
                    let software = self.software.last_mut()?;
                    take_text(software.texts_mut(), label, &text).or_else(|| {
                        let request = software.help_requests.last_mut()?;
                        take_text(request.texts_mut(), label, &text)
                    })
                });
            }
        };
        self.last_id += 1;
        Some(field)
    }
}

/// Takes in what an entry says where its label is that of one of these fields; `None` when it is of
/// none, or when something is there already: what is said twice is not said again.
fn take_text<const COUNT: usize>(
    fields: [(Field, &mut String); COUNT],
    label: Label,
    text: &str,
) -> Option<Field> {
    let mut fields = fields.into_iter();
    let (field, place) = fields.find(|(field, _)| Label::of(*field) == Some(label))?;
    place.is_empty().then(|| {
        text.clone_into(place);
        field
    })
}

fn position(lines: &[Line], is_it: impl Fn(&Line) -> bool) -> Option<usize> {
    lines.iter().position(is_it)
}

fn starts_with(line: &Line, words: &str) -> bool {
    strip_words(visible_start(line.said), words).is_some()
}

/// The place of the opening line, which is parted from what was written or poured before it.
fn opening(lines: &mut Vec<Line>) -> Option<usize> {
    let opening = position(lines, |line| starts_with(line, OPENING));
    // An update may name what looks like an opening.
    if opening.is_some() || position(lines, |line| starts_with(line, UPDATE_OPENING)).is_some() {
        return opening;
    }
    let (index, (before, opening)) = lines.iter().enumerate().find_map(|(index, line)| {
        let is_opening = |at: &usize| {
            line.said.get(*at..).is_some_and(|said| strip_words(said, OPENING).is_some())
        };
        let at = unescaped_marks(line.said).find(is_opening)?;
        Some((index, line.split_at(at)?))
    })?;
    lines.splice(index..=index, [before, opening]);
    Some(index + 1)
}

/// Whether this is what an opening says besides its own words, as in « (Fête, 1er mai 2025). ».
fn names_an_event(text: &str) -> bool {
    let text = text.trim_matches(|c: char| c.is_whitespace() || is_invisible(c));
    let inside = text.strip_prefix('(').and_then(|text| text.strip_suffix(")."));
    inside.is_some_and(|inside| !inside.contains(")."))
}

/// The lines above a message, less its greeting.
fn without_greeting<'a, 'b>(above: &'a [Line<'b>], message: &[Line]) -> &'a [Line<'b>] {
    let end = above.iter().rposition(|line| !line.is_blank());
    let depth = message.first().map(|first| first.depth);
    match end.and_then(|end| above.get(..=end)?.split_last()) {
        Some((last, above))
            if Some(last.depth) == depth && visible_start(last.said).trim_end() == GREETING =>
        {
            above
        }
        _ => above,
    }
}

/// Where the message stands that says who takes part, and leaves the place for the rest to be
/// pasted.
fn short_message(lines: &[Line]) -> Range<usize> {
    /// It is a few lines long, even wrapped.
    const LONGEST: usize = 40;
    let range = || {
        let start = position(lines, |line| starts_with(line, WHO))?;
        let mut said = String::new();
        let length = lines.get(start..)?.iter().take(LONGEST).position(|line| {
            said.push_str(line.said.trim());
            let is_end = said.ends_with(TO_PASTE);
            said.push(' ');
            is_end
        })?;
        let greeting = lines.get(..start)?.iter().rposition(|line| !line.is_blank());
        let greeting = greeting.filter(|at| {
            lines.get(*at).is_some_and(|line| visible_start(line.said).trim_end() == GREETING)
        });
        Some(greeting.unwrap_or(start)..start + length + 1)
    };
    range().unwrap_or_default()
}

/// Whether a line stands in such a message as we write it. Others may have been added by hand.
fn is_of_short_message(line: &Line) -> bool {
    let said = visible_start(line.said).trim_end();
    said.starts_with(ITEM) || said == GREETING || starts_with(line, WHO) || TO_PASTE.contains(said)
}

/// A mark and a text have one blank between them; further ones belong to the text.
fn without_first_blank(text: &str) -> &str {
    let mut rest = text.trim_start_matches(is_invisible).chars();
    match rest.next() {
        Some(c) if c.is_whitespace() => rest.as_str(),
        _ => text,
    }
}

/// The text without the addresses that programs put behind links when they turn HTML into text, as
/// in `https://exemple.fr <https://exemple.fr/>`. Several may have done it, one after the other.
fn without_doubled_addresses(text: &str, label: Label) -> Cow<'_, str> {
    /// Nobody has seen more.
    const MOST: usize = 4;
    let mut kept = Cow::Borrowed(text);
    for _ in 0..MOST {
        match without_last_addresses(&kept, label) {
            Some(less) => kept = Cow::Owned(less),
            None => break,
        }
    }
    kept
}

/// The text without the addresses that stand directly behind their links; `None` when there are none.
fn without_last_addresses(text: &str, label: Label) -> Option<String> {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        let (before, bracket) = rest.split_at(at);
        kept.push_str(before);
        // One that was escaped is the text's own.
        let bare = if kept.ends_with('\\') { None } else { address_in_brackets(bracket) };
        let link = kept.strip_suffix(' ').unwrap_or(&kept);
        rest = if let Some((_, after)) = bare.filter(|it| is_doubled(link, it.0, label)) {
            kept.truncate(link.len());
            after
        } else {
            kept.push('<');
            bracket.strip_prefix('<').unwrap_or_default()
        };
    }
    kept.push_str(rest);
    (kept.len() < text.len()).then_some(kept)
}

/// Whether a program has put this address behind the link that `text` ends with.
fn is_doubled(text: &str, address: &str, label: Label) -> bool {
    // Written with the codes of its bytes, a link is three times as long.
    let mut start = text.len().saturating_sub(3 * address.len() + 16);
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let link = text.get(start..).unwrap_or_default();
    let link = link.rsplit(|c: char| c.is_whitespace() || c == '<').next().unwrap_or_default();
    let original = rewriting::original(address);
    let is_rewritten = original.is_some();
    if (is_rewritten || is_address(label)) && link.parse::<WebLink>().is_ok() {
        return true;
    }
    let address = original.map_or_else(|| address.to_owned(), |original| original.link);
    let address = address.strip_prefix("mailto:").unwrap_or(&address);
    let address = address.split_once("://").map_or(address, |(_, rest)| rest);
    let decoded = |link: &str| {
        let link = link.trim_end_matches('/');
        percent_decoded(link).unwrap_or_else(|| link.to_owned())
    };
    decoded(link).ends_with(&decoded(address))
}

/// An address as it was written: nothing that one does not see, and no brackets around it.
fn address(text: &str) -> String {
    let text = without_invisible(text);
    let text = text.trim();
    let inside = text.strip_prefix('<').and_then(|text| text.strip_suffix('>'));
    inside.unwrap_or(text).to_owned()
}

/// The link in which a program left a blank where it had broken it.
fn link_without_blanks(text: &str) -> Option<String> {
    let mut link = String::with_capacity(text.len());
    for word in text.split(' ') {
        let is_broken = link.ends_with(['-', '/', '?', '&', '=', '_', '%', '#']);
        if !link.is_empty() && !is_broken {
            return None;
        }
        link.push_str(word);
    }
    let is_one = link.len() < text.len() && link.matches("://").count() == 1;
    (is_one && link.parse::<WebLink>().is_ok()).then_some(link)
}

/// Whether there are letters in quoted-printable, of UTF-8: « =C3=A9 ».
fn has_escapes(text: &str) -> bool {
    let is_letter = |escape: &[u8]| {
        matches!(escape, [b'=', b'c'..=b'f' | b'C'..=b'F', _, b'=', b'8' | b'9' | b'a' | b'A' | b'b' | b'B', last]
            if last.is_ascii_hexdigit())
    };
    text.as_bytes().windows(6).any(is_letter)
}
