//! Every message that was read, with what became of it.

use domain::Proposal;
use domain::board::{Board, Content, Received, State};
use domain::mail;
use leptos::prelude::*;

use super::desk::Desk;
use super::intake::{Intake, RESULT};
use super::keeping::KeepSection;
use super::page::Heading;
use super::paged::Paged;
use super::words::{count, isolated, problem, provenance, trouble};
use crate::pages::labels;
use crate::pages::message_text::MessageText;
use crate::ui::{Alert, Severity, Show};

/// Giving messages to the page, and what became of each.
#[component]
pub(super) fn MessagesView(
    /// Where messages go.
    desk: Desk,
) -> impl IntoView {
    let read = move || {
        desk.board.track();
        (!desk.is_empty.get()).then(|| view! { <Read desk /> }.into_any())
    };
    view! {
        <section aria-labelledby=super::page::HEADING>
            <Heading text="Messages" />
            <div class="two-columns no-print">
                <Intake desk />
                <KeepSection desk />
            </div>
            <Unread
                severity=Severity::Error
                title="Le navigateur n’a pas pu lire ces fichiers"
                files=desk.refused
                advice="Pour un dossier, utilisez «\u{a0}Choisir un dossier\u{a0}». Vérifiez que les fichiers n’ont été ni déplacés ni ouverts ailleurs, puis redonnez-les."
            />
            <Unread
                severity=Severity::Warning
                title="Ces fichiers n’ont pas été lus jusqu’au bout"
                files=desk.left_out
                advice="Vous avez arrêté la lecture. Ce qui était lu est gardé\u{a0}; redonnez ces fichiers pour lire le reste."
            />
            {move || read()}
        </section>
    }
}

/// Files of which not everything is on the board, if there are any.
#[component]
fn Unread(
    /// How grave it is.
    severity: Severity,
    /// What happened to them.
    title: &'static str,
    /// Their names.
    files: RwSignal<Vec<String>>,
    /// What to do.
    advice: &'static str,
) -> impl IntoView {
    let names = move || {
        let name = |name| view! { <li dir="auto">{name}</li> }.into_any();
        files.get().into_iter().map(name).collect_view()
    };
    view! {
        <Show when=move || !files.read().is_empty()>
            <Alert severity title>
                <ul>{move || names()}</ul>
                <p>{advice}</p>
            </Alert>
        </Show>
    }
}

/// What was read: in numbers, what somebody has to look at, and everybody's participation.
#[component]
fn Read(
    /// Where they are.
    desk: Desk,
) -> impl IntoView {
    let (sentence, (to_look_at, people)) =
        desk.board.with_untracked(|board| (sentence(board), sorted(board)));
    let (to_look_at_title, people_title) = (
        format!("À regarder ({})", to_look_at.len()),
        format!("Participations ({})", people.len()),
    );
    let to_look_at = (!to_look_at.is_empty()).then(|| {
        let count = to_look_at.len();
        let render = move |index: usize| with_message(desk, to_look_at.get(index)?, other);
        view! {
            <h3>{to_look_at_title}</h3>
            <Paged id="a-regarder" count render class="board board--rows" />
        }
    });
    let people = (!people.is_empty()).then(|| {
        let count = people.len();
        let render = move |index: usize| Some(participation(desk, people.get(index)?));
        view! {
            <h3>{people_title}</h3>
            <Paged id="participation" count render class="board board--wide" />
        }
    });
    view! {
        <p id=RESULT tabindex="-1">
            <strong>{sentence}</strong>
        </p>
        {to_look_at}
        {people}
    }
}

