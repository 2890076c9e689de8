//! What pages say of an edition: plain values, which templates escape.

use serde::Serialize;

use crate::html::{mailto, web_address};
use crate::{Edition, Legal, Phrase, Place, skeleton};

/// The values that templates name.
#[derive(Clone, Debug, Serialize)]
pub struct Facts<'a> {
    /// The event's name, as in « Hackathon #BlueHats ».
    pub name: &'a str,
    /// The announcement's title.
    pub title: &'a str,
    /// The announcement in one sentence.
    pub description: &'a str,
    /// The days in French, piece by piece: together they are `dates_in_french`.
    pub dates: Vec<Phrase>,
    /// The days in French, as in « 9 et 10 janvier 2024 ».
    pub dates_in_french: String,
    /// Every day of the event, in order.
    pub days: Vec<Day>,
    /// The first day, as in `2024-01-09`.
    pub first_day: String,
    /// The last day.
    pub last_day: String,
    /// The day when the event is over.
    pub day_after: String,
    /// Where the event takes place.
    pub place: &'a Place,
    /// Where participations are sent.
    pub email: &'a str,
    /// The address of a message there.
    pub mailto: String,
    /// The text of the message for those whose browser cannot run the program.
    pub skeleton: String,
    /// The link that opens it in a mail program.
    pub skeleton_link: String,
    /// The page of the community that organises the event.
    pub site: String,
    /// Its address as people say it: without its scheme and its last `/`.
    pub site_in_short: &'a str,
    /// The address of the source code.
    pub source: String,
    /// Where the site is published, without a final slash, if that is known.
    pub published_at: Option<&'a str>,
    /// Who stands behind the site, if the organisers say so.
    pub legal: Option<&'a Legal>,
    /// The address of a message to its contact, if that is an e-mail address.
    pub legal_mailto: Option<String>,
}

/// A day of the event.
#[derive(Clone, Debug, Serialize)]
pub struct Day {
    /// As in `2024-01-09`.
    pub date: String,
    /// As in « 9 janvier 2024 ».
    pub in_french: String,
}

impl<'a> Facts<'a> {
    pub(crate) fn of(edition: &'a Edition) -> Self {
        let Edition { announcement, settings, dates } = edition;
        let days = dates.days().into_iter();
        let contact = settings.legal.as_ref().and_then(|legal| legal.contact.as_deref());
        Self {
            name: &settings.name,
            title: &announcement.title,
            description: &announcement.description,
            dates: dates.phrases(),
            dates_in_french: dates.in_french(),
            days: days
                .map(|day| Day { date: day.to_string(), in_french: day.in_french() })
                .collect(),
            first_day: dates.first().to_string(),
            last_day: dates.last().to_string(),
            day_after: dates.day_after().to_string(),
            place: &settings.place,
            email: settings.email.as_str(),
            mailto: mailto(&settings.email),
            skeleton: skeleton::text(edition),
            skeleton_link: skeleton::link(edition),
            site: web_address(settings.site.as_str()),
            site_in_short: short(settings.site.as_str()),
            source: web_address(settings.source.as_str()),
            published_at: settings
                .published_at
                .as_ref()
                .map(|folder| folder.as_str().trim_end_matches('/')),
            legal: settings.legal.as_ref(),
            legal_mailto: contact.and_then(|it| it.parse().ok()).map(|it| mailto(&it)),
        }
    }
}

fn short(link: &str) -> &str {
    let after_scheme = link.split_once("://").map_or(link, |(_, rest)| rest);
    after_scheme.trim_end_matches('/')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_shown_short() {
        for (link, want) in [
            ("https://code.gouv.fr/fr/bluehats/", "code.gouv.fr/fr/bluehats"),
            ("HTTP://exemple.fr", "exemple.fr"),
        ] {
            assert_eq!(short(link), want);
        }
    }
}
