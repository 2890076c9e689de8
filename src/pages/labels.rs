//! French words that several pages share.

use domain::mail::{Doubt, DoubtKind, Unreadable};
use domain::{
    Date, Field, HelpKind, ItemId, ItemKind, Missing, Outline, Problem, ProblemKind, Proposal,
    Section, SoftwareId, Suggestion, TalkKind,
};
use routes::Page;

use super::href;
use crate::draft_store::Removal;
use crate::platform::clock::{self, LocalTime};
use crate::ui::SummaryEntry;

/// What an item of a kind is called, as a title, before its number.
pub(super) const fn noun(kind: ItemKind) -> &'static str {
    match kind {
        ItemKind::Software => "Logiciel",
        ItemKind::Goal => "Objectif",
        ItemKind::HelpRequest => "Demande d’aide",
        ItemKind::LightningTalk => "Présentation éclair",
    }
}

/// Several items of a kind, as an aside: « (objectifs) ».
pub(super) const fn plural_aside(kind: ItemKind) -> &'static str {
    match kind {
        ItemKind::Software => "(logiciels)",
        ItemKind::Goal => "(objectifs)",
        ItemKind::HelpRequest => "(demandes d’aide)",
        ItemKind::LightningTalk => "(présentations éclair)",
    }
}

/// That an item was moved, behind its title.
pub(super) const fn moved(kind: ItemKind) -> &'static str {
    match kind {
        ItemKind::Software | ItemKind::Goal => "déplacé",
        ItemKind::HelpRequest | ItemKind::LightningTalk => "déplacée",
    }
}

/// What the item at `index` (from 0) is called, as a title: « Objectif 2 ».
pub(super) fn title(kind: ItemKind, index: usize) -> String {
    numbered(noun(kind), index)
}

/// The same, after other words: « objectif 2 ».
pub(super) fn in_sentence(kind: ItemKind, index: usize) -> String {
    numbered(noun_in_sentence(kind), index)
}

/// One item of a kind, after other words: « objectif ».
pub(super) const fn noun_in_sentence(kind: ItemKind) -> &'static str {
    match kind {
        ItemKind::Software => "logiciel",
        ItemKind::Goal => "objectif",
        ItemKind::HelpRequest => "demande d’aide",
        ItemKind::LightningTalk => "présentation éclair",
    }
}

/// What the item at `index` (from 0) is called within a sentence: « l’objectif 2 ».
pub(super) fn with_article(kind: ItemKind, index: usize) -> String {
    let noun = match kind {
        ItemKind::Software => "le logiciel",
        ItemKind::Goal => "l’objectif",
        ItemKind::HelpRequest => "la demande d’aide",
        ItemKind::LightningTalk => "la présentation éclair",
    };
    numbered(noun, index)
}

fn numbered(noun: &str, index: usize) -> String {
    format!("{noun} {}", index + 1)
}

/// That something was removed, and can be taken back: « Objectif « Publier la version 2 » supprimé ».
pub(super) fn removal_sentence(removal: &Removal) -> String {
    if let Removal::Item { kind, text, .. } = removal
        && let name = shortened(&first_line(text), 40)
        && !name.is_empty()
    {
        return format!("{} «\u{a0}{name}\u{a0}» {}", noun(*kind), removed(*kind));
    }
    removal_in_brief(removal)
}

/// The same in a few words: « Objectif 2 supprimé ».
pub(super) fn removal_in_brief(removal: &Removal) -> String {
    match removal {
        Removal::Item { kind, index, .. } => format!("{} {}", title(*kind, *index), removed(*kind)),
        Removal::Draft => "Votre brouillon est effacé.".to_owned(),
    }
}

const fn removed(kind: ItemKind) -> &'static str {
    match kind {
        ItemKind::Software | ItemKind::Goal => "supprimé",
        ItemKind::HelpRequest | ItemKind::LightningTalk => "supprimée",
    }
}

/// The id of the list, or the name of the group, in which the kind of an item is chosen.
pub(super) fn choice_id(item: ItemId) -> String {
    format!("{}-type", item_anchor(item))
}

/// The id of the box for one day.
pub(super) fn presence_id(day: Date) -> String {
    format!("presence-{day}")
}

/// The id of the button that folds and unfolds an item: it takes the focus when one comes to the
/// item as a whole.
pub(super) fn fold_button_id(item: ItemId) -> String {
    format!("{}-plier", item_anchor(item))
}

