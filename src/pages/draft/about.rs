//! « Vous »: who writes, and when they will be there.

use domain::{Date, Field, Section};
use leptos::prelude::*;

use super::FormSection;
use super::bound::DraftField;
use crate::draft_store::use_draft_store;
use crate::edition::EVENT;
use crate::pages::labels::presence_id;
use crate::ui::{Checkbox, Fieldset, FieldsetLevel, TextKind};

#[component]
pub(super) fn AboutSection() -> impl IntoView {
    let days = EVENT.days.iter().map(|&day| view! { <PresenceBox day /> });
    view! {
        <FormSection section=Section::About>
            <DraftField
                field=Field::Name
                label="Nom et prénom"
                autocomplete="name"
                is_required=true
            />
            <DraftField
                field=Field::Email
                label="Adresse électronique (optionnel)"
                kind=TextKind::Email
                hint="Format attendu\u{a0}: nom@domaine.fr"
                autocomplete="email"
            />
            <DraftField
                field=Field::Organisation
                label="Organisation (optionnel)"
                autocomplete="organization"
            />
            <Fieldset
                legend="Présence (optionnel)"
                level=FieldsetLevel::Fields
            >
                {days.collect_view()}
            </Fieldset>
        </FormSection>
    }
}

/// Whether they will be there on one day.
#[component]
fn PresenceBox(
    /// Which day.
    day: Date,
) -> impl IntoView {
    let store = use_draft_store();
    view! {
        <Checkbox
            id=presence_id(day)
            label=day.in_french()
            checked=move || store.with(|draft| draft.presence.contains(&day))
            on_change=move |present: bool| store.set_presence(day, present)
        />
    }
}
