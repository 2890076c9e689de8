//! Going from page to page without loading one: the address, the browser's history, and the clicks
//! on links that the app follows by itself.

use std::rc::Rc;

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlAnchorElement, MouseEvent, ScrollBehavior, ScrollToOptions, Window};

use super::document;
use super::lifecycle::Listener;

/// The path of the address, with the folder that the site is published in.
pub fn path() -> String {
    super::window().and_then(|window| window.location().pathname().ok()).unwrap_or_default()
}

/// What the address names within the page: what stands behind its `#`, or nothing.
pub fn hash() -> String {
    let hash = super::window().and_then(|window| window.location().hash().ok());
    without_sign(&hash.unwrap_or_default()).to_owned()
}

/// Calls `function` whenever the address has become another one, or may have: the visitor has gone
/// back or forward, or followed a link to a page of the app. Those are the paths (with the folder
/// that the site is published in) for which `is_page` holds; all other links are the browser's.
///
/// Before a link's page is shown the window is scrolled to the top. When the visitor goes back or
/// forward the browser scrolls to where they were.
pub fn on_going(is_page: fn(&str) -> bool, function: impl Fn() + 'static) -> Vec<Listener> {
    let Some(window) = super::window() else { return Vec::new() };
    let on_popstate: Rc<dyn Fn()> = Rc::new(function);
    let on_click = Rc::clone(&on_popstate);
    // The window hears of a click last, once everything in the page had its chance to prevent it.
    let clicked = move |event: JsValue| {
        if follow(&event, is_page).is_some() {
            on_click();
        }
    };
    vec![
        Listener::new(&window, "click", clicked),
        Listener::new(&window, "popstate", move |_| on_popstate()),
    ]
}

/// Takes a click on a link over from the browser, if it is ours, and changes the address.
fn follow(event: &JsValue, is_page: fn(&str) -> bool) -> Option<()> {
    let event: &MouseEvent = event.dyn_ref()?;
    let element: Element = event.target()?.dyn_into().ok()?;
    let link: HtmlAnchorElement = element.closest("a[href]").ok()??.dyn_into().ok()?;
    let window = super::window()?;
    let click = Click {
        is_prevented: event.default_prevented(),
        button: event.button(),
        has_modifier: event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key(),
        target: &link.target(),
        rel: &link.rel(),
        is_download: link.has_attribute("download"),
        origin: &link.origin(),
        path: &link.pathname(),
        address: &link.href(),
    };
    let here = Here {
        origin: &window.location().origin().ok()?,
        address: &window.location().href().ok()?,
    };
    if !is_ours(&click, &here, is_page) {
        return None;
    }
    if click.address != here.address {
        // Where a browser refuses another entry, it is left to load the page.
        add_entry(&window, click.address)?;
    }
    event.prevent_default();
    let place = link.hash();
    // What the link names is in the page already if the page stays: only its spelling is another.
    if !document::focus(without_sign(&place)) {
        scroll_to_top(&window);
    }
    if place.is_empty() {
        document::lay_out_first_screen_first();
    }
    Some(())
}

fn add_entry(window: &Window, address: &str) -> Option<()> {
    window.history().ok()?.push_state_with_url(&JsValue::NULL, "", Some(address)).ok()
}

/// At once: another page is about to stand there, and nobody wants to see it rush by.
fn scroll_to_top(window: &Window) {
    let options = ScrollToOptions::new();
    options.set_top(0.0);
    options.set_behavior(ScrollBehavior::Instant);
    window.scroll_to_with_scroll_to_options(&options);
}

fn without_sign(hash: &str) -> &str {
    hash.trim_start_matches('#')
}

/// A click on a link.
#[derive(Clone, Copy, Debug)]
struct Click<'a> {
    /// Whether something in the page has dealt with it.
    is_prevented: bool,
    button: i16,
    /// Whether a key that gives clicks another meaning was held.
    has_modifier: bool,
    target: &'a str,
    rel: &'a str,
    is_download: bool,
    origin: &'a str,
    path: &'a str,
    /// All of the address that the link leads to.
    address: &'a str,
}

