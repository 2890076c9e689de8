//! The suggestion about an item: when it comes, and how it goes.

use domain::{ItemId, Place, Suggestion};
use leptos::prelude::*;

use crate::draft_store::{DraftStore, use_draft_store};
use crate::pages::labels;
use crate::platform::timer::after_press;
use crate::platform::{focus, page};
use crate::ui::{Button, ButtonVariant, Show};

/// What could make one item clearer. Copies share what was said of it.
///
/// The item is looked at when a field was left, never while one is typing; what is said is said
/// aloud as well, since it moves no focus; and what was dismissed does not come back.
#[derive(Clone, Copy)]
pub(super) struct ItemSuggestion {
    store: DraftStore,
    item: ItemId,
    place: Memo<Place>,
    /// What was said last; nothing at first.
    said: RwSignal<Option<Suggestion>>,
}

impl ItemSuggestion {
    /// For an item of which nothing was said yet, and which stands in this place among its like.
    pub(super) fn new(item: impl Into<ItemId>, place: Memo<Place>) -> Self {
        Self { store: use_draft_store(), item: item.into(), place, said: RwSignal::default() }
    }

    /// Looks again for what could be clearer: a field of the item was left.
    pub(super) fn refresh(self) {
        after_press(move || {
            let found = untrack(|| self.store.suggestion(self.item));
            // The page may have been left in the meantime.
            if self.said.try_with_untracked(|said| *said != found) == Some(true) {
                self.said.set(found);
                if let Some(found) = found {
                    let object = untrack(|| self.object());
                    let text = labels::suggestion(found);
                    page::announce(&format!("Conseil {object}\u{a0}: {text}"));
                }
            }
        });
    }

    /// The id of the note, while there is one.
    pub(super) fn note_id(self) -> Option<String> {
        self.standing().map(|_| self.id())
    }

    /// What was said last, if that is still to be said.
    fn standing(self) -> Option<Suggestion> {
        self.said.get().filter(|said| self.store.suggestion(self.item) == Some(*said))
    }

    /// What the note says: while it is there, what was said last still stands.
    fn words(self) -> String {
        let advice = self.said.get().map(labels::suggestion).unwrap_or_default();
        ["Conseil\u{a0}: ", advice].concat()
    }

    fn dismiss(self) {
        self.store.dismiss_suggestions(self.item);
        // The button that was pressed is about to go.
        focus::focus(&labels::anchor(self.item.first_field()));
        self.said.set(None);
    }

    fn id(self) -> String {
        format!("{}-conseil", labels::item_anchor(self.item))
    }

    fn object(self) -> String {
        format!("pour {}", labels::with_article(self.item.kind(), self.place.get().index))
    }
}

/// What is said below the item's fields, for as long as it is true.
#[component]
pub(super) fn SuggestionNote(
    /// Of which item.
    suggestion: ItemSuggestion,
) -> impl IntoView {
    let object = Signal::derive(move || suggestion.object());
    view! {
        <Show when=move || suggestion.standing().is_some()>
            <div class="advice">
                <p id=suggestion.id() prop:textContent=move || suggestion.words()></p>
                <Button
                    label="Masquer ce conseil"
                    object
                    variant=ButtonVariant::Quiet
                    on_press=move |()| suggestion.dismiss()
                />
            </div>
        </Show>
    }
}
