//! The static page around the app: its base address, title, navigation, focus, and the articles
//! that the build wrote into it.

use js_sys::Reflect;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Comment, Document, Element, EventTarget, HtmlElement, HtmlInputElement, HtmlTemplateElement,
    HtmlTextAreaElement, NodeList, ScrollIntoViewOptions, ScrollLogicalPosition, Text,
};

// Said to the page's own document: a method of `web-sys` would first have to ask for it, and answer
// for names that are no names.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = document, js_name = createElement)]
    fn create(tag: &str) -> Result<Element, JsValue>;

    /// A new piece of text, in no page yet.
    #[wasm_bindgen(js_namespace = document, js_name = createTextNode)]
    pub fn create_text(text: &str) -> Text;

    #[wasm_bindgen(js_namespace = document, js_name = createComment)]
    fn create_comment_with(text: &str) -> Comment;
}

/// A new element, in no page yet.
///
/// # Panics
/// In a page that can make no elements, which something has broken: nothing could be shown, and what
/// says so (`crash.js`) needs no new element.
pub fn create_element(tag: &str) -> Element {
    create(tag).unwrap_or_else(|_| panic!("the page makes no element `{tag}`"))
}

/// A new mark that nobody sees, in no page yet.
pub fn create_comment() -> Comment {
    create_comment_with("")
}

/// Where the app is shown: beside the articles that the build wrote.
pub fn main_element() -> Option<HtmlElement> {
    by_id("contenu")?.dyn_into().ok()
}

/// The start of the page at `path`, if the build wrote it here for the program to go on with.
///
/// Another page's start, and what the page says where there is no program, go.
pub fn take_start(path: &str) -> Option<Element> {
    let page = by_id("page")?;
    if page.get_attribute("data-start").as_deref() == Some(path) {
        return Some(page);
    }
    page.remove();
    None
}

/// The folder that the site is published in, without a final `/`: `""` at the root of a host.
pub fn base_path() -> String {
    root().and_then(|root| root.get_attribute("data-base")).unwrap_or_default()
}

/// Has small screens show a page from its top, which is about to stand here, a moment before the rest
/// of it is laid out; the first script of `index.html` ends that.
pub fn lay_out_first_screen_first() {
    if let Some(root) = root() {
        // It fails only for names of attributes that are no names.
        let _ = root.set_attribute("data-first-screen", "");
    }
}

/// Names the page: what tabs, bookmarks and screen readers say.
pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// The text of the heading of what is shown now.
pub fn heading() -> String {
    shown_heading().and_then(|heading| heading.text_content()).unwrap_or_default()
}

/// Puts the focus on the heading of what is shown now, without scrolling to it.
pub fn focus_heading() {
    if let Some(heading) = shown_heading().and_then(|heading| heading.dyn_into().ok()) {
        focus_without_scrolling(&heading);
    }
}

/// Puts the focus on the element with this id, unfolding what it is in, and says whether there is
/// one.
pub fn focus(id: &str) -> bool {
    match by_id(id).and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        Some(element) => {
            unfold(&element);
            // Elements that cannot be focused ignore it.
            let _ = element.focus();
            true
        }
        None => false,
    }
}

/// Puts the focus on the field for text with this id, and selects all that is in it.
pub fn select(id: &str) {
    focus(id);
    if let Some(field) = by_id(id) {
        // Elements that are no fields for text have nothing to select.
        let _ = super::method::call(&field, "select", &JsValue::UNDEFINED);
    }
}

/// Opens the `<details>` with this id.
pub fn open(id: &str) {
    if let Some(details) = by_id(id) {
        // It fails only for names of attributes that are no names.
        let _ = details.set_attribute("open", "");
    }
}

/// Folds or unfolds every item of the list with this id (see `ui/fold.rs`).
pub fn fold_items(id: &str, fold: bool) {
    for details in all(&format!("#{id} > * > .fold")) {
        // It fails only for names of attributes that are no names.
        let _ = details.toggle_attribute_with_force("open", !fold);
        name(&details, fold);
    }
}

/// Has the line of every item that is folded say what is typed in its first field for text.
pub fn name_folded() {
    for fold in all(".fold:not([open])") {
        name(&fold, true);
    }
}

/// The same, for the item whose line is being pressed: it folds, or unfolds, right afterwards.
pub fn name_pressed(target: Option<EventTarget>) {
    let target: Option<Element> = target.and_then(|target| target.dyn_into().ok());
    let fold = target.and_then(|target| target.closest(".fold__summary").ok()??.parent_element());
    if let Some(fold) = fold {
        name(&fold, fold.has_attribute("open"));
    }
}

/// Has the line of an item say what is typed in its first field for text, or no longer say it.
fn name(fold: &Element, is_folded: bool) {
    let find = |selector| fold.query_selector(selector).ok().flatten();
    let Some(line) = find(".fold__line") else { return };
    let field = find("input, textarea").filter(|_| is_folded);
    let text = field.and_then(|field| Reflect::get(&field, &"value".into()).ok()?.as_string());
    let name = first_line(&text.unwrap_or_default());
    let separator = if name.is_empty() { "" } else { " – " };
    line.set_text_content(Some(&format!("{separator}{name}")));
}

/// The first line of a text, cut where it is too long to tell something by it at a glance.
fn first_line(text: &str) -> String {
    const LONGEST: usize = 80;
    let line = text.trim_start().lines().next().unwrap_or_default().trim_end();
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
        None => line.to_owned(),
    }
}

