//! The announcement: front matter between two lines `---`, then Markdown.

use domain::Date;

use crate::fields::{DAY, Fields, LABELS, LINE};
use crate::node::{self, Malformed, Table};
use crate::{Problem, Source, markdown};

/// What the announcement says, ready to be published.
#[derive(Clone, Debug)]
pub(crate) struct Announcement {
    /// On a single line.
    pub(crate) title: String,
    /// On a single line.
    pub(crate) description: String,
    /// The day when the announcement was published.
    pub(crate) published: Date,
    /// The text, as HTML.
    pub(crate) body: String,
}

impl Announcement {
    /// Reads the announcement, and adds what is wrong with it to `problems`; `None` when there is
    /// nothing to make up for what is missing.
    pub(crate) fn parse(source: &Source, problems: &mut Vec<Problem>) -> Option<Self> {
        let parts = match Parts::split(&source.text) {
            Ok(parts) => parts,
            Err(malformed) => {
                problems.push(source.problem(malformed.line, malformed.message));
                return None;
            }
        };
        let mut found = Vec::new();
        let front_matter = match node::from_yaml(parts.front_matter, 1) {
            Ok(table) => FrontMatter::from_table(&source.file, &table, &mut found),
            Err(malformed) => {
                found.push(source.problem(malformed.line, malformed.message));
                None
            }
        };
        found.sort_by_key(Problem::line);
        problems.append(&mut found);
        let body = body(source, &parts, problems);
        let FrontMatter { title, description, published } = front_matter?;
        Some(Self { title, description, published, body: body? })
    }
}

fn body(source: &Source, parts: &Parts<'_>, problems: &mut Vec<Problem>) -> Option<String> {
    if parts.body.trim().is_empty() {
        let last = source.line_at(source.text.len());
        problems.push(source.problem(last, "expected the announcement's text, found nothing"));
        return None;
    }
    let refused =
        |unpublishable: Vec<markdown::Unpublishable>| {
            problems.extend(unpublishable.into_iter().map(|it| {
                source.problem(source.line_at(parts.body_offset + it.offset), it.message)
            }));
        };
    markdown::to_html(parts.body).map_err(refused).ok()
}

/// The keys that the site makes use of.
struct FrontMatter {
    title: String,
    description: String,
    published: Date,
}

impl FrontMatter {
    fn from_table(file: &str, table: &Table, problems: &mut Vec<Problem>) -> Option<Self> {
        let mut fields = Fields::new(file, table, problems);
        let title = fields.required("title", &LINE);
        let description = fields.required("description", &LINE);
        let published = fields.required("date", &DAY);
        // The authors' site makes use of these; this one has no use for labels, and the picture is
        // not its own to show.
        fields.optional("tags", &LABELS);
        if let Some(mut image) = fields.optional_table("image") {
            for key in ["path", "alt", "hide"] {
                image.optional(key, &LINE);
            }
            image.finish();
        }
        fields.finish();
        Some(Self { title: title?, description: description?, published: published? })
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
    fn split(text: &'a str) -> Result<Self, Malformed> {
        let mut lines = text.split_inclusive('\n');
        let opening = lines.next().unwrap_or_default();
        if !is_fence(opening) {
            let message = "expected front matter, which starts with a line ---".to_owned();
            return Err(Malformed { line: 1, message });
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
        let message = "expected a line --- that ends the front matter, found none".to_owned();
        Err(Malformed { line: 1, message })
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
        let mut problems = Vec::new();
        let source = Source { file: "a.md".to_owned(), text: text.to_owned() };
        let announcement = Announcement::parse(&source, &mut problems);
        let problems: Vec<String> = problems.iter().map(Problem::to_string).collect();
        assert_eq!(problems, want);
        assert!(announcement.is_some() || !problems.is_empty());
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
    fn keys_are_checked() {
        check(
            "---\n---\n",
            &[
                "a.md:1: title: missing: expected a text on a single line",
                "a.md:1: description: missing: expected a text on a single line",
                "a.md:1: date: missing: expected a day written YYYY-MM-DD",
                "a.md:3: expected the announcement's text, found nothing",
            ],
        );
        check(
            "---\nauthor: x\ntitle:\ndescription: \"a\\nb\"\ndate: hier\n---\nText",
            &[
                "a.md:2: author: unknown key: expected one of title, description, date, tags, image",
                "a.md:3: title: expected a text on a single line, found nothing",
                "a.md:4: description: expected a text on a single line, found \"a\\nb\"",
                "a.md:5: date: expected a day written YYYY-MM-DD, found \"hier\"",
            ],
        );
        for (extra, want) in [
            ("image: a.png", "5: image: expected a table of keys, found \"a.png\""),
            ("image: {src: a}", "5: image.src: unknown key: expected one of path, alt, hide"),
            (
                "tags: {a: b}",
                "5: tags: expected a text on a single line, or a list of them, \
                 found a table of keys",
            ),
        ] {
            check(&format!("---\n{KEYS}{extra}\n---\nText"), &[&format!("a.md:{want}")]);
        }
    }

    #[test]
    fn yaml_is_checked() {
        for (yaml, want) in [
            ("- a", "2: expected keys, as in `title: …`, found a list"),
            ("title: a\ntitle: b", "3: the key `title` stands twice"),
            ("title: &x a\ndescription: *x", "3: aliases are not read here"),
            ("[a]: b", "2: expected a key, as in `title: …`"),
            ("title: [[[[[[[[a]]]]]]]]", "2: nested too deeply"),
            ("a: b\n...\nc: d", "4: expected a single YAML document"),
        ] {
            check(&format!("---\n{yaml}\n---\nText"), &[&format!("a.md:{want}")]);
        }
    }

    #[test]
    fn the_text_is_checked_whatever_the_front_matter_says() {
        check(
            &format!("---\n{KEYS}more: x\n---\n\nSee\n[this](javascript:alert)"),
            &[
                "a.md:5: more: unknown key: expected one of title, description, date, tags, image",
                "a.md:9: expected a link to https://, http://, mailto: or a page of this site, \
                 found \"javascript:alert\"",
            ],
        );
    }
}
