//! Addresses that others must be able to use: of people (e-mail) and of pages (web links).

use std::fmt;
use std::str::FromStr;

use crate::text::is_invisible;

/// An e-mail address that a mail program can be expected to accept, such as `nom@domaine.fr`.
///
/// The rule is the one that browsers apply to `<input type="email">` (HTML Standard, « valid e-mail
/// address »), with two differences: letters of all alphabets are allowed, as in RFC 6531, and the
/// domain has at least one dot, because nobody writes to the organisers from a bare host name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmailAddress(String);

/// The text is not an e-mail address of the form `nom@domaine.fr`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MalformedEmailAddress;

impl fmt::Display for MalformedEmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not an e-mail address of the form name@domain.tld")
    }
}

impl std::error::Error for MalformedEmailAddress {}

impl EmailAddress {
    /// The address as it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What stands before the `@`.
    pub fn local_part(&self) -> &str {
        self.0.split_once('@').map_or("", |(local_part, _)| local_part)
    }

    /// What stands after the `@`.
    pub fn domain(&self) -> &str {
        self.0.split_once('@').map_or("", |(_, domain)| domain)
    }
}

impl fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for EmailAddress {
    type Err = MalformedEmailAddress;

    fn from_str(text: &str) -> Result<Self, MalformedEmailAddress> {
        let (local_part, domain) = text.split_once('@').ok_or(MalformedEmailAddress)?;
        let well_formed = text.len() <= MAX_EMAIL_BYTES
            && !local_part.is_empty()
            && local_part.chars().all(is_local_part_char)
            && !text.contains(is_invisible)
            && domain.contains('.')
            && domain.split('.').all(is_host_label);
        if well_formed { Ok(Self(text.to_owned())) } else { Err(MalformedEmailAddress) }
    }
}

/// The longest address that can be written to (RFC 5321 §4.5.3.1.3: a path of 256 bytes, less its
/// two angle brackets).
const MAX_EMAIL_BYTES: usize = 254;

fn is_local_part_char(c: char) -> bool {
    is_name_char(c) || ".!#$%&'*+/=?^_`{|}~-".contains(c)
}

/// Whether `label` can be one of the names between the dots of a host name (RFC 1035 §2.3.1, with
/// the letters of all alphabets).
fn is_host_label(label: &str) -> bool {
    (1..=63).contains(&label.chars().count())
        && label.chars().all(|c| is_name_char(c) || c == '-')
        && !label.starts_with('-')
        && !label.ends_with('-')
}

/// Whether a character can be part of a name in an address. Beyond ASCII that is whatever is no
/// punctuation that people type or paste, accents apart from their letters and emoji included:
/// browsers take them in host names.
const fn is_name_char(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || c >= 'À'
            && !matches!(
                c,
                '×' | '÷'
                    | '\u{2000}'..='\u{206f}'
                    | '\u{3000}'..='\u{303f}'
                    | '\u{fe00}'..='\u{fe4f}'
                    | '\u{feff}'..='\u{ff0f}'
            )
}

/// A link to a page of the web: `http://` or `https://`, a host, and nothing that ends a link in a
/// text (RFC 3986 §2, appendix C): no blanks, no angle brackets, no quotes, no braces. Neither has
/// it a character that nobody sees.
///
/// Only these two schemes, because links that visitors type are shown as links again: a
/// `javascript:` address must never become one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebLink(String);

/// The text is not a link that starts with `http://` or `https://`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MalformedWebLink;

impl fmt::Display for MalformedWebLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a link that starts with https:// or http:// and names a host")
    }
}

impl std::error::Error for MalformedWebLink {}

impl WebLink {
    /// The link as it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The link that was meant by a text that lacks nothing but `https://`: one that begins with a
    /// host name of at least two parts, as in `domaine.fr/page`.
    pub fn without_scheme(text: &str) -> Option<Self> {
        let text = text.trim();
        let host = text.split(['/', '?', '#', ':']).next().unwrap_or_default();
        let is_host = host.contains('.') && !host.contains('@');
        if is_host { format!("https://{text}").parse().ok() } else { None }
    }
}

impl fmt::Display for WebLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for WebLink {
    type Err = MalformedWebLink;

    fn from_str(text: &str) -> Result<Self, MalformedWebLink> {
        let rest = strip_scheme(text).ok_or(MalformedWebLink)?;
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let host_and_port = authority.rsplit('@').next().unwrap_or_default();
        let well_formed = !text.contains(is_never_in_links) && is_host_and_port(host_and_port);
        if well_formed { Ok(Self(text.to_owned())) } else { Err(MalformedWebLink) }
    }
}

fn is_never_in_links(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '<' | '>' | '"' | '{' | '}')
        || is_invisible(c)
}

fn strip_scheme(text: &str) -> Option<&str> {
    let (scheme, rest) = text.split_once("://")?;
    let is_web = scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http");
    is_web.then_some(rest)
}

