//! The first fields of the form, which the build writes into the page so that they take input
//! before the program runs, and their handover by value.
//!
//! The program does not adopt these elements: it reads by key what was typed in them, mounts its
//! own, removes them, and gives focus and selection to their twins. Whatever extensions or
//! translators put in between does no harm. All of it happens in one task, so that nothing is
//! painted in between.

use js_sys::{Function, Promise};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, HtmlInputElement};

use super::focus::Focus;
use super::lifecycle::Listener;
use super::page;
use super::render::after_render;

/// How long a running composition is waited for, in milliseconds.
const COMPOSITION_LIMIT: i32 = 3_000;

/// One field that was typed in, or ticked, before the program ran.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EarlyInput {
    /// Which part of the draft it is: the field's `data-key`.
    pub key: String,
    /// The field's own id.
    pub id: String,
    /// What it holds.
    pub value: EarlyValue,
}

/// What a field holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EarlyValue {
    /// The text that was typed.
    Text(String),
    /// Whether it is ticked.
    Ticked(bool),
}

/// What the static fields have to hand over.
#[derive(Debug)]
pub struct StaticForm {
    /// The static start of the page, if the build wrote one here.
    start: Option<Element>,
    inputs: Vec<EarlyInput>,
    focus: Option<Focus>,
    scroll: (f64, f64),
}

impl StaticForm {
    /// Reads the fields that stand in the page, as they are now.
    pub fn read() -> Self {
        let start = page::all("[data-start]").into_iter().next();
        let fields =
            start.as_ref().map(|start| page::elements(start.query_selector_all("[data-key]")));
        let inputs = fields.into_iter().flatten().filter_map(|field| early_input(&field)).collect();
        let focus =
            Focus::now().filter(|focus| start.as_ref().is_some_and(|start| focus.is_in(start)));
        Self { start, inputs, focus, scroll: scroll_position() }
    }

    /// What was typed before the program ran, or filled in by another program, even without an
    /// event. What is stored, or what browsers fill in by themselves when a page is loaded again,
    /// does not count.
    pub fn take_inputs(&mut self) -> Vec<EarlyInput> {
        std::mem::take(&mut self.inputs)
    }

    /// Removes the static fields, now that the program has put its own beside them, and gives
    /// these the focus, the selection and the place in the page.
    pub fn hand_over(self) {
        if let Some(root) = page::root() {
            // From now on what is typed is the program's affair (first.js, crash.js).
            let _ = root.set_attribute("data-taken-over", "");
            let _ = root.remove_attribute("data-composing");
        }
        let Some(start) = self.start else { return };
        start.remove();
        // Before the page that was entered looks for the field that the address names.
        scroll_to(self.scroll);
        if let Some(focus) = self.focus {
            // The values of fields are written in a microtask, and that moves the caret.
            after_render(move || focus.give_to_twin());
        }
    }
}

/// What is in a field in which something was typed (`first.js` has marked it), or whose value is not
/// the one that it began with (`early.js`).
fn early_input(field: &Element) -> Option<EarlyInput> {
    let is_marked = field.has_attribute("data-early-input");
    let field: &HtmlInputElement = field.dyn_ref()?;
    let (value, is_changed) = if field.type_() == "checkbox" {
        let ticked = field.checked();
        (EarlyValue::Ticked(ticked), ticked != field.default_checked())
    } else {
        let text = field.value();
        let is_changed = text != field.default_value();
        (EarlyValue::Text(text), is_changed)
    };
    (is_marked || is_changed).then(|| {
        Some(EarlyInput { key: field.get_attribute("data-key")?, id: field.id(), value })
    })?
}

fn scroll_position() -> (f64, f64) {
    let position =
        super::window().and_then(|window| Some((window.scroll_x().ok()?, window.scroll_y().ok()?)));
    position.unwrap_or_default()
}

fn scroll_to((x, y): (f64, f64)) {
    if let Some(window) = super::window() {
        let options = web_sys::ScrollToOptions::new();
        options.set_left(x);
        options.set_top(y);
        options.set_behavior(web_sys::ScrollBehavior::Instant);
        window.scroll_to_with_scroll_to_options(&options);
    }
}

/// Waits for the end of a composition (dead keys, input methods, phone keyboards) that is running
/// in a static field, at most three seconds: taken away in the middle, it would be lost.
pub async fn composition_end() {
    let is_composing = page::root().is_some_and(|root| root.has_attribute("data-composing"));
    let Some(window) = super::window().filter(|_| is_composing) else { return };
    let mut listener = None;
    let mut wait = |resolve: Function, _: Function| {
        let resolve: &Function = &resolve;
        let _ = window
            .set_timeout_with_callback_and_timeout_and_arguments_0(resolve, COMPOSITION_LIMIT);
        let resolve = resolve.clone();
        let page = window.clone();
        listener = Some(Listener::new(&window, "compositionend", move |_| {
            // The field has its text in the task after this event; nothing of Leptos runs before an app is mounted.
            let _ = page.set_timeout_with_callback(&resolve);
        }));
    };
    let _ = JsFuture::from(Promise::new(&mut wait)).await;
    drop(listener);
}
