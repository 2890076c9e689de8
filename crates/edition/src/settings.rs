//! `edition.toml`: the facts of an edition.

use domain::{Date, EmailAddress, WebLink};
use serde::{Deserialize, Serialize};

use crate::dates::Dates;
use crate::{Problem, Source, values};

/// The facts of an edition; its texts break no line.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Settings {
    /// The identity of the edition, which never changes.
    #[serde(deserialize_with = "values::key")]
    pub(crate) key: String,
    /// The event's name, as in « Hackathon #BlueHats ».
    #[serde(deserialize_with = "values::line")]
    pub(crate) name: String,
    #[serde(deserialize_with = "values::day")]
    first_day: Date,
    #[serde(deserialize_with = "values::day")]
    last_day: Date,
    /// How many times the facts were changed since they were first published.
    pub(crate) revision: u32,
    /// The day of the last of these changes, or of the first publication.
    #[serde(deserialize_with = "values::day")]
    pub(crate) last_changed: Date,
    /// Where participations are sent.
    #[serde(deserialize_with = "values::email")]
    pub(crate) email: EmailAddress,
    /// The page of the community that organises the event.
    #[serde(deserialize_with = "values::link")]
    pub(crate) site: WebLink,
    /// The page of the source code.
    #[serde(deserialize_with = "values::link")]
    pub(crate) source: WebLink,
    /// What the announcement promises to those who send a participation, in its own words.
    #[serde(deserialize_with = "values::line")]
    pub(crate) promise: String,
    /// Where the site is published, if that is known.
    #[serde(default, deserialize_with = "values::folder")]
    pub(crate) published_at: Option<WebLink>,
    pub(crate) place: Place,
    /// Who stands behind the site, as far as the organisers say.
    #[serde(default)]
    pub(crate) legal: Option<Legal>,
}

/// Who stands behind the site. Each is optional, and at least one is there.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Legal {
    /// Who publishes the site.
    #[serde(default, deserialize_with = "values::optional_line")]
    pub publisher: Option<String>,
    /// How to reach the publisher: an e-mail address, or words.
    #[serde(default, deserialize_with = "values::optional_line")]
    pub contact: Option<String>,
    /// Who hosts the site.
    #[serde(default, deserialize_with = "values::optional_line")]
    pub host: Option<String>,
    /// Who decides what becomes of the participations that are received (GDPR, article 4).
    #[serde(default, deserialize_with = "values::optional_line")]
    pub controller: Option<String>,
}

/// Where the event takes place.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// The name of the building.
    #[serde(deserialize_with = "values::line")]
    pub name: String,
    /// Number and street.
    #[serde(deserialize_with = "values::line")]
    pub street: String,
    /// The town.
    #[serde(deserialize_with = "values::line")]
    pub city: String,
    /// In two capital letters (ISO 3166-1 alpha-2).
    #[serde(deserialize_with = "values::country")]
    pub country: String,
}

impl Settings {
    /// Reads the settings, and the days of the event, which are checked together.
    ///
    /// # Errors
    ///
    /// The first problem of the file.
    pub(crate) fn parse(source: &Source) -> Result<(Self, Dates), Problem> {
        let deserializer = toml::Deserializer::parse(&source.text)
            .map_err(|error| problem(source, None, &error))?;
        let settings: Self = serde_path_to_error::deserialize(deserializer)
            .map_err(|error| problem(source, Some(&error.path().to_string()), error.inner()))?;
        let dates = Dates::new(settings.first_day, settings.last_day).map_err(|bad| {
            let message = format!("{bad}, found {}", settings.last_day);
            source.problem_with_key("last_day", message)
        })?;
        if settings.legal.as_ref().is_some_and(Legal::is_empty) {
            let message = "expected at least one of `publisher`, `contact`, `host`, `controller`";
            return Err(source.problem_with_table("legal", message));
        }
        Ok((settings, dates))
    }
}

fn problem(source: &Source, path: Option<&str>, error: &toml::de::Error) -> Problem {
    let line = error.span().map_or(1, |span| source.line_at(span.start));
    source.problem(line, error.message()).with_path(path)
}

