//! Two versions of the draft, to choose from.

use domain::keeper::{OtherVersion, Saving};
use domain::{Difference, Edit, Field, Item, Proposal, Sent, differences};
use leptos::prelude::*;

use super::{VERSIONS, backup_button};
use crate::notebook::{Notebook, use_notebook};
use crate::pages::wording::{Sort, field_name, help_kind, moment, talk_kind};
use crate::platform::{clock, document};
use crate::render::after_render;
use crate::ui::alert::{Alert, Severity};
use crate::ui::button::{Button, Emphasis};
use crate::ui::dynamic::dynamic;
use crate::ui::radio_group::RadioGroup;

/// While another tab's version waits: what differs, and choosing one, the other, or of each.
#[component]
pub(in crate::pages) fn Versions() -> impl IntoView {
    let notebook = use_notebook();
    dynamic(move || {
        let other = notebook.other_version()?;
        Some(choice(notebook, &other).into_any())
    })
}

fn choice(notebook: Notebook, other: &OtherVersion) -> impl IntoView + use<> {
    let advice = if matches!(notebook.saving(), Saving::Conflict { no_room: true }) {
        "Rien n’a été changé\u{a0}: l’espace de stockage de ce navigateur est plein, et la version que vous ne gardez pas n’a pas pu être mise de côté. Libérez de la place, ou téléchargez une sauvegarde de la version de cet onglet."
    } else {
        "Rien n’est perdu\u{a0}: la version que vous ne gardez pas est mise de côté sur cet appareil. Voici ce qui diffère."
    };
    let theirs = &other.record.proposal;
    let found = notebook.with(|draft| differences(&other.base, draft, theirs));
    let choices: Vec<RwSignal<bool>> =
        found.iter().map(|difference| RwSignal::new(difference.is_news)).collect();
    let points = notebook.with(|draft| {
        let points = found.iter().zip(&choices).enumerate().map(|(index, (difference, taken))| {
            let (legend, labels) = words(draft, difference);
            point(index, legend, labels, *taken).into_any()
        });
        points.collect::<Vec<_>>()
    });
    let keep_chosen = move |()| {
        let taken = |(difference, taken): (&Difference, &RwSignal<bool>)| {
            taken.get_untracked().then(|| difference.edits.clone())
        };
        let edits: Vec<Edit> = found.iter().zip(&choices).filter_map(taken).flatten().collect();
        notebook.keep_this_version_with(edits);
        after_choice(notebook);
    };
    view! {
        <Alert
            severity=Severity::Warning
            title="Ce brouillon a aussi été modifié dans un autre onglet"
        >
            <p id=VERSIONS tabindex="-1">
                {advice}
            </p>
            {points}
            <p class="actions">
                <Button
                    label="Enregistrer ce choix"
                    emphasis=Emphasis::Primary
                    on_press=keep_chosen
                />
                <Button
                    label="Garder la version de cet onglet"
                    on_press=move |()| {
                        notebook.keep_this_version();
                        after_choice(notebook);
                    }
                />
                <Button
                    label="Prendre la version de l’autre onglet"
                    on_press=move |()| {
                        notebook.take_other_version();
                        after_choice(notebook);
                    }
                />
                {backup_button(notebook)}
            </p>
        </Alert>
    }
}

/// The focus goes to what is still to be said, or else to the page that one goes on with.
fn after_choice(notebook: Notebook) {
    after_render(move || {
        if untrack(|| notebook.other_version()).is_some() {
            document::focus(VERSIONS);
        } else {
            document::focus_heading();
        }
    });
}

/// One thing that differs. What only the other tab changed is taken from there unless the visitor
/// says otherwise.
fn point(
    index: usize,
    legend: String,
    labels: [String; 2],
    taken: RwSignal<bool>,
) -> impl IntoView {
    view! {
        <RadioGroup
            name=format!("difference-{index}")
            legend
            labels=labels.into()
            chosen=move || usize::from(taken.get())
            on_change=Callback::new(move |chosen| taken.set(chosen == 1))
        />
    }
}

/// What two versions say differently, and what each of them says: this tab's, then the other's.
fn words(mine: &Proposal, difference: &Difference) -> (String, [String; 2]) {
    let versions = |mine: &str, theirs: &str| {
        [format!("Cet onglet\u{a0}: {mine}"), format!("L’autre onglet\u{a0}: {theirs}")]
    };
    let [edit] = &difference.edits[..] else {
        return ("Ordre de la liste".to_owned(), versions("cet ordre", "l’autre ordre"));
    };
    match edit {
        Edit::Text { field, value } => {
            let here = mine.text(*field).unwrap_or_default();
            (field_name(mine, *field), versions(&quoted(here), &quoted(value)))
        }
        Edit::Presence { day, present } => {
            let (here, there) =
                if *present { ("absence", "présence") } else { ("présence", "absence") };
            (format!("Présence le {}", day.in_french()), versions(here, there))
        }
        Edit::HelpKind { request, kind } => {
            let here = mine.help_request(*request).map(|request| help_kind(request.kind));
            let words = versions(here.unwrap_or_default(), help_kind(*kind));
            (field_name(mine, Field::HelpDescription(*request)), words)
        }
        Edit::TalkKind { talk, kind } => {
            let here = mine.talk(*talk).map(|talk| talk_kind(talk.kind));
            let words = versions(here.unwrap_or_default(), talk_kind(*kind));
            (field_name(mine, Field::TalkSubject(*talk)), words)
        }
        Edit::Insert { item, .. } => {
            let (noun, text) = match item {
                Item::Software(software) => ("logiciel", &software.name),
                Item::Goal(goal) => ("objectif", &goal.text),
                Item::HelpRequest(request) => ("demande d’aide", &request.description),
                Item::LightningTalk(talk) => ("présentation éclair", &talk.subject),
            };
            let legend = format!("Seulement dans l’autre onglet\u{a0}: {noun} {}", quoted(text));
            (legend, ["Ne pas ajouter".to_owned(), "Ajouter".to_owned()])
        }
        Edit::Remove { item } => {
            let name = Sort::find(mine, *item).map(|(sort, ids)| {
                let index = ids.iter().position(|id| id == item).unwrap_or_default();
                let text = mine.text(sort.first_field(*item)).unwrap_or_default();
                format!("{} {}", sort.in_sentence(index), quoted(text))
            });
            let legend = format!("Seulement dans cet onglet\u{a0}: {}", name.unwrap_or_default());
            (legend, ["Garder".to_owned(), "Retirer".to_owned()])
        }
        Edit::Sent(theirs) => {
            let legend = "Envoi".to_owned();
            (legend, versions(&sending(mine.sent.as_deref()), &sending(theirs.as_deref())))
        }
        // No difference is made of these.
        Edit::Splice { .. } | Edit::Move { .. } | Edit::Replace(_) => Default::default(),
    }
}

/// What a version says of its sending.
fn sending(sent: Option<&Sent>) -> String {
    match sent {
        Some(sent) => format!("envoyé {}", moment(sent.at, clock::now())),
        None => "pas d’envoi indiqué".to_owned(),
    }
}

/// A text within a sentence, cut where it would be too long to compare at a glance.
fn quoted(text: &str) -> String {
    const LONGEST: usize = 200;
    if text.trim().is_empty() {
        return "(vide)".to_owned();
    }
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("«\u{a0}{}…\u{a0}»", text.get(..end).unwrap_or_default()),
        None => format!("«\u{a0}{text}\u{a0}»"),
    }
}
