//! The announcement: front matter between two lines `---`, then Markdown.

use domain::Date;
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_saphyr::{MessageFormatter, UserMessageFormatter};

use crate::markdown::{self, Unpublishable};
use crate::typography::curly;
use crate::{EditionError, Problem, Source, values};

/// What the announcement says, ready to be published.
#[derive(Clone, Debug)]
pub(crate) struct Announcement {
    /// On a single line, with curly apostrophes.
    pub(crate) title: String,
    /// On a single line, with curly apostrophes.
    pub(crate) description: String,
    /// The text, as Markdown that can be published.
    pub(crate) text: String,
}

/// The keys that the site makes use of; those that only the authors' own site reads are accepted.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FrontMatter {
    #[serde(deserialize_with = "values::line")]
    title: String,
    #[serde(deserialize_with = "values::line")]
    description: String,
    #[serde(rename = "date", deserialize_with = "values::day")]
    _date: Date,
    #[serde(default, rename = "tags")]
    _tags: IgnoredAny,
    #[serde(default, rename = "image")]
    _image: IgnoredAny,
}

impl Announcement {
    /// Reads the announcement.
    ///
    /// # Errors
    ///
    /// The first problem of the front matter, and every one of the text.
    pub(crate) fn parse(source: &Source) -> Result<Self, EditionError> {
        let (yaml, text) =
            parts(&source.text).map_err(|message| source.problem(1, ".", message))?;
        let mut problems = problems_of_text(source, text);
        match front_matter(source, yaml) {
            Ok(FrontMatter { title, description, .. }) if problems.is_empty() => {
                let (title, description) = (curly(&title), curly(&description));
                return Ok(Self { title, description, text: text.to_owned() });
            }
            Ok(_) => {}
            Err(problem) => problems.insert(0, problem),
        }
        Err(EditionError(problems))
    }
}

/// What stands between the two lines `---`, and what comes after them.
fn parts(text: &str) -> Result<(&str, &str), &'static str> {
    let rest = text.strip_prefix("---\n");
    let rest = rest.ok_or("expected front matter, which starts with a line ---")?;
    let parts = rest.split_once("\n---\n");
    parts.ok_or("expected a line --- that ends the front matter, found none")
}

fn front_matter(source: &Source, yaml: &str) -> Result<FrontMatter, Problem> {
    let mut path = ".".to_owned();
    serde_saphyr::with_deserializer_from_str(yaml, |deserializer| {
        serde_path_to_error::deserialize(deserializer).map_err(|error| {
            path = error.path().to_string();
            error.into_inner()
        })
    })
    .map_err(|error| {
        let line = error.location().map_or(0, |location| location.line());
        // The front matter begins on the file's second line.
        let line = 1 + usize::try_from(line).unwrap_or_default();
        source.problem(line, &path, UserMessageFormatter.format_message(&error))
    })
}

fn problems_of_text(source: &Source, text: &str) -> Vec<Problem> {
    let begin = source.text.len() - text.len();
    if text.trim().is_empty() {
        let last = source.line_at(source.text.len());
        return vec![source.problem(last, ".", "expected the announcement's text, found nothing")];
    }
    let problem = |refused: Unpublishable| {
        source.problem(source.line_at(begin + refused.offset), ".", refused.message)
    };
    markdown::to_html(text, "").err().into_iter().flatten().map(problem).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;

    /// What is wrong with the announcement `text`.
    #[track_caller]
    fn check(text: &str, want: &[&str]) {
        let source = Source { file: "a.md".to_owned(), text: text.to_owned() };
        let error = Announcement::parse(&source).err().map(|error| error.to_string());
        assert_eq!(error.unwrap_or_default().lines().collect::<Vec<_>>(), want);
    }

    const KEYS: &str = "title: a\ndescription: b\ndate: 2023-11-18\n";

    #[test]
    fn what_authors_write_is_accepted() {
        for extra in ["", "tags: a\n", "tags: [a, b]\n", "image:\n  path: a\n  hide: False\n"] {
            check(&format!("---\n{KEYS}{extra}---\nText"), &[]);
        }
    }

    #[test]
    fn front_matter_starts_and_ends() {
        let unopened = "a.md:1: expected front matter, which starts with a line ---";
        let unclosed = "a.md:1: expected a line --- that ends the front matter, found none";
        for (text, want) in [
            ("", unopened),
            ("title: a", unopened),
            ("\n---\n", unopened),
            ("---\n", unclosed),
            ("---\ntitle: a\n", unclosed),
            ("---\ntitle: a\n----\n", unclosed),
        ] {
            check(text, &[want]);
        }
    }

    #[test]
    fn front_matter_is_checked() {
        for [yaml, want] in samples::slips(include_str!("../fixtures/slips/front_matter.txt")) {
            check(&format!("---\n{yaml}\n---\nText"), &[&format!("a.md:{want}")]);
        }
    }

    #[test]
    fn the_text_is_checked_whatever_the_front_matter_says() {
        check(
            &format!("---\n{KEYS}more: x\n---\n\nSee\n[this](javascript:alert)"),
            &[
                "a.md:5: more: unknown field `more`, expected one of title, description, date, tags, image",
                "a.md:9: expected a link to https://, http://, mailto: or a page of this site, \
                 found \"javascript:alert\"",
            ],
        );
    }
}
