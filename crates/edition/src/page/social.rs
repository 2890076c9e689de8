//! The picture that is shown beside a link to the site where people share it.

use crate::Edition;
use crate::html::escape;

use super::announcement::{HAT, ILLUSTRATION};

/// Where the picture stands in the site, as in `https://…/social.png`.
pub const SOCIAL_IMAGE: &str = "social.png";

/// The sides of the picture, in pixels: what social networks ask for.
pub const SOCIAL_IMAGE_SIDES: [u32; 2] = [1200, 630];

/// What the picture says, for those who do not see it: the event, its days, and its place.
pub fn social_image_text(edition: &Edition) -> String {
    let place = &edition.settings.place;
    let (name, days) = (edition.name(), edition.days_in_french());
    format!("{name}, {days}, {place}, {city}", place = place.name, city = place.city)
}

/// The elements of a page's `head` that lead to the picture. They ask for its whole address
/// (<https://ogp.me>): an edition that does not say where it is published has none.
pub fn social_image_tags(edition: &Edition) -> Option<String> {
    let folder = edition.settings.published_at.as_ref()?.as_str().trim_end_matches('/');
    let [width, height] = SOCIAL_IMAGE_SIDES;
    Some(format!(
        r#"<meta property="og:image" content="{folder}/{SOCIAL_IMAGE}">
<meta property="og:image:width" content="{width}">
<meta property="og:image:height" content="{height}">
<meta property="og:image:alt" content="{text}">
<meta name="twitter:card" content="summary_large_image">
"#,
        folder = escape(folder),
        text = escape(&social_image_text(edition)),
    ))
}

/// The picture, as SVG: the event's name, days and place beside the page's illustration, in the
/// colours of `styles` for light surroundings.
///
/// The event's name stands for the announcement's title: titles have emojis, which look different,
/// or are missing, wherever they are drawn.
pub fn social_image(edition: &Edition, styles: &str) -> String {
    const SVG: &str = "xmlns=\"http://www.w3.org/2000/svg\"";
    let [width, height] = SOCIAL_IMAGE_SIDES;
    let place = &edition.settings.place;
    format!(
        r#"<svg {SVG} width="{width}" height="{height}" viewBox="0 0 {width} {height}">
<style>
{styles}
.social {{
  display: grid;
  box-sizing: border-box;
  grid-template-columns: 1fr 1fr;
  gap: 40px;
  align-items: center;
  height: {height}px;
  padding: 56px;
  background: var(--blue-soft);
  color: var(--ink);
  font: 30px / 1.35 var(--font);
  overflow-wrap: break-word;
}}
.social h1 {{ margin: 0 0 28px; font-size: 68px; line-height: 1.1; text-wrap: balance; }}
.social p {{ margin: 0; }}
.social .social__when {{ margin-bottom: 8px; font-weight: 700; }}
.social .art {{ max-width: none; margin: 0; }}
</style>
<defs>{HAT}</defs>
<foreignObject width="{width}" height="{height}">
<div xmlns="http://www.w3.org/1999/xhtml" class="social">
<div>
<h1>{name}</h1>
<p class="social__when">{days}</p>
<p>{place}, {city}</p>
</div>
{illustration}
</div>
</foreignObject>
</svg>"#,
        name = escape(edition.name()),
        days = escape(&edition.days_in_french()),
        place = escape(&place.name),
        city = escape(&place.city),
        // Only HTML knows an `svg` by its name.
        illustration = ILLUSTRATION.replacen("<svg ", &format!("<svg {SVG} "), 1),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;

    #[test]
    fn the_picture_says_what_when_and_where() {
        for edition in [samples::first(), samples::second()] {
            let picture = social_image(&edition, ":root { --ink: #000; }");
            let Edition { settings, .. } = &edition;
            for fact in
                [edition.name(), &edition.days_in_french(), &settings.place.name, ":root { --ink"]
            {
                assert!(picture.contains(&escape(fact)), "{fact}\n{picture}");
            }
        }
        assert_eq!(
            social_image_text(&samples::first()),
            "Hackathon #BlueHats, 9 et 10 janvier 2024, Lieu de la Transformation Publique, Paris"
        );
    }

    #[test]
    fn an_edition_that_says_where_it_is_published_shows_it() {
        assert_eq!(social_image_tags(&samples::first()), None);
        let tags = social_image_tags(&samples::second()).unwrap();
        for tag in [
            "<meta property=\"og:image\" content=\"https://rencontres.example/2099/social.png\">",
            "<meta property=\"og:image:alt\" content=\"Rencontres &quot;Libre &amp; Public&quot; d’été, \
             du 30 juin au 2 juillet 2099, Salle &quot;Ada; Lovelace&quot;, aile B\\C, Saint-Étienne\">",
            "<meta name=\"twitter:card\" content=\"summary_large_image\">",
        ] {
            assert!(tags.contains(tag), "{tag}\n{tags}");
        }
    }
}
