//! All software, with goals and needs.

use std::str::FromStr;

use domain::board::SoftwareEntry;
use domain::{Software, WebLink};
use leptos::prelude::*;

use super::desk::Desk;
use super::page::{HEADING, Heading};
use super::paged::Paged;
use super::words::byline;
use crate::pages::labels::help_kind;

/// All software, by name.
#[component]
pub(super) fn SoftwareView(
    /// Where it comes from.
    desk: Desk,
) -> impl IntoView {
    let entries = move || {
        let entries = desk.board.with(|board| {
            let entry = |it: SoftwareEntry<'_>| (it.person.message, it.software.id);
            board.software().into_iter().map(entry).collect::<Vec<_>>()
        });
        if entries.is_empty() {
            view! { <p>"Aucune participation ne présente de logiciel."</p> }.into_any()
        } else {
            let count = entries.len();
            let render = move |index: usize| {
                let (message, software) = *entries.get(index)?;
                desk.board.with_untracked(|board| {
                    let person = board.person_of(message)?;
                    Some(entry(person.proposal.software(software)?, byline(person)))
                })
            };
            view! { <Paged id="logiciel" count render class="board" /> }.into_any()
        }
    };
    view! {
        <section aria-labelledby=HEADING>
            <Heading text="Logiciels" />
            {move || entries()}
        </section>
    }
}

/// A software, and who takes part with it.
fn entry(software: &Software, by: String) -> AnyView {
    // All fields are named, so that none is forgotten.
    let Software { id: _, name, repository, licence, summary, goals, help_requests } = software;
    let goals = texts(goals.iter().map(|goal| (None, goal.text.clone(), String::new())));
    let needs = texts(help_requests.iter().map(|request| {
        (Some(help_kind(request.kind)), request.description.clone(), request.ticket.clone())
    }));
    let (summary, licence) = (summary.trim().to_owned(), licence.trim().to_owned());
    view! {
        <h3 dir="auto">{name.clone()}</h3>
        <p class="said-by" dir="auto">{by}</p>
        {(!summary.is_empty()).then(|| view! { <p class="quote" dir="auto">{summary}</p> })}
        <p>
            <Link text=repository.clone() />
            {(!licence.is_empty()).then(|| view! { " " <span dir="auto">{licence}</span> })}
        </p>
        {part("Objectifs", goals)}
        {part("Besoins", needs)}
    }
    .into_any()
}

/// The lines of a part: what it begins with, the text, and a link.
type Lines = Vec<(Option<&'static str>, String, String)>;

fn texts(lines: impl Iterator<Item = (Option<&'static str>, String, String)>) -> Lines {
    lines.filter(|(_, text, link)| !(text.trim().is_empty() && link.trim().is_empty())).collect()
}

fn part(title: &'static str, lines: Lines) -> Option<impl IntoView> {
    (!lines.is_empty()).then(|| {
        let line = |(tag, text, link): (Option<&'static str>, String, String)| {
            view! {
                <li class="quote" dir="auto">
                    {tag.map(|tag| view! { <span class="tag">{tag}</span> })}
                    {text}
                    " "
                    <Link text=link />
                </li>
            }
        };
        view! {
            <h4>{title}</h4>
            <ul>{lines.into_iter().map(line).collect_view()}</ul>
        }
    })
}

/// A link that somebody has written: it can be followed if it is one to a web page. The board stays
/// where it is.
#[component]
pub(super) fn Link(
    /// What they have written.
    text: String,
) -> impl IntoView {
    match WebLink::from_str(text.trim()) {
        Ok(link) => view! {
            <a class="external" href=link.as_str().to_owned() target="_blank" rel="external noopener noreferrer">
                <span dir="auto">{link.as_str().to_owned()}</span>
                <span class="visually-hidden">" (nouvelle fenêtre)"</span>
            </a>
        }
        .into_any(),
        Err(_) => view! { <span dir="auto">{text}</span> }.into_any(),
    }
}
