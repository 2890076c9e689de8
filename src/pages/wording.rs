//! French words that several pages share.

use domain::{
    Field, HelpKind, Hint, ItemId, Missing, Outline, Problem, ProblemKind, Proposal, Section,
    TalkKind,
};
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

    /// The ids of the items of this sort, in order: those of a software, or of the draft itself.
    pub(super) fn ids(self, draft: &Proposal, parent: Option<ItemId>) -> Vec<ItemId> {
        let parent = parent.and_then(|parent| draft.software(parent));
        match (self, parent) {
            (Self::Software, _) => draft.software.iter().map(|software| software.id).collect(),
            (Self::Talk, _) => draft.talks.iter().map(|talk| talk.id).collect(),
            (Self::Goal, Some(parent)) => parent.goals.iter().map(|goal| goal.id).collect(),
            (Self::HelpRequest, Some(parent)) => {
                parent.help_requests.iter().map(|request| request.id).collect()
            }
            (Self::Goal | Self::HelpRequest, None) => Vec::new(),
        }
    }

    /// What an item is called, as a title, before its number.
    pub(super) const fn noun(self) -> &'static str {
        match self {
            Self::Software => "Logiciel",
            Self::Goal => "Objectif",
            Self::HelpRequest => "Demande d’aide",
            Self::Talk => "Présentation éclair",
        }
    }

    /// Several items, as an aside: « (objectifs) ».
    pub(super) const fn plural_aside(self) -> &'static str {
        match self {
            Self::Software => "(logiciels)",
            Self::Goal => "(objectifs)",
            Self::HelpRequest => "(demandes d’aide)",
            Self::Talk => "(présentations éclair)",
        }
    }

    /// That an item was moved, behind its title.
    pub(super) const fn moved(self) -> &'static str {
        match self {
            Self::Software | Self::Goal => "déplacé",
            Self::HelpRequest | Self::Talk => "déplacée",
        }
    }

    /// What the item at `index` (from 0) is called, as a title: « Objectif 2 ».
    pub(super) fn title(self, index: usize) -> String {
        numbered(self.noun(), index)
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

    /// The id of the list of items of this sort, of a software or of the draft itself.
    pub(super) fn list(self, parent: Option<ItemId>) -> String {
        format!("liste-{}", self.add_button(parent))
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

/// What a section is called.
pub(super) const fn section_title(section: Section) -> &'static str {
    match section {
        Section::About => "Vous",
        Section::Software => "Vos logiciels",
        Section::Expectations => "Vos attentes",
        Section::Talks => "Présentations éclair",
        Section::Offers => "Ce que je peux apporter",
    }
}

/// The id of a section's heading.
pub(super) const fn section_anchor(section: Section) -> &'static str {
    match section {
        Section::About => "vous",
        Section::Software => "vos-logiciels",
        Section::Expectations => "vos-attentes",
        Section::Talks => "presentations-eclair",
        Section::Offers => "vos-apports",
    }
}

/// What a section holds: « 2 logiciels, 1 objectif ». Nothing where all that is needed is missing.
pub(super) fn section_contents(section: Section, outline: &Outline) -> String {
    let counts = match section {
        Section::Software => counts(outline.software, outline.goals, outline.help_requests, 0),
        Section::Talks => counts(0, 0, 0, outline.talks),
        Section::About | Section::Expectations | Section::Offers => Vec::new(),
    };
    let words = match section {
        Section::About if outline.missing(section).is_none() => "votre nom est indiqué",
        Section::About => "",
        _ if !counts.is_empty() => return counts.join(", "),
        Section::Expectations if outline.has_expectations => "rédigées",
        Section::Offers if outline.has_offers => "rédigé",
        Section::Software if outline.has_nothing_to_send => "aucun pour l’instant",
        Section::Software => "aucun (facultatif)",
        Section::Expectations if outline.has_nothing_to_send => "aucune pour l’instant",
        Section::Expectations | Section::Talks => "aucune (facultatif)",
        Section::Offers if outline.has_nothing_to_send => "rien pour l’instant",
        Section::Offers => "rien (facultatif)",
    };
    words.to_owned()
}

