//! Items of long lists that can be put out of sight.

use super::item_bar::Place;
use crate::dom::{El, el};

/// One item of a list, that folds to one line: what can be folded is added to it. The browser does
/// the folding (`<details>`): it knows how by keyboard and for screen readers, and finds what is
/// folded when one searches the page.
///
/// Its line says where the item stands among those that are called the same (`noun`), in sight or
/// not: « Objectif 2 sur 5 ». While it is folded the line also says what is typed in its first field:
/// whoever shows items has [`name_pressed`](crate::platform::document::name_pressed) write it there,
/// so that a hundred items need not listen to their fields for the sake of a few that are folded.
pub fn fold(noun: &str, place: impl Fn() -> Place + 'static) -> El {
    let position = move || {
        let Place { index, count } = place();
        format!("{}\u{a0}sur\u{a0}{count}", index + 1)
    };
    let line = el("summary")
        .class("fold__summary")
        .child(el("span").class("fold__noun").text(noun).text(" "))
        .live_text(position)
        .child(el("span").class("fold__line").attr("dir", "auto"));
    el("details").class("fold").attr("open", "").child(line)
}
