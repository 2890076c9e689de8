//! French words that several pages share.

use domain::{Field, HelpKind, ItemId, Problem, ProblemKind, Proposal, TalkKind};
use routes::Route;

use super::href;
use crate::platform::clock::{self, LocalTime};
use crate::ui::error_summary::SummaryEntry;

/// The sorts of items of which a draft has several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// A free software.
    Software,
    /// One of a software's goals.
    Goal,
    /// One of a software's help requests.
    HelpRequest,
    /// A lightning talk.
    Talk,
}

impl Sort {
    /// The sort of the item with this id, and the ids of its like, the item itself included.
    pub(super) fn find(draft: &Proposal, item: ItemId) -> Option<(Self, Vec<ItemId>)> {
        let found = |sort, ids: &mut dyn Iterator<Item = ItemId>| {
            let ids: Vec<ItemId> = ids.collect();
            ids.contains(&item).then_some((sort, ids))
        };
        if let Some(software) = draft.parent_of(item) {
            return found(Self::Goal, &mut software.goals.iter().map(|goal| goal.id)).or_else(
                || {
                    let requests = &software.help_requests;
                    found(Self::HelpRequest, &mut requests.iter().map(|request| request.id))
                },
            );
        }
        found(Self::Software, &mut draft.software.iter().map(|software| software.id))
            .or_else(|| found(Self::Talk, &mut draft.talks.iter().map(|talk| talk.id)))
    }

    /// What the item at `index` (from 0) is called, as a title: « Objectif 2 ».
    pub(super) fn title(self, index: usize) -> String {
        let noun = match self {
            Self::Software => "Logiciel",
            Self::Goal => "Objectif",
            Self::HelpRequest => "Demande d’aide",
            Self::Talk => "Présentation éclair",
        };
        numbered(noun, index)
    }

    /// The same, after other words: « objectif 2 ».
    pub(super) fn in_sentence(self, index: usize) -> String {
        let noun = match self {
            Self::Software => "logiciel",
            Self::Goal => "objectif",
            Self::HelpRequest => "demande d’aide",
            Self::Talk => "présentation éclair",
        };
        numbered(noun, index)
    }

    /// What the item at `index` (from 0) is called within a sentence: « l’objectif 2 ».
    pub(super) fn with_article(self, index: usize) -> String {
        let noun = match self {
            Self::Software => "le logiciel",
            Self::Goal => "l’objectif",
            Self::HelpRequest => "la demande d’aide",
            Self::Talk => "la présentation éclair",
        };
        numbered(noun, index)
    }

    /// The id of the page element that stands for an item of this sort.
    pub(super) fn anchor(self, item: ItemId) -> String {
        format!("{}-{}", self.slug(), item.number())
    }

    /// The id of the button that adds an item of this sort, to a software or to the draft itself.
    pub(super) fn add_button(self, parent: Option<ItemId>) -> String {
        let slug = self.slug();
        match parent {
            Some(parent) => format!("ajouter-{slug}-{}", parent.number()),
            None => format!("ajouter-{slug}"),
        }
    }

    const fn slug(self) -> &'static str {
        match self {
            Self::Software => "logiciel",
            Self::Goal => "objectif",
            Self::HelpRequest => "demande",
            Self::Talk => "presentation",
        }
    }

    /// The first field of an item of this sort.
    pub(super) const fn first_field(self, item: ItemId) -> Field {
        match self {
            Self::Software => Field::SoftwareName(item),
            Self::Goal => Field::Goal(item),
            Self::HelpRequest => Field::HelpDescription(item),
            Self::Talk => Field::TalkSubject(item),
        }
    }
}

/// The id of the page element in which `field` is typed.
pub(super) fn anchor(field: Field) -> String {
    match field {
        Field::Name => "nom".to_owned(),
        Field::Email => "adresse-electronique".to_owned(),
        Field::Organisation => "organisation".to_owned(),
        Field::Expectations => "attentes".to_owned(),
        Field::Offers => "apports".to_owned(),
        Field::SoftwareName(id) => format!("{}-nom", Sort::Software.anchor(id)),
        Field::Repository(id) => format!("{}-depot", Sort::Software.anchor(id)),
        Field::Licence(id) => format!("{}-licence", Sort::Software.anchor(id)),
        Field::Summary(id) => format!("{}-phrase", Sort::Software.anchor(id)),
        Field::Goal(id) => Sort::Goal.anchor(id),
        Field::HelpDescription(id) => format!("{}-description", Sort::HelpRequest.anchor(id)),
        Field::Ticket(id) => format!("{}-ticket", Sort::HelpRequest.anchor(id)),
        Field::TalkSubject(id) => format!("{}-sujet", Sort::Talk.anchor(id)),
    }
}

