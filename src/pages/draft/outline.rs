//! The summary of the sections: what is filled in, what is missing, and the ways there.

use domain::{Outline, Section};
use leptos::prelude::*;

use crate::draft_store::use_draft_store;
use crate::pages::labels::{
    anchor, missing_label, section_anchor, section_contents, section_title,
};
use crate::platform::focus;

/// The id of its heading.
const TITLE: &str = "sommaire";

/// « Sommaire »: a link to each section, or rather to what is missing in it. The style sheet shows it
/// where it stands beside the form; on phones it would only push the form down.
#[component]
pub(super) fn DraftOutline() -> impl IntoView {
    let sections = Section::ALL.into_iter().map(|section| view! { <OutlineEntry section /> });
    view! {
        <nav class="outline" aria-labelledby=TITLE>
            <h2 class="outline__title" id=TITLE>"Sommaire"</h2>
            <ul class="outline__list">{sections.collect_view()}</ul>
        </nav>
    }
}

/// One section, and what it holds and lacks.
#[component]
fn OutlineEntry(
    /// Which section.
    section: Section,
) -> impl IntoView {
    let store = use_draft_store();
    let follow = move |event: leptos::ev::MouseEvent| {
        let went = match untrack(|| store.outline()).missing(section) {
            Some(missing) => focus::focus(&anchor(missing.first.field)),
            None => focus::focus(section_anchor(section)),
        };
        if went {
            event.prevent_default();
        }
    };
    view! {
        <li>
            <a href=format!("#{}", section_anchor(section)) on:click=follow>
                {section_title(section)}
            </a>
            <span prop:textContent=move || contents(section, &store.outline())></span>
            <strong prop:textContent=move || missing(section, &store.outline())></strong>
        </li>
    }
}

/// What a section holds, as far as what it lacks.
fn contents(section: Section, outline: &Outline) -> String {
    let contents = section_contents(section, outline);
    let lacks_more = !contents.is_empty() && outline.missing(section).is_some();
    format!(" – {contents}{}", if lacks_more { ", " } else { "" })
}

/// What it lacks, if anything.
fn missing(section: Section, outline: &Outline) -> String {
    outline.missing(section).map(missing_label).unwrap_or_default()
}
