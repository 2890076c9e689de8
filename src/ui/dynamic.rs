//! Parts of a page that come, change and go.

use leptos::prelude::*;

/// What `view` makes, made anew whenever what it reads changes; nothing while it makes none.
///
/// A closure in a view does the same. But a closure has a type of its own, and each one brings all
/// of the rendering code with it once more; here they share it, and visitors download less.
pub fn dynamic(view: impl Fn() -> Option<AnyView> + Send + 'static) -> AnyView {
    boxed(Box::new(view))
}

fn boxed(view: Box<dyn Fn() -> Option<AnyView> + Send>) -> AnyView {
    (move || view().unwrap_or_else(|| ().into_any())).into_any()
}
