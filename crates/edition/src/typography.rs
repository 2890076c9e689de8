//! French typography that authors of plain text leave to whoever publishes it.

/// `text` with its straight apostrophes (U+0027) curly (U+2019). Words that hold an address of a page or
/// of a mailbox stay as they are, and so do quotation marks.
pub(crate) fn curly(text: &str) -> String {
    let mut curly = String::with_capacity(text.len());
    let mut before = None;
    for word in text.split_inclusive(char::is_whitespace) {
        let is_address = word.contains("://") || word.contains('@');
        let mut letters = word.chars().peekable();
        while let Some(c) = letters.next() {
            let is_apostrophe = c == '\'' && !is_address && joins(before, letters.peek().copied());
            curly.push(if is_apostrophe { '’' } else { c });
            before = Some(c);
        }
    }
    curly
}

/// Whether a `'` between these joins two words: a closing quotation mark has no word behind it.
fn joins(before: Option<char>, after: Option<char>) -> bool {
    let opens_word =
        |c: char| c.is_alphanumeric() || matches!(c, '«' | '“' | '"' | '(' | '[' | '#');
    before.is_some_and(char::is_alphanumeric) && after.is_some_and(opens_word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn apostrophes_are_curly_and_nothing_else_is() {
        for (text, want) in [
            ("l'événement d'aujourd'hui", "l’événement d’aujourd’hui"),
            ("qu'«\u{a0}elle\u{a0}»", "qu’«\u{a0}elle\u{a0}»"),
            ("L'\"été\" de l'#BlueHats, l'an\nd'après", "L’\"été\" de l’#BlueHats, l’an\nd’après"),
            ("un 'mot' et 'deux mots'.", "un 'mot' et 'deux mots'."),
            (
                "https://a.example/l'an o'neil@a.example d'ici",
                "https://a.example/l'an o'neil@a.example d’ici",
            ),
            ("l' an ' '", "l' an ' '"),
            ("déjà l’an", "déjà l’an"),
        ] {
            assert_eq!(curly(text), want);
        }
    }
}
