//! What happens to the page as a whole: it is hidden or shown, or another tab stored something.

use std::rc::Rc;

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{EventTarget, StorageEvent, VisibilityState};

/// Listens for as long as it lives.
#[must_use = "it stops listening as soon as it is dropped"]
pub struct Listener {
    target: EventTarget,
    event: &'static str,
    function: Closure<dyn Fn(JsValue)>,
}

impl Listener {
    pub(super) fn new(
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
        let _ = target.add_event_listener_with_callback(event, function.as_ref().unchecked_ref());
        Self { target: target.clone(), event, function }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let function = self.function.as_ref().unchecked_ref();
        let _ = self.target.remove_event_listener_with_callback(self.event, function);
    }
}

/// Calls `function` whenever the page is hidden or left. It may be the last moment to do
/// something: phones end hidden pages without another word.
pub fn on_hidden(function: impl Fn() + 'static) -> Vec<Listener> {
    let Some(window) = super::window() else { return Vec::new() };
    let Some(document) = window.document() else { return Vec::new() };
    let on_pagehide = Rc::new(function);
    let on_hidden = Rc::clone(&on_pagehide);
    let watched = document.clone();
    let hidden = move |_| {
        if watched.visibility_state() == VisibilityState::Hidden {
            on_hidden();
        }
    };
    vec![
        Listener::new(&document, "visibilitychange", hidden),
        Listener::new(&window, "pagehide", move |_| on_pagehide()),
    ]
}

/// Calls `function` whenever the page comes back into view.
pub fn on_visible(function: impl Fn() + 'static) -> Option<Listener> {
    let document = super::window()?.document()?;
    let watched = document.clone();
    let shown = move |_| {
        if watched.visibility_state() == VisibilityState::Visible {
            function();
        }
    };
    Some(Listener::new(&document, "visibilitychange", shown))
}

/// Calls `function` whenever the size of the window changes.
pub fn on_resized(function: impl Fn() + 'static) -> Option<Listener> {
    super::window().map(|window| Listener::new(&window, "resize", move |_| function()))
}

/// Calls `function` whenever another tab of this site changed what is stored under `key`, with
/// what is there now.
pub fn on_stored_elsewhere(
    key: &'static str,
    function: impl Fn(Option<String>) + 'static,
) -> Option<Listener> {
    let stored = move |event: JsValue| {
        if let Some(event) = event.dyn_ref::<StorageEvent>()
            && event.key().is_none_or(|changed| changed == key)
        {
            function(event.new_value());
        }
    };
    super::window().map(|window| Listener::new(&window, "storage", stored))
}
