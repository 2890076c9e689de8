//! « Vos logiciels »: each with its goals and help requests.

use domain::{Field, HelpKind, ItemId};
use leptos::prelude::Get;

use super::bound::{Hints, draft_field, draft_item_bar};
use super::items::{add_button, place_of};
use crate::dom::{El, Words, el};
use crate::notebook::{Notebook, use_notebook};
use crate::pages::wording::{Sort, help_kind};
use crate::ui::field::TextKind;
use crate::ui::group::{GroupLevel, group};
use crate::ui::select::select;

pub(super) fn software_section() -> El {
    let notebook = use_notebook();
    let ids = move || notebook.with(|draft| draft.software.iter().map(|s| s.id).collect());
    group(GroupLevel::Section, "Vos logiciels")
        .child(el("p").text(
            "Les logiciels libres sur lesquels vous travaillez, avec ce que vous voulez y faire en deux jours et l’aide qu’il vous faut.",
        ))
        .each(ids, move |id| software_item(notebook, id))
        .child(add_button(Sort::Software, None, move || notebook.add_software()))
}

fn software_item(notebook: Notebook, id: ItemId) -> El {
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
    let licence = Hints {
        hint: Some("Par exemple\u{a0}: MIT, AGPL-3.0-or-later, EUPL-1.2"),
        ..Hints::default()
    };
    let name = Hints { is_required: true, ..Hints::default() };
    let title = Words::live(move || Sort::Software.title(place.get().index));
    let summary = Hints::default();
    group(GroupLevel::Item, title)
        .child(draft_field(Field::SoftwareName(id), "Nom du logiciel", name))
        .child(draft_field(Field::Repository(id), "Lien vers le dépôt (optionnel)", LINK))
        .child(draft_field(Field::Licence(id), "Licence (optionnel)", licence))
        .child(draft_field(Field::Summary(id), "En une phrase (optionnel)", summary))
        .child(
            el("div")
                .class("items")
                .each(goals, move |id| goal_item(notebook, id))
                .child(add_button(Sort::Goal, Some(id), move || notebook.add_goal(id))),
        )
        .child(
            el("div")
                .class("items")
                .each(help_requests, move |id| help_request_item(notebook, id))
                .child(add_button(Sort::HelpRequest, Some(id), move || {
                    notebook.add_help_request(id)
                })),
        )
        .child(draft_item_bar(id, Sort::Software, place))
}

const LINK: Hints = Hints {
    kind: TextKind::Link,
    hint: Some("Format attendu\u{a0}: https://domaine.fr/page"),
    autocomplete: None,
    is_required: false,
};

/// The text of a goal or of a help request.
const fn text(hint: &'static str) -> Hints {
    Hints { kind: TextKind::Paragraphs, hint: Some(hint), autocomplete: None, is_required: true }
}

fn goal_item(notebook: Notebook, id: ItemId) -> El {
    let place = place_of(notebook, id);
    let label = Words::live(move || Sort::Goal.title(place.get().index));
    let hints =
        text("Ce que vous voulez faire en deux jours, et à quoi l’on verra que c’est fait.");
    el("div").class("item").child(draft_field(Field::Goal(id), label, hints)).child(draft_item_bar(
        id,
        Sort::Goal,
        place,
    ))
}

fn help_request_item(notebook: Notebook, id: ItemId) -> El {
    let place = place_of(notebook, id);
    let chosen = move || {
        let kind = notebook.with(|draft| draft.help_request(id).map(|request| request.kind));
        let kind = kind.unwrap_or_default();
        HelpKind::ALL.into_iter().position(|other| other == kind).unwrap_or_default()
    };
    let choose = move |index: usize| {
        if let Some(&kind) = HelpKind::ALL.get(index) {
            notebook.set_help_kind(id, kind);
        }
    };
    let list = format!("{}-type", Sort::HelpRequest.anchor(id));
    let kinds = HelpKind::ALL.into_iter().map(help_kind);
    let hints = text("Ce qui vous bloque, par où commencer, et quelle compétence il faut.");
    let title = Words::live(move || Sort::HelpRequest.title(place.get().index));
    group(GroupLevel::Fields, title)
        .child(select(&list, "Type d’aide", kinds, chosen, choose))
        .child(draft_field(Field::HelpDescription(id), "Description", hints))
        .child(draft_field(Field::Ticket(id), "Lien vers le ticket (optionnel)", LINK))
        .child(draft_item_bar(id, Sort::HelpRequest, place))
}
