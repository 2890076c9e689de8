//! Measures how long it takes to open the drafting page with the server gone, on the finished
//! site, in both browsers: `E2E_SITE_ROOT=… cargo run --package e2e --bin offline`, with the
//! variables that `cargo xtask test e2e` sets.

use std::sync::mpsc;
use std::time::Instant;

use anyhow::Result;
use e2e::browser::{Browser, Condition, Engine};
use e2e::run;
use e2e::site::{Build, Site};

/// How many times the page is opened.
const TIMES: usize = 21;

fn main() -> Result<()> {
    for engine in [Engine::Chromium, Engine::Firefox] {
        let (sender, times) = mpsc::channel();
        run::journey(engine, async move |browser: Browser| {
            let site = Site::serve(Build::Root)?;
            let visitor = browser.visitor(Condition::New, &site).await?;
            visitor.open_app("/participer").await?;
            visitor.is_kept().await?;
            site.stop();
            for _ in 0..TIMES {
                let start = Instant::now();
                visitor.open_app("/participer").await?;
                visitor.text_of(&["Nom et prénom"]).await?;
                sender.send(start.elapsed().as_millis())?;
            }
            Ok(())
        })?;
        let mut times: Vec<u128> = times.iter().collect();
        times.sort_unstable();
        println!(
            "{engine:?}, from the navigation until a field can be filled in, with what the driver \
             takes: {} ms (median of {TIMES}; {} to {} ms)",
            times[TIMES / 2],
            times[0],
            times[TIMES - 1]
        );
    }
    Ok(())
}
