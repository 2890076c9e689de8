//! Refuses styles that nothing on the site can use: visitors would pay for them on every page.
//!
//! A rule is used when each class, id and attribute of its selector occurs somewhere: in the finished
//! pages, in their scripts, or in the texts of the WebAssembly; and a custom property when some value
//! reads it. Names are looked for, not the elements that a selector would meet: what is refused is
//! surely idle, and what is let through may still be.

use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::files_below;
use super::lighten::tag_length;

/// Names that no text of the site holds, though something uses them, and why.
const EXCEPTIONS: [(Name<'static>, &str); 1] = [(
    Name { sort: Sort::Attribute, text: "open" },
    "browsers set it on <details> that are opened",
)];

/// Fails when a style of the finished site in `site` is used by nothing.
pub(super) fn check(site: &Path) -> Result<()> {
    let (mut pages, mut programs) = (Vec::new(), Vec::new());
    for file in files_below(site)? {
        let texts = match file.extension().and_then(|extension| extension.to_str()) {
            Some("html") => &mut pages,
            Some("js" | "wasm") => &mut programs,
            _ => continue,
        };
        let bytes = fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
        texts.push(String::from_utf8_lossy(&bytes).into_owned());
    }
    let unused = unused(&pages, &programs);
    if unused.is_empty() {
        return Ok(());
    }
    let list = unused.into_iter().collect::<Vec<_>>().join("\n  ");
    bail!(
        "styles that nothing uses:\n  {list}\nTake them out of style/; or, if something uses them that \
         the build cannot see, say so in xtask/src/finish/unused.rs"
    )
}

/// What a selector asks for by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Sort {
    Class,
    Id,
    Attribute,
    /// A custom property: defined, and to be read by something.
    Property,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Name<'a> {
    sort: Sort,
    text: &'a str,
}

impl fmt::Display for Name<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.text;
        match self.sort {
            Sort::Class => write!(f, ".{text}"),
            Sort::Id => write!(f, "#{text}"),
            Sort::Attribute => write!(f, "[{text}]"),
            Sort::Property => write!(f, "{text}"),
        }
    }
}

/// What nothing uses in the styles of these pages, a line each; `programs` are the other texts in
/// which names may stand.
fn unused(pages: &[String], programs: &[String]) -> BTreeSet<String> {
    let mut html = Html::default();
    for page in pages {
        html.read(page);
    }
    let styles: Vec<String> = html.styles.iter().map(|style| without_strings(style)).collect();
    let scripts = || html.scripts.iter().copied().chain(programs.iter().map(String::as_str));
    let is_read = |property: &str| {
        let mut values = styles.iter().flat_map(|style| style.split("var(").skip(1));
        values.any(|value| is_first_word(value, property))
            || scripts().any(|script| script.contains(property))
    };
    let is_used = |name: Name| match name.sort {
        Sort::Property => is_read(name.text),
        // Texts of the WebAssembly stand side by side without anything in between.
        _ => html.names.contains(&name) || scripts().any(|text| holds(text, name)),
    };
    let is_excepted = |name: Name| EXCEPTIONS.iter().any(|(known, _)| *known == name);

    let mut unused = BTreeSet::new();
    for style in &styles {
        for Rule { prelude, block } in rules(style) {
            for selector in prelude.split(',').filter(|_| !prelude.starts_with('@')) {
                for name in names(selector) {
                    if !is_used(name) && !is_excepted(name) {
                        unused.insert(format!("`{name}`, in `{}`", selector.trim()));
                    }
                }
            }
            for text in defined(block) {
                let name = Name { sort: Sort::Property, text };
                if !is_used(name) && !is_excepted(name) {
                    unused.insert(format!("`{name}`, defined in `{}`", prelude.trim()));
                }
            }
        }
    }
    unused
}

/// Whether a script, or the texts of the WebAssembly, can make something of this name.
fn holds(text: &str, name: Name) -> bool {
    let data = name.text.strip_prefix("data-").filter(|_| name.sort == Sort::Attribute);
    text.contains(name.text)
        || data.is_some_and(|name| text.contains(&format!("dataset.{}", camel_case(name))))
}

/// What scripts call `data-day-after`: `dayAfter`.
fn camel_case(name: &str) -> String {
    let mut words = name.split('-');
    let mut camel = words.next().unwrap_or_default().to_owned();
    for word in words {
        let (first, rest) = word.split_at(word.len().min(1));
        camel.push_str(&first.to_ascii_uppercase());
        camel.push_str(rest);
    }
    camel
}

/// What stands in pages.
#[derive(Debug, Default)]
struct Html<'a> {
    /// Classes, ids and attributes of elements.
    names: BTreeSet<Name<'a>>,
    scripts: BTreeSet<&'a str>,
    styles: BTreeSet<&'a str>,
}

impl<'a> Html<'a> {
    fn read(&mut self, page: &'a str) {
        let mut rest = page;
        while let Some(start) = rest.find('<') {
            rest = &rest[start..];
            let Some(length) = tag_length(rest) else {
                rest = &rest[1..];
                continue;
            };
            let (tag, after) = rest.split_at(length);
            rest = after;
            self.read_tag(tag);
            for (name, set) in [("script", &mut self.scripts), ("style", &mut self.styles)] {
                if tag[1..].starts_with(name)
                    && let Some((content, after)) = after.split_once(&format!("</{name}>"))
                {
                    set.insert(content);
                    rest = after;
                }
            }
        }
    }

