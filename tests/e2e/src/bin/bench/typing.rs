//! What one keystroke costs, with a short draft and with a very long one: from the `input` event until
//! everything that it set off has run (microtasks and one task). Drawing and saving come later, and are
//! not part of it.

use std::sync::mpsc;

use anyhow::{Context, Result, ensure};
use domain::stored;
use e2e::browser::{Browser, Condition, Engine};
use e2e::draft;
use e2e::run;
use e2e::site::{Build, Site};
use e2e::visitor::{KEY, Visitor};
use e2e::wait::wait_until;
use xtask::budget;

use crate::report::{Limit, Report, percentile, title};

/// How many software the drafts have, and how many goals each of them.
const SIZES: [(usize, usize); 2] = [(1, 10), (50, 10)];

/// How many keystrokes are timed one by one.
const KEYSTROKES: usize = 400;

/// How many batches of keystrokes are timed as a whole, for what the clock cannot resolve.
const BATCHES: usize = 40;

/// How many keystrokes a batch has.
const BATCH: usize = 25;

/// Measures each size.
pub(crate) fn measure(report: &mut Report) -> Result<()> {
    let (sender, receiver) = mpsc::channel();
    run::journey(Engine::Chromium, async move |browser: Browser| {
        let site = Site::serve(Build::Root)?;
        let visitor = browser.visitor(Condition::New, &site).await?;
        for (software, goals) in SIZES {
            sender.send(times(&visitor, software, goals).await?)?;
        }
        Ok(())
    })?;
    title("A keystroke, at full speed");
    let mut medians = Vec::new();
    for ((software, goals), (singles, batches)) in SIZES.into_iter().zip(receiver) {
        let name = format!("{software} × {goals} goals");
        let p95 = percentile(&singles, 95);
        let limit = Limit::AtMost(budget::KEYSTROKE);
        report.figure(&format!("{name}: 95th percentile (ms)"), &[p95], limit);
        medians.push(report.figure(&format!("{name}: in batches (ms)"), &batches, Limit::None));
    }
    ensure!(medians.len() == SIZES.len(), "not every size was measured");
    let limit = Limit::AtMost(budget::KEYSTROKE_RATIO);
    report.figure("long draft ÷ short draft", &[medians[1] / medians[0]], limit);
    Ok(())
}

/// What keystrokes cost in the last goal of a draft of this size: each by itself, and the mean of each
/// batch.
async fn times(
    visitor: &Visitor<'_>,
    software: usize,
    goals: usize,
) -> Result<(Vec<f64>, Vec<f64>)> {
    visitor.forget_everything().await?;
    visitor.store(KEY, &draft::record(draft::of_size(software, goals))).await?;
    visitor.open_app("/participer").await?;
    // Of several software, all are folded.
    visitor.unfold_everything().await?;
    visitor.paste(&[&format!("Logiciel {software}"), &format!("Objectif {goals}")], "").await?;

    let arguments = vec![KEYSTROKES.into(), BATCHES.into(), BATCH.into()];
    let times = visitor.client().execute_async(include_str!("typing.js"), arguments).await?;
    let times: (Vec<f64>, Vec<f64>) = serde_json::from_value(times)?;

    // What was measured must have been typing: all of it arrives in the storage.
    let want = "x".repeat(KEYSTROKES + BATCHES * BATCH);
    wait_until("what was typed is stored", async || {
        let text = visitor.stored(KEY).await?.context("nothing is stored")?;
        let draft = stored::decode(&text)?.proposal;
        let goal = draft.software.last().and_then(|software| software.goals.last());
        Ok(goal.is_some_and(|goal| goal.text == want))
    })
    .await?;
    Ok(times)
}
