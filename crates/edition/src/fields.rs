//! The strict reader of a table: each key is known, there when it has to be, and of its kind.

use domain::{Date, EmailAddress, WebLink};

use crate::Problem;
use crate::node::{Table, Value};

/// A kind of value: what problems call it, and how it is read.
pub(crate) struct Kind<T> {
    expected: &'static str,
    read: fn(&Value) -> Option<T>,
}

/// A text to print within a line.
pub(crate) const LINE: Kind<String> =
    Kind { expected: "a text on a single line", read: |value| line(value).map(str::to_owned) };

/// A day of the calendar, with or without quotes.
pub(crate) const DAY: Kind<Date> = Kind {
    expected: "a day written YYYY-MM-DD",
    read: |value| match value {
        Value::Text(text) | Value::Bare(text) => text.parse().ok(),
        Value::List(_) | Value::Table(_) => None,
    },
};

/// An e-mail address.
pub(crate) const EMAIL: Kind<EmailAddress> = Kind {
    expected: "an e-mail address of the form name@domain.tld",
    read: |value| line(value)?.parse().ok(),
};

/// A link to the web.
pub(crate) const LINK: Kind<WebLink> = Kind {
    expected: "a link that starts with https:// or http:// and names a host",
    read: |value| line(value)?.parse().ok(),
};

/// Where a site is published: a link that others can be made of, by adding to it.
pub(crate) const FOLDER: Kind<WebLink> = Kind {
    expected: "a link that starts with https:// or http://, without ? and #",
    read: |value| {
        let link: WebLink = line(value)?.parse().ok()?;
        (!link.as_str().contains(['?', '#'])).then_some(link)
    },
};

/// A country's code (ISO 3166-1 alpha-2).
pub(crate) const COUNTRY: Kind<String> = Kind {
    expected: "a country in two capital letters, as in \"FR\"",
    read: |value| {
        let code = line(value)?;
        let is_code = code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase());
        is_code.then(|| code.to_owned())
    },
};

/// One label or several.
pub(crate) const LABELS: Kind<Vec<String>> = Kind {
    expected: "a text on a single line, or a list of them",
    read: |value| match value {
        Value::List(items) => {
            items.iter().map(|item| line(&item.value).map(str::to_owned)).collect()
        }
        _ => Some(vec![line(value)?.to_owned()]),
    },
};

/// A text that is not blank and breaks no line; line and paragraph separators (U+2028, U+2029) do.
fn line(value: &Value) -> Option<&str> {
    match value {
        Value::Text(text) => {
            let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
            (!text.trim().is_empty() && !text.contains(breaks)).then_some(text)
        }
        _ => None,
    }
}

/// A table that is being read; its problems are collected on the way.
pub(crate) struct Fields<'a> {
    file: &'a str,
    /// What stands before the table's keys in problems: nothing, or `place.`.
    prefix: String,
    /// Where the table starts: what is missing is missing there.
    line: usize,
    table: &'a Table,
    known: Vec<&'static str>,
    problems: &'a mut Vec<Problem>,
}

impl<'a> Fields<'a> {
    /// Starts to read the outermost table of `file`.
    pub(crate) fn new(file: &'a str, table: &'a Table, problems: &'a mut Vec<Problem>) -> Self {
        Self { file, prefix: String::new(), line: 1, table, known: Vec::new(), problems }
    }

    /// The value at `key`, which has to be there.
    pub(crate) fn required<T>(&mut self, key: &'static str, kind: &Kind<T>) -> Option<T> {
        let value = self.optional(key, kind);
        if !self.table.contains_key(key) {
            self.problem(key, &format!("missing: expected {}", kind.expected));
        }
        value
    }

    /// The value at `key`, if it is there.
    pub(crate) fn optional<T>(&mut self, key: &'static str, kind: &Kind<T>) -> Option<T> {
        self.known.push(key);
        let found = &self.table.get(key)?.value;
        let value = (kind.read)(found);
        if value.is_none() {
            self.problem(key, &format!("expected {}, found {}", kind.expected, found.describe()));
        }
        value
    }

    /// The table at `key`, which has to be there; to be finished like the outer one.
    pub(crate) fn required_table(&mut self, key: &'static str) -> Option<Fields<'_>> {
        if !self.table.contains_key(key) {
            self.problem(key, "missing: expected a table of keys");
        }
        self.optional_table(key)
    }

    /// The table at `key`, if it is there; to be finished like the outer one.
    pub(crate) fn optional_table(&mut self, key: &'static str) -> Option<Fields<'_>> {
        self.known.push(key);
        let node = self.table.get(key)?;
        match &node.value {
            Value::Table(table) => Some(Fields {
                file: self.file,
                prefix: format!("{}{key}.", self.prefix),
                line: node.line,
                table,
                known: Vec::new(),
                problems: self.problems,
            }),
            other => {
                let message = format!("expected a table of keys, found {}", other.describe());
                self.problem(key, &message);
                None
            }
        }
    }

    /// Notes a problem with `key`.
    pub(crate) fn problem(&mut self, key: &str, message: &str) {
        let line = self.table.get(key).map_or(self.line, |node| node.line);
        let key = format!("{}{key}", self.prefix);
        self.problems.push(Problem::in_file(self.file, message).on_line(line).with_key(key));
    }

    /// Ends the reading: a key that nobody asked for is a slip.
    pub(crate) fn finish(mut self) {
        let expected = format!("unknown key: expected one of {}", self.known.join(", "));
        for key in self.table.keys() {
            if !self.known.contains(&key.as_str()) {
                self.problem(key, &expected);
            }
        }
    }
}
