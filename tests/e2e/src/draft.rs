//! Drafts that are there before the visitor comes.

use domain::{
    Date, Edit, Field, GoalId, HelpKind, Item, Proposal, RequestId, SoftwareId, TalkId, TalkKind,
    stored,
};

/// A draft with so many software, each with so many goals.
pub fn of_size(software: usize, goals: usize) -> Proposal {
    let mut draft = Proposal::default();
    for number in 1..=software {
        let id = add_software(&mut draft);
        write(&mut draft, Field::SoftwareName(id), &format!("Logiciel n° {number}"));
        for number in 1..=goals {
            let goal = add_goal(&mut draft, id);
            write(&mut draft, Field::Goal(goal), &format!("Publier le numéro {number}"));
        }
    }
    draft
}

/// A draft as somebody might really write it, with something in every field. Its message fits into
/// no link.
pub fn realistic() -> Proposal {
    let mut draft = Proposal::default();
    for (field, text) in [
        (Field::Name, "Camille Durand"),
        (Field::Email, "camille.durand@exemple.gouv.fr"),
        (Field::Organisation, "Direction du numérique, académie d’Exemple"),
        (
            Field::Expectations,
            "Rencontrer d’autres équipes qui publient leurs logiciels, et repartir avec une première \
             version du guide d’installation.",
        ),
        (
            Field::Offers,
            "Relire de la documentation, expliquer comment nous choisissons une licence, accueillir \
             celles et ceux qui viennent pour la première fois.",
        ),
    ] {
        write(&mut draft, field, text);
    }
    if let Some(day) = Date::new(2024, 1, 9) {
        draft.apply(Edit::Presence { day, present: true });
    }

    let forms = software(
        &mut draft,
        &[
            "Formulaires libres",
            "https://git.exemple.gouv.fr/formulaires-libres",
            "EUPL-1.2",
            "Créer des formulaires accessibles, sans écrire de code",
        ],
    );
    for goal in [
        "Publier la version 2.0 : paquet en ligne et notes de version relues",
        "Écrire le guide d’installation pour les petites communes : trois pages, testées par une \
         personne qui ne connaît pas le logiciel",
        "Corriger les contrastes signalés par l’audit : plus aucune alerte dans le rapport",
    ] {
        write_goal(&mut draft, forms, goal);
    }
    write_request(
        &mut draft,
        forms,
        HelpKind::Bug,
        "L’export se bloque sous Windows au-delà de 500 réponses. Point de départ : \
         src/export.py. Il faut quelqu’un qui connaît Python.",
        "https://git.exemple.gouv.fr/formulaires-libres/-/issues/42",
    );
    write_request(
        &mut draft,
        forms,
        HelpKind::Documentation,
        "Relire le guide avec l’œil d’une mairie : aucune compétence technique n’est nécessaire.",
        "",
    );

    let archives = software(
        &mut draft,
        &["Archives ouvertes", "https://git.exemple.gouv.fr/archives", "AGPL-3.0-or-later", ""],
    );
    write_goal(&mut draft, archives, "Lire les fichiers de l’ancien format : dix exemples passent");
    write_request(
        &mut draft,
        archives,
        HelpKind::Feature,
        "Nous ne savons pas lire les dates de l’ancien format. Deux exemples sont dans le ticket ; \
         il faut aimer les formats binaires.",
        "https://git.exemple.gouv.fr/archives/-/issues/7",
    );

    let talk = add_talk(&mut draft);
    write(&mut draft, Field::TalkSubject(talk), "Faire vivre une communauté d’utilisatrices");
    draft.apply(Edit::TalkKind { talk, kind: TalkKind::NonTechnical });
    draft
}

/// A draft with a problem in every sort of field that can have one.
pub fn with_problems() -> Proposal {
    let mut draft = Proposal::default();
    write(&mut draft, Field::Email, "camille chez exemple");
    let software = software(&mut draft, &["", "git.exemple.fr", "", ""]);
    write_goal(&mut draft, software, "");
    write_request(&mut draft, software, HelpKind::Bug, "", "n° 7");
    add_talk(&mut draft);
    draft
}

/// Adds a software with this name, link, licence, and line about it.
fn software(draft: &mut Proposal, texts: &[&str; 4]) -> SoftwareId {
    let id = add_software(draft);
    let fields =
        [Field::SoftwareName(id), Field::Repository(id), Field::Licence(id), Field::Summary(id)];
    for (field, text) in fields.into_iter().zip(texts) {
        write(draft, field, text);
    }
    id
}

fn write_goal(draft: &mut Proposal, software: SoftwareId, text: &str) {
    let goal = add_goal(draft, software);
    write(draft, Field::Goal(goal), text);
}

fn write_request(
    draft: &mut Proposal,
    software: SoftwareId,
    kind: HelpKind,
    description: &str,
    ticket: &str,
) {
    let request = add_request(draft, software);
    draft.apply(Edit::HelpKind { request, kind });
    write(draft, Field::HelpDescription(request), description);
    write(draft, Field::Ticket(request), ticket);
}

/// Adds an empty software behind the others, and returns its id.
pub fn add_software(draft: &mut Proposal) -> SoftwareId {
    let software = draft.new_software();
    let id = software.id;
    append(draft, None, Item::Software(software));
    id
}

/// Adds an empty goal behind the others of a software, and returns its id.
pub fn add_goal(draft: &mut Proposal, software: SoftwareId) -> GoalId {
    let goal = draft.new_goal();
    let id = goal.id;
    append(draft, Some(software), Item::Goal(goal));
    id
}

/// Adds an empty help request behind the others of a software, and returns its id.
pub fn add_request(draft: &mut Proposal, software: SoftwareId) -> RequestId {
    let request = draft.new_help_request();
    let id = request.id;
    append(draft, Some(software), Item::HelpRequest(request));
    id
}

/// Adds an empty talk behind the others, and returns its id.
pub fn add_talk(draft: &mut Proposal) -> TalkId {
    let talk = draft.new_talk();
    let id = talk.id;
    append(draft, None, Item::LightningTalk(talk));
    id
}

fn append(draft: &mut Proposal, parent: Option<SoftwareId>, item: Item) {
    draft.apply(Edit::Insert { parent, index: usize::MAX, item });
}

/// Writes `text` into a field, in place of what was there.
pub fn write(draft: &mut Proposal, field: Field, text: &str) {
    draft.apply(Edit::Text { field, value: text.to_owned() });
}

/// The draft as the app stores it, but for the edition, which its days tell as well.
pub fn record(proposal: Proposal) -> String {
    stored::encode(&stored::Record {
        revision: 1,
        saved_at: 1_704_790_920_000,
        edition: None,
        proposal,
    })
}

/// The same record as one that a later release of the app would have written.
pub fn of_later_release(record: &str) -> String {
    let [version, later] = [0, 1].map(|more| format!("\"version\":{},", stored::VERSION + more));
    record.replacen(&version, &later, 1)
}
