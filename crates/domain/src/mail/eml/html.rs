//! The text of a message that is HTML, as a mail program would write it as plain text.

use super::charset::windows_1252;
use crate::text::is_blank;

/// Quotes that are deeper than this look alike.
const DEEPEST: usize = 16;

/// What stands before and behind words that are struck through.
pub(super) const STRUCK: &str = "~~";

/// What becomes of blanks and line ends (CSS, `white-space`).
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Blanks {
    /// All are as one space.
    #[default]
    Collapsed,
    /// Line ends stay.
    Lines,
    /// All stay.
    Kept,
}

/// Turns HTML into text: lines end where blocks do, quotations are marked with `>`, and what shows
/// nowhere is dropped. Links give their text only. What is struck through stands on a line of its
/// own, below the one in which it stood, between [`STRUCK`]. `blanks` says what becomes of blanks
/// where no element does.
pub(super) fn to_text(html: &str, blanks: Blanks) -> String {
    let mut page = Page { blanks, ..Page::default() };
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (text, tag) = rest.split_at(at);
        page.text(text);
        let inside = tag.strip_prefix('<').unwrap_or_default();
        rest = if !is_tag(inside) {
            page.text("<");
            inside
        } else if let Some(comment) = inside.strip_prefix('!')
            && comment.starts_with("--")
            && let Some(after) = page.behind("--", comment)
        {
            after
        } else if let Some((inside, after)) = page.split_tag(inside) {
            page.tag(inside, after)
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
    inside.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'))
}

#[derive(Default)]
struct Page {
    done: String,
    /// The line that is being written.
    line: String,
    /// What is struck through of it.
    struck: String,
    /// Whether a space is due before the next word.
    has_blank: bool,
    /// Whether an empty line is due before the next one.
    has_gap: bool,
    /// In how many quotations it stands.
    depth: usize,
    /// What becomes of blanks outside of all that is open.
    blanks: Blanks,
    /// The elements that say what becomes of blanks, or strike words through, from the outermost one.
    open: Vec<Open>,
    /// What was opened and never closed: it is not looked for again.
    never_closed: Vec<&'static str>,
}

struct Open {
    name: String,
    blanks: Blanks,
    is_struck: bool,
    /// How many elements of the same name are open in it.
    nested: usize,
}

impl Page {
    /// What is in a tag, and what follows it. Quoted attributes may have a `>`.
    fn split_tag<'a>(&mut self, tag: &'a str) -> Option<(&'a str, &'a str)> {
        let mut is_value = false;
        let mut at = 0;
        while let Some(&byte) = tag.as_bytes().get(at) {
            let quote = match byte {
                b'"' if is_value => "\"",
                b'\'' if is_value => "'",
                b'>' => return Some((tag.get(..at)?, tag.get(at + 1..)?)),
                _ => "",
            };
            at += 1;
            is_value = byte == b'=' || is_value && byte.is_ascii_whitespace();
            if !quote.is_empty() && !self.never_closed.contains(&quote) {
                match tag.get(at..)?.find(quote) {
                    Some(length) => at += length + 1,
                    None => self.never_closed.push(quote),
                }
            }
        }
        None
    }

    /// Takes in a tag, and returns what follows it.
    fn tag<'a>(&mut self, inside: &str, after: &'a str) -> &'a str {
        let closes = inside.starts_with('/');
        let inside = inside.trim_start_matches('/');
        let end = inside.find(|c: char| c.is_ascii_whitespace() || c == '/');
        let (name, attributes) = inside.split_at(end.unwrap_or(inside.len()));
        let name = name.to_ascii_lowercase();
        let kind = look_up(ELEMENTS, &name);
        match kind {
            Some("line") => {
                self.end_line();
                self.has_gap = false;
            }
            Some("block") => self.end_block(),
            Some("paragraph" | "quote") => {
                self.end_block();
                self.has_gap = true;
            }
            Some("cell") => self.has_blank = true,
            Some("alone") | None => {}
            Some(end) if !closes => return self.behind(end, after).unwrap_or(after),
            Some(_) => {}
        }
        if kind == Some("quote") {
            self.depth = if closes { self.depth.saturating_sub(1) } else { self.depth + 1 };
        }
        if closes {
            self.close(&name);
        } else if !matches!(kind, Some("line" | "alone")) {
            return self.open(name, attributes, kind, after);
        }
        after
    }

    /// Notes what an element says of blanks and strikes through, and returns what follows its tag.
    fn open<'a>(
        &mut self,
        name: String,
        attributes: &str,
        kind: Option<&str>,
        after: &'a str,
    ) -> &'a str {
        /// Nobody puts so many into each other.
        const MOST: usize = 64;
        // No block stands in a paragraph: it ends one that was not closed (HTML Standard).
        if matches!(kind, Some("block" | "paragraph" | "quote" | "cell"))
            && let Some(at) = self.open.iter().rposition(|open| open.name == "p")
        {
            self.open.truncate(at);
        }
        let is_preformatted = matches!(&*name, "pre" | "textarea" | "listing" | "xmp");
        let blanks = white_space(attributes).or(is_preformatted.then_some(Blanks::Kept));
        let strikes = matches!(&*name, "s" | "strike" | "del") || strikes_through(attributes);
        if (blanks.is_some() || strikes) && self.open.len() < MOST {
            let blanks = blanks.unwrap_or_else(|| self.blanks());
            let is_struck = strikes || self.is_struck();
            self.open.push(Open { name, blanks, is_struck, nested: 0 });
        } else if let Some(same) = self.open.iter_mut().rfind(|open| open.name == name) {
            same.nested += 1;
        }
        // The line end below the tag is there for who reads the source.
        let below = after.strip_prefix("\r\n").or_else(|| after.strip_prefix('\n'));
        below.filter(|_| is_preformatted).unwrap_or(after)
    }

    fn close(&mut self, name: &str) {
        if let Some(at) = self.open.iter().rposition(|open| open.name == name) {
            match self.open.get_mut(at) {
                Some(open) if open.nested > 0 => open.nested -= 1,
                _ => self.open.truncate(at),
            }
        }
    }

    /// What follows the next `end`, in any case, and its bracket, if there is one.
    fn behind<'a>(&mut self, end: &'static str, text: &'a str) -> Option<&'a str> {
        if self.never_closed.contains(&end) {
            return None;
        }
        let bytes = text.as_bytes();
        let found = bytes.windows(end.len() + 1).position(|window| {
            window.split_last().is_some_and(|(next, window)| {
                // The name goes on in no other letter.
                window.eq_ignore_ascii_case(end.as_bytes())
                    && (*next == b'>' || end.starts_with('<') && !next.is_ascii_alphanumeric())
            })
        });
        let Some(at) = found else {
            self.never_closed.push(end);
            return None;
        };
        let rest = text.get(at + end.len()..)?;
        Some(rest.split_once('>').map_or("", |(_, rest)| rest))
    }

    fn text(&mut self, html: &str) {
        let mut rest = html;
        while let Some(at) = rest.find('&') {
            let (before, reference) = rest.split_at(at);
            self.plain(before);
            rest = if let Some((c, after)) = character(reference) {
                self.plain(c.encode_utf8(&mut [0; 4]));
                after
            } else {
                self.visible('&');
                reference.strip_prefix('&').unwrap_or_default()
            };
        }
        self.plain(rest);
    }

    fn plain(&mut self, text: &str) {
        let blanks = self.blanks();
        for c in text.chars() {
            match c {
                '\n' if blanks != Blanks::Collapsed => self.end_line(),
                '\r' if blanks != Blanks::Collapsed => {}
                ' ' | '\t' | '\n' | '\r' | '\u{c}' if blanks != Blanks::Kept => {
                    self.has_blank = true;
                }
                _ => self.visible(c),
            }
        }
    }

    fn blanks(&self) -> Blanks {
        self.open.last().map_or(self.blanks, |open| open.blanks)
    }

    fn is_struck(&self) -> bool {
        self.open.last().is_some_and(|open| open.is_struck)
    }

    fn visible(&mut self, c: char) {
        let is_struck = self.is_struck();
        let has_blank = std::mem::take(&mut self.has_blank);
        let push_blank = |text: &mut String| {
            if has_blank && !text.is_empty() && !text.ends_with(' ') {
                text.push(' ');
            }
        };
        push_blank(&mut self.line);
        if is_struck {
            push_blank(&mut self.struck);
            self.struck.push(c);
        } else {
            self.line.push(c);
        }
    }

    /// Ends the line, if there is one.
    fn end_block(&mut self) {
        if !self.line.is_empty() || !self.struck.is_empty() {
            self.end_line();
        }
    }

    fn end_line(&mut self) {
        if self.has_gap && !self.done.is_empty() {
            self.marks();
            self.done.push('\n');
        }
        (self.has_gap, self.has_blank) = (false, false);
        let (line, struck) = (std::mem::take(&mut self.line), std::mem::take(&mut self.struck));
        if is_blank(&struck) {
            self.push_line(&line);
        } else {
            if !line.trim().is_empty() {
                self.push_line(line.trim_end_matches(' '));
            }
            self.push_line(&format!("{STRUCK}{struck}{STRUCK}"));
        }
    }

    fn push_line(&mut self, line: &str) {
        self.marks();
        if self.depth > 0 && !line.is_empty() {
            self.done.push(' ');
        }
        self.done.push_str(line);
        self.done.push('\n');
    }

    fn marks(&mut self) {
        self.done.extend((0..self.depth.min(DEEPEST)).map(|_| '>'));
    }
}