/// What an item holds, in one line: « Démo – 3 objectifs, 2 demandes », or the first line of its text.
pub(super) fn item_summary(draft: &Proposal, item: ItemId) -> String {
    let text = first_line(draft.text(item.first_field()).unwrap_or_default());
    let mut parts = vec![text];
    if let ItemId::Software(id) = item
        && let Some(software) = draft.software(id)
    {
        let counts = [
            (software.goal_count(), "objectif", "objectifs"),
            (software.request_count(), "demande", "demandes"),
        ];
        parts.push(counted(&counts).join(", "));
    }
    parts.retain(|part| !part.is_empty());
    if parts.is_empty() { "vide".to_owned() } else { parts.join(" – ") }
}

/// The id of the page element that stands for an item.
pub(super) fn item_anchor(item: ItemId) -> String {
    format!("{}-{}", slug(item.kind()), item.number())
}

/// The id of the button that adds an item of a kind, to a software or to the draft itself.
pub(super) fn add_button_id(kind: ItemKind, parent: Option<SoftwareId>) -> String {
    let slug = slug(kind);
    match parent {
        Some(parent) => format!("ajouter-{slug}-{}", parent.number()),
        None => format!("ajouter-{slug}"),
    }
}

const fn slug(kind: ItemKind) -> &'static str {
    match kind {
        ItemKind::Software => "logiciel",
        ItemKind::Goal => "objectif",
        ItemKind::HelpRequest => "demande",
        ItemKind::LightningTalk => "presentation",
    }
}

/// The id of the page element in which `field` is typed.
pub(super) fn anchor(field: Field) -> String {
    let in_item = |item: ItemId, part: &str| format!("{}-{part}", item_anchor(item));
    match field {
        Field::Name => "nom".to_owned(),
        Field::Email => "adresse-electronique".to_owned(),
        Field::Organisation => "organisation".to_owned(),
        Field::Expectations => "attentes".to_owned(),
        Field::Offers => "apports".to_owned(),
        Field::SoftwareName(id) => in_item(id.into(), "nom"),
        Field::Repository(id) => in_item(id.into(), "depot"),
        Field::Licence(id) => in_item(id.into(), "licence"),
        Field::Summary(id) => in_item(id.into(), "phrase"),
        Field::Goal(id) => item_anchor(id.into()),
        Field::HelpDescription(id) => in_item(id.into(), "description"),
        Field::Ticket(id) => in_item(id.into(), "ticket"),
        Field::TalkSubject(id) => in_item(id.into(), "sujet"),
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
        Section::About if outline.missing(section).is_none() => "nom indiqué",
        Section::About => "",
        _ if !counts.is_empty() => return counts.join(", "),
        Section::Expectations if outline.has_expectations => "rédigées",
        Section::Offers if outline.has_offers => "rédigé",
        Section::Software => "aucun",
        Section::Expectations | Section::Talks => "aucune",
        Section::Offers => "rien",
    };
    words.to_owned()
}

/// What a section lacks before one can send: « il manque le nom d’un logiciel ».
pub(super) fn missing_label(missing: Missing) -> String {
    let one = match (missing.first.kind, missing.first.field) {
        _ if missing.count > 1 => return format!("{}\u{a0}points à compléter", missing.count),
        (ProblemKind::MalformedEmail, _) => "une adresse à corriger",
        (ProblemKind::MalformedLink, _) => "un lien à corriger",
        (_, Field::Name) => "il manque votre nom",
        (_, Field::SoftwareName(_)) => "il manque le nom d’un logiciel",
        (_, Field::HelpDescription(_)) => "il manque le texte d’une demande d’aide",
        (_, _) => "un point à compléter",
    };
    one.to_owned()
}

/// Whether a participation can be sent, and what it lacks otherwise, in a few words.
pub(super) fn progress(outline: &Outline) -> String {
    let lacks_name =
        outline.missing(Section::About).is_some_and(|missing| missing.first.field == Field::Name);
    let words = match (outline.missing_count(), lacks_name, outline.has_nothing_to_send) {
        (0, _, _) => "Prêt à relire",
        (1, true, _) => "Il manque votre nom",
        (1, _, true) => "Rien à envoyer",
        (1, _, _) => "1\u{a0}point à compléter",
        (count, _, _) => return format!("{count}\u{a0}points à compléter"),
    };
    words.to_owned()
}

