//! Runs one journey, and ends every browser and driver that it started, however it ended.

use std::panic::resume_unwind;
use std::time::Duration;

use anyhow::{Context, Result, anyhow};
use tokio::runtime;
use tokio::task::LocalSet;
use tokio::time::timeout;

use crate::browser::{Browser, Engine};

/// How long a journey may take: none comes near it, unless a browser no longer answers.
const LIMIT: Duration = Duration::from_mins(2);

/// Runs a journey with a driver of its own.
///
/// # Errors
/// What went wrong on the journey, or why it could not start. A panic of the journey is passed on.
pub fn journey(
    engine: Engine,
    journey: impl AsyncFnOnce(Browser) -> Result<()> + 'static,
) -> Result<()> {
    journey_within(LIMIT, engine, journey)
}

/// Runs one that may take longer than journeys do.
///
/// # Errors
/// As [`journey`].
pub fn journey_within(
    limit: Duration,
    engine: Engine,
    journey: impl AsyncFnOnce(Browser) -> Result<()> + 'static,
) -> Result<()> {
    let runtime = runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .context("cannot start the runtime of the journey")?;
    LocalSet::new().block_on(&runtime, async {
        let browser = Browser::start(engine)?;
        // As a task of its own, so that a panic comes back here instead of passing by.
        let on_its_way = browser.clone();
        let mut task = tokio::task::spawn_local(async move { journey(on_its_way).await });
        let outcome = timeout(limit, &mut task).await;
        task.abort();
        browser.end().await;
        match outcome {
            Ok(Ok(result)) => result,
            Ok(Err(stopped)) => match stopped.try_into_panic() {
                Ok(panic) => resume_unwind(panic),
                Err(stopped) => Err(stopped).context("the journey was stopped"),
            },
            Err(_) => Err(anyhow!("the journey took more than {} s", limit.as_secs())),
        }
    })
}
