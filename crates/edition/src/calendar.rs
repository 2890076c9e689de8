//! The entry that visitors add to their calendar: an iCalendar file (RFC 5545).

use domain::Date;

use crate::{Edition, Place};

/// The event as an iCalendar file: one all-day entry over all its days, because no hours are known.
///
/// It is the same at every build. Its identity (§3.8.4.7) never changes, and its revision and time
/// stamp do when the facts do: so a calendar replaces the entry of an event that was moved.
pub fn calendar(edition: &Edition) -> String {
    let settings = &edition.settings;
    let dates = edition.dates;
    let Place { name, street, city, .. } = &settings.place;
    let location = format!("{name}, {street}, {city}");
    let lines = [
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        format!("PRODID:-//{}//{}//FR", text(settings.email.domain()), text(&settings.name)),
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{}", settings.key),
        format!("SEQUENCE:{}", settings.revision),
        format!("DTSTAMP:{}T000000Z", basic(settings.last_changed)),
        format!("DTSTART;VALUE=DATE:{}", basic(dates.first())),
        // Exclusive (§3.6.1): the entry ends when this day begins.
        format!("DTEND;VALUE=DATE:{}", basic(dates.day_after())),
        format!("SUMMARY:{}", text(&settings.name)),
        format!("LOCATION:{}", text(&location)),
        format!("DESCRIPTION:{}", text(&edition.announcement.description)),
        format!("URL:{}", settings.site.as_str()),
        // Whoever takes part is not free on these days.
        "TRANSP:OPAQUE".to_owned(),
        "END:VEVENT".to_owned(),
        "END:VCALENDAR".to_owned(),
    ];
    lines.iter().map(|line| fold(line)).collect()
}

/// A day as in `20240109` (§3.3.4).
fn basic(day: Date) -> String {
    day.to_string().replace('-', "")
}

/// A text value (§3.3.11). Texts of an edition hold no line breaks.
fn text(text: &str) -> String {
    // The escape character itself comes first.
    text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,")
}

/// The longest line, in bytes and without its end (§3.1).
const MAX_LINE_BYTES: usize = 75;

/// A content line with its end: cut into lines of which all but the first start with a space
/// (§3.1), never within a character.
fn fold(line: &str) -> String {
    let mut folded = String::with_capacity(line.len());
    let mut bytes = 0;
    for c in line.chars() {
        if bytes + c.len_utf8() > MAX_LINE_BYTES {
            folded.push_str("\r\n ");
            bytes = 1;
        }
        folded.push(c);
        bytes += c.len_utf8();
    }
    folded + "\r\n"
}

#[cfg(test)]
mod tests {
    use icalendar::parser::{Component, read_calendar, unfold};
    use proptest::prelude::*;

    use super::*;
    use crate::samples;

    /// What another program reads in the one entry of the calendar.
    #[track_caller]
    fn check(edition: &Edition, want: &[(&str, &str)]) {
        let calendar = unfold(&calendar(edition));
        let calendar = read_calendar(&calendar).unwrap();
        let [event] = calendar.components.as_slice() else { panic!("{calendar}") };
        assert_eq!(event.name, "VEVENT");
        for (name, value) in want {
            assert_eq!(property(event, name), *value, "{name}");
        }
    }

    fn property(event: &Component<'_>, name: &str) -> String {
        let value = event.find_prop(name).unwrap().val.clone();
        value.unescape_text().as_str().to_owned()
    }

    #[test]
    fn a_calendar_reads_the_event() {
        check(
            &samples::first(),
            &[
                ("UID", "hackathon-bluehats-2024"),
                ("SEQUENCE", "0"),
                ("DTSTAMP", "20231118T000000Z"),
                ("DTSTART", "20240109"),
                ("DTEND", "20240111"),
                ("SUMMARY", "Hackathon #BlueHats"),
                ("LOCATION", "Lieu de la Transformation Publique, 77 avenue de Ségur, Paris"),
                (
                    "DESCRIPTION",
                    "Appel aux équipes qui développent des logiciels libres dans l’administration \
                     pour participer au hackathon BlueHats des 9 et 10 janvier 2024 au Lieu de la \
                     Transformation Publique",
                ),
                ("URL", "https://code.gouv.fr/fr/bluehats/"),
                ("TRANSP", "OPAQUE"),
            ],
        );
        check(
            &samples::second(),
            &[
                ("UID", "rencontres-2099"),
                ("SEQUENCE", "3"),
                ("DTSTAMP", "20990504T000000Z"),
                ("DTSTART", "20990630"),
                ("DTEND", "20990703"),
                (
                    "LOCATION",
                    "Salle \"Ada; Lovelace\", aile B\\C, 1 place de l’Hôtel-de-Ville, Saint-Étienne",
                ),
            ],
        );
    }

    #[test]
    fn the_entry_lasts_whole_days() {
        let calendar = calendar(&samples::first());
        assert!(calendar.contains("\r\nDTSTART;VALUE=DATE:20240109\r\n"), "{calendar}");
        assert!(calendar.contains("\r\nDTEND;VALUE=DATE:20240111\r\n"), "{calendar}");
        assert!(calendar.ends_with("\r\nEND:VCALENDAR\r\n"), "{calendar}");
    }

    proptest! {
        #[test]
        fn folding_loses_nothing(line in "\\PC{0,200}") {
            let folded = fold(&line);
            prop_assert!(folded.split("\r\n").all(|line| line.len() <= MAX_LINE_BYTES));
            prop_assert_eq!(folded.replace("\r\n ", ""), line + "\r\n");
        }
    }
}
