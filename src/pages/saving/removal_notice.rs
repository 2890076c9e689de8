//! What was removed, and bringing it back.

use domain::{ItemKind, Proposal, SoftwareId};
use leptos::prelude::*;

use super::UNDO;
use crate::draft_store::{DraftStore, Removal, use_draft_store};
use crate::pages::labels::{anchor, removal_sentence};
use crate::platform::render::after_render;
use crate::platform::{focus, page};
use crate::ui::{Button, ButtonVariant, Show};

/// Has screen readers say what was removed a moment ago, even if the notice says the same already.
pub(in crate::pages) fn announce_removal(store: DraftStore) {
    if let Some(removal) = untrack(|| store.last_removal()) {
        page::announce(&removal_sentence(&removal));
    }
}

/// Says what was removed last, where it stood, and brings it back.
#[component]
pub(in crate::pages) fn RemovalNotice(
    /// The list that it speaks of, by its kind and the software that it belongs to; without one, the
    /// draft as a whole.
    #[prop(optional)]
    list: Option<(ItemKind, Option<SoftwareId>)>,
) -> impl IntoView {
    let store = use_draft_store();
    let is_meant = move |removal: &Removal| match removal {
        Removal::Item { kind, parent, .. } => list == Some((*kind, *parent)),
        Removal::Draft => list.is_none(),
    };
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
        focus::after_render(UNDO);
    };
    let notice = move |removal: Removal| {
        let sentence = removal_sentence(&removal);
        let replaces = move || removal == Removal::Draft && !store.with_settled(Proposal::is_empty);
        view! {
            <div class="removal">
                <p prop:textContent=sentence></p>
                <Show when=replaces>
                    <p>
                        "«\u{a0}Annuler la suppression\u{a0}» remplace ce que vous avez écrit depuis\u{a0}; «\u{a0}Annuler\u{a0}» le rétablit ensuite."
                    </p>
                </Show>
                <p class="actions">
                    <Button label="Annuler la suppression" on_press=take_back />
                    <Button label="Fermer" variant=ButtonVariant::Quiet on_press=close />
                </p>
            </div>
        }
        .into_any()
    };
    view! { {move || store.last_removal().filter(is_meant).map(notice)} }
}
