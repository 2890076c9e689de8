//! « Présentations éclair ».

use domain::{Field, ItemId, Section, TalkKind};
use leptos::prelude::Get;

use super::bound::{Hints, draft_field, draft_item};
use super::coaching::Coaching;
use super::items::{item_list, place_of};
use super::section;
use crate::dom::{El, Words, el};
use crate::notebook::{Notebook, use_notebook};
use crate::pages::wording::{Sort, talk_kind};
use crate::ui::group::{GroupLevel, group};
use crate::ui::radio_group::radio_group;

pub(super) fn talks_section() -> El {
    let notebook = use_notebook();
    let item = move |id| talk_item(notebook, id);
    section(Section::Talks)
        .child(el("p").text(
            "Quelques minutes pour parler d’un sujet qui vous tient à cœur, technique ou non.",
        ))
        .child(item_list(notebook, Sort::Talk, None, item, move || notebook.add_talk()))
}

fn talk_item(notebook: Notebook, id: ItemId) -> El {
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
    let title = Words::live(move || Sort::Talk.title(place.get().index));
    let subject = Hints { is_required: true, ..Hints::default() };
    let kinds = TalkKind::ALL.into_iter().map(|kind| talk_kind(kind).to_owned());
    let name = format!("{}-type", Sort::Talk.anchor(id));
    let fields = [
        draft_field(Field::TalkSubject(id), "Sujet", subject),
        radio_group(&name, "Type de sujet", kinds, chosen, choose),
    ];
    let coaching = Coaching::new(notebook, id, Sort::Talk, place);
    draft_item(group(GroupLevel::Item, title), coaching, fields)
}
