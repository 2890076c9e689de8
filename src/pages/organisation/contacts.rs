//! How to reach everybody.

use domain::board;
use leptos::prelude::*;

use super::desk::Desk;
use super::page::{HEADING, Heading};
use super::paged::Paged;
use super::words::{days_of, listed};

/// Somebody, as they are shown.
#[derive(Clone)]
struct Contact {
    name: String,
    organisation: String,
    email: String,
    days: String,
    software: String,
}

/// Everybody, by name.
#[component]
pub(super) fn ContactsView(
    /// Where they come from.
    desk: Desk,
) -> impl IntoView {
    let contacts = move || {
        let contacts = desk.board.with(|board| {
            let shown = |it: board::Contact<'_>| Contact {
                name: it.name,
                organisation: it.organisation,
                email: it.email.map(|email| email.as_str().to_owned()).unwrap_or_default(),
                days: days_of(it.days),
                software: listed(&it.software),
            };
            board.contacts().into_iter().map(shown).collect::<Vec<_>>()
        });
        if contacts.is_empty() {
            view! { <p>"Il n’y a encore aucune participation."</p> }.into_any()
        } else {
            let count = contacts.len();
            let render = move |index: usize| contacts.get(index).map(contact);
            view! { <Paged id="contact" count render class="board board--rows contacts" /> }
                .into_any()
        }
    };
    view! {
        <section aria-labelledby=HEADING>
            <Heading text="Contacts" />
            {move || contacts()}
        </section>
    }
}

fn contact(shown: &Contact) -> AnyView {
    let Contact { name, organisation, email, days, software } = shown.clone();
    view! {
        <h3 dir="auto">{name}</h3>
        <p dir="auto">{organisation}</p>
        <p dir="auto">{if email.is_empty() { "Sans adresse".to_owned() } else { email }}</p>
        <p class="said-by" dir="auto">{days}</p>
        <p class="said-by" dir="auto">{software}</p>
    }
    .into_any()
}
