//! What is known: the board, what is shown of it, and whether it is kept.

use std::cell::{Cell, OnceCell};
use std::collections::VecDeque;
use std::rc::Rc;

use domain::board::{self, Board, Collection, Filter, NoBoard};
use leptos::prelude::*;

use super::intake::{Course, Progress, Source};
use crate::edition::EDITION;
use crate::pages::print::PrintChoices;
use crate::platform::lifecycle::{self, Listener};
use crate::platform::storage::{Storage, WriteError};
use crate::platform::{crash, page, timer};

/// Where the board is kept on this device, if that was asked for.
pub(super) const KEY: &str = "bluehats-participation.organisation";

/// The style sheet of the board. The policy of the pages names its hash
/// (`xtask/src/postprocess/csp.rs`).
const STYLE: &str = include_str!("../../../style/organisation.css");

/// The parts of the board, of which one is shown at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum View {
    Messages,
    Software,
    Needs,
    Talks,
    Contacts,
    Output,
}

/// Whether the board is kept on this device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keeping {
    /// Nobody asked for it.
    Off,
    /// It is kept.
    On,
    /// It was asked for, and the browser did not do it.
    Failed(WriteError),
    /// What is kept cannot be read; it is not overwritten.
    Unreadable(NoBoard),
}

/// What is known. Copies share it. It lives as long as the page that the browser loaded: who
/// goes to another page of the app and comes back finds it again.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    pub(super) board: RwSignal<Board>,
    /// Whether nothing is on the board.
    pub(super) is_empty: Memo<bool>,
    pub(super) view: RwSignal<View>,
    /// What is being read, while something is.
    pub(super) reading: RwSignal<Option<Progress>>,
    /// What waits to be read.
    pub(super) waiting: StoredValue<VecDeque<Source>, LocalStorage>,
    /// Whether what is being read goes on. Each time that reading begins, it is another one.
    pub(super) course: StoredValue<Rc<Cell<Course>>, LocalStorage>,
    /// The files that the browser could not read, by name.
    pub(super) refused: RwSignal<Vec<String>>,
    /// The files that were not read, or not to their end, when reading was stopped, by name.
    pub(super) left_out: RwSignal<Vec<String>>,
    pub(super) filter: RwSignal<Filter>,
    pub(super) choices: RwSignal<PrintChoices>,
    pub(super) keeping: RwSignal<Keeping>,
    /// Whether all that is on the board is kept, or was downloaded.
    is_safe: StoredValue<bool>,
}

/// What lives as long as the page that the browser loaded.
struct Life {
    desk: Desk,
    /// Owns the signals of the desk.
    _owner: Owner,
    _listeners: Vec<Listener>,
}

thread_local! {
    static LIFE: OnceCell<Life> = const { OnceCell::new() };
}

/// The desk.
pub(super) fn desk() -> Desk {
    LIFE.with(|life| life.get_or_init(begin).desk)
}

fn begin() -> Life {
    page::add_style("style-organisation", STYLE);
    let owner = Owner::new_root(None);
    let desk = owner.with(Desk::new);
    desk.take_kept();
    let mut listeners = lifecycle::ask_before_leaving(move || !desk.is_safe.get_value());
    listeners.extend(lifecycle::on_stored_elsewhere(KEY, move || desk.follow()));
    Life { desk, _owner: owner, _listeners: listeners }
}

impl Desk {
    fn new() -> Self {
        let board = RwSignal::<Board>::default();
        Self {
            board,
            is_empty: Memo::new(move |_| board.with(Board::is_empty)),
            view: RwSignal::new(View::Messages),
            reading: RwSignal::new(None),
            waiting: StoredValue::new_local(VecDeque::new()),
            course: StoredValue::new_local(Rc::default()),
            refused: RwSignal::default(),
            left_out: RwSignal::default(),
            filter: RwSignal::default(),
            choices: RwSignal::default(),
            keeping: RwSignal::new(Keeping::Off),
            is_safe: StoredValue::new(true),
        }
    }

    /// Takes in what was received besides, and lets the browser have its turn before that is shown.
    pub(super) async fn add(self, received: Collection) {
        self.board.update_untracked(|board| board.merge(received));
        timer::breathe().await;
        self.change(|_| ());
    }

    /// Changes the board, and keeps it if that was asked for.
    pub(super) fn change(self, change: impl FnOnce(&mut Board)) {
        self.board.update(change);
        self.board_changed();
        self.note_unkept();
        if matches!(self.keeping.get_untracked(), Keeping::On | Keeping::Failed(_)) {
            self.write();
        }
    }

