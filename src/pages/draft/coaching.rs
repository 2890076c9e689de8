//! The coach's word on an item: when it comes, and how it goes.

use domain::ItemId;
use leptos::prelude::*;

use crate::dom::{El, Words, el};
use crate::notebook::Notebook;
use crate::pages::wording::{Sort, advice, anchor};
use crate::platform::document;
use crate::platform::timer::after_press;
use crate::ui::button::{Emphasis, button};
use crate::ui::item_bar::Place;

/// The coach beside one item. Copies share what it says.
///
/// It looks when a field was left, never while one is typing; what it says is said aloud as well,
/// since it moves no focus; and what was dismissed does not come back.
#[derive(Clone, Copy)]
pub(super) struct Coaching {
    notebook: Notebook,
    pub(super) item: ItemId,
    pub(super) sort: Sort,
    pub(super) place: Memo<Place>,
    /// What it said last; nothing at first.
    said: RwSignal<String>,
}

impl Coaching {
    /// A coach that has said nothing yet.
    pub(super) fn new(notebook: Notebook, item: ItemId, sort: Sort, place: Memo<Place>) -> Self {
        Self { notebook, item, sort, place, said: RwSignal::default() }
    }

    /// A field of the item was left.
    pub(super) fn look(self) {
        after_press(move || {
            let words = untrack(|| self.words());
            // The page may have been left in the meantime.
            if self.said.try_with_untracked(|said| said != words) == Some(true) {
                self.said.set(words.to_owned());
                if !words.is_empty() {
                    let about = untrack(|| self.about());
                    document::announce(&format!("Conseil {about}\u{a0}: {words}"));
                }
            }
        });
    }

    /// What is said below the item's fields, for as long as it is true.
    pub(super) fn advice(self) -> Option<El> {
        let said = self.standing()?;
        let dismiss = move || {
            self.notebook.dismiss_hints(self.item);
            // The button that was pressed is about to go.
            document::focus(&anchor(self.sort.first_field(self.item)));
            self.said.set(String::new());
        };
        let dismiss = button("Masquer ce conseil", Emphasis::Quiet, dismiss)
            .about(Words::live(move || self.about()));
        let words = el("p").id(&self.id()).text("Conseil\u{a0}: ").text(&said);
        Some(el("div").class("advice").child(words).child(dismiss))
    }

    /// The id of the element with its words, while there is one.
    pub(super) fn advice_id(self) -> Option<String> {
        self.standing().map(|_| self.id())
    }

    /// What it said last, if that is still to be said.
    fn standing(self) -> Option<String> {
        let said = self.said.get();
        (!said.is_empty() && said == self.words()).then_some(said)
    }

    fn id(self) -> String {
        format!("{}-conseil", self.sort.anchor(self.item))
    }

    fn words(self) -> &'static str {
        self.notebook.hint(self.item).map(advice).unwrap_or_default()
    }

    fn about(self) -> String {
        format!("pour {}", self.sort.with_article(self.place.get().index))
    }
}
