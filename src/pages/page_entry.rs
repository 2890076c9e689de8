//! What happens when the visitor comes to a page without the browser loading one.
//!
//! A browser that loads a page names it, moves the focus to its start, and has screen readers say
//! its title. Within the app all of that is ours to do.

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use leptos_router::location::Url;
use routes::Page;

use super::href;
use crate::edition::EVENT;
use crate::platform::render::after_render;
use crate::platform::{focus, page};

/// Tells the page that the browser loaded from those that the visitor went to since.
#[derive(Clone, Copy)]
pub struct PageEntries {
    has_entered: StoredValue<bool>,
}

impl PageEntries {
    /// Provides what [`enter_page`] needs.
    pub fn provide() {
        provide_context(Self { has_entered: StoredValue::new(false) });
    }

    /// Whether this entry is the first: the browser's own.
    fn take_first(self) -> bool {
        let is_first = !self.has_entered.get_value();
        self.has_entered.set_value(true);
        is_first
    }
}

/// To be called by every page: shows the article of a page that has one, and no other; once the
/// page is rendered, names it, marks it in the navigation, and moves the focus to the field that
/// the address names, or else to the heading.
///
/// `None` is the page that is shown when there is none at the address.
pub fn enter_page(entered: Option<Page>) {
    // Not when the page before this one is cleaned up: the router does that after it has rendered
    // this one.
    page::show_article(entered.filter(|entered| entered.is_article()).map(Page::path));

    let entries: PageEntries = expect_context();
    // The address bar follows only once the page is rendered.
    let hash = use_location().hash;
    let field = field_in(&hash.get_untracked());
    after_render(move || {
        let is_first = entries.take_first();
        let went_to_field = focus::focus(&field);
        if !is_first {
            introduce(entered, went_to_field.then_some(&*field));
        }
    });
    // A link, or a step in the history, within the page.
    Effect::watch(
        move || hash.get(),
        |hash, _, _| {
            focus::focus(&field_in(hash));
        },
        false,
    );
}

/// The id that stands behind the `#` of an address.
fn field_in(hash: &str) -> String {
    Url::unescape(hash.trim_start_matches('#'))
}

fn introduce(entered: Option<Page>, field: Option<&str>) {
    let heading = page::heading();
    match field {
        // Not every place in a page can be focused.
        Some(field) => focus::reveal(field),
        None => focus::focus_heading(),
    }
    page::announce(&heading);
    page::mark_current(&entered.map(href).unwrap_or_default());
    page::set_title(&match entered {
        Some(Page::Announcement) => heading,
        _ => format!("{heading} – {}", EVENT.name),
    });
}
