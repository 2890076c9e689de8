//! Waiting for what a page will do: conditions with a deadline, never a fixed time.

use std::cell::RefCell;
use std::fmt::Debug;
use std::time::Duration;

use anyhow::{Context, Error, Result, bail};
use fantoccini::error::{CmdError, ErrorStatus};
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

/// Waits until what `look` sees is `want`; `what` says in words what is looked at.
///
/// # Errors
/// When it is still something else in the end, or looking fails.
pub async fn wait_to_be<T, W>(what: &str, want: W, look: impl AsyncFn() -> Result<T>) -> Result<()>
where
    T: PartialEq<W> + Debug,
    W: Debug,
{
    let last = RefCell::new(None);
    let look_once = async || {
        let seen = look().await?;
        let is_there = seen == want;
        last.replace(Some(seen));
        Ok(is_there)
    };
    let waited = wait_until(what, look_once).await;
    match last.into_inner() {
        Some(seen) => waited.with_context(|| format!("{what}: {seen:?}, instead of {want:?}")),
        None => waited,
    }
}

/// Waits until `look` sees something, and returns it; `what` says in words what is waited for.
///
/// # Errors
/// When nothing is seen in time, or looking fails. While one page follows another, drivers may fail
/// to look: that counts as seeing nothing.
pub async fn wait_for<T>(what: &str, look: impl AsyncFn() -> Result<Option<T>>) -> Result<T> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let is_last = Instant::now() > deadline;
        match look().await {
            Ok(Some(seen)) => return Ok(seen),
            Err(error) if is_last || !is_between_pages(&error) => return Err(error),
            Ok(None) if is_last => bail!("waited {} s in vain: {what}", PATIENCE.as_secs()),
            Ok(None) | Err(_) => sleep(PAUSE).await,
        }
    }
}

/// Whether an element that was found is no longer on the page.
pub(crate) fn is_stale(error: &Error) -> bool {
    matches!(status(error), Some(ErrorStatus::StaleElementReference))
}

/// Whether the driver says that something took too long.
pub(crate) fn is_timeout(error: &Error) -> bool {
    matches!(status(error), Some(ErrorStatus::Timeout))
}

/// Whether a page that was looked at is no longer there. Drivers say so in many ways, none of which
/// says it alone.
fn is_between_pages(error: &Error) -> bool {
    matches!(
        status(error),
        Some(
            ErrorStatus::JavascriptError
                | ErrorStatus::NoSuchElement
                | ErrorStatus::NoSuchWindow
                | ErrorStatus::StaleElementReference
                | ErrorStatus::UnknownError
        )
    )
}

/// What a driver calls the error, if it is one of a driver's.
fn status(error: &Error) -> Option<&ErrorStatus> {
    match error.downcast_ref()? {
        CmdError::Standard(answer) => Some(&answer.error),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use anyhow::anyhow;
    use fantoccini::error::WebDriver;
    use tokio::runtime;

    use super::*;

    /// Runs what waits, in a time that passes at once.
    fn run<T>(waiting: impl Future<Output = T>) -> T {
        let mut runtime = runtime::Builder::new_current_thread();
        runtime.enable_time().start_paused(true).build().unwrap().block_on(waiting)
    }

    fn of_driver(status: ErrorStatus) -> Error {
        CmdError::Standard(WebDriver::new(status, "")).into()
    }

    #[test]
    fn what_comes_in_time_is_waited_for() {
        let looks = Cell::new(0);
        let look = async || {
            looks.set(looks.get() + 1);
            Ok(looks.get())
        };
        run(wait_to_be("the number of looks", 3, look)).unwrap();
        assert_eq!(looks.get(), 3);
    }

    #[test]
    fn what_does_not_come_is_said_in_the_end() {
        let error = run(wait_to_be("the name", "Zoé", async || Ok("Ada"))).unwrap_err();
        assert_eq!(
            format!("{error:#}"),
            "the name: \"Ada\", instead of \"Zoé\": waited 10 s in vain: the name"
        );
    }

    #[test]
    fn between_two_pages_one_looks_again() {
        let was_there = Cell::new(false);
        let look = async || {
            if was_there.replace(true) {
                return Ok(true);
            }
            Err(of_driver(ErrorStatus::JavascriptError).context("in the old page"))
        };
        run(wait_until("the next page is there", look)).unwrap();
    }

    #[test]
    fn where_looking_always_fails_the_driver_says_why() {
        let look = async || Err(of_driver(ErrorStatus::NoSuchWindow));
        let error = run(wait_until("it never is", look)).unwrap_err();
        assert!(error.is::<CmdError>(), "{error}");
    }

    #[test]
    fn other_failures_end_the_wait() {
        for error in [of_driver(ErrorStatus::InvalidSessionId), anyhow!("there are two headings")] {
            let error = RefCell::new(Some(error));
            // A second look would find nothing to fail with.
            let look = async || Err(error.take().unwrap());
            run(wait_until("it never is", look)).unwrap_err();
        }
    }
}