/// Whether attributes have words struck through, in a style.
fn strikes_through(attributes: &str) -> bool {
    let attributes = attributes.to_ascii_lowercase();
    let mut values = attributes.split("text-decoration").skip(1);
    values.any(|value| value.split(';').next().is_some_and(|it| it.contains("line-through")))
}

/// What attributes say of blanks, in a style.
fn white_space(attributes: &str) -> Option<Blanks> {
    const VALUES: [(&str, Blanks); 8] = [
        ("pre-line", Blanks::Lines),
        ("preserve-breaks", Blanks::Lines),
        ("preserve", Blanks::Kept),
        ("pre", Blanks::Kept),
        ("break-spaces", Blanks::Kept),
        ("normal", Blanks::Collapsed),
        ("nowrap", Blanks::Collapsed),
        ("collapse", Blanks::Collapsed),
    ];
    let attributes = attributes.to_ascii_lowercase();
    let (_, style) = attributes.rsplit_once("white-space")?;
    let style = style.strip_prefix("-collapse").unwrap_or(style);
    let value = style.trim_start().strip_prefix(':')?.trim_start();
    VALUES.iter().find(|(name, _)| value.starts_with(name)).map(|(_, blanks)| *blanks)
}

/// The character that a reference at the start of `html` stands for, and what follows it (HTML
/// Standard, « character reference state » and those after it).
pub(in crate::mail) fn character(html: &str) -> Option<(char, &str)> {
    /// The longest name that is known has fewer bytes.
    const LONGEST: usize = 8;
    let inside = html.strip_prefix('&')?;
    if let Some(number) = inside.strip_prefix('#') {
        let (digits, radix) = match number.strip_prefix(['x', 'X']) {
            Some(digits) => (digits, 16),
            None => (number, 10),
        };
        let end = digits.find(|c: char| !c.is_digit(radix)).unwrap_or(digits.len());
        let (digits, rest) = digits.split_at(end);
        let code = digits.trim_start_matches('0');
        // One that is too large for a number is too large for a character.
        let code = u32::from_str_radix(code, radix).unwrap_or(if digits == code { !0 } else { 0 });
        let c = match code {
            _ if digits.is_empty() => return None,
            0 => None,
            // They were meant in the encoding that everybody used.
            0x80..0xa0 => u8::try_from(code).ok().map(windows_1252),
            _ => char::from_u32(code),
        };
        return Some((
            c.unwrap_or(char::REPLACEMENT_CHARACTER),
            rest.strip_prefix(';').unwrap_or(rest),
        ));
    }
    let end = inside.bytes().take(LONGEST).take_while(u8::is_ascii_alphanumeric).count();
    let (name, rest) = inside.split_at_checked(end).filter(|(name, _)| !name.is_empty())?;
    if let Some(rest) = rest.strip_prefix(';') {
        let c = old_names().find(|(old, _)| *old == name).map(|(_, c)| c);
        if let Some(c) = c.or_else(|| look_up(CHARACTERS, name)?.chars().next()) {
            return Some((c, rest));
        }
    }
    // The old names need no `;`, and what follows them may be a letter.
    let begins = old_names().filter(|(old, _)| name.starts_with(old));
    let (old, c) = begins.max_by_key(|(old, _)| old.len())?;
    Some((c, inside.strip_prefix(old)?))
}

