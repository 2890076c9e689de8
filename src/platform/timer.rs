//! Doing something once things have calmed down.

use std::cell::Cell;

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// Calls its function when a time has passed since it was last [restarted](Debounce::restart).
pub struct Debounce {
    milliseconds: i32,
    function: Closure<dyn Fn()>,
    waiting: Cell<Option<i32>>,
}

impl Debounce {
    /// Will call `function` `milliseconds` after the last restart.
    pub fn new(milliseconds: i32, function: impl Fn() + 'static) -> Self {
        Self { milliseconds, function: Closure::new(function), waiting: Cell::new(None) }
    }

    /// Waits the whole time again, from now.
    pub fn restart(&self) {
        self.cancel();
        let function = self.function.as_ref().unchecked_ref();
        let handle = super::window().and_then(|window| {
            window
                .set_timeout_with_callback_and_timeout_and_arguments_0(function, self.milliseconds)
                .ok()
        });
        self.waiting.set(handle);
    }

    /// Waits no more, and does not call the function.
    pub fn cancel(&self) {
        if let (Some(window), Some(handle)) = (super::window(), self.waiting.take()) {
            window.clear_timeout_with_handle(handle);
        }
    }
}

impl Drop for Debounce {
    fn drop(&mut self) {
        self.cancel();
    }
}
