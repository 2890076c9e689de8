//! JSON ([RFC 8259](https://www.rfc-editor.org/rfc/rfc8259)), as far as records need it: texts,
//! whole numbers, lists, objects and null. Anything else may stand in a text that is read, but nothing
//! of this app asks for it, and so the app carries nothing that makes sense of it.

use std::borrow::Cow;

use hifijson::num::Lex as _;
use hifijson::str::LexAlloc as _;
use hifijson::token::Lex as _;
use hifijson::{Read as _, SliceLexer};

/// A value, as it is written. What is inside it is looked at one level at a time, when it is asked
/// for: no nesting, however deep, is followed by recursion.
#[derive(Clone, Copy)]
pub(super) struct Value<'a>(&'a [u8]);

impl<'a> Value<'a> {
    /// The one value that `text` is; `None` when it is not JSON throughout.
    pub(super) fn parse(text: &'a str) -> Option<Self> {
        let mut lexer = SliceLexer::new(text.as_bytes());
        let value = next_value(&mut lexer)?;
        lexer.ws_peek().is_none().then_some(value)
    }

    /// The value as an object.
    pub(super) fn object(self) -> Option<Object<'a>> {
        self.parts(b'{', b'}').map(Object)
    }

    /// The value as a list, every item of which `read` makes something of.
    pub(super) fn list<T>(self, read: impl Fn(Self) -> Option<T>) -> Option<Vec<T>> {
        let mut items = Vec::new();
        for (_, item) in self.parts(b'[', b']')? {
            items.push(read(item)?);
        }
        Some(items)
    }

    /// The value as a text.
    pub(super) fn text(self) -> Option<String> {
        let mut lexer = SliceLexer::new(self.0);
        lexer.expect(SliceLexer::peek_next, b'"')?;
        lexer.str_string().ok().map(Cow::into_owned)
    }

    /// The value as a whole number from 0 to `u64::MAX`, written without point or exponent.
    pub(super) fn number(self) -> Option<u64> {
        str::from_utf8(self.0).ok()?.parse().ok()
    }

    /// Whether the value is null: nothing.
    pub(super) fn is_null(self) -> bool {
        self.0 == b"null"
    }

    /// What is directly in a list or an object: each value, under its name in an object.
    fn parts(self, open: u8, close: u8) -> Option<Vec<(Cow<'a, str>, Self)>> {
        let mut lexer = SliceLexer::new(self.0);
        lexer.expect(SliceLexer::peek_next, open)?;
        let mut parts = Vec::new();
        while lexer.ws_peek()? != close {
            let name = if open == b'{' { next_name(&mut lexer)? } else { Cow::default() };
            parts.push((name, next_value(&mut lexer)?));
            // What is read here has been found well-formed: nothing else stands between two values.
            let _ = lexer.expect(SliceLexer::ws_peek, b',');
        }
        Some(parts)
    }
}

/// The named values of an object. Of those under one name the last counts.
pub(super) struct Object<'a>(Vec<(Cow<'a, str>, Value<'a>)>);

impl<'a> Object<'a> {
    /// The value under `name`.
    pub(super) fn get(&self, name: &str) -> Option<Value<'a>> {
        self.0.iter().rfind(|(other, _)| other == name).map(|(_, value)| *value)
    }

    /// The text under `name`.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        self.get(name)?.text()
    }

    /// The whole number under `name`.
    pub(super) fn number(&self, name: &str) -> Option<u64> {
        self.get(name)?.number()
    }

    /// The list under `name`.
    pub(super) fn list<T>(
        &self,
        name: &str,
        read: impl Fn(Value<'a>) -> Option<T>,
    ) -> Option<Vec<T>> {
        self.get(name)?.list(read)
    }
}

/// Goes past the value that comes next, and returns it.
fn next_value<'a>(lexer: &mut SliceLexer<'a>) -> Option<Value<'a>> {
    lexer.eat_whitespace();
    let start = lexer.as_slice();
    skip_value(lexer)?;
    start.get(..start.len() - lexer.as_slice().len()).map(Value)
}

