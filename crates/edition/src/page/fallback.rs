//! What a page shows until the app has started, and for good where it cannot.

use routes::{NOT_FOUND_HEADING, Route};

use crate::Edition;
use crate::html::{escape, mail_link};

/// The content of `page`, or of the page that answers when there is none at an address, without
/// the app; nothing for articles, which need no app.
pub fn fallback(edition: &Edition, page: Option<Route>) -> String {
    match page {
        Some(route) if route.is_article() => String::new(),
        Some(route) => needs_the_app(edition, route.heading().unwrap_or_default()),
        None => not_found(),
    }
}

fn needs_the_app(edition: &Edition, heading: &str) -> String {
    format!(
        "<h1 tabindex=\"-1\">{heading}</h1>\n\
         <p>Cette page a besoin de JavaScript et de WebAssembly, et s’affiche dès qu’ils sont \
         chargés. Si elle ne s’affiche pas, écrivez simplement à {contact}.</p>",
        heading = escape(heading),
        contact = mail_link(edition.email()),
    )
}

fn not_found() -> String {
    format!(
        "<h1 tabindex=\"-1\">{NOT_FOUND_HEADING}</h1>\n\
         <p>Il n’y a pas de page à cette adresse. Vous pouvez \
         <a href=\"{announcement}\">lire l’annonce</a> ou \
         <a href=\"{draft}\">rédiger votre participation</a>.</p>",
        announcement = Route::Announcement.path(),
        draft = Route::Draft.path(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;

    #[track_caller]
    fn check(page: Option<Route>, want: &[&str]) {
        let html = fallback(&samples::first(), page);
        for part in want {
            assert!(html.contains(part), "{part}\n{html}");
        }
    }

    #[test]
    fn a_page_without_the_app_says_what_to_do() {
        check(
            Some(Route::Draft),
            &[">Ma participation</h1>", "href=\"mailto:bluehats@code.gouv.fr\""],
        );
        check(None, &[">Page introuvable</h1>", "href=\"/\"", "href=\"/participer\""]);
    }

    #[test]
    fn articles_need_no_app() {
        assert_eq!(fallback(&samples::first(), Some(Route::Announcement)), "");
        assert_eq!(fallback(&samples::first(), Some(Route::Privacy)), "");
    }
}
