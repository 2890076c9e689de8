//! What one keystroke costs, with a short draft and with a very long one.

use std::sync::mpsc;

use anyhow::{Context, Result, bail, ensure};
use domain::stored;
use e2e::browser::{Browser, Condition, Engine};
use e2e::draft;
use e2e::run;
use e2e::site::{Build, Site};
use e2e::visitor::{KEY, Visitor};
use e2e::wait::wait_until;
use xtask::budget;

use crate::stats::percentile;

/// How many software the drafts have, and how many goals each of them.
pub(crate) const SIZES: [(usize, usize); 2] = [(1, 10), (50, 10)];

/// How many keystrokes are timed one by one.
const KEYSTROKES: usize = 400;

/// How many batches of keystrokes are timed as a whole, for what the clock cannot resolve.
const BATCHES: usize = 40;

/// How many keystrokes a batch has.
const BATCH: usize = 25;

/// What a keystroke costs, in milliseconds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cost {
    pub(crate) median: f64,
    pub(crate) p95: f64,
    /// The median over batches of a batch's mean.
    pub(crate) batched: f64,
}

/// Measures, prints what came out, and says whether it is within the limits.
pub(crate) fn run() -> Result<bool> {
    let [short, long] = costs()?;
    let ratio = long.batched / short.batched;
    println!(
        "What one keystroke costs, from the `input` event until everything that it set off has \
         run (microtasks and one task), in milliseconds; drawing and saving come later and are \
         not part of it. {KEYSTROKES} keystrokes one by one, then {BATCHES} batches of {BATCH}.\n"
    );
    println!("{:<28} {:>8} {:>8} {:>16}", "draft", "median", "p95", "median of batches");
    for ((software, goals), cost) in SIZES.into_iter().zip([short, long]) {
        let name = format!("{software} software × {goals} goals");
        println!("{name:<28} {:>8.2} {:>8.2} {:>16.3}", cost.median, cost.p95, cost.batched);
    }
    println!(
        "\nThe long draft costs {ratio:.2} times as much as the short one ({} at most).",
        budget::KEYSTROKE_RATIO
    );
    println!("The 95th percentile may be {} ms at most.", budget::KEYSTROKE);
    let is_cheap = |cost: Cost| cost.p95 <= budget::KEYSTROKE;
    Ok(is_cheap(short) && is_cheap(long) && ratio <= budget::KEYSTROKE_RATIO)
}

/// What a keystroke costs in a draft of each of the [`SIZES`].
pub(crate) fn costs() -> Result<[Cost; 2]> {
    let (sender, costs) = mpsc::channel();
    run::journey(Engine::Chromium, async move |browser: Browser| {
        let site = Site::serve(Build::Root)?;
        let visitor = browser.visitor(Condition::New, &site).await?;
        for (software, goals) in SIZES {
            sender.send(measure(&visitor, software, goals).await?)?;
        }
        Ok(())
    })?;
    let costs: Vec<Cost> = costs.iter().collect();
    let [short, long] = costs[..] else { bail!("{} sizes were measured", costs.len()) };
    Ok([short, long])
}

/// What a keystroke costs in the last goal of a draft of this size.
async fn measure(visitor: &Visitor<'_>, software: usize, goals: usize) -> Result<Cost> {
    visitor.forget_everything().await?;
    visitor.store(KEY, &draft::record(draft::of_size(software, goals))).await?;
    visitor.open_app("/participer").await?;
    let group = format!("Logiciel {software}");
    let label = format!("Objectif {goals}");
    visitor.paste(&[&group, &label], "").await?;

    let arguments = vec![KEYSTROKES.into(), BATCHES.into(), BATCH.into()];
    let times = visitor.client().execute_async(include_str!("typing.js"), arguments).await?;
    let (singles, batches): (Vec<f64>, Vec<f64>) = serde_json::from_value(times)?;
    ensure!(singles.len() == KEYSTROKES && batches.len() == BATCHES, "not all was measured");

    // What was measured must have been typing: all of it arrives in the storage.
    let want = "x".repeat(KEYSTROKES + BATCHES * BATCH);
    wait_until("what was typed is stored", async || {
        let text = visitor.stored(KEY).await?.context("nothing is stored")?;
        let draft = stored::decode(&text)?.proposal;
        let goal = draft.software.last().and_then(|software| software.goals.last());
        Ok(goal.is_some_and(|goal| goal.text == want))
    })
    .await?;
    Ok(Cost {
        median: percentile(&singles, 50),
        p95: percentile(&singles, 95),
        batched: percentile(&batches, 50),
    })
}
