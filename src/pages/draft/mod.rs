//! Drafting a participation.

mod about;
mod bound;
mod coaching;
mod examples;
mod items;
mod outline;
mod software;
mod take_up;
mod talks;

use domain::{Field, Section};
use routes::Route;

use self::about::about_section;
use self::bound::{Hints, draft_field};
use self::examples::{EXPECTATIONS, Examples, OFFERS, examples};
use self::outline::draft_outline;
use self::software::software_section;
use self::take_up::take_up_section;
use self::talks::talks_section;
use super::arrival::arrive;
use super::saving::{set_aside_notice, state_section, status_bar, versions};
use super::wording::{section_anchor, section_title, summary};
use super::{heading, link_to};
use crate::dom::{El, el, follow};
use crate::notebook::{Notebook, use_notebook};
use crate::platform::document;
use crate::platform::timer::after_press;
use crate::render::after_render;
use crate::ui::button::actions;
use crate::ui::error_summary::error_summary;
use crate::ui::field::TextKind;
use crate::ui::group::{GroupLevel, group};

/// « Ma participation »: the form.
///
/// The build writes the page's start, up to the end of the first section, for an empty draft
/// (`edition::page::draft_start`): what is made here first, and in what order, has to be the same.
pub fn draft_page(page: El) -> El {
    let notebook = use_notebook();
    arrive(Some(Route::Draft));
    // What is folded may be changed as well: by an undo, or in another tab.
    follow(move || {
        notebook.with(|_| ());
        after_render(document::name_folded);
    });
    page.child(heading(Route::Draft.heading().unwrap_or_default()))
        .dynamic(move || set_aside_notice(notebook))
        .dynamic(move || versions(notebook))
        .child(el("p").class("lead").text(
            "Parlez aux organisateurs de vos logiciels, de vos objectifs et de vos besoins. Ce que vous écrivez reste sur cet appareil jusqu’à ce que vous l’envoyiez vous-même.",
        ))
        .child(el("p").text(
            "Sauf mention contraire «\u{a0}(optionnel)\u{a0}», tous les champs sont obligatoires. Vous pouvez vous arrêter et revenir à tout moment, même si tout n’est pas rempli.",
        ))
        .dynamic(move || problems(notebook))
        .child(el("div").class("drafting").child(draft_outline()).child(form(notebook)))
        .child(actions([
            link_to(Route::Review, "Relire et envoyer").class("button"),
            link_to(Route::Print, "Imprimer").class("button button--secondary"),
        ]))
        .child(take_up_section())
        .child(state_section())
        .child(status_bar())
}

/// What is asked, section by section.
fn form(notebook: Notebook) -> El {
    el("form")
        .attr("novalidate", "")
        // There is nothing to submit to: what is typed is kept as it is typed.
        .on("submit", |event| event.prevent_default())
        .on("change", move |_| after_press(move || notebook.check()))
        .on("click", |event| document::name_pressed(event.target()))
        .child(about_section())
        .child(software_section())
        .child(text_section(
            Section::Expectations,
            EXPECTATIONS,
            Field::Expectations,
            "Attentes (optionnel)",
            "Ce que vous espérez de ces deux jours\u{a0}: rencontrer, apprendre, décider, avancer…",
        ))
        .child(talks_section())
        .child(text_section(
            Section::Offers,
            OFFERS,
            Field::Offers,
            "Ce que je peux apporter (optionnel)",
            "Aide, compétences, connaissances\u{a0}: relire, traduire, tester, accueillir, expliquer un métier… Tout compte, même sans coder.",
        ))
}

/// A section of the form, which its fields are added to.
fn section(section: Section) -> El {
    group(GroupLevel::Section(section_anchor(section)), section_title(section))
}

/// A section of the form that is one field for a text.
fn text_section(
    of: Section,
    texts: Examples,
    field: Field,
    label: &'static str,
    hint: &'static str,
) -> El {
    let hints = Hints { kind: TextKind::Paragraphs, hint: Some(hint), ..Hints::default() };
    section(of).child(examples(texts)).child(draft_field(field, label, hints))
}

/// What keeps the draft from being sent, once the visitor has asked to send it.
fn problems(notebook: Notebook) -> Option<El> {
    let problems = notebook.problems();
    (!problems.is_empty()).then(|| {
        let entries = notebook.with(|draft| summary(draft, &problems));
        error_summary("À compléter avant l’envoi", entries, |href| {
            href.rsplit_once('#').is_some_and(|(_, field)| document::focus(field))
        })
    })
}
