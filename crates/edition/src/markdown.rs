//! The announcement's text: Markdown, published as HTML without anything that could run or that
//! would be fetched from elsewhere.

use domain::{EmailAddress, WebLink};
use pulldown_cmark::{CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd, html};

use crate::html::{EXTERNAL_ATTRIBUTES, EXTERNAL_NOTICE, escape, mailto, web_address};

/// Something in the text that the site would not publish.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unpublishable {
    /// Where it starts, in bytes.
    pub(crate) offset: usize,
    pub(crate) message: String,
}

/// Renders Markdown, as <https://spec.commonmark.org> defines it, as HTML.
///
/// Apostrophes become curly, but for those in code and in links' addresses, and so do single quotation marks;
/// raw HTML is shown as it is written. The page has one `h1`, the announcement's title: a heading
/// of the first level becomes one of the second. Links to this site's own pages, which begin with a
/// `/`, are below `base`, the path that the site is published at.
///
/// # Errors
///
/// Every link that leads to something else than a web page, a mailbox or this site, and every
/// picture, because a picture is a file that the edition does not hold.
pub(crate) fn to_html(markdown: &str, base: &str) -> Result<String, Vec<Unpublishable>> {
    let mut unpublishable = Vec::new();
    let mut events = Vec::new();
    let mut open_links = Vec::new();
    for (event, range) in
        Parser::new_ext(markdown, Options::ENABLE_SMART_PUNCTUATION).into_offset_iter()
    {
        let written = markdown.get(range.clone()).unwrap_or_default();
        let mut refuse =
            |message| unpublishable.push(Unpublishable { offset: range.start, message });
        events.push(match event {
            // Of what the parser would set, only apostrophes are as French has them.
            Event::Text(_) if is_only(written, &['"', '-', '.']) => Event::Text(written.into()),
            Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
            Event::Start(Tag::HtmlBlock) => Event::Start(Tag::Paragraph),
            Event::End(TagEnd::HtmlBlock) => Event::End(TagEnd::Paragraph),
            Event::Start(Tag::Heading { level: HeadingLevel::H1, id, classes, attrs }) => {
                Event::Start(Tag::Heading { level: HeadingLevel::H2, id, classes, attrs })
            }
            Event::End(TagEnd::Heading(HeadingLevel::H1)) => {
                Event::End(TagEnd::Heading(HeadingLevel::H2))
            }
            Event::Start(Tag::Link { link_type, dest_url, .. }) => {
                let link = Link::parse(link_type, dest_url).unwrap_or_else(|message| {
                    refuse(message);
                    Link::Inside(CowStr::Borrowed("#"))
                });
                let opening = link.opening(base);
                open_links.push(link);
                Event::InlineHtml(opening.into())
            }
            Event::End(TagEnd::Link) => {
                let closing = open_links.pop().map(|link| link.closing()).unwrap_or_default();
                Event::InlineHtml(closing.into())
            }
            Event::Start(Tag::Image { .. }) => {
                refuse("expected no picture, because none is published with the text".to_owned());
                event
            }
            _ => event,
        });
    }
    if !unpublishable.is_empty() {
        return Err(unpublishable);
    }
    let mut html = String::new();
    html::push_html(&mut html, events.into_iter());
    Ok(html)
}

fn is_only(text: &str, characters: &[char]) -> bool {
    !text.is_empty() && text.trim_matches(characters).is_empty()
}

