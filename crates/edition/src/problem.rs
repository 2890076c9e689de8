//! What is wrong with the files of an edition.

use std::fmt;

/// Why an edition cannot be published: every problem found in its files, at least one.
///
/// Printed, it has one line per problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditionError {
    problems: Vec<Problem>,
}

impl EditionError {
    pub(crate) fn new(problems: Vec<Problem>) -> Self {
        Self { problems }
    }

    /// The problems, file by file.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }
}

impl fmt::Display for EditionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines: Vec<String> = self.problems.iter().map(Problem::to_string).collect();
        f.write_str(&lines.join("\n"))
    }
}

impl std::error::Error for EditionError {}

/// One thing to correct, and where: `content/edition.toml:7: first_day: expected …`.
///
/// Printed, it is always a single line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    file: String,
    line: Option<usize>,
    key: Option<String>,
    message: String,
}

impl Problem {
    /// Something about the whole of `file`.
    pub(crate) fn in_file(file: &str, message: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line: None, key: None, message: message.into() }
    }

    /// The same problem, found on `line`, counted from 1.
    pub(crate) fn on_line(self, line: usize) -> Self {
        Self { line: Some(line), ..self }
    }

    /// The same problem, with what `key` says; inner keys are dotted, as in `place.city`.
    pub(crate) fn with_key(self, key: impl Into<String>) -> Self {
        Self { key: Some(key.into()), ..self }
    }

    /// The same problem, with what the value at `path` says. `.` is the whole file, and `?` a key
    /// that could not be read (`serde_path_to_error`).
    pub(crate) fn with_path(self, path: Option<&str>) -> Self {
        match path {
            None | Some("." | "?") => self,
            Some(path) => self.with_key(path),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line = self.line.map(|line| format!(":{line}")).unwrap_or_default();
        let key = self.key.as_ref().map(|key| format!(": {key}")).unwrap_or_default();
        let text = format!("{}{line}{key}: {}", self.file, self.message);
        // Keys and file names may hold anything, line breaks included.
        f.write_str(&text.replace(|c: char| c.is_control(), " "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(problem: &Problem, want: &str) {
        assert_eq!(problem.to_string(), want);
    }

    #[test]
    fn a_problem_says_where_and_what() {
        let problem = Problem::in_file("a.toml", "missing");
        check(&problem, "a.toml: missing");
        check(&problem.clone().on_line(7), "a.toml:7: missing");
        check(&problem.on_line(7).with_key("place.city"), "a.toml:7: place.city: missing");
    }

    #[test]
    fn a_problem_is_one_line_and_an_error_one_line_per_problem() {
        let problem = Problem::in_file("a\nb", "x\ry");
        check(&problem, "a b: x y");
        let error = EditionError::new(vec![problem.clone(), problem]);
        assert_eq!(error.to_string(), "a b: x y\na b: x y");
    }
}