/// Where the visitor is.
#[derive(Clone, Copy, Debug)]
struct Here<'a> {
    origin: &'a str,
    address: &'a str,
}

/// Whether the app follows the link by itself: a plain click that leads to a page of the app.
///
/// Places within the page that is shown are the browser's: it moves the focus as well.
fn is_ours(click: &Click, here: &Here, is_page: impl Fn(&str) -> bool) -> bool {
    let is_plain = !click.is_prevented && click.button == 0 && !click.has_modifier;
    let says_otherwise = !click.target.is_empty()
        || click.is_download
        || click.rel.split_ascii_whitespace().any(|word| word == "external");
    let is_place_here = click.address.split_once('#').is_some_and(|(page, _)| {
        page == here.address.split_once('#').map_or(here.address, |(page, _)| page)
    });
    is_plain
        && !says_otherwise
        && !is_place_here
        && click.origin == here.origin
        && is_page(click.path)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: Here =
        Here { origin: "https://a.fr", address: "https://a.fr/sous/participer?x=1#nom" };

    const CLICK: Click = Click {
        is_prevented: false,
        button: 0,
        has_modifier: false,
        target: "",
        rel: "",
        is_download: false,
        origin: "https://a.fr",
        path: "/sous/relire",
        address: "https://a.fr/sous/relire",
    };

    fn is_page(path: &str) -> bool {
        path == "/sous/relire" || path == "/sous/participer"
    }

    #[test]
    fn plain_clicks_on_links_to_pages_are_ours() {
        let draft = "/sous/participer";
        for (path, address) in [
            (CLICK.path, "https://a.fr/sous/relire"),
            (CLICK.path, "https://a.fr/sous/relire#nom"),
            (CLICK.path, "https://a.fr/sous/relire?x=1#nom"),
            // The page that is shown, from its start; nothing is loaded for it.
            (draft, "https://a.fr/sous/participer?x=1"),
            (draft, "https://a.fr/sous/participer"),
            // The same page, but the browser would load it.
            (draft, "https://a.fr/sous/participer#nom"),
        ] {
            assert!(is_ours(&Click { path, address, ..CLICK }, &HERE, is_page), "{address}");
        }
        assert!(is_ours(&Click { rel: "noopener externals", ..CLICK }, &HERE, is_page));
    }

    #[test]
    fn all_other_clicks_are_the_browsers() {
        for click in [
            Click { is_prevented: true, ..CLICK },
            Click { button: 1, ..CLICK },
            Click { has_modifier: true, ..CLICK },
            Click { target: "_blank", ..CLICK },
            Click { target: "_self", ..CLICK },
            Click { rel: "external", ..CLICK },
            Click { rel: "noopener\texternal", ..CLICK },
            Click { is_download: true, ..CLICK },
            Click { origin: "http://a.fr", address: "http://a.fr/sous/relire", ..CLICK },
            Click { origin: "https://b.fr", address: "https://b.fr/sous/relire", ..CLICK },
            Click { origin: "null", path: "a@b.fr", address: "mailto:a@b.fr", ..CLICK },
            // No page, or not below the site's folder.
            Click { path: "/sous/agenda.ics", address: "https://a.fr/sous/agenda.ics", ..CLICK },
            Click { path: "/sous/rien", address: "https://a.fr/sous/rien", ..CLICK },
            Click { path: "/relire", address: "https://a.fr/relire", ..CLICK },
            // Places within the page that is shown.
            Click {
                path: "/sous/participer",
                address: "https://a.fr/sous/participer?x=1#organisation",
                ..CLICK
            },
            Click { path: "/sous/participer", address: HERE.address, ..CLICK },
            Click {
                path: "/sous/participer",
                address: "https://a.fr/sous/participer?x=1#",
                ..CLICK
            },
        ] {
            assert!(!is_ours(&click, &HERE, is_page), "{click:?}");
        }
    }
}