/// What could make an item clearer.
pub(super) const fn suggestion(suggestion: Suggestion) -> &'static str {
    match suggestion {
        Suggestion::GoalIsShort => {
            "dites en une phrase ce que vous voulez faire, et à quoi l’on verra que c’est fait."
        }
        Suggestion::GoalHasNoResult => {
            "à quoi verra-t-on que c’est fait\u{a0}? Par exemple une page en ligne, un test qui passe, une version publiée."
        }
        Suggestion::GoalIsBig => {
            "deux jours passent vite. Quelle première étape pourrait être finie le second soir\u{a0}?"
        }
        Suggestion::RequestIsShort => {
            "dites ce qui vous bloque, par où commencer, et quelle compétence il faut."
        }
        Suggestion::RequestHasNoStart => {
            "par où commencer\u{a0}? Un ticket, un fichier ou une page aide à se lancer."
        }
        Suggestion::RequestHasNoSkill => {
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
        (ProblemKind::Blank, Field::HelpDescription(_)) => {
            "Décrivez l’aide demandée, ou supprimez la demande."
        }
        (ProblemKind::Blank, _) => "Remplissez ce champ.",
    }
}

/// What is wrong, and where: in a list, away from the field.
fn problem_with_place(draft: &Proposal, found: Problem) -> String {
    let place = place(draft, found.field);
    let problem = problem(found);
    if place.is_empty() {
        return problem.to_owned();
    }
    // It goes on with the sentence.
    let (first, rest) = problem.split_at_checked(1).unwrap_or_default();
    format!("{place}\u{a0}: {}{rest}", first.to_ascii_lowercase())
}

/// What is wrong with the draft, as a list of links to the fields of the form.
pub(super) fn summary(draft: &Proposal, problems: &[Problem]) -> Vec<SummaryEntry> {
    let form = href(Page::Draft);
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
    let Some(item) = field.item() else { return String::new() };
    let Some(place) = draft.place(item) else { return String::new() };
    let parent = draft.parent_of(item).map(|parent| ItemId::from(parent.id));
    match parent.and_then(|parent| Some((parent.kind(), draft.place(parent)?))) {
        Some((parent, parent_place)) => format!(
            "{}, {}",
            title(parent, parent_place.index),
            in_sentence(item.kind(), place.index)
        ),
        None => title(item.kind(), place.index),
    }
}

/// The words for a kind of help.
pub const fn help_kind(kind: HelpKind) -> &'static str {
    match kind {
        HelpKind::Bug => "Correction de bug",
        HelpKind::Feature => "Nouvelle fonctionnalité",
        HelpKind::Documentation => "Documentation",
        HelpKind::Other => "Autre",
    }
}

/// What a draft holds, in a few words: « Zoé Durand, 2 logiciels, 1 objectif ».
pub(super) fn contents(draft: &Proposal) -> String {
    let outline = draft.outline();
    let mut parts: Vec<String> = Vec::new();
    let name = draft.name.trim();
    if !name.is_empty() {
        parts.push(name.to_owned());
    }
    parts.extend(counts(outline.software, outline.goals, outline.help_requests, outline.talks));
    match (parts.is_empty(), draft.is_empty()) {
        (true, true) => "un brouillon vide".to_owned(),
        (true, false) => "un brouillon sans nom ni logiciel".to_owned(),
        (false, _) => parts.join(", "),
    }
}

/// How many there are of each kind, of those that there are: « 2 logiciels », « 1 objectif ».
pub fn counts(software: usize, goals: usize, requests: usize, talks: usize) -> Vec<String> {
    let counts = [
        (software, "logiciel", "logiciels"),
        (goals, "objectif", "objectifs"),
        (requests, "demande d’aide", "demandes d’aide"),
        (talks, "présentation éclair", "présentations éclair"),
    ];
    counted(&counts)
}

/// Numbers with the words for one and for several of something, those that are none left out.
pub fn counted(counts: &[(usize, &str, &str)]) -> Vec<String> {
    let present = counts.iter().filter_map(|(count, one, several)| match count {
        0 => None,
        1 => Some(format!("1\u{a0}{one}")),
        count => Some(format!("{count}\u{a0}{several}")),
    });
    present.collect()
}

