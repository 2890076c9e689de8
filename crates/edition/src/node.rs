//! What a settings file or a front matter says, before anyone asks whether it makes sense.
//!
//! TOML and YAML are brought into one form, so that one strict reader ([`crate::fields`]) serves
//! both. Every key keeps its line.

use std::collections::BTreeMap;

use saphyr_parser::{Event, Parser, StrInput};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::{Problem, Source};

/// A value, and the line of its key (or its own, in a list).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Node {
    pub(crate) line: usize,
    pub(crate) value: Value,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Value {
    Text(String),
    /// Written without quotes in TOML: a number, a day, `true`…
    Bare(String),
    List(Vec<Node>),
    Table(Table),
}

pub(crate) type Table = BTreeMap<String, Node>;

impl Value {
    /// The value as a problem shows it.
    pub(crate) fn describe(&self) -> String {
        match self {
            Self::Text(text) if text.is_empty() => "nothing".to_owned(),
            Self::Text(text) => format!("{:?}", shorten(text)),
            Self::Bare(text) => shorten(text),
            Self::List(_) => "a list".to_owned(),
            Self::Table(_) => "a table of keys".to_owned(),
        }
    }
}

fn shorten(text: &str) -> String {
    const MAX_CHARS: usize = 60;
    match text.char_indices().nth(MAX_CHARS) {
        Some((end, _)) => format!("{}…", text.split_at(end).0),
        None => text.to_owned(),
    }
}

/// Reads all of `source` as TOML.
///
/// # Errors
///
/// Every place where it is not TOML.
pub(crate) fn from_toml(source: &Source) -> Result<Table, Vec<Problem>> {
    let (table, errors) = DeTable::parse_recoverable(&source.text);
    let table = toml_table(table.get_ref(), source);
    if errors.is_empty() {
        return Ok(table);
    }
    let problem = |error: &toml::de::Error| {
        let line = error.span().map_or(1, |span| source.line_at(span.start));
        let problem = source.problem(line, error.message());
        match key_on_line(&table, line) {
            Some(key) => problem.with_key(key),
            None => problem,
        }
    };
    Err(errors.iter().map(problem).collect())
}

fn key_on_line(table: &Table, line: usize) -> Option<String> {
    table.iter().find_map(|(key, node)| match &node.value {
        _ if node.line == line => Some(key.clone()),
        Value::Table(inner) => key_on_line(inner, line).map(|inner| format!("{key}.{inner}")),
        _ => None,
    })
}

fn toml_table(table: &DeTable<'_>, source: &Source) -> Table {
    let nodes = table.iter().map(|(key, value)| {
        let line = source.line_at(key.span().start);
        (key.get_ref().to_string(), Node { line, value: toml_value(value, source) })
    });
    nodes.collect()
}

fn toml_value(value: &Spanned<DeValue<'_>>, source: &Source) -> Value {
    match value.get_ref() {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Integer(number) => Value::Bare(number.as_str().to_owned()),
        DeValue::Float(number) => Value::Bare(number.as_str().to_owned()),
        DeValue::Boolean(truth) => Value::Bare(truth.to_string()),
        DeValue::Datetime(time) => Value::Bare(time.to_string()),
        DeValue::Array(items) => {
            let nodes = items.iter().map(|item| Node {
                line: source.line_at(item.span().start),
                value: toml_value(item, source),
            });
            Value::List(nodes.collect())
        }
        DeValue::Table(table) => Value::Table(toml_table(table, source)),
    }
}

/// Reads `text`, the lines of a file before which there are `lines_before`, as YAML.
///
/// Scalars are texts, whatever they look like (the failsafe schema, YAML 1.2.2 §10.1): the reader
/// knows what each key has to be. Aliases are refused, and so is deep nesting.
///
/// # Errors
///
/// The first place where it is not YAML of that kind, and why.
pub(crate) fn from_yaml(text: &str, lines_before: usize) -> Result<Table, Malformed> {
    let mut reader = YamlReader { parser: Parser::new_from_str(text), lines_before };
    let node = reader.document()?;
    match node.map(|node| (node.line, node.value)) {
        None => Ok(Table::new()),
        Some((_, Value::Table(table))) => Ok(table),
        Some((line, value)) => {
            let message = format!("expected keys, as in `title: …`, found {}", value.describe());
            Err(Malformed { line, message })
        }
    }
}

/// Where and why a text is not in the form that it should be in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Malformed {
    pub(crate) line: usize,
    pub(crate) message: String,
}

/// A front matter is a table of tables at most. The limit keeps hostile ones off the stack.
const MAX_DEPTH: usize = 8;

struct YamlReader<'text> {
    parser: Parser<'text, StrInput<'text>>,
    lines_before: usize,
}

impl<'text> YamlReader<'text> {
    /// The one document of the text; `None` when there is nothing in it.
    fn document(&mut self) -> Result<Option<Node>, Malformed> {
        let mut document = None;
        loop {
            let (event, line) = self.next()?;
            match event {
                Event::StreamEnd => return Ok(document),
                Event::StreamStart | Event::DocumentEnd | Event::Nothing => {}
                Event::DocumentStart(_) if document.is_none() => {
                    let (event, line) = self.next()?;
                    document = Some(self.node(event, line, MAX_DEPTH)?);
                }
                _ => return Err(malformed(line, "expected a single YAML document")),
            }
        }
    }

    fn node(&mut self, event: Event<'text>, line: usize, depth: usize) -> Result<Node, Malformed> {
        let depth = depth.checked_sub(1).ok_or_else(|| malformed(line, "nested too deeply"))?;
        let value = match event {
            Event::Scalar(text, ..) => Value::Text(text.into_owned()),
            Event::SequenceStart(..) => Value::List(self.list(depth)?),
            Event::MappingStart(..) => Value::Table(self.table(depth)?),
            Event::Alias(_) => return Err(malformed(line, "aliases are not read here")),
            _ => return Err(malformed(line, "expected a value")),
        };
        Ok(Node { line, value })
    }

    fn list(&mut self, depth: usize) -> Result<Vec<Node>, Malformed> {
        let mut items = Vec::new();
        loop {
            match self.next()? {
                (Event::SequenceEnd, _) => return Ok(items),
                (event, line) => items.push(self.node(event, line, depth)?),
            }
        }
    }

    fn table(&mut self, depth: usize) -> Result<Table, Malformed> {
        let mut table = Table::new();
        loop {
            let (event, line) = self.next()?;
            let key = match event {
                Event::MappingEnd => return Ok(table),
                Event::Scalar(text, ..) => text.into_owned(),
                _ => return Err(malformed(line, "expected a key, as in `title: …`")),
            };
            let (event, value_line) = self.next()?;
            let value = self.node(event, value_line, depth)?.value;
            if table.contains_key(&key) {
                return Err(malformed(line, &format!("the key `{key}` stands twice")));
            }
            table.insert(key, Node { line, value });
        }
    }

    fn next(&mut self) -> Result<(Event<'text>, usize), Malformed> {
        match self.parser.next_event() {
            Some(Ok((event, span))) => Ok((event, self.lines_before + span.start.line())),
            Some(Err(error)) => {
                Err(malformed(self.lines_before + error.marker().line(), error.info()))
            }
            None => Ok((Event::StreamEnd, self.lines_before)),
        }
    }
}

fn malformed(line: usize, message: &str) -> Malformed {
    Malformed { line, message: message.to_owned() }
}
