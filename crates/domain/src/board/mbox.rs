//! Taking a mailbox apart (RFC 4155).
//!
//! Above each message stands a line that begins with `From `, with an address and a date; below it
//! an empty line. Lines of messages that begin so have a `>` before them, or, in what some programs
//! write, one more `>` than they had; or nothing, so that a line is taken for the start of a message
//! only where it has the form of one.

use std::mem;

use crate::mail::eml::{is_weekday, milliseconds, without_mark};

/// The longest message that is taken out of a mailbox, in bytes. Mail servers refuse longer ones.
pub const LONGEST_MESSAGE: usize = 64 << 20;

/// One message of a mailbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The message, as it was before it was put there; `None` if it is longer than
    /// [`LONGEST_MESSAGE`].
    pub bytes: Option<Vec<u8>>,
    /// When it was delivered, by the line above it: milliseconds since 1970 (Unix time).
    pub delivered_at: Option<u64>,
}

/// Takes a mailbox apart, as its bytes come in. It holds what came in since the last message, and no
/// message that is longer than [`LONGEST_MESSAGE`].
///
/// Where what comes in does not begin as a mailbox does, that is a part too: the rest of a message
/// whose start is missing.
#[derive(Debug, Default)]
pub struct Splitter {
    buffer: Vec<u8>,
    /// Where the current message begins in it.
    start: usize,
    /// Where the line begins that is looked at next.
    line: usize,
    /// No line end stands before this.
    searched: usize,
    /// How many bytes came before the buffer.
    forgotten: u64,
    /// The line above it.
    envelope: Option<Envelope>,
    /// Whether the line above is not an empty one.
    is_within_text: bool,
    /// Whether the current message has become too long, and its start is gone.
    is_too_long: bool,
    is_closed: bool,
    longest: Longest,
}

/// [`LONGEST_MESSAGE`], but in tests.
#[derive(Debug)]
struct Longest(usize);

impl Default for Longest {
    fn default() -> Self {
        Self(LONGEST_MESSAGE)
    }
}

impl Splitter {
    /// Takes in the next bytes.
    pub fn push(&mut self, bytes: &[u8]) {
        self.forget(self.start);
        self.buffer.extend(bytes);
    }

    /// Says that there are no more bytes.
    pub fn close(&mut self) {
        self.is_closed = true;
    }

    /// How many bytes have been looked at.
    pub fn bytes_read(&self) -> u64 {
        self.forgotten + u64::try_from(self.line).unwrap_or_default()
    }

    /// The next message; `None` when more bytes are needed, or none is left.
    pub fn next_part(&mut self) -> Option<Part> {
        loop {
            let Some(end) = self.line_end() else {
                if self.is_closed {
                    self.line = self.buffer.len();
                    return self.part(self.line, None);
                }
                let is_too_long = self.buffer.len() - self.start > self.longest.0;
                if is_too_long && self.buffer.len() - self.line > LONGEST_LINE {
                    self.line = self.buffer.len();
                    self.is_within_text = true;
                    self.cut();
                }
                return None;
            };
            let line = self.buffer.get(self.line..end).unwrap_or_default();
            let envelope = match envelope(line) {
                Some(envelope) => {
                    let below = self.buffer.get(end..).unwrap_or_default();
                    if !self.is_closed && below.len() < LONGEST_NAME && !below.contains(&b'\n') {
                        // This line is looked at again.
                        self.searched = self.line;
                        return None;
                    }
                    let has_header = begins_field(below);
                    let is_start = match envelope {
                        Envelope::Bare => !self.is_within_text && has_header,
                        Envelope::Dated(_) => !self.is_within_text || has_header,
                    };
                    is_start.then_some(envelope)
                }
                None => None,
            };
            self.is_within_text = envelope.is_none() && !line.trim_ascii().is_empty();
            let begin = mem::replace(&mut self.line, end);
            if envelope.is_some()
                && let Some(part) = self.part(begin, envelope)
            {
                return Some(part);
            }
            if self.line - self.start > self.longest.0 {
                self.cut();
            }
        }
    }

    /// Drops what there is of a message that is too long.
    fn cut(&mut self) {
        self.is_too_long = true;
        self.start = self.line;
    }

    /// Where the line ends that is looked at.
    fn line_end(&mut self) -> Option<usize> {
        let from = self.searched.max(self.line);
        let found = self.buffer.get(from..)?.iter().position(|byte| *byte == b'\n');
        self.searched = found.map_or(self.buffer.len(), |at| from + at + 1);
        found.map(|_| self.searched)
    }