/// What is wrong, and what to do about it: next to the field.
pub(super) const fn problem(problem: Problem) -> &'static str {
    match (problem.kind, problem.field) {
        (ProblemKind::NothingToSend, _) => {
            "Ajoutez au moins un logiciel, vos attentes, ou ce que vous pouvez apporter."
        }
        (ProblemKind::MalformedEmail, _) => {
            "Saisissez une adresse électronique valide. Format attendu\u{a0}: nom@domaine.fr."
        }
        (ProblemKind::MalformedLink, _) => {
            "Saisissez un lien complet. Format attendu\u{a0}: https://domaine.fr/page."
        }
        (ProblemKind::Blank, Field::Name) => "Indiquez votre nom et votre prénom.",
        (ProblemKind::Blank, Field::SoftwareName(_)) => "Indiquez le nom du logiciel.",
        (ProblemKind::Blank, Field::Goal(_)) => "Décrivez l’objectif, ou supprimez-le.",
        (ProblemKind::Blank, Field::HelpDescription(_)) => {
            "Décrivez l’aide demandée, ou supprimez la demande."
        }
        (ProblemKind::Blank, Field::TalkSubject(_)) => {
            "Indiquez le sujet de la présentation, ou supprimez-la."
        }
        (ProblemKind::Blank, _) => "Remplissez ce champ.",
    }
}

/// What is wrong, and where: in a list, away from the field.
fn problem_with_place(draft: &Proposal, found: Problem) -> String {
    let place = place(draft, found.field);
    let problem = problem(found);
    if place.is_empty() { problem.to_owned() } else { format!("{place}\u{a0}: {problem}") }
}

/// What is wrong with the draft, as a list of links to the fields of the form.
pub(super) fn summary(draft: &Proposal, problems: &[Problem]) -> Vec<SummaryEntry> {
    let form = href(Route::Draft);
    problems
        .iter()
        .map(|&problem| SummaryEntry {
            text: problem_with_place(draft, problem),
            href: format!("{form}#{}", anchor(problem.field)),
        })
        .collect()
}

/// Where a field stands, as in « Logiciel 1, objectif 2 »; empty for fields that stand alone.
fn place(draft: &Proposal, field: Field) -> String {
    let item = match field {
        Field::Name | Field::Email | Field::Organisation | Field::Expectations | Field::Offers => {
            return String::new();
        }
        Field::SoftwareName(id)
        | Field::Repository(id)
        | Field::Licence(id)
        | Field::Summary(id)
        | Field::Goal(id)
        | Field::HelpDescription(id)
        | Field::Ticket(id)
        | Field::TalkSubject(id) => id,
    };
    let place = |item| {
        let (sort, ids) = Sort::find(draft, item)?;
        Some((sort, ids.iter().position(|&id| id == item)?))
    };
    let Some((sort, index)) = place(item) else { return String::new() };
    match draft.parent_of(item).and_then(|parent| place(parent.id)) {
        Some((parent, parent_index)) => {
            format!("{}, {}", parent.title(parent_index), sort.in_sentence(index))
        }
        None => sort.title(index),
    }
}

fn numbered(noun: &str, index: usize) -> String {
    format!("{noun} {}", index + 1)
}

/// The words for a kind of help.
pub(super) const fn help_kind(kind: HelpKind) -> &'static str {
    match kind {
        HelpKind::Bug => "Correction de bug",
        HelpKind::Feature => "Nouvelle fonctionnalité",
        HelpKind::Documentation => "Documentation",
        HelpKind::Other => "Autre",
    }
}

/// What a draft holds, in a few words: « Zoé Durand, 2 logiciels, 1 objectif ».
pub(super) fn contents(draft: &Proposal) -> String {
    let goals = draft.software.iter().map(|software| software.goals.len()).sum();
    let requests = draft.software.iter().map(|software| software.help_requests.len()).sum();
    let counts = [
        (draft.software.len(), "logiciel", "logiciels"),
        (goals, "objectif", "objectifs"),
        (requests, "demande d’aide", "demandes d’aide"),
        (draft.talks.len(), "présentation éclair", "présentations éclair"),
    ];
    let mut parts: Vec<String> = Vec::new();
    let name = draft.name.trim();
    if !name.is_empty() {
        parts.push(name.to_owned());
    }
    parts.extend(counts.into_iter().filter_map(|(count, one, several)| match count {
        0 => None,
        1 => Some(format!("1\u{a0}{one}")),
        count => Some(format!("{count}\u{a0}{several}")),
    }));
    match (parts.is_empty(), draft.is_empty()) {
        (true, true) => "un brouillon vide".to_owned(),
        (true, false) => "un brouillon sans nom ni logiciel".to_owned(),
        (false, _) => parts.join(", "),
    }
}