/// What a section lacks before one can send: « il manque le nom d’un logiciel ».
pub(super) fn lack(missing: Missing) -> String {
    let one = match (missing.first.kind, missing.first.field) {
        _ if missing.count > 1 => return format!("{}\u{a0}points à compléter", missing.count),
        (ProblemKind::MalformedEmail, _) => "une adresse à corriger",
        (ProblemKind::MalformedLink, _) => "un lien à corriger",
        (_, Field::Name) => "il manque votre nom",
        (_, Field::SoftwareName(_)) => "il manque le nom d’un logiciel",
        (_, Field::Goal(_)) => "il manque le texte d’un objectif",
        (_, Field::HelpDescription(_)) => "il manque le texte d’une demande d’aide",
        (_, Field::TalkSubject(_)) => "il manque le sujet d’une présentation",
        (_, _) => "un point à compléter",
    };
    one.to_owned()
}

/// Whether a participation can be sent, and what it lacks otherwise.
pub(super) fn verdict(outline: &Outline) -> String {
    let lacks_name =
        outline.missing(Section::About).is_some_and(|missing| missing.first.field == Field::Name);
    let verdict = match (outline.missing_count(), lacks_name, outline.has_nothing_to_send) {
        (0, _, _) => "Votre participation peut être envoyée.",
        (1, true, _) => "Il manque votre nom pour envoyer.",
        (1, _, true) => {
            "Il manque un logiciel, vos attentes ou ce que vous pouvez apporter pour envoyer."
        }
        (2, true, true) => {
            "Pour envoyer, il manque votre nom, et un logiciel, vos attentes ou ce que vous pouvez apporter."
        }
        (1, _, _) => "Il reste un point à compléter pour envoyer.",
        (count, _, _) => return format!("Il reste {count} points à compléter pour envoyer."),
    };
    verdict.to_owned()
}

/// What the coach says of an item.
pub(super) const fn advice(hint: Hint) -> &'static str {
    match hint {
        Hint::GoalIsShort => {
            "dites en une phrase ce que vous voulez faire, et à quoi l’on verra que c’est fait."
        }
        Hint::GoalHasNoResult => {
            "à quoi verra-t-on que c’est fait\u{a0}? Par exemple une page en ligne, un test qui passe, une version publiée."
        }
        Hint::GoalIsBig => {
            "deux jours passent vite. Quelle première étape pourrait être finie le second soir\u{a0}?"
        }
        Hint::RequestIsShort => {
            "dites ce qui vous bloque, par où commencer, et quelle compétence il faut."
        }
        Hint::RequestHasNoStart => {
            "par où commencer\u{a0}? Un ticket, un fichier ou une page aide à se lancer."
        }
        Hint::RequestHasNoSkill => {
            "quelle compétence faut-il\u{a0}? Un langage, un métier, ou seulement un regard neuf."
        }
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
    let mut parts: Vec<String> = Vec::new();
    let name = draft.name.trim();
    if !name.is_empty() {
        parts.push(name.to_owned());
    }
    parts.extend(counts(draft.software.len(), goals, requests, draft.talks.len()));
    match (parts.is_empty(), draft.is_empty()) {
        (true, true) => "un brouillon vide".to_owned(),
        (true, false) => "un brouillon sans nom ni logiciel".to_owned(),
        (false, _) => parts.join(", "),
    }
}