    /// The message that ends here, if there is one; the next one begins behind the line that was
    /// looked at.
    fn part(&mut self, end: usize, next: Option<Envelope>) -> Option<Part> {
        let bytes = self.buffer.get(self.start..end).unwrap_or_default();
        let envelope = mem::replace(&mut self.envelope, next);
        let is_there = envelope.is_some() || self.is_too_long || !bytes.trim_ascii().is_empty();
        let bytes = (!self.is_too_long).then(|| unquoted(without_last_line(bytes)));
        self.start = self.line;
        self.is_too_long = false;
        let delivered_at = match envelope {
            Some(Envelope::Dated(at)) => Some(at),
            Some(Envelope::Bare) | None => None,
        };
        is_there.then_some(Part { bytes, delivered_at })
    }

    /// Drops what stands in the buffer before this.
    fn forget(&mut self, end: usize) {
        if end > 0 {
            self.buffer.drain(..end);
            self.start -= end;
            self.line -= end;
            self.searched = self.searched.saturating_sub(end);
            self.forgotten += u64::try_from(end).unwrap_or_default();
        }
    }
}

/// A line that stands above a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Envelope {
    /// With an address and a date: milliseconds since 1970 (Unix time).
    Dated(u64),
    /// `From ` alone, as Thunderbird writes it, or `From -`.
    Bare,
}

/// No line above a message is longer, in bytes.
const LONGEST_LINE: usize = 500;

/// What a line is that may stand above a message: `From `, an address, and a date.
fn envelope(line: &[u8]) -> Option<Envelope> {
    let line = Some(without_mark(line)).filter(|line| line.len() <= LONGEST_LINE);
    let rest = line?.strip_prefix(b"From ")?;
    let rest = str::from_utf8(rest).ok()?.trim();
    if matches!(rest, "" | "-") {
        return Some(Envelope::Bare);
    }
    // Uucp's hops.
    let rest = rest.split(" remote from ").next().unwrap_or_default();
    let words: Vec<&str> = rest.split_ascii_whitespace().collect();
    let day = words.iter().position(|word| is_weekday(word))?;
    let (address, date) = words.split_at(day);
    let is_address = match address {
        // Of what has no sender, there is the name of a program, or `-`.
        // Archives of lists have the other form.
        [_] | [_, "at", _] => true,
        [.., last] => last.contains('@') && address.len() < 5,
        [] => false,
    };
    milliseconds(&date.join(" ")).filter(|_| is_address).map(Envelope::Dated)
}

/// Names of fields are shorter than this.
const LONGEST_NAME: usize = 100;

/// Whether a field stands here (RFC 5322 §2.2): a name and a colon.
fn begins_field(bytes: &[u8]) -> bool {
    let name = bytes.iter().take(LONGEST_NAME).position(|byte| *byte == b':');
    let name = name.and_then(|end| bytes.get(..end)).unwrap_or_default();
    !name.is_empty() && name.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-')
}

/// Whether a file begins as a mailbox does.
pub(super) fn is_mailbox(start: &[u8]) -> bool {
    let start = without_mark(start).trim_ascii_start();
    let mut lines = start.splitn(2, |byte| *byte == b'\n');
    match lines.next().and_then(envelope) {
        Some(Envelope::Dated(_)) => true,
        Some(Envelope::Bare) => lines.next().is_some_and(begins_field),
        None => false,
    }
}

/// The message without the empty line below it.
fn without_last_line(message: &[u8]) -> &[u8] {
    let without = |end: &[u8]| message.strip_suffix(end);
    let is_line_end = |text: &&[u8]| text.is_empty() || text.ends_with(b"\n");
    without(b"\r\n").or_else(|| without(b"\n")).filter(is_line_end).unwrap_or(message)
}

