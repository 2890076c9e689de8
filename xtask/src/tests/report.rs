//! What the suites came to: how many tests passed and failed, and which.

use std::fmt;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use xshell::Cmd;

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
    /// Runs a step, and gives what comes of it when it succeeds. One that fails counts as one failure,
    /// unless tests that it ran were counted as such.
    pub(super) fn step<T>(
        &mut self,
        name: &str,
        step: impl FnOnce(&mut Self) -> Result<T>,
    ) -> Option<T> {
        eprintln!("\n== {name}");
        let (start, failed_before) = (Instant::now(), self.failed);
        let outcome = step(self);
        match &outcome {
            Ok(_) => eprintln!("   done in {:.1} s", start.elapsed().as_secs_f32()),
            Err(error) => {
                let error = format!("error: {name}: {error:#}\n");
                eprint!("{error}");
                self.failures += &error;
                self.failed = self.failed.max(failed_before + 1);
            }
        }
        outcome.ok()
    }

    /// A step that is a command.
    pub(super) fn run(&mut self, name: &str, command: &Cmd<'_>) {
        self.step(name, |_| Ok(command.run()?));
    }

    /// A step that is a command that runs tests.
    pub(super) fn test(&mut self, name: &str, command: Cmd<'_>) {
        self.step(name, |report| report.count(command));
    }

    /// Runs a command that runs tests: passes its output on, and counts.
    fn count(&mut self, command: Cmd<'_>) -> Result<()> {
        let line = command.to_string();
        eprintln!("$ {line}");
        let mut child = Command::from(command)
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
            // As in `ok. 12 passed; 0 failed; 1 ignored`.
            let numbers = counts.split(|c: char| !c.is_ascii_digit());
            let mut numbers = numbers.filter_map(|number| number.parse::<u64>().ok());
            self.passed += numbers.next().unwrap_or(0);
            self.failed += numbers.next().unwrap_or(0);
        }
    }

    /// Has the report say this, now and above the numbers.
    pub(super) fn note(&mut self, lines: &str) {
        eprintln!("{lines}");
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
    use xshell::{Shell, cmd};

    use super::*;

    #[test]
    fn tests_are_counted_and_failures_are_named_again() {
        let mut report = Report::default();
        let sh = Shell::new().unwrap();
        for script in [
            "echo 'test result: ok. 12 passed; 0 failed; 1 ignored'",
            "echo 'test a ... ok
test b::c ... FAILED

failures:

---- b::c stdout ----
Error: no page

failures:
    b::c

test result: FAILED. 2 passed; 2 failed; 0 ignored'; exit 1",
            "exit 1",
        ] {
            report.test("suite", cmd!(sh, "sh -c {script}"));
        }
        assert_eq!(report.step("lints", |_| -> Result<()> { bail!("they found something") }), None);
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