    /// The board has changed: a software that is gone with an older version is asked for no more, because the
    /// choice of them could not say that it still is.
    fn board_changed(self) {
        let is_gone = self.filter.with_untracked(|filter| {
            filter.software.as_ref().is_some_and(|wanted| {
                self.board
                    .with_untracked(|board| board.software().iter().all(|it| it.key != *wanted))
            })
        });
        if is_gone {
            self.filter.update(|filter| filter.software = None);
        }
    }

    /// Adds what is kept on this device to the board.
    fn merge_kept(self, kept: Collection) {
        self.board.update(|board| board.merge(kept));
        self.board_changed();
    }

    /// The board as a file.
    pub(super) fn file(self) -> String {
        self.board.with_untracked(|board| board::encode(board.collection(), EDITION.key))
    }

    /// Notes whether leaving the page would lose something of the board.
    pub(super) fn note_safety(self, is_safe: bool) {
        self.is_safe.set_value(is_safe);
        crash::set_board_is_safe(is_safe);
    }

    /// Notes that the board is kept nowhere: leaving the page would lose what is on it.
    fn note_unkept(self) {
        self.note_safety(self.board.with_untracked(Board::is_empty));
    }

    /// Keeps the board on this device from now on, together with what another tab may have kept.
    pub(super) fn keep(self) {
        match kept() {
            Some(Err(why)) => return self.keeping.set(Keeping::Unreadable(why)),
            Some(Ok(kept)) => self.merge_kept(kept),
            None => {}
        }
        self.write();
    }

    /// Keeps it no more. It stays on the screen.
    pub(super) fn forget(self) {
        if let Ok(storage) = Storage::open() {
            storage.remove(KEY);
        }
        self.keeping.set(Keeping::Off);
        self.note_unkept();
    }

    /// Erases the board, here and on this device, with what is being read.
    pub(super) fn erase(self) {
        self.course.with_value(|course| course.set(Course::Erased));
        self.waiting.update_value(VecDeque::clear);
        self.reading.set(None);
        self.board.set(Board::default());
        self.refused.update(Vec::clear);
        self.left_out.update(Vec::clear);
        self.filter.set(Filter::default());
        self.view.set(View::Messages);
        self.forget();
    }

    fn write(self) {
        let written = match Storage::open() {
            Ok(storage) => storage.write(KEY, &self.file()),
            Err(_) => Err(WriteError::Refused),
        };
        self.keeping.set(written.map_or_else(Keeping::Failed, |()| Keeping::On));
        self.note_safety(written.is_ok());
    }

    /// Takes up what an earlier visit has kept.
    fn take_kept(self) {
        match kept() {
            None => {}
            Some(Ok(kept)) => {
                self.board.set(Board::new(kept));
                self.keeping.set(Keeping::On);
            }
            Some(Err(why)) => self.keeping.set(Keeping::Unreadable(why)),
        }
    }

    /// Follows another tab that keeps the board as well.
    fn follow(self) {
        if self.keeping.get_untracked() != Keeping::On {
            return;
        }
        match kept() {
            Some(Ok(kept)) => self.merge_kept(kept),
            Some(Err(why)) => {
                self.keeping.set(Keeping::Unreadable(why));
                self.note_unkept();
            }
            None => self.forget(),
        }
    }
}

/// What is kept on this device.
fn kept() -> Option<Result<Collection, NoBoard>> {
    let text = Storage::open().ok()?.read(KEY).ok()??;
    Some(board::decode(&text, EDITION.key))
}

#[cfg(test)]
mod tests {
    use domain::board::{FileReader, Reads};

    use super::*;

    #[test]
    fn a_software_that_is_gone_is_asked_for_no_more() {
        let owner = Owner::new_root(None);
        let desk = owner.with(Desk::new);
        let mut reader = FileReader::new("a.eml", EDITION.key, |_, _| None, str::to_owned);
        reader.push(
            "Voici ma participation (Hackathon #BlueHats).\n\nNom : Ada\n\nLogiciel : Démo\n"
                .as_bytes(),
        );
        reader.close();
        while reader.step() == Reads::Message {}
        desk.change(|board| board.merge(reader.finish()));
        let key = desk.board.with_untracked(|board| board.software()[0].key.to_owned());
        for (asked, want) in
            [(None, None), (Some(key.as_str()), Some(key.as_str())), (Some("autre"), None)]
        {
            let filter = Filter { software: asked.map(str::to_owned), ..Filter::default() };
            desk.filter.set(filter);
            desk.change(|_| ());
            assert_eq!(desk.filter.get_untracked().software.as_deref(), want, "{asked:?}");
        }
    }
}