/// Takes one `>` away before each line that would begin with `From ` without any.
fn unquoted(message: &[u8]) -> Vec<u8> {
    let mut text = Vec::with_capacity(message.len());
    for line in message.split_inclusive(|byte| *byte == b'\n') {
        let said = line.iter().position(|byte| *byte != b'>').unwrap_or_default();
        let is_quoted = said > 0 && line.get(said..).is_some_and(|it| it.starts_with(b"From "));
        text.extend(line.get(usize::from(is_quoted)..).unwrap_or_default());
    }
    text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn parts_of(mailbox: &[u8], piece: usize, longest: usize) -> Vec<Option<String>> {
        let mut splitter = Splitter { longest: Longest(longest), ..Splitter::default() };
        let mut parts = Vec::new();
        let mut take = |splitter: &mut Splitter| {
            while let Some(part) = splitter.next_part() {
                parts.push(part.bytes.map(|bytes| String::from_utf8(bytes).unwrap()));
            }
        };
        for piece in mailbox.chunks(piece) {
            splitter.push(piece);
            take(&mut splitter);
        }
        splitter.close();
        take(&mut splitter);
        assert_eq!(splitter.bytes_read(), u64::try_from(mailbox.len()).unwrap());
        assert_eq!(splitter.next_part(), None);
        parts
    }

    #[track_caller]
    fn check(mailbox: &str, want: &[&str]) {
        for mailbox in [mailbox.to_owned(), mailbox.replace('\n', "\r\n")] {
            for piece in [1, 3, 64, 10_000] {
                let parts = parts_of(mailbox.as_bytes(), piece, LONGEST_MESSAGE).into_iter();
                let parts: Vec<_> = parts.map(|part| part.unwrap().replace("\r\n", "\n")).collect();
                assert_eq!(parts, want, "{mailbox} in pieces of {piece}");
            }
        }
    }

    #[test]
    fn a_line_above_a_message_is_known_by_its_form() {
        let noon = 1_704_798_000_000;
        for line in [
            "From zoe@exemple.fr Tue Jan  9 11:00:00 2024",
            "From zoe@exemple.fr  Tue Jan  9 12:00:00 2024 +0100\r\n",
            "\u{feff}From zoe@exemple.fr Tue Jan 09 11:00 2024",
            "From - Tue Jan 09 11:00:00 2024\n",
            "From MAILER-DAEMON Tue Jan  9 11:00:00 2024",
            "From 1787@xxx Tue Jan 09 11:00:00 +0000 2024",
            "From \"Zoé Durand\"@exemple.fr Tue Jan  9 11:00:00 2024",
            "From zoe at exemple.fr  Tue Jan  9 11:00:00 2024",
            "From zoe@exemple.fr Tue, 9 Jan 2024 12:00:00 +0100",
            "From a!b Tue Jan  9 11:00:00 2024 remote from c",
        ] {
            assert_eq!(envelope(line.as_bytes()), Some(Envelope::Dated(noon)), "{line}");
        }
        for line in ["From \r\n", "From - "] {
            assert_eq!(envelope(line.as_bytes()), Some(Envelope::Bare), "{line}");
        }
        for line in [
            "",
            "From",
            "From: Zoé",
            ">From zoe@exemple.fr Tue Jan  9 11:00:00 2024",
            "from zoe@exemple.fr Tue Jan  9 11:00:00 2024",
            "From scratch",
            "From Paris to Lyon on Tue Jan  9 11:00:00 2024",
            "From zoe@exemple.fr Tue Jan 32 11:00:00 2024",
            "From zoe@exemple.fr Tue Jan  9 11:00:00 2024 there are trains",
            "From Tue Jan  9 11:00:00 2024",
            "From zoe@exemple.fr",
        ] {
            assert_eq!(envelope(line.as_bytes()), None, "{line}");
        }
    }

    #[test]
    fn a_mailbox_is_taken_apart() {
        const ONE: &str = "From a@b.fr Tue Jan  9 11:00:00 2024\n";
        check("", &[]);
        check("\n\n", &[]);
        check(
            &format!("{ONE}Subject: a\n\nb\n\n{ONE}Subject: c\n"),
            &["Subject: a\n\nb\n", "Subject: c\n"],
        );
        // Thunderbird's.
        check(
            "From \nSubject: a\n\nb\n\nFrom \nSubject: c\n\n",
            &["Subject: a\n\nb\n", "Subject: c\n"],
        );
        // A message that was cut, and one of which nothing is there.
        check(
            &format!("{ONE}Subject: a\n\nb\n{ONE}Subject: c"),
            &["Subject: a\n\nb\n", "Subject: c"],
        );
        check(&format!("{ONE}{ONE}Subject: c"), &["", "Subject: c"]);
        // The start is missing.
        check(&format!("b\n\n{ONE}Subject: c"), &["b\n", "Subject: c"]);
    }

    #[test]
    fn a_text_is_not_torn_apart() {
        const ONE: &str = "From a@b.fr Tue Jan  9 11:00:00 2024\n";
        for text in [
            "From scratch\n",
            "a\n\nFrom scratch\n\nFrom a@b.fr we heard\n",
            "a\n\nFrom \nParis\n",
            "a\nFrom a@b.fr Tue Jan  9 11:00:00 2024\nParis\n",
            "a\n\nFrom: b\n",
        ] {
            let message = format!("Subject: a\n\n{text}");
            check(&format!("{ONE}{message}\n{ONE}Subject: c\n"), &[&message, "Subject: c\n"]);
        }
        check(&format!("{ONE}>From a\n>>From b\n> From c\n"), &["From a\n>From b\n> From c\n"]);
    }

    #[test]
    fn a_message_that_is_too_long_is_left_out_alone() {
        const ONE: &str = "From a@b.fr Tue Jan  9 11:00:00 2024\n";
        for long in ["a".repeat(3_000), "ab\n".repeat(100)] {
            let mailbox = format!("{ONE}a\n\n{ONE}{long}\n\n{ONE}c\n\n{ONE}{long}");
            for piece in [1, 7, 1000] {
                let parts = parts_of(mailbox.as_bytes(), piece, 100);
                assert_eq!(parts, [Some("a\n".to_owned()), None, Some("c\n".to_owned()), None]);
            }
        }
    }

    #[test]
    fn megabytes_of_anything_are_taken_apart_in_time() {
        for part in [
            "From \n",
            "From a@b.fr Tue Jan  9 11:00:00 2024\n",
            "From a@b.fr Tue Jan  9 11:00:00 2024",
            "From a@b.fr Tue Jan  9 11:00:00 2024\na: b\n\n",
            ">",
            ">From \n",
            "\n",
            "a",
        ] {
            let mailbox = part.repeat(4_000_000 / part.len());
            let parts = parts_of(mailbox.as_bytes(), 1 << 14, LONGEST_MESSAGE);
            assert!(parts.len() <= mailbox.len() / 30, "{part}");
        }
    }

    fn lines() -> impl Strategy<Value = String> {
        prop_oneof![
            3 => "[a-zé: ]{0,12}",
            2 => ">{0,2}From [a-z ]{0,8}",
            1 => Just("From a@b.fr Tue Jan  9 11:00:00 2024".to_owned()),
            1 => Just("From ".to_owned()),
            1 => Just("Subject: a".to_owned()),
            2 => Just(String::new()),
        ]
    }

    proptest! {
        /// As one more `>` before each line that begins so (« mboxrd »), and as `>` before those that
        /// have none (« mboxo »), of which the others cannot be told from them.
        #[test]
        fn what_was_put_into_a_mailbox_comes_back(
            messages in prop::collection::vec(prop::collection::vec(lines(), 1..8), 1..5),
            is_mboxo in any::<bool>(),
            end in prop_oneof![Just("\n"), Just("\r\n")],
            piece in 1usize..200,
        ) {
            let mut mailbox = String::new();
            let mut want = Vec::new();
            for lines in messages {
                let is_line = |line: &&String| !(is_mboxo && line.starts_with('>'));
                let lines: Vec<String> = lines.iter().filter(is_line).cloned().collect();
                let message = [lines.join(end), String::new()].join(if lines.is_empty() { "" } else { end });
                mailbox.extend(["From a@b.fr Tue Jan  9 11:00:00 2024", end]);
                for line in lines {
                    let is_quoted = line.trim_start_matches('>').starts_with("From ");
                    mailbox.push_str(if is_quoted { ">" } else { "" });
                    mailbox.extend([&*line, end]);
                }
                mailbox.push_str(end);
                want.push(Some(message));
            }
            let parts = parts_of(mailbox.as_bytes(), piece, LONGEST_MESSAGE);
            prop_assert_eq!(parts, want);
        }

        #[test]
        fn any_bytes_are_taken_apart(
            lines in prop::collection::vec(lines(), 0..20),
            bytes in prop::collection::vec(any::<u8>(), 0..40),
            piece in 1usize..50,
        ) {
            let mailbox = [lines.join("\n").into_bytes(), bytes].concat();
            let mut splitter = Splitter { longest: Longest(40), ..Splitter::default() };
            for piece in mailbox.chunks(piece) {
                splitter.push(piece);
                while splitter.next_part().is_some() {}
            }
            splitter.close();
            while splitter.next_part().is_some() {}
            prop_assert_eq!(splitter.bytes_read(), u64::try_from(mailbox.len()).unwrap());
        }
    }
}
