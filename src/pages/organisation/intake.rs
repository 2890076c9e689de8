//! Reading messages: out of files and folders, or pasted.

use std::cell::Cell;
use std::collections::VecDeque;
use std::rc::Rc;

use domain::board::{Collection, FileReader, Reads};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::desk::{Desk, View};
use super::messages::sentence;
use super::page::HEADING;
use super::words::count;
use crate::edition::EDITION;
use crate::platform::files::{self, File};
use crate::platform::render::after_render;
use crate::platform::{clock, focus, page, timer, unicode};
use crate::ui::{Button, ButtonVariant, FileChoice, FilePicker, Show, TextField, TextKind};

/// How much of a file is read at once, in bytes.
const PIECE: f64 = 262_144.0;

/// How long reading goes on before it lets the browser have its turn, in milliseconds: together with a
/// message that takes long, less than the 50 from which a page feels slow.
const SLICE: u64 = 16;

/// What is to be read.
pub(super) enum Source {
    /// A file.
    File(File),
    /// A text that was pasted.
    Text(String),
}

impl Source {
    fn name(&self) -> String {
        match self {
            Self::File(file) => files::name(file),
            Self::Text(_) => "un texte collé".to_owned(),
        }
    }

    fn size(&self) -> f64 {
        match self {
            Self::File(file) => file.size(),
            Self::Text(text) => number(text.len()),
        }
    }
}

/// As the browser counts bytes.
#[expect(clippy::cast_precision_loss, reason = "files have less than 2^53 bytes")]
fn number(bytes: impl TryInto<u64>) -> f64 {
    bytes.try_into().unwrap_or(u64::MAX) as f64
}

/// Whether what is being read goes on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Course {
    /// It does.
    #[default]
    On,
    /// Somebody has stopped it: what is read until then counts.
    Stopped,
    /// Somebody has erased the board: nothing of it counts.
    Erased,
}

/// How far reading is.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Progress {
    /// Bytes that are read, of all.
    done: f64,
    /// All bytes.
    all: f64,
    /// How many messages are read.
    messages: usize,
}

impl Progress {
    fn part(&self) -> f64 {
        (self.done / self.all.max(1.0)).min(1.0)
    }

    fn sentence(&self) -> String {
        format!("{}.", count(self.messages, "message lu", "messages lus"))
    }
}

impl Desk {
    /// Reads this, after what is being read already.
    pub(super) fn read(self, sources: Vec<Source>) {
        let size: f64 = sources.iter().map(Source::size).sum();
        let is_idle = self.reading.with_untracked(Option::is_none);
        if sources.is_empty() {
            return;
        }
        self.waiting.update_value(|waiting| waiting.extend(sources));
        self.reading.update(|progress| progress.get_or_insert_default().all += size);
        if is_idle {
            let course = Rc::default();
            self.course.set_value(Rc::clone(&course));
            self.left_out.update(Vec::clear);
            self.view.set(View::Messages);
            page::announce("Lecture des messages…");
            spawn_local(self.read_all(course));
        }
    }

    async fn read_all(self, course: Rc<Cell<Course>>) {
        let mut received = Collection::default();
        let mut run = Run { since: clock::now(), done: 0.0, messages: 0, course };
        while let Some(source) = self.next_source(&run) {
            let (name, size) = (source.name(), source.size());
            let read = self.read_one(&name, source, &mut run).await;
            run.done += size;
            run.messages += read.messages_read();
            let is_stopped = run.course.get() == Course::Stopped;
            if is_stopped && number(read.bytes_read()) < size {
                self.left_out.update(|files| files.push(name));
            }
            received.merge(read.finish());
            if is_stopped {
                let waiting = self.waiting.try_update_value(std::mem::take).unwrap_or_default();
                self.left_out.update(|files| files.extend(waiting.iter().map(Source::name)));
            }
        }
        timer::breathe().await;
        if run.course.get() != Course::Erased {
            self.add(received).await;
        }
        if run.course.get() != Course::Erased {
            self.reading.set(None);
            after_render(move || self.say_result());
        }
    }

    /// What is to be read next; nothing of what came after the board was erased.
    fn next_source(self, run: &Run) -> Option<Source> {
        let is_erased = run.course.get() == Course::Erased;
        if is_erased { None } else { self.waiting.try_update_value(VecDeque::pop_front).flatten() }
    }

    /// Says what was read. Who is nowhere, as when « Arrêter » went under their focus, is led to it; the
    /// focus of everybody else stays where they type.
    fn say_result(self) {
        // There is none where reading was stopped before the first message.
        let is_led = focus::is_nowhere() && (focus::focus(RESULT) || focus::focus(HEADING));
        if !is_led {
            page::announce(&self.board.with_untracked(sentence));
        }
    }

    async fn read_one(self, name: &str, source: Source, run: &mut Run) -> FileReader {
        let mut read = FileReader::new(name, EDITION.key, unicode::decoded, unicode::composed);
        match source {
            Source::Text(text) => read.push(text.as_bytes()),
            Source::File(file) => {
                let mut at = 0.0;
                while at < file.size() && run.goes_on() {
                    let Ok(bytes) = files::read_piece(&file, at, at + PIECE).await else {
                        self.note_refused(name, true, run);
                        // What came before counts, and no end is made up for the rest.
                        return read;
                    };
                    read.push(&bytes);
                    at += PIECE;
                    self.steps(&mut read, run).await;
                }
            }
        }
        self.note_refused(name, false, run);
        read.close();
        self.steps(&mut read, run).await;
        read
    }

