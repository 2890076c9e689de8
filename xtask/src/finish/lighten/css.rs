//! Stylesheets without what only their authors read.

use std::iter;

/// What a stylesheet is made of, as far as its white space is concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token<'a> {
    /// White space, perhaps with comments in it.
    Space,
    /// Comments where there is no space: they part what stands on both sides.
    Comment,
    /// One of `{`, `}`, `;`, `,` and `:`.
    Sign(char),
    /// All else, as it is.
    Text(&'a str),
}

/// The stylesheet without its comments, nor the spaces that mean nothing for sure: those around
/// `{`, `}`, `;` and `,`, and those after the `:` of a declaration. Others mean something in
/// selectors and in `calc()`: they become one space.
pub(super) fn lighten(css: &str) -> String {
    let tokens: Vec<_> = tokens(css).collect();
    let mut light = String::with_capacity(css.len());
    for (index, token) in tokens.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|before| tokens.get(before));
        let after = tokens.get(index + 1);
        match token {
            Token::Text(text) => light.push_str(text),
            Token::Comment => light.push_str("/**/"),
            Token::Sign(';') if is_last_of_rule(&tokens, index) => {}
            Token::Sign(sign) => light.push(*sign),
            Token::Space => {
                if !is_idle(before, after, || is_of_declaration(&tokens[index..])) {
                    light.push(' ');
                }
            }
        }
    }
    light
}

/// Whether a space between these means nothing. After a `:`, that depends on whether it is one of
/// a declaration.
fn is_idle(
    before: Option<&Token>,
    after: Option<&Token>,
    is_of_declaration: impl Fn() -> bool,
) -> bool {
    match (before, after) {
        (None, _) | (_, None) => true,
        // The value of `--nothing: ;` is that space.
        (Some(Token::Sign(':')), Some(Token::Sign(_))) => false,
        (Some(Token::Sign(':')), _) => is_of_declaration(),
        (Some(Token::Sign(_)), _) => true,
        (_, Some(Token::Sign(sign))) => *sign != ':',
        _ => false,
    }
}

/// Whether a `:` before these tokens is one of a declaration, and not one of a selector or of a
/// condition: those end where a block opens.
fn is_of_declaration(tokens: &[Token]) -> bool {
    let mut signs = tokens.iter().filter_map(|token| match token {
        Token::Sign(sign @ ('{' | '}' | ';')) => Some(*sign),
        _ => None,
    });
    matches!(signs.next(), Some('}' | ';'))
}

/// Whether the `;` at `index` ends the last declaration of a rule.
fn is_last_of_rule(tokens: &[Token], index: usize) -> bool {
    let after = tokens[index + 1..].iter().find(|token| **token != Token::Space);
    let before = tokens[..index].iter().rev().find(|token| **token != Token::Space);
    after == Some(&Token::Sign('}')) && matches!(before, Some(Token::Text(_)))
}

fn tokens(css: &str) -> impl Iterator<Item = Token<'_>> {
    let mut rest = css;
    iter::from_fn(move || {
        let (token, length) = next_token(rest)?;
        rest = &rest[length..];
        Some(token)
    })
}

/// The first token, and how long it is.
fn next_token(css: &str) -> Option<(Token<'_>, usize)> {
    let first = css.chars().next()?;
    let blank = blank_length(css);
    if blank > 0 {
        // Comments hold spaces too: what counts is whether one stands outside of them.
        let is_space = has_space_outside_of_comments(&css[..blank]);
        return Some((if is_space { Token::Space } else { Token::Comment }, blank));
    }
    if is_sign(first) {
        return Some((Token::Sign(first), 1));
    }
    let length = text_length(css);
    Some((Token::Text(&css[..length]), length))
}

const fn is_sign(letter: char) -> bool {
    matches!(letter, '{' | '}' | ';' | ',' | ':')
}

/// How much white space and how many comments the text starts with.
fn blank_length(css: &str) -> usize {
    let mut rest = css;
    loop {
        rest = rest.trim_ascii_start();
        if !rest.starts_with("/*") {
            return css.len() - rest.len();
        }
        rest = &rest[comment_length(rest)..];
    }
}

