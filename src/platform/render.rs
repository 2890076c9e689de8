//! When a change is on the page.

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
