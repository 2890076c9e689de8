//! « Vos logiciels »: each with its goals and help requests.

use domain::{Field, HelpKind, ItemId, Section};
use leptos::prelude::*;

use super::bound::{DraftField, DraftItem};
use super::examples::{self, examples};
use super::items::{ItemList, place_of};
use crate::notebook::use_notebook;
use crate::pages::wording::{Sort, help_kind, section_anchor, section_title};
use crate::ui::field::TextKind;
use crate::ui::group::{Group, GroupLevel};
use crate::ui::select::Select;

#[component]
pub(super) fn SoftwareSection() -> impl IntoView {
    let notebook = use_notebook();
    view! {
        <Group
            legend=section_title(Section::Software)
            level=GroupLevel::Section(section_anchor(Section::Software))
        >
            <p>
                "Les logiciels libres sur lesquels vous travaillez, avec ce que vous voulez y faire en deux jours et l’aide qu’il vous faut."
            </p>
            {examples(examples::SOFTWARE)}
            <ItemList
                sort=Sort::Software
                add=move |()| notebook.add_software()
                item=|id| view! { <SoftwareItem id /> }.into_any()
            />
        </Group>
    }
}

#[component]
fn SoftwareItem(
    /// Which software.
    id: ItemId,
) -> impl IntoView {
    let notebook = use_notebook();
    let place = place_of(notebook, id);
    view! {
        <Group legend=move || Sort::Software.title(place.get().index) level=GroupLevel::Item>
            <DraftItem item=id sort=Sort::Software place>
                <DraftField field=Field::SoftwareName(id) label="Nom du logiciel" required=true />
                <DraftField
                    field=Field::Repository(id)
                    label="Lien vers le dépôt (optionnel)"
                    kind=TextKind::Link
                    hint="Format attendu\u{a0}: https://domaine.fr/page"
                />
                <DraftField
                    field=Field::Licence(id)
                    label="Licence (optionnel)"
                    hint="Par exemple\u{a0}: MIT, AGPL-3.0-or-later, EUPL-1.2"
                />
                <DraftField field=Field::Summary(id) label="En une phrase (optionnel)" />
                <ItemList
                    sort=Sort::Goal
                    parent=id
                    add=move |()| notebook.add_goal(id)
                    item=|id| view! { <GoalItem id /> }.into_any()
                />
                <ItemList
                    sort=Sort::HelpRequest
                    parent=id
                    add=move |()| notebook.add_help_request(id)
                    item=|id| view! { <HelpRequestItem id /> }.into_any()
                />
            </DraftItem>
        </Group>
    }
}

#[component]
fn GoalItem(
    /// Which goal.
    id: ItemId,
) -> impl IntoView {
    let place = place_of(use_notebook(), id);
    view! {
        <div class="item">
            <DraftItem item=id sort=Sort::Goal place>
                <DraftField
                    field=Field::Goal(id)
                    label=move || Sort::Goal.title(place.get().index)
                    kind=TextKind::Paragraphs
                    hint="Ce que vous voulez faire en deux jours, et à quoi l’on verra que c’est fait."
                    required=true
                />
            </DraftItem>
        </div>
    }
}

#[component]
fn HelpRequestItem(
    /// Which help request.
    id: ItemId,
) -> impl IntoView {
    let notebook = use_notebook();
    let place = place_of(notebook, id);
    let kind = move || notebook.with(|draft| draft.help_request(id).map(|request| request.kind));
    let chosen = move || {
        let kind = kind().unwrap_or_default();
        HelpKind::ALL.into_iter().position(|other| other == kind).unwrap_or_default()
    };
    let choose = move |index: usize| {
        if let Some(&kind) = HelpKind::ALL.get(index) {
            notebook.set_help_kind(id, kind);
        }
    };
    view! {
        <Group legend=move || Sort::HelpRequest.title(place.get().index) level=GroupLevel::Subitem>
            <DraftItem item=id sort=Sort::HelpRequest place>
                <Select
                        id=format!("{}-type", Sort::HelpRequest.anchor(id))
                        label="Type d’aide"
                        options=HelpKind::ALL.into_iter().map(help_kind).collect()
                        chosen
                        on_change=Callback::new(choose)
                    />
                    <DraftField
                        field=Field::HelpDescription(id)
                        label="Description"
                        kind=TextKind::Paragraphs
                        hint="Ce qui vous bloque, par où commencer, et quelle compétence il faut."
                            required=true
                    />
                    <DraftField
                        field=Field::Ticket(id)
                        label="Lien vers le ticket (optionnel)"
                        kind=TextKind::Link
                        hint="Format attendu\u{a0}: https://domaine.fr/page"
                    />
            </DraftItem>
        </Group>
    }
}
