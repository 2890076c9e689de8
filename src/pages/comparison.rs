//! What two versions of the draft say differently, to choose from point by point.

use domain::{Difference, Edit, Field, Item, ItemId, ItemKind, Proposal, Sent, SoftwareId};
use leptos::prelude::*;

use super::labels::{
    field_name, help_kind, in_sentence, moment, noun_in_sentence, talk_kind, title,
};
use crate::draft_store::DraftStore;
use crate::platform::clock;
use crate::ui::RadioGroup;

/// Which of two versions something is taken from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// The version that is shown in the form.
    Mine,
    /// The other one.
    Theirs,
}

/// What the two versions are called.
#[derive(Clone, Copy, Debug)]
pub(super) struct SideLabels {
    /// The one that is shown in the form: « Cet onglet ».
    pub(super) mine: &'static str,
    /// The other one: « L’autre onglet ».
    pub(super) theirs: &'static str,
    /// « Seulement dans cet onglet ».
    pub(super) only_mine: &'static str,
    /// « Seulement dans l’autre onglet ».
    pub(super) only_theirs: &'static str,
}

/// The differences between two versions, and which version each of them is taken from.
///
/// It follows the draft, also what is typed there. A choice that the visitor made stays for as long as
/// the difference is there, whatever else changes; where they made none, a side is suggested by what the
/// difference is now.
#[derive(Clone, Copy)]
pub(super) struct Comparison {
    store: DraftStore,
    name: &'static str,
    points: Memo<Vec<Point>>,
}

impl Comparison {
    /// Compares the draft with another version; `find` gives the differences, and tracks what else
    /// it reads.
    ///
    /// The names and ids of the choices are made from `name`, which no other comparison on the page
    /// has. Each difference is taken from the side that `suggest` says until the visitor says
    /// otherwise.
    pub(super) fn new(
        store: DraftStore,
        name: &'static str,
        labels: SideLabels,
        find: impl Fn(&Proposal) -> Vec<Difference> + Send + Sync + 'static,
        suggest: fn(&Difference) -> Side,
    ) -> Self {
        let points = Memo::new(move |previous: Option<&Vec<Point>>| {
            let previous = previous.map(Vec::as_slice).unwrap_or_default();
            store.with_settled(|mine| {
                update(previous, find(mine), suggest, |difference| words(mine, difference, labels))
            })
        });
        Self { store, name, points }
    }

    /// Whether both versions say the same.
    pub(super) fn is_empty(self) -> bool {
        self.points.with(Vec::is_empty)
    }

    /// The draft, with all that the visitor chose of the other version. Not tracked.
    pub(super) fn merged(self) -> Proposal {
        // Something may have been typed a moment ago.
        self.store.settle();
        let mut draft = self.store.with_untracked(Clone::clone);
        let points = self.points.get_untracked();
        let taken = points.into_iter().filter(|point| untrack(|| point.side()) == Side::Theirs);
        for edit in taken.flat_map(|point| point.difference.edits) {
            // What no longer fits, since the visitor has gone on typing, is left out.
            let _ = draft.apply(edit);
        }
        draft
    }
}

/// One difference, and the visitor's choice.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Point {
    /// Names the point for as long as it is there, from 0.
    number: usize,
    difference: Difference,
    words: Words,
    suggested: Side,
    /// What the visitor chose. Reference-counted, because points outlive the run of the memo that makes
    /// them.
    chosen: ArcRwSignal<Option<Side>>,
}

impl Point {
    fn side(&self) -> Side {
        self.chosen.get().unwrap_or(self.suggested)
    }
}

/// A difference in French.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Words {
    /// What differs.
    legend: String,
    /// What the version in the form says.
    mine: String,
    /// What the other one says.
    theirs: String,
}

/// One point for each difference. What was there before keeps its number and the visitor's choice.
fn update(
    previous: &[Point],
    found: Vec<Difference>,
    suggest: fn(&Difference) -> Side,
    words: impl Fn(&Difference) -> Words,
) -> Vec<Point> {
    let mut free = previous.iter().map(|point| point.number + 1).max().unwrap_or_default();
    let mut known: Vec<&Point> = previous.iter().collect();
    let mut points = Vec::with_capacity(found.len());
    for difference in found {
        let same = known.iter().position(|point| is_same(&point.difference, &difference));
        let (number, chosen) = if let Some(index) = same {
            let point = known.remove(index);
            (point.number, point.chosen.clone())
        } else {
            free += 1;
            (free - 1, ArcRwSignal::default())
        };
        let (words, suggested) = (words(&difference), suggest(&difference));
        points.push(Point { number, difference, words, suggested, chosen });
    }
    points
}

