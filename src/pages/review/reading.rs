//! The participation as a person reads it, with what is missing marked.

use domain::{Field, Problem, ProblemKind, Proposal, Software};
use leptos::prelude::*;
use routes::Page;

use crate::pages::href;
use crate::pages::labels::{anchor, help_kind, talk_kind};

/// What stands under one heading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Part {
    /// The heading.
    title: Words,
    /// Whether it belongs to the part before, with a heading below its own.
    is_nested: bool,
    /// Whether its entries are a list, rather than paragraphs.
    is_list: bool,
    entries: Vec<Words>,
}

/// A text, and what is missing in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Words {
    /// What kind of thing it is.
    label: Option<&'static str>,
    text: String,
    gaps: Vec<Gap>,
}

/// Something that is missing, or to be corrected.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Gap {
    /// What.
    text: &'static str,
    /// Where, in the form.
    field: Field,
}

/// What a draft says, in the order of the form; `problems` are those of the draft. The first part
/// is about who writes.
pub(super) fn parts(draft: &Proposal, problems: &[Problem]) -> Vec<Part> {
    let reader = Reader { problems };
    // What is left out is not sent either.
    let draft = draft.normalised();
    let mut parts = vec![reader.about(&draft)];
    for software in &draft.software {
        reader.software(software, &mut parts);
    }
    reader.prose("Attentes", Field::Expectations, &draft.expectations, &mut parts);
    let talks = draft.talks.iter().map(|talk| {
        let words = reader.words(&[(Field::TalkSubject(talk.id), &talk.subject)]);
        Words { label: Some(talk_kind(talk.kind)), ..words }
    });
    list("Présentations éclair", false, talks.collect(), &mut parts);
    reader.prose("Ce que je peux apporter", Field::Offers, &draft.offers, &mut parts);
    parts
}

/// Knows what is missing where.
struct Reader<'a> {
    problems: &'a [Problem],
}

impl Reader<'_> {
    /// These texts, one below the other, with what is missing in them.
    fn words(&self, texts: &[(Field, &str)]) -> Words {
        let of = |field| self.problems.iter().filter(move |problem| problem.field == field);
        let missing = |problem: &Problem| Gap { text: gap(*problem), field: problem.field };
        let filled: Vec<&str> =
            texts.iter().map(|(_, text)| *text).filter(|text| !text.is_empty()).collect();
        Words {
            label: None,
            text: filled.join("\n"),
            gaps: texts.iter().flat_map(|(field, _)| of(*field)).map(missing).collect(),
        }
    }

    fn about(&self, draft: &Proposal) -> Part {
        let days: Vec<String> = draft.presence.iter().map(|day| day.in_french()).collect();
        let presence = Words { label: Some("Présence"), text: days.join(", "), gaps: Vec::new() };
        let mut entries = vec![
            self.words(&[(Field::Organisation, &draft.organisation)]),
            self.words(&[(Field::Email, &draft.email)]),
            presence,
        ];
        entries.retain(|entry| !entry.is_empty());
        let title = self.words(&[(Field::Name, &draft.name)]);
        Part { title, entries, ..Part::default() }
    }

    fn software(&self, software: &Software, parts: &mut Vec<Part>) {
        // All fields are named, so that none is forgotten.
        let Software { id, name, repository, licence, summary, goals, help_requests } = software;
        let mut entries = vec![
            self.words(&[(Field::Summary(*id), summary)]),
            self.words(&[(Field::Repository(*id), repository), (Field::Licence(*id), licence)]),
        ];
        entries.retain(|entry| !entry.is_empty());
        let title = self.words(&[(Field::SoftwareName(*id), name)]);
        parts.push(Part { title, entries, ..Part::default() });
        let goals = goals.iter().map(|goal| self.words(&[(Field::Goal(goal.id), &goal.text)]));
        list("Objectifs", true, goals.collect(), parts);
        let requests = help_requests.iter().map(|request| {
            let words = self.words(&[
                (Field::HelpDescription(request.id), &request.description),
                (Field::Ticket(request.id), &request.ticket),
            ]);
            Words { label: Some(help_kind(request.kind)), ..words }
        });
        list("Demandes d’aide", true, requests.collect(), parts);
    }

    fn prose(&self, title: &str, field: Field, text: &str, parts: &mut Vec<Part>) {
        let words = self.words(&[(field, text)]);
        if !words.is_empty() {
            let title = Words { text: title.to_owned(), ..Words::default() };
            parts.push(Part { title, entries: vec![words], ..Part::default() });
        }
    }
}

fn list(title: &str, is_nested: bool, entries: Vec<Words>, parts: &mut Vec<Part>) {
    if !entries.is_empty() {
        let title = Words { text: title.to_owned(), ..Words::default() };
        parts.push(Part { title, is_nested, is_list: true, entries });
    }
}

impl Words {
    const fn is_empty(&self) -> bool {
        self.text.is_empty() && self.gaps.is_empty()
    }
}

