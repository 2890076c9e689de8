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
            .map_err(|error| problem(source, ".", &error))?;
        let settings: Self = serde_path_to_error::deserialize(deserializer)
            .map_err(|error| problem(source, &error.path().to_string(), error.inner()))?;
        let dates = Dates::new(settings.first_day, settings.last_day).map_err(|bad| {
            let message = format!("{bad}, found {}", settings.last_day);
            source.problem_with("last_day", message)
        })?;
        if settings.legal.as_ref().is_some_and(Legal::is_empty) {
            let message = "expected at least one of `publisher`, `contact`, `host`, `controller`";
            return Err(source.problem_with("legal", message));
        }
        Ok((settings, dates))
    }
}

fn problem(source: &Source, path: &str, error: &toml::de::Error) -> Problem {
    let line = error.span().map_or(1, |span| source.line_at(span.start));
    source.problem(line, path, error.message())
}

impl Legal {
    const fn is_empty(&self) -> bool {
        let Self { publisher, contact, host, controller } = self;
        publisher.is_none() && contact.is_none() && host.is_none() && controller.is_none()
    }
}

#[cfg(test)]
mod tests {
    use crate::{Edition, Source, samples};

    /// What is wrong with the first edition after `from` became `to` in its settings.
    #[track_caller]
    fn check(from: &str, to: &str, want: &str) {
        let valid = samples::settings();
        assert!(valid.text.contains(from), "{from}");
        let text = valid.text.replace(from, to);
        let settings = Source { file: "e.toml".to_owned(), text };
        let error = Edition::parse(samples::announcement(), settings).err();
        assert_eq!(error.map(|error| error.to_string()).unwrap_or_default(), want);
    }

    #[test]
    fn what_the_organisers_write_is_accepted() {
        check("name", "name", "");
        // Quotes around a day change nothing.
        check("2024-01-09", "\"2024-01-09\"", "");
        check("# published_at", "published_at", "");
        let legal = "[legal]\npublisher = \"A\"\ncontact = \"B\"\nhost = \"C\"\ncontroller = \"D\"";
        check("# [legal]", legal, "");
        check("# [legal]", "[legal]\nhost = \"C\"", "");
    }

    #[test]
    fn slips_are_told_with_their_line_and_key() {
        for [from, to, want] in samples::slips(include_str!("../fixtures/slips/settings.txt")) {
            check(&from, &to, &format!("e.toml:{want}"));
        }
    }
}