/// How many there are of each sort, of those that there are: « 2 logiciels », « 1 objectif ».
fn counts(software: usize, goals: usize, requests: usize, talks: usize) -> Vec<String> {
    let counts = [
        (software, "logiciel", "logiciels"),
        (goals, "objectif", "objectifs"),
        (requests, "demande d’aide", "demandes d’aide"),
        (talks, "présentation éclair", "présentations éclair"),
    ];
    let present = counts.into_iter().filter_map(|(count, one, several)| match count {
        0 => None,
        1 => Some(format!("1\u{a0}{one}")),
        count => Some(format!("{count}\u{a0}{several}")),
    });
    present.collect()
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

    #[track_caller]
    fn check_outline(draft: &Proposal, verdict_: &str, states: [&str; 5]) {
        let outline = draft.outline();
        let plain = |text: String| text.replace('\u{a0}', " ");
        assert_eq!(plain(verdict(&outline)), verdict_);
        let state = |section| {
            let lack = outline.missing(section).map(lack).unwrap_or_default();
            let mut parts = vec![plain(section_contents(section, &outline)), plain(lack)];
            parts.retain(|part| !part.is_empty());
            parts.join(", ")
        };
        assert_eq!(Section::ALL.map(state), states);
    }

    fn write(draft: &mut Proposal, field: Field, text: &str) {
        draft.apply(Edit::Text { field, value: text.to_owned() }).unwrap();
    }

    #[test]
    fn the_sections_say_what_they_hold_and_lack() {
        let mut draft = Proposal::default();
        check_outline(
            &draft,
            "Pour envoyer, il manque votre nom, et un logiciel, vos attentes ou ce que vous pouvez apporter.",
            [
                "il manque votre nom",
                "aucun pour l’instant",
                "aucune pour l’instant",
                "aucune (facultatif)",
                "rien pour l’instant",
            ],
        );
        write(&mut draft, Field::Offers, "Relire");
        let optional = ["aucun (facultatif)", "aucune (facultatif)", "aucune (facultatif)"];
        let [software, expectations, talks] = optional;
        check_outline(
            &draft,
            "Il manque votre nom pour envoyer.",
            ["il manque votre nom", software, expectations, talks, "rédigé"],
        );
        write(&mut draft, Field::Name, "Zoé");
        check_outline(
            &draft,
            "Votre participation peut être envoyée.",
            ["votre nom est indiqué", software, expectations, talks, "rédigé"],
        );
        write(&mut draft, Field::Offers, "");
        check_outline(
            &draft,
            "Il manque un logiciel, vos attentes ou ce que vous pouvez apporter pour envoyer.",
            [
                "votre nom est indiqué",
                "aucun pour l’instant",
                "aucune pour l’instant",
                talks,
                "rien pour l’instant",
            ],
        );
    }

    #[test]
    fn what_is_missing_is_named_while_it_is_one_thing() {
        let mut draft = draft();
        let [first, second] = [draft.software[0].id, draft.software[1].id];
        let goal = draft.software[1].goals[0].id;
        write(&mut draft, Field::Name, "Zoé");
        write(&mut draft, Field::Email, "zoe");
        write(&mut draft, Field::SoftwareName(first), "Démo");
        write(&mut draft, Field::SoftwareName(second), "Test");
        write(&mut draft, Field::Goal(goal), "Publier");
        let talk = Item::LightningTalk(draft.new_talk());
        draft.apply(Edit::Insert { parent: None, index: 0, item: talk }).unwrap();
        write(&mut draft, Field::Expectations, "Rencontrer");
        check_outline(
            &draft,
            "Il reste 3 points à compléter pour envoyer.",
            [
                "une adresse à corriger",
                "2 logiciels, 2 objectifs, il manque le texte d’un objectif",
                "rédigées",
                "1 présentation éclair, il manque le sujet d’une présentation",
                "rien (facultatif)",
            ],
        );
        write(&mut draft, Field::Repository(first), "x");
        let missing = draft.outline().missing(Section::Software).map(lack);
        assert_eq!(missing.as_deref(), Some("2\u{a0}points à compléter"));
    }

    #[test]
    fn another_day_is_named() {
        let at = |date: &str| LocalTime { date: date.parse::<Date>().ok(), hour: 9, minute: 5 };
        let (today, yesterday) = (at("2024-01-10"), at("2024-01-09"));
        assert_eq!(at_time(today, today), "à 09:05");
        assert_eq!(at_time(yesterday, today), "le 9 janvier 2024 à 09:05");
    }
}
