//! The days that the event lasts.

use domain::Date;
use serde::Serialize;

/// The days of an event: one or more, in a row, no more than [`MAX_DAYS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Dates {
    first: Date,
    last: Date,
    day_after: Date,
}

/// An event that lasts longer is a slip in one of its dates.
const MAX_DAYS: usize = 31;

/// A piece of the days written in French.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Phrase {
    /// The day that the piece names, as in `2024-01-09`; `None` for the words between days.
    pub day: Option<String>,
    /// What it says. A month that is said later is left out.
    pub text: String,
}

impl Phrase {
    fn words(text: &str) -> Self {
        Self { day: None, text: text.to_owned() }
    }

    fn day(day: Date, text: String) -> Self {
        Self { day: Some(day.to_string()), text }
    }
}

impl Dates {
    /// # Errors
    ///
    /// What was expected of the last day.
    pub(crate) fn new(first: Date, last: Date) -> Result<Self, String> {
        if last < first {
            return Err("expected the same day as first_day or a later one".to_owned());
        }
        let day_after = last.tomorrow().ok_or("expected a day before 9999-12-31")?;
        if days_from(first).take(MAX_DAYS).all(|day| day != last) {
            return Err(format!("expected an event of at most {MAX_DAYS} days"));
        }
        Ok(Self { first, last, day_after })
    }

    pub(crate) fn first(self) -> Date {
        self.first
    }

    pub(crate) fn last(self) -> Date {
        self.last
    }

    /// The day when the event is over.
    pub(crate) fn day_after(self) -> Date {
        self.day_after
    }

    pub(crate) fn days(self) -> Vec<Date> {
        days_from(self.first).take_while(|&day| day <= self.last).collect()
    }

    pub(crate) fn in_french(self) -> String {
        self.phrases().into_iter().map(|phrase| phrase.text).collect()
    }

    /// The days in French: each of them when there are two, or three in a month; otherwise
    /// « du … au … ».
    pub(crate) fn phrases(self) -> Vec<Phrase> {
        let named = |day: Date| Phrase::day(day, self.name_before_last(day));
        let last = Phrase::day(self.last, self.last.in_french());
        let one_month = self.first.month() == self.last.month();
        match self.days().as_slice() {
            [_] => vec![last],
            [first, _] => vec![named(*first), Phrase::words(" et "), last],
            [first, second, _] if one_month => {
                let (first, second) = (named(*first), named(*second));
                vec![first, Phrase::words(", "), second, Phrase::words(" et "), last]
            }
            _ => vec![Phrase::words("du "), named(self.first), Phrase::words(" au "), last],
        }
    }

    /// How `day` is called when the last day follows in the same phrase.
    fn name_before_last(self, day: Date) -> String {
        if day.year() != self.last.year() {
            day.in_french()
        } else if day.month() != self.last.month() {
            format!("{} {}", day.day_in_french(), day.month_in_french())
        } else {
            day.day_in_french()
        }
    }
}

fn days_from(first: Date) -> impl Iterator<Item = Date> {
    std::iter::successors(Some(first), |day| day.tomorrow())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dates(first: &str, last: &str) -> Result<Dates, String> {
        Dates::new(first.parse().unwrap(), last.parse().unwrap())
    }

    #[test]
    fn days_are_said_in_french() {
        for (first, last, want) in [
            ("2024-01-09", "2024-01-09", "9 janvier 2024"),
            ("2024-01-09", "2024-01-10", "9 et 10 janvier 2024"),
            ("2024-01-09", "2024-01-11", "9, 10 et 11 janvier 2024"),
            ("2024-01-09", "2024-01-14", "du 9 au 14 janvier 2024"),
            ("2024-02-01", "2024-02-02", "1er et 2 février 2024"),
            ("2024-01-31", "2024-02-01", "31 janvier et 1er février 2024"),
            ("2024-01-30", "2024-02-01", "du 30 janvier au 1er février 2024"),
            ("2024-12-31", "2025-01-01", "31 décembre 2024 et 1er janvier 2025"),
            ("2024-12-30", "2025-01-02", "du 30 décembre 2024 au 2 janvier 2025"),
        ] {
            assert_eq!(dates(first, last).unwrap().in_french(), want);
        }
    }

    #[test]
    fn days_are_listed_and_followed_by_one() {
        let dates = dates("2024-02-28", "2024-03-01").unwrap();
        let days: Vec<String> = dates.days().iter().map(Date::to_string).collect();
        assert_eq!(days, ["2024-02-28", "2024-02-29", "2024-03-01"]);
        assert_eq!(dates.day_after().to_string(), "2024-03-02");
    }

    #[test]
    fn slips_are_noticed() {
        let too_long = "expected an event of at most 31 days";
        for (first, last, want) in [
            ("2024-01-10", "2024-01-09", "expected the same day as first_day or a later one"),
            ("2024-01-09", "2025-01-10", too_long),
            ("2024-01-01", "2024-02-01", too_long),
            ("9999-12-30", "9999-12-31", "expected a day before 9999-12-31"),
        ] {
            assert_eq!(dates(first, last), Err(want.to_owned()), "{first} {last}");
        }
        assert_eq!(dates("2024-01-01", "2024-01-31").unwrap().days().len(), 31);
    }
}