/// One that never ends goes on to the end, as browsers have it.
fn comment_length(css: &str) -> usize {
    css[2..].find("*/").map_or(css.len(), |end| end + 4)
}

fn has_space_outside_of_comments(blank: &str) -> bool {
    let mut rest = blank;
    while rest.starts_with("/*") {
        rest = &rest[comment_length(rest)..];
    }
    !rest.is_empty()
}

/// How long the text is up to the next space, comment or sign. Strings, escaped characters and
/// addresses are part of it, whatever they hold.
fn text_length(css: &str) -> usize {
    let mut at = 0;
    while let Some(letter) = css[at..].chars().next() {
        let rest = &css[at..];
        at += match letter {
            '"' | '\'' => string_length(rest, letter),
            '\\' => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
            '(' if css[..at].to_ascii_lowercase().ends_with("url") => {
                rest.find(')').unwrap_or(rest.len())
            }
            _ if is_sign(letter) || blank_length(rest) > 0 => break,
            _ => letter.len_utf8(),
        };
    }
    at
}

fn string_length(css: &str, quote: char) -> usize {
    let mut is_escaped = false;
    for (index, letter) in css.char_indices().skip(1) {
        if letter == quote && !is_escaped {
            return index + 1;
        }
        is_escaped = letter == '\\' && !is_escaped;
    }
    css.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(css: &str, want: &str) {
        assert_eq!(lighten(css), want);
        assert_eq!(lighten(want), want, "twice");
    }

    #[test]
    fn comments_and_idle_spaces_go() {
        check(
            "/* All. */\n\n*,\n*::before {\n  /* Why. */\n  margin: 0 auto;\n  color: red;\n}\n",
            "*,*::before{margin:0 auto;color:red}",
        );
        check(
            "@media (min-width: 30rem) and (color) {\n  .a { gap: 0; }\n\n  .b { gap: 1px }\n}\n",
            "@media (min-width: 30rem) and (color){.a{gap:0}.b{gap:1px}}",
        );
        check("a { b: c; /* d */ }", "a{b:c}");
        check(":root { --a: x, /* y */ z; }", ":root{--a:x,z}");
    }

    #[test]
    fn spaces_that_mean_something_become_one() {
        for (css, want) in [
            (".a  .b > .c + *{d:e}", ".a .b > .c + *{d:e}"),
            (".a :focus{b:c}", ".a :focus{b:c}"),
            ("a{width:calc(1px  +  2 * (3px - 1px))}", "a{width:calc(1px + 2 * (3px - 1px))}"),
            ("a{b:clamp(1rem, 1.2rem + 1vw, 2rem)}", "a{b:clamp(1rem,1.2rem + 1vw,2rem)}"),
            ("a{font:1rem / var(--b) var(--c)}", "a{font:1rem / var(--b) var(--c)}"),
            ("a{b:c !important}", "a{b:c !important}"),
            // Not a declaration: browsers drop the rule, with the space only.
            ("p{} a: hover{b:c}", "p{}a: hover{b:c}"),
            ("a{--b: ;--c: }", "a{--b: ;--c: }"),
        ] {
            check(css, want);
        }
    }

    #[test]
    fn comments_without_a_space_still_part_what_they_stand_between() {
        check("a/* b */c{d:e}", "a/**/c{d:e}");
        check("a/* b */ c{d:e}", "a c{d:e}");
        check("a /* b */c{d:e}", "a c{d:e}");
    }

    #[test]
    fn strings_escapes_and_addresses_stay() {
        for css in [
            r#"a{content:"\a0↗" / ""}"#,
            r#"a{content:"  {  ;  } /* a */ \"  , "}"#,
            r"a{content:'\\'}",
            r".a\  b\: c{d:e}",
            "a{b:url(data:image/x;c, d/*e*/)}",
            r#"a{list-style:"☐  "}"#,
        ] {
            check(css, css);
        }
        check("a { content: \"\\a0↗\" ; }", "a{content:\"\\a0↗\"}");
    }

    #[test]
    fn what_never_ends_is_left_to_browsers() {
        check("a{b:c} /* d", "a{b:c}");
        check("a{b:\" c  ", "a{b:\" c  ");
        check("", "");
    }
}
