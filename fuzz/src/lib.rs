//! What must hold of any bytes that come as a message, each law with a panic for whom breaks it.
//!
//! The fuzzer's targets try them on bytes that it makes up, and `cargo test` on those in `corpus/`:
//! `crates/domain/src/mail/corpus.rs` takes in this file.

use domain::mail::{Input, Reading, Wrapping, compose};
use domain::{Event, Participation};
use unicode_normalization::UnicodeNormalization;

/// Reading a text does not fail, depends on the text alone, and what was understood can be sent and
/// read again, even if a mail program quotes it or breaks its lines.
pub fn parse(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let reading = read(&text);
    assert_eq!(read(&text), reading, "read twice");
    let Ok(participation) = Participation::parse(&reading.proposal) else { return };
    let body = compose(&participation, &EVENT).body;
    for body in [quoted(&body), flowed(&body), body] {
        let again = read(&body);
        assert!(
            again.proposal.says_the_same_as(&participation.proposal()),
            "{body}\n{participation:#?}\n{again:#?}"
        );
        assert!(again.notes.is_empty() && !again.is_update, "{body}\n{again:#?}");
    }
}

/// A text is found in any file and in any text that is pasted, or refused, and is one that [`parse`]
/// can take.
pub fn text_of(bytes: &[u8]) {
    let pasted = String::from_utf8_lossy(bytes);
    for input in [Input::File(bytes), Input::Pasted(&pasted)] {
        if let Ok(found) = domain::mail::read(input, decode) {
            parse(found.text.as_bytes());
        }
    }
}

const EVENT: Event = Event {
    name: "Hackathon #BlueHats",
    days: &[],
    days_in_french: "9 et 10 janvier 2024",
    email: "bluehats@code.gouv.fr",
    promise: "nous vous inviterons",
};

fn read(text: &str) -> Reading {
    domain::mail::parse(text, Wrapping::Unknown, |text| text.nfc().collect())
}

fn quoted(text: &str) -> String {
    format!("> {}", text.replace('\n', "\n> "))
}

/// Breaks lines as `format=flowed` does (RFC 3676): after a space, before the next word. No line is
/// made of blanks alone, since one that is says nothing to a reader.
///
/// Texts in which a line's end can be read in two ways stay as they are: blanks in a row are what many programs
/// leave behind; behind `-` and `/` some break words, and put a blank there; and what follows a word that hardly
/// fits on a line may have been written below it.
fn flowed(text: &str) -> String {
    /// The longest line that is not broken, in characters.
    const WIDTH: usize = 72;
    /// The longest word that is moved to another line, in characters.
    const LONGEST_WORD: usize = 60;
    let is_long = |word: &str| word.chars().count() > LONGEST_WORD;
    let is_ambiguous = |end| text.contains(end);
    if ["  ", "- ", "/ "].into_iter().any(is_ambiguous) || text.split(['\n', ' ']).any(is_long) {
        return text.to_owned();
    }
    let mut flowed = String::with_capacity(text.len());
    for line in text.lines() {
        let mut column = 0;
        let mut is_blank = true;
        for word in line.split_inclusive(' ') {
            let length = word.chars().count();
            // A line does not begin with a space: that is how the format escapes.
            if !is_blank && column + length > WIDTH && !word.starts_with(' ') {
                flowed.push('\n');
                column = 0;
                is_blank = true;
            }
            flowed.push_str(word);
            is_blank &= word.trim().is_empty();
            column += length;
        }
        flowed.push('\n');
    }
    flowed
}

/// Knows one encoding that the readers do not know by themselves, a French variant of ASCII.
fn decode(bytes: &[u8], encoding: &str) -> Option<String> {
    let text = std::str::from_utf8(bytes).ok()?.replace('{', "é");
    encoding.eq_ignore_ascii_case("nf_z_62-010").then_some(text)
}
