//! What a page that the app makes shows until the app has started.

use domain::Date;
use routes::{NOT_FOUND_HEADING, Page};

use crate::Edition;
use crate::html::{escape, mail_link};

/// The element that the app is shown in, with the start of `page` in it, or of the page that answers
/// when there is none at an address. It is empty for articles, which stand beside it.
///
/// `data-start` says that the app goes on with what stands there, instead of making it anew.
pub fn start(edition: &Edition, page: Option<Page>) -> String {
    match page {
        Some(route) if route.is_article() => place("", ""),
        Some(Page::Draft) => {
            let start = format!(" data-start=\"{}\"", Page::Draft.path());
            place(&start, &draft_start(edition)) + &needs_the_app(edition)
        }
        Some(route) => place("", &heading(route)) + &needs_the_app(edition),
        None => place("", &not_found()),
    }
}

fn place(attributes: &str, html: &str) -> String {
    format!("<div class=\"page\" id=\"page\"{attributes}>{html}</div>\n")
}

fn heading(route: Page) -> String {
    let heading = escape(route.heading().unwrap_or_default());
    format!("<h1 tabindex=\"-1\">{heading}</h1>\n")
}

/// The form up to the end of its first section, as the app makes it of an empty draft
/// (`src/pages/draft/`): element by element, in the same order. A journey holds the two equal.
fn draft_start(edition: &Edition) -> String {
    let sections = SECTIONS.map(|(title, id, holds, lacks)| {
        format!("<li><a href=\"#{id}\">{title}</a> – {holds}<strong>{lacks}</strong></li>\n")
    });
    let days: String = edition.settings.dates.days().into_iter().map(presence_box).collect();
    format!(
        r#"{heading}<p class="lead">Parlez aux organisateurs de vos logiciels, de vos objectifs et de vos besoins. Ce que vous écrivez reste sur cet appareil jusqu’à ce que vous l’envoyiez vous-même.</p>
<p>Sauf mention contraire «&nbsp;(optionnel)&nbsp;», tous les champs sont obligatoires. Vous pouvez vous arrêter et revenir à tout moment, même si tout n’est pas rempli.</p>
<div class="drafting">
<nav class="outline" aria-labelledby="sommaire">
<h2 class="outline__title" id="sommaire">Sommaire</h2>
<p class="outline__verdict">Pour envoyer, il manque votre nom, et un logiciel, vos attentes ou ce que vous pouvez apporter.</p>
<ul class="outline__list">
{sections}</ul>
</nav>
<form novalidate>
<fieldset class="group group--section">
<legend class="group__legend"><h2 class="group__title" id="vous" tabindex="-1">Vous</h2></legend>
<div class="field"><label class="field__label" for="nom">Nom et prénom</label>
<input type="text" autocomplete="name" spellcheck="true" class="field__control" id="nom" dir="auto" aria-required="true" data-key="name"></div>
<div class="field"><label class="field__label" for="adresse-electronique">Adresse électronique (optionnel)</label>
<p class="field__hint" id="adresse-electronique-aide">Format attendu&nbsp;: nom@domaine.fr</p>
<input type="text" autocomplete="email" inputmode="email" spellcheck="false" class="field__control" id="adresse-electronique" dir="auto" aria-describedby="adresse-electronique-aide" data-key="email"></div>
<div class="field"><label class="field__label" for="organisation">Organisation (optionnel)</label>
<p class="field__hint" id="organisation-aide">Ministère, établissement, collectivité, association…</p>
<input type="text" autocomplete="organization" spellcheck="true" class="field__control" id="organisation" dir="auto" aria-describedby="organisation-aide" data-key="organisation"></div>
<fieldset class="group group--fields">
<legend class="group__legend"><span class="field__label">Présence</span></legend>
<p class="field__hint">Cochez les jours où vous pensez venir.</p>
{days}</fieldset>
</fieldset>
</form>
</div>
"#,
        heading = heading(Page::Draft),
        sections = sections.concat(),
    )
}

/// The sections of the form: title, id, what they hold, and what they lack.
const SECTIONS: [(&str, &str, &str, &str); 5] = [
    ("Vous", "vous", "", "il manque votre nom"),
    ("Vos logiciels", "vos-logiciels", "aucun pour l’instant", ""),
    ("Vos attentes", "vos-attentes", "aucune pour l’instant", ""),
    ("Présentations éclair", "presentations-eclair", "aucune (facultatif)", ""),
    ("Ce que je peux apporter", "vos-apports", "rien pour l’instant", ""),
];

fn presence_box(day: Date) -> String {
    format!(
        "<div class=\"choice\"><input class=\"choice__control\" id=\"presence-{day}\" type=\"checkbox\" \
         data-key=\"presence\"><label class=\"choice__label\" for=\"presence-{day}\">{}</label></div>\n",
        escape(&day.in_french())
    )
}

/// The style sheet hides it where the app can run.
fn needs_the_app(edition: &Edition) -> String {
    format!(
        "<p class=\"needs-app\">Cette page a besoin de JavaScript et de WebAssembly. Vous pouvez \
         aussi envoyer votre participation par un simple courriel à {contact}.</p>",
        contact = mail_link(edition.email()),
    )
}

fn not_found() -> String {
    format!(
        "<h1 tabindex=\"-1\">{NOT_FOUND_HEADING}</h1>\n\
         <p>Il n’y a pas de page à cette adresse. Vous pouvez \
         <a href=\"{announcement}\">lire l’annonce</a> ou \
         <a href=\"{draft}\">rédiger votre participation</a>.</p>",
        announcement = Page::Announcement.path(),
        draft = Page::Draft.path(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;

    #[track_caller]
    fn check(page: Option<Page>, want: &[&str]) {
        let html = start(&samples::first(), page);
        for part in want {
            assert!(html.contains(part), "{part}\n{html}");
        }
    }

    #[test]
    fn a_page_without_the_app_says_what_to_do() {
        let contact = "href=\"mailto:bluehats@code.gouv.fr\"";
        check(Some(Page::Draft), &[">Ma participation</h1>", contact]);
        check(Some(Page::Review), &[">Relire et envoyer</h1>", contact]);
        check(None, &[">Page introuvable</h1>", "href=\"/\"", "href=\"/participer\""]);
    }

    #[test]
    fn the_form_begins_before_the_app_does() {
        check(
            Some(Page::Draft),
            &[
                "data-start=\"/participer\"",
                "id=\"nom\"",
                "for=\"presence-2024-01-10\">10 janvier 2024</label>",
            ],
        );
    }

    #[test]
    fn articles_need_no_app() {
        let empty = "<div class=\"page\" id=\"page\"></div>\n";
        assert_eq!(start(&samples::first(), Some(Page::Announcement)), empty);
        assert_eq!(start(&samples::first(), Some(Page::Privacy)), empty);
    }
}
