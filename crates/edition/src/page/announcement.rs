//! The announcement's page.

use routes::{CALENDAR_PATH, Page};

use crate::Edition;
use crate::dates::{Dates, Phrase};
use crate::html::{escape, external_link, mail_link};

/// A blue hat, as a piece of SVG with the id `chapeau`, in a square of 32 units; the style sheet
/// colours it.
pub(super) const HAT: &str = include_str!("hat.svg");

/// « Blue hats at work », as SVG. It makes use of [`HAT`], which the header of each page has.
pub(super) const ILLUSTRATION: &str = include_str!("illustration.svg");

/// The whole announcement: its title, its facts and what to do about it; its text; and the facts
/// again in the form in which one looks them up.
pub fn announcement(edition: &Edition) -> String {
    let hero = hero(edition);
    let body = &edition.announcement.body;
    let practical = practical(edition);
    let path = Page::Announcement.path();
    format!(
        r#"<article class="announcement" data-path="{path}">
{hero}
<div class="announcement__body">
{body}</div>
{practical}
</article>"#
    )
}

fn hero(edition: &Edition) -> String {
    let place = &edition.settings.place;
    format!(
        r#"<header class="announcement__hero">
<div>
<h1 tabindex="-1">{title}</h1>
<p class="announcement__when">{dates}</p>
<p>{place}, {address}</p>
<p class="actions">
<a class="button" href="{draft}">Rédiger ma participation</a>
<a class="button button--secondary" href="{CALENDAR_PATH}" download>Ajouter à mon agenda</a>
</p>
</div>
{ILLUSTRATION}</header>"#,
        title = escape(&edition.announcement.title),
        dates = days(edition.settings.dates),
        place = escape(&place.name),
        address = escape(&place.address()),
        draft = Page::Draft.path(),
    )
}

fn practical(edition: &Edition) -> String {
    let settings = &edition.settings;
    format!(
        r#"<section class="announcement__facts" aria-labelledby="informations-pratiques">
<h2 id="informations-pratiques">Informations pratiques</h2>
<dl>
<dt>Dates</dt><dd>{dates}</dd>
<dt>Lieu</dt><dd>{place}</dd>
<dt>Adresse</dt><dd>{address}</dd>
<dt>Contact</dt><dd>{contact}</dd>
<dt>Site</dt><dd>{site}</dd>
</dl>
</section>"#,
        dates = days(settings.dates),
        place = escape(&settings.place.name),
        address = escape(&settings.place.address()),
        contact = mail_link(&settings.email),
        site = external_link(&settings.site, short(settings.site.as_str())),
    )
}

/// The days in French, each of them legible to programs.
fn days(dates: Dates) -> String {
    let phrases = dates.phrases().into_iter();
    phrases
        .map(|phrase| match phrase {
            Phrase::Words(words) => escape(words),
            Phrase::Day(day, name) => {
                format!(r#"<time datetime="{day}">{}</time>"#, escape(&name))
            }
        })
        .collect()
}

/// A link as people say it: without its scheme and its last `/`.
fn short(link: &str) -> &str {
    let after_scheme = link.split_once("://").map_or(link, |(_, rest)| rest);
    after_scheme.trim_end_matches('/')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;

    #[track_caller]
    fn check(html: &str, want: &[&str]) {
        for part in want {
            assert!(html.contains(part), "{part}\n{html}");
        }
    }

    #[test]
    fn the_announcement_says_what_when_where_and_what_to_do() {
        check(
            &announcement(&samples::first()),
            &[
                "<article class=\"announcement\" data-path=\"/\">",
                "<use href=\"#chapeau\"",
                "<h1 tabindex=\"-1\">Hackathon #BlueHats 🧢 9 et 10 janvier 2024</h1>",
                "<time datetime=\"2024-01-09\">9</time> et \
                 <time datetime=\"2024-01-10\">10 janvier 2024</time>",
                "Lieu de la Transformation Publique, 77 avenue de Ségur, Paris",
                "<a class=\"button\" href=\"/participer\">Rédiger ma participation</a>",
                "<a class=\"button button--secondary\" href=\"/agenda.ics\" download>\
                 Ajouter à mon agenda</a>",
                "<dt>Adresse</dt><dd>77 avenue de Ségur, Paris</dd>",
                "<a href=\"mailto:bluehats@code.gouv.fr\">bluehats@code.gouv.fr</a></dd>",
                "<a class=\"external\" rel=\"external noopener\" \
                 href=\"https://code.gouv.fr/fr/bluehats/\">code.gouv.fr/fr/bluehats\
                 <span class=\"visually-hidden\"> (site externe)</span></a>",
            ],
        );
    }

    #[test]
    fn the_text_is_whole_and_unchanged() {
        let edition = samples::first();
        let source = samples::announcement().text;
        let (_, markdown) = source.split_once("\n---\n").unwrap();
        let html = edition.announcement.body;
        assert_eq!(words(&text_of_html(&html)), words(&text_of_markdown(markdown)));
        assert!(words(&text_of_html(&html)).len() > 200);
    }

    /// The text without the marks that the first announcement makes use of: headings, strong
    /// emphasis, and links.
    fn text_of_markdown(markdown: &str) -> String {
        let mut text = String::new();
        for (index, piece) in markdown.split("](").enumerate() {
            let piece = match piece.split_once(')') {
                Some((_, after_target)) if index > 0 => after_target,
                _ => piece,
            };
            text += piece;
        }
        text.replace("## ", "").replace("**", "").replace('[', "")
    }

    fn text_of_html(html: &str) -> String {
        let mut text = String::new();
        for piece in
            html.replace("<span class=\"visually-hidden\"> (site externe)</span>", "").split('<')
        {
            text += piece.split_once('>').map_or(piece, |(_, after_tag)| after_tag);
        }
        for (entity, c) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")] {
            text = text.replace(entity, c);
        }
        text
    }

    fn words(text: &str) -> Vec<&str> {
        text.split_whitespace().collect()
    }

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