/// The names of references that HTML had before it had rules, and what they stand for.
fn old_names() -> impl Iterator<Item = (&'static str, char)> {
    let ascii = ASCII.split(' ').zip("&<>\"&<>\"©®".chars());
    ascii.chain(LATIN.split(' ').zip('\u{a0}'..='\u{ff}'))
}

/// What stands behind a name and `=` in a table.
fn look_up(table: &'static str, name: &str) -> Option<&'static str> {
    table.split(' ').find_map(|entry| entry.strip_prefix(name)?.strip_prefix('='))
}

/// What elements do; those that show nowhere end with a tag.
const ELEMENTS: &str = "br=line div=block p=paragraph blockquote=quote td=cell th=cell \
    tr=block li=block ul=paragraph ol=paragraph table=paragraph h1=paragraph h2=paragraph \
    h3=paragraph h4=paragraph h5=paragraph h6=paragraph pre=paragraph listing=paragraph \
    xmp=paragraph textarea=paragraph dl=paragraph hr=block dt=block dd=block body=block \
    center=block address=block article=block aside=block caption=block details=block \
    fieldset=block figcaption=block figure=block footer=block form=block header=block \
    legend=block main=block nav=block option=block section=block summary=block img=alone \
    input=alone wbr=alone meta=alone link=alone col=alone base=alone head=</head style=</style \
    script=</script title=</title template=</template";

const ASCII: &str = "amp lt gt quot AMP LT GT QUOT COPY REG";

/// The names of U+00A0 to U+00FF (HTML Standard, « named character references »).
const LATIN: &str = "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr \
    deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest \
    Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc \
    Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN \
    szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute \
    icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml \
    yacute thorn yuml";

/// Further ones that mail programs write.
const CHARACTERS: &str = "rsquo=’ lsquo=‘ ldquo=“ rdquo=” sbquo=‚ bdquo=„ lsaquo=‹ rsaquo=› apos=' hellip=… \
    ndash=– mdash=— horbar=― euro=€ oelig=œ OElig=Œ bull=• dagger=† Dagger=‡ permil=‰ trade=™ \
    Scaron=Š scaron=š Zcaron=Ž zcaron=ž Yuml=Ÿ fnof=ƒ circ=ˆ tilde=˜ prime=′ Prime=″ numero=№ ensp=\u{2002} \
    emsp=\u{2003} numsp=\u{2007} puncsp=\u{2008} thinsp=\u{2009} hairsp=\u{200a} zwnj=\u{200c} \
    zwj=\u{200d} lrm=\u{200e} rlm=\u{200f} larr=← uarr=↑ rarr=→ darr=↓ harr=↔ lArr=⇐ rArr=⇒ hArr=⇔ \
    le=≤ ge=≥ ne=≠ asymp=≈ equiv=≡ minus=− infin=∞ radic=√ sum=∑ part=∂ frasl=⁄ check=✓ \
    star=☆ starf=★ phone=☎ hearts=♥ NewLine=\n Tab=\t excl=! num=# dollar=$ percnt=% lpar=( rpar=) \
    ast=* plus=+ comma=, period=. sol=/ colon=: semi=; equals== quest=? commat=@ lsqb=[ lbrack=[ \
    bsol=\\ rsqb=] rbrack=] Hat=^ lowbar=_ grave=` lcub={ lbrace={ vert=| verbar=| rcub=} rbrace=}";
