//! What browsers, search engines and shared links are told of a page.
//!
//! A page is a [`Page`], or `None` for the page that answers when there is none at an address.

use routes::{NOT_FOUND_HEADING, Page};
use serde_json::json;

use crate::Edition;
use crate::html::escape;

/// The page's title: the announcement's own; « Ma participation – Hackathon #BlueHats » for others.
pub fn title(edition: &Edition, page: Option<Page>) -> String {
    let heading = match page {
        Some(route) => route.heading(),
        None => Some(NOT_FOUND_HEADING),
    };
    match heading {
        Some(heading) => format!("{heading} – {}", edition.name()),
        None => edition.announcement.title.clone(),
    }
}

/// The elements of the page's `head` that depend on the edition and on the page.
pub fn head(edition: &Edition, page: Option<Page>) -> String {
    let title = escape(&title(edition, page));
    let common = format!(
        r#"<title>{title}</title>
<meta property="og:title" content="{title}">
<meta property="og:type" content="website">
<meta property="og:locale" content="fr_FR">
<meta property="og:site_name" content="{site_name}">
"#,
        site_name = escape(edition.name()),
    );
    let description = description(edition, page).map(escape).map(|description| {
        format!(
            r#"<meta name="description" content="{description}">
<meta property="og:description" content="{description}">
"#
        )
    });
    let own = match page {
        Some(Page::Announcement) => structured_data(edition),
        Some(_) => String::new(),
        None => "<meta name=\"robots\" content=\"noindex\">\n".to_owned(),
    };
    common + &description.unwrap_or_default() + &own
}

fn description(edition: &Edition, page: Option<Page>) -> Option<&str> {
    match page {
        Some(Page::Announcement) => Some(&edition.announcement.description),
        Some(route) => route.description(),
        None => None,
    }
}

/// The event for search engines (<https://schema.org/Event>).
fn structured_data(edition: &Edition) -> String {
    let settings = &edition.settings;
    let event = json!({
        "@context": "https://schema.org",
        "@type": "Event",
        "name": settings.name,
        "description": edition.announcement.description,
        "startDate": settings.dates.first().to_string(),
        "endDate": settings.dates.last().to_string(),
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "location": {
            "@type": "Place",
            "name": settings.place.name,
            "address": {
                "@type": "PostalAddress",
                "streetAddress": settings.place.street,
                "addressLocality": settings.place.city,
                "addressCountry": settings.place.country,
            },
        },
        "url": settings.site.as_str(),
    });
    format!("<script type=\"application/ld+json\">{}</script>\n", in_script(&event.to_string()))
}

/// JSON as it may stand in a `script` element, which HTML ends at the first `</script` and makes
/// longer at a `<!--`: in JSON, `<` only stands within texts, where it can be written otherwise.
fn in_script(json: &str) -> String {
    json.replace('<', "\\u003c")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;

    #[track_caller]
    fn check_title(page: Option<Page>, want: &str) {
        assert_eq!(title(&samples::first(), page), want);
    }

    #[test]
    fn pages_have_titles() {
        check_title(Some(Page::Announcement), "Hackathon #BlueHats 🧢 9 et 10 janvier 2024");
        check_title(Some(Page::Draft), "Ma participation – Hackathon #BlueHats");
        check_title(None, "Page introuvable – Hackathon #BlueHats");
    }

    #[test]
    fn only_the_announcement_is_an_event_and_only_what_is_missing_is_not_indexed() {
        let edition = samples::first();
        for page in Page::ALL.into_iter().map(Some).chain([None]) {
            let head = head(&edition, page);
            let is_announcement = page == Some(Page::Announcement);
            assert_eq!(head.contains("application/ld+json"), is_announcement, "{head}");
            assert_eq!(head.contains("noindex"), page.is_none(), "{head}");
            assert_eq!(head.contains("name=\"description\""), page.is_some(), "{head}");
            assert_eq!(head.matches("<title>").count(), 1, "{head}");
        }
    }

    #[test]
    fn search_engines_read_the_event() {
        for (edition, name, start, end, country) in [
            (samples::first(), "Hackathon #BlueHats", "2024-01-09", "2024-01-10", "FR"),
            (
                samples::second(),
                "Rencontres \"Libre & Public\" d’été",
                "2099-06-30",
                "2099-07-02",
                "BE",
            ),
        ] {
            let head = head(&edition, Some(Page::Announcement));
            // As a browser does: what stands before the first end of the element.
            let (_, script) = head.split_once("ld+json\">").unwrap();
            let (json, after) = script.split_once("</script>").unwrap();
            assert_eq!(after, "\n");
            let event: serde_json::Value = serde_json::from_str(json).unwrap();
            assert_eq!(event["name"], name);
            assert_eq!(event["description"], edition.announcement.description);
            assert_eq!(event["startDate"], start);
            assert_eq!(event["endDate"], end);
            assert_eq!(event["location"]["address"]["addressCountry"], country);
        }
    }
}
