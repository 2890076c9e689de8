//! Lightning talks, and the order in which they are given.

use bluehats::pages::labels::talk_kind;
use bluehats::platform::render::after_render;
use bluehats::platform::{focus, page};
use bluehats::ui::{ItemToolbar, MoveButtons};
use leptos::prelude::*;

use crate::desk::Desk;
use crate::page::{HEADING, Heading};
use crate::words::{byline, days_of};

/// A talk, as it is shown.
#[derive(Clone, PartialEq)]
struct Entry {
    subject: String,
    about: String,
}

/// The talks, in running order.
#[component]
pub(crate) fn TalksView(
    /// Where they come from.
    desk: Desk,
) -> impl IntoView {
    let talks = move || {
        let talks = desk.board.with(|board| {
            let entry = |it: domain::board::Talk<'_>| {
                let presence = days_of(&it.person.proposal.presence);
                let mut about =
                    vec![talk_kind(it.talk.kind).to_owned(), byline(it.person), presence];
                about.retain(|part| !part.is_empty());
                Entry { subject: it.talk.subject.trim().to_owned(), about: about.join(" – ") }
            };
            board.talks().map(entry).collect::<Vec<_>>()
        });
        let count = talks.len();
        if talks.is_empty() {
            return view! { <p>"Aucune présentation éclair n’est proposée."</p> }.into_any();
        }
        let talks = talks.into_iter().enumerate();
        let talks = talks.map(|(index, entry)| view! { <Talk desk entry index count /> });
        view! {
            <p class="no-print">"L’ordre de passage se change avec les flèches\u{a0}; il est enregistré avec le tableau."</p>
            <ol class="board board--rows">{talks.collect_view()}</ol>
        }
        .into_any()
    };
    view! {
        <section aria-labelledby=HEADING>
            <Heading text="Présentations éclair" />
            {move || talks()}
        </section>
    }
}

#[component]
fn Talk(
    /// Where it is moved.
    desk: Desk,
    /// What it is.
    entry: Entry,
    /// Its place, from 0.
    index: usize,
    /// How many there are.
    count: usize,
) -> impl IntoView {
    let Entry { subject, about } = entry;
    let go = move |to: usize, button: &'static str| {
        desk.change(|board| board.move_talk(index, to));
        page::announce(&format!("En position {} sur {count}.", to + 1));
        // The list is made anew: the focus follows the talk.
        after_render(move || {
            focus::focus(&format!("{}-{button}", id(to)));
        });
    };
    view! {
        <li>
            <div class="order">
                <div>
                    <h3 dir="auto">{format!("{}. ", index + 1)}<bdi>{subject}</bdi></h3>
                    <p class="said-by" dir="auto">{about}</p>
                </div>
                <div class="no-print">
                    <ItemToolbar label=format!("Présentation {}", index + 1)>
                        <MoveButtons
                            id=id(index)
                            name=format!("la présentation {}", index + 1)
                            position=(index, count)
                            on_move_up=move |()| go(index - 1, "monter")
                            on_move_down=move |()| go(index + 1, "descendre")
                            are_first=true
                        />
                    </ItemToolbar>
                </div>
            </div>
        </li>
    }
}

/// What the ids of the buttons of the talk at this place are made from.
fn id(index: usize) -> String {
    format!("passage-{index}")
}
