//! The page of the organising team with a thousand messages: how long it takes to read them, and for how long it
//! keeps the browser from doing anything else, then and when it is used.

use std::fmt::Write;
use std::fs;
use std::sync::mpsc;

use anyhow::{Result, anyhow, ensure};
use domain::board::samples;
use domain::{Edit, Event, Field, Participation, mail};
use e2e::browser::{Browser, Condition, Engine};
use e2e::run;
use e2e::site::{Build, Site};
use e2e::visitor::Visitor;
use e2e::wait::{wait_for, wait_until};
use serde_json::json;
use xtask::budget;

use crate::report::{Limit, Report, title};

/// How many messages there are.
const MESSAGES: usize = 1_000;

/// How long each of them is, in bytes.
const LENGTH: usize = 20_000;

/// How many times all of it is done.
const RUNS: usize = 3;

/// The parts of the board that are lists, as their names begin. The last one has the filter.
const LISTS: [&str; 4] = ["Logiciels", "Contacts", "Messages", "Besoins"];

/// The parts that are made whole, however long they are.
const WHOLE: [&str; 2] = ["Présentations éclair", "Imprimer"];

/// What is typed into the filter.
const WORD: &str = "documentation";

/// Measures all of it.
pub(crate) fn measure(report: &mut Report) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("inbox.mbox");
    fs::write(&file, mailbox()?)?;
    let (sender, receiver) = mpsc::channel();
    run::journey(Engine::Chromium, async move |browser: Browser| {
        let site = Site::serve(Build::Root)?;
        for _ in 0..RUNS {
            let visitor = browser.visitor(Condition::New, &site).await?;
            visitor.open_app("/organisation").await?;
            let is_there = "return document.getElementById('fichiers') != null";
            wait_until("the program has come", async || visitor.see_as(is_there).await).await?;
            visitor.client().execute(include_str!("board.js"), Vec::new()).await?;
            visitor.choose_file(&["Choisir des fichiers"], &file).await?;
            sender.send(times(&visitor).await?)?;
        }
        Ok(())
    })?;
    let times: Vec<[f64; 5]> = receiver.into_iter().collect();
    ensure!(times.len() == RUNS, "not every run was measured");
    title(&format!("The board of {MESSAGES} messages of {LENGTH} bytes"));
    let wait = Limit::AtMost(budget::BOARD_WAIT);
    let figures = [
        ("all are read (ms)", Limit::AtMost(budget::BOARD_READING)),
        ("longest wait meanwhile (ms)", wait),
        ("longest wait when a list is shown (ms)", wait),
        ("longest wait at a letter in the filter (ms)", wait),
        ("longest wait for all talks, or all sheets (ms)", Limit::None),
    ];
    for (index, (name, limit)) in figures.into_iter().enumerate() {
        let values: Vec<f64> = times.iter().map(|run| run[index]).collect();
        report.figure(name, &values, limit);
    }
    Ok(())
}

/// What one run measures, in the order of the figures.
async fn times(visitor: &Visitor<'_>) -> Result<[f64; 5]> {
    let script =
        "const [lists, whole, word, done] = arguments; measureBoard(lists, whole, word).then(done)";
    wait_for("what was read", async || {
        let arguments = vec![json!(LISTS), json!(WHOLE), json!(WORD)];
        let times = visitor.client().execute_async(script, arguments).await?;
        Ok(serde_json::from_value(times)?)
    })
    .await
}

/// Participations of as many people, each as a message has it that a program writes as text and as HTML.
fn mailbox() -> Result<String> {
    let event = Event {
        name: "Hackathon #BlueHats",
        days: &[],
        days_in_french: "9 et 10 janvier 2024",
        email: "bluehats@code.gouv.fr",
        promise: "",
    };
    let mut mailbox = String::new();
    for index in 0..MESSAGES {
        let mut draft = samples::participation(index % samples::COUNT, &event);
        let texts = [
            (Field::Name, format!("{} {index}", draft.name)),
            (Field::Email, format!("personne{index}@exemple.fr")),
        ];
        for (field, value) in texts {
            draft.apply(Edit::Text { field, value });
        }
        let participation = Participation::parse(&draft).map_err(|it| anyhow!("{it:?}"))?;
        let body = mail::compose(&participation, &event).body;
        let html: Vec<String> = body.lines().map(|line| format!("<p>{line}</p>\n")).collect();
        let html = html.concat();
        let times = LENGTH.saturating_sub(body.len()).div_ceil(html.len());
        write!(
            mailbox,
            "From mailer Wed Jan  3 10:12:00 2024\n\
             From: <personne{index}@exemple.fr>\n\
             Date: Wed, 3 Jan 2024 10:12:00 +0100\n\
             Message-ID: <{index}@exemple.fr>\n\
             MIME-Version: 1.0\n\
             Content-Type: multipart/alternative; boundary=b\n\n\
             --b\nContent-Type: text/plain; charset=utf-8\n\n{body}\n\
             --b\nContent-Type: text/html; charset=utf-8\n\n{}\n--b--\n\n",
            html.repeat(times)
        )?;
    }
    Ok(mailbox)
}
