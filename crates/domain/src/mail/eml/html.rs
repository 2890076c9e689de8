//! The text of a message that is HTML, as a mail program would write it as plain text.

/// Quotes that are deeper than this look alike.
const DEEPEST: usize = 16;

/// Turns HTML into text: lines end where blocks do, quotations are marked with `>`, and what shows
/// nowhere is dropped. Links give their text only.
pub(super) fn to_text(html: &str) -> String {
    let mut page = Page::default();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (text, tag) = rest.split_at(at);
        page.text(text);
        let inside = tag.strip_prefix('<').unwrap_or_default();
        rest = if !is_tag(inside) {
            page.text("<");
            inside
        } else if let Some((name, after)) = inside.split_once('>') {
            page.tag(name, after, tag)
        } else {
            page.text(tag);
            ""
        };
    }
    page.text(rest);
    page.end_block();
    page.done
}

fn is_tag(inside: &str) -> bool {
    inside.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!')
}

#[derive(Default)]
struct Page {
    done: String,
    /// The line that is being written.
    line: String,
    /// Whether a space is due before the next word.
    has_blank: bool,
    /// Whether an empty line is due before the next one.
    has_gap: bool,
    /// In how many quotations it stands.
    depth: usize,
    /// Whether blanks count.
    is_preformatted: bool,
    /// Elements that were opened and never closed: they are not looked for again.
    never_closed: Vec<&'static str>,
}

impl Page {
    /// Takes in a tag, and returns what follows it. `whole` begins with the tag.
    fn tag<'a>(&mut self, inside: &str, after: &'a str, whole: &'a str) -> &'a str {
        if let Some(comment) = whole.strip_prefix("<!--") {
            return self.behind("-->", comment).unwrap_or(after);
        }
        let closes = inside.starts_with('/');
        let name = inside.trim_start_matches('/');
        let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        match (look_up(ELEMENTS, &name.to_ascii_lowercase()), closes) {
            (Some("line"), _) => {
                self.end_line();
                self.has_gap = false;
            }
            (Some("quote"), closes) => {
                self.end_block();
                self.has_gap = true;
                self.depth = if closes { self.depth.saturating_sub(1) } else { self.depth + 1 };
            }
            (Some("paragraph"), _) => {
                self.end_block();
                self.has_gap = true;
                self.is_preformatted = false;
            }
            (Some("preformatted"), closes) => {
                self.end_block();
                self.has_gap = true;
                self.is_preformatted = !closes;
            }
            (Some("block"), _) => self.end_block(),
            (Some("cell"), _) => self.has_blank = true,
            (Some(end), false) => return self.behind(end, after).unwrap_or(after),
            _ => {}
        }
        after
    }

    /// What follows the next `end`, in any case, if there is one.
    fn behind<'a>(&mut self, end: &'static str, text: &'a str) -> Option<&'a str> {
        if self.never_closed.contains(&end) {
            return None;
        }
        let found = text
            .as_bytes()
            .windows(end.len())
            .position(|window| window.eq_ignore_ascii_case(end.as_bytes()));
        let Some(at) = found else {
            self.never_closed.push(end);
            return None;
        };
        let rest = text.get(at + end.len()..)?;
        // An end tag may have blanks before its bracket.
        Some(if end.ends_with('>') { rest } else { rest.split_once('>').map_or("", |(_, it)| it) })
    }

    fn text(&mut self, html: &str) {
        let mut rest = html;
        while let Some(at) = rest.find('&') {
            let (before, entity) = rest.split_at(at);
            self.plain(before);
            rest = if let Some((c, after)) = character(entity) {
                self.visible(c);
                after
            } else {
                self.visible('&');
                entity.strip_prefix('&').unwrap_or_default()
            };
        }
        self.plain(rest);
    }

    fn plain(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '\n' if self.is_preformatted => self.end_line(),
                ' ' | '\t' | '\n' | '\r' | '\u{c}' if !self.is_preformatted => {
                    self.has_blank = true;
                }
                '\r' => {}
                _ => self.visible(c),
            }
        }
    }

    fn visible(&mut self, c: char) {
        if self.has_blank && !self.line.is_empty() {
            self.line.push(' ');
        }
        self.has_blank = false;
        self.line.push(c);
    }

    /// Ends the line, if there is one.
    fn end_block(&mut self) {
        if !self.line.is_empty() {
            self.end_line();
        }
    }

    fn end_line(&mut self) {
        if self.has_gap && !self.done.is_empty() {
            self.marks();
            self.done.push('\n');
        }
        self.marks();
        if self.depth > 0 && !self.line.is_empty() {
            self.done.push(' ');
        }
        self.done.push_str(&self.line);
        self.done.push('\n');
        self.line.clear();
        (self.has_gap, self.has_blank) = (false, false);
    }

    fn marks(&mut self) {
        self.done.extend((0..self.depth.min(DEEPEST)).map(|_| '>'));
    }
}

/// The character that an entity at the start of `html` stands for, and what follows it.
pub(in crate::mail) fn character(html: &str) -> Option<(char, &str)> {
    /// The longest entity that is known has fewer bytes.
    const LONGEST: usize = 10;
    let inside = html.strip_prefix('&')?;
    let end = inside.bytes().take(LONGEST).position(|byte| byte == b';')?;
    let (name, rest) = inside.split_at_checked(end)?;
    let c = match name.strip_prefix('#') {
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?)?
        }
        None => look_up(CHARACTERS, name)?.chars().next()?,
    };
    Some((c, rest.strip_prefix(';')?))
}

/// What stands behind a name and `=` in a table.
fn look_up(table: &'static str, name: &str) -> Option<&'static str> {
    table.split(' ').find_map(|entry| entry.strip_prefix(name)?.strip_prefix('='))
}

/// What elements do; those that show nowhere end with a tag.
const ELEMENTS: &str = "br=line blockquote=quote p=paragraph ul=paragraph ol=paragraph \
    table=paragraph h1=paragraph h2=paragraph h3=paragraph h4=paragraph pre=preformatted div=block \
    li=block tr=block hr=block dt=block dd=block body=block td=cell th=cell head=</head \
    style=</style script=</script title=</title";

/// The entities that French mail has (HTML Standard, « named character references »).
const CHARACTERS: &str = "nbsp=\u{a0} amp=& lt=< gt=> quot=\" apos=' agrave=à acirc=â auml=ä ccedil=ç \
    eacute=é egrave=è ecirc=ê euml=ë icirc=î iuml=ï ocirc=ô ouml=ö ugrave=ù ucirc=û uuml=ü oelig=œ \
    aelig=æ Agrave=À Acirc=Â Ccedil=Ç Eacute=É Egrave=È Ecirc=Ê Euml=Ë Icirc=Î Iuml=Ï Ocirc=Ô \
    Ugrave=Ù Ucirc=Û OElig=Œ AElig=Æ laquo=« raquo=» rsquo=’ lsquo=‘ ldquo=“ rdquo=” hellip=… \
    ndash=– mdash=— euro=€ deg=° middot=· bull=• times=× ntilde=ñ aacute=á iacute=í oacute=ó";
