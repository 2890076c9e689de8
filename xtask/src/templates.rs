//! Templates (Jinja's syntax), as all of this project's are read.

use anyhow::Result;
use minijinja::syntax::SyntaxConfig;
use minijinja::{Environment, UndefinedBehavior};

/// An environment in which a value that is missing is an error, and a line that holds only a block
/// leaves nothing behind.
pub(crate) fn environment() -> Result<Environment<'static>> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?;
    environment.set_syntax(syntax);
    Ok(environment)
}

/// The content of the file called `name` without what only its authors read, if it is a page, a style sheet
/// or a script: comments (of pages, the engine drops its own) and indentation. Every visitor would download
/// them with each page, 3 kB compressed.
pub(crate) fn lightened(name: &str, text: &str) -> String {
    match name.rsplit_once('.') {
        Some((_, "css")) => flush_left(&style_sheet(text)),
        Some((_, "js")) => flush_left(&script(text)),
        Some((_, "html" | "svg")) => flush_left(text),
        _ => text.to_owned(),
    }
}

/// Without indentation and empty lines. What a page shows line by line is a value in its template.
fn flush_left(text: &str) -> String {
    let lines = text.lines().map(str::trim_start).filter(|line| !line.is_empty());
    lines.fold(String::with_capacity(text.len()), |text, line| text + line + "\n")
}

/// Without what stands between `/*` and `*/`, which none of our strings holds.
fn style_sheet(text: &str) -> String {
    let mut pieces = text.split("/*");
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |text, piece| text + piece.split_once("*/").map_or("", |(_, after)| after))
}

/// Without the lines that are only comments, one or several of them.
fn script(text: &str) -> String {
    let is_comment =
        |line: &str| ["//", "/**", "* ", "*/"].iter().any(|start| line.starts_with(start));
    let lines = text.lines().filter(|line| !is_comment(line.trim_start()));
    lines.fold(String::with_capacity(text.len()), |text, line| text + line + "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_comments_and_indentation_go() {
        for (name, text, want) in [
            ("a.css", "a {\n  b: c;\n}/* b */\n\n/* c\nd */e {}", "a {\nb: c;\n}\ne {}\n"),
            ("a.js", "// a\n  // b\nc(); // d\nf(\"//\");\n", "c(); // d\nf(\"//\");\n"),
            ("a.js", "/**\n * @param a\n */\nf(a);\n", "f(a);\n"),
            ("a.html", "/* a */\n  // b\n", "/* a */\n// b\n"),
            ("a.txt", "/* a */\n  // b\n", "/* a */\n  // b\n"),
        ] {
            assert_eq!(lightened(name, text), want);
        }
    }
}
