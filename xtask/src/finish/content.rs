//! What fills the shell: the edition's own pieces, and the pages that are plain text.

use std::env;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use edition::{Edition, page};
use routes::Route;

use super::styles::ProgramStyles;
use super::{slots, social};

/// The pages that are plain text, and where their text is.
const TEXTS: [(Route, &str); 2] = [
    (Route::Accessibility, "src/pages/accessibility.html"),
    (Route::Privacy, "src/pages/privacy.html"),
];

/// All that fills the shell, whichever the page.
pub(super) struct Content {
    edition: Edition,
    articles: Vec<Article>,
    social_image: Option<Vec<u8>>,
}

/// The whole text of a page that needs no program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Article {
    pub(super) route: Route,
    pub(super) html: String,
}

/// What fills the shell for one page, each piece in its slot.
#[derive(Clone, Debug)]
pub(super) struct Pieces<'a> {
    /// The page; `None` is the one that answers where there is none.
    pub(super) page: Option<Route>,
    /// When the event is over, as in `2024-01-11`.
    pub(super) day_after: String,
    pub(super) head: String,
    /// The colours of the window around the site.
    pub(super) theme: &'a str,
    /// The styles that only pages which the program draws need: empty on the others.
    pub(super) program_styles: String,
    /// The drawing before the site's name.
    pub(super) hat: &'static str,
    pub(super) brand: String,
    pub(super) over: String,
    pub(super) articles: &'a [Article],
    /// Where the program will show the page, with what stands there already.
    pub(super) start: String,
    pub(super) source: String,
    pub(super) licence: &'static str,
}

impl Content {
    /// Reads it in the folder of the project.
    pub(super) fn read(project: &Path) -> Result<Self> {
        let folder = project.join(edition::folder(env::var_os(edition::FOLDER_VARIABLE)));
        let edition = Edition::read(&folder)?;
        let mut articles =
            vec![Article { route: Route::Announcement, html: page::announcement(&edition) }];
        let email = page::contact_link(&edition);
        for (route, path) in TEXTS {
            let path = project.join(path);
            let text = fs::read_to_string(&path)
                .with_context(|| format!("cannot read {}", path.display()))?;
            let html = slots::fill(&text, &[("email", &email)])
                .with_context(|| format!("cannot fill {}", path.display()))?;
            articles.push(Article { route, html });
        }
        let social_image = social::read(&folder, &edition)?;
        Ok(Self { edition, articles, social_image })
    }

    /// The edition's name.
    pub(super) fn name(&self) -> &str {
        self.edition.name()
    }

    /// The picture for shared links, if the edition has one.
    pub(super) fn social_image(&self) -> Option<&[u8]> {
        self.social_image.as_deref()
    }

    /// The calendar entry.
    pub(super) fn calendar(&self) -> String {
        edition::calendar(&self.edition)
    }

    /// What fills the shell for `page`.
    pub(super) fn pieces<'a>(
        &'a self,
        page: Option<Route>,
        theme: &'a str,
        styles: &ProgramStyles,
    ) -> Pieces<'a> {
        let edition = &self.edition;
        let is_to_be_read = self.articles.iter().any(|article| Some(article.route) == page);
        let mut head = page::head(edition, page);
        if self.social_image.is_some() {
            head += &page::social_image_tags(edition).unwrap_or_default();
        }
        Pieces {
            page,
            day_after: page::day_after(edition),
            head,
            theme,
            program_styles: if is_to_be_read { String::new() } else { styles.element() },
            hat: page::hat(),
            brand: page::brand(edition),
            over: page::over_notice(edition),
            articles: &self.articles,
            start: page::start(edition, page),
            source: page::source_link(edition),
            licence: page::licence_note(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project;

    #[test]
    fn every_page_has_one_heading_and_the_styles_that_it_needs() {
        let content = Content::read(project::root()).unwrap();
        let shell = "<!-- slot: program styles --><style>a{}</style>";
        let (_, styles) = ProgramStyles::take(shell, false).unwrap();
        for page in Route::ALL.into_iter().map(Some).chain([None]) {
            let pieces = content.pieces(page, "", &styles);
            let shown = pieces.articles.iter().filter(|article| Some(article.route) == page);
            let html = shown.fold(pieces.start.clone(), |html, article| html + &article.html);
            assert_eq!(html.matches("<h1").count(), 1, "{page:?}: {html}");
            // The start script brings them to pages that have an article, and to no others.
            assert_eq!(pieces.program_styles.is_empty(), html.contains("<article"), "{page:?}");
        }
    }

    #[test]
    fn every_article_says_which_page_it_is_of() {
        let content = Content::read(project::root()).unwrap();
        for Article { route, html } in &content.articles {
            let wanted = format!(" data-path=\"{}\"", route.path());
            assert_eq!(html.matches(&wanted).count(), 1, "{html}");
        }
    }
}
