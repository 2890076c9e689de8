//! What was removed, and bringing it back.

use leptos::prelude::*;

use super::UNDO;
use crate::draft_store::{DraftStore, Removal, use_draft_store};
use crate::pages::labels::{anchor, removal_sentence};
use crate::platform::render::after_render;
use crate::platform::{focus, page};
use crate::ui::{Button, ButtonVariant};

/// Has screen readers say what was removed a moment ago, even if the notice says the same already.
pub(in crate::pages) fn announce_removal(store: DraftStore) {
    if let Some(removal) = untrack(|| store.last_removal()) {
        page::announce(&removal_sentence(removal));
    }
}

/// Says what was removed last, and brings it back.
#[component]
pub(super) fn RemovalNotice() -> impl IntoView {
    let store = use_draft_store();
    let take_back = move |()| {
        let item = store.take_back_removal();
        after_render(move || {
            let found = store.with_untracked(|draft| item.filter(|&id| draft.place(id).is_some()));
            if let Some(item) = found {
                focus::focus(&anchor(item.first_field()));
            } else {
                focus::focus_heading();
            }
        });
    };
    let close = move |()| {
        store.dismiss_removals();
        after_render(|| {
            focus::focus(UNDO);
        });
    };
    let notice = move |removal: Removal| {
        view! {
            <div class="status-bar__notice">
                <p prop:textContent=removal_sentence(removal)></p>
                <p class="actions">
                    <Button label="Annuler la suppression" on_press=take_back />
                    <Button label="Fermer" variant=ButtonVariant::Quiet on_press=close />
                </p>
            </div>
        }
    };
    move || store.last_removal().map(notice)
}
