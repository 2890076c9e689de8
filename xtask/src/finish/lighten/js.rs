//! Scripts without what only their authors read.

/// The script without its lines of comments, its blank lines and its indentation. Lines' ends
/// stay: some of them end statements. `None` when it cannot be read line by line, for instance
/// because a template literal goes on over several of them.
pub(super) fn lighten(script: &str) -> Option<String> {
    let mut light = String::with_capacity(script.len());
    let mut is_in_comment = false;
    for line in script.lines().map(str::trim_ascii) {
        let is_comment = is_in_comment || line.starts_with("/*");
        if is_comment {
            // In `/*/`, the star opens the comment only.
            let start = if is_in_comment { 0 } else { 2 };
            let after = line[start..].split_once("*/").map(|(_, after)| after);
            is_in_comment = after.is_none();
            if after.is_some_and(|after| !after.is_empty()) {
                return None;
            }
        } else if !line.is_empty() && !line.starts_with("//") {
            if !ends_in_code(line) {
                return None;
            }
            light.push_str(line);
            light.push('\n');
        }
    }
    (!is_in_comment).then_some(light)
}

/// Whether a line of code starts no string, template literal or comment that goes on beyond it.
/// A regular expression can look as if it did: the script stays as it is then.
fn ends_in_code(line: &str) -> bool {
    // What is open: a string or a template by its quote, code in a template by a brace.
    let mut open = Vec::new();
    let mut letters = line.chars().peekable();
    while let Some(letter) = letters.next() {
        match (open.last(), letter) {
            (Some('"' | '\'' | '`'), '\\') => {
                letters.next();
            }
            (Some(quote @ ('"' | '\'' | '`')), _) if *quote == letter => {
                open.pop();
            }
            (Some('`'), '$') if letters.peek() == Some(&'{') => {
                letters.next();
                open.push('{');
            }
            (Some('"' | '\'' | '`'), _) => {}
            (_, '"' | '\'' | '`') => open.push(letter),
            (_, '/') if letters.peek() == Some(&'*') => return false,
            // The braces of a line of code need not match, those in a template do.
            (Some('{'), '{') => open.push('{'),
            (Some('{'), '}') => {
                open.pop();
            }
            _ => {}
        }
    }
    open.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(script: &str, want: &str) {
        assert_eq!(lighten(script).as_deref(), Some(want));
        assert_eq!(lighten(want).as_deref(), Some(want), "twice");
    }

    #[test]
    fn comments_blank_lines_and_indentation_go() {
        check(
            "/**\n * @param {any} a\n */\nexport function f(a) {\n    // Why.\n\n    return a\n}\n",
            "export function f(a) {\nreturn a\n}\n",
        );
        check("/*/ still\n*/\n  a(); /b/.test(c);  \r\n", "a(); /b/.test(c);\n");
        check("", "");
    }

    #[test]
    fn code_stays_whatever_its_strings_hold() {
        for line in [
            "a = '//' + \"/* b */\" + `  // ${c.d({ e: '}' })} \\` ' \" `;",
            r"a = 'l\'eau' + '\\';",
            r#"console.warn("`a` failed:\n", e);"#,
            "a = `b${`c`}d`;",
            r"a = /^\[([^\]]+)\]$/;",
            "} else {",
            "a(); // Why.",
        ] {
            check(line, &format!("{line}\n"));
        }
    }

    #[test]
    fn a_script_that_cannot_be_read_line_by_line_is_refused() {
        for script in [
            "a = `b\n  // c\n  d`;",
            "a = `b${\nc}`;",
            "a = `b${`\n  c`}`;",
            "a = 'b\\\n  c';",
            "a(); /* b\n  c */",
            "/* a */ b();",
            "/* a\n*/ b();",
            "a = /'/;",
            "/* a",
        ] {
            assert_eq!(lighten(script), None, "{script}");
        }
    }
}