    fn read_tag(&mut self, tag: &'a str) {
        // What is between quotes is the value of the attribute before.
        let mut attribute = "";
        for (index, part) in tag.split('"').enumerate() {
            if index % 2 == 0 {
                let words = part.split([' ', '\n', '=', '>', '/']).filter(|word| !word.is_empty());
                for word in words {
                    attribute = word;
                    self.names.insert(Name { sort: Sort::Attribute, text: word });
                }
                continue;
            }
            let sort = match attribute {
                "class" => Sort::Class,
                "id" => Sort::Id,
                _ => continue,
            };
            self.names.extend(part.split_ascii_whitespace().map(|text| Name { sort, text }));
        }
    }
}

/// A rule, or a group of rules behind a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Rule<'a> {
    /// What stands before its `{`.
    prelude: &'a str,
    /// What follows up to the next brace.
    block: &'a str,
}

/// The rules of a style that is finished: without comments, and without the content of strings.
fn rules(style: &str) -> impl Iterator<Item = Rule<'_>> {
    let mut rest = style;
    std::iter::from_fn(move || {
        let (before, after) = rest.split_once('{')?;
        rest = after;
        let prelude = before.rsplit(['}', ';']).next().unwrap_or(before).trim();
        let block = after.split(['{', '}']).next().unwrap_or(after);
        Some(Rule { prelude, block })
    })
}

/// The custom properties that declarations define.
fn defined(block: &str) -> impl Iterator<Item = &str> {
    let declarations = block.split(';').filter_map(|declaration| declaration.split_once(':'));
    declarations.map(|(property, _)| property.trim()).filter(|it| it.starts_with("--"))
}

/// The classes, ids and attributes that a selector names.
fn names(selector: &str) -> impl Iterator<Item = Name<'_>> {
    selector.char_indices().filter_map(|(index, mark)| {
        let sort = match mark {
            '.' => Sort::Class,
            '#' => Sort::Id,
            '[' => Sort::Attribute,
            _ => return None,
        };
        let text = first_word(&selector[index + 1..]);
        // A number of keyframes, as in `12.5%`, is none.
        let is_name = text.starts_with(|letter: char| !letter.is_ascii_digit());
        is_name.then_some(Name { sort, text })
    })
}

fn first_word(text: &str) -> &str {
    let is_of_word = |letter: char| letter.is_alphanumeric() || letter == '-' || letter == '_';
    &text[..text.find(|letter| !is_of_word(letter)).unwrap_or(text.len())]
}

fn is_first_word(text: &str, word: &str) -> bool {
    first_word(text.trim_start()) == word
}

/// The style with nothing between quotation marks: signs in strings mean nothing.
fn without_strings(style: &str) -> String {
    let mut text = String::with_capacity(style.len());
    let mut quote = None;
    let mut is_escaped = false;
    for letter in style.chars() {
        match quote {
            None => {
                text.push(letter);
                quote = Some(letter).filter(|it| matches!(it, '"' | '\''));
            }
            Some(mark) if letter == mark && !is_escaped => {
                text.push(letter);
                quote = None;
            }
            Some(_) => {}
        }
        is_escaped = letter == '\\' && !is_escaped;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What nothing uses in this style, with a page and two programs.
    fn check(style: &str) -> Vec<String> {
        let page = format!(
            "<style>{style}</style><p class=\"a a--b\" id=\"c\" data-d hidden>text</p>\
             <script>root.dataset.dayAfter = \"e\"</script>"
        );
        let programs = ["f()".to_owned(), "\0button--gotherid".to_owned()];
        unused(&[page], &programs).into_iter().collect()
    }

    #[test]
    fn what_occurs_somewhere_is_used() {
        for style in [
            ".a{b:c}.a--b>p{b:c}",
            "#c:hover,p{b:c}",
            "[data-d],[hidden]{b:c}",
            "@media (min-width:1.5rem){.a[data-day-after=\"x\"]{b:c}}",
            ".button--g,#otherid{b:c}",
            "details[open]>.a{b:c}",
            "p:not(.a,.f){b:c}",
            ":root{--x:1px}.a{b:calc(2*var(--x))}",
            ".a::after{content:\".none #none [none]{--none:1}\"}",
            "@keyframes k{12.5%{b:c}}@page{margin:1cm}",
        ] {
            assert_eq!(check(style), [""; 0], "{style}");
        }
    }

    #[test]
    fn what_occurs_nowhere_is_named_with_its_place() {
        for (style, want) in [
            (".a{b:c}.none>p{b:c}", "`.none`, in `.none>p`"),
            ("p,.a.none{b:c}", "`.none`, in `.a.none`"),
            ("#none{b:c}", "`#none`, in `#none`"),
            ("@media print{[data-none=x]{b:c}}", "`[data-none]`, in `[data-none=x]`"),
            // The beginning of a class of the page is another class; so is what only a text says.
            (".a-{b:c}", "`.a-`, in `.a-`"),
            (".text{b:c}", "`.text`, in `.text`"),
            (":root{--x:1px;--y:2px}.a{b:var(--y)}", "`--x`, defined in `:root`"),
            (":root{--x:1px}.a{b:var(--x-y)}", "`--x`, defined in `:root`"),
        ] {
            assert_eq!(check(style), [want], "{style}");
        }
    }

    #[test]
    fn a_site_with_idle_styles_is_refused() {
        let site = tempfile::tempdir().unwrap();
        let page = |class: &str| format!("<style>.b{{c:d}}</style><p class=\"{class}\">");
        fs::write(site.path().join("index.html"), page("a")).unwrap();
        let error = super::check(site.path()).unwrap_err().to_string();
        assert!(error.contains("\n  `.b`, in `.b`\n"), "{error}");
        fs::write(site.path().join("404.html"), page("b")).unwrap();
        assert!(super::check(site.path()).is_ok());
    }
}
