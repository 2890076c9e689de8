//! « Exemples »: what others have written, or could have, as in a real workshop.

use leptos::prelude::*;

/// For goals and help requests.
pub(super) const SOFTWARE: &str = include_str!("examples/software.html");

/// For expectations.
pub(super) const EXPECTATIONS: &str = include_str!("examples/expectations.html");

/// For offers.
pub(super) const OFFERS: &str = include_str!("examples/offers.html");

/// Examples, folded away until one wants them. They never change, so they are plain HTML.
pub(super) fn examples(html: &'static str) -> AnyView {
    view! { <details class="examples" inner_html=html></details> }.into_any()
}
