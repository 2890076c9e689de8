//! Drafting a participation.

mod about;
mod bound;
mod examples;
mod items;
mod outline;
mod software;
mod suggestions;
mod talks;

use domain::{Field, Section};
use leptos::prelude::*;
use routes::Page;

use self::about::AboutSection;
use self::bound::DraftField;
use self::examples::{EXPECTATIONS, Examples, FoldedExamples, OFFERS};
use self::outline::DraftOutline;
use self::software::SoftwareSection;
use self::talks::TalksSection;
use super::labels::{section_anchor, section_title, summary};
use super::page_entry::enter_page;
use super::printed_message::PrintedMessage;
use super::saving::{SavingAlerts, StatusBar};
use super::{PageHeading, PageLink};
use crate::draft_store::use_draft_store;
use crate::platform::fields;
use crate::platform::timer::after_press;
use crate::ui::{ErrorSummary, Fieldset, FieldsetLevel, Show, TextKind};

/// « Ma participation »: the form.
///
/// The build writes the page's start, up to the end of the first section, for an empty draft
/// (`templates/draft.html`): it looks the same, so that nothing moves when the program takes over.
#[component]
pub fn DraftPage() -> impl IntoView {
    enter_page(Some(Page::Draft));
    view! {
        <div class="page" id="page">
            <PageHeading text=Page::Draft.heading().unwrap_or_default() />
            <PrintedMessage />
            <SavingAlerts />
            <p>
                "Seul votre nom est obligatoire, avec au moins un logiciel, vos attentes ou ce que vous pouvez apporter."
            </p>
            <Problems />
            <div class="drafting">
                <DraftOutline />
                <DraftForm />
            </div>
            <p class="actions">
                <PageLink page=Page::Review class="button">"Relire et envoyer"</PageLink>
                <PageLink page=Page::Print class="button button--quiet">"Imprimer"</PageLink>
                <PageLink page=Page::Backup class="button button--quiet">
                    "Sauvegarde et reprise"
                </PageLink>
            </p>
            <StatusBar leads_on=true />
        </div>
    }
}

/// What is asked, section by section.
#[component]
fn DraftForm() -> impl IntoView {
    let store = use_draft_store();
    view! {
        <form
            novalidate
            // There is nothing to submit to: what is typed is kept as it is typed.
            on:submit=|event| event.prevent_default()
            on:change=move |event| {
                fields::read_left(&event);
                after_press(move || store.settle());
            }
            on:focusout=|event| fields::read_left(&event)
        >
            <AboutSection />
            <SoftwareSection />
            <TextSection
                section=Section::Expectations
                examples=EXPECTATIONS
                field=Field::Expectations
                label="Attentes (optionnel)"
                hint="Rencontrer, apprendre, décider, avancer…"
            />
            <TalksSection />
            <TextSection
                section=Section::Offers
                examples=OFFERS
                field=Field::Offers
                label="Ce que je peux apporter (optionnel)"
                hint="Relire, traduire, tester, expliquer un métier… même sans coder."
            />
        </form>
    }
}

/// A section of the form.
#[component]
fn FormSection(
    /// Which section.
    section: Section,
    /// Its fields.
    children: Children,
) -> impl IntoView {
    view! {
        <Fieldset
            legend=section_title(section)
            level=FieldsetLevel::Section(section_anchor(section))
        >
            {children()}
        </Fieldset>
    }
}

/// A section of the form that is one field for a text.
#[component]
fn TextSection(
    /// Which section.
    section: Section,
    /// What others have written there.
    examples: Examples,
    /// Which field.
    field: Field,
    /// What is asked for.
    label: &'static str,
    /// What helps to fill the field in.
    hint: &'static str,
) -> impl IntoView {
    view! {
        <FormSection section>
            <FoldedExamples examples />
            <DraftField field label kind=TextKind::Paragraphs hint />
        </FormSection>
    }
}

/// What keeps the draft from being sent, once the visitor has asked to send it.
#[component]
fn Problems() -> impl IntoView {
    let store = use_draft_store();
    let entries = move || {
        let problems = store.problems();
        store.with_settled(|draft| summary(draft, &problems))
    };
    view! {
        <Show when=move || !store.problems().is_empty()>
            <ErrorSummary title="À compléter avant l’envoi" entries />
        </Show>
    }
}
