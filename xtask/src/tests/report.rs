//! What the suites came to: how many tests passed and failed, and what was said of the failures.

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
    /// What is said of the tests that failed, and of the steps.
    failures: String,
    /// Whether a line of output belongs to what is said of a test that failed.
    is_within_failure: bool,
}

impl Report {
    /// Runs a step that is not a suite of tests, and counts it if it fails. Says whether it succeeded.
    pub(super) fn step(&mut self, name: &str, step: impl FnOnce() -> Result<()>) -> bool {
        eprintln!("\n== {name}");
        let start = Instant::now();
        let outcome = step();
        match &outcome {
            Ok(()) => eprintln!("   done in {:.1} s", start.elapsed().as_secs_f32()),
            Err(error) => {
                self.failed += 1;
                let error = format!("error: {name}: {error:#}\n");
                eprint!("{error}");
                self.failures += &error;
            }
        }
        outcome.is_ok()
    }

    /// Runs a command that runs tests: passes its output on, and counts.
    pub(super) fn tests(&mut self, name: &str, command: Result<Command>) {
        let failed_before = self.failed;
        let mut suite = std::mem::take(self);
        self.step(name, || {
            let is_success = suite.read(&mut command?)?;
            // Tests that failed are counted one by one.
            ensure!(is_success || suite.failed > failed_before, "it stopped before its end");
            Ok(())
        });
        suite.failed += self.failed;
        suite.failures += &self.failures;
        *self = suite;
    }

    fn read(&mut self, command: &mut Command) -> Result<bool> {
        let line = Line(command).to_string();
        eprintln!("$ {line}");
        let mut child = command
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
        Ok(child.wait()?.success())
    }

    /// Adds what a line of a test program's output says.
    fn add_line(&mut self, line: &str) {
        if let Some((_, result)) = line.split_once("test result: ") {
            self.passed += number_before(result, " passed");
            self.failed += number_before(result, " failed");
            self.is_within_failure = false;
        } else if line == "failures:" {
            self.is_within_failure = false;
        } else if line.starts_with("---- ") && line.ends_with(" ----") {
            self.is_within_failure = true;
        }
        if self.is_within_failure {
            self.failures += line;
            self.failures.push('\n');
        }
    }

    pub(super) fn is_success(&self) -> bool {
        self.failed == 0
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{} passed, {} failed", self.failures, self.passed, self.failed)
    }
}

fn number_before(text: &str, word: &str) -> u64 {
    let before = text.split(word).next().unwrap_or_default();
    let digits = before.rsplit(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
    digits.parse().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use anyhow::bail;

    use super::*;

    fn run(report: &mut Report, script: &str) {
        let mut sh = Command::new("sh");
        sh.args(["-c", script]);
        report.tests("suite", Ok(sh));
    }

    #[test]
    fn tests_are_counted_and_what_is_said_of_failures_is_repeated() {
        let mut report = Report::default();
        run(&mut report, "echo 'test result: ok. 12 passed; 0 failed; 1 ignored'");
        assert!(report.step("lints", || Ok(())));
        assert!(report.is_success());
        let script = "echo 'running 3 tests
---- a stdout ----
Error: in vain

failures:
    a
test result: FAILED. 2 passed; 1 failed; 0 ignored'; exit 1";
        run(&mut report, script);
        let want = "---- a stdout ----\nError: in vain\n\n14 passed, 1 failed";
        assert_eq!(report.to_string(), want);
    }

    #[test]
    fn what_fails_as_a_whole_counts_as_one_failure() {
        let mut report = Report::default();
        run(&mut report, "echo 'test result: ok. 1 passed; 0 failed'; exit 1");
        assert!(!report.step("lints", || bail!("they found something")));
        assert_eq!(
            report.to_string(),
            "error: suite: it stopped before its end\nerror: lints: they found something\n\
             1 passed, 2 failed"
        );
        assert!(!report.is_success());
    }
}
