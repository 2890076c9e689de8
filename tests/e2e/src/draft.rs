//! Drafts that are there before the visitor comes.

use domain::{Date, Edit, Field, HelpKind, Item, ItemId, Proposal, TalkKind, stored};

/// A draft with so many software, each with so many goals.
pub fn of_size(software: usize, goals: usize) -> Proposal {
    let mut draft = Proposal::default();
    for number in 1..=software {
        let item = Item::Software(draft.new_software());
        let id = add(&mut draft, None, item);
        write(&mut draft, Field::SoftwareName(id), &format!("Logiciel n° {number}"));
        for number in 1..=goals {
            let item = Item::Goal(draft.new_goal());
            let goal = add(&mut draft, Some(id), item);
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
        add_goal(&mut draft, forms, goal);
    }
    add_request(
        &mut draft,
        forms,
        HelpKind::Bug,
        "L’export se bloque sous Windows au-delà de 500 réponses. Point de départ : \
         src/export.py. Il faut quelqu’un qui connaît Python.",
        "https://git.exemple.gouv.fr/formulaires-libres/-/issues/42",
    );
    add_request(
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
    add_goal(&mut draft, archives, "Lire les fichiers de l’ancien format : dix exemples passent");
    add_request(
        &mut draft,
        archives,
        HelpKind::Feature,
        "Nous ne savons pas lire les dates de l’ancien format. Deux exemples sont dans le ticket ; \
         il faut aimer les formats binaires.",
        "https://git.exemple.gouv.fr/archives/-/issues/7",
    );

    let item = Item::LightningTalk(draft.new_talk());
    let talk = add(&mut draft, None, item);
    write(&mut draft, Field::TalkSubject(talk), "Faire vivre une communauté d’utilisatrices");
    draft.apply(Edit::TalkKind { talk, kind: TalkKind::NonTechnical });
    draft
}

/// A draft with a problem in every sort of field that can have one.
pub fn with_problems() -> Proposal {
    let mut draft = Proposal::default();
    write(&mut draft, Field::Email, "camille chez exemple");
    let software = software(&mut draft, &["", "git.exemple.fr", "", ""]);
    add_goal(&mut draft, software, "");
    add_request(&mut draft, software, HelpKind::Bug, "", "n° 7");
    let item = Item::LightningTalk(draft.new_talk());
    add(&mut draft, None, item);
    draft
}

/// Adds a software with this name, link, licence, and line about it.
fn software(draft: &mut Proposal, texts: &[&str; 4]) -> ItemId {
    let item = Item::Software(draft.new_software());
    let id = add(draft, None, item);
    let fields =
        [Field::SoftwareName(id), Field::Repository(id), Field::Licence(id), Field::Summary(id)];
    for (field, text) in fields.into_iter().zip(texts) {
        write(draft, field, text);
    }
    id
}

fn add_goal(draft: &mut Proposal, software: ItemId, text: &str) {
    let item = Item::Goal(draft.new_goal());
    let goal = add(draft, Some(software), item);
    write(draft, Field::Goal(goal), text);
}

fn add_request(
    draft: &mut Proposal,
    software: ItemId,
    kind: HelpKind,
    description: &str,
    ticket: &str,
) {
    let item = Item::HelpRequest(draft.new_help_request());
    let request = add(draft, Some(software), item);
    draft.apply(Edit::HelpKind { request, kind });
    write(draft, Field::HelpDescription(request), description);
    write(draft, Field::Ticket(request), ticket);
}

/// Adds an item, new in `draft`, behind those of its sort, and returns its id.
pub fn add(draft: &mut Proposal, parent: Option<ItemId>, item: Item) -> ItemId {
    let id = item.id();
    draft.apply(Edit::Insert { parent, index: usize::MAX, item });
    id
}

/// Writes `text` into a field, in place of what was there.
pub fn write(draft: &mut Proposal, field: Field, text: &str) {
    draft.apply(Edit::Text { field, value: text.to_owned() });
}

/// The draft as the app stores it.
pub fn record(proposal: Proposal) -> String {
    stored::encode(&stored::Record { revision: 1, saved_at: 1_704_790_920_000, proposal })
}
