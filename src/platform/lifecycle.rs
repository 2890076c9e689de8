//! What happens to the page as a whole: it is hidden, shown or left, a key is pressed, or another tab
//! stored something.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::StoredValue;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, EventTarget, KeyboardEvent, StorageEvent, VisibilityState};

use super::clock;

/// Listens for as long as it lives, before what is in the target hears of it.
#[must_use = "it stops listening as soon as it is dropped"]
pub struct Listener {
    target: EventTarget,
    event: &'static str,
    function: Closure<dyn Fn(JsValue)>,
}

impl Listener {
    /// Calls `function` with each event of this sort that the target hears of.
    pub fn new(
        target: &EventTarget,
        event: &'static str,
        function: impl Fn(JsValue) + 'static,
    ) -> Self {
        Self::boxed(target, event, Box::new(function))
    }

    /// Boxed, so that the code around it exists once.
    fn boxed(target: &EventTarget, event: &'static str, function: Box<dyn Fn(JsValue)>) -> Self {
        let function = Closure::wrap(function);
        // It fails only for names of events that are no strings.
        let _ = target.add_event_listener_with_callback_and_bool(
            event,
            function.as_ref().unchecked_ref(),
            true,
        );
        Self { target: target.clone(), event, function }
    }

    /// Lets it listen for as long as the page is there.
    pub(super) fn forever(self) {
        std::mem::forget(self);
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let function = self.function.as_ref().unchecked_ref();
        let _ =
            self.target.remove_event_listener_with_callback_and_bool(self.event, function, true);
    }
}

/// Lets them listen until the component that this is called in is taken away.
pub fn while_shown(listeners: impl IntoIterator<Item = Listener>) {
    StoredValue::new_local(listeners.into_iter().collect::<Vec<_>>());
}

/// Calls `function` whenever the page is hidden or left. It may be the last moment to do
/// something: phones end hidden pages without another word.
pub fn on_hidden(function: impl Fn() + 'static) -> Vec<Listener> {
    on_visibility(VisibilityState::Hidden, "pagehide", Rc::new(function))
}

/// Calls `function` whenever the page comes back into view, or out of the browser's memory of pages
/// that were left (HTML Standard, « back/forward cache »), where no event of other tabs reached it.
pub fn on_shown(function: impl Fn() + 'static) -> Vec<Listener> {
    on_visibility(VisibilityState::Visible, "pageshow", Rc::new(function))
}

fn on_visibility(
    state: VisibilityState,
    event: &'static str,
    function: Rc<dyn Fn()>,
) -> Vec<Listener> {
    let Some(window) = super::window() else { return Vec::new() };
    let Some(document) = window.document() else { return Vec::new() };
    let (watched, on_change) = (document.clone(), Rc::clone(&function));
    let changed = move |_| {
        if watched.visibility_state() == state {
            on_change();
        }
    };
    vec![
        Listener::new(&document, "visibilitychange", changed),
        Listener::new(&window, event, move |_| function()),
    ]
}

/// Calls `function` before anything in the page answers a click, and before the visitor goes to
/// another page of the app.
pub fn before_command(function: fn()) -> Vec<Listener> {
    let Some(window) = super::window() else { return Vec::new() };
    let listen = |event| Listener::new(&window, event, move |_| function());
    vec![listen("click"), listen("popstate")]
}

/// Calls `function` whenever the size of the window changes.
pub fn on_resized(function: impl Fn() + 'static) -> Option<Listener> {
    super::window().map(|window| Listener::new(&window, "resize", move |_| function()))
}

/// How long after a link to a mail program was followed browsers may take it for the end of the
/// page, in milliseconds.
const MAIL_LINK_LIMIT: u64 = 2_000;

/// Asks the visitor before the page is left for another one, or closed, whenever `is_needed` says
/// so. The words are the browser's own. Links to a mail program leave no page, though some browsers
/// say so (`beforeunload`).
pub fn ask_before_leaving(is_needed: impl Fn() -> bool + 'static) -> Vec<Listener> {
    let Some(window) = super::window() else { return Vec::new() };
    let mail_link_followed = Rc::new(Cell::new(0));
    let followed = Rc::clone(&mail_link_followed);
    let follow = move |event: JsValue| {
        let target = event.dyn_ref::<Event>().and_then(Event::target);
        let element = target.and_then(|target| target.dyn_into::<Element>().ok());
        let link = element.and_then(|element| element.closest("a[href^='mailto:']").ok()?);
        if link.is_some() {
            followed.set(clock::now());
        }
    };
    let leaving = move |event: JsValue| {
        let is_mail_link =
            clock::now().saturating_sub(mail_link_followed.replace(0)) < MAIL_LINK_LIMIT;
        if let Some(event) = event.dyn_ref::<Event>()
            && !is_mail_link
            && is_needed()
        {
            event.prevent_default();
        }
    };
    vec![Listener::new(&window, "click", follow), Listener::new(&window, "beforeunload", leaving)]
}

/// What the usual keys for taking back ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shortcut {
    /// Ctrl+Z, or ⌘Z.
    Undo,
    /// Ctrl+Y, Ctrl+Shift+Z, or ⌘⇧Z.
    Redo,
}

/// Calls `function` whenever keys for taking back are pressed outside of a field for text, which
/// takes back by itself what is typed in it.
pub fn on_shortcut(function: impl Fn(Shortcut) + 'static) -> Option<Listener> {
    let pressed = move |event: JsValue| {
        if let Some(event) = event.dyn_ref::<KeyboardEvent>()
            && let Some(shortcut) = shortcut(event)
            && !super::focus::is_text_field(event.target().as_ref())
        {
            event.prevent_default();
            function(shortcut);
        }
    };
    super::window().map(|window| Listener::new(&window, "keydown", pressed))
}

fn shortcut(event: &KeyboardEvent) -> Option<Shortcut> {
    if !(event.ctrl_key() || event.meta_key()) || event.alt_key() {
        return None;
    }
    match (event.key().as_str(), event.shift_key()) {
        ("z", false) => Some(Shortcut::Undo),
        ("y", false) | ("z" | "Z", true) => Some(Shortcut::Redo),
        _ => None,
    }
}

/// Calls `function` whenever another tab of this site changed what is stored under `key`.
pub fn on_stored_elsewhere(key: &'static str, function: impl Fn() + 'static) -> Option<Listener> {
    let stored = move |event: JsValue| {
        if let Some(event) = event.dyn_ref::<StorageEvent>()
            && event.key().is_none_or(|changed| changed == key)
        {
            function();
        }
    };
    super::window().map(|window| Listener::new(&window, "storage", stored))
}