/// Scrolls until the element with this id is in view, if it is not, unfolding what it is in.
pub fn reveal(id: &str) {
    if let Some(element) = by_id(id) {
        unfold(&element);
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Has screen readers say `text`, when they are done with what they are saying.
pub fn announce(text: &str) {
    if let Some(region) = by_id("annonce-vocale") {
        region.set_text_content(Some(text));
    }
}

/// Marks the links of the navigation that lead to `path` as the current page.
pub fn mark_current(path: &str) {
    for link in all(".nav a") {
        // They fail only for names of attributes that are no names.
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
        let wanted = article.get_attribute("data-path").as_deref() == path;
        let _ = article.toggle_attribute_with_force("hidden", !wanted);
    }
    if let (Some(document), Some(path)) = (document(), path)
        && let Ok(Some(template)) =
            document.query_selector(&format!("template[data-path=\"{path}\"]"))
        && let Some(content) = template.dyn_ref::<HtmlTemplateElement>()
    {
        let _ = template.replace_with_with_node_1(&content.content());
    }
}

/// Tells the style sheets how high the element with this id is: `--ID-height`, in pixels; 0 when
/// there is none.
pub fn measure(id: &str) {
    let height = by_id(id).and_then(|element| element.dyn_into::<HtmlElement>().ok());
    let height = height.map_or(0, |element| element.offset_height());
    if let Some(root) = root().and_then(|root| root.dyn_into::<HtmlElement>().ok()) {
        // It fails only for names of properties that are no names.
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

/// Whether a button of the mouse, or a finger, is down on something in the page.
pub(super) fn is_pressed() -> bool {
    document().is_some_and(|document| matches!(document.query_selector(":active"), Ok(Some(_))))
}

/// Whether text is typed in this element.
pub(super) fn is_text_field(target: Option<&EventTarget>) -> bool {
    target.is_some_and(|target| {
        target.is_instance_of::<HtmlTextAreaElement>()
            || target.dyn_ref::<HtmlInputElement>().is_some_and(|input| input.type_() == "text")
    })
}

/// Where the caret is: in which field, over which text.
#[derive(Debug)]
pub struct Caret {
    field: HtmlElement,
    text: String,
    start: u32,
    end: u32,
}

impl Caret {
    /// The caret now, if it is in a field for text.
    pub fn now() -> Option<Self> {
        let field = document()?.active_element()?;
        let (text, start, end) = if let Some(input) = field.dyn_ref::<HtmlInputElement>() {
            // Boxes to tick have none, and throw.
            (input.value(), input.selection_start().ok()??, input.selection_end().ok()??)
        } else {
            let area = field.dyn_ref::<HtmlTextAreaElement>()?;
            (area.value(), area.selection_start().ok()??, area.selection_end().ok()??)
        };
        Some(Self { field: field.dyn_into().ok()?, text, start, end })
    }

    /// Puts it back after the text of its field was changed. `carry` says where a place in the old
    /// text (counted in UTF-16 code units) is in the new one.
    pub fn put_back(self, carry: impl Fn(&str, &str, usize) -> usize) {
        let carried = |new: &str, at: u32| {
            let at = usize::try_from(at).unwrap_or_default();
            u32::try_from(carry(&self.text, new, at)).unwrap_or_default()
        };
        // A field that is gone, or no longer has the focus, ignores it.
        if let Some(input) = self.field.dyn_ref::<HtmlInputElement>() {
            let new = input.value();
            let _ = input.set_selection_range(carried(&new, self.start), carried(&new, self.end));
        } else if let Some(area) = self.field.dyn_ref::<HtmlTextAreaElement>() {
            let new = area.value();
            let _ = area.set_selection_range(carried(&new, self.start), carried(&new, self.end));
        }
    }
}

/// Loads the page anew.
pub fn reload() {
    if let Some(window) = super::window() {
        let _ = window.location().reload();
    }
}

/// Shows the static block that says that the program has stopped.
pub(super) fn show_crash(draft_is_saved: bool) {
    if let Some(block) = by_id("panne") {
        let draft = if draft_is_saved { "saved" } else { "unsaved" };
        let _ = block.set_attribute("data-shows", draft);
        let _ = block.remove_attribute("hidden");
    }
}

fn shown_heading() -> Option<Element> {
    document()?.query_selector("main > article:not([hidden]) h1, #page h1").ok()?
}

/// Opens every `<details>` that hides the element: what is hidden takes no focus.
fn unfold(element: &Element) {
    while let Ok(Some(details)) = element.closest("details:not([open])") {
        if details.set_attribute("open", "").is_err() {
            return;
        }
        name(&details, false);
    }
}

fn focus_without_scrolling(element: &HtmlElement) {
    let options = web_sys::FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = element.focus_with_options(&options);
}

/// All the elements in `root`, in order.
pub(crate) fn all_in(root: &Element) -> Vec<Element> {
    elements(root.query_selector_all("*"))
}

fn all(selector: &str) -> Vec<Element> {
    document().map(|document| elements(document.query_selector_all(selector))).unwrap_or_default()
}

fn elements(found: Result<NodeList, JsValue>) -> Vec<Element> {
    let Ok(nodes) = found else { return Vec::new() };
    (0..nodes.length()).filter_map(|index| nodes.get(index)?.dyn_into::<Element>().ok()).collect()
}

/// The element of the page with this id.
pub fn by_id(id: &str) -> Option<Element> {
    document()?.get_element_by_id(id)
}

fn root() -> Option<Element> {
    document()?.document_element()
}

fn document() -> Option<Document> {
    super::window()?.document()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_is_told_by_its_first_line() {
        for (text, want) in [
            ("", ""),
            ("\n  Publier la version 2 \r\nle mercredi", "Publier la version 2"),
            ("🧢", "🧢"),
        ] {
            assert_eq!(first_line(text), want);
        }
        assert_eq!(first_line(&"é".repeat(81)), format!("{}…", "é".repeat(80)));
    }
}
