//! Lightning talks, and the order in which they are given.

use domain::TalkId;
use domain::board::{self, Board};
use leptos::prelude::*;

use super::desk::Desk;
use super::page::{HEADING, Heading};
use super::words::{byline, days_of};
use crate::pages::labels::talk_kind;
use crate::platform::page;
use crate::ui::{ItemToolbar, MoveButtons};

/// A talk, as it is shown. One that changes is another one.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Entry {
    /// By the message that stands for its speaker on the board.
    talk: (usize, TalkId),
    subject: String,
    about: String,
}

/// The talks, in running order.
#[component]
pub(super) fn TalksView(
    /// Where they come from.
    desk: Desk,
) -> impl IntoView {
    let talks = Memo::new(move |_| desk.board.with(entries));
    let count = Memo::new(move |_| talks.with(Vec::len));
    let list = move || {
        if count.get() == 0 {
            return view! { <p>"Aucune présentation éclair n’est proposée."</p> }.into_any();
        }
        view! {
            <p class="no-print">"L’ordre de passage se change avec les flèches\u{a0}; il est enregistré avec le tableau."</p>
            <ol class="board board--rows">
                <ForEnumerate each=move || talks.get() key=Entry::clone let(index, entry)>
                    <Talk desk entry index count />
                </ForEnumerate>
            </ol>
        }
        .into_any()
    };
    view! {
        <section aria-labelledby=HEADING>
            <Heading text="Présentations éclair" />
            {move || list()}
        </section>
    }
}

fn entries(board: &Board) -> Vec<Entry> {
    let entry = |board::Talk { person, talk }: board::Talk<'_>| {
        let presence = days_of(&person.proposal.presence);
        let mut about = vec![talk_kind(talk.kind).to_owned(), byline(person), presence];
        about.retain(|part| !part.is_empty());
        Entry {
            talk: (person.message, talk.id),
            subject: talk.subject.trim().to_owned(),
            about: about.join(" – "),
        }
    };
    board.talks().map(entry).collect()
}

#[component]
fn Talk(
    /// Where it is moved.
    desk: Desk,
    /// What it is.
    entry: Entry,
    /// Its place, from 0.
    index: ReadSignal<usize>,
    /// How many there are.
    count: Memo<usize>,
) -> impl IntoView {
    let Entry { talk: (message, talk), subject, about } = entry;
    let id = format!("passage-{message}-{}", talk.number());
    let move_to = move |to: usize| {
        desk.change(|board| board.move_talk(index.get_untracked(), to));
        page::announce(&format!("En position {} sur {}.", to + 1, count.get_untracked()));
    };
    view! {
        <li>
            <div class="order">
                <div>
                    <h3 dir="auto">
                        <span prop:textContent=move || format!("{}. ", index.get() + 1)></span>
                        <bdi>{subject}</bdi>
                    </h3>
                    <p class="said-by" dir="auto">{about}</p>
                </div>
                <div class="no-print">
                    <ItemToolbar label=move || format!("Présentation {}", index.get() + 1)>
                        <MoveButtons
                            id
                            name=move || format!("la présentation {}", index.get() + 1)
                            position=move || (index.get(), count.get())
                            on_move=move_to
                            are_first=true
                        />
                    </ItemToolbar>
                </div>
            </div>
        </li>
    }
}