/// Goes past the value that comes next; `None` when it is not well-formed.
fn skip_value(lexer: &mut SliceLexer) -> Option<()> {
    // What closes each of the lists and objects that are open, the innermost last.
    let mut open = Vec::new();
    loop {
        // Here a value begins…
        match lexer.ws_peek()? {
            bracket @ (b'[' | b'{') => {
                let close = if bracket == b'[' { b']' } else { b'}' };
                if lexer.discarded().expect(SliceLexer::ws_peek, close).is_none() {
                    open.push(close);
                    if close == b'}' {
                        next_name(lexer)?;
                    }
                    continue;
                }
            }
            b'"' => lexer.discarded().str_string().ok().map(|_| ())?,
            b'-' | b'0'..=b'9' => lexer.num_ignore().validate().ok().map(|_| ())?,
            _ => lexer.null_or_bool().map(|_| ())?,
        }
        // … and here it has ended, perhaps as the last one of what it is in.
        loop {
            let Some(close) = open.last().copied() else { return Some(()) };
            if lexer.expect(SliceLexer::ws_peek, b',').is_some() {
                if close == b'}' {
                    next_name(lexer)?;
                }
                break;
            }
            lexer.expect(SliceLexer::peek_next, close)?;
            open.pop();
        }
    }
}

/// Goes past the name that comes next, and its colon, and returns it.
fn next_name<'a>(lexer: &mut SliceLexer<'a>) -> Option<Cow<'a, str>> {
    lexer.expect(SliceLexer::ws_peek, b'"')?;
    let name = lexer.str_string().ok()?;
    lexer.expect(SliceLexer::ws_peek, b':')?;
    Some(name)
}

/// Writes a value from its beginning to its end. The commas come by themselves; what is opened has
/// to be closed.
#[derive(Default)]
pub(super) struct Writer {
    json: String,
}

impl Writer {
    /// Opens a list (`[`) or an object (`{`).
    pub(super) fn open(&mut self, bracket: char) {
        self.separate();
        self.json.push(bracket);
    }

    /// Closes a list (`]`) or an object (`}`).
    pub(super) fn close(&mut self, bracket: char) {
        self.json.push(bracket);
    }

    /// The name, in an object, of what is written next.
    pub(super) fn name(&mut self, name: &str) {
        self.text(name);
        self.json.push(':');
    }

    /// A text.
    pub(super) fn text(&mut self, text: &str) {
        self.separate();
        self.json.push('"');
        for character in text.chars() {
            match character {
                '"' | '\\' => self.json.extend(['\\', character]),
                '\n' => self.json.push_str("\\n"),
                '\0'..='\x1f' => {
                    let code = u32::from(character);
                    self.json.push_str("\\u00");
                    self.json.extend(char::from_digit(code / 16, 16));
                    self.json.extend(char::from_digit(code % 16, 16));
                }
                _ => self.json.push(character),
            }
        }
        self.json.push('"');
    }

    /// A whole number.
    pub(super) fn number(&mut self, number: u64) {
        self.separate();
        self.json.push_str(&number.to_string());
    }

    /// Null: nothing.
    pub(super) fn null(&mut self) {
        self.separate();
        self.json.push_str("null");
    }

    /// A text under a name.
    pub(super) fn named_text(&mut self, name: &str, text: &str) {
        self.name(name);
        self.text(text);
    }

    /// A whole number under a name.
    pub(super) fn named_number(&mut self, name: &str, number: u64) {
        self.name(name);
        self.number(number);
    }

    /// All that was written.
    pub(super) fn finish(self) -> String {
        self.json
    }