/// Where a link leads to.
enum Link<'a> {
    /// To another site.
    Outside(CowStr<'a>),
    /// To this site, or to a mailbox.
    Inside(CowStr<'a>),
}

impl<'a> Link<'a> {
    fn parse(link_type: LinkType, target: CowStr<'a>) -> Result<Self, String> {
        if let (LinkType::Email, Ok(address)) = (link_type, target.parse()) {
            return Ok(Self::Inside(mailto(&address).into()));
        }
        if target.parse::<WebLink>().is_ok() {
            return Ok(Self::Outside(target));
        }
        if is_mailto(&target) || is_within_site(&target) {
            return Ok(Self::Inside(target));
        }
        Err(format!(
            "expected a link to https://, http://, mailto: or a page of this site, found {:?}",
            &*target
        ))
    }

    fn opening(&self, base: &str) -> String {
        match self {
            Self::Outside(target) => {
                format!(r#"<a {EXTERNAL_ATTRIBUTES} href="{}">"#, escape(&web_address(target)))
            }
            Self::Inside(target) => {
                let base = if target.starts_with('/') { base } else { "" };
                format!(r#"<a href="{}{}">"#, escape(base), escape(target))
            }
        }
    }

    fn closing(&self) -> String {
        match self {
            Self::Outside(_) => format!("{EXTERNAL_NOTICE}</a>"),
            Self::Inside(_) => "</a>".to_owned(),
        }
    }
}

fn is_mailto(target: &str) -> bool {
    let address = target.strip_prefix("mailto:").map(|rest| rest.split('?').next().unwrap_or(rest));
    address.is_some_and(|address| address.parse::<EmailAddress>().is_ok())
}

/// Whether `target` has neither a scheme nor a host of its own. Browsers take `\` for `/`, and
/// leave control characters out before they look.
fn is_within_site(target: &str) -> bool {
    let path = target.split(['?', '#']).next().unwrap_or_default();
    !path.contains([':', '\\']) && !path.starts_with("//") && !target.contains(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(markdown: &str, want: &str) {
        assert_eq!(to_html(markdown, "/sous/chemin").as_deref().map(str::trim_end), Ok(want));
    }

    #[test]
    fn text_is_rendered() {
        check("## a\n\nb **c**\nd", "<h2>a</h2>\n<p>b <strong>c</strong>\nd</p>");
        check(
            "- a & b\n- `<c>`",
            "<ul>\n<li>a &amp; b</li>\n<li><code>&lt;c&gt;</code></li>\n</ul>",
        );
    }

    #[test]
    fn apostrophes_are_curly_but_for_code_and_addresses() {
        check("l'an d'**aujourd'hui**", "<p>l’an d’<strong>aujourd’hui</strong></p>");
        check("l'\nan, l'«\u{a0}*été*\u{a0}»", "<p>l’\nan, l’«\u{a0}<em>été</em>\u{a0}»</p>");
        check("\"un\" -- deux... &hellip;", "<p>\"un\" -- deux... …</p>");
        check("`l'an` et l'`an`", "<p><code>l'an</code> et l’<code>an</code></p>");
        check("    l'an\n\nl'an", "<pre><code>l'an\n</code></pre>\n<p>l’an</p>");
        check("[l'an](/l'an)", "<p><a href=\"/sous/chemin/l&#39;an\">l’an</a></p>");
        check("<a b='c'>l'an", "<p>&lt;a b='c'&gt;l’an</p>");
        check(
            "<https://a.example/l'an>",
            "<p><a class=\"external\" rel=\"external noopener\" href=\"https://a.example/l&#39;an\">\
             https://a.example/l'an<span class=\"visually-hidden\"> (site externe)</span></a></p>",
        );
    }

    #[test]
    fn the_page_keeps_a_single_h1() {
        check("# a\n### b", "<h2>a</h2>\n<h3>b</h3>");
        check("a\n===", "<h2>a</h2>");
    }

    #[test]
    fn html_is_shown_and_not_run() {
        check("a <b>c</b>", "<p>a &lt;b&gt;c&lt;/b&gt;</p>");
        check("<script>a</script>", "<p>&lt;script&gt;a&lt;/script&gt;</p>");
        check("a\n\n<!-- b -->", "<p>a</p>\n<p>&lt;!-- b --&gt;</p>");
    }

    #[test]
    fn links_to_other_sites_say_so() {
        check(
            "[a *b*](https://dérivation.fr/?x=%221%22&y)",
            "<p><a class=\"external\" rel=\"external noopener\" \
             href=\"https://dérivation.fr/?x=%221%22&amp;y\">a <em>b</em>\
             <span class=\"visually-hidden\"> (site externe)</span></a></p>",
        );
    }

    #[test]
    fn links_to_mailboxes_and_to_this_site_stay_plain() {
        for (markdown, href) in [
            ("[a](mailto:a@exemple.fr?subject=b)", "mailto:a@exemple.fr?subject=b"),
            ("[a](/participer)", "/sous/chemin/participer"),
            ("[a](#b:c)", "#b:c"),
            ("[a](b/c?d#e)", "b/c?d#e"),
        ] {
            check(markdown, &format!("<p><a href=\"{href}\">a</a></p>"));
        }
        check("<a@exemple.fr>", "<p><a href=\"mailto:a@exemple.fr\">a@exemple.fr</a></p>");
    }

    #[track_caller]
    fn check_refused(markdown: &str, want: usize) {
        let offsets: Vec<usize> =
            to_html(markdown, "").unwrap_err().iter().map(|refused| refused.offset).collect();
        assert_eq!(offsets, [want], "{markdown}");
    }

    #[test]
    fn what_could_run_or_be_fetched_is_refused_where_it_stands() {
        for markdown in [
            "é [a](javascript:alert(1))",
            "é [a](JavaScript:alert(1))",
            "é [a](<java&#9;script:alert(1)>)",
            "é [a](data:text/html,b)",
            "é [a](ftp://exemple.fr)",
            "é [a](//exemple.fr)",
            "é [a](</\\\\exemple.fr>)",
            "é [a](https://)",
            "é [a](mailto:a)",
            "é <javascript:alert(1)>",
            "é ![a](b.png)",
            "é [a]\n\n[a]: javascript:b",
        ] {
            check_refused(markdown, 3);
        }
    }
}
