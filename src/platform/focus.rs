//! The focus, the caret, and what has to be unfolded for them.

use std::cell::Cell;

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Element, Event, EventTarget, FocusEvent, HtmlElement, HtmlInputElement, HtmlTextAreaElement,
    KeyboardEvent, ResizeObserver, ScrollIntoViewOptions, ScrollLogicalPosition,
};

use super::lifecycle::Listener;
use super::{page, render};

/// Puts the focus on the element with this id, unfolding what it is in, and says whether there is
/// one.
pub fn focus(id: &str) -> bool {
    let element = page::by_id(id).and_then(|element| element.dyn_into::<HtmlElement>().ok());
    if let Some(element) = &element {
        unfold(element);
        // Elements that cannot be focused ignore it.
        let _ = element.focus();
    }
    element.is_some()
}

/// Puts the focus on the element with this id once the changes made so far are on the page.
pub fn after_render(id: impl Into<String>) {
    let id = id.into();
    render::after_render(move || {
        focus(&id);
    });
}

/// Puts the focus on the text field with this id, and selects all that is in it.
pub fn select(id: &str) {
    focus(id);
    if let Some(field) = page::by_id(id) {
        // Elements that are no text fields have nothing to select.
        let _ = super::method::call(&field, "select", &JsValue::UNDEFINED);
    }
}

/// Puts the focus on the heading of the current page, without scrolling to it.
pub fn focus_heading() {
    if let Some(heading) = page::shown_heading().and_then(|heading| heading.dyn_into().ok()) {
        focus_without_scrolling(&heading);
    }
}

/// Scrolls until the element with this id is in view, if it is not, unfolding what it is in.
pub fn reveal(id: &str) {
    if let Some(element) = page::by_id(id) {
        unfold(&element);
        scroll_to(&element);
    }
}

/// From now on, lets the window follow what has the focus (WCAG 2.4.11): when `root` grows above it, and
/// pushes it out of the window or behind the status bar, and when a key moves it to where only a part of
/// it is in the window. By themselves not all browsers do the former (CSS Scroll Anchoring), none does it
/// where what grows is in the window as well, and for the latter a part is enough for them.
pub fn keep_in_view(root: &Element) {
    // Observers begin by telling how large it is.
    let (grown, height) = (root.clone(), Cell::new(i32::MAX));
    let follow = move || {
        let new = grown.client_height();
        let growth = f64::from(new.saturating_sub(height.replace(new)));
        if growth > 0.0
            && let Some(element) = page::active_element()
        {
            let place = element.get_bounding_client_rect();
            // What the visitor had scrolled away from stays where it is.
            if page::is_in_window(place.top() - growth, place.bottom() - growth) {
                scroll_to(&element);
            }
        }
    };
    let show = |event: JsValue| {
        let event = event.dyn_ref::<KeyboardEvent>().map(|event| (event.key(), event.target()));
        let has_moved = event.is_some_and(|(key, target)| {
            // Within a text, arrows move the caret.
            key == "Tab" || key.starts_with("Arrow") && !is_text_field(target.as_ref())
        });
        if has_moved && let Some(element) = page::active_element() {
            scroll_to(&element);
        }
    };
    Listener::new(root, "keyup", show).forever();
    let follow = Closure::<dyn Fn()>::new(follow).into_js_value();
    // It throws in no browser.
    if let Ok(observer) = ResizeObserver::new(follow.unchecked_ref()) {
        observer.observe(root);
    }
}

/// Opens the `<details>` with this id.
pub fn open(id: &str) {
    if let Some(details) = page::by_id(id) {
        let _ = details.set_attribute("open", "");
    }
}

/// Whether nothing has the focus: it was never moved, or what had it is gone.
pub fn is_nowhere() -> bool {
    page::active_element().is_none_or(|element| element.tag_name() == "BODY")
}

/// Moves the focus along the buttons of the toolbar that heard of `event`, by the arrow keys, Home
/// and End (WAI-ARIA Authoring Practices, « Toolbar »).
pub fn move_in_toolbar(event: &KeyboardEvent) {
    let buttons = toolbar_buttons(event);
    let count = buttons.len();
    let active = page::active_element();
    let at = buttons.iter().position(|button| active.as_ref() == Some(button)).unwrap_or_default();
    let to = match event.key().as_str() {
        "ArrowRight" => at + 1,
        "ArrowLeft" => at + count.saturating_sub(1),
        "Home" => 0,
        "End" => count.saturating_sub(1),
        _ => return,
    };
    if let Some(button) = buttons.get(to.checked_rem(count).unwrap_or_default()) {
        event.prevent_default();
        let _ = button.focus();
    }
}

/// Makes one button of a toolbar the one that Tab leads to: the one that has the focus, and the
/// first once the toolbar was left.
pub fn set_tab_stop(event: &FocusEvent) {
    let focused = event.target().filter(|_| event.type_() == "focusin");
    for (index, button) in toolbar_buttons(event).iter().enumerate() {
        let is_stop = match &focused {
            Some(focused) => focused.loose_eq(button),
            None => index == 0,
        };
        button.set_tab_index(if is_stop { 0 } else { -1 });
    }
}

