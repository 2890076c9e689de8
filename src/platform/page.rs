//! The static page around the app: its base address, title, navigation, live region, and the
//! articles that the build wrote into it.
//!
//! Attribute methods fail only for invalid attribute names: their results are ignored.

use std::cell::RefCell;

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, HtmlElement, HtmlTemplateElement, NodeList};

use super::timer;

/// Where the app is mounted: beside the articles that the build wrote.
pub fn main_element() -> Option<HtmlElement> {
    by_id("contenu")?.dyn_into().ok()
}

/// The folder that the site is published in, without a final `/`: `""` at the root of a host.
pub fn base_path() -> String {
    root().and_then(|root| root.get_attribute("data-base")).unwrap_or_default()
}

/// The path of the page that the browser has loaded, below that folder.
pub fn path() -> Option<String> {
    let path = super::window()?.location().pathname().ok()?;
    path.strip_prefix(&base_path()).map(str::to_owned)
}

/// The whole address of what stands at `path`, below the folder that the site is published in.
pub fn address(path: &str) -> String {
    let origin = super::window().and_then(|window| window.location().origin().ok());
    format!("{}{}{path}", origin.unwrap_or_default(), base_path())
}

/// Whether the event's dates are over: the first script of the page says so (`first.js`).
pub fn is_event_over() -> bool {
    root().is_some_and(|root| root.has_attribute("data-over"))
}

/// Names the page: what tabs, bookmarks and screen readers say.
pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// The text of the heading of the current page.
pub fn heading() -> String {
    shown_heading().and_then(|heading| heading.text_content()).unwrap_or_default()
}

/// Has what calls for drafting (`data-call`) say what it has to say in this state of the draft
/// (`templates/call.html`), and its links lead to `address`.
pub fn set_calls(state: &str, address: &str) {
    for call in all("[data-call]") {
        call.set_text_content(call.get_attribute(&["data-", state].concat()).as_deref());
        if call.has_attribute("href") {
            let _ = call.set_attribute("href", address);
        }
    }
}

/// Has screen readers say `text`, when they are done with what they are saying; after what is about
/// to be said already, if anything is.
pub fn announce(text: &str) {
    let is_first = WAITING.with_borrow_mut(|waiting| {
        let is_first = waiting.is_empty();
        if !is_first {
            waiting.push(' ');
        }
        waiting.push_str(text);
        is_first
    });
    if is_first {
        // The same words are heard again only if they were gone in between.
        say("");
        timer::later(SILENCE, || say(&WAITING.take()));
    }
}

fn say(text: &str) {
    if let Some(region) = by_id("annonce-vocale") {
        region.set_text_content(Some(text));
    }
}

thread_local! {
    /// What is about to be said.
    static WAITING: RefCell<String> = const { RefCell::new(String::new()) };
}

/// How long nothing is there before something is said, in milliseconds.
const SILENCE: i32 = 100;

/// Adds a style sheet to the page, for good, unless one with this id is there. The policy of the pages has to
/// know its hash.
pub fn add_style(id: &str, css: &str) {
    if by_id(id).is_some() {
        return;
    }
    let style = document().and_then(|document| document.create_element("style").ok());
    let head = document().and_then(|document| document.head());
    if let (Some(style), Some(head)) = (style, head) {
        style.set_id(id);
        style.set_text_content(Some(css));
        // It fails only where an element would be put into itself.
        let _ = head.append_child(&style);
    }
}

/// Marks the links of the navigation that lead to `path` as the current page.
pub fn mark_current(path: &str) {
    for link in all(".nav a") {
        let _ = if link.get_attribute("href").as_deref() == Some(path) {
            link.set_attribute("aria-current", "page")
        } else {
            link.remove_attribute("aria-current")
        };
    }
}

/// Shows the article that the build wrote for the page at `path`, and no other; `None` hides all.
///
/// On its own static page an article stands in `<main>` from the start, and is left untouched;
/// elsewhere it waits in a `<template>` until it is first wanted.
pub fn show_article(path: Option<&str>) {
    for article in all("main > article[data-path]") {
        let is_wanted = article.get_attribute("data-path").as_deref() == path;
        let _ = article.toggle_attribute_with_force("hidden", !is_wanted);
    }
    let template = path.and_then(|path| {
        let selector = format!("template[data-path=\"{path}\"]");
        document()?.query_selector(&selector).ok()??.dyn_into::<HtmlTemplateElement>().ok()
    });
    if let Some(template) = template {
        let _ = template.replace_with_with_node_1(&template.content());
    }
}

/// Tells the style sheets how high the element with this id is: `--ID-height`, in pixels; 0 when
/// there is none.
pub fn measure(id: &str) {
    let element = by_id(id).and_then(|element| element.dyn_into::<HtmlElement>().ok());
    let height = element.map_or(0, |element| element.offset_height());
    if let Some(root) = root().and_then(|root| root.dyn_into::<HtmlElement>().ok()) {
        // It fails only for invalid property names.
        let _ = root.style().set_property(&format!("--{id}-height"), &format!("{height}px"));
    }
}

/// Opens the browser's print dialogue.
pub fn print() {
    if let Some(window) = super::window() {
        // It throws where pages may not print, and then there is nothing to add.
        let _ = window.print();
    }
}

/// Loads the page anew.
pub fn reload() {
    if let Some(window) = super::window() {
        // It throws nowhere but where there is no page.
        let _ = window.location().reload();
    }
}

/// Whether a button of the mouse, or a finger, is down on something in the page.
pub(super) fn is_pressed() -> bool {
    document().is_some_and(|document| matches!(document.query_selector(":active"), Ok(Some(_))))
}

/// Shows the static block that says that the program has stopped.
pub(super) fn show_crash(draft_is_saved: bool) {
    if let Some(block) = by_id("panne") {
        let draft = if draft_is_saved { "saved" } else { "unsaved" };
        let _ = block.set_attribute("data-shows", draft);
        let _ = block.remove_attribute("hidden");
    }
}

/// The heading of the current page: of its article, or of what the app shows.
pub(super) fn shown_heading() -> Option<Element> {
    document()?.query_selector("main > article:not([hidden]) h1, #page h1").ok()?
}

/// The element that has the focus.
pub(super) fn active_element() -> Option<Element> {
    document()?.active_element()
}

/// Whether all from `top` to `bottom` is in the window, from the top of which they are counted, in CSS
/// pixels.
pub(super) fn is_in_window(top: f64, bottom: f64) -> bool {
    let root = document().and_then(|document| document.document_element());
    let height = root.map(|root| f64::from(root.client_height())).unwrap_or_default();
    top >= 0.0 && bottom <= height
}

/// The element of the page with this id.
pub(super) fn by_id(id: &str) -> Option<Element> {
    document()?.get_element_by_id(id)
}

/// Every element that `selector` finds, in the order of the document.
pub(super) fn all(selector: &str) -> Vec<Element> {
    document().map(|document| elements(document.query_selector_all(selector))).unwrap_or_default()
}

/// The elements of a list of nodes.
pub(super) fn elements(found: Result<NodeList, JsValue>) -> Vec<Element> {
    let Ok(nodes) = found else { return Vec::new() };
    (0..nodes.length()).filter_map(|index| nodes.get(index)?.dyn_into::<Element>().ok()).collect()
}

/// The `<html>` element.
pub(super) fn root() -> Option<Element> {
    document()?.document_element()
}

fn document() -> Option<Document> {
    super::window()?.document()
}
