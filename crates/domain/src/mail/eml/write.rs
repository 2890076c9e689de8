//! Writing a message that is yet to be sent.

use crate::mail::Message;
use crate::mail::hex::push_byte;

/// The most characters that a line of the text may have, its soft break included (RFC 2045 §6.7).
const LINE: usize = 76;

/// The most characters of an encoded word's text, so that the longest line of the header, which
/// begins with the field's name, has no more than 76 (RFC 2047 §2).
const WORD: usize = 55;

impl Message {
    /// The message as a file that mail programs open as a draft.
    ///
    /// `X-Unsent: 1` has classic Outlook and Thunderbird do so. There is no `From` and no `Date`:
    /// both are the sender's to set. The last line of the text has an end, as in any file.
    pub fn eml(&self) -> String {
        let mut file = format!("To: {}\r\nSubject: ", self.to);
        push_encoded_words(&mut file, &self.subject);
        file.push_str(
            "\r\nX-Unsent: 1\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\
             Content-Transfer-Encoding: quoted-printable\r\n\r\n",
        );
        for line in self.body.split('\n') {
            push_quoted_printable(&mut file, line);
            file.push_str("\r\n");
        }
        file
    }
}

/// Writes a text as encoded words (RFC 2047 §4.2), none of which ends within a character (§5).
fn push_encoded_words(file: &mut String, text: &str) {
    const START: &str = "=?utf-8?Q?";
    const END: &str = "?=";
    file.push_str(START);
    let mut length = 0;
    for c in text.chars() {
        let mut encoded = String::new();
        match c {
            ' ' => encoded.push('_'),
            'A'..='Z' | 'a'..='z' | '0'..='9' => encoded.push(c),
            _ => {
                for &byte in c.encode_utf8(&mut [0; 4]).as_bytes() {
                    push_byte(&mut encoded, '=', byte);
                }
            }
        }
        if length + encoded.len() > WORD {
            file.extend([END, "\r\n ", START]);
            length = 0;
        }
        length += encoded.len();
        file.push_str(&encoded);
    }
    file.push_str(END);
}

/// Writes a line in quoted-printable (RFC 2045 §6.7).
///
/// What some program on the way takes for a mark of its own is encoded as well: a line that is a
/// dot, and the words that begin a message in a mailbox.
fn push_quoted_printable(file: &mut String, line: &str) {
    let mut length = 0;
    let last = line.len().saturating_sub(1);
    for (at, byte) in line.bytes().enumerate() {
        let is_plain = match byte {
            b' ' | b'\t' => at < last,
            b'=' => false,
            b'.' => line.len() > 1,
            b'F' => at > 0 || !line.starts_with("From "),
            _ => byte.is_ascii_graphic(),
        };
        let width = if is_plain { 1 } else { 3 };
        if length + width >= LINE {
            file.push_str("=\r\n");
            length = 0;
        }
        length += width;
        if is_plain {
            file.push(char::from(byte));
        } else {
            push_byte(file, '=', byte);
        }
    }
}