fn toolbar_buttons(event: &Event) -> Vec<HtmlElement> {
    let toolbar = event.current_target().and_then(|toolbar| toolbar.dyn_into::<Element>().ok());
    let buttons = toolbar.map(|toolbar| page::elements(toolbar.query_selector_all("button")));
    buttons.into_iter().flatten().filter_map(|button| button.dyn_into().ok()).collect()
}

/// Whether text is typed in this element.
pub(super) fn is_text_field(target: Option<&EventTarget>) -> bool {
    target.is_some_and(|target| {
        target.is_instance_of::<HtmlTextAreaElement>()
            || target.dyn_ref::<HtmlInputElement>().is_some_and(|input| input.type_() == "text")
    })
}

/// The focus, so that a page that is made anew around it can get it back.
#[derive(Debug)]
pub struct Focus {
    element: HtmlElement,
    selection: Option<Selection>,
}

impl Focus {
    /// The focus now, if an element has it.
    pub fn now() -> Option<Self> {
        let element: HtmlElement = page::active_element()?.dyn_into().ok()?;
        let selection = Selection::of(&element);
        Some(Self { element, selection })
    }

    /// Whether it is in `root`.
    pub(super) fn is_in(&self, root: &Element) -> bool {
        root.contains(Some(&self.element))
    }

    /// Puts the focus and the selection on the element of `page` that stands for the one that had
    /// them: the one with the same id, or the same address for links without one.
    pub(super) fn give_to_twin(&self) {
        let id = self.element.id();
        let twin = if id.is_empty() {
            let href = self.element.get_attribute("href").unwrap_or_default();
            page::all("#page a").into_iter().find(|link| {
                !href.is_empty() && link.get_attribute("href").as_deref() == Some(&*href)
            })
        } else {
            page::by_id(&id)
        };
        if let Some(twin) = twin.and_then(|twin| twin.dyn_into::<HtmlElement>().ok()) {
            focus_without_scrolling(&twin);
            if let Some(selection) = &self.selection {
                selection.apply(&twin);
            }
        }
    }

    /// Puts the focus back if it was lost because its element left the page or was moved, and the
    /// caret after the text of its field was changed. `carry` says where a place in the old text
    /// (counted in UTF-16 code units) is in the new one.
    pub fn put_back(&self, carry: impl Fn(&str, &str, usize) -> usize) {
        let Some(Selection { text, start, end, direction }) = &self.selection else { return };
        let Some(new) = Selection::of(&self.element) else { return };
        let carried = |at: u32| {
            let at = usize::try_from(at).unwrap_or_default();
            u32::try_from(carry(text, &new.text, at)).unwrap_or_default()
        };
        let (start, end, direction) = (carried(*start), carried(*end), direction.clone());
        Selection { text: new.text.clone(), start, end, direction }.apply(&self.element);
    }
}

/// What is selected in a text field; an empty selection is the caret.
#[derive(Clone, Debug)]
struct Selection {
    /// All of the field's text.
    text: String,
    /// In UTF-16 code units, as `end`.
    start: u32,
    end: u32,
    /// `forward`, `backward` or `none`.
    direction: String,
}

impl Selection {
    fn of(field: &HtmlElement) -> Option<Self> {
        let (text, start, end, direction) = if let Some(input) = field.dyn_ref::<HtmlInputElement>()
        {
            // Boxes to tick have none, and some browsers throw for them.
            (
                input.value(),
                input.selection_start().ok()??,
                input.selection_end().ok()??,
                input.selection_direction().ok()?,
            )
        } else {
            let area = field.dyn_ref::<HtmlTextAreaElement>()?;
            (
                area.value(),
                area.selection_start().ok()??,
                area.selection_end().ok()??,
                area.selection_direction().ok()?,
            )
        };
        Some(Self { text, start, end, direction: direction.unwrap_or_else(|| "none".to_owned()) })
    }

    /// A field that is gone, or no longer has the focus, ignores it.
    fn apply(&self, field: &HtmlElement) {
        let Self { start, end, direction, .. } = self;
        if let Some(input) = field.dyn_ref::<HtmlInputElement>() {
            let _ = input.set_selection_range_with_direction(*start, *end, direction);
        } else if let Some(area) = field.dyn_ref::<HtmlTextAreaElement>() {
            let _ = area.set_selection_range_with_direction(*start, *end, direction);
        }
    }
}

/// Opens everything folded that hides the element: what is hidden takes no focus.
fn unfold(element: &Element) {
    while let Ok(Some(folded)) = element.closest("details:not([open])") {
        if folded.set_attribute("open", "").is_err() {
            return;
        }
    }
    while let Ok(Some(folded)) = element.closest("[hidden=until-found]") {
        // As browsers do when they find something in it (`ui/collapsible_item.rs` hears of it).
        if let Ok(event) = Event::new("beforematch") {
            let _ = folded.dispatch_event(&event);
        }
        if folded.remove_attribute("hidden").is_err() {
            return;
        }
    }
}

/// Scrolls no farther than it takes to see all of the element.
fn scroll_to(element: &Element) {
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

fn focus_without_scrolling(element: &HtmlElement) {
    let options = web_sys::FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = element.focus_with_options(&options);
}