/// What is missing, where it is missing.
const fn gap(problem: Problem) -> &'static str {
    match (problem.kind, problem.field) {
        (ProblemKind::NothingToSend, _) => {
            "un logiciel, vos attentes ou ce que vous pouvez apporter, à indiquer"
        }
        (ProblemKind::MalformedEmail, _) => "adresse à corriger",
        (ProblemKind::MalformedLink, _) => "lien à corriger",
        (ProblemKind::Blank, Field::SoftwareName(_)) => "nom du logiciel à indiquer",
        (ProblemKind::Blank, Field::Goal(_)) => "objectif à décrire",
        (ProblemKind::Blank, Field::HelpDescription(_)) => "aide à décrire",
        (ProblemKind::Blank, Field::TalkSubject(_)) => "sujet à indiquer",
        (ProblemKind::Blank, _) => "nom à indiquer",
    }
}

/// The participation, under headings.
#[component]
pub(super) fn Reading(
    /// What it says.
    parts: Vec<Part>,
    /// How many items were left empty.
    left_out: usize,
) -> impl IntoView {
    let left_out = match left_out {
        0 => None,
        1 => Some("Un élément laissé vide n’est pas envoyé.".to_owned()),
        count => Some(format!("{count} éléments laissés vides ne sont pas envoyés.")),
    };
    view! {
        <section class="reading" aria-labelledby="participation">
            <h2 class="reading__title" id="participation">"Votre participation"</h2>
            {parts.into_iter().map(part).collect_view()}
            {left_out.map(|text| view! { <p class="reading__note">{text}</p> }.into_any())}
        </section>
    }
}

fn part(part: Part) -> AnyView {
    let Part { title, is_nested, is_list, entries } = part;
    let title = words(title);
    let title = if is_nested {
        view! { <h4 dir="auto">{title}</h4> }.into_any()
    } else {
        view! { <h3 dir="auto">{title}</h3> }.into_any()
    };
    let entries = if is_list {
        let entry = |entry| view! { <li dir="auto">{words(entry)}</li> }.into_any();
        view! { <ul>{entries.into_iter().map(entry).collect_view()}</ul> }.into_any()
    } else {
        let entry = |entry| view! { <p dir="auto">{words(entry)}</p> }.into_any();
        entries.into_iter().map(entry).collect_view().into_any()
    };
    view! {
        {title}
        {entries}
    }
    .into_any()
}

fn words(words: Words) -> impl IntoView {
    let Words { label, text, gaps } = words;
    let gap = |Gap { text, field }| {
        let href = format!("{}#{}", href(Page::Draft), anchor(field));
        view! { " " <a class="gap" href=href>{text}</a> }.into_any()
    };
    view! {
        {label.map(|label| view! { <strong>{label} "\u{a0}: "</strong> }.into_any())}
        <span translate="no">{text}</span>
        {gaps.into_iter().map(gap).collect_view()}
    }
}

#[cfg(test)]
mod tests {
    use domain::{Edit, Item, ItemKind};

    use super::*;

    fn add(draft: &mut Proposal, parent: Option<domain::SoftwareId>, kind: ItemKind) -> Item {
        let item = draft.new_item(kind);
        let back = Edit::Insert { parent, index: usize::MAX, item: item.clone() };
        draft.apply(back).unwrap();
        item
    }

    /// The titles and the texts, with what is missing between brackets.
    fn outline(draft: &Proposal) -> Vec<String> {
        let line = |words: &Words| {
            let gaps = words.gaps.iter().map(|gap| format!("[{}]", gap.text));
            let parts = words.label.map(str::to_owned).into_iter();
            let texts = Some(words.text.clone()).filter(|text| !text.is_empty());
            parts.chain(texts).chain(gaps).collect::<Vec<_>>().join(" ")
        };
        let parts = parts(draft, &draft.problems());
        let lines = parts.iter().flat_map(|part| {
            let mark = if part.is_nested { "##" } else { "#" };
            let title = format!("{mark} {}", line(&part.title));
            std::iter::once(title).chain(part.entries.iter().map(line))
        });
        lines.collect()
    }

    #[test]
    fn what_is_missing_is_marked_where_it_is() {
        assert_eq!(
            outline(&Proposal::default()),
            [
                "# [nom à indiquer]",
                "# Attentes",
                "[un logiciel, vos attentes ou ce que vous pouvez apporter, à indiquer]",
            ]
        );
    }

    #[test]
    fn it_reads_in_the_order_of_the_form() {
        let mut draft = Proposal::default();
        draft.name = "Zoé".to_owned();
        draft.organisation = "Ville".to_owned();
        draft.offers = "Relire".to_owned();
        let Item::Software(software) = add(&mut draft, None, ItemKind::Software) else {
            panic!("no software");
        };
        let goal = add(&mut draft, Some(software.id), ItemKind::Goal).id();
        let request = add(&mut draft, Some(software.id), ItemKind::HelpRequest).id();
        let domain::ItemId::HelpRequest(request) = request else { panic!("no request") };
        for (field, value) in [
            (goal.first_field(), "Publier"),
            (Field::Repository(software.id), "x"),
            (Field::HelpDescription(request), "Un bug"),
        ] {
            draft.apply(Edit::Text { field, value: value.to_owned() }).unwrap();
        }
        let kind = help_kind(draft.help_request(request).unwrap().kind);
        assert_eq!(
            outline(&draft),
            [
                "# Zoé",
                "Ville",
                "# [nom du logiciel à indiquer]",
                "x [lien à corriger]",
                "## Objectifs",
                "Publier",
                "## Demandes d’aide",
                &format!("{kind} Un bug"),
                "# Ce que je peux apporter",
                "Relire",
            ]
        );
    }
}
