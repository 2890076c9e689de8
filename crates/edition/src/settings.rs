//! `edition.toml`: the facts of an edition.

use domain::{EmailAddress, WebLink};

use crate::dates::Dates;
use crate::fields::{COUNTRY, DAY, EMAIL, FOLDER, Fields, LINE, LINK};
use crate::{Problem, Source, node};

/// The facts of an edition; its texts break no line.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    /// The event's name, as in « Hackathon #BlueHats ».
    pub(crate) name: String,
    pub(crate) dates: Dates,
    /// Where participations are sent.
    pub(crate) email: EmailAddress,
    /// The page of the community that organises the event.
    pub(crate) site: WebLink,
    /// The page of the source code.
    pub(crate) source: WebLink,
    /// What the announcement promises to those who send a participation, in its own words.
    pub(crate) promise: String,
    /// Where the site is published, if that is known.
    pub(crate) published_at: Option<WebLink>,
    pub(crate) place: Place,
}

/// Where the event takes place.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    pub(crate) name: String,
    /// Number and street.
    pub(crate) street: String,
    pub(crate) city: String,
    /// In two capital letters (ISO 3166-1 alpha-2).
    pub(crate) country: String,
}

impl Settings {
    /// Reads the settings, and adds what is wrong with them to `problems`; `None` when there is
    /// nothing to make up for what is missing.
    pub(crate) fn parse(source: &Source, problems: &mut Vec<Problem>) -> Option<Self> {
        let mut found = Vec::new();
        let settings = match node::from_toml(source) {
            Ok(table) => Self::from_fields(Fields::new(&source.file, &table, &mut found)),
            Err(malformed) => {
                found = malformed;
                None
            }
        };
        found.sort_by_key(Problem::line);
        problems.append(&mut found);
        settings
    }

    fn from_fields(mut fields: Fields<'_>) -> Option<Self> {
        let name = fields.required("name", &LINE);
        let dates = dates(&mut fields);
        let email = fields.required("email", &EMAIL);
        let site = fields.required("site", &LINK);
        let source = fields.required("source", &LINK);
        let promise = fields.required("promise", &LINE);
        let published_at = fields.optional("published_at", &FOLDER);
        let place = fields.required_table("place").and_then(Place::from_fields);
        fields.finish();
        Some(Self {
            name: name?,
            dates: dates?,
            email: email?,
            site: site?,
            source: source?,
            promise: promise?,
            published_at,
            place: place?,
        })
    }
}

fn dates(fields: &mut Fields<'_>) -> Option<Dates> {
    let first = fields.required("first_day", &DAY);
    let last = fields.required("last_day", &DAY);
    let (first, last) = (first?, last?);
    let bad = |bad| fields.problem("last_day", &format!("{bad}, found {last}"));
    Dates::new(first, last).map_err(bad).ok()
}

impl Place {
    fn from_fields(mut fields: Fields<'_>) -> Option<Self> {
        let name = fields.required("name", &LINE);
        let street = fields.required("street", &LINE);
        let city = fields.required("city", &LINE);
        let country = fields.required("country", &COUNTRY);
        fields.finish();
        Some(Self { name: name?, street: street?, city: city?, country: country? })
    }

