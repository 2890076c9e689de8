//! « Vos logiciels »: each with its goals and help requests.

use domain::{Field, HelpKind, ItemId, Section};
use leptos::prelude::Get;

use super::bound::{Hints, draft_field, draft_item};
use super::coaching::Coaching;
use super::examples::{self, examples};
use super::items::{item_list, place_of};
use super::section;
use crate::dom::{El, Words, el};
use crate::notebook::{Notebook, use_notebook};
use crate::pages::wording::{Sort, help_kind};
use crate::ui::field::TextKind;
use crate::ui::group::{GroupLevel, group};
use crate::ui::select::select;

pub(super) fn software_section() -> El {
    let notebook = use_notebook();
    let item = move |id| software_item(notebook, id);
    section(Section::Software)
        .child(el("p").text(
            "Les logiciels libres sur lesquels vous travaillez, avec ce que vous voulez y faire en deux jours et l’aide qu’il vous faut.",
        ))
        .child(examples(examples::SOFTWARE))
        .child(item_list(notebook, Sort::Software, None, item, move || notebook.add_software()))
}

fn software_item(notebook: Notebook, id: ItemId) -> El {
    let place = place_of(notebook, id);
    let coaching = Coaching::new(notebook, id, Sort::Software, place);
    let licence = Hints {
        hint: Some("Par exemple\u{a0}: MIT, AGPL-3.0-or-later, EUPL-1.2"),
        ..Hints::default()
    };
    let name = Hints { is_required: true, ..Hints::default() };
    let title = Words::live(move || Sort::Software.title(place.get().index));
    let summary = Hints::default();
    let goal = move |id| goal_item(notebook, id);
    let help_request = move |id| help_request_item(notebook, id);
    let fields = [
        draft_field(Field::SoftwareName(id), "Nom du logiciel", name),
        draft_field(Field::Repository(id), "Lien vers le dépôt (optionnel)", LINK),
        draft_field(Field::Licence(id), "Licence (optionnel)", licence),
        draft_field(Field::Summary(id), "En une phrase (optionnel)", summary),
        item_list(notebook, Sort::Goal, Some(id), goal, move || notebook.add_goal(id)),
        item_list(notebook, Sort::HelpRequest, Some(id), help_request, move || {
            notebook.add_help_request(id)
        }),
    ];
    draft_item(group(GroupLevel::Item, title), coaching, fields)
}

const LINK: Hints = Hints {
    kind: TextKind::Link,
    hint: Some("Format attendu\u{a0}: https://domaine.fr/page"),
    autocomplete: None,
    is_required: false,
    coaching: None,
};

/// The text of a goal or of a help request.
const fn text(hint: &'static str, coaching: Coaching) -> Hints {
    Hints {
        kind: TextKind::Paragraphs,
        hint: Some(hint),
        autocomplete: None,
        is_required: true,
        coaching: Some(coaching),
    }
}

fn goal_item(notebook: Notebook, id: ItemId) -> El {
    let place = place_of(notebook, id);
    let coaching = Coaching::new(notebook, id, Sort::Goal, place);
    let label = Words::live(move || Sort::Goal.title(place.get().index));
    let hint = "Ce que vous voulez faire en deux jours, et à quoi l’on verra que c’est fait.";
    let field = draft_field(Field::Goal(id), label, text(hint, coaching));
    draft_item(el("div").class("item"), coaching, [field])
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
    let hint = "Ce qui vous bloque, par où commencer, et quelle compétence il faut.";
    let coaching = Coaching::new(notebook, id, Sort::HelpRequest, place);
    let title = Words::live(move || Sort::HelpRequest.title(place.get().index));
    let fields = [
        select(&list, "Type d’aide", kinds, chosen, choose),
        draft_field(Field::HelpDescription(id), "Description", text(hint, coaching)),
        draft_field(Field::Ticket(id), "Lien vers le ticket (optionnel)", LINK),
    ];
    draft_item(group(GroupLevel::Subitem, title), coaching, fields)
}