/// What was read, in a sentence: each message is counted once.
pub(super) fn sentence(board: &Board) -> String {
    let mut counts = [0_usize; 6];
    let [understood, updates, superseded, duplicates, others, unreadable] = &mut counts;
    for (received, state) in board.messages() {
        *match state {
            State::Understood { .. } | State::WithDoubts { .. } => &mut *understood,
            State::Update { .. } => &mut *updates,
            State::Superseded { .. } => &mut *superseded,
            State::Duplicate { .. } => &mut *duplicates,
            State::NotParticipation => &mut *others,
            State::Unreadable => &mut *unreadable,
        } += 1;
        *duplicates += usize::try_from(received.repeats()).unwrap_or_default();
    }
    let [understood, updates, superseded, duplicates, others, unreadable] = counts;
    let all = counts.iter().sum();
    let parts = labels::counted(&[
        (understood, "participation", "participations"),
        (updates, "mise à jour", "mises à jour"),
        (superseded, "version plus ancienne", "versions plus anciennes"),
        (duplicates, "doublon", "doublons"),
        (others, "autre message", "autres messages"),
        (unreadable, "message illisible", "messages illisibles"),
    ]);
    let read = count(all, "message lu", "messages lus");
    if parts.is_empty() {
        format!("{read}.")
    } else {
        format!("{read}\u{a0}: {}.", parts.join(", "))
    }
}

/// A participation, and all messages that belong to it.
struct Participation {
    newest: Message,
    /// Other names, under which older versions came.
    other_names: Vec<String>,
    updates: Vec<Message>,
    /// Its older versions.
    older: Vec<Message>,
}

/// A message, by its place on the board, and those that say nothing else.
struct Message {
    index: usize,
    duplicates: Vec<usize>,
}

/// What somebody has to look at, and the participations.
fn sorted(board: &Board) -> (Vec<Message>, Vec<Participation>) {
    let mut duplicates = vec![Vec::new(); board.messages().len()];
    for (index, (_, state)) in board.messages().enumerate() {
        if let State::Duplicate { of } = state
            && let Some(duplicates) = duplicates.get_mut(of)
        {
            duplicates.push(index);
        }
    }
    let message = |index: usize| {
        let duplicates = duplicates.get(index).cloned().unwrap_or_default();
        Message { index, duplicates }
    };
    let messages = |indexes: &[usize]| indexes.iter().map(|it| message(*it)).collect();
    let to_look_at = board.messages().enumerate().filter_map(|(index, (_, state))| match state {
        State::Update { person: None } | State::NotParticipation | State::Unreadable => {
            Some(message(index))
        }
        _ => None,
    });
    let people = board.people().iter().map(|person| Participation {
        newest: message(person.message),
        other_names: person.other_names.clone(),
        updates: messages(&person.updates),
        older: messages(&person.superseded),
    });
    (to_look_at.collect(), people.collect())
}

/// What `show` makes of a message that is on the board, and of where its duplicates come from.
fn with_message(
    desk: Desk,
    message: &Message,
    show: impl FnOnce(&Received, Vec<String>) -> AnyView,
) -> Option<AnyView> {
    desk.board.with_untracked(|board| {
        let duplicates = message.duplicates.iter().filter_map(|it| board.message(*it));
        let duplicates = duplicates.map(|it| format!("Doublon, {}", provenance(it)));
        Some(show(board.message(message.index)?, duplicates.collect()))
    })
}

/// What may not be as it was written in a message, is missing or malformed, or stands beside it.
fn doubts(received: &Received) -> Vec<String> {
    let mut lines = Vec::new();
    if let Content::Participation { proposal, doubts, .. } = &received.content {
        lines.extend(doubts.iter().map(|it| labels::doubt(proposal, it)));
        lines.extend(proposal.problems().into_iter().map(|it| problem(proposal, it)));
    }
    if received.has_further_message() {
        lines.push(FURTHER.to_owned());
    }
    lines
}

/// What to do where one text holds several messages.
const FURTHER: &str = "ce qui est écrit autour contient encore une participation, ou une partie\u{a0}: elle n’est pas dans ce tableau. Lisez-la\u{a0}; si elle compte, copiez-la seule dans cette page.";

