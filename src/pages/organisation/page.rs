//! What the page is for, which part of the board is shown, and that part.

use domain::board::{Board, Filter};
use leptos::prelude::*;
use routes::Page;

use super::contacts::ContactsView;
use super::desk::{Desk, View, desk};
use super::intake::Source;
use super::messages::MessagesView;
use super::needs::NeedsView;
use super::output::OutputView;
use super::software::SoftwareView;
use super::talks::TalksView;
use crate::pages::PageHeading;
use crate::pages::page_entry::enter_page;
use crate::platform::files;
use crate::platform::{focus, lifecycle};
use crate::ui::Show;

/// The id of the heading of the part that is shown.
pub(super) const HEADING: &str = "partie";

/// The page: all participations, from the messages in which they came.
#[component]
pub fn OrganisationPage() -> impl IntoView {
    enter_page(Some(Page::Organisation));
    let desk = desk();
    lifecycle::while_shown(files::on_dropped(move |files| {
        desk.read(files.into_iter().map(Source::File).collect());
    }));
    let part = move || match desk.view.get() {
        View::Messages => view! { <MessagesView desk /> }.into_any(),
        View::Software => view! { <SoftwareView desk /> }.into_any(),
        View::Needs => view! { <NeedsView desk /> }.into_any(),
        View::Talks => view! { <TalksView desk /> }.into_any(),
        View::Contacts => view! { <ContactsView desk /> }.into_any(),
        View::Output => view! { <OutputView desk /> }.into_any(),
    };
    view! {
        <div class="page" id="page">
            <PageHeading text=Page::Organisation.heading().unwrap_or_default() />
            <div class="organisation">
                <Show when=move || !desk.is_empty.get() fallback=Lead>
                    <Views desk />
                </Show>
                {move || part()}
            </div>
        </div>
    }
}

/// How many messages were read, those included that were there several times.
fn messages_read(board: &Board) -> usize {
    let repeats = board.messages().map(|(it, _)| usize::try_from(it.repeats()).unwrap_or_default());
    board.messages().len() + repeats.sum::<usize>()
}

/// What the page is for.
#[component]
fn Lead() -> impl IntoView {
    view! {
        <p class="lead">
            "Rassemblez ici les participations reçues par courriel. Tout est lu sur cet appareil, et rien n’est envoyé nulle part."
        </p>
    }
}

/// What a part is called, with how much is in it: the counts of all parts are given.
type Label = fn([usize; 6]) -> String;

/// The parts of the board, with how much is in each.
#[component]
fn Views(
    /// Where it is noted which one is shown.
    desk: Desk,
) -> impl IntoView {
    let counts = Memo::new(move |_| {
        desk.board.with(|board| {
            let all = Filter::default();
            [
                messages_read(board),
                board.software().len(),
                board.needs(&all).len(),
                board.offers(&all).len(),
                board.talks().len(),
                board.people().len(),
            ]
        })
    });
    let button = move |(view, label): (View, Label)| {
        let show = move |_| {
            desk.view.set(view);
            focus::after_render(HEADING);
        };
        view! {
            <li>
                <button
                    class="button"
                    type="button"
                    aria-current=move || (desk.view.get() == view).then_some("true")
                    on:click=show
                    prop:textContent=move || label(counts.get())
                ></button>
            </li>
        }
    };
    let parts: [(View, Label); 6] = [
        (View::Messages, |it| format!("Messages ({})", it[0])),
        (View::Software, |it| format!("Logiciels ({})", it[1])),
        (View::Needs, |it| format!("Besoins ({}) et offres ({})", it[2], it[3])),
        (View::Talks, |it| format!("Présentations éclair ({})", it[4])),
        (View::Contacts, |it| format!("Contacts ({})", it[5])),
        (View::Output, |_| "Imprimer et exporter".to_owned()),
    ];
    view! {
        <nav class="no-print" aria-label="Parties du tableau">
            <ul class="views">{parts.map(button).collect_view()}</ul>
        </nav>
    }
}

/// The heading of a part. It takes the focus when one comes to the part.
#[component]
pub(super) fn Heading(
    /// What it says.
    text: &'static str,
) -> impl IntoView {
    view! {
        <h2 id=HEADING tabindex="-1">
            {text}
        </h2>
    }
}
