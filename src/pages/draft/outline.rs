//! The summary of the sections: what is filled in, what is missing, and the ways there.

use domain::Section;
use leptos::prelude::untrack;

use crate::dom::{El, el};
use crate::notebook::{Notebook, use_notebook};
use crate::pages::wording::{
    anchor, lack, section_anchor, section_contents, section_title, verdict,
};
use crate::platform::document;

/// The id of its heading.
const TITLE: &str = "sommaire";

/// « Sommaire »: a link to each section, or rather to what is missing in it.
///
/// Its elements stay, and only their words change, so that who has the focus there never loses it.
pub(super) fn draft_outline() -> El {
    let notebook = use_notebook();
    let verdict = move || verdict(&notebook.outline());
    let sections = Section::ALL.into_iter().map(|section| entry(notebook, section));
    el("nav")
        .class("outline")
        .attr("aria-labelledby", TITLE)
        .child(el("h2").class("outline__title").id(TITLE).text("Sommaire"))
        .child(el("p").class("outline__verdict").live_text(verdict))
        .child(el("ul").class("outline__list").children(sections))
}

fn entry(notebook: Notebook, section: Section) -> El {
    let contents = move || {
        let outline = notebook.outline();
        let contents = section_contents(section, &outline);
        let lacks_more = !contents.is_empty() && outline.missing(section).is_some();
        format!(" – {contents}{}", if lacks_more { ", " } else { "" })
    };
    let lack = move || notebook.outline().missing(section).map(lack).unwrap_or_default();
    let go = move || match notebook.outline().missing(section) {
        Some(missing) => document::focus(&anchor(missing.first.field)),
        None => document::focus(section_anchor(section)),
    };
    let place = el("li");
    let link = el("a").attr("href", &format!("#{}", section_anchor(section)));
    let link = link.text(section_title(section)).on("click", move |event| {
        if untrack(go) {
            event.prevent_default();
        }
    });
    place.child(link).live_text(contents).child(el("strong").live_text(lack))
}
