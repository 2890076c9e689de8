//! When a change is on the page.

use leptos::prelude::request_animation_frame;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// Calls `function` once the changes made so far are on the page.
pub fn after_render(function: impl FnOnce() + 'static) {
    // Boxed, so that the code around it exists once.
    fn wait(function: Box<dyn FnOnce()>) {
        leptos::task::spawn_local(async move {
            leptos::task::tick().await;
            function();
        });
    }
    wait(Box::new(function));
}

/// Calls `function` once the page is loaded and the browser has gone to where the visitor was in it
/// before, which would undo any scrolling (HTML Standard, « restore scroll position data »).
pub fn after_load(function: impl FnOnce() + 'static) {
    let Some(window) = super::window() else { return };
    let is_loaded = window.document().is_some_and(|document| document.ready_state() == "complete");
    // Browsers do that behind the event, by the next frame.
    let wait = move || request_animation_frame(move || request_animation_frame(function));
    if is_loaded {
        wait();
    } else {
        let loaded = Closure::once_into_js(wait);
        // It fails only for names of events that are no strings.
        let _ = window.add_event_listener_with_callback("load", loaded.unchecked_ref());
    }
}
