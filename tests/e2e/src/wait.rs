//! Waiting for what a page will do: conditions with a deadline, never a fixed time.

use std::fmt::Debug;
use std::time::Duration;

use anyhow::{Result, bail};
use tokio::time::{Instant, sleep};

/// How long anything may take before it counts as not happening.
pub const PATIENCE: Duration = Duration::from_secs(10);

/// How long to leave the page alone between two looks at it.
const PAUSE: Duration = Duration::from_millis(25);

/// Waits until `is_so` holds; `what` says in words what is waited for.
///
/// # Errors
/// When it does not hold in time, or looking fails.
pub async fn wait_until(what: &str, is_so: impl AsyncFn() -> Result<bool>) -> Result<()> {
    wait_for(what, async || Ok(is_so().await?.then_some(()))).await
}

/// Waits until `look` sees something, and returns it; `what` says in words what is waited for.
///
/// # Errors
/// When nothing is seen in time, or looking fails.
pub async fn wait_for<T>(what: &str, look: impl AsyncFn() -> Result<Option<T>>) -> Result<T> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        if let Some(seen) = look().await? {
            return Ok(seen);
        }
        if Instant::now() > deadline {
            bail!("waited {} s in vain: {what}", PATIENCE.as_secs());
        }
        sleep(PAUSE).await;
    }
}

/// Waits until what `look` sees is `want`; `what` says in words what is looked at.
///
/// # Errors
/// When it is still something else in the end, or looking fails.
pub async fn wait_to_be<T, W>(what: &str, want: W, look: impl AsyncFn() -> Result<T>) -> Result<()>
where
    T: PartialEq<W> + Debug,
    W: Debug,
{
    let deadline = Instant::now() + PATIENCE;
    loop {
        let seen = look().await?;
        if seen == want {
            return Ok(());
        }
        if Instant::now() > deadline {
            bail!("after {} s, {what}: {seen:?}, instead of {want:?}", PATIENCE.as_secs());
        }
        sleep(PAUSE).await;
    }
}
