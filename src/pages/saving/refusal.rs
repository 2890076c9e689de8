//! What is said of a file or a text that cannot be taken up.

use leptos::prelude::*;

use crate::ui::{Alert, Button, Severity};

/// Says why nothing was taken up, until the visitor has read it.
#[component]
pub(super) fn Refusal(
    /// What cannot be done.
    title: &'static str,
    /// Why.
    reason: &'static str,
    /// The id of the words that say why; they can be focused.
    id: &'static str,
    /// Called when the visitor has read it.
    #[prop(into)]
    on_close: Callback<()>,
) -> impl IntoView {
    view! {
        <Alert severity=Severity::Error title is_silent=true>
            <p id=id tabindex="-1">
                {reason}
                " Rien n’a été changé."
            </p>
            <p class="actions">
                <Button label="Fermer ce message" on_press=on_close />
            </p>
        </Alert>
    }
}
