//! « Vos logiciels »: each with its goals and help requests.

use domain::{Field, GoalId, HelpKind, ItemKind, RequestId, Section, SoftwareId};
use leptos::prelude::*;

use super::FormSection;
use super::bound::{DraftField, DraftItem};
use super::examples::{self, FoldedExamples};
use super::items::{ItemList, place_of};
use super::suggestions::ItemSuggestion;
use crate::draft_store::use_draft_store;
use crate::pages::labels::{choice_id, help_kind, title};
use crate::ui::{Fieldset, FieldsetLevel, Select, TextKind};

#[component]
pub(super) fn SoftwareSection() -> impl IntoView {
    view! {
        <FormSection section=Section::Software>
            <FoldedExamples examples=examples::SOFTWARE />
            <ItemList kind=ItemKind::Software />
        </FormSection>
    }
}

#[component]
pub(super) fn SoftwareItem(
    /// Which software.
    id: SoftwareId,
) -> impl IntoView {
    let place = place_of(id);
    view! {
        <Fieldset
            legend=move || title(ItemKind::Software, place.get().index)
            level=FieldsetLevel::Item
        >
            <DraftItem item=id place>
                <DraftField
                    field=Field::SoftwareName(id)
                    label="Nom du logiciel"
                    is_required=true
                />
                <ItemList kind=ItemKind::Goal parent=id />
                <ItemList kind=ItemKind::HelpRequest parent=id />
                <details class="more">
                    <summary>"Lien, licence, description (optionnel)"</summary>
                    <DraftField
                        field=Field::Repository(id)
                        label="Lien vers le dépôt (optionnel)"
                        kind=TextKind::Link
                        hint="L’adresse du code source."
                    />
                    <DraftField
                        field=Field::Licence(id)
                        label="Licence (optionnel)"
                        hint="Par exemple\u{a0}: MIT, EUPL-1.2"
                    />
                    <DraftField field=Field::Summary(id) label="En une phrase (optionnel)" />
                </details>
            </DraftItem>
        </Fieldset>
    }
}

#[component]
pub(super) fn GoalItem(
    /// Which goal.
    id: GoalId,
) -> impl IntoView {
    let place = place_of(id);
    let suggestion = ItemSuggestion::new(id, place);
    view! {
        <div class="item">
            <DraftItem item=id place suggestion>
                <DraftField
                    field=Field::Goal(id)
                    label=move || title(ItemKind::Goal, place.get().index)
                    is_label_hidden=true
                    kind=TextKind::Paragraphs
                    hint="Ce qui sera fait, et à quoi on le verra."
                    is_required=true
                    advice_id=Signal::derive(move || suggestion.note_id())
                />
            </DraftItem>
        </div>
    }
}

#[component]
pub(super) fn HelpRequestItem(
    /// Which help request.
    id: RequestId,
) -> impl IntoView {
    let store = use_draft_store();
    let place = place_of(id);
    let suggestion = ItemSuggestion::new(id, place);
    let chosen = move || {
        let kind = store.with(|draft| draft.help_request(id).map(|request| request.kind));
        kind.unwrap_or_default()
    };
    let kinds = HelpKind::ALL.map(|kind| (kind, help_kind(kind).to_owned())).to_vec();
    view! {
        <Fieldset
            legend=move || title(ItemKind::HelpRequest, place.get().index)
            level=FieldsetLevel::Subitem
        >
            <DraftItem item=id place suggestion>
                <Select
                    id=choice_id(id.into())
                    label="Type d’aide"
                    options=kinds
                    chosen
                    on_change=move |kind| store.set_help_kind(id, kind)
                />
                <DraftField
                    field=Field::HelpDescription(id)
                    label="Description"
                    kind=TextKind::Paragraphs
                    hint="Ce qui bloque, par où commencer, quelle compétence."
                    is_required=true
                    advice_id=Signal::derive(move || suggestion.note_id())
                />
                <DraftField
                    field=Field::Ticket(id)
                    label="Lien vers le ticket (optionnel)"
                    kind=TextKind::Link
                />
            </DraftItem>
        </Fieldset>
    }
}
