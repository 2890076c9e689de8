//! The summary of the sections: what is filled in, what is missing, and the ways there.

use domain::Section;
use leptos::prelude::*;

use crate::notebook::{Notebook, use_notebook};
use crate::pages::wording::{anchor, section_anchor, section_state, section_title, verdict};
use crate::platform::document;

/// The id of its heading.
const TITLE: &str = "sommaire";

/// « Sommaire »: a link to each section, or rather to what is missing in it.
///
/// Its elements stay, and only their words change, so that who has the focus there never loses it.
#[component]
pub(super) fn DraftOutline() -> impl IntoView {
    let notebook = use_notebook();
    let sections: Vec<AnyView> =
        Section::ALL.map(|section| entry(notebook, section).into_any()).into();
    view! {
        <nav class="outline" aria-labelledby=TITLE>
            <h2 class="outline__title" id=TITLE>
                "Sommaire"
            </h2>
            <p class="outline__verdict">
                {Signal::derive(move || verdict(&notebook.outline()))}
            </p>
            <ul class="outline__list">{sections}</ul>
        </nav>
    }
}

fn entry(notebook: Notebook, section: Section) -> impl IntoView {
    let missing = move || notebook.outline().missing(section);
    let target = Signal::derive(move || match missing() {
        Some(missing) => anchor(missing.first.field),
        None => section_anchor(section).to_owned(),
    });
    let lacks_something = Signal::derive(move || missing().is_some());
    view! {
        <li>
            <a
                href=Signal::derive(move || format!("#{}", target.get()))
                on:click=move |event| {
                    if document::focus(&target.get_untracked()) {
                        event.prevent_default();
                    }
                }
            >
                {section_title(section)}
            </a>
            <span class="outline__state" class:outline__state--missing=lacks_something>
                " – "
                {Signal::derive(move || section_state(section, &notebook.outline()))}
            </span>
        </li>
    }
}
