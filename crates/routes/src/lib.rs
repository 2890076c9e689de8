//! The site map: every page's path, heading and description.
//!
//! A crate of its own because two programs need it that must not know each other: the app, which
//! shows the pages, and `xtask`, which writes a static file for each of them so that any host
//! serves deep links. It knows nothing of how a page looks.

/// A page of the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Page {
    /// The event's announcement.
    Announcement,
    /// Where a participation is drafted.
    Draft,
    /// Where the draft is read again, as the message that it will be, and sent.
    Review,
    /// Where a participation is printed.
    Print,
    /// Where the draft is backed up, restored, taken up from a message, and erased.
    Backup,
    /// Where those who receive participations see all of them.
    Organisation,
    /// What is known of the site's accessibility.
    Accessibility,
    /// What becomes of what is typed.
    Privacy,
    /// Who stands behind the site: only where the edition says so.
    Legal,
}

impl Page {
    /// Every page that each edition has, in the order of the site map.
    pub const ALL: [Self; 8] = [
        Self::Announcement,
        Self::Draft,
        Self::Review,
        Self::Print,
        Self::Backup,
        Self::Organisation,
        Self::Accessibility,
        Self::Privacy,
    ];

    /// The page's address, below the folder that the site is published in; starts with a `/`.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Announcement => "/",
            Self::Draft => "/participer",
            Self::Review => "/relire",
            Self::Print => "/imprimer",
            Self::Backup => "/sauvegarde",
            Self::Organisation => "/organisation",
            Self::Accessibility => "/accessibilite",
            Self::Privacy => "/donnees-personnelles",
            Self::Legal => "/mentions-legales",
        }
    }

    /// The page's `h1`, in French; the announcement's own is its title, which is content.
    pub const fn heading(self) -> Option<&'static str> {
        match self {
            Self::Announcement => None,
            Self::Draft => Some("Ma participation"),
            Self::Review => Some("Relire et envoyer"),
            Self::Print => Some("Imprimer"),
            Self::Backup => Some("Sauvegarde et reprise"),
            Self::Organisation => Some("Pour l’équipe d’organisation"),
            Self::Accessibility => Some("Accessibilité"),
            Self::Privacy => Some("Données personnelles"),
            Self::Legal => Some("Mentions légales"),
        }
    }

    /// What search engines and shared links say of the page, in French; the announcement's own
    /// description is content.
    pub const fn description(self) -> Option<&'static str> {
        match self {
            Self::Announcement => None,
            Self::Draft => Some(
                "Rédigez vos objectifs tangibles et vos demandes d’aide\u{a0}: le brouillon reste sur votre appareil.",
            ),
            Self::Review => Some(
                "Relisez votre participation telle qu’elle partira, et ouvrez-la dans votre messagerie.",
            ),
            Self::Print => {
                Some("Imprimez votre participation pour l’afficher pendant l’événement.")
            }
            Self::Backup => Some(
                "Gardez une copie de votre brouillon, restaurez-la, ou reprenez une participation à partir d’un message.",
            ),
            Self::Organisation => Some(
                "Rassemblez les participations reçues par courriel en un tableau, sur votre appareil et sans serveur.",
            ),
            Self::Accessibility => Some(
                "Ce qui est connu de l’accessibilité de ce site, et comment signaler un problème.",
            ),
            Self::Privacy => Some(
                "Ce site n’a ni serveur, ni compte, ni mesure d’audience\u{a0}: ce que vous écrivez reste sur votre appareil.",
            ),
            Self::Legal => Some("Qui publie ce site, et qui l’héberge."),
        }
    }

    /// Whether the page is an article: plain text that the build writes into every page of the
    /// site, so that it can be read without the app and shown by the app without loading a page.
    pub const fn is_article(self) -> bool {
        match self {
            Self::Announcement | Self::Accessibility | Self::Privacy | Self::Legal => true,
            Self::Draft | Self::Review | Self::Print | Self::Backup | Self::Organisation => false,
        }
    }

    /// The page at `path`, a path below the folder that the site is published in; a final `/`
    /// makes no difference.
    pub fn at(path: &str) -> Option<Self> {
        let path = path.trim_end_matches('/');
        let mut pages = Self::ALL.into_iter().chain([Self::Legal]);
        pages.find(|page| page.path().trim_end_matches('/') == path)
    }
}

/// The `h1` of the page that answers when there is none at an address, in French.
pub const NOT_FOUND_HEADING: &str = "Page introuvable";

/// Where the calendar entry of the event stands, below the folder that the site is published in.
pub const CALENDAR_PATH: &str = "/agenda.ics";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_is_found_at_its_path_with_and_without_a_final_slash() {
        for page in Page::ALL.into_iter().chain([Page::Legal]) {
            assert_eq!(Page::at(page.path()), Some(page));
            assert_eq!(Page::at(&format!("{}/", page.path())), Some(page));
        }
        assert_eq!(Page::at(""), Some(Page::Announcement));
    }

    #[test]
    fn other_paths_are_no_page() {
        for path in ["/participe", "/participer/x", "/Relire", "participer"] {
            assert_eq!(Page::at(path), None, "{path}");
        }
    }
}