/// What a field is called away from the form: « Nom et prénom », « Logiciel 1, licence ».
pub(super) fn field_name(draft: &Proposal, field: Field) -> String {
    let label = match field {
        Field::Name => "Nom et prénom",
        Field::Email => "Adresse électronique",
        Field::Organisation => "Organisation",
        Field::Expectations => "Attentes",
        Field::Offers => "Ce que je peux apporter",
        Field::SoftwareName(_) => "nom",
        Field::Repository(_) => "lien vers le dépôt",
        Field::Licence(_) => "licence",
        Field::Summary(_) => "en une phrase",
        Field::Ticket(_) => "lien vers le ticket",
        // The only text of their items.
        Field::Goal(_) | Field::HelpDescription(_) | Field::TalkSubject(_) => "",
    };
    let mut words = vec![place(draft, field), label.to_owned()];
    words.retain(|word| !word.is_empty());
    words.join(", ")
}

/// The words for a kind of talk.
pub(super) const fn talk_kind(kind: TalkKind) -> &'static str {
    match kind {
        TalkKind::Technical => "Technique",
        TalkKind::NonTechnical => "Non technique",
    }
}

/// A moment (milliseconds since 1970), as seen today: « à 14:02 », « le 9 janvier 2024 à 14:02 ».
pub(super) fn moment(at: u64, now: u64) -> String {
    at_time(clock::local(at), clock::local(now))
}

fn at_time(at: LocalTime, now: LocalTime) -> String {
    let time = format!("à {:02}:{:02}", at.hour, at.minute);
    match at.date {
        Some(date) if at.date != now.date => format!("le {} {time}", date.in_french()),
        _ => time,
    }
}

#[cfg(test)]
mod tests {
    use domain::{Date, Edit, Item};

    use super::*;

    fn draft() -> Proposal {
        let mut draft = Proposal::default();
        for _ in 0..2 {
            let item = Item::Software(draft.new_software());
            draft.apply(Edit::Insert { parent: None, index: usize::MAX, item }).unwrap();
        }
        let parent = Some(draft.software[1].id);
        for _ in 0..2 {
            let item = Item::Goal(draft.new_goal());
            draft.apply(Edit::Insert { parent, index: usize::MAX, item }).unwrap();
        }
        draft
    }

    #[test]
    fn a_problem_away_from_its_field_says_where_it_is() {
        let draft = draft();
        let goal = Field::Goal(draft.software[1].goals[1].id);
        let found = Problem { field: goal, kind: ProblemKind::Blank };
        assert_eq!(
            problem_with_place(&draft, found),
            "Logiciel 2, objectif 2\u{a0}: Décrivez l’objectif, ou supprimez-le."
        );
        let found = Problem { field: Field::Name, kind: ProblemKind::Blank };
        assert_eq!(problem_with_place(&draft, found), "Indiquez votre nom et votre prénom.");
    }

    #[test]
    fn every_field_has_an_anchor_of_its_own() {
        let draft = draft();
        let id = draft.software[0].id;
        let fields = [
            Field::Name,
            Field::Email,
            Field::Organisation,
            Field::SoftwareName(id),
            Field::Repository(id),
            Field::Licence(id),
            Field::Summary(id),
            Field::Goal(id),
            Field::HelpDescription(id),
            Field::Ticket(id),
            Field::Expectations,
            Field::TalkSubject(id),
            Field::Offers,
        ];
        let mut anchors: Vec<String> = fields.into_iter().map(anchor).collect();
        anchors.sort_unstable();
        anchors.dedup();
        assert_eq!(anchors.len(), fields.len());
    }

    #[test]
    fn another_day_is_named() {
        let at = |date: &str| LocalTime { date: date.parse::<Date>().ok(), hour: 9, minute: 5 };
        let (today, yesterday) = (at("2024-01-10"), at("2024-01-09"));
        assert_eq!(at_time(today, today), "à 09:05");
        assert_eq!(at_time(yesterday, today), "le 9 janvier 2024 à 09:05");
    }
}
