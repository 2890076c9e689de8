//! The announcement: front matter between two lines `---`, then Markdown.

use domain::Date;
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_saphyr::{MessageFormatter, UserMessageFormatter};

use crate::typography::curly;
use crate::{Problem, Source, markdown, values};

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
    pub(crate) fn parse(source: &Source) -> Result<Self, Vec<Problem>> {
        let parts =
            Parts::split(&source.text).map_err(|message| vec![source.problem(1, message)])?;
        let (front_matter, text) = (front_matter(source, &parts), text(source, &parts));
        match (front_matter, text) {
            (Ok(FrontMatter { title, description, .. }), Ok(text)) => {
                Ok(Self { title: curly(&title), description: curly(&description), text })
            }
            (front_matter, text) => {
                let problems = front_matter.err().into_iter();
                Err(problems.chain(text.err().unwrap_or_default()).collect())
            }
        }
    }

    /// The text as HTML; `base` is the path that the site is published at, without its final slash.
    pub(crate) fn body(&self, base: &str) -> String {
        markdown::to_html(&self.text, base).unwrap_or_default()
    }
}

fn front_matter(source: &Source, parts: &Parts<'_>) -> Result<FrontMatter, Problem> {
    let mut path = None;
    serde_saphyr::with_deserializer_from_str(parts.front_matter, |deserializer| {
        serde_path_to_error::deserialize(deserializer).map_err(|error| {
            path = Some(error.path().to_string());
            error.into_inner()
        })
    })
    .map_err(|error| {
        let line = error.location().map_or(0, |location| location.line());
        let message = UserMessageFormatter.format_message(&error);
        // The front matter begins on the file's second line.
        source
            .problem(1 + usize::try_from(line).unwrap_or_default(), message)
            .with_path(path.as_deref())
    })
}

fn text(source: &Source, parts: &Parts<'_>) -> Result<String, Vec<Problem>> {
    if parts.body.trim().is_empty() {
        let last = source.line_at(source.text.len());
        return Err(vec![source.problem(last, "expected the announcement's text, found nothing")]);
    }
    let problem = |unpublishable: markdown::Unpublishable| {
        let line = source.line_at(parts.body_offset + unpublishable.offset);
        source.problem(line, unpublishable.message)
    };
    match markdown::to_html(parts.body, "") {
        Ok(_) => Ok(parts.body.to_owned()),
        Err(unpublishable) => Err(unpublishable.into_iter().map(problem).collect()),
    }
}

/// The two parts of the file.
struct Parts<'a> {
    /// What stands between the two lines `---`: the file's second line and those after.
    front_matter: &'a str,
    body: &'a str,
    /// Where the body starts in the file, in bytes.
    body_offset: usize,
}

impl<'a> Parts<'a> {
    fn split(text: &'a str) -> Result<Self, &'static str> {
        let mut lines = text.split_inclusive('\n');
        let opening = lines.next().unwrap_or_default();
        if !is_fence(opening) {
            return Err("expected front matter, which starts with a line ---");
        }
        let mut end = opening.len();
        for line in lines {
            if is_fence(line) {
                let body_offset = end + line.len();
                let (head, body) = text.split_at(body_offset);
                let front_matter = head.get(opening.len()..end).unwrap_or_default();
                return Ok(Self { front_matter, body, body_offset });
            }
            end += line.len();
        }
        Err("expected a line --- that ends the front matter, found none")
    }
}

fn is_fence(line: &str) -> bool {
    line.trim_end() == "---"
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is wrong with the announcement `text`.
    #[track_caller]
    fn check(text: &str, want: &[&str]) {
        let source = Source { file: "a.md".to_owned(), text: text.to_owned() };
        let problems = Announcement::parse(&source).err().unwrap_or_default();
        let problems: Vec<String> = problems.iter().map(Problem::to_string).collect();
        assert_eq!(problems, want);
    }

    const KEYS: &str = "title: a\ndescription: b\ndate: 2023-11-18\n";

    #[test]
    fn what_authors_write_is_accepted() {
        for extra in ["", "tags: a\n", "tags: [a, b]\n", "image:\n  path: a\n  hide: False\n"] {
            check(&format!("---\n{KEYS}{extra}---\nText"), &[]);
        }
        check(&format!("---\n{KEYS}---\nText").replace('\n', "\r\n"), &[]);
    }

    #[test]
    fn front_matter_starts_and_ends() {
        let unopened = "a.md:1: expected front matter, which starts with a line ---";
        let unclosed = "a.md:1: expected a line --- that ends the front matter, found none";
        for (text, want) in [
            ("", unopened),
            ("title: a", unopened),
            ("\n---\n", unopened),
            ("---", unclosed),
            ("---\ntitle: a\n", unclosed),
            ("--- \ntitle: a\n----\n", unclosed),
        ] {
            check(text, &[want]);
        }
    }

    #[test]
    fn front_matter_is_checked() {
        for (yaml, want) in [
            ("title: a", "2: missing field `description`"),
            (
                "author: x",
                "2: author: unknown field `author`, expected one of title, description, date, tags, image",
            ),
            ("title:", "2: title: null is not allowed here"),
            (
                "title: \"a\\nb\"",
                "2: title: invalid value: string \"a\\nb\", expected a text on a single line",
            ),
            (
                "title: a\ndescription: b\ndate: hier",
                "4: date: invalid value: string \"hier\", expected a day written YYYY-MM-DD",
            ),
            ("- a", "2: expected mapping start"),
            ("title: a\ntitle: b", "3: duplicate mapping key `title` is not allowed here"),
            ("[a]: b", "2: expected string scalar"),
            ("title: [", "2: title: expected string scalar"),
        ] {
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
