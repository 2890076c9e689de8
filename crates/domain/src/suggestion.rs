//! Suggestions for goals and help requests that could be clearer.
//!
//! A goal says what is wanted, and how one sees that it is done; and it fits into two days. A
//! request names the obstacle, a place to start, and a skill. Whether a text does is guessed from
//! its words: a suggestion is advice that one may ignore, never a problem, and never part of what is
//! sent. So in doubt there is none: a needless suggestion to somebody who wrote well is worse than
//! a missing one.
//!
//! Texts are read as French, without regard to case and accents.

use crate::text::{is_blank, push_folded};
use crate::{HelpRequest, ItemId, Proposal};

/// What could make an item clearer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Suggestion {
    /// A goal of a word or two: it does not say what is wanted.
    GoalIsShort,
    /// A goal that wants things better, and does not say how one sees that they are.
    GoalHasNoResult,
    /// A goal that two days are hardly enough for.
    GoalIsBig,
    /// A request of a few words: it does not say what the obstacle is.
    RequestIsShort,
    /// A request that does not say where to start.
    RequestHasNoStart,
    /// A request that does not say which skill it takes.
    RequestHasNoSkill,
}

/// Goals shorter than this, in letters and spaces, say too little: « Corriger des bugs ».
const SHORT_GOAL: usize = 20;

/// Requests shorter than this, in letters and spaces, cannot name an obstacle and a place.
const SHORT_REQUEST: usize = 30;

/// Whoever writes this much, in letters and spaces, has explained what they want: a guess from
/// single words would only be wrong.
const LONG: usize = 240;

impl Proposal {
    /// What could make a goal or a help request clearer: the most useful thing only. `None` if it
    /// is well put, has no text yet, or is no such item.
    pub fn suggestion(&self, item: ItemId) -> Option<Suggestion> {
        match item {
            ItemId::Goal(id) => on_goal(&self.goal(id)?.text),
            ItemId::HelpRequest(id) => on_request(self.help_request(id)?),
            ItemId::Software(_) | ItemId::LightningTalk(_) => None,
        }
    }
}

fn on_goal(text: &str) -> Option<Suggestion> {
    if is_blank(text) {
        return None;
    }
    let words = Words::of(text);
    if words.have(BIG) && !words.have(FIRST_STEPS) {
        return Some(Suggestion::GoalIsBig);
    }
    if words.len() >= LONG || words.have(RESULTS) || words.have_a_digit() {
        return None;
    }
    if words.len() < SHORT_GOAL {
        return Some(Suggestion::GoalIsShort);
    }
    words.begin_with(VAGUE).then_some(Suggestion::GoalHasNoResult)
}

fn on_request(request: &HelpRequest) -> Option<Suggestion> {
    let text = &request.description;
    if is_blank(text) {
        return None;
    }
    let words = Words::of(text);
    if words.len() >= LONG {
        return None;
    }
    if words.len() < SHORT_REQUEST {
        return Some(Suggestion::RequestIsShort);
    }
    // A number is that of an issue, of a version, or of a line.
    let has_start = !is_blank(&request.ticket) || words.have(STARTS) || words.have_a_digit();
    if !has_start {
        return Some(Suggestion::RequestHasNoStart);
    }
    (!words.have(SKILLS)).then_some(Suggestion::RequestHasNoSkill)
}

// Beginnings of words, without accents, separated by `|`. A space at the end ends the word; several
// words are words that follow each other. Texts have no apostrophes: see `Words`.

/// What takes more than two days.
const BIG: &str = "refonte complete|refonte totale|refondre|tout refaire|refaire tout|tout reecrire|reecrire tout\
    |reecrire l |reecriture complete|repartir de zero|tout migrer|migrer tout|migrer l ensemble|migrer l integralite\
    |migration complete|tout documenter|documenter tout|tout traduire|traduire tout|traduire l integralite\
    |tout tester|tester tout|corriger tous |resoudre tous |fermer tous |toute l application|tout le code\
    |mise en conformite totale|mise en conformite complete";

/// What makes a first step of it.
const FIRST_STEPS: &str = "premier|prepar|prototyp|maquett|etape|pilote|plan |liste|cadr|commenc|demarr|decoup|au moins\
    |estim|prioris|un module|une page|un ecran|un seul|une seule";

/// What begins a wish rather than a goal.
const VAGUE: &str = "ameliorer|amelioration|avancer|avancee|avancement|travailler|travail sur|continuer\
    |poursuivre|optimiser|optimisation|reflechir|reflexion|moderniser|modernisation|faire evoluer\
    |faire avancer|progresser|contribuer|explorer|discuter|echanger|s occuper|renforcer|simplifier\
    |faciliter|promouvoir|valoriser|revoir|fiabiliser|mieux |rendre |regarder|essayer|tenter|bosser";