/// A message that belongs to no participation.
fn other(received: &Received, duplicates: Vec<String>) -> AnyView {
    let subject = match received.header.subject.trim() {
        "" => "Sans objet".to_owned(),
        subject => subject.to_owned(),
    };
    let (class, tag, title) = match &received.content {
        Content::Unreadable { file, number, .. } => {
            let title = match &*received.header.subject {
                "" => format!("Message {number} ({})", isolated(file)),
                subject => subject.to_owned(),
            };
            ("tag tag--danger", "Illisible", title)
        }
        Content::Update { name, .. } => {
            let who = if name.is_empty() { subject } else { name.clone() };
            ("tag tag--warning", "Mise à jour sans participation", who)
        }
        Content::Other { is_unpasted: true, .. } => ("tag tag--warning", "Texte oublié", subject),
        Content::Other { .. } | Content::Participation { .. } => ("tag", "Autre message", subject),
    };
    let advice = match &received.content {
        Content::Update { .. } => {
            Some("Le message complet auquel elle se rapporte n’est pas parmi ceux qui ont été lus.")
        }
        Content::Unreadable { trouble: it, .. } => Some(trouble(*it)),
        Content::Other { is_unpasted: true, .. } => Some(
            "Cette personne annonce sa participation, mais n’en a pas collé le texte\u{a0}: demandez-le-lui.",
        ),
        Content::Other { .. } => {
            Some("Ce n’est pas une participation\u{a0}: à lire dans votre messagerie.")
        }
        Content::Participation { .. } => None,
    };
    let excerpt = match &received.content {
        Content::Other { excerpt, .. } => Some(excerpt.clone()),
        _ => None,
    };
    view! {
        <h4 class="entry__title">
            <span class=class>{tag}</span>
            <span dir="auto">{title}</span>
        </h4>
        <p class="said-by" dir="auto">{provenance(received)}</p>
        {excerpt.map(|excerpt| view! { <p class="quote" dir="auto">"«\u{a0}" <bdi>{excerpt}</bdi> "\u{a0}»"</p> })}
        {changes(received)}
        {advice.map(|advice| view! { <p>{advice}</p> })}
        {list(duplicates)}
    }
    .into_any()
}

fn participation(desk: Desk, it: &Participation) -> AnyView {
    let show_newest =
        |received: &Received, duplicates| newest(received, &it.other_names, duplicates);
    let updates = it.updates.iter().map(|message| with_message(desk, message, update));
    let older = it.older.iter().map(|message| with_message(desk, message, older));
    view! {
        {with_message(desk, &it.newest, show_newest)}
        {updates.collect_view()}
        {older.collect_view()}
    }
    .into_any()
}

fn newest(received: &Received, other_names: &[String], duplicates: Vec<String>) -> AnyView {
    let Content::Participation { proposal, notes, .. } = &received.content else {
        return ().into_any();
    };
    let other_name = |name: &String| {
        format!(
            "une version plus ancienne porte un autre nom, «\u{a0}{}\u{a0}»\u{a0}: est-ce la même personne\u{a0}?",
            isolated(name)
        )
    };
    let mut doubts = doubts(received);
    doubts.extend(other_names.iter().map(other_name));
    let (class, tag) =
        if doubts.is_empty() { ("tag", "Comprise") } else { ("tag tag--warning", "À vérifier") };
    view! {
        <h4 class="entry__title">
            <span class=class>{tag}</span>
            <span dir="auto">{name(proposal)}</span>
        </h4>
        <p class="said-by" dir="auto">{provenance(received)}</p>
        <p>{contents(proposal)}</p>
        {list(doubts)}
        <Folded summary="Lire la participation" text=mail::entries(proposal) />
        <Around notes=notes.clone() />
        {list(duplicates)}
    }
    .into_any()
}

fn update(received: &Received, duplicates: Vec<String>) -> AnyView {
    view! {
        <div class="entry">
            <p>
                <span class="tag tag--warning">"Mise à jour"</span>
                <span class="said-by" dir="auto">{provenance(received)}</span>
            </p>
            {changes(received)}
            {list(duplicates)}
        </div>
    }
    .into_any()
}

fn older(received: &Received, duplicates: Vec<String>) -> AnyView {
    let Some(proposal) = received.proposal() else { return ().into_any() };
    view! {
        <div class="entry">
            <p>
                <span class="tag">"Version plus ancienne"</span>
                <strong dir="auto">{name(proposal)}</strong>
                " "
                <span class="said-by" dir="auto">{provenance(received)}</span>
            </p>
            <Folded summary="Lire cette version" text=mail::entries(proposal) />
            {list(duplicates)}
        </div>
    }
    .into_any()
}