/// What a field is called away from the form: « Nom et prénom », « Logiciel 1, licence ».
pub fn field_name(draft: &Proposal, field: Field) -> String {
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

/// Why nothing was read, and the way out.
pub const fn unreadable(error: Unreadable) -> &'static str {
    match error {
        Unreadable::Outlook => {
            "Ce fichier est un message Outlook (.msg), que ce site ne sait pas ouvrir. Dans Outlook, ouvrez-le, puis copiez son texte ici."
        }
        Unreadable::Smime => {
            "Ce message est signé ou chiffré (S/MIME), dans une enveloppe que ce site ne sait pas ouvrir. Ouvrez-le dans votre messagerie, puis copiez son texte ici."
        }
        Unreadable::Tnef => {
            "Ce message est dans une enveloppe propre à Outlook (winmail.dat), que ce site ne sait pas ouvrir. Ouvrez-le dans Outlook, puis copiez son texte ici."
        }
        Unreadable::Encrypted => {
            "Ce message est chiffré (PGP)\u{a0}: ce site ne peut pas le lire. Déchiffrez-le dans votre messagerie, puis copiez son texte ici."
        }
        Unreadable::Backup => {
            "C’est une sauvegarde, et non un message. Utilisez «\u{a0}Restaurer une sauvegarde\u{a0}»."
        }
        Unreadable::NotText => {
            "Ce fichier n’est ni un message ni un texte. Choisissez un message enregistré (.eml), ou copiez son texte ici."
        }
        Unreadable::TooLong => {
            "Ce texte est trop long\u{a0}: une participation tient en moins de 1\u{a0}Mo. Copiez ici la participation seule, à partir de «\u{a0}Voici ma participation\u{a0}»."
        }
        Unreadable::Empty => {
            "Aucun texte n’a pu être lu dans ce message. Ouvrez-le dans votre messagerie, puis copiez son texte ici."
        }
        Unreadable::UnknownLetters => {
            "Les lettres de ce message sont codées d’une façon que ce site ne connaît pas. Ouvrez-le dans votre messagerie, puis copiez son texte ici."
        }
    }
}

/// Why the source of a message is not read, and the way out.
pub const ENCODED: &str = "Ce texte est la source d’un message\u{a0}: ses lettres y sont codées. Choisissez plutôt le fichier du message, ou copiez le texte tel que votre messagerie l’affiche.";

/// What may not be as it was written in a participation that a message holds.
pub fn doubt(draft: &Proposal, doubt: &Doubt) -> String {
    let why = match doubt.kind {
        DoubtKind::Joined => "une ligne y a été jointe, qui est peut-être d’une autre personne",
        DoubtKind::Damaged => "des lettres ont été abîmées en chemin",
        DoubtKind::Shortened => "la fin manque peut-être",
        DoubtKind::Rewritten => "le lien avait été réécrit en chemin",
    };
    [&field_name(draft, doubt.field), "\u{a0}: ", why].concat()
}

/// The words for a kind of talk.
pub const fn talk_kind(kind: TalkKind) -> &'static str {
    match kind {
        TalkKind::Technical => "Technique",
        TalkKind::NonTechnical => "Non technique",
    }
}

/// A moment (milliseconds since 1970), as seen today: « à 14 h 02 », « le 9 janvier 2024 à 14 h 02 ».
pub fn moment(at: u64, now: u64) -> String {
    at_time(clock::local(at), clock::local(now))
}

fn at_time(at: LocalTime, now: LocalTime) -> String {
    let time = format!("à {}\u{a0}h\u{a0}{:02}", at.hour, at.minute);
    match date_of(at) {
        Some(date) if Some(date) != date_of(now) => format!("le {} {time}", date.in_french()),
        _ => time,
    }
}

/// The day of a moment; `None` beyond the year 9999.
fn date_of(time: LocalTime) -> Option<Date> {
    Date::new(u16::try_from(time.year).ok()?, time.month, time.day)
}

/// The first line of a text, cut where it is too long to tell something by it at a glance.
pub fn first_line(text: &str) -> String {
    shortened(text.trim_start().lines().next().unwrap_or_default().trim_end(), 80)
}

