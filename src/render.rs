//! When what was changed is on the page.

/// Calls `function` once what was just changed is on the page.
pub fn after_render(function: impl FnOnce() + 'static) {
    // Boxed, so that the code around it exists once.
    fn call_later(function: Box<dyn FnOnce()>) {
        leptos::task::spawn_local(async move {
            leptos::task::tick().await;
            function();
        });
    }
    call_later(Box::new(function));
}
