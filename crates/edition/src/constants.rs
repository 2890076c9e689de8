//! The facts that the app is compiled with, as Rust.

use domain::Date;

use crate::Edition;

/// Rust source text: the constants `EVENT`, what a message has to know of the event,
/// `EDITION_KEY`, the edition's identity, and `HAS_LEGAL_NOTICE`, whether there is such a page.
///
/// A crate that includes it depends on `domain`.
pub fn constants(edition: &Edition) -> String {
    let Edition { settings, dates, .. } = edition;
    let days: Vec<String> = dates.days().into_iter().map(day).collect();
    format!(
        "\
/// The event that this build is about.
pub const EVENT: domain::Event = domain::Event {{
    name: {name:?},
    days: &[{days}],
    days_in_french: {days_in_french:?},
    email: {email:?},
    promise: {promise:?},
}};

/// The identity of this edition, which no other one has and which never changes.
pub const EDITION_KEY: &str = {key:?};

/// Whether the edition says who stands behind the site.
pub const HAS_LEGAL_NOTICE: bool = {has_legal_notice};

/// A day that was checked when this text was written.
const fn day(year: u16, month: u8, day: u8) -> domain::Date {{
    match domain::Date::new(year, month, day) {{
        Some(day) => day,
        None => panic!(\"no such day\"),
    }}
}}
",
        name = settings.name,
        days = days.join(", "),
        days_in_french = dates.in_french(),
        email = settings.email.as_str(),
        promise = settings.promise,
        key = settings.key,
        has_legal_notice = settings.legal.is_some(),
    )
}

fn day(day: Date) -> String {
    format!("day({}, {}, {})", day.year(), day.month(), day.day())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;

    #[test]
    fn facts_are_rust() {
        let constants = constants(&samples::first());
        for line in [
            "pub const EDITION_KEY: &str = \"hackathon-bluehats-2024\";",
            "pub const HAS_LEGAL_NOTICE: bool = false;",
            "    name: \"Hackathon #BlueHats\",",
            "    days: &[day(2024, 1, 9), day(2024, 1, 10)],",
            "    days_in_french: \"9 et 10 janvier 2024\",",
            "    email: \"bluehats@code.gouv.fr\",",
        ] {
            assert!(constants.lines().any(|found| found == line), "{line}\n{constants}");
        }
    }
}
