//! Undoing `format=flowed` (RFC 3676): lines that a space at their end continues become whole.

/// The lines as they were before they were broken. With `deletes_space` (`DelSp=yes`) the space that
/// says that a line goes on is not the text's own.
pub(super) fn unbroken(text: &str, deletes_space: bool) -> String {
    let mut whole = String::with_capacity(text.len());
    // How deep the line before is quoted, if it goes on.
    let mut open: Option<usize> = None;
    let mut ends_in_link = false;
    for (index, line) in text.split('\n').enumerate() {
        let (depth, said) = quoted(line);
        // The signature's mark ends with a space, and goes on in nothing.
        let is_signature = said == "-- ";
        let goes_on = said.ends_with(' ') && !is_signature;
        let mut is_parted = false;
        if open == Some(depth) && !said.is_empty() && !is_signature {
            is_parted = deletes_space || ends_within_word(&whole, ends_in_link);
            whole.truncate(whole.len() - usize::from(is_parted));
        } else {
            if open.is_some() {
                whole.truncate(whole.trim_end_matches(' ').len());
            }
            if index > 0 {
                whole.push('\n');
            }
            whole.extend((0..depth).map(|_| '>'));
            if depth > 0 && !said.is_empty() {
                whole.push(' ');
            }
        }
        whole.push_str(said);
        open = goes_on.then_some(depth);
        let (before, word) = said.trim_end().rsplit_once(' ').unwrap_or(("", said));
        ends_in_link = word.contains("://") || before.is_empty() && is_parted && ends_in_link;
    }
    whole
}

/// How deep a line is quoted, and what it says. Programs put blanks between the marks, which the
/// format does not know.
fn quoted(line: &str) -> (usize, &str) {
    let mut depth = 0;
    let mut said = line;
    while let Some(inner) = said.strip_prefix('>') {
        depth += 1;
        said = inner.strip_prefix(' ').filter(|inner| inner.starts_with('>')).unwrap_or(inner);
    }
    // One blank at the start is not the text's own.
    (depth, said.strip_prefix(' ').unwrap_or(said))
}

/// Whether a line that goes on was broken where no blank was: Thunderbird does so after `-` and `/`,
/// and in links after some more.
fn ends_within_word(line: &str, ends_in_link: bool) -> bool {
    let mut end = line.chars().rev().skip(1);
    match end.next() {
        Some('-' | '/') => ends_in_link || end.next().is_some_and(char::is_alphanumeric),
        Some('?' | '&' | '=') => ends_in_link,
        _ => false,
    }
}
