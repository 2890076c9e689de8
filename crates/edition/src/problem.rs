//! What is wrong with the files of an edition.

use std::fmt;

/// Why an edition cannot be published: every problem found in its files, at least one.
///
/// Printed, it has one line per problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditionError(pub(crate) Vec<Problem>);

impl EditionError {
    /// The problems, file by file.
    pub fn problems(&self) -> &[Problem] {
        &self.0
    }
}

impl From<Problem> for EditionError {
    fn from(problem: Problem) -> Self {
        Self(vec![problem])
    }
}

impl fmt::Display for EditionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines: Vec<String> = self.0.iter().map(Problem::to_string).collect();
        f.write_str(&lines.join("\n"))
    }
}

impl std::error::Error for EditionError {}

/// One thing to correct, and where: `content/edition.toml:7: first_day: expected …`.
///
/// Printed, it is always a single line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub(crate) file: String,
    /// Counted from 1; none is the whole file.
    pub(crate) line: Option<usize>,
    /// Inner keys are dotted, as in `place.city`.
    pub(crate) key: Option<String>,
    pub(crate) message: String,
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

    #[test]
    fn a_problem_is_one_line_and_an_error_one_line_per_problem() {
        let (file, message) = ("a\nb".to_owned(), "x\ry".to_owned());
        let whole = Problem { file, line: None, key: None, message };
        let key = Some("place.city".to_owned());
        let one = Problem { line: Some(7), key, ..whole.clone() };
        let error = EditionError(vec![whole, one]);
        assert_eq!(error.to_string(), "a b: x y\na b:7: place.city: x y");
    }
}
