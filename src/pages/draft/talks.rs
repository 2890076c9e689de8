//! « Présentations éclair ».

use domain::{Field, ItemKind, Section, TalkId, TalkKind};
use leptos::prelude::*;

use super::FormSection;
use super::bound::{DraftField, DraftItem};
use super::items::{ItemList, place_of};
use crate::draft_store::use_draft_store;
use crate::pages::labels::{choice_id, talk_kind, title};
use crate::ui::{Fieldset, FieldsetLevel, RadioGroup};

#[component]
pub(super) fn TalksSection() -> impl IntoView {
    view! {
        <FormSection section=Section::Talks>
            <p>"Quelques minutes sur un sujet qui vous tient à cœur."</p>
            <ItemList kind=ItemKind::LightningTalk />
        </FormSection>
    }
}

#[component]
pub(super) fn TalkItem(
    /// Which talk.
    id: TalkId,
) -> impl IntoView {
    let store = use_draft_store();
    let place = place_of(id);
    let chosen =
        move || store.with(|draft| draft.talk(id).map(|talk| talk.kind)).unwrap_or_default();
    let kinds = TalkKind::ALL.map(|kind| (kind, talk_kind(kind).to_owned())).to_vec();
    view! {
        <Fieldset
            legend=move || title(ItemKind::LightningTalk, place.get().index)
            level=FieldsetLevel::Item
        >
            <DraftItem item=id place>
                <DraftField field=Field::TalkSubject(id) label="Sujet" is_required=true />
                <RadioGroup
                    name=choice_id(id.into())
                    legend="Type de sujet"
                    options=kinds
                    chosen
                    on_change=move |kind| store.set_talk_kind(id, kind)
                />
            </DraftItem>
        </Fieldset>
    }
}
