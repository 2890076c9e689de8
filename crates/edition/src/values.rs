//! The kinds of values in the files of an edition, as functions for `#[serde(deserialize_with)]`.
//! Their errors say what was expected.

use domain::{Date, EmailAddress, WebLink};
use serde::de::{Deserialize, Deserializer, Error, Unexpected};

/// A text that is not blank and breaks no line; line and paragraph separators (U+2028, U+2029) do.
pub(crate) fn line<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    text(deserializer, "a text on a single line", |text| {
        (!text.trim().is_empty() && !text.contains(breaks)).then(|| text.to_owned())
    })
}

/// The same, for an optional key.
pub(crate) fn optional_line<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<String>, D::Error> {
    line(deserializer).map(Some)
}

/// A name for programs: small letters without accents, digits and hyphens.
pub(crate) fn key<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let is_of_key = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    text(deserializer, "small letters without accents, digits and hyphens", |text| {
        (!text.is_empty() && text.chars().all(is_of_key)).then(|| text.to_owned())
    })
}

/// An e-mail address.
pub(crate) fn email<'de, D: Deserializer<'de>>(deserializer: D) -> Result<EmailAddress, D::Error> {
    text(deserializer, "an e-mail address of the form name@domain.tld", |text| text.parse().ok())
}

/// A link to the web.
pub(crate) fn link<'de, D: Deserializer<'de>>(deserializer: D) -> Result<WebLink, D::Error> {
    let expected = "a link that starts with https:// or http:// and names a host";
    text(deserializer, expected, |text| text.parse().ok())
}

/// Where a site is published: a link to which paths can be added. For an optional key.
pub(crate) fn folder<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<WebLink>, D::Error> {
    let expected = "a link that starts with https:// or http://, without ? and #";
    text(deserializer, expected, |text| {
        let link = text.parse().ok()?;
        (!text.contains(['?', '#'])).then_some(Some(link))
    })
}

/// A country's code (ISO 3166-1 alpha-2).
pub(crate) fn country<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    text(deserializer, "a country in two capital letters, as in \"FR\"", |text| {
        let is_code = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase());
        is_code.then(|| text.to_owned())
    })
}

/// A day of the calendar; in TOML with or without quotes.
pub(crate) fn day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
    #[derive(serde::Deserialize)]
    #[serde(untagged, expecting = "expected a day written YYYY-MM-DD")]
    enum Day {
        Literal(toml::value::Datetime),
        Text(String),
    }
    let text = match Day::deserialize(deserializer)? {
        Day::Literal(day) => day.to_string(),
        Day::Text(text) => text,
    };
    let unexpected =
        || D::Error::invalid_value(Unexpected::Str(&text), &"a day written YYYY-MM-DD");
    text.parse().map_err(|_| unexpected())
}

fn text<'de, D: Deserializer<'de>, T>(
    deserializer: D,
    expected: &'static str,
    read: impl FnOnce(&str) -> Option<T>,
) -> Result<T, D::Error> {
    let text = String::deserialize(deserializer)?;
    read(&text).ok_or_else(|| D::Error::invalid_value(Unexpected::Str(&text), &expected))
}
