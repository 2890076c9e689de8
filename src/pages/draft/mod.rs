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
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use routes::Route;

use self::about::AboutSection;
use self::bound::DraftField;
use self::examples::{EXPECTATIONS, OFFERS, examples};
use self::outline::DraftOutline;
use self::software::SoftwareSection;
use self::take_up::TakeUpSection;
use self::talks::TalksSection;
use super::arrival::arrive;
use super::href;
use super::saving::{SetAsideNotice, StateSection, StatusBar, Versions};
use super::wording::{section_anchor, section_title, summary};
use crate::notebook::use_notebook;
use crate::platform::document;
use crate::platform::timer::after_press;
use crate::render::after_render;
use crate::ui::dynamic::dynamic;
use crate::ui::error_summary::ErrorSummary;
use crate::ui::field::TextKind;
use crate::ui::group::{Group, GroupLevel};

/// « Ma participation »: the form.
#[component]
pub fn DraftPage() -> impl IntoView {
    let notebook = use_notebook();
    arrive(Some(Route::Draft));
    // There is nothing to submit to: what is typed is kept as it is typed.
    let stay = |event: SubmitEvent| event.prevent_default();
    // What is folded may be changed as well: by an undo, or in another tab.
    Effect::new(move |_| {
        notebook.with(|_| ());
        after_render(document::name_folded);
    });
    view! {
        <h1 tabindex="-1">{Route::Draft.heading()}</h1>
        <SetAsideNotice />
        <Versions />
        <p class="lead">
            "Parlez aux organisateurs de vos logiciels, de vos objectifs et de vos besoins. Ce que vous écrivez reste sur cet appareil jusqu’à ce que vous l’envoyiez vous-même."
        </p>
        <p>
            "Sauf mention contraire «\u{a0}(optionnel)\u{a0}», tous les champs sont obligatoires. Vous pouvez vous arrêter et revenir à tout moment, même si tout n’est pas rempli."
        </p>
        <Problems />
        <div class="drafting">
            <DraftOutline />
            <form
                novalidate
                on:submit=stay
                on:change=move |_| after_press(move || notebook.check())
                on:click=|event| document::name_pressed(event.target())
            >
                <AboutSection />
                <SoftwareSection />
                <Group
                    legend=section_title(Section::Expectations)
                    level=GroupLevel::Section(section_anchor(Section::Expectations))
                >
                    {examples(EXPECTATIONS)}
                    <DraftField
                        field=Field::Expectations
                        label="Attentes (optionnel)"
                        kind=TextKind::Paragraphs
                        hint="Ce que vous espérez de ces deux jours\u{a0}: rencontrer, apprendre, décider, avancer…"
                    />
                </Group>
                <TalksSection />
                <Group
                    legend=section_title(Section::Offers)
                    level=GroupLevel::Section(section_anchor(Section::Offers))
                >
                    {examples(OFFERS)}
                    <DraftField
                        field=Field::Offers
                        label="Ce que je peux apporter (optionnel)"
                        kind=TextKind::Paragraphs
                        hint="Aide, compétences, connaissances\u{a0}: relire, traduire, tester, accueillir, expliquer un métier… Tout compte, même sans coder."
                    />
                </Group>
            </form>
        </div>
        <p class="actions">
            <a class="button" href=href(Route::Review)>"Relire et envoyer"</a>
            <a class="button button--secondary" href=href(Route::Print)>"Imprimer"</a>
        </p>
        <TakeUpSection />
        <StateSection />
        <StatusBar />
    }
}

/// What keeps the draft from being sent, once the visitor has asked to send it.
#[component]
fn Problems() -> impl IntoView {
    let notebook = use_notebook();
    let follow = Callback::new(|href: String| {
        href.rsplit_once('#').is_some_and(|(_, field)| document::focus(field))
    });
    dynamic(move || {
        let problems = notebook.problems();
        (!problems.is_empty()).then(|| {
            let entries = notebook.with(|draft| summary(draft, &problems));
            view! { <ErrorSummary title="À compléter avant l’envoi" entries on_follow=follow /> }
                .into_any()
        })
    })
}