/// Whether both are about the same thing: their edits are the same, but for the ids of items to
/// insert, which depend on the ids that are free in the draft.
fn is_same(one: &Difference, other: &Difference) -> bool {
    match (&one.edits[..], &other.edits[..]) {
        (
            [Edit::Insert { parent, index, item }],
            [Edit::Insert { parent: other_parent, index: other_index, item: other_item }],
        ) => {
            parent == other_parent
                && index == other_index
                && item.id().kind() == other_item.id().kind()
                && own_text(item) == own_text(other_item)
        }
        // There is at most one of them.
        ([Edit::Sent(_)], [Edit::Sent(_)]) => true,
        (edits, other_edits) => edits == other_edits,
    }
}

/// The text in the first field of an item.
fn own_text(item: &Item) -> &str {
    match item {
        Item::Software(software) => &software.name,
        Item::Goal(goal) => &goal.text,
        Item::HelpRequest(request) => &request.description,
        Item::LightningTalk(talk) => &talk.subject,
    }
}

/// One choice per difference.
#[component]
pub(super) fn ComparisonChoices(
    /// What is compared.
    comparison: Comparison,
) -> impl IntoView {
    let Comparison { name, points, .. } = comparison;
    let choice = move |point: Point| {
        let number = point.number;
        // A point that is about to leave the page still says what it said.
        let now = Memo::new(move |previous: Option<&Point>| {
            let find = |points: &Vec<Point>| points.iter().find(|it| it.number == number).cloned();
            points.with(find).or_else(|| previous.cloned()).unwrap_or_else(|| point.clone())
        });
        view! { {move || point_choice(name, now.get())} }
    };
    view! { <For each=move || points.get() key=|point| point.number children=choice /> }
}

/// The choice for one difference. It is made anew, in its place, when the difference is another one.
fn point_choice(name: &'static str, point: Point) -> AnyView {
    let Point { number, words: Words { legend, mine, theirs }, .. } = point.clone();
    let chosen = point.chosen.clone();
    view! {
        <RadioGroup
            name=format!("{name}-{number}")
            legend
            options=vec![(Side::Mine, mine), (Side::Theirs, theirs)]
            chosen=move || point.side()
            on_change=move |side| chosen.set(Some(side))
        />
    }
    .into_any()
}

/// What two versions say differently, and what each of them says.
fn words(mine: &Proposal, difference: &Difference, labels: SideLabels) -> Words {
    let versions = |legend: String, mine: &str, theirs: &str| Words {
        legend,
        mine: format!("{}\u{a0}: {mine}", labels.mine),
        theirs: format!("{}\u{a0}: {theirs}", labels.theirs),
    };
    let choice = |legend: String, mine: &str, theirs: &str| Words {
        legend,
        mine: mine.to_owned(),
        theirs: theirs.to_owned(),
    };
    let [edit] = &difference.edits[..] else {
        let parent = match difference.edits.first() {
            Some(Edit::Move { item, .. }) => mine.parent_of(*item).map(|parent| parent.id),
            _ => None,
        };
        let legend = format!("Ordre de la liste{}", behind(mine, parent));
        return versions(legend, "cet ordre", "l’autre ordre");
    };
    match edit {
        Edit::Text { field, value } => {
            let here = mine.text(*field).unwrap_or_default();
            versions(place(mine, *field), &quoted(here), &quoted(value))
        }
        Edit::Presence { day, present } => {
            let (here, there) =
                if *present { ("absence", "présence") } else { ("présence", "absence") };
            versions(format!("Présence le {}", day.in_french()), here, there)
        }
        Edit::HelpKind { request, kind } => {
            let here = mine.help_request(*request).map(|request| help_kind(request.kind));
            let legend = place(mine, Field::HelpDescription(*request));
            versions(legend, here.unwrap_or_default(), help_kind(*kind))
        }
        Edit::TalkKind { talk, kind } => {
            let here = mine.talk(*talk).map(|talk| talk_kind(talk.kind));
            let legend = field_name(mine, Field::TalkSubject(*talk));
            versions(legend, here.unwrap_or_default(), talk_kind(*kind))
        }
        Edit::Insert { parent, item, .. } => {
            let noun = noun_in_sentence(item.id().kind());
            let legend = format!(
                "{}\u{a0}: {}{noun} {}",
                labels.only_theirs,
                before(mine, *parent),
                quoted(own_text(item))
            );
            choice(legend, "Ne pas ajouter", "Ajouter")
        }
        Edit::Remove { item } => {
            let name = mine.place(*item).map(|place| {
                let text = mine.text(item.first_field()).unwrap_or_default();
                let parent = before(mine, mine.parent_of(*item).map(|parent| parent.id));
                format!("{parent}{} {}", in_sentence(item.kind(), place.index), quoted(text))
            });
            let legend = format!("{}\u{a0}: {}", labels.only_mine, name.unwrap_or_default());
            choice(legend, "Garder", "Retirer")
        }
        Edit::Sent(theirs) => {
            let (here, there) = (sending(mine.sent.as_deref()), sending(theirs.as_deref()));
            versions("Envoi".to_owned(), &here, &there)
        }
        // No difference is made of these.
        Edit::Splice { .. } | Edit::Move { .. } | Edit::Replace(_) => Words::default(),
    }
}