/// What comes before a wish: « Nous voulons », « L’idée est d’ ».
const OPENINGS: &str = "nous |on |je |l |d |de |le |notre |idee |objectif |but |est |serait |il |faut |faudrait\
    |voul|voudr|veux |souhait|aimer|pour |a ";

/// By what one sees that something is done. The bare names of things (« page », « test ») are not
/// here: « améliorer les pages » says nothing of what one will see.
const RESULTS: &str = "publi|fusionn|merge|en ligne|en production|deploye|livre|on voi|on verra|on saura|visible|resolu\
    |ferme |fermes |clos |corrige |corriges |corrigee|valide |validee|relu|signe|mesur|moins |aucun|sans erreur\
    |passe |passent|reussi|fonctionne |marche |affiche|disponible|peut |peuvent|puisse|pouvoir|prouve|pour que\
    |afin que|permet|jusqu|termine|pret |prete |ecrit |ecrite|redige |redigee|traduit |traduite|demo|quand |lorsqu\
    |une fois|teste |testee|integre |integree|installe |premier|deux |trois |quatre |cinq |dix |chaque ";

/// Where one could start.
const STARTS: &str = "http|www|commenc|par ou|partir d|dans |fichier|page|module|fonction |ticket|issue|voir |etape\
    |reprodui|depot|branche|ligne|ecran|formulaire|readme|wiki|guide|exemple|test|script|schema|modele|d abord\
    |premier|brouillon|maquette|export|fiche|dossier|api |menu|bouton|composant|notice|tableau|texte";

/// What names a skill, or who has it.
const SKILLS: &str = "competen|connai|savoir|sait |sach|maitris|expert|experience|pratiqu|habitu|l aise|notion|bases \
    |niveau|regard|avis |relec|relire|dev |develop|front|back|admin|juri|droit|design|graphi|ergonom|ux |illustr\
    |tradu|angl|langue|redac|redig|plume|anim|pedagog|test|recett|accessib|rgaa|lecteur d ecran|securit|rgpd\
    |marche public|marches publics|statisti|carto|metier|python|django|rust|java|php|symfony|ruby|node|vue|react\
    |angular|css|html|sql|postgre|docker|kubernetes|linux|git|markdown|xml|json|libreoffice|quelqu un\
    |une personne|debutant|aucune|mainten|packag|licence";

/// The words of a text in lower case and without accents, with a space before and behind each.
/// Whatever is neither letter nor digit, apostrophes included, separates words.
struct Words(String);

impl Words {
    fn of(text: &str) -> Self {
        let mut folded = String::with_capacity(text.len());
        for c in text.chars() {
            push_folded(&mut folded, c);
        }
        let mut words = " ".to_owned();
        for word in folded.split_whitespace() {
            words.push_str(word);
            words.push(' ');
        }
        Self(words)
    }

    /// How many letters and spaces it has.
    fn len(&self) -> usize {
        self.0.chars().count().saturating_sub(2)
    }

    /// Whether one of these beginnings of words is anywhere in it.
    fn have(&self, beginnings: &str) -> bool {
        // Behind each space begins a word, and behind the last one nothing.
        self.0.match_indices(' ').any(|(at, _)| begins(self.from(at + 1), beginnings))
    }

    /// Whether it begins with one of these, behind what may come before a wish.
    fn begin_with(&self, beginnings: &str) -> bool {
        let mut words = self.0.match_indices(' ').map(|(at, _)| self.from(at + 1));
        words.find(|words| !begins(words, OPENINGS)).is_some_and(|words| begins(words, beginnings))
    }

    fn have_a_digit(&self) -> bool {
        self.0.bytes().any(|byte| byte.is_ascii_digit())
    }

    fn from(&self, at: usize) -> &str {
        self.0.get(at..).unwrap_or_default()
    }
}

