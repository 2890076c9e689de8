//! A day of the calendar, without time or zone.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A day of the Gregorian calendar, from year 1 to year 9999.
///
/// Written and stored as in RFC 3339 (`2024-01-09`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

/// The text is not a day written as `2024-01-09`, or there is no such day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MalformedDate;

impl fmt::Display for MalformedDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a day of the calendar, written YYYY-MM-DD")
    }
}

impl std::error::Error for MalformedDate {}

impl Date {
    /// The day with these numbers, counted from 1; `None` when the calendar has no such day.
    pub const fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let exists = year >= 1
            && year <= 9999
            && month >= 1
            && month <= 12
            && day >= 1
            && day <= days_in_month(year, month);
        if exists { Some(Self { year, month, day }) } else { None }
    }

    /// The year, from 1 to 9999.
    pub const fn year(self) -> u16 {
        self.year
    }

    /// The month, from 1 (January) to 12.
    pub const fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, from 1.
    pub const fn day(self) -> u8 {
        self.day
    }

    /// The day after this one; `None` after the last day that can be written.
    pub const fn tomorrow(self) -> Option<Self> {
        let Self { year, month, day } = self;
        if let Some(next) = Self::new(year, month, day + 1) {
            return Some(next);
        }
        if let Some(next) = Self::new(year, month + 1, 1) {
            return Some(next);
        }
        Self::new(year + 1, 1, 1)
    }

    /// The day in French, as in « 9 janvier 2024 » (the first of a month is « 1er »).
    pub fn in_french(self) -> String {
        format!("{} {} {}", self.day_in_french(), self.month_in_french(), self.year)
    }

    /// The day that French words name, written as [`Date::in_french`] does.
    pub fn from_french(text: &str) -> Option<Self> {
        let mut words = text.split_whitespace();
        let (day, month, year) = (words.next()?, words.next()?, words.next()?);
        let day = number(day.strip_suffix("er").unwrap_or(day)).ok()?;
        let is_named =
            |&number: &u8| Self::new(1, number, 1).is_some_and(|it| it.month_in_french() == month);
        let month = (1..=12).find(is_named)?;
        let date = Self::new(number(year).ok()?, month, narrow(day).ok()?)?;
        words.next().is_none().then_some(date)
    }

    /// The day of the month in French: « 1er », « 2 »…
    pub fn day_in_french(self) -> String {
        if self.day == 1 { "1er".to_owned() } else { self.day.to_string() }
    }

    /// The month's name in French, in lower case.
    pub const fn month_in_french(self) -> &'static str {
        match self.month {
            1 => "janvier",
            2 => "février",
            3 => "mars",
            4 => "avril",
            5 => "mai",
            6 => "juin",
            7 => "juillet",
            8 => "août",
            9 => "septembre",
            10 => "octobre",
            11 => "novembre",
            _ => "décembre",
        }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl FromStr for Date {
    type Err = MalformedDate;

    fn from_str(text: &str) -> Result<Self, MalformedDate> {
        let parts: Vec<&str> = text.split('-').collect();
        match parts.as_slice() {
            [year, month, day] if year.len() == 4 && month.len() == 2 && day.len() == 2 => {
                let day_of_calendar =
                    Self::new(number(year)?, narrow(number(month)?)?, narrow(number(day)?)?);
                day_of_calendar.ok_or(MalformedDate)
            }
            _ => Err(MalformedDate),
        }
    }
}

impl From<Date> for String {
    fn from(date: Date) -> Self {
        date.to_string()
    }
}

impl TryFrom<String> for Date {
    type Error = MalformedDate;

    fn try_from(text: String) -> Result<Self, MalformedDate> {
        text.parse()
    }
}

/// A number of digits only: `str::parse` would also take a `+`.
fn number(digits: &str) -> Result<u16, MalformedDate> {
    if digits.bytes().all(|byte| byte.is_ascii_digit()) {
        digits.parse().map_err(|_| MalformedDate)
    } else {
        Err(MalformedDate)
    }
}

fn narrow(number: u16) -> Result<u8, MalformedDate> {
    u8::try_from(number).map_err(|_| MalformedDate)
}

const fn days_in_month(year: u16, month: u8) -> u8 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn days_that_do_not_exist_are_refused() {
        for text in [
            "",
            "2024",
            "2024-1-9",
            "2024-13-01",
            "2024-00-10",
            "2023-02-29",
            "1900-02-29",
            "2024-04-31",
            "0000-01-01",
            "+024-01-09",
            "2024-01-09T00:00",
            "２０２４-01-09",
        ] {
            assert_eq!(text.parse::<Date>(), Err(MalformedDate), "{text}");
        }
        assert_eq!(date("2000-02-29").day(), 29);
    }

    #[test]
    fn days_follow_each_other() {
        for (today, tomorrow) in [
            ("2024-01-09", "2024-01-10"),
            ("2024-02-28", "2024-02-29"),
            ("2023-02-28", "2023-03-01"),
            ("2023-12-31", "2024-01-01"),
        ] {
            assert_eq!(date(today).tomorrow(), Some(date(tomorrow)));
        }
        assert_eq!(date("9999-12-31").tomorrow(), None);
    }

    #[test]
    fn days_are_said_in_french() {
        assert_eq!(date("2024-01-09").in_french(), "9 janvier 2024");
        assert_eq!(date("2025-08-01").in_french(), "1er août 2025");
    }

    #[test]
    fn days_are_understood_in_french() {
        assert_eq!(Date::from_french("1er\u{a0}août  2025"), Some(date("2025-08-01")));
        for text in ["", "9 janvier", "9 Janvier 2024", "32 mai 2024", "9 mai 2024 au soir"] {
            assert_eq!(Date::from_french(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(year in 1u16..=9999, month in 1u8..=12, day in 1u8..=28) {
            let date = Date::new(year, month, day).unwrap();
            prop_assert_eq!(date.to_string().parse(), Ok(date));
            prop_assert_eq!(Date::from_french(&date.in_french()), Some(date));
        }

        #[test]
        fn reading_never_panics(text in ".{0,16}") {
            let _ = text.parse::<Date>();
            let _ = Date::from_french(&text);
        }

        #[test]
        fn days_sort_as_they_are_written(
            a in (1u16..=9999, 1u8..=12, 1u8..=28),
            b in (1u16..=9999, 1u8..=12, 1u8..=28),
        ) {
            let a = Date::new(a.0, a.1, a.2).unwrap();
            let b = Date::new(b.0, b.1, b.2).unwrap();
            prop_assert_eq!(a.cmp(&b), a.to_string().cmp(&b.to_string()));
        }
    }
}
