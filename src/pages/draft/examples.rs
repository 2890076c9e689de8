//! « Exemples »: what others have written, or could have, as in a real workshop.

use leptos::prelude::*;

/// A title, and lists of examples under captions of their own.
pub(super) type Examples = (&'static str, &'static [(&'static str, &'static [&'static str])]);

/// For goals and help requests.
pub(super) const SOFTWARE: Examples = (
    "Exemples d’objectifs et de demandes",
    &[
        (
            "Un objectif dit ce qui sera fait, et à quoi on le verra\u{a0}:",
            &[
                "Publier la version\u{a0}2\u{a0}: notes en ligne, paquet installable.",
                "Une personne qui découvre le logiciel l’installe en dix minutes avec le guide.",
                "Plus aucun champ sans étiquette dans le formulaire, vérifié avec un lecteur d’écran.",
                "La page d’accueil existe en anglais, relue et en ligne.",
            ],
        ),
        (
            "Une demande nomme l’obstacle, par où commencer, et la compétence\u{a0}:",
            &[
                "L’export s’arrête après 10\u{a0}000\u{a0}lignes. Commencer par tests/export.py\u{a0}; connaître Python.",
                "Le guide d’installation a deux ans. Le suivre sur une machine neuve et noter ce qui coince\u{a0}; un regard neuf suffit.",
                "Pouvons-nous reprendre un module sous licence GPL\u{a0}? Le fichier LICENCES.md le décrit\u{a0}; il faut un avis juridique.",
            ],
        ),
    ],
);

/// For expectations.
pub(super) const EXPECTATIONS: Examples = (
    "Exemples d’attentes",
    &[(
        "Avec ou sans code\u{a0}:",
        &[
            "Rencontrer des équipes qui maintiennent un logiciel avec peu de moyens.",
            "Comprendre comment publier le code produit dans un marché public.",
            "Trouver deux administrations prêtes à essayer notre outil.",
            "Repartir avec les contacts des personnes rencontrées.",
        ],
    )],
);

/// For offers.
pub(super) const OFFERS: Examples = (
    "Exemples d’apports",
    &[(
        "Même sans coder\u{a0}:",
        &[
            "Relire une documentation et dire où je me perds.",
            "Tester au clavier, sur un téléphone, avec un lecteur d’écran.",
            "Traduire en anglais ou en allemand.",
            "Animer un atelier, tenir le tableau des compétences.",
            "Témoigner d’un usage\u{a0}: deux ans de logiciels libres dans mon service.",
            "Répondre à des questions juridiques, de marchés publics, d’accessibilité, de design.",
        ],
    )],
);

/// Examples, folded away until one wants them.
#[component]
pub(super) fn FoldedExamples(
    /// Which ones.
    examples: Examples,
) -> impl IntoView {
    let (title, lists) = examples;
    let lists = lists.iter().map(|(caption, texts)| {
        view! {
            <p>{*caption}</p>
            <ul>{texts.iter().map(|text| view! { <li>{*text}</li> }.into_any()).collect_view()}</ul>
        }
        .into_any()
    });
    view! {
        <details class="examples">
            <summary>{title}</summary>
            {lists.collect_view()}
        </details>
    }
}