fn begins(words: &str, beginnings: &str) -> bool {
    beginnings.split('|').any(|beginning| words.starts_with(beginning))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing::{proposals, texts};
    use crate::{Edit, Field, GoalId, HelpKind, Item, RequestId};

    #[track_caller]
    fn check_goals(want: Option<Suggestion>, goals: &[&str]) {
        for goal in goals {
            assert_eq!(on_goal(goal), want, "« {goal} »");
        }
    }

    #[track_caller]
    fn check_requests(want: Option<Suggestion>, requests: &[&str]) {
        for request in requests {
            assert_eq!(on_request(&described(request, "")), want, "« {request} »");
        }
    }

    fn described(description: &str, ticket: &str) -> HelpRequest {
        HelpRequest {
            id: RequestId(1),
            kind: HelpKind::Bug,
            description: description.to_owned(),
            ticket: ticket.to_owned(),
        }
    }

    #[test]
    fn tangible_goals_get_no_suggestion() {
        check_goals(
            None,
            &[
                "Publier la version 2.0 sur PyPI",
                "Publier la FAQ",
                "Écrire le guide d’installation, testé par une personne qui découvre le logiciel",
                "Rédiger la page « Contribuer » du dépôt",
                "Traduire l’interface en anglais",
                "Ajouter l’export CSV des résultats",
                "Corriger l’affichage du tableau de bord sur téléphone",
                "Fusionner les trois demandes de contribution qui attendent",
                "Remplacer la bibliothèque de cartes, abandonnée, par Leaflet",
                "Installer le logiciel sur une machine neuve en moins de dix minutes",
                "Rendre le formulaire utilisable au clavier : un test Playwright le prouve",
                "Tenir le tableau des compétences et le publier en fin de journée",
                "Rédiger le compte rendu des deux jours",
                "Faire relire la licence par une juriste",
                "Écrire un fichier publiccode.yml",
                "Passer les tests de bout en bout sous Firefox",
                "Avoir une image Docker publiée à chaque étiquette",
                "Migrer la base de PostgreSQL 11 à 15 sur le serveur de recette",
                "Prototype d’import des données de l’INSEE, montré le mercredi à 16 h",
                // Vague verbs, but one sees what comes of it.
                "Améliorer l’accessibilité : plus aucune erreur dans le rapport d’axe",
                "Améliorer la documentation : la page d’installation est relue et en ligne",
                "Avancer sur l’API : la route /recherche est documentée et testée",
                "Optimiser la recherche, qui doit répondre en moins d’une seconde",
                "Simplifier l’inscription pour que l’on puisse s’inscrire sans compte",
                "Moderniser l’écran d’accueil (maquette validée, puis intégrée)",
                "Travailler sur le ticket 482 et fermer les doublons",
                // Big words, but a first step.
                "Préparer la refonte complète : lister les écrans et les classer",
                "Migrer l’ensemble des pages vers le nouveau gabarit, en commençant par une page pilote",
                "Refonte complète de l’aide : une première page en ligne",
            ],
        );
    }

    #[test]
    fn a_goal_of_a_word_or_two_is_short() {
        check_goals(
            Some(Suggestion::GoalIsShort),
            &[
                "Doc",
                "Documentation",
                "tests",
                "Corriger des bugs",
                "L’API",
                "Écrire des tests",
                "à définir",
                "?",
                "…",
            ],
        );
    }

    #[test]
    fn a_wish_is_no_result() {
        check_goals(
            Some(Suggestion::GoalHasNoResult),
            &[
                "Améliorer la documentation",
                "AMÉLIORER LA DOCUMENTATION",
                "Ame\u{301}liorer la documentation",
                "Avancer sur le projet",
                "Avancer sur la documentation technique",
                "Travailler sur l’accessibilité du site",
                "Continuer le développement du module de statistiques",
                "Optimiser les performances de la recherche",
                "Moderniser l’interface d’administration",
                "Faire évoluer l’ergonomie du formulaire",
                "Nous voulons améliorer l’expérience des agents",
                "L’idée est d’améliorer les performances",
                "Rendre le code plus lisible et plus propre",
                "Mieux gérer les erreurs de saisie",
                "Réfléchir à la gouvernance du projet",
                "Contribuer à l’amélioration du moteur",
                "Simplifier le parcours de connexion",
                "Discuter de la maintenance à long terme",
            ],
        );
    }

    #[test]
    fn some_goals_are_too_big_for_two_days() {
        check_goals(
            Some(Suggestion::GoalIsBig),
            &[
                "Refonte complète de l’interface",
                "Une refonte totale du site, publiée le mercredi soir",
                "Réécrire tout le code en Rust",
                "Tout réécrire",
                "Migrer l’ensemble des services vers Kubernetes",
                "Migration complète vers PostgreSQL 16",
                "Corriger tous les bugs",
                "Traduire l’intégralité du site en anglais",
                "Repartir de zéro avec Django 5",
                "Mise en conformité totale avec le RGAA",
            ],
        );
    }

    #[test]
    fn precise_requests_get_no_suggestion() {
        check_requests(
            None,
            &[
                "L’export plante au-delà de 10 000 lignes ; commencer par tests/export.py. Il faut connaître pandas.",
                "Le menu ne se déplie pas au clavier (composant Menu.vue) : besoin de quelqu’un qui connaît Vue et ARIA.",
                "La notice d’installation est obsolète : la relire sur une machine neuve, dans docs/install.md.",
                "Nous ne savons pas si la licence MIT convient à un marché public : un avis juridique sur la fiche du wiki.",
                "Traduire en anglais la page d’accueil, le fichier locales/fr.yml est prêt.",
                "Tester l’application avec un lecteur d’écran en partant du formulaire de contact.",
                "Erreur 500 à la connexion avec ProConnect, voir le ticket 12 ; compétence OpenID Connect.",
                "Les requêtes SQL de la page de recherche sont lentes, EXPLAIN n’aide pas.",
                "Un regard de graphiste sur l’icône : le brouillon est dans le dossier public/.",
            ],
        );
        // It was given elsewhere.
        let request = described(
            "Les cartes ne s’affichent plus depuis la mise à jour, il faut connaître Leaflet",
            "https://exemple.fr/tickets/7",
        );
        assert_eq!(on_request(&request), None);
        // Somebody who writes this much has explained it.
        check_requests(
            None,
            &["Nous n’arrivons pas à comprendre ce qui ralentit tout, ".repeat(6).as_str()],
        );
    }

    #[test]
    fn a_request_of_a_few_words_is_short() {
        check_requests(
            Some(Suggestion::RequestIsShort),
            &[
                "Aide",
                "Un bug",
                "Besoin d’un dev Python",
                "Relire la doc",
                "Problème de performance",
                "Ça ne marche pas !",
            ],
        );
    }

    #[test]
    fn a_request_says_where_to_start_and_what_it_takes() {
        check_requests(
            Some(Suggestion::RequestHasNoStart),
            &[
                "Nous n’arrivons pas à faire fonctionner la connexion des agents",
                "Le logiciel est très lent depuis la dernière mise à jour",
                "Il nous faudrait quelqu’un qui connaît bien Kubernetes et Helm",
            ],
        );
        check_requests(
            Some(Suggestion::RequestHasNoSkill),
            &[
                "La page d’accueil met plus de dix secondes à s’ouvrir le matin",
                "Le bouton d’envoi ne répond plus, voir le ticket 31",
                "Les accents sont perdus dans le fichier exporté",
            ],
        );
    }

    #[test]
    fn items_without_text_and_other_items_get_no_suggestion() {
        check_goals(None, &["", " \n\t", "\u{200b}"]);
        check_requests(None, &["", " \u{a0}"]);
        let mut draft = Proposal::default();
        let talk = Item::LightningTalk(draft.new_talk());
        let id = talk.id();
        draft.apply(Edit::Insert { parent: None, index: 0, item: talk }).unwrap();
        let field = id.first_field();
        draft.apply(Edit::Text { field, value: "x".to_owned() }).unwrap();
        assert_eq!(draft.suggestion(id), None);
        assert_eq!(draft.suggestion(GoalId(7).into()), None);
    }

    #[test]
    fn a_suggestion_is_found_by_its_item() {
        let mut draft = Proposal::default();
        let software = draft.new_software();
        let parent = Some(software.id);
        let item = Item::Software(software);
        draft.apply(Edit::Insert { parent: None, index: 0, item }).unwrap();
        let goal = Item::Goal(draft.new_goal());
        let (goal_id, request_id) = (GoalId(2), RequestId(3));
        draft.apply(Edit::Insert { parent, index: 0, item: goal }).unwrap();
        let request = Item::HelpRequest(draft.new_help_request());
        draft.apply(Edit::Insert { parent, index: 0, item: request }).unwrap();
        for (field, text) in
            [(Field::Goal(goal_id), "Tout réécrire"), (Field::HelpDescription(request_id), "Aide")]
        {
            draft.apply(Edit::Text { field, value: text.to_owned() }).unwrap();
        }
        assert_eq!(draft.suggestion(goal_id.into()), Some(Suggestion::GoalIsBig));
        assert_eq!(draft.suggestion(request_id.into()), Some(Suggestion::RequestIsShort));
    }

    #[test]
    fn words_are_read_without_case_and_accents() {
        for (text, want) in [
            ("", " "),
            ("  L’Été, c’est… fini\u{a0}! ", " l ete c est fini "),
            ("ŒUVRE Æ", " oeuvre ae "),
            ("E\u{301}te\u{301}", " ete "),
            ("ÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸ ß×÷", " aaaceeeeiioouuuy ß "),
            ("v2.0 🧢", " v2 0 "),
            ("كلمة", " كلمة "),
        ] {
            assert_eq!(Words::of(text).0, want, "{text:?}");
        }
    }

    proptest! {
        /// Any text can be read; blanks around it make no difference.
        #[test]
        fn any_text_can_be_read(text in texts(), other in "(?s).{0,300}") {
            for text in [text, other] {
                let padded = format!(" {text}\n");
                prop_assert_eq!(on_goal(&text), on_goal(&padded));
                prop_assert_eq!(on_request(&described(&text, "")), on_request(&described(&padded, "")));
            }
        }

        #[test]
        fn items_without_text_never_get_a_suggestion(draft in proposals()) {
            for software in &draft.software {
                for goal in &software.goals {
                    prop_assert!(draft.suggestion(goal.id.into()).is_none() || !is_blank(&goal.text));
                }
            }
        }
    }
}