    /// Number, street and town.
    pub(crate) fn address(&self) -> String {
        format!("{}, {}", self.street, self.city)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;

    /// What is wrong with the settings of the first edition after `from` became `to`.
    #[track_caller]
    fn check(from: &str, to: &str, want: &[&str]) {
        let valid = samples::settings();
        assert!(valid.text.contains(from), "{from}");
        let text = valid.text.replace(from, to);
        let mut problems = Vec::new();
        let settings = Settings::parse(&Source { file: "e.toml".to_owned(), text }, &mut problems);
        let problems: Vec<String> = problems.iter().map(Problem::to_string).collect();
        assert_eq!(problems, want);
        assert!(settings.is_some() || !problems.is_empty());
    }

    #[test]
    fn what_the_organisers_wrote_is_accepted() {
        check("name", "name", &[]);
        // Quotes around a day change nothing.
        check("2024-01-09", "\"2024-01-09\"", &[]);
        check("\n", "\r\n", &[]);
        check("# published_at", "published_at", &[]);
    }

    #[test]
    fn a_key_is_there() {
        check(
            "email = ",
            "# ",
            &["e.toml:1: email: missing: expected an e-mail address of the form name@domain.tld"],
        );
        check(
            "city = ",
            "# ",
            &["e.toml:28: place.city: missing: expected a text on a single line"],
        );
        check(
            "[place]",
            "[venue]",
            &[
                "e.toml:1: place: missing: expected a table of keys",
                "e.toml:28: venue: unknown key: \
                 expected one of name, first_day, last_day, email, site, source, promise, \
                 published_at, place",
            ],
        );
    }

    #[test]
    fn a_key_is_known() {
        check(
            "country = ",
            "postcode = \"75007\"\ncountry = ",
            &[
                "e.toml:39: place.postcode: unknown key: expected one of name, street, city, country",
            ],
        );
    }

    #[test]
    fn a_value_is_of_its_kind() {
        for (from, to, want) in [
            ("2024-01-09", "2024", "8: first_day: expected a day written YYYY-MM-DD, found 2024"),
            (
                "2024-01-09",
                "\"9 janvier\"",
                "8: first_day: expected a day written YYYY-MM-DD, found \"9 janvier\"",
            ),
            (
                "2024-01-09",
                "2024-01-09T10:00:00",
                "8: first_day: expected a day written YYYY-MM-DD, found 2024-01-09T10:00:00",
            ),
            (
                "2024-01-10",
                "[2024-01-10]",
                "9: last_day: expected a day written YYYY-MM-DD, found a list",
            ),
            (
                "\"bluehats@code.gouv.fr\"",
                "\"bluehats\"",
                "12: email: expected an e-mail address of the form name@domain.tld, \
                 found \"bluehats\"",
            ),
            (
                "https://code.gouv.fr/sources/",
                "javascript:alert(1)",
                "18: source: expected a link that starts with https:// or http:// and names a host, \
                 found \"javascript:alert(1)\"",
            ),
            (
                "\"FR\"",
                "\"France\"",
                "39: place.country: expected a country in two capital letters, as in \"FR\", \
                 found \"France\"",
            ),
            ("\"Paris\"", "\" \"", "36: place.city: expected a text on a single line, found \" \""),
            (
                "\"Paris\"",
                "\"Paris\\nFrance\"",
                "36: place.city: expected a text on a single line, found \"Paris\\nFrance\"",
            ),
            (
                "# published_at = \"https://exemple.fr/hackathon/\"",
                "published_at = \"https://exemple.fr/?edition=2024\"",
                "26: published_at: expected a link that starts with https:// or http://, \
                 without ? and #, found \"https://exemple.fr/?edition=2024\"",
            ),
            ("\"Paris\"", "75", "36: place.city: expected a text on a single line, found 75"),
        ] {
            check(from, to, &[&format!("e.toml:{want}")]);
        }
    }

    #[test]
    fn days_follow_each_other() {
        check(
            "2024-01-10",
            "2024-01-08",
            &[
                "e.toml:9: last_day: expected the same day as first_day or a later one, found 2024-01-08",
            ],
        );
        check(
            "2024-01-10",
            "2025-01-10",
            &["e.toml:9: last_day: expected an event of at most 31 days, found 2025-01-10"],
        );
    }

    #[test]
    fn toml_is_checked() {
        for (from, to, want) in [
            (
                "2024-01-09",
                "2024-02-30",
                "8: first_day: invalid date, expected day between 01 and 29",
            ),
            (
                "2024-01-09",
                "9 janvier",
                "8: first_day: string values must be quoted, expected literal string",
            ),
            ("\"FR\"", "\"FR", "39: place.country: invalid basic string, expected `\"`"),
            ("last_day", "first_day", "9: duplicate key"),
        ] {
            check(from, to, &[&format!("e.toml:{want}")]);
        }
    }

    #[test]
    fn all_problems_are_told_in_the_order_of_the_lines() {
        check(
            "= \"",
            "= \"\\t",
            &[
                "e.toml:5: name: expected a text on a single line, found \"\\tHackathon #BlueHats\"",
                "e.toml:12: email: expected an e-mail address of the form name@domain.tld, \
                 found \"\\tbluehats@code.gouv.fr\"",
                "e.toml:15: site: expected a link that starts with https:// or http:// and names a host, \
                 found \"\\thttps://code.gouv.fr/fr/bluehats/\"",
                "e.toml:18: source: expected a link that starts with https:// or http:// and names a host, \
                 found \"\\thttps://code.gouv.fr/sources/\"",
                "e.toml:22: promise: expected a text on a single line, \
                 found \"\\tnous vous incluerons dans les invitations que nous enverron…\"",
                "e.toml:30: place.name: expected a text on a single line, \
                 found \"\\tLieu de la Transformation Publique\"",
                "e.toml:33: place.street: expected a text on a single line, \
                 found \"\\t77 avenue de Ségur\"",
                "e.toml:36: place.city: expected a text on a single line, found \"\\tParis\"",
                "e.toml:39: place.country: expected a country in two capital letters, as in \"FR\", \
                 found \"\\tFR\"",
            ],
        );
    }
}
