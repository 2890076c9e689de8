//! Dates as mail has them (RFC 5322 §3.3, and what older programs write).

use crate::Date;

const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Zones that older programs name, in hours from UTC (RFC 5322 §4.3, and those of France).
const ZONES: [(&str, i64); 13] = [
    ("EST", -5),
    ("EDT", -4),
    ("CST", -6),
    ("CDT", -5),
    ("MST", -7),
    ("MDT", -6),
    ("PST", -8),
    ("PDT", -7),
    ("WEST", 1),
    ("CET", 1),
    ("MET", 1),
    ("CEST", 2),
    ("MEST", 2),
];

/// The milliseconds from 1970 (Unix time) until this date; `None` for earlier ones, and where a day,
/// a month, a year or a time is missing, or anything else is there.
///
/// `Tue, 9 Jan 2024 10:00:00 +0100 (CET)` and `Tue Jan  9 10:00:00 2024` are both understood. Without
/// a zone, or with one that nobody knows, it is UTC.
pub(crate) fn milliseconds(text: &str) -> Option<u64> {
    let text = without_comments(text);
    let (mut day, mut month, mut year, mut time) = (None, None, None, None);
    let mut zone = 0;
    for word in text.split([' ', '\t', ',']).filter(|word| !word.is_empty()) {
        if word.contains(':') {
            time = Some(seconds(word)?);
        } else if let Some(minutes) = offset(word) {
            zone = minutes;
        } else if word.bytes().all(|byte| byte.is_ascii_digit()) {
            let number: u16 = word.parse().ok()?;
            match (word.len(), day) {
                (1 | 2, None) => day = Some(number),
                // RFC 5322 §4.3
                (2, _) if year.is_none() => {
                    year = Some(number + if number < 50 { 2000 } else { 1900 });
                }
                (3, _) => year = Some(number + 1900),
                (4, _) => year = Some(number),
                _ => return None,
            }
        } else if let Some(number) = position(&MONTHS, word) {
            month = Some(number + 1);
        } else if let Some((_, hours)) = ZONES.iter().find(|(name, _)| *name == word) {
            zone = hours * 60;
        } else {
            let is_zone = word.len() <= 5 && word.bytes().all(|byte| byte.is_ascii_uppercase());
            if !is_zone && position(&DAYS, word).is_none() {
                return None;
            }
        }
    }
    let date = Date::new(year?, u8::try_from(month?).ok()?, u8::try_from(day?).ok()?)?;
    let seconds = days_since_1970(date) * 86_400 + time? - zone * 60;
    u64::try_from(seconds).ok()?.checked_mul(1000)
}

/// Whether a word is the name of a day of the week.
pub(crate) fn is_weekday(word: &str) -> bool {
    position(&DAYS, word.trim_end_matches(',')).is_some()
}

/// Which of these begins a word.
fn position(names: &[&str], word: &str) -> Option<usize> {
    let start = word.get(..3)?;
    let is_word = word.bytes().all(|byte| byte.is_ascii_alphabetic());
    names.iter().position(|name| is_word && start.eq_ignore_ascii_case(name))
}

/// The seconds since midnight, of `10:00` or `10:00:00`.
fn seconds(word: &str) -> Option<i64> {
    let mut seconds = 0;
    let mut count = 0;
    for (number, limit) in word.split(':').zip([24, 60, 61]) {
        let number: i64 = number.parse().ok().filter(|number| (0..limit).contains(number))?;
        seconds = seconds * 60 + number;
        count += 1;
    }
    match count {
        2 => Some(seconds * 60),
        3 if word.matches(':').count() == 2 => Some(seconds),
        _ => None,
    }
}

/// The minutes of `+0100`.
fn offset(word: &str) -> Option<i64> {
    let sign = if word.starts_with('-') { -1 } else { 1 };
    let digits = word.strip_prefix(['+', '-'])?;
    let is_offset = digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit());
    let number: i64 = digits.parse().ok().filter(|_| is_offset)?;
    Some(sign * (number / 100 * 60 + number % 100))
}

fn without_comments(text: &str) -> String {
    let mut depth = 0_usize;
    text.chars()
        .filter(|c| {
            match c {
                '(' => depth += 1,
                ')' => {
                    depth = depth.saturating_sub(1);
                    return false;
                }
                _ => {}
            }
            depth == 0
        })
        .collect()
}

/// By the rule of the Gregorian calendar, in years that begin in March.
fn days_since_1970(date: Date) -> i64 {
    let (month, day) = (i64::from(date.month()), i64::from(date.day()));
    let year = i64::from(date.year()) - i64::from(month <= 2);
    let days_before_month = (153 * ((month + 9) % 12) + 2) / 5;
    year * 365 + year / 4 - year / 100 + year / 400 + days_before_month + day - 1 - 719_468
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn dates_are_understood() {
        let noon = 1_704_798_000_000;
        for text in [
            "Tue, 9 Jan 2024 12:00:00 +0100",
            "Tue, 09 Jan 2024 11:00:00 GMT",
            "9 Jan 24 11:00 UT",
            "Tue,  9 Jan 2024 06:00:00 -0500 (EST (U.S.))",
            "Tue Jan  9 11:00:00 2024",
            "Tue Jan 9 12:00:00 CET 2024",
            "Tue Jan 09 11:00:00 +0000 2024",
            "tuesday, 9 january 2024 11:00:00",
        ] {
            assert_eq!(milliseconds(text), Some(noon), "{text}");
        }
        assert_eq!(milliseconds("1 Jan 1970 00:00:00 +0000"), Some(0));
        assert_eq!(milliseconds("29 Feb 2000 00:00:01 Z"), Some(951_782_401_000));
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in [
            "",
            "Tue",
            "Tue, 9 Jan 2024",
            "Tue, 31 Feb 2024 10:00:00 +0000",
            "Tue, 9 Jan 2024 25:00:00 +0000",
            "Tue, 9 Jan 2024 10:00:00:00 +0000",
            "Tue, 9 Jan 2024 10:-1:00 +0000",
            "1 Jan 1969 00:00:00 +0000",
            "Tue Jan 9 10:00:00 2024 we met",
            "Tue Jan 9 10:00:00 99999",
        ] {
            assert_eq!(milliseconds(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn days_are_counted(year in 1970u16..9999, month in 1u8..=12, day in 1u8..=28) {
            let date = Date::new(year, month, day).unwrap();
            prop_assert_eq!(days_since_1970(date) + 1, days_since_1970(date.tomorrow().unwrap()));
        }

        #[test]
        fn reading_never_panics(text in "(?s).{0,40}", words in "([a-zA-Z0-9:+,() -]{1,6} ){0,8}") {
            let _ = milliseconds(&text);
            let _ = milliseconds(&words);
        }
    }
}
