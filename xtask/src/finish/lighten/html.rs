//! Pages without what only their authors read.

use super::{css, js};

/// Whose content is a text where every space counts, or that browsers read in their own way.
const AS_THEY_ARE: [&str; 5] = ["iframe", "noscript", "pre", "textarea", "title"];

/// The page without its comments, its indentation and its blank lines. A line's end stays where
/// one was, so that words never join: in HTML it counts as a space. Tags stay as they are.
pub(super) fn lighten(html: &str) -> String {
    let lowercase = html.to_ascii_lowercase();
    let mut light = String::with_capacity(html.len());
    // What stands between two tags, without the comments in it.
    let mut text = String::new();
    let mut at = 0;
    while let Some(length) = html[at..].find('<') {
        text.push_str(&html[at..at + length]);
        at += length;
        if html[at..].starts_with("<!--") {
            // Its first two dashes can be its last ones too: `<!-->` is a comment. One that never
            // ends goes on to the end.
            let end = html[at + 2..].find("-->");
            at = end.map_or(html.len(), |length| at + 2 + length + 3);
            continue;
        }
        let Some(length) = tag_length(&html[at..]) else {
            // Only a sign in a text.
            text.push('<');
            at += 1;
            continue;
        };
        push_text(&mut light, &text);
        text.clear();
        let tag = &html[at..at + length];
        light.push_str(tag);
        at += length;

        let name = element(&lowercase[at - length..at]);
        if name != "script" && name != "style" && !AS_THEY_ARE.contains(&name) {
            continue;
        }
        let end = lowercase[at..].find(&format!("</{name}")).map_or(html.len(), |end| at + end);
        let content = &html[at..end];
        match name {
            "style" => light.push_str(&css::lighten(content)),
            "script" if is_program(tag) => match js::lighten(content) {
                Some(script) => light.push_str(&script),
                None => light.push_str(content),
            },
            _ => light.push_str(content),
        }
        at = end;
    }
    text.push_str(&html[at..]);
    push_text(&mut light, &text);
    light
}

/// How long the tag is that starts there, if one does.
pub(in crate::finish) fn tag_length(html: &str) -> Option<usize> {
    let mut letters = html.char_indices().skip(1);
    let (_, first) = letters.next()?;
    if !(first.is_ascii_alphabetic() || first == '/' || first == '!') {
        return None;
    }
    let mut quote = None;
    for (index, letter) in letters {
        match (quote, letter) {
            (None, '>') => return Some(index + 1),
            (None, '"' | '\'') => quote = Some(letter),
            (Some(open), _) if open == letter => quote = None,
            _ => {}
        }
    }
    None
}

/// The name of the element that a tag in lower case opens; that of an end tag starts with a `/`.
fn element(tag: &str) -> &str {
    let is_end = |letter: char| letter.is_ascii_whitespace() || letter == '>';
    tag[1..].split(is_end).next().unwrap_or_default()
}

/// Whether a script is JavaScript that the page holds itself, and not data.
fn is_program(tag: &str) -> bool {
    !tag.contains(" type=") || tag.contains(" type=\"module\"")
}

/// Of white space that goes on over several lines, keeps one line's end.
fn push_text(light: &mut String, text: &str) {
    let mut rest = text;
    while let Some(start) = rest.find(|letter: char| letter.is_ascii_whitespace()) {
        light.push_str(&rest[..start]);
        let space = &rest[start..];
        let words = space.trim_ascii_start();
        let space = &space[..space.len() - words.len()];
        light.push_str(if space.contains('\n') { "\n" } else { space });
        rest = words;
    }
    light.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(html: &str, want: &str) {
        assert_eq!(lighten(html), want);
        assert_eq!(lighten(want), want, "twice");
    }

    #[test]
    fn comments_indentation_and_blank_lines_go() {
        check(
            "<ul>\n    <!-- why\n  it is so -->\n\n    <li>a</li>\r\n\t<li>b</li>\n  </ul>\n",
            "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n",
        );
        check("<p>a<!-- b -->c<!-->d<!--->e<!----></p>", "<p>acde</p>");
        check("a<!-- b\n  c", "a");
    }

    #[test]
    fn words_never_join_and_never_part() {
        check("<p>\n  un\n  mot <b>fort</b>\n  ici</p>", "<p>\nun\nmot <b>fort</b>\nici</p>");
        check("<b>a</b>\n  <i>b</i> <i>c</i><i>d</i>", "<b>a</b>\n<i>b</i> <i>c</i><i>d</i>");
        check("a  b<!-- c --> \n d", "a  b\nd");
        check("a <!-- b --> c", "a  c");
        // A space that stays one is not white space that browsers squeeze.
        check("a\n\u{a0}\n b\u{202f}:\n c", "a\n\u{a0}\nb\u{202f}:\nc");
    }

    #[test]
    fn texts_where_spaces_count_stay() {
        for html in [
            "<pre>\n  a\n\n  <!-- b -->\n</pre>",
            "<PRE class=\"a\"><code>\n  a</code>\n\n</PRE>",
            "<textarea>\n\n  a</textarea>",
            "<title>a <!-- b -->\n  c</title>",
            "<script type=\"application/ld+json\">{\n  \"a\": \"//\"\n}</script>",
            "<p title=\"a\n  b > <!-- c -->\" lang='\"'>",
            "a < b\n<c",
            "<!doctype html>\n<p>",
            "<style>a{b:c}",
        ] {
            check(html, html);
        }
    }

    #[test]
    fn styles_and_scripts_are_lightened_in_their_own_ways() {
        check(
            "<style>\n  /* a */\n  p > b { color: red; }\n</style>",
            "<style>p > b{color:red}</style>",
        );
        check(
            "<script>\n  // why\n  a();\n\n</script><script type=\"module\">\n\nb();\n</script>",
            "<script>a();\n</script><script type=\"module\">b();\n</script>",
        );
        check("<script>\n  `a\n  b`;</script>", "<script>\n  `a\n  b`;</script>");
    }
}
