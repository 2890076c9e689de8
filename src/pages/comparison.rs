//! What two versions of the draft say differently, to choose from point by point.

use domain::{Difference, Edit, Field, Item, Proposal, Sent};
use leptos::prelude::*;

use super::wording::{Sort, field_name, help_kind, moment, talk_kind};
use crate::dom::El;
use crate::platform::clock;
use crate::ui::radio_group::radio_group;

/// What the two versions are called.
#[derive(Clone, Copy)]
pub(super) struct Sides {
    /// The one that is shown in the form: « Cet onglet ».
    pub(super) mine: &'static str,
    /// The other one: « L’autre onglet ».
    pub(super) theirs: &'static str,
    /// « Seulement dans cet onglet ».
    pub(super) only_mine: &'static str,
    /// « Seulement dans l’autre onglet ».
    pub(super) only_theirs: &'static str,
}

/// The differences between two versions, and which of them are taken from the other one.
pub(super) struct Comparison {
    /// With each difference, which version it is taken from: 0 for this one, 1 for the other, as its
    /// buttons stand.
    points: Vec<(Difference, RwSignal<usize>)>,
}

impl Comparison {
    /// Each difference is taken from the other version, or not, as `is_taken` says, until the
    /// visitor says otherwise.
    pub(super) fn new(found: Vec<Difference>, is_taken: fn(&Difference) -> bool) -> Self {
        let point = |difference: Difference| {
            let taken = RwSignal::new(usize::from(is_taken(&difference)));
            (difference, taken)
        };
        Self { points: found.into_iter().map(point).collect() }
    }

    /// Whether both versions say the same.
    pub(super) fn is_empty(&self) -> bool {
        self.points.is_empty()
    }

    /// One choice per difference; `mine` is the version that is shown in the form.
    pub(super) fn view(&self, mine: &Proposal, sides: Sides) -> Vec<El> {
        let points = self.points.iter().enumerate().map(|(index, (difference, taken))| {
            let (legend, labels) = words(mine, difference, sides);
            point(index, legend, labels, *taken)
        });
        points.collect()
    }

    /// What takes from the other version all that the visitor chose.
    pub(super) fn chosen(&self) -> Vec<Edit> {
        let taken = self.points.iter().filter(|(_, taken)| taken.get_untracked() == 1);
        taken.flat_map(|(difference, _)| difference.edits.clone()).collect()
    }
}

/// One thing that differs.
fn point(index: usize, legend: String, labels: [String; 2], taken: RwSignal<usize>) -> El {
    let name = format!("difference-{index}");
    radio_group(&name, legend, labels, move || taken.get(), move |chosen| taken.set(chosen))
}

/// What two versions say differently, and what each of them says: this one, then the other.
fn words(mine: &Proposal, difference: &Difference, sides: Sides) -> (String, [String; 2]) {
    let versions = |mine: &str, theirs: &str| {
        [format!("{}\u{a0}: {mine}", sides.mine), format!("{}\u{a0}: {theirs}", sides.theirs)]
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
            let legend = format!("{}\u{a0}: {noun} {}", sides.only_theirs, quoted(text));
            (legend, ["Ne pas ajouter".to_owned(), "Ajouter".to_owned()])
        }
        Edit::Remove { item } => {
            let name = Sort::find(mine, *item).map(|(sort, ids)| {
                let index = ids.iter().position(|id| id == item).unwrap_or_default();
                let text = mine.text(sort.first_field(*item)).unwrap_or_default();
                format!("{} {}", sort.in_sentence(index), quoted(text))
            });
            let legend = format!("{}\u{a0}: {}", sides.only_mine, name.unwrap_or_default());
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