fn is_host_and_port(text: &str) -> bool {
    let (host, port) = text.split_once(':').unwrap_or((text, ""));
    port.bytes().all(|byte| byte.is_ascii_digit()) && host.split('.').all(is_host_label)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn addresses_that_people_have_are_accepted() {
        for text in [
            "bluehats@code.gouv.fr",
            "camille.durand+libre@exemple.gouv.fr",
            "o'neil@sub-domain.example",
            "zoé@dérivation.fr",
        ] {
            assert_eq!(text.parse::<EmailAddress>().unwrap().as_str(), text);
        }
    }

    #[test]
    fn addresses_that_cannot_be_written_to_are_refused() {
        for text in [
            "",
            "camille",
            "@exemple.fr",
            "camille@",
            "camille@exemple",
            "camille@exemple..fr",
            "camille@-exemple.fr",
            "camille durand@exemple.fr",
            "a@b@exemple.fr",
            "a@exemple.fr\nBcc: b@exemple.fr",
            "a@exemple.fr?bcc=b",
            "<a@exemple.fr>",
            "«a@exemple.fr»",
            "a@exemple.fr\u{a0}",
            "a@exemple.fr…",
            "l’a@exemple.fr",
            "a@exemple。fr",
            "a\u{200b}@exemple.fr",
            "a@exem\u{ad}ple.fr",
            "\u{180e}a@exemple.fr",
        ] {
            assert_eq!(text.parse::<EmailAddress>(), Err(MalformedEmailAddress), "{text}");
        }
        let too_long = format!("{}@exemple.fr", "a".repeat(244));
        assert_eq!(too_long.parse::<EmailAddress>(), Err(MalformedEmailAddress));
    }

    #[test]
    fn an_address_has_two_parts() {
        let address: EmailAddress = "bluehats@code.gouv.fr".parse().unwrap();
        assert_eq!((address.local_part(), address.domain()), ("bluehats", "code.gouv.fr"));
    }

    #[test]
    fn links_to_pages_are_accepted() {
        for text in [
            "https://code.gouv.fr/fr/bluehats/",
            "HTTP://localhost:8080/a?b=c#d",
            "https://dérivation.fr",
            "https://user@git.example.org/x%20y",
        ] {
            assert_eq!(text.parse::<WebLink>().unwrap().as_str(), text);
        }
    }

    #[test]
    fn a_link_may_lack_its_scheme() {
        for (text, want) in [
            ("code.gouv.fr", Some("https://code.gouv.fr")),
            (" exemple.fr:8080/a?b=c#d\n", Some("https://exemple.fr:8080/a?b=c#d")),
            ("https://exemple.fr", None),
            ("ftp://exemple.fr", None),
            ("javascript:alert(1)", None),
            ("zoe@exemple.fr", None),
            ("exemple.fr/a b", None),
            ("n° 7", None),
            ("démo", None),
            ("", None),
        ] {
            let found = WebLink::without_scheme(text);
            assert_eq!(found.as_ref().map(WebLink::as_str), want, "{text}");
        }
    }

    #[test]
    fn other_texts_are_no_links() {
        for text in [
            "",
            "code.gouv.fr",
            "https://",
            "https:///chemin",
            "https://a..b",
            "javascript:alert(1)",
            "javascript://exemple.fr/%0Aalert(1)",
            "ftp://exemple.fr",
            "https://exemple.fr/a b",
            "https://exemple.fr:port",
            "https://exemple.fr/\u{7}",
            "https://exemple.fr/<a>",
            "https://exemple.fr/demo<https://exemple.fr/demo>",
            "https://exemple.fr/\"a\"",
            "https://exemple.fr/{a}",
            "https://exemple.fr/\u{a0}a",
            "https://exemple.fr/\u{200b}",
            "https://exemple.fr/de\u{ad}mo",
            "https://exemple.fr/\u{202e}omed",
            "https://exem\u{2060}ple.fr",
            "https://exemple.fr/\u{feff}",
        ] {
            assert_eq!(text.parse::<WebLink>(), Err(MalformedWebLink), "{text}");
        }
    }

    proptest! {
        #[test]
        fn parsers_never_panic(text in "\\PC{0,40}|[a-z@.:/ -]{0,40}") {
            let _ = text.parse::<EmailAddress>();
            let _ = text.parse::<WebLink>();
        }

        /// What this parser accepts, a browser's would open.
        #[test]
        fn every_link_is_a_url(text in "https?://[a-zé0-9.:@/?# -]{0,40}") {
            if text.parse::<WebLink>().is_ok() {
                let host = text.split("://").nth(1).unwrap_or_default();
                // All-numeric last labels are IPv4 addresses, which have rules of their own.
                let authority = host.split(['/', '?', '#']).next().unwrap_or_default();
                prop_assume!(!authority.chars().any(|c| c.is_ascii_digit()));
                prop_assert!(url::Url::parse(&text).is_ok(), "{}", text);
            }
        }
    }
}
