//! What test programs say of the tests that failed, to be said again at the end: a log of CI is
//! often cut, and what is left of it is the end.

use std::fmt;
use std::ops::AddAssign;

/// How many lines are repeated of one failure: whoever needs more finds all of it further up.
const LINES: usize = 40;

/// What was said of each test that failed.
#[derive(Debug, Default)]
pub(super) struct Failures {
    /// The lines of each, the first with the test's name.
    failures: Vec<Vec<String>>,
    is_within: bool,
}

impl Failures {
    /// Adds what a line of output says, when it is about a test that failed.
    pub(super) fn add_line(&mut self, line: &str) {
        let line = line.trim_end();
        if line.starts_with("---- ") && line.ends_with(" ----") {
            self.failures.push(Vec::new());
            self.is_within = true;
        } else if line == "failures:" || line.starts_with("test result: ") {
            self.is_within = false;
        }
        if let Some(failure) = self.failures.last_mut().filter(|_| self.is_within)
            && failure.len() <= LINES
        {
            failure.push(if failure.len() < LINES { line } else { "[more: see above]" }.to_owned());
        }
    }
}

impl AddAssign for Failures {
    fn add_assign(&mut self, other: Self) {
        self.failures.extend(other.failures);
    }
}

impl fmt::Display for Failures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for failure in &self.failures {
            writeln!(f, "{}\n", failure.join("\n").trim_end())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failures(output: &str) -> String {
        let mut failures = Failures::default();
        for line in output.lines() {
            failures.add_line(line);
        }
        failures.to_string()
    }

    #[test]
    fn what_is_said_of_failures_is_kept() {
        let said = "\
---- b stdout ----
Error: waited 10 s in vain

Caused by:
    the window is closed

---- c stdout ----
assertion failed: false

";
        let output = format!(
            "\
running 3 tests
test a ... ok
test b ... FAILED
test c ... FAILED

failures:

{said}
failures:
    b
    c

test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out
"
        );
        assert_eq!(failures(&output), said);
    }

    #[test]
    fn a_long_failure_is_cut() {
        let output = format!("---- a stdout ----\n{}failures:\n    a\n", "line\n".repeat(1_000));
        let kept = failures(&output);
        assert_eq!(kept.lines().count(), LINES + 2, "{kept}");
        assert!(kept.ends_with("line\n[more: see above]\n\n"), "{kept}");
    }

    #[test]
    fn where_all_is_well_nothing_is_kept() {
        assert_eq!(failures("test a ... ok\ntest result: ok. 1 passed; 0 failed\nline\n"), "");
    }
}
