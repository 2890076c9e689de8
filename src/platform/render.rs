//! When a change is on the page.

/// Calls `function` once the changes made so far are on the page.
pub fn after_render(function: impl FnOnce() + 'static) {
    leptos::task::spawn_local(async move {
        leptos::task::tick().await;
        function();
    });
}
