//! What can be done to one item of a list.

use std::rc::Rc;

use leptos::prelude::untrack;

use super::button::{Emphasis, button};
use crate::dom::{El, Words, el};

/// Where an item stands among those of its sort.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Its place, from 0.
    pub index: usize,
    /// How many there are.
    pub count: usize,
}

impl Place {
    /// Whether there is none before it.
    pub const fn is_first(self) -> bool {
        self.index == 0
    }

    /// Whether there is none behind it.
    pub const fn is_last(self) -> bool {
        self.index + 1 >= self.count
    }
}

/// The buttons that move an item up or down among its like, and remove it.
///
/// The ids of the buttons are made from `id`: `-monter`, `-descendre`, `-supprimer`. `name` is what the
/// item is called, with its article, as in « l’objectif 2 », and `place` where it stands; `on_move` is
/// called with the place to move it to, from 0.
pub fn item_bar(
    id: &str,
    name: impl Fn() -> String + 'static,
    place: impl Fn() -> Place + Clone + 'static,
    on_move: impl Fn(usize) + 'static,
    on_remove: impl Fn() + 'static,
) -> El {
    let name: Rc<dyn Fn() -> String> = Rc::new(name);
    let (first, last, on_move) = (place.clone(), place.clone(), Rc::new(on_move));
    let (up, down) = (place.clone(), place);
    let on_move_down = Rc::clone(&on_move);
    let one = |label, emphasis, way: &str, on_press: Box<dyn Fn()>| {
        let id = format!("{id}-{way}");
        button(label, emphasis, on_press).id(&id).about(Words::Live(Rc::clone(&name)))
    };
    let move_up = move || on_move(untrack(&up).index.saturating_sub(1));
    let move_down = move || on_move_down(untrack(&down).index + 1);
    el("div")
        .class("item-bar")
        .child(
            one("Monter", Emphasis::Quiet, "monter", Box::new(move_up))
                .idle_while(move || first().is_first()),
        )
        .child(
            one("Descendre", Emphasis::Quiet, "descendre", Box::new(move_down))
                .idle_while(move || last().is_last()),
        )
        .child(one("Supprimer", Emphasis::Danger, "supprimer", Box::new(on_remove)))
}
