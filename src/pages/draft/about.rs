//! « Vous »: who writes, and when they will be there.

use domain::{Date, Field, Section};
use leptos::prelude::*;

use super::bound::DraftField;
use crate::edition::EVENT;
use crate::notebook::use_notebook;
use crate::pages::wording::{section_anchor, section_title};
use crate::ui::checkbox::Checkbox;
use crate::ui::field::TextKind;
use crate::ui::group::{Group, GroupLevel};

#[component]
pub(super) fn AboutSection() -> impl IntoView {
    view! {
        <Group
            legend=section_title(Section::About)
            level=GroupLevel::Section(section_anchor(Section::About))
        >
            <DraftField field=Field::Name label="Nom et prénom" autocomplete="name" required=true />
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
                hint="Ministère, établissement, collectivité, association…"
                autocomplete="organization"
            />
            <Group legend="Présence" level=GroupLevel::Fields>
                <p class="field__hint">"Cochez les jours où vous pensez venir."</p>
                {EVENT.days.iter().map(|&day| view! { <PresenceBox day /> }).collect_view()}
            </Group>
        </Group>
    }
}

#[component]
fn PresenceBox(
    /// A day of the event.
    day: Date,
) -> impl IntoView {
    let notebook = use_notebook();
    view! {
        <Checkbox
            id=format!("presence-{day}")
            label=day.in_french()
            checked=move || notebook.with(|draft| draft.presence.contains(&day))
            on_change=Callback::new(move |present| notebook.set_presence(day, present))
        />
    }
}