    /// Notes whether the browser refused to read the file of this name. One that was given once more, and
    /// read, is no matter any more.
    fn note_refused(self, name: &str, is_refused: bool, run: &Run) {
        let is_known = self.refused.with_untracked(|refused| refused.iter().any(|it| it == name));
        if is_known != is_refused && run.course.get() != Course::Erased {
            self.refused.update(|refused| {
                refused.retain(|it| it != name);
                refused.extend(is_refused.then(|| name.to_owned()));
            });
        }
    }

    /// Reads message after message, for as long as there are any and nobody stops it.
    async fn steps(self, read: &mut FileReader, run: &mut Run) {
        while run.goes_on() && read.step() == Reads::Message {
            if clock::now().saturating_sub(run.since) >= SLICE {
                self.show(read, run);
                timer::breathe().await;
                run.since = clock::now();
            }
        }
    }

    fn show(self, read: &FileReader, run: &Run) {
        let done = run.done + number(read.bytes_read());
        let messages = run.messages + read.messages_read();
        self.reading.update(|progress| {
            if let Some(progress) = progress {
                progress.done = done;
                progress.messages = messages;
            }
        });
    }
}

/// Reading what was given: what was done before the file that is being read, since when the browser waits, and
/// whether to go on.
struct Run {
    since: u64,
    done: f64,
    messages: usize,
    course: Rc<Cell<Course>>,
}

impl Run {
    fn goes_on(&self) -> bool {
        self.course.get() == Course::On
    }
}

/// The id of the sentence that says what was read.
pub(super) const RESULT: &str = "bilan";

/// Where messages are given to the page, and how far reading them is.
#[component]
pub(super) fn Intake(
    /// Where they go.
    desk: Desk,
) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let read_text = move |()| {
        let pasted = text.get_untracked();
        if pasted.trim().is_empty() {
            focus::focus(PASTED);
        } else {
            text.set(String::new());
            desk.read(vec![Source::Text(pasted)]);
        }
    };
    let read_files =
        move |files: Vec<File>| desk.read(files.into_iter().map(Source::File).collect());
    let folder = files::can_choose_folders().then(|| {
        view! {
            <FilePicker
                id="dossier"
                label="Choisir un dossier"
                choice=FileChoice::Folder
                on_pick=read_files
            />
        }
    });
    view! {
        <div class="intake no-print">
            <p>
                "Donnez des messages (.eml), des boîtes aux lettres (.mbox), des textes ou un tableau enregistré (.json)\u{a0}: choisissez-les, ou déposez-les n’importe où sur cette page."
            </p>
            <div class="actions">
                <FilePicker
                    id="fichiers"
                    label="Choisir des fichiers"
                    choice=FileChoice::Several
                    accept=".eml,.mbox,.txt,.json,message/rfc822,application/mbox,text/plain,application/json"
                    on_pick=read_files
                />
                {folder}
            </div>
            <details>
                <summary>"Coller le texte d’un message"</summary>
                <TextField
                    id=PASTED
                    label="Texte du message"
                    value=text
                    on_input=move |typed: String| text.set(typed)
                    kind=TextKind::Paragraphs
                />
                <p class="actions">
                    <Button label="Lire ce texte" on_press=read_text />
                </p>
            </details>
            <Export />
            <Show when=move || desk.reading.with(Option::is_some)>
                <Reading desk />
            </Show>
        </div>
    }
}

/// How messages come out of mail programs.
#[component]
fn Export() -> impl IntoView {
    let programs = [
        ("Thunderbird", "sélectionnez les messages, puis faites-les glisser sur cette page."),
        (
            "Outlook (nouveau, ou sur le web)",
            "sélectionnez les messages, puis «\u{a0}Télécharger\u{a0}».",
        ),
        (
            "Outlook (classique)",
            "il n’enregistre que des fichiers .msg, que cette page ne sait pas lire\u{a0}: copiez le texte des messages.",
        ),
        (
            "Apple Mail",
            "«\u{a0}Boîte aux lettres\u{a0}», «\u{a0}Exporter la boîte aux lettres…\u{a0}».",
        ),
        ("Gmail", "«\u{a0}Télécharger le message\u{a0}», ou Google Takeout pour tout un libellé."),
        (
            "Autres messageries",
            "exportez le dossier, décompressez l’archive, puis «\u{a0}Choisir un dossier\u{a0}».",
        ),
    ];
    let program = |(name, how)| view! { <li><strong>{name}</strong> "\u{a0}: " {how}</li> };
    view! {
        <details>
            <summary>"Sortir les messages de sa messagerie"</summary>
            <ul>{programs.map(program).collect_view()}</ul>
        </details>
    }
}

/// The id of the field for a text.
const PASTED: &str = "message-a-lire";

/// How far reading is, and stopping it.
#[component]
fn Reading(
    /// What reads.
    desk: Desk,
) -> impl IntoView {
    let progress = move || desk.reading.get().unwrap_or_default();
    let stop = move |()| desk.course.with_value(|course| course.set(Course::Stopped));
    view! {
        <progress
            class="progress"
            aria-label="Lecture des messages"
            max="1"
            prop:value=move || progress().part()
        ></progress>
        <p class="actions">
            <span prop:textContent=move || progress().sentence()></span>
            <Button label="Arrêter" variant=ButtonVariant::Quiet on_press=stop />
        </p>
    }
}
