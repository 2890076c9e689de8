//! What the suites came to: how many tests passed and failed, and which.

use std::fmt;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, ensure};

use crate::process::Line;

/// What was counted, and what failed.
#[derive(Debug, Default)]
pub(super) struct Report {
    passed: u64,
    failed: u64,
    /// The tests and the steps that failed, and what the tests said.
    failures: String,
    /// What the tests ran in.
    notes: String,
    /// Whether the lines that come are what a failed test said.
    is_in_failure: bool,
}

impl Report {
    /// Runs a step, and says whether it succeeded. One that fails counts as one failure, unless tests
    /// that it ran were counted as such.
    pub(super) fn step(&mut self, name: &str, step: impl FnOnce(&mut Self) -> Result<()>) -> bool {
        eprintln!("\n== {name}");
        let (start, failed_before) = (Instant::now(), self.failed);
        let outcome = step(self);
        match &outcome {
            Ok(()) => eprintln!("   done in {:.1} s", start.elapsed().as_secs_f32()),
            Err(error) => {
                let error = format!("error: {name}: {error:#}\n");
                eprint!("{error}");
                self.failures += &error;
                self.failed = self.failed.max(failed_before + 1);
            }
        }
        outcome.is_ok()
    }

    /// Runs a command that runs tests: passes its output on, and counts.
    pub(super) fn run_tests(&mut self, command: &mut Command) -> Result<()> {
        let line = Line(command).to_string();
        eprintln!("$ {line}");
        let mut child = command
            // Where in a library an error arose would hide what it says.
            .env("RUST_BACKTRACE", "0")
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("cannot start `{line}`"))?;
        if let Some(stdout) = child.stdout.take() {
            for line in BufReader::new(stdout).split(b'\n') {
                let line = line?;
                let line = String::from_utf8_lossy(&line);
                println!("{line}");
                self.add_line(&line);
            }
        }
        let status = child.wait()?;
        ensure!(status.success(), "`{line}` failed ({status})");
        Ok(())
    }

    /// Adds what a line of a test program's output says.
    fn add_line(&mut self, line: &str) {
        if line.starts_with("---- ") || line == "failures:" {
            self.is_in_failure = line != "failures:";
        }
        if self.is_in_failure && !line.is_empty() {
            self.failures += line;
            self.failures.push('\n');
        }
        if let Some((_, counts)) = line.split_once("test result: ") {
            let words: Vec<&str> = counts.split([' ', ';']).collect();
            for (count, word) in words.iter().zip(words.iter().skip(1)) {
                match *word {
                    "passed" => self.passed += count.parse().unwrap_or(0),
                    "failed" => self.failed += count.parse().unwrap_or(0),
                    _ => {}
                }
            }
        }
    }

    /// Has the report say this above the numbers.
    pub(super) fn note(&mut self, lines: &str) {
        self.notes = format!("{lines}\n");
    }

    pub(super) fn is_success(&self) -> bool {
        self.failed == 0
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { passed, failed, failures, notes, .. } = self;
        write!(f, "{failures}{notes}{passed} passed, {failed} failed")
    }
}

#[cfg(test)]
mod tests {
    use anyhow::bail;

    use super::*;

    #[test]
    fn tests_are_counted_and_failures_are_named_again() {
        let mut report = Report::default();
        let mut run = |script: &str| {
            report.step("suite", |report| report.run_tests(Command::new("sh").args(["-c", script])))
        };
        assert!(run("echo 'test result: ok. 12 passed; 0 failed; 1 ignored'"));
        assert!(!run("echo 'test a ... ok
test b::c ... FAILED

failures:

---- b::c stdout ----
Error: no page

failures:
    b::c

test result: FAILED. 2 passed; 2 failed; 0 ignored'; exit 1"));
        assert!(!run("exit 1"));
        assert!(!report.step("lints", |_| bail!("they found something")));
        report.note("with Firefox 140");
        let text = report.to_string();
        assert!(
            text.starts_with("---- b::c stdout ----\nError: no page\nerror: suite: `sh -c "),
            "{text}"
        );
        let end = "\nerror: lints: they found something\nwith Firefox 140\n14 passed, 4 failed";
        assert!(text.ends_with(end) && !report.is_success(), "{text}");
    }
}
