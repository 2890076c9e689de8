//! The link that opens a message in the visitor's own mail program (RFC 6068).

use super::Message;
use super::hex::push_byte;

/// How long a `mailto:` link may be, in characters, to be safe everywhere.
///
/// Windows and Outlook cut or refuse links from 2,046 characters on, some web mail from about
/// 1,620 of text on; most others take more.
pub const SAFE_LENGTH: usize = 1_800;

impl Message {
    /// The `mailto:` link with all of the message.
    ///
    /// Every byte but the unreserved ones of RFC 3986 §2.3 is percent-encoded: a space is `%20`
    /// (RFC 6068 §5 warns of `+`), and line ends are `%0D%0A` (§5 as well).
    pub fn mailto(&self) -> String {
        let mut link = "mailto:".to_owned();
        for (index, part) in self.to.split('@').enumerate() {
            if index > 0 {
                link.push('@');
            }
            percent_encode(part, &mut link);
        }
        link.push_str("?subject=");
        percent_encode(&self.subject, &mut link);
        link.push_str("&body=");
        percent_encode(&self.body, &mut link);
        link
    }
}

impl Message {
    /// The same message for a colleague to read first: without recipient, and above the rest one
    /// line that says how to take it up at `address`.
    #[must_use]
    pub fn for_colleague(&self, address: &str) -> Self {
        Self {
            to: "",
            subject: format!("À relire – {}", self.subject),
            body: format!(
                "Pour la relecture : collez tout ce message sur {address}, corrigez, puis renvoyez-le-moi de la même façon ; ou corrigez-le dans votre réponse.\n\n{}",
                self.body
            ),
        }
    }
}

/// How many characters `text` takes in a link.
pub(super) fn encoded_length(text: &str) -> usize {
    let mut link = String::new();
    percent_encode(text, &mut link);
    link.len()
}

fn percent_encode(text: &str, link: &mut String) {
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                link.push(char::from(byte));
            }
            b'\n' => link.push_str("%0D%0A"),
            _ => push_byte(link, '%', byte),
        }
    }
}

#[cfg(test)]
mod tests {
    use percent_encoding::percent_decode_str;
    use proptest::prelude::*;

    use super::*;
    use crate::mail::compose::tests::EVENT;
    use crate::mail::{Wrapping, compose, parse};
    use crate::{Participation, Proposal};

    #[track_caller]
    fn check(subject: &str, body: &str, want: &str) {
        let message = Message {
            to: "bluehats@code.gouv.fr",
            subject: subject.to_owned(),
            body: body.to_owned(),
        };
        assert_eq!(message.mailto(), format!("mailto:bluehats@code.gouv.fr?{want}"));
    }

    #[test]
    fn reserved_and_foreign_characters_are_encoded() {
        check("#BlueHats", "", "subject=%23BlueHats&body=");
        check("a b+c", "é", "subject=a%20b%2Bc&body=%C3%A9");
        check("&body=x", "?#%0A", "subject=%26body%3Dx&body=%3F%23%250A");
        check("", "a\nb", "subject=&body=a%0D%0Ab");
        check("</script>'\"", "🧢", "subject=%3C%2Fscript%3E%27%22&body=%F0%9F%A7%A2");
    }

    #[test]
    fn a_colleague_is_sent_the_message_without_recipient() {
        let message = Message { to: "a@b.fr", subject: "S".to_owned(), body: "B".to_owned() };
        let link = message.for_colleague("https://a.fr/sauvegarde").mailto();
        let url = url::Url::parse(&link).unwrap();
        assert_eq!(url.path(), "");
        let fields: Vec<_> = url.query_pairs().map(|(_, value)| value.into_owned()).collect();
        assert_eq!(fields[0], "À relire – S");
        assert!(fields[1].starts_with("Pour la relecture : "), "{fields:?}");
        assert!(fields[1].contains(" https://a.fr/sauvegarde, "), "{fields:?}");
        assert!(fields[1].ends_with("\r\n\r\nB"), "{fields:?}");
    }

    #[test]
    fn what_a_colleague_is_told_is_none_of_the_participation() {
        let draft =
            Proposal { name: "Zoé".into(), offers: "Relire".into(), ..Proposal::default() };
        let message = compose(&Participation::parse(&draft).unwrap(), &EVENT);
        let reading =
            parse(&message.for_colleague("https://a.fr/").body, Wrapping::Unknown, str::to_owned);
        assert!(reading.proposal.says_the_same_as(&draft), "{reading:?}");
        assert_eq!(reading.notes.len(), 1, "{reading:?}");
    }

    proptest! {
        #[test]
        fn an_independent_decoder_reads_the_message_back(subject in "\\PC{0,40}", body in "(?s)(\\PC|\n|\t){0,60}") {
            let message = Message { to: "bluehats@code.gouv.fr", subject, body };
            let url = url::Url::parse(&message.mailto()).unwrap();
            prop_assert_eq!((url.scheme(), url.path(), url.fragment()), ("mailto", message.to, None));
            let query = url.query().unwrap();
            let fields: Vec<(&str, String)> = query
                .split('&')
                .map(|field| field.split_once('=').unwrap())
                .map(|(name, value)| (name, percent_decode_str(value).decode_utf8().unwrap().into_owned()))
                .collect();
            let crlf = message.body.replace('\n', "\r\n");
            prop_assert_eq!(fields, vec![("subject", message.subject), ("body", crlf)]);
        }

        /// RFC 3986 §2: nothing but unreserved characters, escapes and our own separators.
        #[test]
        fn the_link_is_plain_ascii(body in "(?s).{0,60}") {
            let message = Message { to: "bluehats@code.gouv.fr", subject: String::new(), body };
            let link = message.mailto();
            prop_assert!(link.chars().all(|c| c.is_ascii_alphanumeric() || "-._~%:@?&=".contains(c)));
        }
    }
}
