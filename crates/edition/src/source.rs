//! The files of an edition, as texts. The only module that touches the disk.

use std::fs;
use std::path::{Path, PathBuf};

use crate::Problem;

/// The text of a file, and the name that problems call it by.
#[derive(Clone, Debug)]
pub struct Source {
    /// The file's path, as it is shown to people.
    pub file: String,
    /// All that the file says; its lines end with `\n`.
    pub text: String,
}

impl Source {
    /// The number, counted from 1, of the line that holds the byte at `offset`.
    pub(crate) fn line_at(&self, offset: usize) -> usize {
        line_at(self.text.as_bytes(), offset)
    }

    /// A problem with what `key` says on a line. `.`, as `serde_path_to_error` has it, is the whole file,
    /// and `?` a key that could not be read.
    pub(crate) fn problem(&self, line: usize, key: &str, message: impl Into<String>) -> Problem {
        let key = (!matches!(key, "." | "?")).then(|| key.to_owned());
        Problem { file: self.file.clone(), line: Some(line), key, message: message.into() }
    }

    /// A problem with the value at `key`, or the table of that name, on the first line that begins so.
    pub(crate) fn problem_with(&self, key: &str, message: impl Into<String>) -> Problem {
        let begins = |line: &str| {
            let name = line.split('=').next().unwrap_or_default();
            name.trim().trim_start_matches('[').trim_end_matches(']') == key
        };
        let line = self.text.lines().position(begins).map_or(1, |before| before + 1);
        self.problem(line, key, message)
    }

    /// The announcement of the edition in `dir`: its one Markdown file, whatever its name.
    pub(crate) fn announcement(dir: &Path) -> Result<Self, Problem> {
        let files =
            markdown_files(dir).map_err(|error| of_file(dir, None, cannot_be_read(&error)))?;
        if let [file] = files.as_slice() {
            return Self::load(file);
        }
        let names: Vec<String> = files.iter().map(|file| file.display().to_string()).collect();
        let found = if names.is_empty() { "none".to_owned() } else { names.join(" and ") };
        let message = format!("expected one Markdown file, the announcement; found {found}");
        Err(of_file(dir, None, message))
    }

    /// The settings of the edition in `dir`.
    pub(crate) fn settings(dir: &Path) -> Result<Self, Problem> {
        Self::load(&dir.join("edition.toml"))
    }

    fn load(path: &Path) -> Result<Self, Problem> {
        let bytes = fs::read(path).map_err(|error| of_file(path, None, cannot_be_read(&error)))?;
        let text = String::from_utf8(bytes).map_err(|error| {
            let line = line_at(error.as_bytes(), error.utf8_error().valid_up_to());
            of_file(path, Some(line), "expected UTF-8 text".to_owned())
        })?;
        // Some editors begin UTF-8 files with a byte order mark, which says nothing.
        let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
        Ok(Self { file: path.display().to_string(), text })
    }
}

fn line_at(text: &[u8], offset: usize) -> usize {
    1 + text.iter().take(offset).filter(|&&byte| byte == b'\n').count()
}

/// In alphabetical order.
fn markdown_files(dir: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(dir)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "md") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn of_file(path: &Path, line: Option<usize>, message: String) -> Problem {
    Problem { file: path.display().to_string(), line, key: None, message }
}

fn cannot_be_read(error: &std::io::Error) -> String {
    format!("cannot be read: {error}")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is wrong with the edition in a folder that holds these files.
    #[track_caller]
    fn check(name: &str, files: &[(&str, &[u8])], want: &[&str]) {
        let dir = std::env::temp_dir().join(format!("edition-{}-{name}", std::process::id()));
        fs::create_dir_all(&dir).unwrap();
        for (file, bytes) in files {
            fs::write(dir.join(file), bytes).unwrap();
        }
        let error = crate::Edition::read(&dir).unwrap_err().to_string();
        fs::remove_dir_all(&dir).unwrap();
        let error = error.replace(dir.to_str().unwrap(), "content");
        assert_eq!(error.lines().collect::<Vec<_>>(), want);
    }

    const NO_SETTINGS: &str =
        "content/edition.toml: cannot be read: No such file or directory (os error 2)";

    #[test]
    fn files_that_cannot_be_read_are_named() {
        check(
            "empty",
            &[],
            &["content: expected one Markdown file, the announcement; found none", NO_SETTINGS],
        );
        check(
            "two",
            &[("b.md", b""), ("a.md", b""), ("c.txt", b"")],
            &[
                "content: expected one Markdown file, the announcement; \
                 found content/a.md and content/b.md",
                NO_SETTINGS,
            ],
        );
        check(
            "latin-1",
            &[("a.md", b"---\ntitle: \xe9t\xe9")],
            &["content/a.md:2: expected UTF-8 text", NO_SETTINGS],
        );
    }

    #[test]
    fn a_byte_order_mark_and_the_line_ends_of_windows_are_left_out() {
        check(
            "windows",
            &[("a.md", b"\xef\xbb\xbf---\r\ntitle: a\r\n---\r\nText")],
            &["content/a.md:2: missing field `description`", NO_SETTINGS],
        );
    }
}
