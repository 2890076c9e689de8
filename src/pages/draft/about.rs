//! « Vous »: who writes, and when they will be there.

use domain::{Date, Field, Section};

use super::bound::{Hints, draft_field};
use super::section;
use crate::dom::{El, el};
use crate::edition::EVENT;
use crate::notebook::{Notebook, use_notebook};
use crate::ui::checkbox::checkbox;
use crate::ui::field::TextKind;
use crate::ui::group::{GroupLevel, group};

pub(super) fn about_section() -> El {
    let notebook = use_notebook();
    let name = Hints { autocomplete: Some("name"), is_required: true, ..Hints::default() };
    let email = Hints {
        kind: TextKind::Email,
        hint: Some("Format attendu\u{a0}: nom@domaine.fr"),
        autocomplete: Some("email"),
        ..Hints::default()
    };
    let organisation = Hints {
        hint: Some("Ministère, établissement, collectivité, association…"),
        autocomplete: Some("organization"),
        ..Hints::default()
    };
    section(Section::About)
        .child(draft_field(Field::Name, "Nom et prénom", name))
        .child(draft_field(Field::Email, "Adresse électronique (optionnel)", email))
        .child(draft_field(Field::Organisation, "Organisation (optionnel)", organisation))
        .child(
            group(GroupLevel::Fields, "Présence")
                .child(el("p").class("field__hint").text("Cochez les jours où vous pensez venir."))
                .children(EVENT.days.iter().map(|&day| presence_box(notebook, day))),
        )
}

fn presence_box(notebook: Notebook, day: Date) -> El {
    checkbox(
        &format!("presence-{day}"),
        day.in_french(),
        move || notebook.with(|draft| draft.presence.contains(&day)),
        move |present| notebook.set_presence(day, present),
    )
}
