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
    let state = move || section_state(section, &notebook.outline());
    let contents = move || {
        let [contents, lack] = state();
        let separator = if contents.is_empty() || lack.is_empty() { "" } else { ", " };
        format!(" – {contents}{separator}")
    };
    let go = move || {
        let missing = notebook.outline().missing(section);
        match missing {
            Some(missing) => document::focus(&anchor(missing.first.field)),
            None => document::focus(section_anchor(section)),
        }
    };
    view! {
        <li>
            <a
                href=format!("#{}", section_anchor(section))
                on:click=move |event| {
                    if untrack(go) {
                        event.prevent_default();
                    }
                }
            >
                {section_title(section)}
            </a>
            {Signal::derive(contents)}
            <strong>{Signal::derive(move || { let [_, lack] = state(); lack })}</strong>
        </li>
    }
}
