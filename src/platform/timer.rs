//! Doing something once things have calmed down.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::MessageChannel;

use super::{clock, page};

/// How long a press is waited for, in milliseconds: browsers take the focus away from a field
/// before they say that a button is down.
const PRESS: i32 = 100;

/// Calls `function` in a moment, as soon as nothing in the page is being pressed.
///
/// Leaving a field by a click changes the field first. What came into the page at that moment would
/// push what is being clicked away from under the pointer, and the click would be lost.
pub fn after_press(function: impl FnOnce() + 'static) {
    // Boxed, so that the code around it exists once.
    fn wait(function: Box<dyn FnOnce()>) {
        let look = move || if page::is_pressed() { wait(function) } else { function() };
        later(PRESS, look);
    }
    wait(Box::new(function));
}

/// Calls `function` after so many milliseconds.
pub fn later(delay: i32, function: impl FnOnce() + 'static) {
    let function = Closure::once_into_js(function);
    if let Some(window) = super::window() {
        let function = function.unchecked_ref();
        // It throws in no browser.
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(function, delay);
    }
}

/// Lets the browser do what waits: paint, and answer the visitor. Unlike a timer it is not slowed down
/// where the page is hidden.
pub async fn breathe() {
    let next_task = Promise::new(&mut |resolve, _| {
        // It throws in no browser.
        if let Ok(channel) = MessageChannel::new() {
            channel.port1().set_onmessage(Some(&resolve));
            let _ = channel.port2().post_message(&JsValue::NULL);
        }
    });
    let _ = JsFuture::from(next_task).await;
}

/// Calls its function when a time has passed since it was last [restarted](Debounce::restart), and
/// at the latest when a longer one has passed since it was first.
pub struct Debounce {
    pause: i32,
    limit: i32,
    function: Closure<dyn Fn()>,
    waiting: Cell<Option<i32>>,
    /// When it was first restarted since it last called its function, in milliseconds.
    since: Rc<Cell<Option<u64>>>,
}

impl Debounce {
    /// Will call `function` `pause` milliseconds after the last restart, or `limit` milliseconds
    /// after the first, whichever comes first.
    pub fn new(pause: i32, limit: i32, function: impl Fn() + 'static) -> Self {
        let since = Rc::new(Cell::new(None));
        let begun = Rc::clone(&since);
        let call = move || {
            begun.set(None);
            function();
        };
        Self { pause, limit, function: Closure::new(call), waiting: Cell::new(None), since }
    }

    /// Waits the whole pause again, from now, within the limit.
    pub fn restart(&self) {
        self.stop();
        let now = clock::now();
        // A clock that was set back starts the limit anew.
        let since = self.since.get().filter(|since| *since <= now).unwrap_or(now);
        self.since.set(Some(since));
        let waited = i32::try_from(now - since).unwrap_or(i32::MAX);
        let delay = self.pause.min(self.limit.saturating_sub(waited).max(0));
        let function = self.function.as_ref().unchecked_ref();
        let handle = super::window().and_then(|window| {
            window.set_timeout_with_callback_and_timeout_and_arguments_0(function, delay).ok()
        });
        self.waiting.set(handle);
    }

    fn stop(&self) {
        if let (Some(window), Some(handle)) = (super::window(), self.waiting.take()) {
            window.clear_timeout_with_handle(handle);
        }
    }
}

impl Drop for Debounce {
    fn drop(&mut self) {
        self.stop();
    }
}
