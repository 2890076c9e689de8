//! The files of an edition, as texts. The only module that touches the disk.

use std::fs;
use std::path::{Path, PathBuf};

use crate::Problem;

/// The text of a file, and the name that problems call it by.
#[derive(Clone, Debug)]
pub struct Source {
    /// The file's path, as it is shown to people.
    pub file: String,
    /// All that the file says.
    pub text: String,
}

impl Source {
    /// The number, counted from 1, of the line that holds the byte at `offset`.
    pub(crate) fn line_at(&self, offset: usize) -> usize {
        1 + self.text.bytes().take(offset).filter(|&byte| byte == b'\n').count()
    }

    pub(crate) fn problem(&self, line: usize, message: impl Into<String>) -> Problem {
        Problem::in_file(&self.file, message).on_line(line)
    }

    /// A problem with the value at `key`, on the first line that begins with it.
    pub(crate) fn problem_with_key(&self, key: &str, message: impl Into<String>) -> Problem {
        let begins = |line: &str| {
            let after = line.trim_start().strip_prefix(key);
            after.is_some_and(|after| after.trim_start().starts_with(['=', ':']))
        };
        let line = self.text.lines().position(begins).map_or(1, |before| before + 1);
        self.problem(line, message).with_key(key)
    }

    /// A problem with the table called `name`, on the line of its heading.
    pub(crate) fn problem_with_table(&self, name: &str, message: impl Into<String>) -> Problem {
        let heading = format!("[{name}]");
        let line = self.text.lines().position(|line| line.trim() == heading);
        self.problem(line.map_or(1, |before| before + 1), message).with_key(name)
    }
}

/// The announcement of the edition in `dir`: its one Markdown file, whatever its name.
pub(crate) fn announcement(dir: &Path) -> Result<Source, Problem> {
    let files = markdown_files(dir).map_err(|error| unreadable(dir, &error))?;
    if let [file] = files.as_slice() {
        return load(file);
    }
    let names: Vec<String> = files.iter().map(|file| file.display().to_string()).collect();
    let found = if names.is_empty() { "none".to_owned() } else { names.join(" and ") };
    let message = format!("expected one Markdown file, the announcement; found {found}");
    Err(Problem::in_file(&dir.display().to_string(), message))
}

/// The settings of the edition in `dir`.
pub(crate) fn settings(dir: &Path) -> Result<Source, Problem> {
    load(&dir.join("edition.toml"))
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

fn load(path: &Path) -> Result<Source, Problem> {
    let bytes = fs::read(path).map_err(|error| unreadable(path, &error))?;
    decode(path.display().to_string(), bytes)
}

fn decode(file: String, bytes: Vec<u8>) -> Result<Source, Problem> {
    match String::from_utf8(bytes) {
        // Some editors begin UTF-8 files with a byte order mark, which says nothing.
        Ok(text) => Ok(Source { file, text: text.trim_start_matches('\u{feff}').to_owned() }),
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            let before = error.as_bytes().iter().take(valid);
            let line = 1 + before.filter(|&&byte| byte == b'\n').count();
            Err(Problem::in_file(&file, "expected UTF-8 text").on_line(line))
        }
    }
}

fn unreadable(path: &Path, error: &std::io::Error) -> Problem {
    Problem::in_file(&path.display().to_string(), format!("cannot be read: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str, files: &[(&str, &[u8])]) -> PathBuf {
        let dir = std::env::temp_dir().join(format!("edition-{}-{name}", std::process::id()));
        fs::create_dir_all(&dir).unwrap();
        for (file, bytes) in files {
            fs::write(dir.join(file), bytes).unwrap();
        }
        dir
    }

    #[track_caller]
    fn check(name: &str, files: &[(&str, &[u8])], want: &[&str]) {
        let dir = folder(name, files);
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
    fn a_byte_order_mark_is_left_out() {
        let source = decode("a.md".to_owned(), b"\xef\xbb\xbf---".to_vec()).unwrap();
        assert_eq!(source.text, "---");
    }
}
