//! « Présentations éclair ».

use domain::{Field, ItemId, Section, TalkKind};
use leptos::prelude::*;

use super::bound::{DraftField, DraftItem};
use super::items::{ItemList, place_of};
use crate::notebook::use_notebook;
use crate::pages::wording::{Sort, section_anchor, section_title, talk_kind};
use crate::ui::group::{Group, GroupLevel};
use crate::ui::radio_group::RadioGroup;

#[component]
pub(super) fn TalksSection() -> impl IntoView {
    let notebook = use_notebook();
    view! {
        <Group
            legend=section_title(Section::Talks)
            level=GroupLevel::Section(section_anchor(Section::Talks))
        >
            <p>"Quelques minutes pour parler d’un sujet qui vous tient à cœur, technique ou non."</p>
            <ItemList
                sort=Sort::Talk
                add=move |()| notebook.add_talk()
                item=|id| view! { <TalkItem id /> }.into_any()
            />
        </Group>
    }
}

#[component]
fn TalkItem(
    /// Which talk.
    id: ItemId,
) -> impl IntoView {
    let notebook = use_notebook();
    let place = place_of(notebook, id);
    let chosen = move || {
        let kind = notebook.with(|draft| draft.talk(id).map(|talk| talk.kind)).unwrap_or_default();
        TalkKind::ALL.into_iter().position(|other| other == kind).unwrap_or_default()
    };
    let choose = move |index: usize| {
        if let Some(&kind) = TalkKind::ALL.get(index) {
            notebook.set_talk_kind(id, kind);
        }
    };
    view! {
        <Group legend=move || Sort::Talk.title(place.get().index) level=GroupLevel::Item>
            <DraftItem item=id sort=Sort::Talk place>
                <DraftField field=Field::TalkSubject(id) label="Sujet" required=true />
                <RadioGroup
                    name=format!("{}-type", Sort::Talk.anchor(id))
                    legend="Type de sujet"
                    labels=TalkKind::ALL.into_iter().map(|kind| talk_kind(kind).to_owned()).collect()
                    chosen
                    on_change=Callback::new(choose)
                />
            </DraftItem>
        </Group>
    }
}