/// What a field is called, with its software by name: « Logiciel « Démo », licence ».
fn place(mine: &Proposal, field: Field) -> String {
    let name = field_name(mine, field);
    let software = field.item().and_then(|item| match item {
        ItemId::Software(id) => mine.software(id),
        _ => mine.parent_of(item),
    });
    let named = software.filter(|software| !software.name.trim().is_empty()).and_then(|software| {
        let number = title(ItemKind::Software, mine.place(software.id.into())?.index);
        let rest = name.strip_prefix(&number)?;
        Some(format!("Logiciel {}{rest}", quoted(&software.name)))
    });
    named.unwrap_or(name)
}

/// The software that an item belongs to, by name, before what the item is called.
fn before(mine: &Proposal, software: Option<SoftwareId>) -> String {
    let name = software.map(|id| in_sentence_by_name(mine, id));
    name.map(|name| format!("{name}, ")).unwrap_or_default()
}

/// The same, behind it.
fn behind(mine: &Proposal, software: Option<SoftwareId>) -> String {
    let name = software.map(|id| in_sentence_by_name(mine, id));
    name.map(|name| format!(", {name}")).unwrap_or_default()
}

fn in_sentence_by_name(mine: &Proposal, id: SoftwareId) -> String {
    match mine.software(id).map(|software| software.name.trim()) {
        Some(name) if !name.is_empty() => format!("logiciel {}", quoted(name)),
        _ => {
            let place = mine.place(id.into()).map(|place| place.index);
            in_sentence(ItemKind::Software, place.unwrap_or_default())
        }
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

#[cfg(test)]
mod tests {
    use domain::differences;

    use super::*;

    /// A draft with these texts under « Attentes » and « Ce que je peux apporter », and a software
    /// of each of these names.
    fn draft(expectations: &str, offers: &str, software: &[&str]) -> Proposal {
        let mut draft = Proposal::default();
        for name in software {
            let item = draft.new_software();
            let field = Field::SoftwareName(item.id);
            let item = Item::Software(item);
            draft.apply(Edit::Insert { parent: None, index: usize::MAX, item }).unwrap();
            draft.apply(Edit::Text { field, value: (*name).to_owned() }).unwrap();
        }
        for (field, text) in [(Field::Expectations, expectations), (Field::Offers, offers)] {
            draft.apply(Edit::Text { field, value: text.to_owned() }).unwrap();
        }
        draft
    }

    fn points(previous: &[Point], mine: &Proposal, theirs: &Proposal) -> Vec<Point> {
        let found = differences(&Proposal::default(), mine, theirs);
        update(previous, found, |_| Side::Mine, |_| Words::default())
    }

    #[test]
    fn every_difference_names_its_software() {
        let labels = SideLabels {
            mine: "Moi",
            theirs: "Eux",
            only_mine: "Ici seulement",
            only_theirs: "Là seulement",
        };
        let mut base = draft("", "", &["Démo", ""]);
        let [first, second] = [0, 1].map(|index| base.software[index].id);
        for (parent, text) in [(first, "Publier"), (first, "Relire"), (second, "Traduire")] {
            let goal = domain::Goal { text: text.to_owned(), ..base.new_goal() };
            let item = Item::Goal(goal);
            let parent = Some(parent);
            base.apply(Edit::Insert { parent, index: usize::MAX, item }).unwrap();
        }
        let [goal, other] = [0, 1].map(|index| base.software[0].goals[index].id);
        let added = Item::Goal(domain::Goal { text: "Neuf".to_owned(), ..base.new_goal() });
        for (edit, legend) in [
            (
                Edit::Text { field: Field::Licence(first), value: "MIT".to_owned() },
                "Logiciel «\u{a0}Démo\u{a0}», licence",
            ),
            (
                Edit::Text { field: Field::Licence(second), value: "MIT".to_owned() },
                "Logiciel 2, licence",
            ),
            (
                Edit::Text { field: Field::Goal(goal), value: "Dire".to_owned() },
                "Logiciel «\u{a0}Démo\u{a0}», objectif 1",
            ),
            (
                Edit::Insert { parent: Some(first), index: 0, item: added.clone() },
                "Là seulement\u{a0}: logiciel «\u{a0}Démo\u{a0}», objectif «\u{a0}Neuf\u{a0}»",
            ),
            (
                Edit::Insert { parent: Some(second), index: 0, item: added },
                "Là seulement\u{a0}: logiciel 2, objectif «\u{a0}Neuf\u{a0}»",
            ),
            (
                Edit::Remove { item: other.into() },
                "Ici seulement\u{a0}: logiciel «\u{a0}Démo\u{a0}», objectif 2 «\u{a0}Relire\u{a0}»",
            ),
            (
                Edit::Move { item: other.into(), to: 0 },
                "Ordre de la liste, logiciel «\u{a0}Démo\u{a0}»",
            ),
        ] {
            let mut theirs = base.clone();
            theirs.apply(edit).unwrap();
            let found = differences(&base, &base, &theirs);
            let legends: Vec<_> =
                found.iter().map(|found| words(&base, found, labels).legend).collect();
            assert_eq!(legends, [legend]);
        }
    }

    #[test]
    fn a_choice_stays_while_its_difference_is_there() {
        let theirs = draft("attendre", "relire", &["Démo"]);
        let mine = draft("", "", &[]);
        let first = points(&[], &mine, &theirs);
        assert_eq!(first.iter().map(|point| point.number).collect::<Vec<_>>(), [0, 1, 2]);
        let inserted = &first[0];
        inserted.chosen.set(Some(Side::Theirs));

        // Another difference went, and the item to insert bears another id now.
        let mine = draft("attendre", "", &["Autre"]);
        let then = points(&first, &mine, &theirs);
        let same: Vec<&Point> =
            then.iter().filter(|point| first.iter().any(|it| it.number == point.number)).collect();
        let same: [&Point; 2] = same.try_into().unwrap();
        assert_eq!(same.map(|point| point.number), [0, 2]);
        assert_eq!(same.map(Point::side), [Side::Theirs, Side::Mine]);
        assert_eq!(then.len(), 3, "the other software can be removed");
    }

    #[test]
    fn what_was_typed_in_the_meantime_is_suggested_unless_something_was_chosen() {
        let (base, theirs) = (draft("", "", &[]), draft("", "apporter", &[]));
        let suggest = |found: &Difference| if found.is_news { Side::Theirs } else { Side::Mine };
        let points = |previous: &[Point], mine: &Proposal| {
            update(previous, differences(&base, mine, &theirs), suggest, |_| Words::default())
        };
        for chosen in [None, Some(Side::Mine), Some(Side::Theirs)] {
            let first = points(&[], &base);
            assert_eq!(first[0].side(), Side::Theirs);
            first[0].chosen.set(chosen);
            let then = points(&first, &draft("", "tapé pendant le choix", &[]));
            assert_eq!(then[0].number, first[0].number);
            assert_eq!(then[0].side(), chosen.unwrap_or(Side::Mine));
            // And back.
            assert_eq!(points(&then, &base)[0].side(), chosen.unwrap_or(Side::Theirs));
        }
    }
}
