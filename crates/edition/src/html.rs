//! Texts and links as HTML.

use domain::EmailAddress;

/// The attributes of a link to another site; the app leaves such links to the browser.
pub(crate) const EXTERNAL_ATTRIBUTES: &str = r#"class="external" rel="external noopener""#;

/// What tells those who do not see the page that a link leaves the site; stands inside the link.
pub(crate) const EXTERNAL_NOTICE: &str = r#"<span class="visually-hidden"> (site externe)</span>"#;

/// `text` as it stands between tags or between the quotes of an attribute.
pub fn escape(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    text.replace('"', "&quot;").replace('\'', "&#39;")
}

/// The address of a page of another site. What an address may not hold (RFC 3986 §2) is
/// percent-encoded, as browsers do when they follow it.
pub(crate) fn web_address(address: &str) -> String {
    encode(address, "\"<>^`{|}")
}

/// The address of a message to `address`. What a part of an e-mail address may hold and that of a
/// `mailto:` link may not (RFC 6068 §2) is percent-encoded; browsers do so with the letters of
/// other alphabets.
pub(crate) fn mailto(address: &EmailAddress) -> String {
    // The escape character itself comes first.
    format!("mailto:{}", encode(address.as_str(), "%#&/=?^`{|}"))
}

/// `text` with some ASCII characters percent-encoded.
fn encode(text: &str, characters: &str) -> String {
    let encode = |text: String, c: char| text.replace(c, &format!("%{:02X}", u32::from(c)));
    characters.chars().fold(text.to_owned(), encode)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_a_text_or_an_attribute() {
        assert_eq!(escape("<a b='c' d=\"e\">&é"), "&lt;a b=&#39;c&#39; d=&quot;e&quot;&gt;&amp;é");
    }

    #[test]
    fn an_address_holds_only_what_it_may() {
        let address = "https://a.example/é?x=1&y=\"2\"|%20'";
        let want = "https://a.example/é?x=1&y=%222%22%7C%20'";
        assert_eq!(web_address(address), want);
    }

    #[track_caller]
    fn check_mailto(address: &str, want: &str) {
        assert_eq!(mailto(&address.parse().unwrap()), want);
    }

    #[test]
    fn a_message_goes_to_the_whole_address() {
        check_mailto("bluehats@code.gouv.fr", "mailto:bluehats@code.gouv.fr");
        check_mailto("a?b%c+d@exemple.fr", "mailto:a%3Fb%25c+d@exemple.fr");
    }
}