/// Whose participation it is, as it says it.
fn name(proposal: &Proposal) -> String {
    match labels::first_line(&proposal.name) {
        name if name.is_empty() => "Sans nom".to_owned(),
        name => name,
    }
}

/// What a participation holds, in a few words: « 2 logiciels, 1 objectif, offre ».
fn contents(proposal: &Proposal) -> String {
    let outline = proposal.outline();
    let mut parts =
        labels::counts(outline.software, outline.goals, outline.help_requests, outline.talks);
    let texts = [(outline.has_expectations, "attentes"), (outline.has_offers, "offre")];
    parts.extend(texts.into_iter().filter(|(is_there, _)| *is_there).map(|(_, it)| it.to_owned()));
    parts.join(", ")
}

/// What an update says, and what is written around it.
fn changes(received: &Received) -> Option<AnyView> {
    let Content::Update { changes, notes, .. } = &received.content else { return None };
    Some(
        view! {
            {list(changes.clone())}
            {list(doubts(received))}
            <Around notes=notes.clone() />
        }
        .into_any(),
    )
}

/// What is written around a participation, or an update.
#[component]
fn Around(
    /// Its lines.
    notes: Vec<String>,
) -> impl IntoView {
    (!notes.is_empty())
        .then(|| view! { <Folded summary="Ce qui est écrit autour" text=notes.join("\n") /> })
}

fn list(lines: Vec<String>) -> Option<AnyView> {
    (!lines.is_empty()).then(|| {
        let line = |line| view! { <li class="quote" dir="auto">{line}</li> };
        let lines = lines.into_iter().map(line);
        view! { <ul>{lines.collect_view()}</ul> }.into_any()
    })
}

/// A text that is made when it is unfolded.
#[component]
fn Folded(
    /// What the text is.
    summary: &'static str,
    /// The text.
    text: String,
) -> impl IntoView {
    let is_open = RwSignal::new(false);
    let text = StoredValue::new(text);
    let content = move || {
        is_open.get().then(|| {
            let text = text.with_value(|text| text.trim().to_owned());
            view! { <MessageText label=summary text /> }
        })
    };
    view! {
        <details class="fold-row" on:toggle=move |_| is_open.set(true)>
            <summary>{summary}</summary>
            {move || content()}
        </details>
    }
}

#[cfg(test)]
mod tests {
    use crate::edition::EDITION;
    use domain::board::{FileReader, Reads};

    use super::*;

    /// What these files say together.
    fn board(files: &[(&str, &str)]) -> Board {
        let mut board = Board::default();
        for (name, text) in files {
            let mut reader = FileReader::new(name, EDITION.key, |_, _| None, str::to_owned);
            reader.push(text.as_bytes());
            reader.close();
            while reader.step() == Reads::Message {}
            board.merge(reader.finish());
        }
        board
    }

    fn participation(name: &str, offer: &str) -> String {
        format!(
            "From: {name} <{}@exemple.fr>\n\nVoici ma participation (Hackathon #BlueHats).\n\nNom : {name}\n\nJe peux apporter : {offer}\n",
            name.to_lowercase()
        )
    }

    #[test]
    fn every_message_is_counted_and_shown_once() {
        let (ada, bob) = (participation("Ada", "Relire"), participation("Bob", "Dessiner"));
        let other = "From: Eve <eve@exemple.fr>\nSubject: Repas\n\nQui vient ?\n";
        let board = board(&[
            ("a.eml", &ada),
            ("b.eml", &bob),
            ("c.eml", other),
            ("d.eml", ""),
            ("e.eml", &ada),
        ]);
        assert_eq!(
            sentence(&board).replace('\u{a0}', " "),
            "5 messages lus : 2 participations, 1 doublon, 1 autre message, 1 message illisible."
        );
        assert_eq!(sentence(&Board::default()).replace('\u{a0}', " "), "0 message lu.");
        let (to_look_at, people) = sorted(&board);
        assert_eq!((to_look_at.len(), people.len()), (2, 2));
    }
}
