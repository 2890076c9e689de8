//! What composing and reading a message costs in a browser. `cargo xtask bench` runs it.

#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, reason = "clippy takes only functions marked #[test] for tests")]

use bluehats::platform::unicode::composed;
use domain::{Edit, Event, Field, Item, Participation, Proposal, SoftwareId, mail};
use js_sys::JsString;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{console_log, wasm_bindgen_test};
use web_sys::Performance;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

/// What composing a proposal of 50 software may take, in milliseconds.
const COMPOSING: f64 = 1.0;

/// What reading a megabyte of mangled mail may take, in milliseconds.
const READING: f64 = 50.0;

const MEGABYTE: usize = 1_000_000;

const EVENT: Event = Event {
    name: "Hackathon #BlueHats",
    days: &[],
    days_in_french: "9 et 10 janvier 2024",
    email: "bluehats@exemple.fr",
    promise: "",
};

#[wasm_bindgen_test]
fn composing_a_large_participation() {
    let participation = participation(50);
    // Browsers tell the time in steps: many are timed together.
    let times = measure(40, || {
        for _ in 0..20 {
            assert!(mail::compose(&participation, &EVENT).body.len() > 10_000);
        }
    });
    let times: Vec<f64> = times.into_iter().map(|time| time / 20.0).collect();
    let bytes = mail::compose(&participation, &EVENT).body.len();
    let what = format!("composing {bytes} bytes: 50 software of 10 goals and 4 requests");
    report(&what, &times, COMPOSING);
}

#[wasm_bindgen_test]
fn reading_a_megabyte_of_mangled_mail() {
    let mut software = 50;
    let mut mail = mangled(&participation(software));
    while mail.len() < MEGABYTE {
        software += 50;
        mail = mangled(&participation(software));
    }
    let (end, _) = mail.char_indices().find(|(at, _)| *at >= MEGABYTE).unwrap();
    mail.truncate(end);
    let times = measure(40, || {
        let reading = mail::parse(&mail, mail::Wrapping::Unknown, composed);
        assert!(reading.proposal.software.len() + 60 > software && reading.notes.is_empty());
    });
    let what =
        format!("reading {} bytes: {software} software, quoted, wrapped, CRLF, NFD", mail.len());
    report(&what, &times, READING);
}

/// A participation with so many software.
fn participation(software: usize) -> Participation {
    let mut draft = Proposal::default();
    write(&mut draft, Field::Name, "Zoé d’Été");
    write(&mut draft, Field::Offers, "Relire de la documentation, en français et à haute voix");
    for number in 1..=software {
        let software = draft.new_software();
        let id = software.id;
        add(&mut draft, None, Item::Software(software));
        write(&mut draft, Field::SoftwareName(id), &format!("Logiciel n° {number}"));
        write(&mut draft, Field::Repository(id), "https://git.exemple.fr/demo?a=1&b=2#lire");
        for number in 1..=10 {
            let goal = draft.new_goal();
            let field = Field::Goal(goal.id);
            add(&mut draft, Some(id), Item::Goal(goal));
            let mut text = format!("Publier la version {number}, traduite et accessible");
            if number % 3 == 0 {
                text.push_str(
                    " à tous, avec un guide d’installation pour les communes\nsans équipe",
                );
            }
            write(&mut draft, field, &text);
        }
        for _ in 0..4 {
            let request = draft.new_help_request();
            let fields = [Field::HelpDescription(request.id), Field::Ticket(request.id)];
            let texts = ["L’export se bloque à la fin", "https://git.exemple.fr/demo/-/issues/7"];
            add(&mut draft, Some(id), Item::HelpRequest(request));
            for (field, text) in fields.into_iter().zip(texts) {
                write(&mut draft, field, text);
            }
        }
    }
    Participation::parse(&draft).unwrap()
}

fn add(draft: &mut Proposal, parent: Option<SoftwareId>, item: Item) {
    draft.apply(Edit::Insert { parent, index: usize::MAX, item }).unwrap();
}

fn write(draft: &mut Proposal, field: Field, text: &str) {
    draft.apply(Edit::Text { field, value: text.to_owned() }).unwrap();
}

/// The message as a reply to a reply brings it back: quoted, wrapped at 76 columns, with CRLF, its
/// accents apart from their letters.
fn mangled(participation: &Participation) -> String {
    let mut mangled = String::new();
    for line in mail::compose(participation, &EVENT).body.lines() {
        let mut column = 0;
        for word in format!("> > {line}").trim_end().split(' ') {
            let length = word.chars().count();
            if column > 0 {
                let fits = column + 1 + length <= 76;
                mangled.push_str(if fits { " " } else { "\r\n" });
                column = if fits { column + 1 } else { 0 };
            }
            mangled.push_str(word);
            column += length;
        }
        mangled.push_str("\r\n");
    }
    JsString::from(mangled).normalize("NFD").into()
}

/// How long `act` takes, in milliseconds, so many times; a few before them do not count.
fn measure(times: usize, act: impl Fn()) -> Vec<f64> {
    let clock: Performance =
        js_sys::Reflect::get(&js_sys::global(), &"performance".into()).unwrap().unchecked_into();
    for _ in 0..5 {
        act();
    }
    let time = || {
        let start = clock.now();
        act();
        clock.now() - start
    };
    (0..times).map(|_| time()).collect()
}

fn report(what: &str, times: &[f64], limit: f64) {
    let mut times = times.to_vec();
    times.sort_by(f64::total_cmp);
    let (median, p95) = (times[times.len() / 2], times[times.len() * 95 / 100]);
    console_log!("{what}: median {median:.2} ms, p95 {p95:.2} ms (at most {limit} ms)");
    assert!(median < limit, "{what} takes {median:.2} ms, and may take {limit} ms");
}