impl Legal {
    const fn is_empty(&self) -> bool {
        let Self { publisher, contact, host, controller } = self;
        publisher.is_none() && contact.is_none() && host.is_none() && controller.is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;

    /// What is wrong with the settings of the first edition after `from` became `to`.
    #[track_caller]
    fn check(from: &str, to: &str, want: &str) {
        let valid = samples::settings();
        assert!(valid.text.contains(from), "{from}");
        let text = valid.text.replace(from, to);
        let settings = Settings::parse(&Source { file: "e.toml".to_owned(), text });
        assert_eq!(settings.map_or_else(|problem| problem.to_string(), |_| String::new()), want);
    }

    #[test]
    fn what_the_organisers_wrote_is_accepted() {
        check("name", "name", "");
        // Quotes around a day change nothing.
        check("2024-01-09", "\"2024-01-09\"", "");
        check("\n", "\r\n", "");
        check("# published_at", "published_at", "");
    }

    #[test]
    fn a_key_is_there_and_known() {
        check("email = ", "# ", "e.toml:1: missing field `email`");
        check("city = ", "# ", "e.toml:38: place: missing field `city`");
        check(
            "[place]",
            "[venue]",
            "e.toml:38: venue: unknown field `venue`, expected one of `key`, `name`, `first_day`, \
             `last_day`, `revision`, `last_changed`, `email`, `site`, `source`, `promise`, \
             `published_at`, `place`, `legal`",
        );
        check(
            "country = ",
            "postcode = \"75007\"\ncountry = ",
            "e.toml:49: place.postcode: unknown field `postcode`, expected one of `name`, `street`, `city`, \
             `country`",
        );
    }

    #[test]
    fn a_value_is_of_its_kind() {
        for (from, to, want) in [
            ("2024-01-09", "2024", "12: first_day: expected a day written YYYY-MM-DD"),
            (
                "2024-01-09",
                "\"9 janvier\"",
                "12: first_day: invalid value: string \"9 janvier\", expected a day written \
                 YYYY-MM-DD",
            ),
            (
                "2024-01-09",
                "2024-01-09T10:00:00",
                "12: first_day: invalid value: string \"2024-01-09T10:00:00\", expected a day \
                 written YYYY-MM-DD",
            ),
            (
                "\"bluehats@code.gouv.fr\"",
                "\"bluehats\"",
                "21: email: invalid value: string \"bluehats\", expected an e-mail address of the \
                 form name@domain.tld",
            ),
            (
                "https://code.gouv.fr/sources/",
                "javascript:alert(1)",
                "27: source: invalid value: string \"javascript:alert(1)\", expected a link that \
                 starts with https:// or http:// and names a host",
            ),
            (
                "\"FR\"",
                "\"France\"",
                "49: place.country: invalid value: string \"France\", expected a country in two \
                 capital letters, as in \"FR\"",
            ),
            (
                "\"Paris\"",
                "\"Paris\\nFrance\"",
                "46: place.city: invalid value: string \"Paris\\nFrance\", expected a text on a \
                 single line",
            ),
            (
                "# published_at = \"https://exemple.fr/hackathon/\"",
                "published_at = \"https://exemple.fr/?edition=2024\"",
                "36: published_at: invalid value: string \"https://exemple.fr/?edition=2024\", \
                 expected a link that starts with https:// or http://, without ? and #",
            ),
            ("\"Paris\"", "75", "46: place.city: invalid type: integer `75`, expected a string"),
            (
                "\"hackathon-bluehats-2024\"",
                "\"Hackathon 2024\"",
                "6: key: invalid value: string \"Hackathon 2024\", expected small letters without \
                 accents, digits and hyphens",
            ),
            (
                "revision = 0",
                "revision = -1",
                "17: revision: invalid value: integer `-1`, expected u32",
            ),
        ] {
            check(from, to, &format!("e.toml:{want}"));
        }
    }

    #[test]
    fn who_stands_behind_the_site_may_be_said() {
        let table = |lines: &str| format!("country = \"FR\"\n\n[legal]\n{lines}");
        let country = "country = \"FR\"";
        check(
            country,
            &table("publisher = \"A\"\ncontact = \"B\"\nhost = \"C\"\ncontroller = \"D\""),
            "",
        );
        check(country, &table("host = \"C\""), "");
        check(
            country,
            &table("# host = \"C\""),
            "e.toml:51: legal: expected at least one of `publisher`, `contact`, `host`, `controller`",
        );
        check(
            country,
            &table("host = \" \""),
            "e.toml:52: legal.host: invalid value: string \" \", expected a text on a single line",
        );
        check(
            country,
            &table("owner = \"A\""),
            "e.toml:52: legal.owner: unknown field `owner`, expected one of `publisher`, `contact`, \
             `host`, `controller`",
        );
    }

    #[test]
    fn days_follow_each_other() {
        check(
            "2024-01-10",
            "2024-01-08",
            "e.toml:13: last_day: expected the same day as first_day or a later one, found 2024-01-08",
        );
        check(
            "2024-01-10",
            "2025-01-10",
            "e.toml:13: last_day: expected an event of at most 31 days, found 2025-01-10",
        );
    }

    #[test]
    fn toml_is_checked() {
        for (from, to, want) in [
            ("2024-01-09", "2024-02-30", "12: invalid date, expected day between 01 and 29"),
            (
                "2024-01-09",
                "9 janvier",
                "12: string values must be quoted, expected literal string",
            ),
            ("\"FR\"", "\"FR", "49: invalid basic string, expected `\"`"),
            ("last_day", "first_day", "13: duplicate key"),
        ] {
            check(from, to, &format!("e.toml:{want}"));
        }
    }
}
