//! « Vos logiciels »: each with its goals and help requests.

use domain::{Field, HelpKind, ItemId};
use leptos::prelude::*;

use super::bound::{DraftField, DraftItemBar};
use super::items::{AddButton, place_of};
use crate::notebook::use_notebook;
use crate::pages::wording::{Sort, help_kind};
use crate::ui::field::TextKind;
use crate::ui::group::{Group, GroupLevel};
use crate::ui::select::Select;

#[component]
pub(super) fn SoftwareSection() -> impl IntoView {
    let notebook = use_notebook();
    let ids =
        move || notebook.with(|draft| draft.software.iter().map(|s| s.id).collect::<Vec<_>>());
    view! {
        <Group legend="Vos logiciels" level=GroupLevel::Section>
            <p>
                "Les logiciels libres sur lesquels vous travaillez, avec ce que vous voulez y faire en deux jours et l’aide qu’il vous faut."
            </p>
            <For each=ids key=|id| *id let:id>
                <SoftwareItem id />
            </For>
            <AddButton sort=Sort::Software add=move |()| notebook.add_software() />
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
    let goals = move || {
        notebook.with(|draft| match draft.software(id) {
            Some(software) => software.goals.iter().map(|goal| goal.id).collect(),
            None => Vec::new(),
        })
    };
    let help_requests = move || {
        notebook.with(|draft| match draft.software(id) {
            Some(software) => software.help_requests.iter().map(|request| request.id).collect(),
            None => Vec::new(),
        })
    };
    view! {
        <Group legend=move || Sort::Software.title(place.get().index) level=GroupLevel::Item>
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
            <div class="items">
                <For each=goals key=|id| *id let:id>
                    <GoalItem id />
                </For>
                <AddButton sort=Sort::Goal parent=id add=move |()| notebook.add_goal(id) />
            </div>
            <div class="items">
                <For each=help_requests key=|id| *id let:id>
                    <HelpRequestItem id />
                </For>
                <AddButton
                    sort=Sort::HelpRequest
                    parent=id
                    add=move |()| notebook.add_help_request(id)
                />
            </div>
            <DraftItemBar item=id sort=Sort::Software place />
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
            <DraftField
                field=Field::Goal(id)
                label=move || Sort::Goal.title(place.get().index)
                kind=TextKind::Paragraphs
                hint="Ce que vous voulez faire en deux jours, et à quoi l’on verra que c’est fait."
                required=true
            />
            <DraftItemBar item=id sort=Sort::Goal place />
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
        <Group legend=move || Sort::HelpRequest.title(place.get().index) level=GroupLevel::Fields>
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
            <DraftItemBar item=id sort=Sort::HelpRequest place />
        </Group>
    }
}