/// At most so many characters of a text; where it is cut, it says so.
fn shortened(text: &str, longest: usize) -> String {
    match text.char_indices().nth(longest) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default().trim_end()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use domain::{Edit, Item};

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
            "Logiciel 2, objectif 2\u{a0}: remplissez ce champ."
        );
        let found = Problem { field: Field::Name, kind: ProblemKind::Blank };
        assert_eq!(problem_with_place(&draft, found), "Indiquez votre nom et votre prénom.");
    }

    #[test]
    fn every_field_has_an_anchor_of_its_own() {
        let mut draft = draft();
        let parent = Some(draft.software[0].id);
        let request = Item::HelpRequest(draft.new_help_request());
        draft.apply(Edit::Insert { parent, index: 0, item: request }).unwrap();
        let talk = Item::LightningTalk(draft.new_talk());
        draft.apply(Edit::Insert { parent: None, index: 0, item: talk }).unwrap();
        let fields = draft.fields();
        let mut anchors: Vec<String> = fields.iter().copied().map(anchor).collect();
        anchors.sort_unstable();
        anchors.dedup();
        assert_eq!(anchors.len(), fields.len());
    }

    #[test]
    fn an_item_is_told_by_its_first_line() {
        for (text, want) in [
            ("", ""),
            ("\n  Publier la version 2 \r\nle mercredi", "Publier la version 2"),
            ("🧢", "🧢"),
        ] {
            assert_eq!(first_line(text), want);
        }
        assert_eq!(first_line(&"é".repeat(81)), format!("{}…", "é".repeat(80)));
    }

    #[test]
    fn a_removal_says_what_was_removed() {
        let item = |kind, text: &str| Removal::Item {
            kind,
            parent: None,
            index: 1,
            text: text.to_owned(),
        };
        for (removal, want) in [
            (
                item(ItemKind::Goal, "\nPublier la version\u{a0}2\nen ligne"),
                "Objectif «\u{a0}Publier la version\u{a0}2\u{a0}» supprimé",
            ),
            (item(ItemKind::HelpRequest, " "), "Demande d’aide 2 supprimée"),
            (
                item(ItemKind::Software, "Un nom qui serait bien trop long pour une seule ligne"),
                "Logiciel «\u{a0}Un nom qui serait bien trop long pour un…\u{a0}» supprimé",
            ),
            (Removal::Draft, "Votre brouillon est effacé."),
        ] {
            assert_eq!(removal_sentence(&removal), want);
        }
    }

    #[track_caller]
    fn check_outline(draft: &Proposal, sentence: &str, states: [&str; 5]) {
        let outline = draft.outline();
        let plain = |text: String| text.replace('\u{a0}', " ");
        assert_eq!(plain(progress(&outline)), sentence);
        let state = |section| {
            let missing = outline.missing(section).map(missing_label).unwrap_or_default();
            let mut parts = vec![plain(section_contents(section, &outline)), plain(missing)];
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
            "2 points à compléter",
            ["il manque votre nom", "aucun", "aucune", "aucune", "rien"],
        );
        write(&mut draft, Field::Offers, "Relire");
        let name = "nom indiqué";
        check_outline(
            &draft,
            "Il manque votre nom",
            ["il manque votre nom", "aucun", "aucune", "aucune", "rédigé"],
        );
        write(&mut draft, Field::Name, "Zoé");
        check_outline(&draft, "Prêt à relire", [name, "aucun", "aucune", "aucune", "rédigé"]);
        write(&mut draft, Field::Offers, "");
        check_outline(&draft, "Rien à envoyer", [name, "aucun", "aucune", "aucune", "rien"]);
    }

    #[test]
    fn what_is_missing_is_named_while_it_is_one_thing() {
        let mut draft = draft();
        let [first, second] = [draft.software[0].id, draft.software[1].id];
        let goal = draft.software[1].goals[0].id;
        write(&mut draft, Field::Name, "Zoé");
        write(&mut draft, Field::Email, "zoe");
        write(&mut draft, Field::SoftwareName(first), "Démo");
        write(&mut draft, Field::Goal(goal), "Publier");
        let talk = Item::LightningTalk(draft.new_talk());
        draft.apply(Edit::Insert { parent: None, index: 0, item: talk }).unwrap();
        write(&mut draft, Field::Expectations, "Rencontrer");
        check_outline(
            &draft,
            "2 points à compléter",
            [
                "une adresse à corriger",
                "2 logiciels, 1 objectif, il manque le nom d’un logiciel",
                "rédigées",
                "aucune",
                "rien",
            ],
        );
        write(&mut draft, Field::Repository(first), "x");
        let missing = draft.outline().missing(Section::Software).map(missing_label);
        assert_eq!(missing.as_deref(), Some("2\u{a0}points à compléter"));

        let summary = |draft: &Proposal, id: SoftwareId| {
            item_summary(draft, id.into()).replace('\u{a0}', " ")
        };
        assert_eq!(summary(&draft, first), "Démo");
        assert_eq!(summary(&draft, second), "1 objectif");
        write(&mut draft, Field::SoftwareName(second), " Test\nlong");
        assert_eq!(summary(&draft, second), "Test – 1 objectif");
        assert_eq!(item_summary(&draft, goal.into()), "Publier");
        assert_eq!(item_summary(&draft, draft.talks[0].id.into()), "vide");
    }

    #[test]
    fn another_day_is_named() {
        let at = |day| LocalTime { year: 2024, month: 1, day, hour: 9, minute: 5 };
        let (today, yesterday) = (at(10), at(9));
        assert_eq!(at_time(today, today), "à 9\u{a0}h\u{a0}05");
        assert_eq!(at_time(yesterday, today), "le 9 janvier 2024 à 9\u{a0}h\u{a0}05");
    }
}