    /// A comma, unless what comes next is the first in its list or object, or has just been named.
    fn separate(&mut self) {
        if !matches!(self.json.bytes().last(), None | Some(b'[' | b'{' | b':')) {
            self.json.push(',');
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn text(json: &str) -> Option<String> {
        Value::parse(json)?.text()
    }

    #[test]
    fn escapes_are_read() {
        for (json, want) in [
            (r#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{c}\n\r\t"),
            (r#""\u00e9\u00E9\u0000""#, "éé\0"),
            (r#""a\ud83e\udDe2b""#, "a🧢b"),
            ("\"\u{2028}\u{7f}\u{10ffff}\"", "\u{2028}\u{7f}\u{10ffff}"),
            (r#""""#, ""),
        ] {
            assert_eq!(text(json).as_deref(), Some(want), "{json}");
        }
    }

    #[test]
    fn what_is_no_text_is_refused_wherever_it_stands() {
        for json in [
            r#""\ud83e""#,
            r#""\ud83e\ud83e""#,
            r#""\ud83ea""#,
            r#""\ud83e\n""#,
            r#""\udde2""#,
            r#""\u12""#,
            r#""\u+123""#,
            r#""\x41""#,
            r#""\"#,
            "\"\n\"",
            "\"\0\"",
            "\"",
            "'a'",
        ] {
            for json in [json.to_owned(), format!("[{json}]"), format!("{{{json}:1}}")] {
                assert!(Value::parse(&json).is_none(), "{json}");
            }
        }
    }

    #[test]
    fn whole_numbers_are_read_and_others_are_only_let_pass() {
        let number = |json| Value::parse(json).map(Value::number);
        for (json, want) in [("0", 0), ("10", 10), ("18446744073709551615", u64::MAX)] {
            assert_eq!(number(json), Some(Some(want)), "{json}");
        }
        for json in ["18446744073709551616", "-1", "-0", "1.5", "1.0", "1e3", "0E-1", "\"1\""] {
            assert_eq!(number(json), Some(None), "{json}");
        }
        for json in ["01", "-01", "1.", ".5", "-", "+1", "1e", "1e+", "1.e1", "0x1", "NaN", "1-"] {
            assert_eq!(number(json), None, "{json}");
        }
    }

    #[test]
    fn white_space_may_stand_around_a_value_and_nothing_else() {
        assert_eq!(text(" \t\r\n\"a\" \t\r\n").as_deref(), Some("a"));
        for json in ["\"a\"b", "\"a\",", "1 2", "{}{}", "[]]", "\u{feff}1", "\u{a0}1", "", " "] {
            assert!(Value::parse(json).is_none(), "{json}");
        }
    }

    #[test]
    fn of_a_name_that_is_repeated_the_last_counts() {
        let object = Value::parse(r#"{"a": 1, "b": 2, "\u0061": 3}"#).unwrap().object().unwrap();
        assert_eq!(object.number("a"), Some(3));
        assert_eq!(object.number("b"), Some(2));
        assert_eq!(object.number("c"), None);
    }

    proptest! {
        #[test]
        fn what_is_json_is_what_any_json_reader_takes_for_it(
            json in r#"([\[\]{},:"]|"a":|"[a\\\\nu0d8c\n]{0,6}"|null|true|fals|[-+.eE01 \t]){0,9}"#,
        ) {
            let other = serde_json::from_str::<serde_json::Value>(&json);
            prop_assume!(!matches!(&other, Err(error) if error.to_string().contains("out of range")));
            prop_assert_eq!(Value::parse(&json).is_some(), other.is_ok());
        }

        #[test]
        fn any_text_is_written_so_that_it_is_read(want in any::<String>(), control in "[\0-\x20]*") {
            for want in [want, control] {
                let mut writer = Writer::default();
                writer.text(&want);
                let json = writer.finish();
                let read: Option<String> = serde_json::from_str(&json).ok();
                prop_assert_eq!(read.as_ref(), Some(&want));
                prop_assert_eq!(text(&json), Some(want));
            }
        }
    }
}
