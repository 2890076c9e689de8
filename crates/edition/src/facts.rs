//! What pages say of an edition: plain values, which templates escape.

use serde::Serialize;

use crate::html::{mailto, web_address};
use crate::{Edition, Phrase, settings, skeleton};

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
    pub place: Place<'a>,
    /// Where participations are sent.
    pub email: &'a str,
    /// The address of a message there.
    pub mailto: String,
    /// The message for those whose browser cannot run the program.
    pub skeleton: Skeleton,
    /// The page of the community that organises the event.
    pub site: Site<'a>,
    /// The address of the source code.
    pub source: String,
    /// Where the site is published, without a final slash, if that is known.
    pub published_at: Option<&'a str>,
    /// Who stands behind the site, if the organisers say so.
    pub legal: Option<Legal<'a>>,
}

/// A message to be filled in by hand.
#[derive(Clone, Debug, Serialize)]
pub struct Skeleton {
    /// The link that opens it in a mail program.
    pub link: String,
    /// Its text.
    pub text: String,
}

/// Who stands behind the site; what the organisers did not say is none.
#[derive(Clone, Debug, Serialize)]
pub struct Legal<'a> {
    /// Who publishes the site.
    pub publisher: Option<&'a str>,
    /// How to reach the publisher.
    pub contact: Option<&'a str>,
    /// The address of a message to `contact`, if it is an e-mail address.
    pub contact_mailto: Option<String>,
    /// Who hosts the site.
    pub host: Option<&'a str>,
    /// Who decides what becomes of the participations that are received.
    pub controller: Option<&'a str>,
}

/// A day of the event.
#[derive(Clone, Debug, Serialize)]
pub struct Day {
    /// As in `2024-01-09`.
    pub date: String,
    /// As in « 9 janvier 2024 ».
    pub in_french: String,
}

/// Where the event takes place.
#[derive(Clone, Debug, Serialize)]
pub struct Place<'a> {
    /// The name of the building.
    pub name: &'a str,
    /// Number and street.
    pub street: &'a str,
    /// The town.
    pub city: &'a str,
    /// In two capital letters (ISO 3166-1 alpha-2).
    pub country: &'a str,
    /// Number, street and town.
    pub address: String,
}

/// A link to another site.
#[derive(Clone, Debug, Serialize)]
pub struct Site<'a> {
    /// Its address.
    pub href: String,
    /// The address as people say it: without its scheme and its last `/`.
    pub text: &'a str,
}

impl<'a> Facts<'a> {
    pub(crate) fn of(edition: &'a Edition) -> Self {
        let Edition { announcement, settings, dates } = edition;
        let days = dates.days().into_iter();
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
            place: Place {
                name: &settings.place.name,
                street: &settings.place.street,
                city: &settings.place.city,
                country: &settings.place.country,
                address: settings.place.address(),
            },
            email: settings.email.as_str(),
            mailto: mailto(&settings.email),
            skeleton: Skeleton { link: skeleton::link(edition), text: skeleton::text(edition) },
            site: Site {
                href: web_address(settings.site.as_str()),
                text: short(settings.site.as_str()),
            },
            source: web_address(settings.source.as_str()),
            published_at: settings
                .published_at
                .as_ref()
                .map(|folder| folder.as_str().trim_end_matches('/')),
            legal: settings.legal.as_ref().map(Legal::of),
        }
    }
}

impl<'a> Legal<'a> {
    fn of(legal: &'a settings::Legal) -> Self {
        let contact = legal.contact.as_deref();
        Self {
            publisher: legal.publisher.as_deref(),
            contact,
            contact_mailto: contact.and_then(|it| it.parse().ok()).map(|it| mailto(&it)),
            host: legal.host.as_deref(),
            controller: legal.controller.as_deref(),
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
