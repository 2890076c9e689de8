//! What surrounds every page.

use super::announcement::HAT;
use crate::Edition;
use crate::html::{EXTERNAL_ATTRIBUTES, escape, mail_link};

/// The name of the site, for the link to its first page.
pub fn brand(edition: &Edition) -> String {
    escape(edition.name())
}

/// The drawing before that name, for an `svg` with a square of 32 units. The announcement's
/// illustration draws its hats by it.
pub fn hat() -> &'static str {
    HAT.trim_ascii_end()
}

/// The day, as in `2024-01-11`, when the event is over.
pub fn day_after(edition: &Edition) -> String {
    edition.settings.dates.day_after().to_string()
}

/// What is said from that day on; the style sheet hides it until then.
pub fn over_notice(edition: &Edition) -> String {
    format!(
        "<p class=\"notice notice--over\">Les dates de cette édition sont passées\u{a0}: {dates}. \
         Tout continue de fonctionner\u{a0}: vous pouvez lire l’annonce, rédiger une participation \
         et écrire à l’équipe d’organisation.</p>",
        dates = escape(&edition.days_in_french()),
    )
}

/// The link to the source code, in the footer, where it needs no more words than its own.
pub fn source_link(edition: &Edition) -> String {
    let href = escape(edition.settings.source.as_str());
    format!(r#"<a {EXTERNAL_ATTRIBUTES} href="{href}">Code source</a>"#)
}

/// The link with which one writes to the organisers.
pub fn contact_link(edition: &Edition) -> String {
    mail_link(edition.email())
}

/// Under which licences the text and the code of the site may be reused.
pub fn licence_note() -> &'static str {
    "Le texte de l’annonce est publié par ses auteurs sous Licence Ouverte\u{a0}2.0 (etalab-2.0)\u{a0}; \
     le code de ce site est publié sous licence MIT."
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;

    #[test]
    fn the_shell_names_the_edition() {
        let edition = samples::second();
        assert_eq!(brand(&edition), "Rencontres &quot;Libre &amp; Public&quot; d’été");
        assert_eq!(day_after(&edition), "2099-07-03");
        assert!(over_notice(&edition).contains("passées\u{a0}: du 30 juin au 2 juillet 2099."));
        assert_eq!(
            source_link(&edition),
            "<a class=\"external\" rel=\"external noopener\" \
             href=\"https://git.example/rencontres\">Code source</a>"
        );
    }
}
